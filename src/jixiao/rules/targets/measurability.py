"""Whether a target can be measured as it stands, and if not, what it lacks."""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.rules.targets.folding import fold
from jixiao.rules.targets.words import GRADES, alternatives
from jixiao.rules.values import ParsedTarget, TargetValue


class Measurability(NamedTuple):
    """The verdict and the reason, a Chinese sentence for people."""

    measurable: bool
    reason: str


#: What a wording lacks, in the order in which the reasons are tried.
_LACKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^[\s\-—/.。,，]*$"), "没有写目标值"),
    (re.compile(r"\d:\d"), "写的是比例关系或钟点，没有写成可直接比较的一个数值"),
    (re.compile(r"预算|批复|控制数"), "以预算数为限，但没有写明预算数是多少"),
    (re.compile(r"应.尽.|全覆盖|全面覆盖|全部"), "没有写明应完成的总数，无法计算完成的比例"),
    (re.compile(r"^(?:是|否|有|无|达标|完成|已完成)$"), "只回答是或否，没有写明凭什么判定"),
    (re.compile(rf"^(?:{alternatives(GRADES)}|达标)$"), "只写了等级，没有写明由谁按什么标准评定"),
    (re.compile(r"[A-Za-z一二三四五ⅠⅡⅢ]+[级类等]"), "只写了级别，没有写明依据的标准和评定单位"),
    (re.compile(r"^无|不发生|未发生|杜绝"), "没有写成数值，可写为“0起”"),
    (re.compile(r"及时|按时|按期|准时|如期|进度|节点"), "没有写明时限，无法判定是否及时"),
    (re.compile(r"长期|长远|持续|逐年|不断|逐步|稳步|可持续"), "只写了趋势，没有写明期限和幅度"),
    (
        re.compile(r"提[高升]|改善|增[强加]|促进|优化|完善|减[少轻]|降低|下降|推动|加强|显著|明显|有效|有所"),
        "只写了变化，没有写明基数和幅度",
    ),
    (re.compile(r"合同|协议|文件|规定|标准|要求|制度|办法|据实|按需|相关"), "只指向别的文件，没有写明其中的数值或条件"),
)
_WORDS_ONLY = "只有定性描述，没有数值、单位或期限"
_TOO_LONG = "文字过长，没有读作目标值；请只写数值、单位和期限"
#: The reasons that hold none of the author's words.
REASONS = (*(reason for _, reason in _LACKS), _WORDS_ONLY, _TOO_LONG)
#: More text than this was not read as a value.
_ESSAY = 1000


def measurability(parsed: ParsedTarget) -> Measurability:
    """Whether every statement of the target can be measured; the reason names the first that cannot."""
    weak: str | None = None
    for value in parsed.values:
        if value.op == "qualitative":
            verdict = _of_words(value)
            if not verdict.measurable:
                return verdict
            weak = weak or verdict.reason
        elif value.approx:
            weak = weak or "有数值，但“左右”“约”没有确切界限，建议写明允许的偏差"
        elif value.relative_to is not None or value.direction is not None:
            weak = weak or "有变化幅度，核算时需要基期数值"
        elif value.unit is None:
            weak = weak or "有数值，但没有写明计量单位"
    return Measurability(True, weak or "有数值、有单位，可以直接核算")


def _of_words(value: TargetValue) -> Measurability:
    text = value.text or ""
    if value.grade_min is not None:
        return Measurability(True, f"以等级衡量，最低为“{value.grade_min}”；需有评定单位的书面结果")
    if value.implies is not None:
        return Measurability(True, "“全覆盖”可按100%核算，建议直接写明比例")
    if len(text) > _ESSAY:
        return Measurability(False, _TOO_LONG)
    if value.relative_to is not None:
        return Measurability(False, f"与“{value.relative_to}”比较，但没有写明基期数值或变化幅度")
    if value.period is not None:
        return Measurability(False, f"写了周期（每{value.period}），没有写明次数或数额")
    folded = fold(text)
    for pattern, reason in _LACKS:
        if pattern.search(folded):
            return Measurability(False, reason)
    return Measurability(False, _WORDS_ONLY)
