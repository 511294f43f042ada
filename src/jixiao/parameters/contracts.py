"""What the law allows of contracts, from ``tree/contracts``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jixiao.parameters.loader import parameter
from jixiao.rules.contracts import Limits
from jixiao.rules.regulations import NoRuleInForce


def limits_on(day: date) -> Limits:
    """The limits in force on a day; where no rule is in force there is no limit and no finding."""
    try:
        signing = parameter("contracts.signing_days").on(day)
        supplement = parameter("contracts.supplement_share").on(day)
    except NoRuleInForce:
        return Limits()
    return Limits(int(signing.value), str(signing.citation), Decimal(supplement.value), str(supplement.citation))


def acceptance_members_min(day: date) -> int:
    """How many members the panel of an acceptance has at least."""
    try:
        return int(parameter("contracts.acceptance_members").on(day).value)
    except NoRuleInForce:
        return 0


def required_clauses(day: date) -> tuple[str, ...]:
    """The kinds of clauses that every contract has."""
    return tuple(parameter("contracts.required_clauses").on(day).value)
