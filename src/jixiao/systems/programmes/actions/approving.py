"""Approval: locks the version; the version it changes is superseded in the same transaction."""

from __future__ import annotations

from jixiao.systems.programmes.actions.taking import locked, moved, same_revision, taken
from jixiao.systems.programmes.models import FormVersion
from jixiao.systems.programmes.policies import Asker, facts_of, may
from jixiao.systems.programmes.states import APPROVED


def approve(asker: Asker, version_id: int, revision: int | None = None, reason: str = "") -> FormVersion:
    """Approves a version that passed review."""
    version = locked(version_id)
    facts = facts_of(version)
    held = may(asker, "approve", version, facts)
    same_revision(version, revision)
    former = version.form.versions.select_for_update().filter(state=APPROVED).first()
    if former is not None:
        moved(former, "supersede", asker=asker, held=held, facts=facts, reason=f"由第{version.number}版取代")
    return taken(asker, "approve", version, reason)
