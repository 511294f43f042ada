"""A clean form gives no finding; one planted error gives exactly the finding that names it."""

from __future__ import annotations

from datetime import date

import pytest

from jixiao.parameters.review import review_parameters
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.review import check_target_form
from tests.support.clean_forms import clean_form
from tests.support.planted_errors import PLANTED, Planted

SEEDS = range(12)
#: A national form without 成本 always asks the reviewer whether cost matters: that is no error of the form.
ALWAYS_ASKED = {"framework.group_to_consider"}


def found(form: Form) -> list[Finding]:
    """Everything but the sixteen review checks, which always ask something."""
    findings = check_target_form(form, review_parameters(date(form.year or 2022, 1, 1)))
    return [f for f in findings if not f.code.startswith("review.") and f.code not in ALWAYS_ASKED]


@pytest.mark.parametrize("shanghai", [False, True], ids=["national", "shanghai"])
@pytest.mark.parametrize("seed", range(60))
def test_a_clean_form_gives_no_finding(seed: int, shanghai: bool) -> None:
    assert found(clean_form(seed, shanghai=shanghai)) == []


@pytest.mark.parametrize("planted", PLANTED, ids=[planted.error for planted in PLANTED])
def test_one_planted_error_gives_exactly_its_finding(planted: Planted) -> None:
    for seed in SEEDS:
        findings = found(planted.plant(clean_form(seed, shanghai=planted.shanghai)))
        assert [finding.code for finding in findings] == [planted.code], (seed, [f.message for f in findings])


@pytest.mark.parametrize("planted", PLANTED, ids=[planted.error for planted in PLANTED])
def test_every_finding_says_where_what_and_what_to_do(planted: Planted) -> None:
    (finding,) = found(planted.plant(clean_form(0, shanghai=planted.shanghai)))
    assert finding.place
    assert finding.message.endswith("。")
    assert finding.fix.endswith(("。", "）", "元", "%", "册", "X", "日", "0起", "）"))
