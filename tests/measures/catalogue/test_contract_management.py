"""合同管理完备性: each check over contracts made by hand, with what it applies to and what fails it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.support.measuring import figures_of, pairs

MEASURE = "contracts.management_completeness"
REQUIRED = ("subject", "price", "term", "quality", "acceptance", "payment", "breach", "dispute")


def contract(**said: Any) -> dict[str, Any]:
    told = {"id": 1, "number": "HT-1", "starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)}
    signed = {"amount_yuan": Decimal("100.00"), "signed_on": date(2019, 12, 20), "awarded_on": date(2019, 12, 1)}
    return told | signed | said


def milestone(**said: Any) -> dict[str, Any]:
    told = {"contract_id": 1, "due_on": date(2020, 6, 30), "amount_yuan": Decimal("100.00"), "is_final": False}
    return told | said


def change(**said: Any) -> dict[str, Any]:
    told = {"contract_id": 1, "approved_on": date(2020, 5, 1), "approved_by": "李明", "document": "补-1"}
    return told | {"amount_change_yuan": Decimal("10.00"), "effective_on": date(2020, 5, 2)} | said


def one(check: str, tables: dict[str, Any], **asked: Any) -> list[tuple[int, bool]]:
    return pairs(MEASURE, {"contract": [contract()]} | tables, check, **asked)


def well_kept() -> dict[str, Any]:
    """A contract of which every check holds."""
    return {
        "contract": [contract()],
        "contract_party": [
            {"contract_id": 1, "role": role, "signed_on": date(2019, 12, 20)} for role in ("buyer", "seller")
        ],
        "contract_clause": [{"contract_id": 1, "kind": kind} for kind in REQUIRED],
        "contract_milestone": [
            milestone(reached_on=date(2020, 6, 1), paid_on=date(2020, 6, 1), amount_yuan=Decimal("110.00"))
        ],
        "contract_change": [change()],
        "archive_file": [{"about_kind": "contract", "about_number": "HT-1", "filed_on": date(2020, 1, 5)}],
    }


def test_every_check_holds_of_a_well_kept_contract() -> None:
    assert figures_of(MEASURE, well_kept()) == (12, 12)


def test_a_bare_contract_passes_only_what_it_can_show() -> None:
    """Signed, before the start, in time; no parties, clauses, milestones or file; nothing was paid or changed."""
    assert figures_of(MEASURE, {"contract": [contract()]}) == (3, 7)


def test_without_a_contract_of_the_year_nothing_is_reported() -> None:
    ended = contract(starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31))
    assert figures_of(MEASURE, {"contract": [ended]}) is None
    assert figures_of(MEASURE, {}) is None


def test_signing() -> None:
    unsigned = contract(signed_on=None, awarded_on=date(2020, 12, 10))
    assert one("signed", {"contract": [unsigned]}) == [(1, False)]
    assert one("signed_before_start", {"contract": [contract(signed_on=date(2020, 1, 1))]}) == [(1, True)]
    assert one("signed_before_start", {"contract": [contract(signed_on=date(2020, 1, 2))]}) == [(1, False)]
    # 30 days after 12-01 is 12-31; an award ten days ago may still be signed; one day over and unsigned is late
    assert one("signed_in_time", {"contract": [contract(signed_on=date(2019, 12, 31))]}) == [(1, True)]
    assert one("signed_in_time", {"contract": [contract(signed_on=date(2020, 1, 1))]}) == [(1, False)]
    assert one("signed_in_time", {"contract": [contract(signed_on=date(2019, 11, 30))]}) == [(1, False)]
    assert one("signed_in_time", {"contract": [contract(awarded_on=None)]}) == []
    assert one("signed_in_time", {"contract": [unsigned]}) == []
    assert one("signed_in_time", {"contract": [unsigned | {"awarded_on": date(2020, 12, 1)}]}) == []
    assert one("signed_in_time", {"contract": [unsigned | {"awarded_on": date(2020, 11, 30)}]}) == [(1, False)]


def test_both_parties_have_signed() -> None:
    buyer = {"contract_id": 1, "role": "buyer", "signed_on": date(2019, 12, 20)}
    assert one("parties_signed", {"contract_party": [buyer, buyer | {"number": "2"}]}) == [(1, False)]
    assert one("parties_signed", {"contract_party": [buyer, buyer | {"role": "seller"}]}) == [(1, True)]
    unsigned = buyer | {"role": "seller", "signed_on": None}
    assert one("parties_signed", {"contract_party": [buyer, unsigned]}) == [(1, False)]


def test_one_missing_clause_is_missed_and_a_double_one_does_not_stand_in_for_it() -> None:
    kinds = [*REQUIRED[1:], "price", "confidentiality"]
    clauses = [{"contract_id": 1, "kind": kind} for kind in kinds]
    assert one("clauses_complete", {"contract_clause": clauses}) == [(1, False)]


def test_milestones_make_the_amount_with_changes_in_effect() -> None:
    short = {"contract_milestone": [milestone(amount_yuan=Decimal("99.99"))]}
    assert one("milestones_add_up", short) == [(1, False)]
    assert one("milestones_add_up", {"contract_milestone": [milestone()]}) == [(1, True)]
    assert one("milestones_add_up", {"contract_milestone": [milestone(), milestone(amount_yuan=None)]}) == [(1, False)]
    planned = {"contract_milestone": [milestone()], "contract_change": [change(effective_on=None)]}
    assert one("milestones_add_up", planned) == [(1, True)]
    assert one("milestones_add_up", {}) == []


def test_a_payment_follows_what_was_reached() -> None:
    paid = date(2020, 7, 1)
    rows = [
        milestone(),
        milestone(paid_on=paid, reached_on=paid),
        milestone(paid_on=paid, reached_on=date(2020, 7, 2)),
        milestone(paid_on=paid),
        milestone(paid_on=date(2021, 1, 4)),
    ]
    assert one("paid_after_reached", {"contract_milestone": rows}) == [(2, True), (3, False), (4, False)]


def test_a_change_is_approved_before_it_is_in_effect() -> None:
    rows = [
        change(),
        change(approved_on=date(2020, 5, 3)),
        change(approved_on=None),
        change(document=""),
        change(approved_by=""),
        change(effective_on=None),
    ]
    asked = one("changes_papered", {"contract_change": rows})
    assert asked == [(1, True), (2, False), (3, False), (4, False), (5, False)]


def test_additions_are_measured_by_the_first_amount_without_what_is_taken_away() -> None:
    less = change(amount_change_yuan=Decimal("-50.00"))
    assert one("supplement_within_share", {"contract_change": [change()]}) == [(1, True)]
    assert one("supplement_within_share", {"contract_change": [less]}) == []
    cent = change(amount_change_yuan=Decimal("0.01"))
    assert one("supplement_within_share", {"contract_change": [change(), cent, less]}) == [(1, False)]


def test_a_file_belongs_to_the_contract_of_its_own_unit_and_programme() -> None:
    filed = {"about_kind": "contract", "about_number": "HT-1", "filed_on": date(2020, 3, 1)}
    for other in ({"owner_id": 2}, {"programme_id": 2}, {"about_number": "HT-2"}, {"about_kind": "change"}):
        assert one("filed", {"archive_file": [filed | other]}) == [(1, False)], other
    assert one("filed", {"archive_file": [filed, filed]}) == [(1, True)]
    assert one("filed", {"archive_file": [filed | {"filed_on": None}]}) == [(1, False)]


def test_a_correction_recorded_later_was_not_known_before() -> None:
    corrected = datetime(2020, 9, 1, 10)
    rows = [
        contract(signed_on=None, superseded_at=corrected),
        contract(recorded_at=corrected),
    ]
    assert one("signed", {"contract": rows}, as_of=date(2020, 8, 31)) == [(1, False)]
    assert one("signed", {"contract": rows}, as_of=date(2020, 9, 1)) == [(1, True)]
