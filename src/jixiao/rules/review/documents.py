"""The document numbers that a form's narrative cites, held against known law and the plan."""

from __future__ import annotations

from jixiao.rules.documentnumbers import PlanPeriod, check_documents, find_documents
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.review.dates import trusted_plan_of
from jixiao.rules.review.names import form_place
from jixiao.rules.review.parameters import ReviewParameters


def check_cited_documents(form: Form, parameters: ReviewParameters) -> list[Finding]:
    """Findings of every section, each fact once; a basis that names no document is shown to the reviewer."""
    plan = trusted_plan_of(form)
    period = PlanPeriod(form.year, plan.start, plan.end)
    findings: list[Finding] = []
    for label, text in form.narratives.items():
        place = f"{form_place(form)} {label}"
        cited = find_documents(text, parameters.document_words)
        findings += check_documents(cited, period, parameters.documents, place, parameters.document_style)
        if "依据" in label and text.strip() and not cited and "《" not in text:
            message = f"“{label}”没有写出任何文件名称或文号。"
            basis = "绩效目标审核要点“目标相关性”：符合法律法规、规划和部门职责"
            fix = "请列明文件名称和发文字号，如“《……办法》（×财×〔XXXX〕X号）”。"
            findings.append(Finding("document.none_cited", "review", place, message, basis, fix))
    return findings
