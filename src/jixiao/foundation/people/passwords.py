"""What a password must be, and passwords for one use."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from jixiao.foundation.people.models import FormerPassword, Person
from jixiao.parameters.security import SecurityRules

#: No 0 O 1 l I: one-time passwords are read from paper.
_ALPHABETS = ("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789")


def faults(password: str, person: Person, rules: SecurityRules) -> list[str]:
    """Everything that is wrong with a new password, in words; empty when it may be used.

    The caller acts as a system actor: former passwords are read.
    """
    found = []
    if len(password) < rules.password_length_min:
        found.append(_("密码至少 %(n)d 个字符。") % {"n": rules.password_length_min})
    if _kinds(password) < rules.password_kinds_min:
        found.append(_("大写字母、小写字母、数字、符号四类中至少要有 %(n)d 类。") % {"n": rules.password_kinds_min})
    if _holds_name(password, person):
        found.append(_("密码中不能含有用户名或姓名拼音。"))
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        found.append(_("这个密码太常见，容易被猜中。"))
    if password and person.check_password(password):
        found.append(_("新密码不能与现在的密码相同。"))
    elif not found and _was_used(password, person, rules):  # a hash each, a tenth of a second: asked last
        found.append(_("新密码不能与最近用过的 %(n)d 个密码相同。") % {"n": rules.passwords_remembered})
    return found


def remember(person: Person, rules: SecurityRules, now: datetime) -> None:
    """Keeps the hash of the password that is about to be replaced, and no more of them than are asked for.

    A password for one use was nobody's choice and is not kept. The caller acts as a system actor.
    """
    if person.must_change_password or not person.has_usable_password():
        return
    FormerPassword.objects.create(owner_id=person.owner_id, person=person, password=person.password, happened_at=now)
    kept = FormerPassword.objects.filter(person=person)[: _former(rules)].values_list("pk", flat=True)
    FormerPassword.objects.filter(person=person).exclude(pk__in=list(kept)).delete()


def _was_used(password: str, person: Person, rules: SecurityRules) -> bool:
    hashes = FormerPassword.objects.filter(person=person)[: _former(rules)].values_list("password", flat=True)
    return any(check_password(password, each) for each in hashes)


def _former(rules: SecurityRules) -> int:
    """How many passwords before the present one are remembered."""
    return max(rules.passwords_remembered - 1, 0)


def one_time_password() -> str:
    """A password for one use, 12 characters of three kinds in groups of four."""
    while True:
        text = "-".join("".join(secrets.choice("".join(_ALPHABETS)) for _unused in range(4)) for _unused in range(3))
        if all(set(text) & set(alphabet) for alphabet in _ALPHABETS):
            return text


def _kinds(password: str) -> int:
    return sum(
        (
            any(sign.isascii() and sign.isupper() for sign in password),
            any(sign.isascii() and sign.islower() for sign in password),
            any(sign.isdigit() for sign in password),
            any(not sign.isalnum() or not sign.isascii() for sign in password),
        )
    )


def _holds_name(password: str, person: Person) -> bool:
    said = password.lower()
    pinyin = "".join(lazy_pinyin(person.name)).lower()
    return any(len(name) >= 3 and name in said for name in (person.username.lower(), pinyin, person.name))
