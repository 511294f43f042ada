"""A version read as a whole: its typed form, last year's form, what the program finds in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.review import ReviewAnswer
from jixiao.systems.programmes.checking import Checked, checked
from jixiao.systems.programmes.forms import form_of, register_of
from jixiao.systems.programmes.models import FormVersion
from jixiao.systems.programmes.policies import chain_of
from jixiao.systems.programmes.states import APPROVED, DISCARDED


def typed(version: FormVersion) -> Form:
    """The typed form of a version."""
    register = register_of(version.form, chain_of(version.owner).department.name)
    return form_of(version, version.indicators.all(), register)


def last_year_of(version: FormVersion) -> FormVersion | None:
    """The same programme's (or department's) form of the year before: the approved version, else the newest kept."""
    target = version.form
    same = {"programme_id": target.programme_id} if target.programme_id else {"owner_id": target.owner_id}
    versions = FormVersion.objects.select_related("form__programme", "owner").filter(
        **{f"form__{name}": value for name, value in same.items()},
        form__programme__isnull=target.programme_id is None,
        form__year=target.year - 1,
    )
    found = sorted(versions.exclude(state=DISCARDED), key=lambda each: (each.state == APPROVED, each.number))
    return found[-1] if found else None


def found_in(version: FormVersion, today: date) -> Checked:
    """Findings and review sheet of a version, last year's form beside it."""
    former = last_year_of(version)
    key = (version.pk, version.revision, former.pk if former else 0, former.revision if former else 0)
    before = typed(former) if former else None
    return checked(typed(version), version.form.framework, before, today, key=key)


def findings_of(version: FormVersion, today: date) -> Sequence[Finding]:
    """What is to be said of the version."""
    return found_in(version, today).findings


def sheet_of(version: FormVersion) -> Sequence[ReviewAnswer]:
    """The sixteen checks as far as the program answers them."""
    return found_in(version, date(version.form.year, 1, 1)).sheet
