"""Tests over many engines ask the models for their vocabularies, and PostgreSQL for its answers."""

from tests.support.office_fixtures import *  # noqa: F403
