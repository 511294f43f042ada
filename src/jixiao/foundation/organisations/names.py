"""Names that sort, and codes that check."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError


def sort_key(name: str) -> str:
    """Pinyin, because the database sorts by code point."""
    return "".join(lazy_pinyin(name)).lower()


def credit_code_fault(code: str) -> str:
    """What is wrong with a 统一社会信用代码, in words; empty when nothing is."""
    try:
        uscc.validate(code)
    except InvalidLength:
        return _("统一社会信用代码应为 18 位，这里是 %(n)d 位。") % {"n": len(code.strip())}
    except InvalidChecksum:
        return _("统一社会信用代码的校验位不符，请对照证书核对每一位。")
    except ValidationError:
        return _("统一社会信用代码只用数字和大写字母（不含 I、O、S、V、Z），前两位是登记部门和机构类别。")
    return ""


def tidy_credit_code(code: str) -> str | None:
    """The code as it is stored; None for none."""
    return uscc.compact(code) or None
