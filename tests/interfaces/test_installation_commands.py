"""An installation from the command line: made, examined, backed up, restored, served and stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.foundation.database.embedded import ADMINISTRATOR, EmbeddedServer


def jixiao(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JIXIAO_", "DJANGO_"))}
    command = [sys.executable, "-m", "jixiao.interfaces.cli", *arguments]
    return subprocess.run(
        command, env=environment | {"JIXIAO_HOME": str(home)}, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A migrated installation that no other test uses."""
    folder = tmp_path_factory.mktemp("installation") / "home"
    done = jixiao(folder, "migrate")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    yield folder
    EmbeddedServer(folder).stop()


def test_a_fresh_installation_has_nothing_wrong_and_its_history_holds(home: Path) -> None:
    done = jixiao(home, "doctor", "--audit")
    assert done.returncode == 0
    assert "审计链完整" in done.stdout


def test_commands_leave_no_server_behind(home: Path) -> None:
    assert not EmbeddedServer(home).is_running()


def test_a_secret_that_others_can_read_is_named_with_what_to_do(home: Path) -> None:
    secret = home / "secrets" / ADMINISTRATOR
    secret.chmod(0o644)
    done = jixiao(home, "doctor", "--json")
    secret.chmod(0o600)
    assert done.returncode == 1
    [finding] = [json.loads(line) for line in done.stdout.splitlines()]
    assert finding["code"] == "installation.secret_open"
    assert "chmod 600" in finding["fix"]


def test_the_server_has_no_open_port_and_its_secrets_are_private(home: Path) -> None:
    assert (home / "secrets").stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in (home / "secrets").iterdir())
    assert "listen_addresses = ''" in (home / "postgres" / "postgresql.conf").read_text(encoding="utf-8")


def test_two_commands_at_once_share_one_server(home: Path) -> None:
    environment = os.environ | {"JIXIAO_HOME": str(home)}
    command = [sys.executable, "-m", "jixiao.interfaces.cli", "doctor"]
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(2)]
    assert [process.wait(timeout=120) for process in both] == [0, 0]


def test_backup_and_restore_give_the_same_rows_in_a_new_era_and_the_chain_goes_on(home: Path, tmp_path: Path) -> None:
    copy, other = tmp_path / "copy", tmp_path / "other"
    kept = {"attachments/ab/cd": "an attachment", "calendar/README": "our own years", "simulated": "模拟数据"}
    for name, content in kept.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(content, encoding="utf-8")
    unfinished = home / "attachments" / "ab" / ".unfinished-upload"
    unfinished.write_text("half of")
    assert jixiao(home, "backup", str(copy)).returncode == 0
    unfinished.unlink()
    assert not (copy / "secrets").exists()
    assert not [path for path in copy.rglob("*") if path.name.startswith(".")]
    restored = jixiao(other, "restore", str(copy))
    assert restored.returncode == 0
    assert "逐表与备份一致" in restored.stdout
    assert {name: (other / name).read_text(encoding="utf-8") for name in kept} == kept
    assert jixiao(other, "doctor", "--audit").returncode == 0
    again = jixiao(other, "restore", str(copy))
    assert again.returncode == 1
    assert "[restore.home_in_use]" in again.stderr


def test_a_damaged_copy_is_refused_and_leaves_nothing_behind(home: Path, tmp_path: Path) -> None:
    copy, other = tmp_path / "copy", tmp_path / "other"
    kept = {"attachments/ab/cd": "an attachment", "calendar/README": "our own years", "simulated": "模拟数据"}
    for name, content in kept.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(content, encoding="utf-8")
    jixiao(home, "backup", str(copy))
    dump = copy / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-1] + b"x")
    done = jixiao(other, "restore", str(copy))
    assert done.returncode == 1
    assert "[restore.file_differs]" in done.stderr
    assert not (other / "postgres").exists()


def test_a_backup_never_overwrites(home: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("x")
    done = jixiao(home, "backup", str(tmp_path))
    assert done.returncode == 1
    assert "[backup.folder_not_empty]" in done.stderr
    assert (tmp_path / "kept.txt").read_text() == "x"


def test_the_server_answers_and_stops_cleanly_with_its_database(home: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jixiao.interfaces.cli", "serve", "--port", str(port), "--workers", "2"]
    with subprocess.Popen(command, env=os.environ | {"JIXIAO_HOME": str(home)}, stderr=subprocess.PIPE) as server:
        page = _first_page(f"http://127.0.0.1:{port}/sign-in/")
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0
    assert page.status == 200
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert not EmbeddedServer(home).is_running()


def test_a_port_that_is_taken_is_said_at_once_with_what_to_do(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = jixiao(home, "serve", "--port", str(port))
    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "[server.port_not_free]" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not EmbeddedServer(home).is_running()


def _first_page(url: str):  # type: ignore[no-untyped-def]
    for _ in range(120):
        try:
            return urllib.request.urlopen(url, timeout=5)
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"{url} did not answer")
