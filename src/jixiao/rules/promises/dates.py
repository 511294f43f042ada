"""Dates out of a narrative.

::

    period = [year] month[-month] 月[份] | [year] quarter | 上/下半年 | 年底 | year年
    date   = period [底|末] [前|以前|之前|起]                     10月份   6-7月   11月底前   2季度前   2020年1月起

The work of a date is the rest of its clause, else the first clause of the item. What recurs has no due date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date

from jixiao.rules.promises.clauses import Clause, clauses_of, without
from jixiao.rules.promises.promise import DatePromise, PromiseWords
from jixiao.rules.promises.wording import letters

_YEAR = r"(?:(?P<year>(?:19|20)\d{2})\s*年\s*)?"
_EDGE = r"\s*(?P<end>月底|季末|底|末)?\s*(?P<edge>以前|之前|前|起|开始|以后)?"
PERIOD = re.compile(
    rf"{_YEAR}(?:"
    rf"(?P<m1>1[0-2]|0?[1-9])\s*月?\s*[-~至到]\s*(?P<m2>1[0-2]|0?[1-9])\s*月(?:份)?"
    rf"|(?P<m>1[0-2]|0?[1-9])\s*月(?:份)?(?:\s*(?P<d>3[01]|[12]\d|0?[1-9])\s*[日号])?"
    rf"|第?\s*(?P<q>[1-4一二三四])\s*季度"
    rf"|(?P<half>上半年|下半年)|(?P<yearend>(?<=年)[底末]|年底|年末)(?!结转)"
    rf"){_EDGE}"
    rf"|(?P<only>(?:19|20)\d{{2}})\s*年\s*(?P<before>以前|之前|前)"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DAY_EVERY_MONTH = re.compile(r"[第、]\s*[一二三四1-4]\s*、\s*[一二三四1-4]\s*季度")


def date_promises(narratives: Mapping[str, str], year: int | None, words: PromiseWords) -> list[DatePromise]:
    """Periods by which or in which the narrative promises work; ``year`` is the form's, for dates that print none."""
    found: list[DatePromise] = []
    for clause in clauses_of(narratives, words):
        if any(word in clause.sentence for word in words.recurring) or _DAY_EVERY_MONTH.search(clause.text):
            continue
        found += _dates(clause, year, words)
    return found


def _dates(clause: Clause, year: int | None, words: PromiseWords) -> Iterator[DatePromise]:
    matches = list(PERIOD.finditer(clause.text))
    for n, match in enumerate(matches):
        span = _span(match, year)
        if span is None:
            continue
        start = matches[n - 1].end() if n else 0
        stop = matches[n + 1].start() if n + 1 < len(matches) else len(clause.text)
        before = without(clause.text[start : match.start()], words)
        behind = without(clause.text[match.end() : stop], words)
        if not without(clause.text[: matches[0].start()], words):  # the dates lead: "4-9月评审、6-12月复审"
            before, behind = behind, ""
        subject = _subject(before, behind, clause, words, only_date=len(matches) == 1)
        if subject:
            yield DatePromise(clause.section, clause.text, subject, match[0].strip(), *span)


def _subject(before: str, behind: str, clause: Clause, words: PromiseWords, *, only_date: bool) -> str:
    for part in (before, behind):
        if len(letters(part)) >= 3:
            return part
    if not only_date:
        return ""
    # "2019年11月，启动采购工作": the date opens the sentence; "…培训，计划6月完成": it closes the item.
    if not clause.before:
        return without(clause.after, words)
    return without(clause.lead, words)


def _span(match: re.Match[str], form_year: int | None) -> tuple[date | None, date | None] | None:
    if match["only"]:
        return None, date(int(match["only"]) - 1, 12, 31)
    year = int(match["year"]) if match["year"] else form_year
    if year is None:
        return None
    first, last, day = _months(match)
    if day is not None and day > monthrange(year, first)[1]:
        return None
    earliest = date(year, first, day or 1)
    latest = date(year, last, day or monthrange(year, last)[1])
    if match["yearend"] or (match["end"] and not match["edge"]):
        return None, latest
    return _edged(match, earliest, latest)


def _edged(match: re.Match[str], earliest: date, latest: date) -> tuple[date | None, date | None]:
    """“前” counts to the end of what is named where 底, a day or a quarter stands, else to the month before."""
    edge = match["edge"] or ""
    if edge.endswith("前"):
        if match["end"] or match["d"] or match["q"] or match["half"]:
            return None, latest
        return None, date.fromordinal(earliest.toordinal() - 1)
    if edge:
        return earliest, None
    return earliest, latest


def _months(match: re.Match[str]) -> tuple[int, int, int | None]:
    if match["m1"]:
        return int(match["m1"]), int(match["m2"]), None
    if match["m"]:
        return int(match["m"]), int(match["m"]), int(match["d"]) if match["d"] else None
    if match["q"]:
        quarter = _QUARTERS[match["q"]]
        return quarter * 3 - 2, quarter * 3, None
    if match["half"]:
        return (1, 6, None) if match["half"] == "上半年" else (7, 12, None)
    return 1, 12, None
