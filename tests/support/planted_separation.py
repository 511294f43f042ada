"""Attempts to judge a form that one wrote, or at two stages, planted among rightful ones. No rule of jixiao is in here.

An attempt says who is given which further role or deputyship, who writes a line of the draft, how far the form goes by
the right people, who then judges it, and what that person ought to be told. The answer follows from what was planted,
not from any rule that is looked up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

DRAFTER = "李编制"
#: The stages in their order: the role, and who holds it in the small office.
STAGES = (("department_reviewer", "钱部门"), ("finance_reviewer", "王审核"), ("approver", "陈批复"))
#: People of the office who neither write nor judge until something is planted.
_OTHERS = ("冯审计", "褚查阅")
OWN, BEFORE, ALLOWED = "duty.own_form", "duty.judged_before", ""


@dataclass(frozen=True)
class Attempt:
    """One story; ``code`` is empty where the person may."""

    name: str
    stage: int  # of the attempt: that many stages are passed by their holders before
    by: str
    code: str
    #: (person, role): held at the bureau besides what the person holds.
    roles: tuple[tuple[str, str], ...] = ()
    #: (deputy, absent person, role of the absent person).
    deputies: tuple[tuple[str, str, str], ...] = ()
    wrote_a_line: tuple[str, ...] = ()


def planted(seed: int) -> list[Attempt]:
    """Every plant at every stage, in a random order, each with roles around it that have nothing to do with it."""
    chance = random.Random(seed)
    found = [attempt for stage in range(len(STAGES)) for attempt in _at(stage, chance)]
    chance.shuffle(found)
    return found


def _at(stage: int, chance: random.Random) -> Iterator[Attempt]:
    role, holder = STAGES[stage]
    stand_in = chance.choice(_OTHERS)
    beside = ((chance.choice(_OTHERS), "reader"),) if chance.random() < 0.5 else ()
    deputy_of_the_drafter = ((stand_in, DRAFTER, role),)
    yield Attempt("rightful", stage, holder, ALLOWED, roles=beside)
    yield Attempt("rightful deputy", stage, stand_in, ALLOWED, deputies=((stand_in, holder, role),))
    yield Attempt("drafter in another role", stage, DRAFTER, OWN, roles=((DRAFTER, role), *beside))
    yield Attempt("drafter as a deputy", stage, DRAFTER, OWN, deputies=((DRAFTER, holder, role),))
    yield Attempt("deputy of the drafter", stage, stand_in, OWN, ((DRAFTER, role),), deputy_of_the_drafter)
    yield Attempt("wrote one line", stage, holder, OWN, roles=beside, wrote_a_line=(holder,))
    writer_away = ((stand_in, holder, role),)
    yield Attempt("deputy of who wrote", stage, stand_in, OWN, deputies=writer_away, wrote_a_line=(holder,))
    other = next(name for name in _OTHERS if name != stand_in)
    yield Attempt("somebody else wrote", stage, holder, ALLOWED, wrote_a_line=(other,))
    for before in range(stage):
        judge = STAGES[before][1]
        yield Attempt("judged before", stage, judge, BEFORE, roles=((judge, role),))
        away = ((stand_in, judge, role),)
        yield Attempt("deputy of a former judge", stage, stand_in, BEFORE, ((judge, role),), away)
