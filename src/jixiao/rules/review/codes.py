"""Codes and options (代码、选项): 是/否, 项目类别, 绩效类型, 统一社会信用代码, 项目代码."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.rules.findings import Finding, Severity
from jixiao.rules.forms import Form
from jixiao.rules.review.names import form_place
from jixiao.rules.review.parameters import ReviewParameters

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_PROJECT_CODE_LENGTH = 21
_PROJECT_CODE_LABEL = re.compile(r"项目(?:编码|代码|编号)")
_FORMAT = "绩效目标审核要点“规范完整性”：格式规范"


def check_codes(form: Form, parameters: ReviewParameters) -> list[Finding]:
    """Options and codes that cannot be right."""
    return [*_yes_or_no(form, parameters), *_options(form, parameters), *_fields(form)]


def credit_code_valid(code: str) -> bool:
    """Whether a 统一社会信用代码 has 18 characters and the right check character (GB 32100—2015)."""
    if len(code) != 18 or any(character not in _CREDIT_ALPHABET for character in code):
        return False
    weighted = zip(code, _CREDIT_WEIGHTS, strict=False)
    total = sum(_CREDIT_ALPHABET.index(character) * weight for character, weight in weighted)
    return _CREDIT_ALPHABET[(31 - total % 31) % 31] == code[17]


def _yes_or_no(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    answer = (form.gov_purchase_service or "").strip()
    if answer and answer not in (*parameters.words.yes_words, *parameters.words.no_words):
        message = f"“是否含有政府购买服务”写作“{answer}”，既不是“是”也不是“否”。"
        yield _finding("code.yes_or_no", "error", form, "是否含有政府购买服务", message, _FORMAT, "请填“是”或“否”。")


def _options(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    if not form.layout.startswith("shanghai"):
        return
    for field, title in (("category", "项目类别"), ("performance_type", "绩效类型")):
        value = (getattr(form, field) or "").strip()
        known = parameters.options[field]
        if value and value not in known:
            message = f"“{title}”填“{value}”，不在已见过的选项之内（{'、'.join(known[:5])}等）。"
            fix = "请核对选项；清单来自已公开的表，未必齐全。"
            basis = str(parameters.options_citation)
            yield _finding("code.option_unknown", "note", form, title, message, basis, fix)


def _fields(form: Form) -> Iterator[Finding]:
    for label, value in form.fields.items():
        code = re.sub(r"\s+", "", value)
        if not code:
            continue
        if "信用代码" in label and not credit_code_valid(code.upper()):
            message = f"“{label}”{code}位数或校验位不对。"
            basis = "GB 32100—2015《法人和其他组织统一社会信用代码编码规则》"
            yield _finding("code.credit_code", "error", form, label, message, basis, "请对照登记证书核对。")
        elif _PROJECT_CODE_LABEL.search(label) and code.isascii() and len(code) != _PROJECT_CODE_LENGTH:
            message = f"“{label}”{code}为{len(code)}位；预算管理一体化系统的项目代码一般为{_PROJECT_CODE_LENGTH}位。"
            basis = "预算管理一体化系统数据库字段（未见规范原文）"
            yield _finding("code.project_code", "note", form, label, message, basis, "请与项目库核对。")


def _finding(code: str, severity: Severity, form: Form, field: str, message: str, basis: str, fix: str) -> Finding:
    return Finding(code, severity, f"{form_place(form)} {field}", message, basis, fix)
