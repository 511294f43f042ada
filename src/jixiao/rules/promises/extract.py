"""Numbers and dates out of a narrative: a small grammar over sentences, items and clauses.

::

    number = [op] digits [万|亿] (unit | % | ‰) [以上|以内]     培训人数约240人   配备8名运维人员   ≤3‰
    period = [year] month[-month] 月[份] | [year] quarter | 上/下半年 | 年底 | year年
    date   = period [底|末] [前|以前|之前|起]                     10月份   6-7月   11月底前   2季度前   2020年1月起

The subject of a number is what stands before it in its clause, else what stands behind it; the subject of a date is
the rest of its clause, else the first clause of the item. Document numbers, titles in 《》 and ordinals are no numbers.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from jixiao.rules.promises.promise import DatePromise, NumberPromise, PromiseWords
from jixiao.rules.promises.wording import letters, unnumbered

_TITLE = re.compile(r"《[^》]{0,200}》?")
_DOCUMENT = re.compile(r"[\u3400-\u9fff]{0,12}[\[〔（(【［]\s*\d\s*\d\s*\d\s*\d\s*[\]〕）)】］]\s*第?[\d\s]{1,8}号")
_ITEM = re.compile(
    r"(?=(?:^|(?<=[；;。：:，,\n]))\s*(?:[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十][,，、]))"
    r"|(?=(?:^|(?<=[；;。：:\n]))\s*(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳]|[（(]?\d{1,2}\s*[、.．)）](?!\d)))"
)
_YEAR_AT_EDGE = re.compile(r"^(?:19|20)\d{2}\s*年(?:度|内|初)?|(?:19|20)\d{2}\s*年(?:度|内)?$")
_SENTENCE_END = re.compile(r"[。；;\n！!]")
_CLAUSE_END = re.compile(r"[，。；;：:\n！!]|,(?!\d{3}(?!\d))")
_TRIM = " ，、：:()（）“”\"'　"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES = {"万": Decimal(10000), "亿": Decimal(100000000)}
_FOLD = str.maketrans("０１２３４５６７８９％－～—．", "0123456789%-~-.")
_OPS = (
    (">=", ("不少于", "不低于", "不小于", "大于等于", "至少", "达到", "超过", "≥", "≧", ">=", ">")),
    ("<=", ("不超过", "不高于", "不大于", "不多于", "小于等于", "控制在", "低于", "≤", "≦", "<=", "<")),
)
_YEAR = r"(?:(?P<year>(?:19|20)\d{2})\s*年\s*)?"
_EDGE = r"\s*(?P<end>月底|季末|底|末)?\s*(?P<edge>以前|之前|前|起|开始|以后)?"
_PERIOD = re.compile(
    rf"{_YEAR}(?:"
    rf"(?P<m1>1[0-2]|0?[1-9])\s*月?\s*[-~至到]\s*(?P<m2>1[0-2]|0?[1-9])\s*月(?:份)?"
    rf"|(?P<m>1[0-2]|0?[1-9])\s*月(?:份)?(?:\s*(?P<d>3[01]|[12]\d|0?[1-9])\s*[日号])?"
    rf"|第?\s*(?P<q>[1-4一二三四])\s*季度"
    rf"|(?P<half>上半年|下半年)|(?P<yearend>年底|年末)(?!结转)"
    rf"){_EDGE}"
    rf"|(?P<only>(?:19|20)\d{{2}})\s*年\s*(?P<before>以前|之前|前)"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DAY_EVERY_MONTH = re.compile(r"[第、]\s*[一二三四1-4]\s*、\s*[一二三四1-4]\s*季度")


@dataclass(frozen=True, slots=True)
class _Clause:
    section: str
    text: str
    lead: str
    before: str  # the clause before in the same sentence
    after: str  # the clause behind in the same sentence
    sentence: str


def number_promises(narratives: Mapping[str, str], words: PromiseWords) -> list[NumberPromise]:
    """Numbers with units that the goal, plan and overview of a form promise."""
    return [
        promise
        for clause in _clauses(narratives, words)
        if _promises(clause, words)
        for promise in _numbers(clause, words)
    ]


def date_promises(narratives: Mapping[str, str], year: int | None, words: PromiseWords) -> list[DatePromise]:
    """Periods by which or in which the narrative promises work; ``year`` is the form's, for dates that print none."""
    found: list[DatePromise] = []
    for clause in _clauses(narratives, words):
        if any(word in clause.sentence for word in words.recurring) or _DAY_EVERY_MONTH.search(clause.text):
            continue
        found += _dates(clause, year, words)
    return found


def _clauses(narratives: Mapping[str, str], words: PromiseWords) -> Iterator[_Clause]:
    for section, text in narratives.items():
        if words.kind_of(section) is None:
            continue
        plain = _DOCUMENT.sub("", _TITLE.sub("", text.translate(_FOLD)))
        for item in filter(None, (part.strip() for part in _ITEM.split(plain))):
            yield from _clauses_of_item(section, unnumbered(item), words)


