"""Findings about promises: without an indicator, different from the indicator, different from each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form, Indicator
from jixiao.rules.promises.dates import date_promises
from jixiao.rules.promises.numbers import number_promises
from jixiao.rules.promises.promise import DatePromise, MatchedNumber, NumberPromise, PromiseWords
from jixiao.rules.promises.wording import excerpt, likeness, pairs, share_in
from jixiao.rules.values import TargetValue

_OPS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "="}

#: No real form promises more.
_MOST = 200


def check_promises(
    form: Form, words: PromiseWords, *, basis: str, place: str, end: date | None = None
) -> list[Finding]:
    """What the narrative promises and the indicators, or another section, do not hold.

    ``basis`` names the rule that targets reflect the main content; ``place`` names the form; ``end`` is the plan's last
    day where it is known.
    """
    narratives = _annual(form, words)
    numbers = _distinct(number_promises(narratives, words, form.year))[:_MOST]
    dates = date_promises(narratives, form.year, words)[:_MOST]
    findings: list[Finding] = []
    for matched in match_promises(form, words):
        finding = _number_finding(matched, basis)
        if finding is not None:
            findings.append(finding)
    findings += _money_against_the_budget(numbers, form, words)
    findings += _numbers_against_each_other(numbers, words)
    findings += _dates_against_each_other(dates, words)
    findings += _dates_against_indicators(dates, form.indicators, words)
    if end is not None:
        findings += [_after_end(promise, end) for promise in dates if promise.latest and promise.latest > end]
    return [replace(finding, place=f"{place} {finding.place}") for finding in findings]


def _annual(form: Form, words: PromiseWords) -> dict[str, str]:
    """The narratives of the year: a whole-term goal (中期目标) is held by whole-term indicators, not by these."""
    return {
        label: text for label, text in form.narratives.items() if not any(word in label for word in words.whole_term)
    }


def same_unit(one: str, other: str | None, words: PromiseWords) -> bool:
    """Whether two units count the same thing; 人, 名 and 位 do."""
    return one == other or (one in words.people_units and other in words.people_units)


def _distinct(promises: Iterable[NumberPromise]) -> list[NumberPromise]:
    kept: dict[tuple[Decimal, str, str, str], NumberPromise] = {}
    for promise in promises:
        kept.setdefault((promise.value, promise.unit, promise.subject, promise.section), promise)
    return list(kept.values())


def match_promises(form: Form, words: PromiseWords) -> list[MatchedNumber]:
    """Every promised number of the year's narratives with the indicator that holds it, or that should.

    Money is left out: totals are held against the money of the form, line items are no targets.
    """
    numbers = _distinct(number_promises(_annual(form, words), words, form.year))[:_MOST]
    return [_match(promise, form.indicators, words) for promise in numbers if promise.unit != "元"]


def _match(promise: NumberPromise, indicators: Sequence[Indicator], words: PromiseWords) -> MatchedNumber:
    holding = [indicator for indicator in indicators if _holds(indicator, promise, words)]
    named = max(holding or indicators, key=lambda indicator: _name_share(promise, indicator), default=None)
    if holding or named is None:
        return MatchedNumber(promise, named, same=bool(holding))
    comparable = any(same_unit(promise.unit, value.unit, words) for value in _values(named))
    close = _name_share(promise, named) >= words.same_name_share
    return MatchedNumber(promise, named if comparable and close else None, same=False)


def _number_finding(matched: MatchedNumber, basis: str) -> Finding | None:
    promise = matched.promise
    if matched.same:
        return None
    if matched.indicator is not None:
        return _differs(promise, matched.indicator)
    work = f"{excerpt(promise.lead).removesuffix('…')}……" if _bare(promise) else ""
    message = (
        f"“{promise.section}”写“{work}{excerpt(promise.text)}”，其中“{excerpt(promise.subject)}”{promise.printed}"
        "没有一条指标与之对应。"
    )
    target = f"{_OPS.get(promise.op, '=')}{_plain(promise)}"
    fix = f"请增设指标“{excerpt(promise.subject, 20)}”，目标值{target}；不作考核的，请从文字中删去。"
    return Finding("promise.without_indicator", "warning", promise.section, message, basis, fix)


def _bare(promise: NumberPromise) -> bool:
    """“培训人数约240人” does not say which training: the item's first clause does."""
    return (
        promise.lead != ""
        and len(promise.subject) <= 5
        and len(promise.text) <= len(promise.subject) + len(promise.printed) + 1
    )


