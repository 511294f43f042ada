"""Targets without a number (定性目标) against what the actual says in words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from jixiao.rules.judgement.actuals import ActualValue, Quantity, parse_actual
from jixiao.rules.judgement.case import Case, way_of
from jixiao.rules.judgement.claims import Claim, claim_of
from jixiao.rules.judgement.folding import bare, mark_free
from jixiao.rules.judgement.lexicon import DirectionLexicon, QualityWords
from jixiao.rules.judgement.matching import is_completion, overlap
from jixiao.rules.judgement.numbers import judge_quantity
from jixiao.rules.judgement.verdicts import Flag, Judgement, Verdict
from jixiao.rules.targets.words import alternatives
from jixiao.rules.values import TargetValue

#: A number with its unit and what it is an average of: 人均1200元.
_AMOUNT = re.compile(r"(?:人均|户均|亩均|年均)?[\d.]+[^，,;；。、\d]{0,3}")
#: 较上年下降: what is compared with is no degree, as 较 alone would be.
_BASE = re.compile(
    r"(?:较|比|与|同|和)?(?:上一?年度?|去年|往年|前一?年|以前|以往|之前|同期|20\d\d年)(?:同期|度)?(?:相比)?"
)
_NOT = re.compile(
    r"(?:不够|不太|不(?![断仅但懈同止惜可只])|未能|未|没有|没|无法|缺乏|欠缺|有待|亟待|难以)[^，,;；。]{0,3}$"
)


def judge_words(target: str, actual: str, *, lexicon: DirectionLexicon) -> Judgement:
    """A qualitative target against an actual in words; the first comparison that can decide does."""
    claim = claim_of(actual, lexicon.claims)
    for compare in (
        _same_words,
        _scale,
        _grades,
        _absence,
        _kept_from,
        _yes_and_no,
        _denied,
        _weakened,
        _contained,
        _under_way,
        _similar_words,
        _mostly_the_same,
        _claimed,
    ):
        judgement = compare(target, actual, claim, lexicon)
        if judgement is not None:
            return judgement
    return Judgement(
        Verdict.CANNOT_TELL,
        f"目标“{bare(target)}”没有数值，实际“{bare(actual)}”说的是另一回事，无法比较；请写明做到了什么程度。",
    )


def grade_step(word: str, ladder: tuple[tuple[str, ...], ...]) -> int | None:
    """The step of a ladder a wording stands on, 0 the best; the longest grade word in it counts."""
    found = [(len(grade), -step) for step, grades in enumerate(ladder) for grade in grades if grade.lower() == word]
    return -max(found)[1] if found else None


def _same_words(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    if mark_free(target) != mark_free(actual):
        return None
    return Judgement(
        Verdict.MET,
        f"实际照写了目标的用语“{bare(actual)}”，按自评认定达标，没有其他佐证。",
        flags=(Flag.SELF_ASSERTED,),
    )


def _grades(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    """优 > 良 > 中 > 差: a better grade than the one wanted meets it."""
    wanted, reached = _grade_word(target), _grade_word(actual)
    words = lexicon.quality
    for ladder in (*words.ladders, *words.soft_ladders):
        least, step = grade_step(wanted, ladder), _graded(reached, ladder)
        if least is None or step is None:
            continue
        if step <= least:
            return Judgement(Verdict.MET, f"实际等次“{bare(actual)}”不低于目标“{bare(target)}”。")
        if step == least + 1 and ladder in words.soft_ladders:
            return Judgement(Verdict.PARTLY, f"实际“{bare(actual)}”比目标“{bare(target)}”低一级。")
        return Judgement(Verdict.NOT_MET, f"实际等次“{bare(actual)}”低于目标“{bare(target)}”。")
    return None


def _scale(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    """优良中低差, 好坏: the form prints the scale and not the step wanted; its best is met, its worst is not."""
    printed = bare(target).removeprefix("定性").removesuffix("级")
    for scale in lexicon.quality.scales:
        step = _graded(_grade_word(actual), scale[1:]) if printed and printed in scale[0] else None
        if step is None:
            continue
        verdict = Verdict.MET if step == 0 else Verdict.NOT_MET if step == len(scale) - 2 else Verdict.PARTLY
        return Judgement(verdict, f"目标只列出等次“{printed}”，没有写明要达到哪一等，实际为“{bare(actual)}”。")
    return None


def _grade_word(text: str) -> str:
    said = bare(text)
    said = re.sub(
        r"(?:及|或|级|等次|等级)?(?:其)?以上(?:等次|水平)?$|等次$|等级$",
        lambda m: "级" if m[0][:1] == "级" else "",
        said,
    )
    return re.sub(r"^(?:定性|达到|达|评为|获评|考核|评定为|被评为|为|结果为?|考核结果为?)+", "", said)


def _graded(word: str, ladder: tuple[tuple[str, ...], ...]) -> int | None:
    exact = grade_step(word, ladder)
    if exact is not None:
        return exact
    ends = [(len(grade), step) for step, grades in enumerate(ladder) for grade in grades
            if len(grade) > 1 and word.endswith(grade.lower()) and not _NOT.search(word[: -len(grade)])]  # fmt: skip
    return max(ends)[1] if ends else None


def _absence(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    """无投诉, 不发生事故, 零违规 against 无, 未发生, 0起, 1起."""
    if claim_of(target, lexicon.claims) is not Claim.NONE and not re.match(
        r"不(?:发生|出现|突破|产生|存在|造成)", bare(target)
    ):
        return None
    counted = [quantity.value.value for quantity in parse_actual(actual).quantities if quantity.value.op == "="]
    happened = [number for number in counted if isinstance(number, Decimal) and number]
    if claim is Claim.NONE or (counted and not happened):
        return Judgement(
            Verdict.MET, f"目标要求“{bare(target)}”，实际为“{bare(actual)}”，没有发生。", flags=(Flag.SELF_ASSERTED,)
        )
    if happened and "%" not in bare(actual):
        return Judgement(Verdict.NOT_MET, f"目标要求“{bare(target)}”，实际有“{bare(actual)}”。")
    return None


#: 不降低, 不减少, 零增长: what must not change to one side.
_NO_CHANGE = re.compile(r"(?:.{0,6}[，,])?(?:同比|较上年|比上年)?(?:不|无|零)(?P<change>[^，,;；。不无零]{2})")
_LEVEL = re.compile("持平|不变|无变化|没有变化|稳定")


def _kept_from(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    """不减少 against 减少20亩, 未减少, 持平, 增加."""
    match = _NO_CHANGE.fullmatch(bare(target))
    groups = {word: group for group in lexicon.quality.similar for word in group}
    pairs = [pair for one, other in lexicon.quality.opposed for pair in ((one, other), (other, one))]
    if match is None or (group := groups.get(match["change"])) is None:
        return None
    said = bare(actual)
    opposites = [word for one, other in pairs if one == group[0] for word in groups[other]]
    if not opposites or bare(target) in said:
        return None
    denied = any(word in said for word in group) and not _affirmed(said, group)
    if not denied and _affirmed(said, group):
        return Judgement(Verdict.NOT_MET, f"目标为“{bare(target)}”，实际为“{said}”。")
    if denied or _LEVEL.search(said) or _affirmed(said, tuple(opposites)):
        return Judgement(Verdict.MET, f"目标为“{bare(target)}”，实际为“{said}”，没有{match['change']}。")
    return None


def _yes_and_no(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    wanted = {Claim.YES: True, Claim.NO: False}.get(claim_of(target, lexicon.claims) or Claim.BLANK)
    answered = {Claim.YES: True, Claim.NO: False, Claim.NONE: False}.get(claim or Claim.BLANK)
    if wanted is None or answered is None:
        return None
    if wanted is answered:
        return Judgement(
            Verdict.MET,
            f"目标为“{bare(target)}”，实际填“{bare(actual)}”，按自评认定达标。",
            flags=(Flag.SELF_ASSERTED,),
        )
    return Judgement(Verdict.NOT_MET, f"目标为“{bare(target)}”，实际填“{bare(actual)}”。")


def _denied(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    """The actual denies the target's own word, states its opposite, or says that nothing was done."""
    core, said = _core(target, lexicon.quality), _core(actual, lexicon.quality)
    at = said.find(core) if core else -1
    if at >= 0 and _NOT.search(said[:at]) and not _NOT.search(core):
        return Judgement(Verdict.NOT_MET, f"目标为“{bare(target)}”，实际为“{bare(actual)}”，正好相反。")
    if claim is Claim.NOT_DONE or claim is Claim.LATE or (claim is Claim.NO):
        return Judgement(Verdict.NOT_MET, f"目标为“{bare(target)}”，实际写明“{bare(actual)}”。")
    if _all_denied(bare(target), bare(actual), lexicon.quality):
        return Judgement(Verdict.NOT_MET, f"目标为“{bare(target)}”，实际“{bare(actual)}”否认做到了。")
    opposite = _opposite(core, said, lexicon.quality)
    if opposite:
        return Judgement(Verdict.NOT_MET, f"目标为“{bare(target)}”，实际“{bare(actual)}”说的是“{opposite}”，正好相反。")
    return None


