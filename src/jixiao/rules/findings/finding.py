"""One finding, the same shape for files, forms, scores and records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: ``error`` must be mended; ``warning`` is probably wrong; ``review`` is for a person to decide and says what to look
#: at; ``note`` is worth knowing.
Severity = Literal["error", "warning", "review", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Where, what, why, and what to do.

    ``code`` is stable, lower case, dotted by subject (``file.encrypted``, ``target.unit_missing``,
    ``score.total_differs``); ``place`` names file, page, cell or indicator; ``message``, ``basis`` (the rule it rests
    on, empty where it rests on none) and ``fix`` are Chinese sentences for people.
    """

    code: str
    severity: Severity
    place: str
    message: str
    basis: str = ""
    fix: str = ""

    def to_json(self) -> dict[str, str]:
        """The finding as the commands print it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "place": self.place,
            "message": self.message,
            "basis": self.basis,
            "fix": self.fix,
        }
