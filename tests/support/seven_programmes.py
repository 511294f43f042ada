"""The programmes of the sample forms as drafts of 国库处, written straight into the tables."""

from __future__ import annotations

import json
from pathlib import Path

from django.utils import timezone
from pypinyin import lazy_pinyin

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.systems.programmes.models import FormVersion, Programme, TargetForm, TargetIndicator
from tests.support.office import Office

_FORMS = Path(__file__).parent.parent.parent / "samples" / "shanghai-2020" / "forms.json"


def add_to(office: Office) -> None:
    """Adds the programmes."""
    with acting_as(system_actor("test")):
        for form in json.loads(_FORMS.read_text(encoding="utf-8")):
            _add(office, form)


def _add(office: Office, form: dict) -> None:  # type: ignore[type-arg]
    name, now = form["project_name"], timezone.now()
    common = {"owner": office.organisations["国库处"], "happened_at": now}
    programme = Programme.objects.create(name=name, sort_key="".join(lazy_pinyin(name)), **common)
    made = TargetForm.objects.create(programme=programme, year=2020, framework="shanghai-2020", **common)
    basis = form["narratives"].get("立项依据") or ""
    drafter = office.people["李编制"]
    version = FormVersion.objects.create(
        form=made, number=1, state="draft", project_name=name, legal_basis=basis, drafted_by=drafter, **common
    )
    TargetIndicator.objects.bulk_create(
        TargetIndicator(
            version=version,
            number=number,
            level1=row["level1"] or "",
            level2=row["level2"] or "",
            level3=row["level3"],
            target_text=row["target_text"],
            parsed=row["parsed"],
            **common,
        )
        for number, row in enumerate(form["indicators"], 1)
    )
