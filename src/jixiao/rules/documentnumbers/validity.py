"""Cited documents against the plan of the form: repealed, from the future, without a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jixiao.rules.documentnumbers.number import CitedDocument
from jixiao.rules.findings import Finding
from jixiao.rules.regulations import Citation


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document whose force is known: ``until`` is the first day on which it no longer holds."""

    number: str  # 财预〔2011〕285号
    title: str
    in_force_from: date | None
    until: date | None
    repealed_by: str
    citation: Citation

    @property
    def seen(self) -> bool:
        """Whether the days were read in a text, and are not background knowledge."""
        return self.citation.evidence in ("T", "L", "F")


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """The form's year and the plan it covers, as far as they are known."""

    year: int | None
    start: date | None
    end: date | None


def check_documents(
    cited: Sequence[CitedDocument], plan: PlanPeriod, known: Mapping[str, KnownDocument], place: str, standard: str
) -> list[Finding]:
    """What is wrong with the documents cited in one section.

    ``standard`` names the rule on how document numbers are written; without one nothing is said about style.
    """
    findings: list[Finding] = []
    for document in dict.fromkeys(cited):
        findings += _structure(document, plan, place, standard)
        entry = known.get(document.name)
        if entry is not None:
            findings += _force(document, entry, plan, place)
    if standard:
        findings += _style(cited, place, standard)
    findings += _repeated(cited, place)
    return list(dict.fromkeys(findings))


def _structure(document: CitedDocument, plan: PlanPeriod, place: str, standard: str) -> list[Finding]:
    if document.shape == "undated":
        return [
            Finding(
                "document.year_missing",
                "warning",
                place,
                f"“{document.printed}文”没有年份，无法确定是哪一份文件。",
                standard,
                f"请写全发文字号，如“{document.issuer}〔XXXX〕{document.serial}号”，并写明文件名称。",
            )
        ]
    latest = plan.end.year if plan.end else plan.year
    if document.year is not None and latest is not None and document.year > latest:
        return [
            Finding(
                "document.from_future",
                "error",
                place,
                f"{document.name}的年份晚于本表的计划期（至{latest}年），填报时不可能已有此文件。",
                standard,
                "请核对发文字号的年份。",
            )
        ]
    return []


def _force(document: CitedDocument, entry: KnownDocument, plan: PlanPeriod, place: str) -> list[Finding]:
    start = plan.start or (date(plan.year, 1, 1) if plan.year else None)
    end = plan.end or (date(plan.year, 12, 31) if plan.year else None)
    if start is None or end is None:
        return []
    basis = f"{entry.citation}" if entry.seen else f"{entry.citation}（未见原文，日期待核）"
    if entry.until is not None and entry.until <= start:
        return [
            Finding(
                "document.repealed",
                "error",
                place,
                f"{document.name}《{entry.title}》已于{entry.until.isoformat()}被{entry.repealed_by}废止，"
                f"早于本表计划开始日期{start.isoformat()}。",
                basis,
                f"请改引现行有效的文件{entry.repealed_by}。",
            )
        ]
    if entry.until is not None and entry.until <= end:
        return [
            Finding(
                "document.repealed_in_year",
                "warning",
                place,
                f"{document.name}《{entry.title}》在计划开始日期{start.isoformat()}仍然有效，"
                f"但已于{entry.until.isoformat()}被{entry.repealed_by}废止，计划期内其余时间不再适用。",
                basis,
                f"编制时引用无误；调整目标和年终自评时请改按{entry.repealed_by}。",
            )
        ]
    if entry.in_force_from is not None and entry.in_force_from > start:
        return [
            Finding(
                "document.after_plan_start",
                "warning" if entry.seen else "review",
                place,
                f"{document.name}《{entry.title}》自{entry.in_force_from.isoformat()}起才有，"
                f"晚于本表计划开始日期{start.isoformat()}，不能作为立项时的依据。",
                basis,
                "请写明立项当时的依据；后来的文件作为执行依据另行说明。",
            )
        ]
    return []


def _style(cited: Sequence[CitedDocument], place: str, standard: str) -> list[Finding]:
    findings: list[Finding] = []
    mixed = [document.printed for document in cited if not document.matching_brackets]
    if mixed:
        message = f"发文字号的括号前后不配对：{_listed(mixed)}。"
        findings.append(
            Finding("document.bracket_mixed", "warning", place, message, standard, "请统一用六角括号〔 〕。")
        )
    other = [d.printed for d in cited if not d.official_brackets and d.matching_brackets]
    if other:
        message = f"发文字号的年份没有用六角括号〔 〕：{_listed(other)}。"
        fix = "建议改为" + "、".join(dict.fromkeys(d.name for d in cited if d.printed in other)) + "。"
        findings.append(Finding("document.bracket_style", "note", place, message, standard, fix))
    serial = [document.printed for document in cited if (document.ordinal and document.year) or document.padded]
    if serial:
        message = f"发文顺序号不加“第”字、不编虚位：{_listed(serial)}。"
        fix = "建议改为" + "、".join(dict.fromkeys(d.name for d in cited if d.printed in serial)) + "。"
        findings.append(Finding("document.serial_style", "note", place, message, standard, fix))
    return findings


def _repeated(cited: Sequence[CitedDocument], place: str) -> list[Finding]:
    counts = Counter(document.name for document in cited)
    return [
        Finding(
            "document.repeated",
            "note",
            place,
            f"{name}在同一栏中引用了{count}次。",
            "",
            "请只列一次，避免依据看起来多于实际。",
        )
        for name, count in counts.items()
        if count > 1
    ]


def _listed(items: Sequence[str]) -> str:
    return "、".join(dict.fromkeys(items))
