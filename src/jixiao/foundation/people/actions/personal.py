"""Personal numbers in full: for the security administrator alone, for a reason, and remembered."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.foundation.identity import acting_as
from jixiao.foundation.people.authority import locked_person, require, with_reason
from jixiao.foundation.people.events import note, on_the_word_of
from jixiao.foundation.people.models import Person
from jixiao.foundation.people.roles import Role


@dataclass(frozen=True, slots=True)
class PersonalNumbers:
    """What pages and exports otherwise show masked."""

    mobile: str
    identity_number: str


def reveal(by: Person, person_id: int, reason: str) -> PersonalNumbers:
    """The numbers; who read them and why stands in the history before they are shown."""
    with acting_as(on_the_word_of(by, "personal-numbers")):
        require(by, Role.SECURITY_ADMINISTRATOR)
        why, person = with_reason(reason), locked_person(person_id)
        note("personal.read", person, reason=why, fields=["mobile", "identity_number"])
        return PersonalNumbers(person.mobile, person.identity_number)
