"""What is filled in on pages of panels."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jixiao.foundation import subjects
from jixiao.foundation.panels.actions import Question, Said
from jixiao.foundation.panels.models import BANDS
from jixiao.foundation.panels.policies import Asker
from jixiao.foundation.panels.queries import possible_experts
from jixiao.parameters.panels import bands, judges_min

_YEARS = (2000, 2100)


class QuestionForm(forms.Form):
    """What is put to judges."""

    programme_id = forms.TypedChoiceField(label=_("项目"), coerce=int)
    year = forms.IntegerField(label=_("年度"), min_value=_YEARS[0], max_value=_YEARS[1])
    indicator = forms.CharField(
        label=_("指标"), max_length=200, help_text=_("与绩效目标表中的三级指标名称一致，如“信息化水平对项目持续影响”。")
    )
    question = forms.CharField(
        label=_("评判的问题"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("写明判断什么、看哪些材料。")
    )
    seats = forms.IntegerField(label=_("评判人数"), min_value=1, max_value=99)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(each.programme_id, f"{each.name} · {each.unit}") for each in subjects.listed()]
        self.fields["programme_id"].choices = [("", ""), *listed]  # type: ignore[attr-defined]
        self.fields["year"].initial = today.year
        self.fields["seats"].initial = judges_min(today)

    def asked(self) -> Question:
        """What the action takes."""
        return Question(**self.cleaned_data)


class ExpertForm(forms.Form):
    """Somebody for the pool."""

    person_id = forms.TypedChoiceField(label=_("人员"), coerce=int)
    speciality = forms.CharField(label=_("专业"), max_length=100, help_text=_("如信息化、财务会计、公共管理。"))

    def __init__(self, *args: Any, asker: Asker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(each.pk, f"{each.name} · {each.owner.name}") for each in possible_experts(asker)]
        self.fields["person_id"].choices = [("", ""), *listed]  # type: ignore[attr-defined]


class OpinionForm(forms.Form):
    """What a judge hands in."""

    band = forms.ChoiceField(label=_("档次"))
    points = forms.IntegerField(
        label=_("评分"), min_value=0, max_value=100, help_text=_("0 到 100 的整数，落在所选档次之内。")
    )
    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}))
    evidence = forms.CharField(
        label=_("依据"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("看了哪些材料：名称、文号、日期。")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices, above = [("", "")], 100
        for (name, word), band in zip(BANDS, bands(today), strict=True):
            least = int(band.at_least * 100)
            choices.append((name, f"{_(word)} {least}–{above}"))
            above = least - 1
        self.fields["band"].choices = choices  # type: ignore[attr-defined]

    def said(self) -> Said:
        """What the action takes."""
        return Said(**self.cleaned_data)
