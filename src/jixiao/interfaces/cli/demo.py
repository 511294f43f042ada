"""``jixiao demo``: the seven forms of 2020 in a simulated office, on pages of this machine."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from jixiao.foundation.database.connection import embedded_server, home
from jixiao.interfaces.cli.files import say
from jixiao.interfaces.cli.installation import migrate_schema, set_up_django, start_database, stop_database
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form

_YEAR = 2020  # of the seven forms
_SAMPLE = Path(__file__).parents[4] / "samples" / "shanghai-2020" / "forms.pdf"


@click.command()
@click.option(
    "--scale", default=0.01, show_default=True, type=click.FloatRange(0, 1), help="模拟项目的规模，1 为六千个。"
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="网页的端口。")
@click.option("--once", is_flag=True, help="建好、打印，然后退出，不开网页。")
@click.option("--code", is_flag=True, help="只打印演示账号现在的验证码。")
def demo(scale: float, port: int, once: bool, code: bool) -> None:
    """在本机建一个模拟的财政局：七张 2020 年绩效目标表、各部门、每种角色的人员，打开网页。"""
    if code:
        click.echo(_code_now())
        return
    _open()
    try:
        built = _build_or_renew(scale)
        if _add_records():
            _measure()
        if once or built:
            from jixiao.interfaces.cli.demo_summary import summarise

            summarise(_seven_forms(), str(_SAMPLE))
        _who_to_be(port, once)
        if not once:
            from jixiao.interfaces.cli.serve import serve_pages

            serve_pages("127.0.0.1", port)
    finally:
        stop_database()


def _open() -> None:
    """Database and Django; the schema's migration takes a process of its own and is left out when nothing is new."""
    start_database()
    set_up_django()
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        current = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:  # an empty database has no table of migrations to be read
        current = False
    connection.close()
    if not current:
        migrate_schema()


def _add_records() -> bool:
    """Whether the simulated year of the four maintenance programmes came in now; it is never scaled down."""
    from jixiao.systems.operations.demo.loading import add_operations

    if records := add_operations():
        click.echo(f"已载入 2019 年 10 月至 2020 年 12 月的模拟运维和合同记录 {records} 条。")
    return bool(records)


def _measure() -> None:
    """The actual values of the approved forms, out of a snapshot of those records."""
    from collections import Counter
    from datetime import datetime

    from jixiao.foundation.identity import acting_as, system_actor
    from jixiao.foundation.snapshots import snapshot_store, take_snapshot
    from jixiao.foundation.web.marks import VERDICTS
    from jixiao.measures.engines.duckdb import DuckDB
    from jixiao.systems.programmes.actions.measuring import Run, measure

    snapshot, now = take_snapshot(), datetime.now().astimezone().replace(microsecond=0)
    engine = DuckDB(snapshot_store(), snapshot)
    with acting_as(system_actor("measure")):
        values = measure(Run(_YEAR, engine, now, now.date(), snapshot.root))
    engine.close()
    found = Counter(value.verdict for value in values)
    said = "，".join(f"{mark.word} {found[verdict]}" for verdict, mark in VERDICTS.items() if found[verdict])
    click.echo(f"已由这些记录算出 {_YEAR} 年实际值 {len(values)} 个：{said}。")


def _build_or_renew(scale: float) -> bool:
    """Whether the demonstration was built now; one that stands gets the roles of this year."""
    from jixiao.foundation.web.simulation import simulated
    from jixiao.systems.programmes.demo import NotADemo, build, renew

    if simulated():
        renew()
        return False
    try:
        built = build(_seven_forms(), scale, _secret("password", _new_password), _secret("totp", _new_totp))
    except NotADemo:
        fix = "请换一个文件夹，或用 JIXIAO_HOME 指定另一个；演示数据不会写进真实的安装。"
        say([Finding("demo.not_empty", "error", str(home()), "这里已经有数据，而且不是演示数据。", fix=fix)])
        raise SystemExit(1) from None
    server = embedded_server()
    if server is not None:
        server.survey()
    click.echo(f"已建立 {built.organisations} 个单位、{built.forms} 张公开的目标表、{built.simulated} 个模拟项目。")
    return True


def _seven_forms() -> Sequence[Form]:
    from jixiao.documents.forms import read_forms
    from jixiao.documents.readers import read_document

    read = read_forms(read_document(_SAMPLE))
    say(finding for finding in read.findings if finding.severity in ("error", "warning"))
    if not read.forms:
        raise SystemExit(1)
    return read.forms


def _who_to_be(port: int, once: bool) -> None:
    """Whom one may sign in as."""
    from jixiao.systems.programmes.demo import CAST

    click.secho("\n可以这样登录（模拟人员，密码相同）", bold=True)
    for member in CAST:
        click.echo(f"  {member.username:<7} {member.name}  {member.word}，{member.at}")
    click.echo(f"\n  密码 {_secret('password', _new_password)}")
    click.echo(f"  审核、批复、审计和管理员另需验证码，现在是 {_code_now()}；以后运行 jixiao demo --code 查看")
    if not once:
        click.echo(f"\n  http://127.0.0.1:{port}/  （Ctrl-C 停止）")


def _code_now() -> str:
    """The demonstration's present one-time code."""
    import pyotp

    return pyotp.TOTP(_secret("totp", _new_totp)).now()


def _secret(name: str, make: Callable[[], str]) -> str:
    """A secret of this demonstration, made once and kept where only its owner reads."""
    path: Path = home() / "secrets" / f"demo-{name}"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make(), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def _new_password() -> str:
    """Twelve characters of three kinds in groups of four; no 0 O 1 l I."""
    signs = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(signs) for _ in range(4)) for _ in range(3)) + "-Y2"


def _new_totp() -> str:
    import pyotp

    return pyotp.random_base32()
