"""Previewing, importing, dropping and undoing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from jixiao.foundation.attachments import store
from jixiao.foundation.attachments.actions import attach
from jixiao.foundation.identity import Identity, acting_as, current, system_actor
from jixiao.foundation.imports import checking, undoing
from jixiao.foundation.imports.checking import Preview
from jixiao.foundation.imports.kinds import Context, ImportKind, Row, kind_named
from jixiao.foundation.imports.models import DataImport
from jixiao.foundation.imports.states import DONE, DROPPED, IMPORT, PREVIEWED, UNDONE
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.people.scope import HeldRole
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Importer:
    """Who imports: the roles that the person holds today. A system job (``jixiao init``) has no person."""

    person_id: int | None
    held: frozenset[HeldRole]
    owner_id: int | None = None  # the organisation of a system job

    def place_for(self, kind: ImportKind) -> int:
        """The organisation for which this person may import the kind. Raises :class:`Refused` (403) for nobody."""
        if self.person_id is None and self.owner_id is not None and current().everything:
            return self.owner_id
        places = sorted(each.organisation for each in self.held if each.role in kind.roles)
        if not places:
            raise Refused("import.not_yours", f"您的角色不能导入{kind.title}。", status=403)
        return places[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an import: the rows left out, and what is told once (one-time passwords)."""

    problems: list[Problem]
    hand_out: dict[int, tuple[str, ...]]


def preview(kind_name: str, name: str, content: bytes, importer: Importer) -> tuple[DataImport, Preview]:
    """Stores and checks a file; nothing of it is imported yet."""
    kind = kind_named(kind_name)
    owner_id = importer.place_for(kind)
    context = Context(owner_id, importer.person_id, timezone.now())
    with acting_as(_writer(kind, importer)):
        found = checking.preview(kind, name, content, context)
    with acting_as(_on_the_word_of(importer, "import")):
        attachment = attach(name=name, content=content, owner_id=owner_id, subject=IMPORT.subject)
        made = DataImport.objects.create(
            owner_id=owner_id,
            kind=kind.name,
            state=PREVIEWED,
            name=attachment.name,
            sha256=attachment.sha256,
            attachment=attachment,
            person_id=importer.person_id,
            rows_total=found.rows_total,
            rows_good=len(found.good),
            rows_bad=found.rows_bad,
            happened_at=context.now,
        )
    return made, found


def previewed_again(data_import: DataImport, importer: Importer) -> Preview:
    """The preview of a stored file against the database as it is now."""
    kind = kind_named(data_import.kind)
    context = Context(importer.place_for(kind), importer.person_id, timezone.now())
    content = store.read(data_import.sha256)
    with acting_as(_writer(kind, importer)):
        return checking.preview(kind, data_import.name, content, context)


def confirm(data_import: DataImport, importer: Importer, *, keep_good: bool = False) -> Outcome:
    """Imports what was previewed: all rows or none, or with ``keep_good`` the rows without problems.

    Raises :class:`Refused` when nothing is imported.
    """
    kind = kind_named(data_import.kind)
    locked = _locked(data_import)
    state = IMPORT.after(locked.state, "confirm")
    found = previewed_again(locked, importer)
    _must_be_importable(found, keep_good)
    context = Context(importer.place_for(kind), importer.person_id, timezone.now())
    era, xid, first = undoing.position()
    with acting_as(_writer(kind, importer)):
        problems = _save(kind, found.good, context)
        if problems and not keep_good:
            raise _has_problems(problems)
    _, _, last = undoing.position()
    imported = len(found.good) - len({problem.row for problem in problems})
    if not imported:
        raise Refused("import.nothing_good", "没有一行可以导入。", status=422)
    locked.rows_good, locked.rows_bad = imported, found.rows_total - imported
    locked.state, locked.keep_good, locked.rows_imported, locked.done_at = state, keep_good, imported, context.now
    locked.era, locked.xid, locked.first_entry, locked.last_entry = era, xid, first, last
    _write(locked, importer, "confirm", PREVIEWED)
    data_import.refresh_from_db()
    left_out = {problem.row for problem in problems}
    told = {row: said for row, said in context.hand_out.items() if row not in left_out}
    return Outcome([*found.problems, *problems], told)


