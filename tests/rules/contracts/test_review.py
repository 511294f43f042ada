"""What is odd about a contract, each finding by the smallest contract that has it and by its neighbour that has not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jixiao.rules.contracts import (
    AcceptanceFacts,
    ChangeFacts,
    ContractFacts,
    Limits,
    MilestoneFacts,
    Period,
    SupervisionFacts,
    amounts_of,
    review_contract,
)

LIMITS = Limits(30, "政府采购法 第四十六条", Decimal("0.10"), "政府采购法 第四十九条")
SOUND = ContractFacts(
    number="HT-1",
    supplier_name="某软件公司",
    amount_yuan=Decimal("100.00"),
    awarded_on=date(2019, 12, 1),
    signed_on=date(2019, 12, 31),
    starts_on=date(2020, 1, 1),
    ends_on=date(2020, 12, 31),
)
PAID = MilestoneFacts("1", Decimal(100), date(2020, 6, 1), date(2020, 6, 1), is_final=True)
PASSED = AcceptanceFacts("1", "1", date(2020, 6, 1))
PERIOD = Period(date(2019, 12, 1), date(2020, 12, 31))


def codes(**changed: object) -> list[str]:
    return [each.code.removeprefix("contracts.") for each in review_contract(replace(SOUND, **changed), LIMITS)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sound", "odd", "code"),
    [
        ({}, {"signed_on": None}, "unsigned"),
        ({"signed_on": date(2019, 12, 1)}, {"signed_on": date(2019, 11, 30)}, "signed_before_award"),
        ({"signed_on": date(2019, 12, 31)}, {"awarded_on": date(2019, 11, 30)}, "signed_after_limit"),
        ({"starts_on": date(2019, 12, 31)}, {"starts_on": date(2019, 12, 30)}, "signed_late"),
        (
            {"milestones": (MilestoneFacts("1", Decimal("100.00")),)},
            {"milestones": (MilestoneFacts("1", Decimal("99.99")),)},
            "milestones_differ",
        ),
        ({}, {"milestones": (MilestoneFacts("1", None),)}, "milestone_without_amount"),
        (
            {"changes": (ChangeFacts("1", Decimal(10), date(2020, 3, 1)), ChangeFacts("2", Decimal(90), None))},
            {"changes": (ChangeFacts("1", Decimal("10.01"), date(2020, 3, 1)),)},
            "supplement_too_large",
        ),
        (
            {"milestones": (PAID,), "acceptances": (PASSED,)},
            {"milestones": (replace(PAID, reached_on=date(2020, 6, 2)),), "acceptances": (PASSED,)},
            "paid_before_reached",
        ),
        (
            {"milestones": (PAID,), "acceptances": (replace(PASSED, milestone=""),)},
            {"milestones": (PAID,), "acceptances": (replace(PASSED, passed_on=date(2020, 6, 2)),)},
            "final_paid_before_acceptance",
        ),
        (
            {"supervisions": (SupervisionFacts("某监理公司", date(2020, 1, 1), date(2020, 1, 1)),)},
            {"supervisions": (SupervisionFacts("某软件公司", date(2020, 1, 1), date(2020, 1, 1)),)},
            "supervises_itself",
        ),
        ({}, {"supervisions": (SupervisionFacts("某监理公司", None, date(2020, 1, 1)),)}, "supervisor_appointed_late"),
        (
            {"required": ("ITSS三级",), "qualifications": (("ITSS三级", PERIOD),)},
            {"required": ("ITSS三级",), "qualifications": (("ITSS三级", replace(PERIOD, last=date(2020, 12, 30))),)},
            "qualification_not_valid",
        ),
        (
            {"sanctions": (Period(date(2019, 12, 2)),)},
            {"sanctions": (Period(date(2019, 12, 1)),)},
            "supplier_sanctioned",
        ),
    ],
)
def test_a_finding_is_made_on_its_side_of_the_line_only(
    sound: dict[str, object], odd: dict[str, object], code: str
) -> None:
    assert codes(**sound) == []
    assert codes(**odd) == [code]


def test_a_change_counts_once_it_is_in_effect() -> None:
    changes = (ChangeFacts("1", Decimal(-5), date(2020, 3, 1)), ChangeFacts("2", Decimal(7), None))
    assert amounts_of(replace(SOUND, changes=changes)).due_yuan == Decimal(95)
