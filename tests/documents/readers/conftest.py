"""Tests of the readers do not start an office program unless they ask for it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def no_converter() -> Iterator[None]:
    """As on a machine without LibreOffice."""
    before = os.environ.get("JIXIAO_CONVERTER")
    os.environ["JIXIAO_CONVERTER"] = ""
    yield
    if before is None:
        del os.environ["JIXIAO_CONVERTER"]
    else:
        os.environ["JIXIAO_CONVERTER"] = before
