"""Checks return findings and never raise, whatever a form holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.parameters.review import review_parameters
from jixiao.rules.forms import Budget, Form, FundRow, Indicator
from jixiao.rules.review import check_bureau, check_target_form
from jixiao.rules.values import TargetValue

PARAMETERS = review_parameters(date(2022, 1, 1))

_words = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.sampled_from(
        [
            "满意度",
            "≥90%",
            "2020-02-30",
            "（2020年度）",
            "产出指标",
            "数量指标",
            "{name}",
            "指标1：",
            "预算执行率",
            "%s",
            "及时性",
        ]
    ),
)
_text = _words.map(lambda word: word or "")
_money = st.one_of(st.none(), st.decimals(-(10**12), 10**12, places=2), st.just(Decimal(0)))
_value = st.builds(
    TargetValue,
    op=st.sampled_from([">=", "<=", "=", ">", "<", "between", "qualitative", "schedule"]),
    value=st.one_of(
        st.none(), st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(["2020-12", "--12-31"])
    ),
    unit=st.sampled_from([None, "ratio", "date", "人", "元", "小时"]),
    value_min=st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False)),
    value_max=st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False)),
    deadline=st.one_of(st.none(), st.sampled_from(["2020-12-31", "--12-31", "2020-12", "无"])),
)
_indicator = st.builds(
    Indicator,
    no=st.integers(1, 99),
    level1=_words,
    level2=_words,
    level3=_words,
    target_raw=_text,
    target_text=_text,
    parsed=st.lists(_value, max_size=3).map(tuple),
    target_cells=st.one_of(st.none(), st.lists(_text, max_size=4).map(tuple)),
    direction=st.sampled_from([None, "正向", "反向"]),
)
_form = st.builds(
    Form,
    kind=st.just("target"),
    layout=st.sampled_from(["shanghai-2020", "national-target", ""]),
    form_title=_text,
    form_year=_words,
    year=st.one_of(st.none(), st.integers(1, 9999)),
    unit=_words,
    project_name=_words,
    category=_words,
    start_date=_words,
    end_date=_words,
    gov_purchase_service=_words,
    narratives=st.dictionaries(
        st.sampled_from(["项目概况", "立项依据", "总目标", "实施计划", ""]), st.text(max_size=200)
    ),
    budget=st.builds(Budget, _money, _money, _money, _money),
    funds=st.lists(st.builds(FundRow, st.sampled_from(["资金总额", "财政拨款", "其他资金", "x"]), _money)).map(tuple),
    indicators=st.lists(_indicator, max_size=6).map(tuple),
    fields=st.dictionaries(st.sampled_from(["统一社会信用代码", "项目代码", "联系人"]), st.text(max_size=25)),
)


@settings(max_examples=60)
@given(_form, st.one_of(st.none(), _form), st.sampled_from([None, "mof-2021-101"]))
def test_no_form_breaks_the_checks(form: Form, last_year: Form | None, framework: str | None) -> None:
    findings = check_target_form(form, PARAMETERS, framework=framework, last_year=last_year)
    findings += check_bureau([form, last_year] if last_year else [form], PARAMETERS)
    assert all(finding.code and finding.message for finding in findings)
