"""What stands before a number: subject, period, comparison with another year, deadline, operator.

``省级培训全年不低于`` → subject 省级培训, period 年, operator ``>=``. A date in it was masked before and comes as a
deadline. Works on folded text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.rules.targets.words import (
    APPROXIMATE_BEFORE,
    APPROXIMATE_CHARACTERS,
    AVERAGES_PER,
    AVERAGES_PERIOD,
    BEFORE,
    CARRIERS,
    CARRYING_CHARACTERS,
    DIRECTIONS,
    LAST_YEAR,
    OPERATOR,
    PERIODS,
    SAME_PERIOD,
    SIGNS,
    UNITS,
    WORDS_BEFORE,
    YIELDING,
    alternatives,
)
from jixiao.rules.values import Operator

#: Stands for a date that was read already; one per character, so that positions hold.
MASK = "\ue000"

_APPROXIMATE = f"{alternatives(APPROXIMATE_BEFORE)}|{APPROXIMATE_CHARACTERS}"
_CARRIER = f"{alternatives(CARRIERS)}|{CARRYING_CHARACTERS}"
_OPERATOR = OPERATOR
_TOKEN = re.compile(rf"(?P<approx>{_APPROXIMATE})|(?P<op>{_OPERATOR})|(?P<carrier>{_CARRIER})")
_LEAD = re.compile(
    rf"(?P<rest>.*?)(?P<words>(?:{_APPROXIMATE}|{_OPERATOR}|{_CARRIER}|(?<![一-鿿])组织|[:\"“”'{MASK}])*+)", re.DOTALL
)
_PERIOD_WORDS = alternatives(PERIODS)
_EVERY_PERIOD = re.compile(
    rf"每(?:一|个)?(?P<count>\d{{0,2}})(?P<period>{_PERIOD_WORDS})度?|全年(?:度)?|平均每(?P<mean>{_PERIOD_WORDS})"
)
_EVERY_THING = re.compile(rf"每(?:一)?(?P<count>\d{{0,6}}万?)(?P<thing>{alternatives(UNITS)})")
_EVERY_PLACE = re.compile(rf"每(?:一?个|一)?(?!{alternatives(UNITS)})(?P<place>[一-鿿]{{1,3}})")
#: 人均, 月均 right before the number; inside the subject (人均纯收入) they are part of what is measured.
_AVERAGE = re.compile(rf"(?P<period>{alternatives(AVERAGES_PERIOD)})$|(?P<per>{alternatives(AVERAGES_PER)})$")
_RELATIVE = re.compile(
    rf"(?:(?P<base>(?:较|(?<![同环])比|与|同(?!比)|相比于?)[^,;。]{{1,14}}?)(?:相比|比较|相较)?,?)?(?P<same>{alternatives(SAME_PERIOD)})?"
    rf"(?P<direction>{alternatives(DIRECTIONS)})(?:了|率达|幅度?)?$"
)
#: 较上年≥6%: against what, without the word for the direction.
_BARE_BASE = re.compile(rf"(?:较|比|与)(?P<base>{alternatives(LAST_YEAR)}|(?:20|19)\d\d年)(?:相比)?,?")
_AGAINST = re.compile(
    r"(?:(?P<above>高于|优于|超过|超|领先)|低于)"
    rf"(?P<base>{alternatives(LAST_YEAR)}|[^,;。]{{2,12}}(?:水平|平均|均值|平均值|同期))$"
)
_CONDITION = re.compile(r"^.{0,30}(?:后|之日起|以来|情况下|前提下|末)$|^(?:收到|接到|受理|自).{0,20}$")
#: 合格率(≥90%) names what is measured; 优秀(90分以上), 有效提升(≥80%) say in words what the number says.
_MEASURED = re.compile(r"[率度量数额值费比积程金员人间]\($")
_EDGE = " /=<>≥≤:;,、。.()[]-·\"“”'!?且"
#: 完成 before 完成率 and 到位 before 到位率 name what is measured.
_OPENING = (
    rf"(?:{alternatives([*CARRIERS, '达到'])})(?![率量数值度额情时进比])",
    r"(?:其中|以及|和|及(?![格时]))(?=[一-鿿]{2})",
    r"计划(?=$|完成)|[当本]年度?|按照?$",
)
_BEGINS = re.compile(rf"^(?:{'|'.join(_OPENING)})++")
_ENDS = re.compile(rf"(?:{_CARRIER}|平均|的|(?<![一-鿿])组织)++$")
#: Operators that may stand away from their number.
_OPENS = re.compile(alternatives(word for word in WORDS_BEFORE if word.startswith(("不", "控制", "至", "最"))))
_BASE_YEAR = re.compile(r"(?:20|19)\d\d年")


class Lead(NamedTuple):
    """What was said before one number."""

    op: Operator | None
    yields: bool  # a word after the number may overrule the operator
    approx: bool
    subject: str | None
    per: str | None
    period: str | None
    relative_to: str | None
    direction: str | None


def read_lead(text: str) -> Lead:
    """Read the statement up to its number."""
    text, period = read_period(text)
    match = _LEAD.fullmatch(text)
    rest, words = (match["rest"], match["words"]) if match else (text, "")
    op, yields, approx = _operator(words)
    if op is None and (opening := _OPENS.match(rest)):
        op, rest = BEFORE[opening[0]], rest[opening.end() :]  # 不超过预算10%
    rest = rest.replace(MASK, "")
    if _CONDITION.match(rest) or (rest.endswith("(") and not _MEASURED.search(rest)):
        rest = ""
    rest, per = _thing(rest)
    rest, relative_to, direction = _relative(rest)
    rest, mean_per, mean_period = _average(rest)
    return Lead(op, yields, approx, subject_of(rest), per or mean_per, period or mean_period, relative_to, direction)


def subject_of(rest: str) -> str | None:
    """What is measured, without the words that only carry the target."""
    rest = rest.strip(_EDGE)
    for _ in range(3):
        shorter = _ENDS.sub("", _BEGINS.sub("", rest)).strip(_EDGE)
        if shorter == rest:
            break
        rest = shorter
    return rest or None


def base_of(words: str) -> str | None:
    """``较上年同期`` → 上年; ``比2019年`` → 2019年; ``较全省平均水平`` → 全省平均水平."""
    words = words.lstrip("较比与同相于高低优过超")
    if words.startswith(LAST_YEAR):
        return "上年"
    year = _BASE_YEAR.match(words)
    return year[0] if year else words or None


def _operator(words: str) -> tuple[Operator | None, bool, bool]:
    """The last operator counts; 基本达到 promises about the number, not at least it."""
    op: Operator | None = None
    yields = approx = False
    for token in _TOKEN.finditer(words):
        if token["approx"]:
            approx = True
        elif token["op"]:
            word = token["op"]
            if op is not None and word in YIELDING:
                continue
            op, yields = BEFORE[word], word not in SIGNS and word in YIELDING
    return op, yields, approx


def _relative(rest: str) -> tuple[str, str | None, str | None]:
    match = _RELATIVE.search(rest)
    if match:
        base = SAME_PERIOD[match["same"]] if match["same"] else None
        if match["base"]:
            base = base_of(match["base"])
        return rest[: match.start()], base, DIRECTIONS[match["direction"]]
    if bare := _BARE_BASE.fullmatch(rest):
        return "", base_of(bare["base"]), None
    against = _AGAINST.search(rest)
    if against:
        return rest[: against.start()], base_of(against["base"]), "增长" if against["above"] else "下降"
    return rest, None, None


def read_period(text: str) -> tuple[str, str | None]:
    """每月, 每2年, 全年: taken out of the words, wherever they stand."""
    if "每" not in text and "全年" not in text:
        return text, None
    match = _EVERY_PERIOD.search(text)
    if match is None:
        return text, None
    word = match["period"] or match["mean"] or "年"
    count = match["count"] or ""
    period = f"{count}{word}" if count and count != "1" else PERIODS[word]
    return text[: match.start()] + text[match.end() :], period


def _thing(rest: str) -> tuple[str, str | None]:
    """每人, 每乡镇, 每100亩: the denominator, and the words without it."""
    if "每" not in rest:
        return rest, None
    if match := _EVERY_PLACE.fullmatch(rest):
        return "", match["place"]
    match = _EVERY_THING.search(rest)
    if match is None:
        return rest, None
    return rest[: match.start()] + rest[match.end() :], match["count"] + UNITS[match["thing"]]


def _average(rest: str) -> tuple[str, str | None, str | None]:
    match = _AVERAGE.search(rest)
    if match is None:
        return rest, None, None
    per = AVERAGES_PER[match["per"]] if match["per"] else None
    period = AVERAGES_PERIOD[match["period"]] if match["period"] else None
    return rest[: match.start()], per, period
