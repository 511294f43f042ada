"""Help: what waits where, what the signs mean, keys, and the glossary. Open to everybody; it shows no record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from jixiao.foundation.people.middleware import open_to_nobody
from jixiao.foundation.people.roles import RULES, Role
from jixiao.foundation.web.glossary import terms
from jixiao.foundation.web.marks import SEVERITIES, VERDICTS

#: What each verdict says, in one sentence.
_VERDICT_MEANINGS = {
    "met": gettext_noop("实际值达到或好于目标。"),
    "partly": gettext_noop("经核查或评判，只做到一部分。"),
    "not_met": gettext_noop("没有达到目标。"),
    "not_due": gettext_noop("期限未到，也还没有达到。"),
    "not_proven": gettext_noop("数量太少或区间太宽，现有数据不能断定。"),
    "not_reported": gettext_noop("没有报告实际值；不等于零。"),
    "not_applicable": gettext_noop("分母为零等有原因的情形，不参与判定。"),
    "cannot_tell": gettext_noop("目标或实际值的写法无法比较。"),
}
_ROLE_DUTIES = (
    (Role.DRAFTER, gettext_noop("编制绩效目标表，申报、按意见修改、申请变更。")),
    (Role.DEPARTMENT_REVIEWER, gettext_noop("审核本部门所属单位申报的目标，提出意见或退回。")),
    (Role.FINANCE_REVIEWER, gettext_noop("按 4 个方面 16 项内容审核，定出优、良、中、差，写明理由。")),
    (Role.APPROVER, gettext_noop("批复审核通过的版本；批复后不能再改，只能变更。")),
    (Role.READER, gettext_noop("查阅本部门范围内的内容，不能改动。")),
    (Role.AUDITOR, gettext_noop("查阅业务内容和操作记录，不能改动。")),
    (Role.SYSTEM_ADMINISTRATOR, gettext_noop("开立、停用账号，维护单位；看不到业务内容。")),
    (Role.SECURITY_ADMINISTRATOR, gettext_noop("授予、终止角色；看不到业务内容，不能给自己授权。")),
    (Role.AUDIT_ADMINISTRATOR, gettext_noop("查看和验证全部操作记录；不能改动任何内容。")),
)
_KEYS = (
    ("/", gettext_noop("到搜索框")),
    ("g 1 … g 9", gettext_noop("打开左侧第 1 至第 9 项")),
    ("j k", gettext_noop("在列表中向下、向上")),
    ("Enter", gettext_noop("打开所在的一行")),
    ("Tab", gettext_noop("到下一个可操作的地方")),
    ("Esc", gettext_noop("离开输入框")),
    ("?", gettext_noop("打开这一节")),
)


@open_to_nobody
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """The one page of help."""
    context = {
        "terms": terms(),
        "verdicts": [(name, _VERDICT_MEANINGS[name]) for name in VERDICTS],
        "severities": list(SEVERITIES),
        "duties": [(RULES[role].name, duty) for role, duty in _ROLE_DUTIES],
        "keys": _KEYS,
    }
    return render(request, "web/help.html", context)
