"""Status is a shape and a word, readable in grey. Colour only repeats what the shape says."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.foundation.transitions import State, StateTable
from jixiao.rules.judgement.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape, a word, and the tone of ink it is set in."""

    shape: str
    word: str
    tone: str


_VERDICTS = {
    Verdict.MET: ("●", "good"),
    Verdict.PARTLY: ("▲", "warning"),
    Verdict.NOT_MET: ("■", "bad"),
    Verdict.NOT_DUE: ("◔", "waiting"),
    Verdict.NOT_PROVEN: ("◇", "waiting"),
    Verdict.NOT_REPORTED: ("○", "quiet"),
    Verdict.NOT_APPLICABLE: ("–", "quiet"),
    Verdict.CANNOT_TELL: ("?", "quiet"),
}
VERDICTS = {verdict.value: Mark(shape, verdict.word, tone) for verdict, (shape, tone) in _VERDICTS.items()}

#: What a finding asks of its reader.
SEVERITIES = {
    "error": Mark("■", "必须改正", "bad"),
    "warning": Mark("▲", "可能有误", "warning"),
    "review": Mark("◇", "请人判断", "waiting"),
    "note": Mark("○", "供参考", "quiet"),
}

_TONES = {"●": "good", "▲": "warning", "■": "bad", "◔": "waiting", "◑": "waiting", "◕": "waiting", "◇": "waiting"}


def mark_of(what: str | State, table: StateTable | None = None) -> Mark:
    """The mark of a verdict, a severity, or a state of a table."""
    if table is not None and isinstance(what, str):
        what = table.states[what]
    if isinstance(what, State):
        return Mark(what.shape, what.word, _TONES.get(what.shape, "quiet"))
    found = VERDICTS.get(what) or SEVERITIES.get(what)
    if found is None:
        raise ValueError(f"{what!r} is neither a verdict nor a severity, and no state table was given")
    return found
