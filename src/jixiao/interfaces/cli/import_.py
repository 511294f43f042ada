"""``jixiao import``: records out of a table, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from jixiao.documents.readers import file_content
from jixiao.interfaces.cli.files import (
    NAME_OF_STANDARD_INPUT,
    NAMED_FILE,
    STANDARD_INPUT,
    files_of,
    progress,
    say,
    standard_input,
)
from jixiao.interfaces.cli.installation import progress_line
from jixiao.interfaces.cli.records import PERSON, named, records_of_installation
from jixiao.rules.findings import Finding

if TYPE_CHECKING:
    from jixiao.foundation.imports.actions import Outcome
    from jixiao.foundation.imports.kinds import ImportKind
    from jixiao.foundation.imports.table import Problem
    from jixiao.foundation.people.command_line import Acting

_STEPS = 2  # checked, imported
#: What stands on standard input has no suffix; what it is kept under is said by how it begins.
_SUFFIXES = ((b"PK", ".xlsx"), (b"\xd0\xcf\x11\xe0", ".xls"))


@click.command(name="import")
@click.argument("kind")
@click.argument("file", required=False, type=NAMED_FILE)
@click.option("--keep-good", is_flag=True, help="有错误的行不导入，其余的照样导入；默认有一处错误就全部不导入。")
@PERSON
@click.option("--json", "as_json", is_flag=True, help="每处错误输出一行 JSON。")
def import_(kind: str, file: str | None, keep_good: bool, username: str | None, as_json: bool) -> None:
    """把 XLSX 或 CSV 表中的记录导入台账；表头见“导入”页的模板，或 jixiao export 的输出。

    KIND 是记录的种类，如 tickets 或 工单；FILE 不给时读标准输入。错误逐处指明行和列。
    记录由 --as 指定的人登记，此人须有这种记录的登记角色；只有一个人有时可以不写。
    全部导入以 0 退出；有错误或被拒绝以 1 退出，用法不对以 2 退出。
    """
    [path] = files_of([file] if file else [], recursive=False)
    content = standard_input() if path == STANDARD_INPUT else file_content(path)
    if isinstance(content, Finding):
        say([content], as_json=as_json)
        raise SystemExit(1)
    name = _name_of_standard_input(content) if path == STANDARD_INPUT else path.name
    with records_of_installation(name):
        is_whole = _imported(_kind(kind), name, content, keep_good, username, as_json)
    if not is_whole:
        raise SystemExit(1)


def _name_of_standard_input(content: bytes) -> str:
    suffix = next((suffix for magic, suffix in _SUFFIXES if content.startswith(magic)), ".csv")
    return f"{NAME_OF_STANDARD_INPUT}{suffix}"


def _kind(word: str) -> ImportKind:
    from jixiao.foundation.imports.kinds import kinds

    return named(word, {each.name: (each.title, each) for each in kinds()})


def _acting(kind: ImportKind, username: str | None) -> Acting:
    """Who imports: the person named, or the only one who may."""
    from jixiao.foundation.people.command_line import person_acting, usernames_with

    if username is None:
        able = usernames_with(kind.roles)
        if len(able) != 1:
            who = f"能导入{kind.title}的有：{'、'.join(able)}" if able else f"现在没有人能导入{kind.title}"
            raise click.UsageError(f"请用 --as 指明以谁的身份导入。{who}。")
        [username] = able
    return person_acting(username, "import")


def _imported(
    kind: ImportKind, name: str, content: bytes, keep_good: bool, username: str | None, as_json: bool
) -> bool:
    """Imports what is good, as far as it may be; whether every row of the file is in."""
    from jixiao.foundation.identity import acting_as
    from jixiao.foundation.imports import actions
    from jixiao.foundation.imports.actions import Importer

    acting = _acting(kind, username)
    importer = Importer(acting.person.pk, acting.held)
    with progress(_STEPS, "导入") as bar:
        with acting_as(acting.identity):
            made, found = actions.preview(kind.name, name, content, importer)
        if bar is not None:
            bar.update(1)
        say(found.notes, as_json=as_json)
        if found.problems and (found.is_whole_file_wrong or not keep_good):
            with acting_as(acting.identity):
                actions.drop(made, importer)
            _tell(name, found.problems, as_json)
            _sum_up(f"{found.rows_total} 行，{found.rows_bad} 行有错误，一行也没有导入。", as_json)
            return False
        with acting_as(acting.identity):
            outcome = actions.confirm(made, importer, keep_good=keep_good)
        if bar is not None:
            bar.update(1)
    _tell(name, outcome.problems, as_json)
    _hand_out(kind, outcome)
    if outcome.problems:
        _sum_up(f"导入 {made.rows_imported} 行，{made.rows_bad} 行有错误，没有导入。", as_json)
    else:
        progress_line(f"已导入 {made.rows_imported} 行。")
    return not outcome.problems


def _tell(name: str, problems: Sequence[Problem], as_json: bool) -> None:
    """Every problem with file, row and column."""
    for problem in problems:
        finding = problem.to_finding()
        message = finding.message if finding.message.endswith("。") else f"{finding.message}。"
        place = f"{name} {finding.place}" if problem.row is not None else name
        say([Finding(finding.code, "error", place, message, fix=finding.fix)], as_json=as_json)


def _sum_up(text: str, as_json: bool) -> None:
    if not as_json:
        click.echo(text, err=True)


def _hand_out(kind: ImportKind, outcome: Outcome) -> None:
    """What is told once: one-time passwords of new accounts."""
    if outcome.hand_out:
        click.echo("\t".join(["行", *kind.handed]))
    for row, told in sorted(outcome.hand_out.items()):
        click.echo("\t".join([str(row), *told]))