def _differs(promise: NumberPromise, indicator: Indicator) -> Finding:
    return Finding(
        "promise.number_differs",
        "warning",
        f"{promise.section} / 指标{indicator.no}“{indicator.level3}”",
        f"“{promise.section}”写{promise.printed}（{excerpt(promise.text)}），"
        f"而指标“{indicator.level3}”的目标值是{indicator.target_text}。",
        "",
        "请核对后把两处改为一致。",
    )


def _holds(indicator: Indicator, promise: NumberPromise, words: PromiseWords) -> bool:
    """Whether the indicator states the promised number of something of the same name."""
    for value in _values(indicator):
        if not same_unit(promise.unit, value.unit, words) or value.value != promise.value:
            continue
        if promise.unit == "ratio":
            if _name_share(promise, indicator) >= words.same_name_share:
                return True
        elif pairs(promise.text + promise.lead) & pairs(_name(indicator, value)) or not promise.subject:
            return True
    return False


def _name_share(promise: NumberPromise, indicator: Indicator) -> Decimal:
    subject = pairs(promise.subject)
    if len(subject) < 2:
        return Decimal(0)
    names = [indicator.level3 or "", *(value.subject or "" for value in indicator.parsed)]
    return max(max(likeness(subject, pairs(name)), share_in(subject, pairs(name))) for name in names)


def _values(indicator: Indicator) -> Iterable[TargetValue]:
    for value in indicator.parsed:
        yield value
        if value.implies is not None:
            yield value.implies


def _name(indicator: Indicator, value: TargetValue) -> str:
    return (indicator.level3 or "") + (value.subject or "")


def _money_against_the_budget(numbers: Sequence[NumberPromise], form: Form, words: PromiseWords) -> Iterable[Finding]:
    """A sum that the narrative calls the project's, and none of the form's sums is, rounded as it is printed."""
    budget = form.budget
    sums = [row_sum for row in form.funds for row_sum in (row.initial_yuan, row.adjusted_yuan) if row_sum is not None]
    for stated in (budget.total_budget_yuan, budget.current_year_budget_yuan, budget.adjusted_budget_yuan):
        sums += [stated] if stated is not None else []
    for promise in numbers:
        if promise.unit != "元" or not sums or not any(promise.subject.endswith(word) for word in words.money_totals):
            continue
        if all(abs(promise.value - amount) * 2 > _last_place(promise.printed) for amount in sums):
            yield Finding(
                "promise.money_differs",
                "warning",
                promise.section,
                f"“{promise.section}”写“{excerpt(promise.text)}”，与表中资金（{max(sums):,f}元）不符。",
                "",
                "请核对金额和单位（元、万元），两处改为一致。",
            )


def _last_place(printed: str) -> Decimal:
    """What one in the last printed place is worth: 305.98万元 → 100元."""
    decimals = re.search(r"\.(\d+)", printed)
    scale = 10**8 if "亿" in printed else 10**4 if "万" in printed else 1
    places = len(decimals[1]) if decimals else 0
    return Decimal(scale).scaleb(-places)


def _numbers_against_each_other(numbers: Sequence[NumberPromise], words: PromiseWords) -> list[Finding]:
    findings = []
    for n, one in enumerate(numbers):
        for other in numbers[n + 1 :]:
            if one.section == other.section or not same_unit(one.unit, other.unit, words) or one.value == other.value:
                continue
            subjects = likeness(pairs(one.subject), pairs(other.subject)) >= words.same_name_share
            work = likeness(pairs(one.subject + one.lead), pairs(other.subject + other.lead)) >= words.same_name_share
            if subjects and work:
                findings.append(
                    Finding(
                        "promise.numbers_differ",
                        "warning",
                        f"{one.section} / {other.section}",
                        f"同一事项两处数字不同：“{one.section}”写{one.printed}（{excerpt(one.text)}），"
                        f"“{other.section}”写{other.printed}（{excerpt(other.text)}）。",
                        "",
                        "请核对后把两处改为一致。",
                    )
                )
    return findings


