"""A backup without secrets, restored with and without the key of the second factors that was kept apart."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.foundation.database.embedded import EmbeddedServer
from tests.interfaces.test_installation_commands import jixiao

ADMINISTRATORS = (
    *("--system-administrator", "sun.xitong:孙系统"),
    *("--security-administrator", "zhou.anquan:周安全"),
    *("--audit-administrator", "wu.shenji:吴审计"),
)
_SET_UP = """
from jixiao.interfaces.cli.installation import set_up_django, start_database, stop_database
start_database(); set_up_django()
from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people import second_factor
from jixiao.foundation.people.models import Person
with acting_as(system_actor("test")):
    for person in Person.objects.all():
        second_factor.store(person, second_factor.new_secret())
        person.save()
stop_database()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation whose three administrators have second factors."""
    folder = tmp_path_factory.mktemp("second-factors") / "home"
    assert jixiao(folder, "init", "--bureau", "某市财政局", *ADMINISTRATORS).returncode == 0
    subprocess.run([sys.executable, "-c", _SET_UP], env=os.environ | {"JIXIAO_HOME": str(folder)}, check=True)
    yield folder
    EmbeddedServer(folder).stop()


def _codes(home: Path) -> list[str]:
    done = jixiao(home, "doctor", "--json")
    return [json.loads(line)["code"] for line in done.stdout.splitlines()]


def test_the_key_kept_apart_opens_them_after_a_restore_and_without_it_they_are_set_up_anew(
    home: Path, tmp_path: Path
) -> None:
    copy, other = tmp_path / "copy", tmp_path / "other"
    done = jixiao(home, "backup", str(copy))
    assert done.returncode == 0
    assert "[backup.second_factor_key_apart]" in done.stderr
    assert "3 人" in done.stderr
    assert str(home / "secrets" / "second_factor") in done.stderr
    assert jixiao(other, "restore", str(copy)).returncode == 0
    assert "second_factor.key_differs" in _codes(other)
    shutil.copy2(home / "secrets" / "second_factor", other / "secrets" / "second_factor")
    assert "second_factor.key_differs" not in _codes(other)
    (other / "secrets" / "second_factor").unlink()
    reset = jixiao(other, "doctor", "--reset-second-factors")
    assert "已重置 3 人的第二因素" in reset.stderr
    assert "second_factor.key_differs" not in _codes(other)
    EmbeddedServer(other).stop()


def test_a_backup_with_secrets_has_nothing_to_add(home: Path, tmp_path: Path) -> None:
    done = jixiao(home, "backup", str(tmp_path / "copy"), "--with-secrets")
    assert (done.returncode, done.stderr) == (0, "")
