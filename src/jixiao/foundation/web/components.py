"""The page on which every component of the design system is shown, for engineers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jixiao.foundation.transitions import Refused, State
from jixiao.foundation.web.marks import SEVERITIES, VERDICTS
from jixiao.rules.findings.finding import Finding


class _Example(forms.Form):
    name = forms.CharField(label="三级指标", help_text="写明考核什么，如“运维平均响应时间”。")
    target = forms.CharField(label="指标值", required=False)
    kind = forms.ChoiceField(label="性质", choices=[("", "请选择"), ("forward", "正向"), ("reverse", "反向")])
    overview = forms.CharField(label="项目概况", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    routine = forms.BooleanField(label="属于日常管理要求", required=False)


_LIFE = (
    {"word": "申报", "state": "done", "note": "2019-10-14"},
    {"word": "审核", "state": "done", "note": "良 → 优"},
    {"word": "批复", "state": "done", "note": "2020-01-20"},
    {"word": "监控", "state": "now", "note": "剩 6 个工作日"},
    {"word": "自评", "state": "next"},
    {"word": "评价", "state": "next"},
    {"word": "应用", "state": "next"},
    {"word": "公开", "state": "next"},
)
_FINDINGS = (
    Finding(
        "target.value_missing",
        "error",
        "绩效目标表 C7",
        "满意度指标缺少目标值。",
        "财预〔2021〕101号 二：指标应可衡量。",
        "请填写如“≥90%”的数值。",
    ),
    Finding("target.not_measurable", "review", "第 8 项", "“有效”无法测量。", "", "请写明用什么衡量。"),
)
_ROWS = (
    {
        "name": "运维平均响应时间",
        "target": "≤2小时",
        "words": "不高于2小时",
        "verdict": "met",
        "yuan": Decimal("2058000"),
    },
    {"name": "故障重复发生率", "target": "≤3‰", "words": "不高于3‰", "verdict": "not_met", "yuan": Decimal("12345.5")},
    {"name": "信息共享情况", "target": "共享", "words": "定性：共享", "verdict": "partly", "yuan": None},
)


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every part with the line of template that makes it."""
    context = {
        "verdicts": list(VERDICTS),
        "severities": list(SEVERITIES),
        "state": State("declared", "已申报", "◑"),
        "life": _LIFE,
        "rows": _ROWS,
        "finding_list": _FINDINGS,
        "form": _Example({"name": "", "target": "≤3‰", "kind": ""}),
        "page": Paginator(range(6000), 50).get_page(request.GET.get("page", 7)),
        "tabs": [
            {"word": "全部", "path": "?", "here": True, "count": 13},
            {"word": "未达", "path": "?", "here": False, "count": 1},
            {"word": "未报告", "path": "?", "here": False, "count": 0},
        ],
        "refused": Refused("state.not_now", "“已批复”时不能申报；只有“编制中、已退回”时可以。"),
        "day": date(2020, 1, 20),
        "parsed": [{"op": "<=", "value": "0.003", "unit": "ratio"}],
        "budget": Decimal("2058000.00"),
    }
    return render(request, "web/components.html", context)
