"""A target against what records give, and against what former years gave."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from jixiao.parameters.judgement import direction_lexicon
from jixiao.rules.judgement import Judgement, Verdict
from jixiao.rules.judgement.from_records import FromRecords, judge_band, judge_records
from jixiao.rules.judgement.rehearsal import FormerYear, rehearsed
from jixiao.rules.targets import parse_target

DUE = date(2020, 12, 31)


def verdict(target: str, found: FromRecords, name: str = "", as_of: date = date(2021, 1, 10)) -> str:
    lexicon = direction_lexicon(DUE)
    parsed = parse_target(target)
    return judge_records(parsed, found, lexicon=lexicon, due=DUE, as_of=as_of, name=name, year=2020).verdict.value


@pytest.mark.parametrize(
    ("name", "target", "found", "wanted"),
    [
        ("运维平均响应时间", "<=2小时", FromRecords(Fraction(2), "小时"), "met"),
        ("运维平均响应时间", "<=2小时", FromRecords(2 + Fraction(1, 10**9), "小时"), "not_met"),
        ("现场维护服务时长", "5*8小时", FromRecords(Fraction(1), "ratio", 249, 249), "met"),
        ("现场维护服务时长", "5*8小时", FromRecords(Fraction(248, 249), "ratio", 248, 249), "not_met"),
        ("故障重复发生率", "<=3‰", FromRecords(Fraction(0), "ratio", 0, 4), "not_proven"),
        ("故障重复发生率", "<=3‰", FromRecords(Fraction(1, 86), "ratio", 1, 86), "not_met"),
        ("安全事故发生率", "=0起", FromRecords(Fraction(0), "起"), "met"),
        ("巡检次数", "=6", FromRecords(None, "次", nothing="not_reported"), "not_reported"),
        ("自检通过率", "=100%", FromRecords(None, "ratio", nothing="not_applicable"), "not_applicable"),
    ],
)
def test_verdicts_of_exact_values(name: str, target: str, found: FromRecords, wanted: str) -> None:
    assert verdict(target, found, name) == wanted


def test_before_the_due_date_only_what_is_met_is_final() -> None:
    early = date(2020, 6, 30)
    assert verdict("=6", FromRecords(Fraction(3), "次"), "巡检次数", early) == "not_due"
    assert verdict("=6", FromRecords(Fraction(6), "次"), "巡检次数", early) == "met"
    assert verdict("=6", FromRecords(None, "次", nothing="not_reported"), "巡检次数", early) == "not_due"


def test_a_target_in_words_takes_the_band_of_its_checklist() -> None:
    partly = judge_band("partly", 9, 10, ["合同已签订"])
    assert verdict("规范", FromRecords(Fraction(9, 10), "ratio", 9, 10, band=partly)) == "partly"
    assert "合同已签订" in partly.why


def former(year: int, exact: Fraction | None, said: Verdict) -> FormerYear:
    return FormerYear(year, exact, Judgement(said, ""))


def test_a_rehearsal_says_how_far_the_target_is_from_what_was() -> None:
    target = parse_target(">=100%")
    easy = rehearsed(target, None, [former(2019, Fraction(104, 100), Verdict.MET)])
    assert easy.sentence == "按2019年记录试算：本应为目标的104%，没有压力。"
    never = rehearsed(target, None, [former(year, Fraction(1, 2), Verdict.NOT_MET) for year in (2019, 2018, 2017)])
    assert (never.outcome, never.sentence) == ("never_reached", "按往年记录试算：三年来从未达到。")
    nothing = rehearsed(target, None, [former(2019, None, Verdict.NOT_REPORTED)])
    assert nothing.outcome == "no_records"
