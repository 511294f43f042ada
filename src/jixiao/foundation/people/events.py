"""Acts of and on people that the history remembers beyond changed rows: sign-ins, refusals, reads of numbers."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from jixiao.foundation.identity import Identity
from jixiao.foundation.people.models import Person


def note(event: str, about: Person | None, **details: Any) -> None:
    """One event about a person, under the identity of the running transaction. Details never hold secrets."""
    _write(event, "" if about is None else str(about.pk), None if about is None else about.owner_id, details)


def note_of(by: Person, event: str, organisation_id: int, **details: Any) -> None:
    """One event about an organisation."""
    _write(event, str(organisation_id), organisation_id, {"by": by.username} | details)


def _write(event: str, about: str, owner_id: int | None, details: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT history.note(%s, %s, %s, %s::jsonb)",
            [event, about, owner_id, json.dumps(details, ensure_ascii=False, default=str)],
        )


def on_the_word_of(person: Person, purpose: str) -> Identity:
    """A system actor at work for a person whose right to it was checked: the history names both."""
    return Identity(actor=f"system:{purpose}", person=person.pk, everything=True)
