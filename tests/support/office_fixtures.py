"""Fixtures of every test that needs the database."""

from __future__ import annotations

from collections.abc import Iterator

import django
import pytest
from django.db import connections, transaction

from tests.support import installation

# Models can only be imported once Django is set up, and settings read the server's secrets: before any test module.
installation.installation()
django.setup()

__all__ = ["database", "office", "transaction_of_the_test"]


@pytest.fixture(scope="session")
def database() -> Iterator[None]:
    """The installation of this process, asked as the application's role; its server is stopped at the end."""
    yield
    connections.close_all()
    installation.stop()


@pytest.fixture
def transaction_of_the_test(database: None) -> Iterator[None]:
    """A transaction that is rolled back after the test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def office(transaction_of_the_test: None):  # type: ignore[no-untyped-def]
    """The small office of :mod:`tests.support.office`."""
    from tests.support.office import make_office

    return make_office()
