"""The desk of operations, in a transaction of the test."""

import pytest

from tests.support.office import Office
from tests.systems.operations.desk import Desk, make_desk


@pytest.fixture
def desk(office: Office) -> Desk:
    """Operations of the small office."""
    return make_desk(office)
