"""Document numbers in running text: found, taken apart, held against known law."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.review import review_parameters
from jixiao.rules.documentnumbers import CitedDocument, PlanPeriod, check_documents, find_documents

PARAMETERS = review_parameters(date(2020, 1, 1))
YEAR_2020 = PlanPeriod(2020, date(2020, 1, 1), date(2020, 12, 31))


def documents(text: str) -> list[CitedDocument]:
    return find_documents(text, PARAMETERS.document_words)


def codes(text: str, plan: PlanPeriod = YEAR_2020) -> list[str]:
    known, style = PARAMETERS.documents, PARAMETERS.document_style
    return [finding.code for finding in check_documents(documents(text), plan, known, "立项依据", style)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("财预〔2020〕10号", "财预〔2020〕10号"),
        ("沪财库[2014]31号", "沪财库〔2014〕31号"),
        ("（豫财效（2020）10号）", "豫财效〔2020〕10号"),
        ("晋财绩【2019】8号文", "晋财绩〔2019〕8号"),
        ("贯彻落实中发〔2018〕34号精神", "中发〔2018〕34号"),
        ("根据《某某办法》（沪人\n〔2005〕18\n7号）执行", "沪人〔2005〕187号"),
        ("财库[\n2016]112号", "财库〔2016〕112号"),
        ("云政办发［２０１９］第０７号", "云政办发〔2019〕7号"),
        ("国办发〔2021〕 5 号", "国办发〔2021〕5号"),
        ("财政部令第94号", "财政部令第94号"),
        ("依据国务院46号文", "国务院46号文"),
    ],
)
def test_a_number_is_read_in_the_style_it_was_meant(text: str, name: str) -> None:
    assert [document.name for document in documents(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "会计人才发展规划（2010-2020）",
        "2020年5月8日",
        "（2020年度）",
        "第3号楼维修",
        "采购编号2020-15号",
        "12号线",
        "（2020）项目15个",
        "",
    ],
)
def test_what_is_no_document_number_is_left_alone(text: str) -> None:
    assert documents(text) == []


def test_several_numbers_in_one_sentence_are_several_documents() -> None:
    text = "中发〔2018〕34号、沪委发[2019]12号和财预[2011]285号文"
    assert [d.name for d in documents(text)] == ["中发〔2018〕34号", "沪委发〔2019〕12号", "财预〔2011〕285号"]


def test_a_repealed_document_is_an_error_and_names_the_day_and_the_new_one() -> None:
    plan = PlanPeriod(2021, date(2021, 1, 1), date(2021, 12, 31))
    (finding,) = check_documents(documents("财预〔2011〕285号"), plan, PARAMETERS.documents, "立项依据", "")
    assert (finding.code, finding.severity) == ("document.repealed", "error")
    assert "2020-02-25" in finding.message
    assert "财预〔2020〕10号" in finding.fix


def test_a_document_repealed_within_the_year_was_in_force_when_the_form_was_drafted() -> None:
    (finding,) = check_documents(documents("财预〔2011〕285号"), YEAR_2020, PARAMETERS.documents, "立项依据", "")
    assert (finding.code, finding.severity) == ("document.repealed_in_year", "warning")
    assert "2020-01-01仍然有效" in finding.message
    assert "2020-02-25" in finding.message


def test_on_the_day_of_repeal_it_is_repealed_and_the_day_before_it_is_not() -> None:
    assert codes("财预〔2011〕285号", PlanPeriod(2020, date(2020, 2, 25), date(2020, 12, 31))) == ["document.repealed"]
    assert codes("财预〔2011〕285号", PlanPeriod(2020, date(2019, 6, 1), date(2020, 2, 24))) == []


def test_the_document_that_replaced_it_came_after_the_plan_began() -> None:
    assert codes("财预〔2020〕10号") == ["document.after_plan_start"]
    assert codes("财预〔2020〕10号", PlanPeriod(2021, None, None)) == []


def test_a_day_that_nobody_read_in_a_text_is_left_to_the_reviewer() -> None:
    plan = PlanPeriod(2018, date(2018, 1, 1), date(2018, 12, 31))
    (finding,) = check_documents(documents("中发〔2018〕34号"), plan, PARAMETERS.documents, "立项依据", "")
    assert (finding.code, finding.severity) == ("document.after_plan_start", "review")
    assert "待核" in finding.basis


def test_a_year_still_to_come_is_an_error_but_this_year_is_not() -> None:
    assert codes("云财发〔2021〕3号") == ["document.from_future"]
    assert codes("云财发〔2020〕3号") == []


def test_without_a_year_of_the_form_nothing_is_said_about_time() -> None:
    assert codes("财预〔2011〕285号、云财发〔2032〕3号", PlanPeriod(None, None, None)) == []


def test_square_brackets_are_a_matter_of_style_and_the_right_form_is_given() -> None:
    (finding,) = check_documents(documents("沪财库[2014]31号"), YEAR_2020, {}, "立项依据", PARAMETERS.document_style)
    assert (finding.code, finding.severity) == ("document.bracket_style", "note")
    assert "沪财库〔2014〕31号" in finding.fix
    assert "GB/T 9704" in finding.basis


@given(
    st.text("财预沪库国办发", min_size=1, max_size=5),
    st.integers(1950, 2030),
    st.integers(1, 9999),
    st.sampled_from(["〔〕", "[]", "（）", "()", "【】", "［］"]),
    st.sampled_from(["", " ", "\n"]),
)
def test_a_written_number_is_read_back(issuer: str, year: int, serial: int, brackets: str, gap: str) -> None:
    (document,) = documents(f"{issuer}{gap}{brackets[0]}{year}{gap}{brackets[1]}{serial}{gap}号")
    assert (document.issuer, document.year, document.serial) == (issuer, year, serial)
    assert document.name == f"{issuer}〔{year}〕{serial}号"


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for document in documents(text):
        assert document.serial >= 0
        assert 0 <= document.start < document.end <= len(text)


def test_a_long_run_of_characters_takes_no_long_time() -> None:
    assert documents("财" * 200_000 + "〔" * 10_000 + "2020" * 10_000) == []
