"""What people type into the pages of signing in, of themselves, and of other people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.details import Details, faults_of
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.queries import open_organisations
from jixiao.foundation.people.roles import RULES, Role
from jixiao.foundation.web.masking import masked

_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "7", "class": "short", "autofocus": True}


def _password(label: object, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=200, strip=False, widget=widget)


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    password = _password(_("密码"), "current-password")


class CodeForm(forms.Form):
    """The code that the app shows now."""

    code = forms.CharField(label=_("验证码"), max_length=7, widget=forms.TextInput(attrs=_CODE))


class PasswordForm(forms.Form):
    """A new password."""

    current = _password(_("现在的密码"), "current-password")
    new = _password(_("新密码"), "new-password")
    again = _password(_("再输一次新密码"), "new-password")


class AccountForm(forms.Form):
    """Who somebody is. In a change, an empty number leaves the present one: numbers are never sent to the page."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    username = forms.CharField(
        label=_("用户名"), max_length=64, help_text=_("小写字母开头，只用小写字母、数字、点、横线和下划线。")
    )
    organisation = forms.ModelChoiceField(
        label=_("单位"), queryset=Organisation.objects.none(), empty_label=_("请选择单位")
    )
    mobile = forms.CharField(label=_("手机号"), max_length=11, required=False)
    identity_number = forms.CharField(label=_("居民身份证号"), max_length=18, required=False)
    email = forms.EmailField(label=_("邮箱"), required=False)

    def __init__(self, *args: Any, present: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present = present
        self.fields["organisation"].queryset = open_organisations()  # type: ignore[attr-defined]
        if present is not None:
            for name in ("mobile", "identity_number"):
                if number := getattr(present, name):
                    self.fields[name].help_text = _("现为 %(number)s，不改请留空。") % {"number": masked(number)}

    def details(self) -> Details:
        """What the actions take."""
        said = self.cleaned_data
        return Details(said["username"], said["name"], said["mobile"], said["identity_number"], said["email"])

    def clean(self) -> dict[str, Any]:
        """Every fault beside its field."""
        said = super().clean() or {}
        if not self.errors:
            for field, fault in faults_of(self.details()).items():
                self.add_error(field, fault)
        return said


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=200)


class GrantForm(forms.Form):
    """A role, where, and for which year."""

    role = forms.ChoiceField(label=_("角色"))
    organisation = forms.ModelChoiceField(
        label=_("单位"), queryset=Organisation.objects.none(), empty_label=_("请选择单位")
    )
    year = forms.TypedChoiceField(label=_("年度"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = timezone.localdate().year
        self.fields["role"].choices = [(role.value, gettext(RULES[role].name)) for role in RULES]  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = open_organisations()  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, str(year)), (year + 1, str(year + 1))]  # type: ignore[attr-defined]


class DeputyForm(forms.Form):
    """Which of one's roles, who, from when to when, why."""

    grant = forms.TypedChoiceField(label=_("本人的角色"), coerce=int)
    person = forms.TypedChoiceField(label=_("代理人"), coerce=int)
    first_day = forms.DateField(label=_("自"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    last_day = forms.DateField(label=_("至"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, grants: Sequence[RoleGrant], people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grant"].choices = [  # type: ignore[attr-defined]
            (each.pk, f"{gettext(RULES[Role(each.role)].name)} · {each.owner.name}") for each in grants
        ]
        self.fields["person"].choices = [(each.pk, each.name) for each in people]  # type: ignore[attr-defined]