def _all_denied(core: str, said: str, words: QualityWords) -> bool:
    """未完善, 有待提高: the wanted result is named and each time denied."""
    for group in words.similar:
        named = [match.start() for match in re.finditer(alternatives(group), said)]
        if named and any(word in core for word in group) and all(_NOT.search(said[:at]) for at in named):
            return not _NOT.search(core)
    return False


def _weakened(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    if claim not in (Claim.PARTLY, Claim.NEARLY) or claim_of(target, lexicon.claims) is claim:
        return None
    return Judgement(
        Verdict.PARTLY, f"目标为“{bare(target)}”，实际“{bare(actual)}”只说做到了一部分。", flags=(Flag.SELF_ASSERTED,)
    )


def _under_way(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    if claim is not Claim.UNDER_WAY:
        return None
    return Judgement(
        Verdict.PARTLY, f"目标为“{bare(target)}”，实际“{bare(actual)}”还在进行。", flags=(Flag.SELF_ASSERTED,)
    )


def _contained(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    """有效改善 in 人居环境有效改善; 提升 in 有效提升; also the other way round where enough is said."""
    core, said = _core(target, lexicon.quality), _core(actual, lexicon.quality)
    if not core or not said or not (core in said or (len(said) >= 2 and said in core)):
        return None
    if core not in said and _NOT.search(core[: core.find(said)]):
        return Judgement(Verdict.NOT_MET, f"目标为“{bare(target)}”，实际为“{bare(actual)}”，正好相反。")
    return _by_degree(target, actual, lexicon.quality, Flag.SELF_ASSERTED)


def _similar_words(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    """Another word for the same result: 提高 for 提升, 按期 for 及时; of the same thing, where both name one."""
    core, said = bare(target), bare(actual)
    for group in lexicon.quality.similar:
        if any(word in core for word in group) and _affirmed(said, group):
            thing, other = _rest(core, group, lexicon.quality), _rest(said, group, lexicon.quality)
            if len(thing) < 2 or len(other) < 2 or overlap(thing, other):
                return _by_degree(target, actual, lexicon.quality, Flag.WORDS_DIFFER)
    return None


def _mostly_the_same(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    """A long target said again in slightly other words."""
    core, said = _core(target, lexicon.quality), _core(actual, lexicon.quality)
    enough = lexicon.quality.enough_in_common
    if enough is None or len(core) < 6 or overlap(core, said) < enough * (len(core) - 1):
        return None
    return _by_degree(target, actual, lexicon.quality, Flag.WORDS_DIFFER)


def _rest(said: str, group: tuple[str, ...], words: QualityWords) -> str:
    """What a wording is about: without the result, its degree, and words that carry no meaning."""
    degrees = alternatives(word for step in words.degrees for word in step)
    said = _AMOUNT.sub("", re.sub(alternatives(group), "", said))
    return re.sub(degrees, "", _core(said, words)) if said else ""


def _claimed(target: str, actual: str, claim: Claim | None, lexicon: DirectionLexicon) -> Judgement | None:
    if claim in (Claim.ATTAINED, Claim.COMPLETED, Claim.ON_TIME, Claim.YES):
        return Judgement(
            Verdict.MET,
            f"实际称“{bare(actual)}”，目标“{bare(target)}”没有数值，按自评认定达标，没有其他佐证。",
            flags=(Flag.SELF_ASSERTED,),
        )
    return None


def _affirmed(said: str, group: tuple[str, ...]) -> bool:
    return any(not _NOT.search(said[: match.start()]) for match in re.finditer(alternatives(group), said))


def _by_degree(target: str, actual: str, words: QualityWords, flag: Flag) -> Judgement:
    wanted, reached = _degree(bare(target), words), _degree(bare(actual), words)
    if wanted is not None and reached is not None and reached < min(wanted, 2):
        return Judgement(Verdict.PARTLY, f"目标为“{bare(target)}”，实际“{bare(actual)}”程度较低。", flags=(flag,))
    return Judgement(Verdict.MET, f"实际“{bare(actual)}”与目标“{bare(target)}”相符，按自评认定达标。", flags=(flag,))


def _degree(text: str, words: QualityWords) -> int | None:
    text = _BASE.sub("", text)
    found = [step for step, group in enumerate(words.degrees) for word in group if word in text]
    return max(found) if found else None


@cache
def _fillers(words: QualityWords) -> re.Pattern[str]:
    return re.compile(alternatives(words.fillers))


def _core(text: str, words: QualityWords) -> str:
    """The words that carry the meaning."""
    said = mark_free(text)
    return _fillers(words).sub("", said) or said


def _opposite(core: str, said: str, words: QualityWords) -> str | None:
    """The opposite result the actual states of the same thing; None where it speaks of another thing as well."""
    groups = {group[0]: group for group in words.similar}
    said = _BASE.sub("", _AMOUNT.sub("", said))
    for one, other in words.opposed:
        for wanted, stated in ((groups[one], groups[other]), (groups[other], groups[one])):
            if not core.startswith(wanted) and not core.endswith(wanted):
                continue
            match = re.search(f"(?:{alternatives(stated)})$", said)
            if match is None or any(word in said for word in wanted):
                continue
            subject = re.sub(alternatives(word for step in words.degrees for word in step), "", said[: match.start()])
            if subject in core:
                return match[0]
    return None


def judge_qualitative(value: TargetValue, actual: ActualValue, case: Case) -> Judgement:
    """A target without a number: by the number behind its word if the actual has one, else by words."""
    text = value.text or case.target_text
    shares = [quantity for quantity in actual.quantities if quantity.value.unit == "ratio"]
    behind = _number_behind(value, text, case)
    if behind is not None and shares:
        return judge_quantity(behind, shares[0], way_of(behind, case), case)
    compared = judge_words(value.grade_min or text, actual.text, lexicon=case.lexicon)
    if shares and compared.verdict is Verdict.MET and _is_incomplete(shares[0], case):
        return _incomplete(text, actual)
    if compared.verdict is not Verdict.CANNOT_TELL or not shares:
        return compared
    share = shares[0].value
    if isinstance(share.value, Decimal) and share.op in ("=", ">=") and share.value >= 1:
        return Judgement(
            Verdict.MET,
            f"目标“{bare(text)}”没有数值，实际称“{bare(actual.text)}”，按自评认定达标。",
            flags=(Flag.COMPLETION_RATE, Flag.SELF_ASSERTED),
        )
    if is_completion(shares[0], case.lexicon):
        return _incomplete(text, actual)
    return compared


def _is_incomplete(quantity: Quantity, case: Case) -> bool:
    """完成80%: the work is done only so far."""
    share = quantity.value.value
    return is_completion(quantity, case.lexicon) and isinstance(share, Decimal) and share < 1


def _incomplete(text: str, actual: ActualValue) -> Judgement:
    return Judgement(
        Verdict.PARTLY, f"目标“{bare(text)}”，实际只完成“{bare(actual.text)}”。", flags=(Flag.COMPLETION_RATE,)
    )


def _number_behind(value: TargetValue, text: str, case: Case) -> TargetValue | None:
    """全覆盖 and 应保尽保 promise all: one, whatever is counted."""
    if value.implies is not None:
        return value.implies
    if any(word in bare(text) for word in case.lexicon.quality.all_of_them):
        return TargetValue(">=", Decimal(1), "ratio", text=text)
    return None
