"""Scoring profiles (评分口径) built from ``tree/scoring``: the thin bridge from YAML to ``jixiao.rules.scoring``."""

from __future__ import annotations

from datetime import date

from jixiao.parameters.loader import ParameterError, load_tree, parameter
from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.scoring import ProfileRule, ScoringProfile
from jixiao.rules.scoring.profile import OPTIONAL_PARTS, REQUIRED_PARTS

_PROFILES = "scoring.profiles."


def profile_ids() -> tuple[str, ...]:
    """Every profile of the tree, in order of their names: ``mof_2020_10``, ``mof_2021_101``, …."""
    return tuple(sorted(name.removeprefix(_PROFILES) for name in load_tree() if name.startswith(_PROFILES)))


def scoring_profile(profile_id: str, day: date) -> ScoringProfile:
    """The profile with every rule as it is in force on ``day``.

    Raises :class:`~jixiao.rules.regulations.NoRuleInForce` when the profile or one of its rules is not in force then,
    and :class:`ParameterError` for an unknown profile or one that names a part it may not have.
    """
    named = parameter(_PROFILES + profile_id)
    value = named.on(day)
    parts = {part: name for part, name in value.value.items() if part != "reverse_elsewhere"}
    if not set(REQUIRED_PARTS) <= parts.keys() <= {*REQUIRED_PARTS, *OPTIONAL_PARTS}:
        raise ParameterError(f"口径 {profile_id} 的组成部分不对：{sorted(parts)}")
    rules = {part: ProfileRule(name, parameter(f"scoring.{name}").on(day)) for part, name in parts.items()}
    return ScoringProfile(
        id=profile_id,
        title=named.title,
        value=value,
        day=day,
        reverse_elsewhere=value.value.get("reverse_elsewhere", ""),
        **rules,
    )


def national_profiles(day: date) -> tuple[ScoringProfile, ...]:
    """The ministry's profiles in force on ``day``: none before 2020-02-25, 10号 from then, 101号 from 2021-08-18."""
    found = []
    for profile_id in profile_ids():
        try:
            profile = scoring_profile(profile_id, day)
        except NoRuleInForce:
            continue
        if profile.value.origin == "national":
            found.append(profile)
    return tuple(found)


def self_evaluation_day(year: int) -> date:
    """The day whose rules judge the self-evaluation of ``year``: in the next year, with the final accounts."""
    value = parameter("scoring.self_evaluation_day").on(date(year, 12, 31)).value
    return date(year + 1, int(value["month"]), int(value["day"]))
