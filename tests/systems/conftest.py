"""Tests of the systems run in transactions on this process's own installation."""

from tests.support.office_fixtures import *  # noqa: F403
