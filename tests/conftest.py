"""Where the published seeds and labels are, and how slow parts are asked for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# Reproducible and without a database folder in the tree; CI looks longer.
settings.register_profile("default", derandomize=True, database=None, deadline=None, max_examples=200)
settings.register_profile("ci", derandomize=True, database=None, deadline=None, max_examples=1000)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def _folder_named_by(variable: str) -> Path:
    named = os.environ.get(variable)
    if named and Path(named).is_dir():
        return Path(named)
    reason = f"{variable} names no folder: the published text is read only where it does"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def seeds_folder() -> Path:
    """The seven published forms and their gold (JIXIAO_SEEDS)."""
    return _folder_named_by("JIXIAO_SEEDS")


@pytest.fixture(scope="session")
def corpus_folder() -> Path:
    """The labelled target values and self-evaluation rows (JIXIAO_CORPUS)."""
    return _folder_named_by("JIXIAO_CORPUS")


@pytest.fixture(scope="session")
def program_on_path():
    """A function that gives the path of an outside program, skips outside CI and fails in CI when it is absent."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path:
            return path
        if os.environ.get("CI"):
            pytest.fail(f"{name} is needed in CI and is not installed")
        pytest.skip(f"{name} is not installed; CI runs this test")

    return find
