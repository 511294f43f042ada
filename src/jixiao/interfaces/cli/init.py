"""``jixiao init``: a real installation without demo data."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.interfaces.cli.files import say
from jixiao.interfaces.cli.installation import open_installation, stop_database
from jixiao.rules.findings import Finding

if TYPE_CHECKING:
    from jixiao.foundation.imports.installation import Installation

#: Option, question on a terminal.
_ADMINISTRATORS = {
    "system_administrator": "系统管理员（管理账号和单位）",
    "security_administrator": "安全管理员（授予和收回角色）",
    "audit_administrator": "审计管理员（查看审计记录）",
}
_AS_TYPED = "用户名:姓名"


@click.command()
@click.option("--bureau", help="财政局的名称。")
@click.option("--credit-code", default="", help="统一社会信用代码。")
@click.option("--system-administrator", help=f"系统管理员，写作 {_AS_TYPED}。")
@click.option("--security-administrator", help=f"安全管理员，写作 {_AS_TYPED}。")
@click.option("--audit-administrator", help=f"审计管理员，写作 {_AS_TYPED}。")
@click.option("--people", type=click.Path(path_type=Path, dir_okay=False), help="单位和人员的 XLSX。")
@click.option("--template", type=click.Path(path_type=Path, dir_okay=False), help="只写出单位和人员的 XLSX 模板。")
def init(
    bureau: str | None,
    credit_code: str,
    system_administrator: str | None,
    security_administrator: str | None,
    audit_administrator: str | None,
    people: Path | None,
    template: Path | None,
) -> None:
    """建立一套真实的安装：财政局、三位管理员，以及 XLSX 中的单位和人员；要么全部建好，要么什么也没有。

    没有给出的项目在终端上询问。一次性密码只在这里显示一次，首次登录必须更改。
    """
    named = {
        "system_administrator": system_administrator,
        "security_administrator": security_administrator,
        "audit_administrator": audit_administrator,
    }
    open_installation()
    try:
        if template is not None:
            from jixiao.foundation.imports.newcomers import write_template

            write_template(template)
            return
        name = bureau or _asked("财政局的名称")
        given = {role: typed or _asked(f"{_ADMINISTRATORS[role]}，{_AS_TYPED}") for role, typed in named.items()}
        _print(_made(name, credit_code, given, people))
    finally:
        stop_database()


def _asked(question: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError(f"没有给出{question}。不在终端上运行时，各项都要用选项给出，见 jixiao init --help。")
    return str(click.prompt(question))


def _made(bureau: str, credit_code: str, given: Mapping[str, str], people: Path | None) -> Installation:
    from jixiao.foundation.imports.installation import make_installation
    from jixiao.foundation.imports.newcomers import ImportRefused
    from jixiao.foundation.people.details import Details
    from jixiao.foundation.people.roles import Role
    from jixiao.foundation.transitions import Refused

    details = {}
    for role, typed in given.items():
        username, _, name = typed.replace("：", ":").partition(":")
        details[Role(role)] = Details(username.strip(), name.strip())
    try:
        return make_installation(bureau, details, people, credit_code=credit_code)
    except Refused as refused:
        say([Finding(refused.code, "error", "初始化", refused.message, fix="什么也没有建立；请改正后重新运行。")])
        raise SystemExit(1) from refused
    except ImportRefused as refused:
        say(refused.findings)
        raise SystemExit(1) from refused


def _print(made: Installation) -> None:
    say(made.imported.notes)
    click.echo(f"已建立 {made.bureau}。一次性密码（只显示这一次，首次登录必须更改）：")
    for account in [*made.administrators, *made.imported.accounts]:
        click.echo(f"  {account.username}\t{account.name}\t{'、'.join(account.roles)}\t{account.password}")
    click.echo("用 jixiao serve 启动服务。")
