"""Every scoring rule against its case file: sentences a finance officer can read and add to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from jixiao.parameters import parameter
from jixiao.rules.scoring import ExecutionFacts, IndicatorFacts, Points, percent, shown
from jixiao.rules.scoring.profile import EXECUTION_RULES, GRADE_RULES, INDICATOR_RULES, WEIGHT_RULES

CASES = Path(__file__).parent / "cases"
DAY = date(2022, 3, 31)
ALL_RULES = {**INDICATOR_RULES, **EXECUTION_RULES, **GRADE_RULES, **WEIGHT_RULES}
YES_NO = {"是": True, "否": False, True: True, False: False, None: None}


def _cases() -> list[Any]:
    found = []
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]:
            found.append(pytest.param(file.stem, case, id=f"{file.stem}：{case['情形']}"))
    return found


def test_every_rule_has_a_case_file_and_a_parameter_of_its_own_name() -> None:
    assert {file.stem for file in CASES.glob("*.yaml")} == set(ALL_RULES)
    for name in ALL_RULES:
        assert yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))["rule"] == name
        assert parameter(f"scoring.{name}").on(DAY).citation.document


@pytest.mark.parametrize(("rule", "case"), _cases())
def test_the_rule_gives_what_its_case_says(rule: str, case: dict[str, Any]) -> None:
    value = parameter(f"scoring.{rule}").on(DAY)
    if rule in GRADE_RULES:
        assert GRADE_RULES[rule](Fraction(case["总分"]), value) == case["等次"]
    elif rule in WEIGHT_RULES:
        given = WEIGHT_RULES[rule](case["有"], value)
        assert given.weights == {group: Decimal(points) for group, points in case["分配"].items()}
        assert given.out_of == Decimal(case["总分"])
        assert list(given.missing) == case.get("缺", [])
        assert case.get("说明含", "") in given.why
    elif rule in EXECUTION_RULES:
        facts = ExecutionFacts(
            Decimal(case["分值"]),
            Decimal(case["全年执行数"]),
            Decimal(case["全年预算数"]),
            YES_NO[case.get("项目完成")],
        )
        _expect(EXECUTION_RULES[rule](facts, value), case)
        if "执行率" in case:
            assert facts.rate is not None
            assert percent(facts.rate) == case["执行率"]
    else:
        _expect(INDICATOR_RULES[rule](_facts(case), value), case)


def _facts(case: dict[str, Any]) -> IndicatorFacts:
    return IndicatorFacts(
        weight=Decimal(case["分值"]),
        verdict=case["判定"],
        target=Decimal(case["指标值"]) if "指标值" in case else None,
        actual=Decimal(case["实际值"]) if "实际值" in case else None,
        direction=case.get("方向"),
        is_ratio=bool(YES_NO[case.get("比率")]),
    )


def _expect(points: Points, case: dict[str, Any]) -> None:
    assert case.get("说明含", "") in points.why
    if case.get("得分") == "算不出":
        assert not points.decided
    elif "得分" in case:
        assert points.exact is not None
        assert shown(points.exact) == Decimal(case["得分"])
    else:
        assert (points.low, points.high) == (Fraction(case["最低"]), Fraction(case["最高"]))
    for allowed in case.get("可以得", []):
        assert points.allows(Fraction(allowed)), allowed
    for refused in case.get("不能得", []):
        assert not points.allows(Fraction(refused)), refused
