"""What every action does: lock the row, ask the policy, follow the table of states, leave a row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.people.scope import HeldRole
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.systems.programmes.actions.tasks import tasks_follow
from jixiao.systems.programmes.models import FormVersion
from jixiao.systems.programmes.policies import Asker, Facts, facts_of, may
from jixiao.systems.programmes.states import VERSION


def locked(version_id: int) -> FormVersion:
    """The version, locked until the transaction ends. 404 outside the scope, 403 where one may only read."""
    related = FormVersion.objects.select_related("form__programme", "owner", "saved_by")
    version = related.select_for_update(of=("self",)).filter(pk=version_id).first()
    if version is not None:
        return version
    if related.filter(pk=version_id).exists():
        raise Refused("role.reads_only", _("您只能查看，不能办理。"), status=403)
    raise Refused("version.not_found", _("没有这张表，或者不在您的范围内。"), status=404)


def same_revision(version: FormVersion, revision: int | None) -> None:
    """Refuses when somebody else saved since the asker's page was made; nothing is overwritten."""
    if revision is None or version.revision == revision:
        return
    who = version.saved_by.name if version.saved_by else _("系统")
    when = timezone.localtime(version.saved_at).strftime("%H:%M") if version.saved_at else ""
    message = _("%(who)s在您打开之后（%(when)s）保存过这张表。您的内容没有写入，也没有覆盖；请对照后再保存。")
    raise Refused("form.changed_meanwhile", message % {"who": who, "when": when})


def taken(asker: Asker, verb: str, version: FormVersion, reason: str = "") -> FormVersion:
    """The verb done by the asker to a locked version: policy, state, step."""
    facts = facts_of(version)
    held = may(asker, verb, version, facts)
    return moved(version, verb, asker=asker, held=held, facts=facts, reason=reason)


def moved(
    version: FormVersion,
    verb: str,
    *,
    asker: Asker,
    held: HeldRole,
    facts: Facts,
    reason: str = "",
    due_on: date | None = None,
) -> FormVersion:
    """The state after the verb, and its step; the policy has been asked."""
    source = version.state
    target = VERSION.after(source, verb, reason)
    Step.objects.create(
        owner_id=version.owner_id,
        subject=VERSION.subject,
        subject_id=version.pk,
        verb=verb,
        source=source,
        target=target,
        person=asker.person,
        role=held.role.value,
        deputy_of_id=held.for_person,
        reason=reason.strip(),
        happened_at=timezone.now(),
    )
    version.state = target
    version.due_on = due_on
    version.revision += 1
    version.save(update_fields=["state", "due_on", "revision"])
    if verb == "declare":
        facts = facts_of(version)  # whoever declared does not judge
    tasks_follow(version, facts, asker.today, outcome=verb)
    return version


@contextmanager
def once(constraint: str, code: str, message: str) -> Iterator[None]:
    """Turns the breach of one constraint of the database into a refusal; the transaction goes on."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if constraint not in str(error):
            raise
        raise Refused(code, message) from error
