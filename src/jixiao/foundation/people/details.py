"""What an account says about its person, and what may be wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from stdnum.cn import ric
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NumberError

USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,63}\Z")
_MOBILE = re.compile(r"1[3-9]\d{9}\Z")


@dataclass(frozen=True, slots=True)
class Details:
    """As typed on a page or read from a row. In a change, an empty personal number leaves the present one."""

    username: str
    name: str
    mobile: str = ""
    identity_number: str = ""
    email: str = ""


def faults_of(details: Details) -> dict[str, str]:
    """What is wrong, by field, in words."""
    found = {
        "username": _username_fault(details.username),
        "name": "" if details.name.strip() else _("请填写姓名。"),
        "mobile": _mobile_fault(details.mobile),
        "identity_number": _identity_number_fault(details.identity_number),
        "email": _email_fault(details.email),
    }
    return {field: fault for field, fault in found.items() if fault}


def _username_fault(username: str) -> str:
    if USERNAME.match(username):
        return ""
    return _("用户名以小写字母开头，2 至 64 个字符，只用小写字母、数字、点、横线和下划线。")


def _mobile_fault(mobile: str) -> str:
    return "" if not mobile or _MOBILE.match(mobile) else _("手机号应为 1 开头的 11 位数字。")


def _identity_number_fault(number: str) -> str:
    if not number:
        return ""
    try:
        ric.validate(number)
    except InvalidChecksum:
        return _("居民身份证号的校验位不符，请核对每一位。")
    except NumberError:
        return _("居民身份证号应为 18 位，地区和出生日期应真实存在。")
    return ""


def _email_fault(email: str) -> str:
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        return _("邮箱地址不完整，应如 name@example.gov.cn。")
    return ""
