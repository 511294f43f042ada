"""Acts of and on people that the history remembers beyond changed rows: sign-ins, refusals, reads of numbers."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from jixiao.foundation.identity import Identity
from jixiao.foundation.people.models import Person


def note(event: str, about: Person | None, **details: Any) -> None:
    """One event of the history, under the identity of the running transaction. Details never hold secrets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT history.note(%s, %s, %s, %s::jsonb)",
            [
                event,
                "" if about is None else str(about.pk),
                None if about is None else about.owner_id,
                json.dumps(details, ensure_ascii=False, default=str),
            ],
        )


def on_the_word_of(person: Person, purpose: str) -> Identity:
    """A system actor at work for a person whose right to it was checked: the history names both."""
    return Identity(actor=f"system:{purpose}", person=person.pk, everything=True)
