"""The words that judging rests on, as a value: built from data outside the rules, handed in by the caller."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.rules.judgement.verdicts import Direction


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """Words by which an actual value claims something without a number. Every tuple is one meaning."""

    blank: tuple[str, ...] = ()  # "/", "—", 未填报: nothing was reported
    not_applicable: tuple[str, ...] = ()  # 不涉及, 无此项
    none: tuple[str, ...] = ()  # 无, 未发生: none of it happened
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    attained: tuple[str, ...] = ()  # 达成预期指标, 达标: speaks of the target itself
    completed: tuple[str, ...] = ()  # 已完成, 落实到位: speaks of the work, not of the value
    on_time: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    nearly: tuple[str, ...] = ()  # 基本: most, but not all
    under_way: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()  # 未, 没有: before a word of attaining or completing
    not_denials: tuple[str, ...] = ()  # 不断, 未成年: begin like a denial and are none
    not_done: tuple[str, ...] = ()  # 取消, 流标: nothing was done, without a negation
    begun: tuple[str, ...] = ()  # 开展, 实施, 启动: with a negation, nothing was done


@dataclass(frozen=True, slots=True)
class QualityWords:
    """Words by which a target without a number and its actual value are compared."""

    fillers: tuple[str, ...] = ()  # 了, 得到, 进行: carry no meaning of their own here
    degrees: tuple[tuple[str, ...], ...] = ()  # from weakest to strongest
    similar: tuple[tuple[str, ...], ...] = ()  # groups of words that say the same result
    opposed: tuple[tuple[str, ...], ...] = ()  # pairs of groups, named by their first words
    #: the share of a long target's neighbouring characters that an actual must repeat; None: not decided
    enough_in_common: Decimal | None = None
    all_of_them: tuple[str, ...] = ()  # 全覆盖, 应保尽保: words that promise the whole
    ladders: tuple[tuple[tuple[str, ...], ...], ...] = ()  # grades, best first; words of one step together
    soft_ladders: tuple[tuple[tuple[str, ...], ...], ...] = ()  # the same in everyday words: one step below is partly
    #: scales printed in place of a target: first how the scale is printed, then its steps, best first
    scales: tuple[tuple[tuple[str, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class DirectionLexicon:
    """What tells from an indicator's name which way is better, and how actual values are worded.

    ``heads`` are words with a direction of their own (None: known to have none); ``harms`` are things one wants fewer
    of, ``remedies`` what one does about them, ``goods`` what one
    wants, ``measures`` the words that turn each of these into a number (率, 次数).
    """

    heads: tuple[tuple[str, Direction | None], ...] = ()
    undecided: tuple[str, ...] = ()  # 金额, 时间: the level-2 heading decides
    harms: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    reducers: tuple[str, ...] = ()
    savers: tuple[str, ...] = ()
    categories: tuple[tuple[str, str, Direction], ...] = ()  # level-2 word, kind of unit or "", direction
    money_names: tuple[str, ...] = ()  # 成本, 负债: names whose ratio may be low or high and still want less
    signed_names: tuple[str, ...] = ()  # 变动率: names whose value is below zero when the thing falls
    completion: tuple[str, ...] = ()  # 完成, 落实: words that make a ratio beside them a degree of completion
    completion_names: tuple[str, ...] = ()  # 完成率, 进度: names whose ratio is one anyway
    planned: tuple[str, ...] = ()  # words before a number that is not the actual: 计划, 目标, 上年
    differences: tuple[str, ...] = ()  # words before a number that is only a difference: 节约, 结余
    totals: tuple[str, ...] = ()  # words before the number that is: 实际, 共计
    of_which: tuple[str, ...] = ()  # 其中: numbers after it are parts of one before
    claims: ClaimWords = field(default_factory=ClaimWords)
    quality: QualityWords = field(default_factory=QualityWords)
    #: how far "约200家" may be missed, as a ratio of the target; None: not decided.
    approximate_tolerance: Decimal | None = None
