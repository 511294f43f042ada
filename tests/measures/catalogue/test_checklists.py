"""Every check has its data and its function, and the data is fit to be shown."""

from __future__ import annotations

import re
from datetime import date
from importlib import import_module

import pytest

from jixiao.measures.catalogue.checklist import Predicates
from jixiao.measures.measure import Measure, catalogue
from jixiao.parameters.checklists import Checklist, checklists, load_checklist
from jixiao.parameters.loader import ParameterError

CHECKED = [measure for measure in catalogue().values() if measure.kind == "checked"]
GOOD = """
id: checklists.x
title: 检查清单
checks:
  - id: signed
    statement: 合同已经签订
    mandatory: true
    effective: 2018-01-01
    expires: 2020-01-01
    citation: {document: 检查（本项目采用）, article: "", evidence: I}
    origin: ours
    checked_on: 2026-11-23
"""


def predicates_of(measure: Measure) -> Predicates:
    """The functions that answer a measure's checklist, found in the module of the measure."""
    held = vars(import_module(measure.rows.__module__)).values()
    (found,) = {each for each in held if isinstance(each, Predicates) and each.name == measure.checklist}
    return found


@pytest.mark.parametrize("measure", CHECKED, ids=lambda measure: measure.id)
def test_each_check_has_a_function_and_each_function_a_check(measure: Measure) -> None:
    assert predicates_of(measure).ids == {check.id for check in checklists()[measure.checklist].checks}


def test_each_checklist_is_that_of_a_measure() -> None:
    assert {measure.checklist for measure in CHECKED} == set(checklists())
    assert not [measure.id for measure in catalogue().values() if measure.checklist and measure.kind != "checked"]


@pytest.mark.parametrize("listed", checklists().values(), ids=lambda listed: listed.id)
def test_a_checklist_can_be_read_and_has_a_mandatory_check(listed: Checklist) -> None:
    assert any(check.is_mandatory for check in listed.checks)
    for check in listed.checks:
        assert re.search(r"[\u4e00-\u9fff]", check.statement), check.id
        assert not check.statement.endswith("。"), check.id


@pytest.mark.parametrize("listed", checklists().values(), ids=lambda listed: listed.id)
def test_only_what_was_read_is_called_law(listed: Checklist) -> None:
    """A check stands in a document (evidence T), or it is ours."""
    for check in listed.checks:
        national = check.rule.origin == "national"
        assert national == (check.rule.citation.evidence == "T"), check.id
        assert bool(check.rule.citation.article) == national, check.id


def test_a_check_holds_from_its_day_until_the_day_it_expires() -> None:
    (check,) = load_checklist(GOOD, "checklists.x").checks
    days = (date(2017, 12, 31), date(2018, 1, 1), date(2019, 12, 31), date(2020, 1, 1))
    assert [check.is_in_force(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: checklists.x", "id: checklists.y"),
        ("title: 检查清单", ""),
        ("    statement: 合同已经签订\n", ""),
        ("mandatory: true", "mandatory: 是"),
        ("    origin: ours\n", ""),
        ("    checked_on: 2026-11-23\n", ""),
        ("    mandatory: true\n", "    mandatory: true\n    extra: 1\n"),
    ],
)
def test_a_checklist_that_is_not_fully_cited_is_refused(old: str, new: str) -> None:
    assert old in GOOD
    with pytest.raises(ParameterError, match=r"checklists\.x"):
        load_checklist(GOOD.replace(old, new), "checklists.x")


def test_two_checks_with_one_id_are_refused() -> None:
    doubled = GOOD + GOOD.split("checks:\n")[1]
    with pytest.raises(ParameterError, match="相同"):
        load_checklist(doubled, "checklists.x")
