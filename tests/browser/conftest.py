"""People at their desks: an office with nobody's form in it, and Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.looking import chromium
from tests.support.served_office import ServedOffice, served_office


@pytest.fixture(scope="module")
def office() -> Iterator[ServedOffice]:
    """An office of its own for the module: the tests tell one story after the other."""
    with served_office() as served:
        yield served


@pytest.fixture(scope="module")
def browser(program_on_path: Any) -> Iterator[Any]:
    """Chromium."""
    with chromium(program_on_path("chromium")) as started:
        yield started
