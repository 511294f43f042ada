"""What an actual value claims in words: attained, completed, on time, partly, not at all, nothing reported."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache

from jixiao.rules.judgement.folding import bare
from jixiao.rules.judgement.lexicon import ClaimWords
from jixiao.rules.targets.words import alternatives


class Claim(Enum):
    """One meaning of an actual without a number. Attained speaks of the target, completed only of the work."""

    BLANK = auto()
    NOT_APPLICABLE = auto()
    NONE = auto()
    YES = auto()
    NO = auto()
    ATTAINED = auto()
    COMPLETED = auto()
    ON_TIME = auto()
    LATE = auto()
    PARTLY = auto()
    NEARLY = auto()
    UNDER_WAY = auto()
    NOT_DONE = auto()


#: "无投诉", "未发生安全事故": none of a thing; 无法 and 无线 are other words.
_NOTHING_OF = re.compile(
    r"^(?:(?:20\d\d年度?|本年度?|全年|年度?内|当年|目前|至今|项目实施期间?|实施期间|期间)[,，]?(?:内|均|都)?)?"
    r"(?:无|零|没有|从未|杜绝|未发生|未出现|未产生|未造成|未接到|未收到|未发现|不存在|没有发生|没有出现)"
    r"(?![法线障人形偿锡害])[^，,;；。]{0,24}$"
)


def claim_of(text: str, words: ClaimWords) -> Claim | None:
    """The claim an actual value makes, or None where it makes none that is known.

    Whole words come first (无, 是, /); then denials, since 未完成 holds 完成; then what weakens; then what affirms.
    """
    said = bare(text)
    whole = _whole(said, words)
    if whole is not None:
        return whole
    said = _plain(said, words)
    for claim, pattern in _patterns(words):
        if pattern.search(said):
            return claim
        if claim is Claim.NOT_APPLICABLE and _NOTHING_OF.match(said):
            return Claim.NONE
    return None


def denies(text: str, words: ClaimWords) -> bool:
    """True when the text says of the whole that it was not attained or not completed: 95%，未达标.

    Narrower than :attr:`Claim.NOT_DONE`: beside a number, 暂停 and 未举办 may speak of something else.
    """
    return bool(_denials(words).search(_plain(bare(text), words)))


@cache
def _denials(words: ClaimWords) -> re.Pattern[str]:
    if not words.negations or not words.attained:
        return re.compile(r"(?!)")
    done = alternatives((*words.attained, *words.completed))
    return re.compile(f"(?:{alternatives(words.negations)})(?:能|有)?(?:{done})")


def _whole(said: str, words: ClaimWords) -> Claim | None:
    if not said.strip("/\\-_=*.#|~") or said in words.blank:
        return Claim.BLANK
    if said in words.not_applicable:
        return Claim.NOT_APPLICABLE
    if said in words.attained:
        return Claim.ATTAINED  # 未超预算 looks like a denial
    if said in words.none:
        return Claim.NONE
    if said in words.yes:
        return Claim.YES
    return Claim.NO if said in words.no else None


def _plain(said: str, words: ClaimWords) -> str:
    """Without words that only look like denials (不断), and with 未逾期, 无延误 said as 按时."""
    kept = _no_denials(words).sub("", said)
    return _never_late(words).sub(words.on_time[0] if words.on_time else "", kept)


@cache
def _no_denials(words: ClaimWords) -> re.Pattern[str]:
    return re.compile(alternatives(words.not_denials) or r"(?!)")


@cache
def _never_late(words: ClaimWords) -> re.Pattern[str]:
    late = alternatives(word for word in words.late if not word.startswith(words.negations))
    return re.compile(f"(?:未|无|没有|不存在|未出现|未发生|没有出现)(?:{late})" if late else r"(?!)")


@cache
def _patterns(words: ClaimWords) -> tuple[tuple[Claim, re.Pattern[str]], ...]:
    """In order of precedence; a claim without words never matches."""
    done = alternatives((*words.attained, *words.completed, *words.begun, *words.on_time))
    denied = f"(?:{alternatives(words.negations)})[^，,;；。]{{0,4}}?(?:{done})|{alternatives(words.not_done)}"
    ordered = (
        (Claim.NOT_APPLICABLE, alternatives(word for word in words.not_applicable if len(word) > 2)),
        (Claim.LATE, alternatives(words.late)),
        (Claim.PARTLY, alternatives(words.partly)),
        (Claim.NOT_DONE, denied if words.negations and words.not_done else ""),
        (Claim.NEARLY, alternatives(words.nearly)),
        (Claim.UNDER_WAY, alternatives(words.under_way)),
        (Claim.ON_TIME, alternatives(words.on_time)),
        (Claim.ATTAINED, alternatives(words.attained)),
        (Claim.COMPLETED, alternatives(words.completed)),
    )
    return tuple((claim, re.compile(pattern)) for claim, pattern in ordered if pattern)
