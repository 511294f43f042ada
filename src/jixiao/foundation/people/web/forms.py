"""What people type into the pages of signing in and of themselves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

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
    password = _password(_("口令"), "current-password")


class CodeForm(forms.Form):
    """The code that the app shows now."""

    code = forms.CharField(label=_("验证码"), max_length=7, widget=forms.TextInput(attrs=_CODE))


class PasswordForm(forms.Form):
    """A new password."""

    current = _password(_("现在的口令"), "current-password")
    new = _password(_("新口令"), "new-password")
    again = _password(_("再输一次新口令"), "new-password")
