"""Numbers out of a narrative.

::

    number = [sign] digits [万|亿] (unit | % | ‰) [以上|以内]     培训人数约240人   配备8名运维人员   ≤3‰

What a rate or a duration measures stands before it; what a count counts stands behind it (8名运维人员), or before it
where a sign stands between (人数不少于8人) or nothing follows (电脑30台). Titles, document numbers, ordinals, dates,
service windows (5*8小时), what exists already and what recurs are no promised numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from jixiao.rules.promises.clauses import Clause, clauses_of, without
from jixiao.rules.promises.dates import PERIOD
from jixiao.rules.promises.promise import NumberPromise, PromiseWords
from jixiao.rules.promises.wording import letters

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES = {"万": Decimal(10000), "亿": Decimal(100000000)}
_OPS = (
    (">=", ("不少于", "不低于", "不小于", "大于等于", "至少", "达到", "超过", "≥", "≧", ">=", ">")),
    ("<=", ("不超过", "不高于", "不大于", "不多于", "小于等于", "控制在", "低于", "≤", "≦", "<=", "<")),
)
_TAILS = {"以上": ">=", "及以上": ">=", "以内": "<=", "之内": "<=", "内": "<="}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
_SEPARATOR = re.compile(r"[、和及与()（）]")
_DURATIONS = ("小时", "分钟", "天", "工作日", "个工作日", "个月")
_TIME_NAME = re.compile(r"(?:时间|时长|时限|周期|工期|期限)$")


def number_promises(narratives: Mapping[str, str], words: PromiseWords, year: int | None = None) -> list[NumberPromise]:
    """Numbers with units that the goal, plan and overview of a form promise for its year."""
    return [
        promise
        for clause in clauses_of(narratives, words)
        if _promises(clause, words, year)
        for promise in _numbers(clause, words)
    ]


def _promises(clause: Clause, words: PromiseWords, year: int | None) -> bool:
    if any(word in clause.text for word in (*words.past, *words.recurring)):
        return False
    years = {int(found) for found in _YEAR.findall(clause.text) or _YEAR.findall(clause.before)}
    if year is not None and years and year not in years:
        return False  # 到2025年建成20个: another year's promise
    if any(word in clause.sentence for word in words.long_term):
        return False
    return words.kind_of(clause.section) != "overview" or any(word in clause.sentence for word in words.forward)


@lru_cache(maxsize=8)
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
    ops = "|".join(re.escape(word) for _, group in _OPS for word in group)
    return re.compile(
        rf"(?P<op>{ops})?\s*(?P<about>约|大约|近)?\s*(?<![\d.第*×xX])(?<!\d[-~至])(?P<number>{_DIGITS})"
        rf"\s*(?P<scale>[万亿])?余?多?\s*(?P<unit>%|‰|{longest_first})(?P<tail>及?以上|以内|之内|左右|内)?"
    )


def _numbers(clause: Clause, words: PromiseWords) -> Iterator[NumberPromise]:
    text = PERIOD.sub(lambda match: "，" * len(match[0]), clause.text)
    lead = "" if clause.lead == clause.text else clause.lead
    matches = [m for m in _pattern(words.units).finditer(text) if not _no_count(text, m, words)]
    last = ""
    for n, match in enumerate(matches):
        between = text[matches[n - 1].end() : match.start()] if n else text[: match.start()]
        following = text[match.end() : matches[n + 1].start()] if n + 1 < len(matches) else text[match.end() :]
        if n + 1 < len(matches) and _scope_only(match["unit"], following):
            continue
        before = without(_SEPARATOR.split(between)[-1] if n else between, words)
        parts = _SEPARATOR.split(following)
        behind = without(parts[0] if n + 1 == len(matches) or len(parts) > 1 else "", words)
        last = subject = _subject(match, before, behind) or last
        value, unit = _canonical(match)
        if subject and (unit not in _DURATIONS or _is_limit(match, before)):
            printed = match[0].strip()
            yield NumberPromise(clause.section, clause.text, subject, lead, _operator(match), value, unit, printed)


def _subject(match: re.Match[str], before: str, behind: str) -> str:
    measured = match["unit"] in ("%", "‰", "元", "万元", "亿元", "个百分点", *_DURATIONS)
    signed = bool(match["op"] or match["about"])
    noun_before = len(letters(before)) >= 2
    if noun_before and (measured or signed or len(letters(behind)) < 2 or behind.startswith("的")):
        return before
    return behind or before


def _scope_only(unit: str, following: str) -> bool:
    """“8个乡镇126个行政村…整治”: the first number only says where."""
    return unit in ("个", "家", "所", "座") and 1 <= len(following) <= 3 and following.isalpha()


def _is_limit(match: re.Match[str], before: str) -> bool:
    """“2小时内到场” limits; “24小时值守” does not."""
    return bool(match["op"] or match["tail"] or _TIME_NAME.search(before))


def _canonical(match: re.Match[str]) -> tuple[Decimal, str]:
    value = Decimal(match["number"].replace(",", "")) * _SCALES.get(match["scale"] or "", Decimal(1))
    unit = match["unit"]
    if unit in ("%", "个百分点"):
        return value / 100, "ratio"
    if unit == "‰":
        return value / 1000, "ratio"
    if unit in ("万元", "亿元"):
        return value * _SCALES[unit[0]], "元"
    return value, unit


def _operator(match: re.Match[str]) -> str:
    printed = match["op"] or ""
    for op, words in _OPS:
        if printed in words:
            return op
    return _TAILS.get(match["tail"] or "", "=")


def _no_count(text: str, match: re.Match[str], words: PromiseWords) -> bool:
    """“3个方面” is no promise of a quantity, nor is “65岁”."""
    behind = text[match.end() :]
    return match["unit"] not in "%‰" and any(behind.startswith(word) for word in words.not_counts)
