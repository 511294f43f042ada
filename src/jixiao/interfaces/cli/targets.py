"""``jixiao targets``: target values as JSON lines, the same lines out with what was understood."""

from __future__ import annotations

import click

from jixiao.interfaces.cli.files import NAMED_FILE
from jixiao.interfaces.cli.json_lines import BadLine, Row, cells_of, each_line
from jixiao.rules.targets import measurability, parse_target


@click.command()
@click.argument("file", required=False, type=NAMED_FILE)
@click.option("--why", is_flag=True, help="另加 measurable（可否衡量）和 why（理由）。")
@click.option("--json", "as_json", is_flag=True, help="输出总是 JSON 行；为与其他命令一致而接受此选项。")
def targets(file: str | None, why: bool, as_json: bool) -> None:
    """理解目标值：每行一个 JSON 对象，输出原对象加 parsed（已理解的目标值），次序不变。

    每行要有 target（目标值原文）；可另有 level3（三级指标名称）、target_cells（符号、数值、单位分列时的各格文字）。
    不给 FILE 时读标准输入。有错的行在标准错误中指明，其余各行照常输出，并以 1 退出。
    """
    fix = "请改正这一行后重新运行，键名见 docs/target-values.md。"
    each_line(file, lambda row: parsed_row(row, why=why), subject="targets", fix=fix)


def parsed_row(row: Row, *, why: bool = False) -> Row:
    """The row with ``parsed`` put in (and ``measurable``, ``why`` when asked for).

    Raises :class:`BadLine` for a row without a target.
    """
    target, name = row.get("target"), row.get("level3")
    if not isinstance(target, str):
        raise BadLine("no_target", "没有目标值：target 应为文字")
    if name is not None and not isinstance(name, str):
        raise BadLine("bad_value", "level3 应为文字")
    parsed = parse_target(target, name=name, cells=cells_of(row))
    row["parsed"] = [value.to_label() for value in parsed.values]
    if why:
        row["measurable"], row["why"] = measurability(parsed)
    return row
