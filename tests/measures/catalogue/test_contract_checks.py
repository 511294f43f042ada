"""项目验收规范性, 监理规范性, 供应商资质符合程度, 档案管理机制: each check over records made by hand."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.support.measuring import figures_of, pairs

ACCEPTANCE = "contracts.acceptance_discipline"
SUPERVISION = "contracts.supervision_discipline"
SUPPLIER = "contracts.supplier_qualification"
ARCHIVES = "contracts.archive_management"
CODE = "91310000X"


def contract(**said: Any) -> dict[str, Any]:
    told = {"id": 1, "number": "HT-1", "starts_on": date(2020, 1, 1), "ends_on": date(2020, 11, 30)}
    named = {"supplier_name": "申信公司", "supplier_credit_code": CODE, "amount_yuan": Decimal("100.00")}
    return told | named | {"signed_on": date(2019, 12, 20), "awarded_on": date(2019, 12, 1)} | said


def acceptance(**said: Any) -> dict[str, Any]:
    told = {"id": 1, "contract_id": 1, "planned_on": date(2020, 11, 1), "plan_document": "方案-1"}
    held = {"held_on": date(2020, 11, 10), "minutes_document": "纪要-1"}
    return told | held | {"concluded_on": date(2020, 11, 12), "conclusion": "passed"} | said


def accepting(check: str, tables: dict[str, Any], **asked: Any) -> list[tuple[int, bool]]:
    return pairs(ACCEPTANCE, {"contract": [contract()], "acceptance": [acceptance()]} | tables, check, **asked)


def member(**said: Any) -> dict[str, Any]:
    return {"acceptance_id": 1, "is_independent": True, "signed": True} | said


def test_an_ended_contract_needs_a_passed_acceptance() -> None:
    check = "accepted_at_end"
    assert accepting(check, {}) == [(1, True)]
    assert accepting(check, {"acceptance": []}) == [(1, False)]
    assert accepting(check, {"acceptance": [acceptance(conclusion="failed")]}) == [(1, False)]
    on_condition = acceptance(conclusion="conditional")
    assert accepting(check, {"acceptance": [on_condition]}) == [(1, False)]
    assert accepting(check, {"acceptance": [on_condition | {"rectified_on": date(2020, 12, 31)}]}) == [(1, True)]
    assert accepting(check, {"acceptance": [on_condition | {"rectified_on": date(2021, 1, 1)}]}) == [(1, False)]
    assert accepting(check, {"contract": [contract(ends_on=date(2020, 12, 31))], "acceptance": []}) == []


def test_the_final_payment_follows_the_acceptance_of_its_milestone_or_of_the_whole() -> None:
    check, paid = "accepted_before_final_payment", date(2020, 11, 12)
    final = {"id": 7, "contract_id": 1, "is_final": True, "paid_on": paid}

    def of(milestone: dict[str, Any], *accepted: dict[str, Any]) -> list[tuple[int, bool]]:
        return accepting(check, {"contract_milestone": [milestone], "acceptance": accepted})

    assert of(final, acceptance()) == [(7, True)]
    assert of(final, acceptance(milestone_id=7)) == [(7, True)]
    assert of(final, acceptance(milestone_id=8)) == [(7, False)]
    assert of(final, acceptance(contract_id=2)) == [(7, False)]
    assert of(final, acceptance(concluded_on=date(2020, 11, 13))) == [(7, False)]
    assert of(final | {"is_final": False}) == []
    assert of(final | {"paid_on": None}) == []


def test_a_meeting_has_its_plan_before_and_its_minutes_after() -> None:
    rows = [
        acceptance(id=1),
        acceptance(id=2, planned_on=date(2020, 11, 11)),
        acceptance(id=3, plan_document=""),
        acceptance(id=4, minutes_document=""),
        acceptance(id=5, held_on=date(2021, 1, 4)),
        acceptance(id=6, held_on=None),
    ]
    assert accepting("planned", {"acceptance": rows}) == [(1, True), (2, False), (3, False), (4, True)]
    assert accepting("minutes_kept", {"acceptance": rows}) == [(1, True), (2, True), (3, True), (4, False)]


def test_a_panel_has_three_members_none_of_them_of_the_supplier() -> None:
    two = [member(), member(is_independent=False, signed=False)]
    assert accepting("panel_complete", {"acceptance_member": two}) == [(1, False)]
    assert accepting("panel_complete", {"acceptance_member": [*two, member()]}) == [(1, True)]
    assert accepting("panel_independent", {"acceptance_member": two}) == [(1, True), (2, False)]
    assert accepting("panel_signed", {"acceptance_member": two}) == [(1, True), (2, False)]


def test_a_conclusion_follows_from_criteria_that_are_answered() -> None:
    met = {"acceptance_id": 1, "result": "响应 1.2 秒", "is_met": True}
    unmet, open_ = met | {"is_met": False}, met | {"is_met": None, "result": ""}
    answered = accepting("criteria_answered", {"acceptance_criterion": [met, unmet, open_]})
    assert answered == [(1, True), (2, True), (3, False)]
    assert accepting("criteria_listed", {"acceptance_criterion": [met]}) == [(1, True)]
    assert accepting("criteria_listed", {}) == [(1, False)]
    for criteria, follows in (([met], True), ([met, unmet], False), ([met, open_], False)):
        assert accepting("conclusion_follows", {"acceptance_criterion": criteria}) == [(1, follows)]
    failed = {"acceptance": [acceptance(conclusion="failed")], "acceptance_criterion": [unmet]}
    assert accepting("conclusion_follows", failed) == []


def test_what_passed_on_condition_is_put_right() -> None:
    on_condition = acceptance(conclusion="conditional")
    right = on_condition | {"id": 2, "rectified_on": date(2020, 12, 1)}
    assert accepting("rectified", {"acceptance": [on_condition, right, acceptance(id=3)]}) == [(1, False), (2, True)]


def test_acceptance_without_a_contract_of_the_year_is_not_reported() -> None:
    assert figures_of(ACCEPTANCE, {}) is None
    running = contract(ends_on=date(2021, 6, 30))
    assert figures_of(ACCEPTANCE, {"contract": [running]}) == (None, None)


def supervision(**said: Any) -> dict[str, Any]:
    told = {"id": 1, "contract_id": 1, "supervisor_name": "建达监理"}
    return told | {"appointed_on": date(2020, 1, 2), "work_started_on": date(2020, 1, 2)} | said


def report(**said: Any) -> dict[str, Any]:
    told = {"id": 1, "supervision_id": 1, "period_from": date(2020, 1, 1), "document": "监理-1"}
    days = {"period_to": date(2020, 3, 31), "due_on": date(2020, 4, 10), "submitted_on": date(2020, 4, 10)}
    period = {"period_from_day": 18262, "period_to_day": 18352}
    return told | days | period | said


def supervised(check: str, tables: dict[str, Any], **asked: Any) -> list[tuple[int, bool]]:
    given = {"contract": [contract()], "supervision": [supervision()], "supervision_report": [report()]}
    return pairs(SUPERVISION, given | tables, check, **asked)


def test_a_supervisor_is_appointed_before_work_and_is_not_the_supplier() -> None:
    rows = [
        supervision(),
        supervision(id=2, appointed_on=date(2020, 1, 3)),
        supervision(id=3, appointed_on=None),
        supervision(id=4, supervisor_name=" 申信公司 "),
    ]
    appointed = supervised("appointed_before_work", {"supervision": rows})
    assert appointed == [(1, True), (2, False), (3, False), (4, True)]
    assert supervised("independent", {"supervision": rows})[3] == (4, False)
    assert supervised("independent", {"supervision": rows})[:3] == [(1, True), (2, True), (3, True)]


def test_reports_are_due_in_the_year_and_submitted_with_their_document() -> None:
    rows = [
        report(),
        report(id=2, submitted_on=date(2020, 4, 11)),
        report(id=3, submitted_on=None),
        report(id=4, document=""),
        report(id=5, due_on=date(2021, 1, 5), submitted_on=None),
    ]
    on_time = supervised("reports_on_time", {"supervision_report": rows})
    assert on_time == [(1, True), (2, False), (3, False), (4, False)]
    assert supervised("reported", {}) == [(1, True)]
    assert supervised("reported", {"supervision_report": [report(submitted_on=None)]}) == [(1, False)]
    assert supervised("reported", {"supervision_report": [report(supervision_id=2)]}) == [(1, False)]


def test_findings_are_closed_by_their_day_or_by_the_year_s_end() -> None:
    found = {"report_id": 1, "raised_on": date(2020, 3, 1), "due_on": date(2020, 4, 1), "closed_on": date(2020, 4, 1)}
    rows = [
        found,
        found | {"closed_on": date(2020, 4, 2)},
        found | {"closed_on": None},
        found | {"due_on": None, "closed_on": date(2020, 12, 31)},
        found | {"due_on": None, "closed_on": date(2021, 1, 1)},
        found | {"due_on": date(2021, 1, 31), "closed_on": None},
        found | {"due_on": None, "closed_on": None, "raised_on": date(2019, 12, 1)},
    ]
    closed = supervised("findings_closed", {"supervision_finding": rows})
    assert closed == [(1, True), (2, False), (3, False), (4, True), (5, False)]


def test_a_programme_without_supervision_is_not_reported() -> None:
    assert figures_of(SUPERVISION, {"contract": [contract()]}) is None
    assert figures_of(SUPERVISION, {"contract": [contract()], "supervision": [supervision()]}) == (2, 3)


def certificate(first: date, last: date | None, **said: Any) -> dict[str, Any]:
    from tests.support.measuring import day_number

    days = {"valid_from_day": day_number(first), "valid_to_day": last and day_number(last)}
    return {"supplier_credit_code": CODE, "kind": "ITSS三级"} | days | said


def qualified(check: str, certificates: list[dict[str, Any]], **told: Any) -> list[tuple[int, bool]]:
    tables = {
        "contract": [contract(**told)],
        "required_qualification": [{"id": 5, "contract_id": 1, "kind": "ITSS三级"}],
        "supplier_qualification": certificates,
    }
    return pairs(SUPPLIER, tables, check)


def test_a_certificate_holds_on_the_day_of_the_award() -> None:
    check, award, end = "qualified_at_award", date(2019, 12, 1), date(2020, 11, 30)
    assert qualified(check, [certificate(award, award)]) == [(5, True)]
    assert qualified(check, [certificate(date(2019, 12, 2), end)]) == [(5, False)]
    assert qualified(check, [certificate(date(2019, 1, 1), date(2019, 11, 30))]) == [(5, False)]
    assert qualified(check, [certificate(award, None)]) == [(5, True)]
    assert qualified(check, [certificate(award, end, kind="ITSS二级")]) == [(5, False)]
    assert qualified(check, [certificate(award, end, supplier_credit_code="9")]) == [(5, False)]
    nameless = [certificate(award, end, supplier_credit_code="")]
    assert qualified(check, nameless, supplier_credit_code="") == [(5, False)]
    signed = {"awarded_on": None, "signed_on": date(2019, 12, 20)}
    assert qualified(check, [certificate(date(2019, 12, 20), end)], **signed) == [(5, True)]


def test_one_certificate_may_follow_another_but_not_a_day_later() -> None:
    check, first, end = "qualified_throughout", date(2019, 12, 1), date(2020, 11, 30)
    middle = date(2020, 5, 31)
    assert qualified(check, [certificate(first, end)]) == [(5, True)]
    assert qualified(check, [certificate(first, date(2020, 11, 29))]) == [(5, False)]
    assert qualified(check, [certificate(first, middle), certificate(date(2020, 6, 1), end)]) == [(5, True)]
    assert qualified(check, [certificate(first, middle), certificate(date(2020, 6, 2), end)]) == [(5, False)]
    overlapping = [certificate(first, date(2020, 8, 1)), certificate(date(2020, 3, 1), None)]
    assert qualified(check, overlapping) == [(5, True)]
    inner = [certificate(first, end), certificate(date(2020, 3, 1), date(2020, 4, 1))]
    assert qualified(check, inner) == [(5, True)]
    # a contract that goes on is judged up to the day asked for
    assert qualified(check, [certificate(first, date(2020, 12, 31))], ends_on=date(2021, 6, 30)) == [(5, True)]


def test_sanctions_count_on_the_award_day_and_in_the_term() -> None:
    def barred(check: str, first: date, last: date | None, **told: Any) -> list[tuple[int, bool]]:
        sanction = {"supplier_credit_code": CODE, "starts_on": first, "ends_on": last}
        return pairs(SUPPLIER, {"contract": [contract(**told)], "supplier_sanction": [sanction]}, check)

    award, term = "not_sanctioned_at_award", "not_sanctioned_in_term"
    assert barred(award, date(2019, 12, 1), date(2019, 12, 1)) == [(1, False)]
    assert barred(award, date(2019, 12, 2), None) == [(1, True)]
    assert barred(award, date(2018, 1, 1), date(2019, 11, 30)) == [(1, True)]
    assert barred(award, date(2018, 1, 1), None) == [(1, False)]
    assert barred(term, date(2019, 12, 2), date(2020, 1, 1)) == [(1, False)]
    assert barred(term, date(2020, 11, 30), None) == [(1, False)]
    assert barred(term, date(2020, 12, 1), None) == [(1, True)]
    assert barred(award, date(2021, 1, 1), None, supplier_credit_code="") == [(1, False)]
    assert barred("supplier_identified", date(2021, 1, 1), None, supplier_credit_code="") == [(1, False)]


def archived(check: str, tables: dict[str, Any], *files: dict[str, Any]) -> list[tuple[int, bool]]:
    filed = {"filed_on": date(2020, 12, 1), "is_complete": True, "retention": "years30"}
    given = {"contract": [contract()], "archive_file": [filed | file for file in files]} | tables
    return pairs(ARCHIVES, given, check)


def test_what_happened_in_the_year_has_a_file_under_its_number() -> None:
    happened: dict[str, tuple[str, dict[str, Any], str, str]] = {
        "contracts_filed": ("contract", contract(), "contract", "HT-1"),
        "contract_changes_filed": (
            *("contract_change", {"contract_id": 1, "number": "B1", "effective_on": date(2020, 5, 1)}),
            *("change", "HT-1/B1"),
        ),
        "system_changes_filed": (
            *("operations_change", {"number": "BG-1", "deployed_at": datetime(2020, 5, 1, 20)}),
            *("change", "BG-1"),
        ),
        "acceptances_filed": ("acceptance", acceptance(number="Y1"), "acceptance", "HT-1/Y1"),
        "inspections_filed": (
            "operations_inspection",
            {"number": "XJ-1", "kind": "inspection", "done_on": date(2020, 4, 1), "is_completed": True},
            *("inspection", "XJ-1"),
        ),
    }
    for check, (table, row, kind, number) in happened.items():
        file = {"about_kind": kind, "about_number": number}
        assert archived(check, {table: [row]}, file) == [(1, True)], check
        assert archived(check, {table: [row]}, file | {"about_number": "别的"}) == [(1, False)], check
        assert archived(check, {table: [row]}, file | {"about_kind": "other"}) == [(1, False)], check


def test_files_are_complete_have_a_retention_and_those_of_procurement_stay_fifteen_years() -> None:
    about = {"about_kind": "contract", "about_number": "HT-1"}
    files = [about, about | {"is_complete": False}, about | {"retention": ""}, about | {"retention": "years10"}]
    assert archived("complete", {}, *files) == [(1, True), (2, False), (3, True), (4, True)]
    assert archived("retention_set", {}, *files) == [(1, True), (2, True), (3, False), (4, True)]
    assert archived("kept_fifteen_years", {}, *files) == [(1, True), (2, True), (3, False), (4, False)]
    bought_without = {"contract": [contract(awarded_on=None, procurement_number="")]}
    assert archived("kept_fifteen_years", bought_without, about) == []
    assert archived("kept_fifteen_years", {}, about | {"retention": "permanent"}) == [(1, True)]


def test_an_archive_that_nobody_keeps_is_not_reported() -> None:
    assert figures_of(ARCHIVES, {"contract": [contract()]}) is None
    filed = {"about_kind": "other", "about_number": "x", "filed_on": date(2020, 12, 1), "retention": "years10"}
    assert figures_of(ARCHIVES, {"contract": [contract()], "archive_file": [filed | {"is_complete": True}]}) == (2, 3)
