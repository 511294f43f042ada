"""Tests of pages ask a served office over HTTP, as the application's role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.looking import chromium
from tests.support.office_fixtures import *  # noqa: F403
from tests.support.served_office import ServedOffice, served_office


@pytest.fixture(scope="session")
def served() -> Iterator[ServedOffice]:
    """The office with the seven forms at different points of their way and a contract, on 127.0.0.1."""
    with served_office("tests.support.seven_forms", "tests.support.a_contract") as office:
        yield office


@pytest.fixture(scope="module")
def browser(program_on_path: Any) -> Iterator[Any]:
    """Chromium, gone after each module: while it runs, Django believes itself in an event loop."""
    with chromium(program_on_path("chromium")) as started:
        yield started
