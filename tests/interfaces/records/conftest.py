"""Commands over records run in a transaction on this process's own installation."""

from tests.support.office_fixtures import *  # noqa: F403
