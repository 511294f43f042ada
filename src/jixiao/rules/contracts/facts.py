"""A contract and its papers as plain values, as the rules look at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; an open end lasts."""

    first: date
    last: date | None = None

    def covers(self, first: date, last: date) -> bool:
        """Whether every day of the other period lies in it."""
        return self.first <= first and (self.last is None or last <= self.last)


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """A milestone (履行阶段)."""

    number: str
    amount_yuan: Decimal | None
    reached_on: date | None = None
    paid_on: date | None = None
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A change (合同变更); without an effective day it changes nothing yet."""

    number: str
    amount_change_yuan: Decimal | None
    effective_on: date | None


@dataclass(frozen=True, slots=True)
class AcceptanceFacts:
    """An acceptance (验收). ``milestone`` is the number of the one it accepts, empty for the whole contract."""

    number: str
    milestone: str
    passed_on: date | None  # concluded as passed, or put right after a conditional conclusion


@dataclass(frozen=True, slots=True)
class SupervisionFacts:
    """A supervision (监理)."""

    supervisor_name: str
    appointed_on: date | None
    work_started_on: date


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract with what is known of it and of its supplier.

    ``qualifications`` are the supplier's certificates by kind, ``sanctions`` the periods in which it was barred.
    """

    number: str
    supplier_name: str
    amount_yuan: Decimal
    starts_on: date
    ends_on: date
    awarded_on: date | None = None
    signed_on: date | None = None
    milestones: tuple[MilestoneFacts, ...] = ()
    changes: tuple[ChangeFacts, ...] = ()
    acceptances: tuple[AcceptanceFacts, ...] = ()
    supervisions: tuple[SupervisionFacts, ...] = ()
    required: tuple[str, ...] = ()
    qualifications: tuple[tuple[str, Period], ...] = ()
    sanctions: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a contract is worth, and how much of it its milestones name; all in 元."""

    contract_yuan: Decimal
    changes_yuan: Decimal
    milestones_yuan: Decimal
    #: milestones whose amount nobody wrote.
    without_amount: int

    @property
    def due_yuan(self) -> Decimal:
        """The contract amount with the changes that are in effect."""
        return self.contract_yuan + self.changes_yuan


def amounts_of(contract: ContractFacts) -> Amounts:
    """The sums of a contract: changes count once they are in effect."""
    changes = (each.amount_change_yuan for each in contract.changes if each.effective_on is not None)
    milestones = [each.amount_yuan for each in contract.milestones]
    return Amounts(
        contract.amount_yuan,
        sum(filter(None, changes), Decimal(0)),
        sum(filter(None, milestones), Decimal(0)),
        milestones.count(None),
    )