def drop(data_import: DataImport, importer: Importer) -> None:
    """Gives a previewed file up."""
    importer.place_for(kind_named(data_import.kind))
    locked = _locked(data_import)
    locked.state = IMPORT.after(locked.state, "drop")
    _write(locked, importer, "drop", PREVIEWED)
    data_import.state = DROPPED


def undo(data_import: DataImport, importer: Importer, reason: str) -> int:
    """Removes every row of an import; refused where one was changed since, or is in use. Gives the number of rows."""
    kind = kind_named(data_import.kind)
    importer.place_for(kind)
    locked = _locked(data_import)
    locked.state = IMPORT.after(locked.state, "undo", reason)
    with acting_as(_on_the_word_of(importer, "import-undo")):
        removed = undoing.remove(kind, locked)
    locked.undone_at, locked.undone_by_id, locked.undo_reason = timezone.now(), importer.person_id, reason.strip()
    _write(locked, importer, "undo", DONE, reason)
    data_import.state = UNDONE
    return removed


def _must_be_importable(found: Preview, keep_good: bool) -> None:
    if found.problems and (found.is_whole_file_wrong or not keep_good):
        raise _has_problems(found.problems)
    if not found.good:
        raise Refused("import.nothing_good", "没有一行可以导入。", status=422)


def _has_problems(problems: Sequence[Problem]) -> Refused:
    first = problems[0]
    rest = f"；另有 {len(problems) - 1} 处" if len(problems) > 1 else ""
    return Refused("import.has_problems", f"有错误，一行也没有导入。{first.place}：{first.message}{rest}。", status=422)


def _save(kind: ImportKind, rows: Sequence[Row], context: Context) -> list[Problem]:
    """Saves rows set-based; where the database refuses a set, its halves, until the rows that it refuses are named."""
    if not rows:
        return []
    try:
        with transaction.atomic():
            kind.save(rows, context)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return []
    except Refused as refused:
        if len(rows) == 1:
            return [Problem(refused.code, refused.message, row=rows[0].number)]
    except DatabaseError as refused:
        if len(rows) == 1:
            _log.warning("import of %s, row %s: %s", kind.name, rows[0].number, type(refused).__name__)
            constraint = getattr(getattr(refused.__cause__, "diag", None), "constraint_name", None)
            named = f"（{constraint}）" if constraint else ""
            return [
                Problem("import.row_refused", f"数据库不接受这一行{named}", "请核对这一行的各列", row=rows[0].number)
            ]
    middle = len(rows) // 2
    return _save(kind, rows[:middle], context) + _save(kind, rows[middle:], context)


def _locked(data_import: DataImport) -> DataImport:
    """The import, if whoever asks may write it."""
    found = DataImport.objects.select_for_update().filter(pk=data_import.pk).first()
    if found is None:
        raise Refused("import.not_yours", "没有这次导入，或它不由您办理。", status=404)
    return found


def _write(data_import: DataImport, importer: Importer, verb: str, source: str, reason: str = "") -> None:
    with acting_as(_on_the_word_of(importer, "import")):
        data_import.save()
        Step.objects.create(
            owner_id=data_import.owner_id,
            subject=IMPORT.subject,
            subject_id=data_import.pk,
            verb=verb,
            source=source,
            target=data_import.state,
            person_id=importer.person_id,
            reason=reason.strip(),
            happened_at=timezone.now(),
        )


def _writer(kind: ImportKind, importer: Importer) -> Identity:
    return _on_the_word_of(importer, f"import-{kind.name}") if kind.as_system else current()


def _on_the_word_of(importer: Importer, purpose: str) -> Identity:
    """A system actor at work for a person whose right was checked: the history names both."""
    actor = system_actor(purpose)
    return Identity(actor=actor.actor, person=importer.person_id, everything=True)
