"""The embedded server wherever a bureau's folder lies, and what it says when it cannot start."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from jixiao.foundation.database.embedded import APPLICATION, DatabaseError, EmbeddedServer

_LONG = "预算绩效管理一体化系统数据目录" * 2  # 30 characters, 90 bytes


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short path: how long the tests' own folder is does not decide where the socket goes."""
    with tempfile.TemporaryDirectory(prefix="jx-") as made:
        yield Path(made)


@pytest.mark.parametrize("name", ["我的 办公室", 'it\'s, "$HOME"', _LONG], ids=["space", "quotes", "long in bytes"])
def test_it_starts_and_answers_in_a_folder_of_any_name(folder: Path, name: str) -> None:
    server = EmbeddedServer(folder / name / "home")
    server.start()
    try:
        with psycopg.connect(server.address(APPLICATION)) as connection:
            assert connection.execute("SELECT current_user").fetchone() == (APPLICATION,)
    finally:
        server.stop()


def test_the_path_of_a_socket_is_measured_in_bytes(folder: Path) -> None:
    assert EmbeddedServer(folder / "short").socket_folder == folder.resolve() / "short" / "run"
    assert len(str(folder / _LONG)) < 80
    assert _LONG not in str(EmbeddedServer(folder / _LONG).socket_folder)


def test_a_server_that_does_not_start_says_why_in_its_own_words(folder: Path) -> None:
    server = EmbeddedServer(folder / "home")
    server.start()
    server.stop()
    with (server.data / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write("max_connections = 'many'\n")
    with pytest.raises(DatabaseError) as failed:
        server.start()
    assert "max_connections" in str(failed.value) or "postgresql.conf" in str(failed.value)
    assert str(server.log) in str(failed.value)