def _dates_against_each_other(dates: Sequence[DatePromise], words: PromiseWords) -> list[Finding]:
    """Each dated work with its likeliest counterpart in every other section."""
    findings: dict[frozenset[DatePromise], Finding] = {}
    for promise in dates:
        for section in dict.fromkeys(other.section for other in dates if other.section != promise.section):
            others = [other for other in dates if other.section == section]
            best = max(others, key=lambda other: (_same_work(promise, other), likeness(*_both(promise, other))))
            if len(pairs(promise.subject) & pairs(best.subject)) < 3:
                continue
            if (
                _same_work(promise, best) >= words.same_work_share
                and _mutual(promise, best, dates)
                and _differ(promise, best)
            ):
                findings.setdefault(frozenset((promise, best)), _dates_differ(promise, best))
    return list(findings.values())


def _both(one: DatePromise, other: DatePromise) -> tuple[frozenset[str], frozenset[str]]:
    return pairs(one.subject), pairs(other.subject)


def _same_work(one: DatePromise, other: DatePromise) -> Decimal:
    first, second = _both(one, other)
    return max(share_in(first, second), share_in(second, first)) if min(len(first), len(second)) >= 2 else Decimal(0)


def _mutual(promise: DatePromise, best: DatePromise, dates: Sequence[DatePromise]) -> bool:
    """No other work of the promise's own section is a clearly better counterpart, unless both stand in it whole."""
    if _same_work(promise, best) == 1:
        return True
    rivals = [other for other in dates if other.section == promise.section]
    return max(likeness(*_both(best, rival)) for rival in rivals) == likeness(*_both(best, promise))


def _differ(one: DatePromise, other: DatePromise) -> bool:
    if (one.earliest, one.latest) == (other.earliest, other.latest):
        return False
    return one.latest is not None and other.latest is not None and one.latest.year == other.latest.year


def _dates_differ(one: DatePromise, other: DatePromise) -> Finding:
    apart = _disjoint(one, other) or _disjoint(other, one)
    verdict = "互相矛盾" if apart else "不一致"
    return Finding(
        "promise.dates_differ",
        "warning",
        f"{one.section} / {other.section}",
        f"同一工作两处时间{verdict}：“{one.section}”写“{excerpt(one.subject)}”{one.printed}，"
        f"“{other.section}”写“{excerpt(other.subject)}”{other.printed}。",
        "",
        "请确定一个完成时间，两处改为一致，并写入时效指标。",
    )


def _disjoint(one: DatePromise, other: DatePromise) -> bool:
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest


def _dates_against_indicators(
    dates: Sequence[DatePromise], indicators: Sequence[Indicator], words: PromiseWords
) -> list[Finding]:
    findings = []
    for indicator in indicators:
        due = next((v.value for v in indicator.parsed if v.unit == "date" and v.op in ("<=", "=", "<")), None)
        if not isinstance(due, str) or len(due) != 10 or due.startswith("--"):
            continue
        name = pairs(indicator.level3 or "")
        for promise in dates:
            close = likeness(name, pairs(promise.subject)) >= words.same_name_share
            if close and promise.latest is not None and promise.latest.isoformat() != due:
                findings.append(
                    Finding(
                        "promise.due_differs",
                        "warning",
                        f"{promise.section} / 指标{indicator.no}“{indicator.level3}”",
                        f"“{promise.section}”写“{excerpt(promise.subject)}”{promise.printed}，"
                        f"而指标“{indicator.level3}”的目标值是{indicator.target_text}。",
                        "",
                        "请核对后把两处改为一致。",
                    )
                )
    return findings


def _after_end(promise: DatePromise, end: date) -> Finding:
    return Finding(
        "promise.after_end",
        "warning",
        promise.section,
        f"“{promise.section}”把“{excerpt(promise.subject)}”安排在{promise.printed}，晚于计划完成日期{end.isoformat()}。",
        "",
        "请核对实施计划或计划完成日期。",
    )


def _plain(promise: NumberPromise) -> str:
    if promise.unit == "ratio":
        return f"{(promise.value * 100).normalize():f}%"
    return f"{promise.value.normalize():f}{promise.unit}"
