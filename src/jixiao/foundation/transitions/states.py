"""A table of states and the verbs that lead from one to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class Refused(Exception):
    """An action that may not be done now, by this person, or with these words. ``code`` is stable."""

    def __init__(self, code: str, message: str, *, status: int = 409) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status  # what a page answers: 403 not yours to do, 409 not now, 422 not so


@dataclass(frozen=True, slots=True)
class State:
    """One state: its name in the database, its word on pages, its shape."""

    name: str
    word: str
    shape: str = "○"


@dataclass(frozen=True, slots=True)
class Transition:
    """One verb."""

    verb: str
    word: str
    sources: frozenset[str]
    target: str
    needs_reason: bool = False


class StateTable:
    """The states of one kind of thing."""

    def __init__(self, subject: str, states: Iterable[State], transitions: Iterable[Transition]) -> None:
        self.subject = subject
        self.states = {state.name: state for state in states}
        self.transitions = {transition.verb: transition for transition in transitions}
        for transition in self.transitions.values():
            unknown = ({transition.target} | transition.sources) - self.states.keys()
            if unknown:
                raise ValueError(f"{transition.verb} names unknown states {unknown}")

    def word(self, state: str) -> str:
        """The state's word on pages."""
        return self.states[state].word

    def after(self, state: str, verb: str, reason: str = "") -> str:
        """The state after the verb. Raises :class:`Refused` for an illegal pair or a missing reason."""
        transition = self.transitions[verb]
        if state not in transition.sources:
            allowed = "、".join(self.word(source) for source in self.states if source in transition.sources)
            raise Refused(
                "state.not_now",
                f"“{self.word(state)}”时不能{transition.word}；只有“{allowed}”时可以。",
            )
        if transition.needs_reason and not reason.strip():
            raise Refused("state.reason_missing", f"{transition.word}必须写明理由。", status=422)
        return transition.target

    def verbs_from(self, state: str) -> list[Transition]:
        """What may be done in a state, in the order of the table."""
        return [transition for transition in self.transitions.values() if state in transition.sources]

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2"]
        lines += [f"    {state.name}: {state.word}" for state in self.states.values()]
        for transition in self.transitions.values():
            order = [name for name in self.states if name in transition.sources]
            lines += [f"    {source} --> {transition.target}: {transition.word}" for source in order]
        return "\n".join(lines)
