"""``jixiao judge``: targets against actual values, a JSON line each, with the verdict and its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import click

from jixiao.interfaces.cli.files import NAMED_FILE
from jixiao.interfaces.cli.json_lines import BadLine, Row, cells_of, each_line
from jixiao.parameters.judgement import direction_lexicon
from jixiao.rules.judgement import Direction, Judgement, stated_direction
from jixiao.rules.judgement import judge as judge_target
from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.targets import parse_target
from jixiao.rules.values import ParsedTarget, TargetValue

_DIGITS_MAX = 60  # 1e999999999 written out would fill the memory
_LABEL_KEYS = frozenset(TargetValue._fields)


@click.command()
@click.argument("file", required=False, type=NAMED_FILE)
@click.option("--json", "as_json", is_flag=True, help="输出总是 JSON 行；为与其他命令一致而接受此选项。")
def judge(file: str | None, as_json: bool) -> None:
    """逐行判定目标与实际完成值，每行输出原对象加 verdict（结论）和 why（理由）。

    每行一个 JSON 对象：target（目标值原文）或 parsed（已理解的目标），actual（实际完成值）；可另有 level3、level2、
    direction（正向、反向）、due、as_of、year、numerator、denominator。不给 FILE 时读标准输入。
    """
    each_line(file, judged_row, subject="judge", fix="请改正这一行后重新运行，键名见 docs/judging.md。")


def judged_row(row: Row) -> Row:
    """The row with ``verdict``, ``why``, ``direction``, ``direction_source`` and ``flags`` added.

    A direction the line states stays as it was written.

    Raises :class:`BadLine` for a row without a target or with a value of the wrong kind.
    """
    judgement = judge_row(row)
    direction = judgement.direction and str(judgement.direction)
    return {
        **row,
        "verdict": str(judgement.verdict),
        "why": judgement.why,
        "direction": row.get("direction") or direction,
        "direction_source": judgement.direction_source,
        "flags": [str(flag) for flag in judgement.flags],
    }


def judge_row(row: Mapping[str, Any]) -> Judgement:
    """The judgement of one row, by its keys; raises :class:`BadLine`."""
    name = _text(row, "level3") or _text(row, "name")
    as_of, due, year = _day(row, "as_of"), _day(row, "due"), _whole(row, "year")
    day = as_of or due or (date(year, 12, 31) if year and 1 <= year <= 9999 else date.today())
    try:
        lexicon = direction_lexicon(day)
    except NoRuleInForce as error:
        raise BadLine("no_rule", str(error)) from error
    return judge_target(
        _target(row, name),
        _text(row, "actual"),
        name=name,
        category=_text(row, "level2") or _text(row, "level1"),
        direction=_direction(row),
        due=due,
        as_of=as_of,
        year=year,
        reason=_reason(row),
        lexicon=lexicon,
        numerator=_whole(row, "numerator"),
        denominator=_whole(row, "denominator"),
    )


def _target(row: Mapping[str, Any], name: str) -> ParsedTarget:
    text = _text(row, "target")
    labels = row.get("parsed")
    if labels:
        return ParsedTarget(text, tuple(_values(labels)))
    if "target" not in row or row["target"] is None:
        raise BadLine("no_target", "没有目标值：应有 target 或 parsed")
    return parse_target(text, name=name or None, cells=cells_of(row))


def _values(labels: Any) -> Iterable[TargetValue]:
    labels = [labels] if isinstance(labels, dict) else labels
    if not isinstance(labels, list) or not all(isinstance(label, dict) for label in labels):
        raise BadLine("bad_label", "parsed 应为对象的列表")
    try:
        # labels may say more than a target value holds; what is not known decides nothing here
        return [TargetValue.from_label({key: label[key] for key in _LABEL_KEYS & label.keys()}) for label in labels]
    except ValueError as error:
        raise BadLine("bad_label", f"parsed 不合标注格式：{error}") from error
    except (TypeError, AttributeError) as error:
        raise BadLine("bad_label", "parsed 不合标注格式") from error


def _text(row: Mapping[str, Any], key: str) -> str:
    """A text, or a number as it stands; absent and null are empty."""
    given = row.get(key)
    if given is None:
        return ""
    if isinstance(given, bool):
        return "是" if given else "否"
    if isinstance(given, int | Decimal):
        if isinstance(given, Decimal) and abs(given.adjusted()) > _DIGITS_MAX:
            raise BadLine("bad_value", f"{key} 的位数超出常理")
        return f"{given:f}" if isinstance(given, Decimal) else str(given)
    if not isinstance(given, str):
        raise BadLine("bad_value", f"{key} 应为文字")
    return given


def _day(row: Mapping[str, Any], key: str) -> date | None:
    given = _text(row, key)
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadLine("bad_date", f"{key} 应为 2020-12-31 这样的日期，实际为“{given}”") from error


def _whole(row: Mapping[str, Any], key: str) -> int | None:
    given = _text(row, key)
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or len(given) > 18:
        raise BadLine("bad_count", f"{key} 应为非负整数，实际为“{given}”")
    return int(given)


def _direction(row: Mapping[str, Any]) -> Direction | None:
    given = _text(row, "direction")
    if not given:
        return None
    direction = stated_direction(given)
    if direction is None:
        raise BadLine("bad_direction", f"direction 应为 higher、lower、正向或反向，实际为“{given}”")
    return direction


def _reason(row: Mapping[str, Any]) -> str:
    """The explanation beside the actual; some forms print it in the score column."""
    given = _text(row, "reason") or _text(row, "deviation_reason") or _text(row, "score_text")
    score = _text(row, "score")
    return given or (score if score and not any(character.isdigit() for character in score) else "")
