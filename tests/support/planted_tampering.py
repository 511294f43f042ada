"""What a superuser might do behind the history, planted in a row picked at random. Imports nothing of jixiao.

The history that it is done to has one organisation, one entry and one sealed link of each number from 1.
"""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Tampering:
    """A statement, and what ought to be found: a code and part of the place."""

    sql: str
    code: str
    place: str


KINDS = (
    *("content", "actor and digest", "exchange", "entry gone", "link gone", "link dated otherwise"),
    *("row", "row gone", "row smuggled in"),
)


def tampering(kind: str, seed: int, numbers: int) -> Tampering:
    """One of the kinds at a random number of so many."""
    chance = random.Random(f"{kind} {seed}")
    one, other = sorted(chance.sample(range(1, numbers), 2))  # of two the first is named; nothing follows the last
    word = chance.choice("丁戊己庚辛")
    renamed = f'UPDATE history.entry SET after = after || \'{{"name": "{word}"}}\' WHERE id = {one}'
    exchanged = (
        "UPDATE history.entry mine SET after = theirs.after FROM history.entry theirs "
        f"WHERE (mine.id, theirs.id) IN (({one}, {other}), ({other}, {one}))"
    )
    smuggled = (
        "INSERT INTO public.organisation (name, kind, path, short_name, sort_key, active, happened_at, recorded_at)"
        f" VALUES ('{word}', 'division', '', '', 'x', true, now(), now())"
    )
    changed = ("audit.entry_changed", f"第{one}批")
    return {
        "content": Tampering(renamed, *changed),
        "actor and digest": Tampering(
            f"UPDATE history.entry SET actor = '{word}', digest = sha256('{word}'::bytea) WHERE id = {one}", *changed
        ),
        "exchange": Tampering(exchanged, *changed),
        "entry gone": Tampering(f"DELETE FROM history.entry WHERE id = {one}", "audit.entry_missing", f"第{one}批"),
        "link gone": Tampering(f"DELETE FROM history.seal WHERE number = {one}", "audit.link_missing", f"第{one}批"),
        "link dated otherwise": Tampering(
            f"UPDATE history.seal SET sealed_at = sealed_at - interval '{chance.randint(1, 99)} days' "
            f"WHERE number = {one}",
            *("audit.link_changed", f"第{one}批"),
        ),
        "row": Tampering(
            f"UPDATE public.organisation SET name = '{word}' WHERE id = {one}",
            *("audit.row_changed", f"organisation 编号{one}"),
        ),
        "row gone": Tampering(
            f"DELETE FROM public.organisation WHERE id = {one}", "audit.row_gone", f"organisation 编号{one}"
        ),
        "row smuggled in": Tampering(smuggled, "audit.row_without_history", "organisation 编号"),
    }[kind]
