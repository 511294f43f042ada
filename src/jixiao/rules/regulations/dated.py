"""Values that hold from a day on, each with the law it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

#: How well a citation is known: the marks of docs/parameters.md.
#: ``T`` text read · ``L`` one province's text read · ``F`` filled form seen · ``S`` snippet or secondary page ·
#: ``V`` vendor schema · ``B`` background knowledge · ``I`` our inference · ``seed`` the seven forms.
Evidence = Literal["T", "L", "F", "S", "V", "B", "I", "seed"]

#: Who stands behind a value: national law, one place's rule, or this project (nobody could verify it).
Origin = Literal["national", "local", "ours"]


class NoRuleInForce(LookupError):
    """No value of a parameter is in force on a day. Never answered by a default."""

    def __init__(self, parameter: str, day: date) -> None:
        super().__init__(f"{day.isoformat()} 没有有效的规则：{parameter}")
        self.parameter = parameter
        self.day = day


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a value stands: document with number, article or section, evidence mark."""

    document: str
    article: str
    evidence: Evidence

    def __str__(self) -> str:
        return f"{self.document} {self.article}".strip()


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value from ``effective`` on (until ``expires``, exclusive, where known)."""

    effective: date
    value: Any  # Decimal, str, bool, or lists and mappings of these; never float
    citation: Citation
    origin: Origin
    checked_on: date
    expires: date | None = None
    where: str = ""  # the place a local rule holds, e.g. 郑州市


@dataclass(frozen=True, slots=True)
class DatedParameter:
    """A named parameter: its unit and its values in order of their effective day."""

    id: str
    title: str
    unit: str
    values: tuple[DatedValue, ...]

    def on(self, day: date) -> DatedValue:
        """The value in force on ``day``.

        Raises :class:`NoRuleInForce` when none is.
        """
        for dated in reversed(self.values):
            if dated.effective <= day:
                if dated.expires is not None and day >= dated.expires:
                    break
                return dated
        raise NoRuleInForce(self.id, day)
