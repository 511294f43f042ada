"""A target as a run of statements: 支付业务量达到200万笔、非税14万笔 are two, 优秀率≥90%；及格率≥98% too.

Dates are read first and masked, numbers next; between two numbers lies the end of one statement and the beginning of
the next.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.rules.targets.dates import Phrase, date_value, find_dates
from jixiao.rules.targets.leads import MASK, Lead, read_lead, read_period, subject_of
from jixiao.rules.targets.names import share_named
from jixiao.rules.targets.printed import as_printed
from jixiao.rules.targets.quantities import Quantity, find_quantities
from jixiao.rules.targets.wordings import day_of_month, promises_zero, schedule, worded
from jixiao.rules.targets.words import BEFORE, alternatives
from jixiao.rules.values import Operator, TargetValue

#: No words before a number are longer and still say what it measures.
LONGEST_LEAD = 120
#: Between statements. After 、 and a comma an operator holds on; after the others a new sentence begins.
_HARD = re.compile(r"[;。!?]")
_SEPARATOR = re.compile(r"[,;。!?]")
_NUMBERLESS_END = re.compile(r"[,;。!?、]|$")

_NO_LATER = [word for word, op in BEFORE.items() if op in ("<=", "<")]
_BY = re.compile(rf"(?:截止|截至|{alternatives(_NO_LATER)})[到至]?在?于?$")
_WHOLE_YEAR = re.compile("全年度?。?")
#: 不超过预算金额15.5万元: words for what sets the bound, not for what is measured.
_SETS_BOUND = re.compile(
    rf"(?:{alternatives(_NO_LATER)})[一-鿿]{{0,6}}?(?:预算|概算|控制|合同|批复|核定|限)(?:金额|资金|总额|价|价款|数|额|成本|标准)?$"
)
#: What 个 counts where a second number follows at once: places and bodies that people are counted in.
_PLACES = re.compile(
    r"[省市县区]?(?:乡镇|镇街|街镇|街道|社区|(?:行政|自然|贫困|脱贫)?村|县区|区县|市县|[省市县区乡镇]|班|学校|单位|部门|企业|[一-鿿]{0,3}(?:点|站|小区|园区|中心|基地))"
)
#: 2022年春节前, 2022年汛期前: a day that the year alone does not give.
_BEFORE_AN_OCCASION = re.compile(r"[一-鿿]{1,10}?(?<!提)前")
_FROM = re.compile(r"(?:不早于|≥|>=)$")
_COMPLETES = re.compile(
    r"(?:[^\d,;。]{0,8})?(?:完成|完工|竣工|到位|交付|发放|支付|结束|办结|投入|建成|验收|拨付|开工|启动|上线|投用|兑付|下达|公开|报送|落实)"
)
#: Units of age and time that describe a group rather than promise a number: 6岁以下儿童体检率≥90%.
_DESCRIBING_UNITS = frozenset(("岁", "月龄", "日", "年", "月", "周", "小时", "分钟"))
_STRICTER: dict[Operator, Operator] = {">=": ">", "<=": "<"}
_LOOSER: dict[Operator, Operator] = {">": ">=", "<": "<="}


class _Part(NamedTuple):
    """One number with what stood before it."""

    quantity: Quantity
    lead: Lead
    deadline: str | None
    separator: str  # "", soft or hard, before the statement


def read_statements(folded: str, printed: str) -> list[TargetValue]:
    """The statements of a target, in order; at least one."""
    if (hours := schedule(folded, printed)) is not None:
        return [hours]
    if _WHOLE_YEAR.fullmatch(folded):
        return [TargetValue("between", None, "date", "--01", "--12")]
    if (monthly := day_of_month(folded)) is not None:
        return [monthly]
    if promises_zero(folded):
        return _in_words(folded, printed)
    dates = find_dates(folded)
    masked = _mask(folded, dates)
    quantities = find_quantities(masked)
    values = _measured(folded, masked, quantities, dates, printed) if quantities else []
    if values:
        return values
    values = _dated(folded, dates)
    return values or _in_words(folded, printed)


def _mask(folded: str, dates: list[Phrase]) -> str:
    for phrase in dates:
        folded = folded[: phrase.begin] + MASK * (phrase.end - phrase.begin) + folded[phrase.end :]
    return folded


# --- statements with numbers ------------------------------------------------------------------------------------


def _measured(
    folded: str, masked: str, quantities: list[Quantity], dates: list[Phrase], printed: str
) -> list[TargetValue]:
    values: list[TargetValue] = []
    end = 0
    started = False  # a number was accepted
    pending = ""  # words of a describing number that belong to the next subject
    first: Operator | None = None
    for index, quantity in enumerate(quantities):
        gap = masked[end : quantity.begin]
        if started and _inside_parentheses(masked, end, quantity.begin):
            continue
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        if following is not None and _describes(masked, gap, quantity, following):
            pending += gap + masked[quantity.begin : quantity.end]
            end = quantity.end
            continue
        part = _part(masked, pending + gap, quantity, dates, end, started)
        if part is None:
            continue
        values += _numberless(masked, end, quantity.begin, dates, printed, started=started)
        previous = values[-1] if started and values else None
        value = _value(part, first, previous, printed)
        if first is None and not value.implicit_op and part.lead.op is not None:
            first = value.op
        values.append(value)
        end, started, pending = quantity.end, True, ""
    if started:
        values += _numberless(masked, end, len(masked), dates, printed, started=True)
    return values


def _part(masked: str, gap: str, quantity: Quantity, dates: list[Phrase], end: int, started: bool) -> _Part | None:
    """The statement that ends in ``quantity``, or None when the number states nothing."""
    pieces = _SEPARATOR.split(gap)
    last = pieces[-1]
    separator = ""
    if len(pieces) > 1:
        separator = "hard" if _HARD.search(gap) else "soft"
    elif last.startswith("、"):
        separator, last = "soft", last[1:]
    elif started and "、" in last:
        separator, last = "soft", last.partition("、")[2]
    if started and separator == "" and masked[end - 1] == "个" and _PLACES.fullmatch(last):
        last = ""  # 8个乡镇3.6万人: what was counted, not what comes next
    last = last[-LONGEST_LEAD:]
    lead = read_lead(last)
    if not _states(masked, quantity, lead, last):
        return None
    if quantity.unit == "元" and lead.subject is not None and _SETS_BOUND.search(last):
        lead = lead._replace(subject=None)
    if quantity.unit in (None, "名", "位", "ratio") and lead.op is None and (lead.subject or "").endswith("前"):
        lead = lead._replace(op="<=", subject=subject_of((lead.subject or "")[:-1]))  # 前三名, 前5, 前10%
    deadline = None
    if MASK in last:
        begin = quantity.begin - len(last)
        inside = [phrase for phrase in dates if begin <= phrase.begin < quantity.begin]
        dated = [phrase for phrase in inside if phrase.is_real and not phrase.is_bare_year and not phrase.is_range]
        deadline = dated[-1].deadline() if dated else None
    return _Part(quantity, lead, deadline, separator)


def _states(masked: str, quantity: Quantity, lead: Lead, gap: str) -> bool:
    """Whether the number promises something: by its unit, by an operator, or by standing alone at the end."""
    explicit = lead.op is not None or quantity.after is not None
    if quantity.is_unlisted:
        return explicit or subject_of(gap.replace(MASK, "")) is None
    if quantity.unit is not None or quantity.is_scaled_only:
        return True
    ends = _NUMBERLESS_END.match(masked, quantity.end) is not None
    return ends or (explicit and masked[quantity.end] in "()")


def _describes(masked: str, gap: str, quantity: Quantity, following: Quantity) -> bool:
    """6岁以下 in 6岁以下儿童体检率≥90%: no operator before it, words and an operator up to the next number."""
    between = masked[quantity.end : following.begin]
    if quantity.unit in ("岁", "月龄") and following.unit == "元" and not _SEPARATOR.search(between):
        return read_lead(gap).op is None  # 80-89岁每人每月50元
    if quantity.unit not in _DESCRIBING_UNITS or following.unit in _DESCRIBING_UNITS or not between:
        return False
    if _SEPARATOR.search(between) or "、" in between or read_lead(gap).op is not None:
        return False
    lead = read_lead(between)
    return lead.subject is not None and (lead.op is not None or following.unit == "ratio")


def _inside_parentheses(masked: str, end: int, begin: int) -> bool:
    """12次(每月1次): what stands in parentheses after a number explains it."""
    return masked.count("(", end, begin) > masked.count(")", end, begin)


def _value(part: _Part, first: Operator | None, previous: TargetValue | None, printed: str) -> TargetValue:
    quantity, lead = part.quantity, part.lead
    op, implicit = _operator(quantity, lead, first if part.separator != "hard" else None)
    subject = as_printed(printed, lead.subject) if lead.subject else None
    if subject is None and previous is not None and part.separator != "hard":
        subject = previous.subject
    number = quantity.number
    if quantity.low is not None:
        op, implicit = "between", False
    value = TargetValue(
        op,
        None if quantity.low is not None else number,
        quantity.unit,
        quantity.low,
        number if quantity.low is not None else None,
        implicit and part.deadline is None,
        subject,
        quantity.per or lead.per,
        quantity.period or lead.period,
        part.deadline,
        relative_to=lead.relative_to,
        direction=lead.direction,
        approx=lead.approx or quantity.approx,
    )
    return share_named(value, subject) if subject and quantity.unit is None else value


def _operator(quantity: Quantity, lead: Lead, first: Operator | None) -> tuple[Operator, bool]:
    op: Operator | None = lead.op
    if quantity.after is not None and (op is None or lead.yields):
        op = quantity.after
    if (lead.approx or quantity.approx) and lead.yields and quantity.after is None:
        op = None  # 基本达到100% is about the number
    if op is None:
        return (first, False) if first is not None else ("=", True)
    if quantity.included is False:
        op = _STRICTER.get(op, op)
    elif quantity.included:
        op = _LOOSER.get(op, op)
    return op, False


def _numberless(
    masked: str, begin: int, end: int, dates: list[Phrase], printed: str, *, started: bool
) -> list[TargetValue]:
    """Whole statements without a number between two numbers: 按时完成，合格率100%."""
    pieces = _pieces(masked, begin, end)
    if end < len(masked):
        pieces = pieces[:-1]
    values: list[TargetValue] = []
    for start, piece in pieces[1:] if started else pieces:
        words = piece.strip("、()[] \"“”'.:")
        if MASK in piece:
            inside = [phrase for phrase in dates if start <= phrase.begin < start + len(piece)]
            values += _dated(masked[:start] + piece, inside, start)
            continue
        if not words or "(" in words or ")" in words or len(words) < 2:
            continue
        if _INTRODUCES.search(words) or subject_of(words) is None:
            continue
        values.append(worded(words, as_printed(printed, words)))
    return values


def _pieces(masked: str, begin: int, end: int) -> list[tuple[int, str]]:
    """The stretch cut at its separators, each piece with its place."""
    pieces = []
    for match in _SEPARATOR.finditer(masked, begin, end):
        pieces.append((begin, masked[begin : match.start()]))
        begin = match.end()
    return [*pieces, (begin, masked[begin:end])]


_INTRODUCES = re.compile(r"(?:后|时|前提下|情况下|其中|包括|全年|年度)$|^(?:根据|按照|依据|其中|对于|为了|通过)")


# --- statements of dates and words ------------------------------------------------------------------------------


def _dated(folded: str, dates: list[Phrase], end: int = 0) -> list[TargetValue]:
    """A target that names dates and nothing else to count; empty when the dates are only mentioned."""
    values: list[TargetValue] = []
    for index, phrase in enumerate(dates):
        following = dates[index + 1].begin if index + 1 < len(dates) else len(folded)
        before = _SEPARATOR.split(folded[end : phrase.begin])[-1]
        after = _SEPARATOR.split(folded[phrase.end : following])[0]
        end = phrase.end
        value = _date_statement(phrase, before, after)
        if value is not None:
            values.append(value)
    return values


def _date_statement(phrase: Phrase, before: str, after: str) -> TargetValue | None:
    if not phrase.is_real:
        return None
    limit = _BY.search(before)
    by = limit is not None
    completing = _COMPLETES.match(after) is not None
    bare = not after.strip(" 。.)、") or after.startswith("(")
    if phrase.is_bare_year and _BEFORE_AN_OCCASION.match(after):
        return None
    if not (completing or bare or phrase.relation or phrase.at_end):
        return None
    if _FROM.search(before):
        return TargetValue(">=", phrase.low.first(), "date")
    before = _FROM.sub("", _BY.sub("", before))
    before, period = read_period(before)
    subject = subject_of(before)
    if bare and subject is not None and phrase.is_bare_year and len(subject) > 6:
        return None
    value = date_value(phrase, by=by, completing=completing)
    if value.op == "<=" and limit is not None and BEFORE.get(limit[0]) == "<":
        value = value._replace(op="<")
    return value._replace(subject=subject, period=period) if subject or period else value


def _in_words(folded: str, printed: str) -> list[TargetValue]:
    """Words only. Several zero promises are several values; everything else is one text."""
    if "零" in folded or "0" in folded:
        pieces = [piece for piece in re.split(r"[,;。、]", folded) if piece]
        values = [worded(piece, piece) for piece in pieces]
        if len(values) > 1 and all(value.op == "=" for value in values):
            return values
    return [worded(folded, printed)]
