"""How many queries a piece of code asks."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def django_queries():  # type: ignore[no-untyped-def]
    """A context that captures the queries asked in it."""
    return lambda: CaptureQueriesContext(connection)