def _clauses_of_item(section: str, item: str, words: PromiseWords) -> Iterator[_Clause]:
    lead = ""
    for sentence in filter(None, (part.strip() for part in _SENTENCE_END.split(item))):
        clauses = [unnumbered(part) for part in _CLAUSE_END.split(sentence) if part.strip()]
        lead = lead or next((c for c in clauses if len(letters(_without(c, words))) >= 4), "")
        for n, clause in enumerate(clauses):
            before = clauses[n - 1] if n else ""
            after = clauses[n + 1] if n + 1 < len(clauses) else ""
            yield _Clause(section, clause, lead, before, after, sentence)


def _promises(clause: _Clause, words: PromiseWords) -> bool:
    if any(word in clause.text for word in words.past):
        return False
    return words.kind_of(clause.section) != "overview" or any(word in clause.sentence for word in words.forward)


@lru_cache(maxsize=8)
def _number_pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
    ops = "|".join(re.escape(word) for _, group in _OPS for word in group)
    return re.compile(
        rf"(?P<op>{ops})?\s*(?P<about>约|大约|近)?\s*(?<![\d.第])(?P<number>{_NUMBER})\s*(?P<scale>[万亿])?余?多?\s*"
        rf"(?P<unit>%|‰|{longest_first})(?P<tail>及?以上|以内|之内|左右)?"
    )


def _numbers(clause: _Clause, words: PromiseWords) -> Iterator[NumberPromise]:
    text = _PERIOD.sub(lambda match: "，" * len(match[0]), clause.text)
    lead = "" if clause.lead == clause.text else clause.lead
    matches = [m for m in _number_pattern(words.units).finditer(text) if not _no_count(text, m, words)]
    for n, match in enumerate(matches):
        start = matches[n - 1].end() if n else 0
        stop = matches[n + 1].start() if n + 1 < len(matches) else len(text)
        before = _without(text[start : match.start()], words)
        behind = _without(text[match.end() : stop], words)
        subject = before if len(letters(before)) >= 3 or not behind else behind
        value = Decimal(match["number"].replace(",", "")) * _SCALES.get(match["scale"] or "", Decimal(1))
        unit = match["unit"]
        if unit in "%‰":
            value, unit = value / (100 if unit == "%" else 1000), "ratio"
        elif unit in ("万元", "亿元"):
            value, unit = value * _SCALES[unit[0]], "元"
        yield NumberPromise(clause.section, clause.text, subject, lead, _operator(match), value, unit, match[0].strip())


def _operator(match: re.Match[str]) -> str:
    printed = match["op"] or ""
    for op, words in _OPS:
        if printed in words:
            return op
    return {"以上": ">=", "及以上": ">=", "以内": "<=", "之内": "<="}.get(match["tail"] or "", "=")


def _no_count(text: str, match: re.Match[str], words: PromiseWords) -> bool:
    """“3个方面”, “12个月” as a period's length, “5月” are no promise of a quantity."""
    behind = text[match.end() :]
    return match["unit"] not in "%‰" and any(behind.startswith(word) for word in words.not_counts)


def _dates(clause: _Clause, year: int | None, words: PromiseWords) -> Iterator[DatePromise]:
    matches = list(_PERIOD.finditer(clause.text))
    for n, match in enumerate(matches):
        span = _span(match, year)
        if span is None:
            continue
        start = matches[n - 1].end() if n else 0
        stop = matches[n + 1].start() if n + 1 < len(matches) else len(clause.text)
        before = _without(clause.text[start : match.start()], words)
        behind = _without(clause.text[match.end() : stop], words)
        if not _without(clause.text[: matches[0].start()], words):  # the dates lead: "4-9月评审、6-12月复审"
            before, behind = behind, ""
        subject = _subject(before, behind, clause, words, only_date=len(matches) == 1)
        if subject:
            yield DatePromise(clause.section, clause.text, subject, match[0].strip(), *span)


def _subject(before: str, behind: str, clause: _Clause, words: PromiseWords, *, only_date: bool) -> str:
    for part in (before, behind):
        if len(letters(part)) >= 3:
            return part
    if not only_date:
        return ""
    # "2019年11月，启动采购工作": the date opens the sentence; "…培训，计划6月完成": it closes the item.
    if not clause.before:
        return _without(clause.after, words)
    return _without(clause.lead, words)


def _without(text: str, words: PromiseWords) -> str:
    """The clause without the fillers at its edges ("其中目标会审计划在" → 目标会审)."""
    plain = _YEAR_AT_EDGE.sub("", text.strip(_TRIM)).strip(_TRIM)
    changed = True
    while changed and plain:
        changed = False
        for word in words.fillers:
            if plain.startswith(word):
                plain, changed = plain[len(word) :].strip(_TRIM), True
            if plain.endswith(word):
                plain, changed = plain[: len(plain) - len(word)].strip(_TRIM), True
        for word in words.tails:
            if plain.endswith(word):
                plain, changed = plain[: len(plain) - len(word)].strip(_TRIM), True
    return plain


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
