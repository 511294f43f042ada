"""``jixiao demo``: built once, marked 模拟 wherever nothing is published, never mixed into a real installation."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from jixiao.foundation.database.embedded import ADMINISTRATOR, EmbeddedServer

PUBLISHED = {"上海市财政局", "国库处", "信息中心", "会计处", "绩效管理处", "政府采购处"}


def demo(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jixiao.interfaces.cli", "demo", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment["JIXIAO_HOME"] = str(home)
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=environment)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    home = tmp_path_factory.mktemp("demo")
    done = demo(home, "--once", "--scale", "0.005")
    assert (done.returncode, done.stderr) == (0, "")
    return home, done.stdout


@pytest.fixture
def rows(built: tuple[Path, str]) -> Iterator[psycopg.Connection]:
    server = EmbeddedServer(built[0])
    server.start()
    with psycopg.connect(server.address(ADMINISTRATOR)) as connection:
        yield connection
    server.stop()


def test_it_says_what_was_built_and_whom_to_sign_in_as(built: tuple[Path, str]) -> None:
    printed = built[1]
    assert "7 张公开的目标表、30 个模拟项目" in printed
    assert "146 项指标" in printed
    for name in ("李编制", "钱部门", "王审核", "陈批复", "冯审计", "孙系统", "周安全", "吴审计"):
        assert name in printed
    assert re.search(r"密码 \S{17}", printed)
    assert re.search(r"验证码，现在是 \d{6}", printed)


def test_a_second_start_builds_nothing_and_keeps_the_password(built: tuple[Path, str]) -> None:
    again = demo(built[0], "--once")
    assert again.returncode == 0
    assert "已建立" not in again.stdout
    first, second = (re.findall(r"密码 (\S{17})", text) for text in (built[1], again.stdout))
    assert first == second
    assert len(first) == 1


def test_secrets_are_for_their_owner_only(built: tuple[Path, str]) -> None:
    for name in ("demo-password", "demo-totp"):
        assert (built[0] / "secrets" / name).stat().st_mode & 0o077 == 0


def test_the_seven_forms_are_drafts_of_their_divisions_and_those_of_maintenance_are_approved(
    built: tuple[Path, str], rows: psycopg.Connection
) -> None:
    found = rows.execute(
        "SELECT v.project_name, o.name, v.state, (SELECT count(*) FROM target_indicator i WHERE i.version_id = v.id) "
        "FROM form_version v JOIN organisation o ON o.id = v.owner_id WHERE v.project_name NOT LIKE '%模拟%'"
    ).fetchall()
    assert len(found) == 7
    assert sum(each[3] for each in found) == 146
    assert {each[1] for each in found} <= PUBLISHED
    approved = sorted(each[0] for each in found if each[2] == "approved")
    assert len(approved) == 4
    assert all("运维" in name for name in approved)
    assert {each[2] for each in found} == {"draft", "approved"}


def test_sixty_two_indicators_of_the_maintenance_forms_have_actual_values_and_the_rest_none(
    built: tuple[Path, str], rows: psycopg.Connection
) -> None:
    values = rows.execute(
        "SELECT count(DISTINCT indicator_id) FROM measured_value "
        "WHERE verdict NOT IN ('not_reported', 'not_applicable')"
    ).fetchone()
    indicators = rows.execute(
        "SELECT count(*) FROM target_indicator i JOIN form_version v ON v.id = i.version_id "
        "WHERE v.state = 'approved' AND v.project_name NOT LIKE '%模拟%'"
    ).fetchone()
    assert (values, indicators) == ((62,), (86,))


def test_everything_else_says_simulated(built: tuple[Path, str], rows: psycopg.Connection) -> None:
    names = {name for (name,) in rows.execute("SELECT name FROM organisation")}
    assert len([name for name in names if name.endswith("（模拟）")]) >= 160
    assert {name for name in names if "模拟" not in name} == PUBLISHED
    for table, column in (("programme", "name"), ("form_version", "goals")):
        (count,) = rows.execute(f"SELECT count(*) FROM {table} WHERE {column} LIKE '%模拟%'").fetchone()  # type: ignore[misc]
        assert count == 30
    assert "模拟" in (built[0] / "simulated").read_text(encoding="utf-8")


def test_every_role_is_held_by_somebody(built: tuple[Path, str], rows: psycopg.Connection) -> None:
    from jixiao.foundation.people.roles import Role

    assert {role for (role,) in rows.execute("SELECT role FROM role_grant")} == {role.value for role in Role}


def test_a_real_installation_is_left_alone(built: tuple[Path, str]) -> None:
    mark = built[0] / "simulated"
    sentence = mark.read_text(encoding="utf-8")
    mark.unlink()
    try:
        refused = demo(built[0], "--once")
    finally:
        mark.write_text(sentence, encoding="utf-8")
    assert refused.returncode == 1
    assert "[demo.not_empty]" in refused.stdout + refused.stderr
