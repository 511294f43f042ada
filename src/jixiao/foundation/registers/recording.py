"""Entering, correcting and voiding records: the named actions behind every register."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from jixiao.foundation.imports.actions import Importer
from jixiao.foundation.imports.checking import read_row
from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.checking import problems
from jixiao.foundation.registers.columns import LOCAL, Reference, resolved, text_of
from jixiao.foundation.registers.models import Record, value_at
from jixiao.foundation.registers.register import Register, Stage, referring
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step

Filled = Mapping[str, str]


class Wrongly(Refused):
    """What was filled in cannot be taken: every problem with its column."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(first.code, f"{first.column}：{first.message}。{first.fix}", status=422)
        self.problems = list(problems)


def enter(register: Register, filled: Filled, recorder: Importer) -> Record:
    """Enters one record from what was typed. Raises :class:`Refused` (403), :class:`Wrongly` (422)."""
    context = _context(register, recorder, parent_owner=_owner_of_parent(register, filled))
    row = _read(register, filled, context)
    with _sentence_for_refusals():
        (made,) = save(register, [row], context)
    _step(register, made, "enter", context)
    return made


def correct(register: Register, number: int, filled: Filled, reason: str, seen: str, recorder: Importer) -> Record:
    """Corrects one record; the former version is kept. ``seen`` is the version that the person looked at.

    Raises :class:`Refused`: not yours (403), changed by somebody meanwhile or voided (409), no reason (422).
    """
    places = _places(register, recorder)
    if not reason.strip():
        raise Refused("register.reason_missing", "更正必须写明理由。", status=422)
    record = _locked(register, number, places)
    context = _context(register, recorder, record.owner_id)
    if seen != version_of(record):
        said = "这条记录在您打开之后已由他人更正，您的更正没有保存。请核对现在的内容后重新填写。"
        raise Refused("register.changed_meanwhile", said)
    own = {column.key: text_of(column, getattr(record, column.key)) for column in register.columns}
    row = _read(register, {**filled, **{key: own[key] for key in register.identity}}, context, own=record)
    _fill(register, record, row, context)
    _save_one(register, record)
    _step(register, record, "correct", context, reason)
    return record


def advance(register: Register, number: int, verb: str, recorder: Importer, filled: Filled | None = None) -> Record:
    """Records that the record reached its next stage (a ticket is responded to, a change is approved).

    It is reached now, or on the day or at the moment that ``filled`` names, with what else the stage asks for.
    Raises :class:`Refused` (403, 404, 409), :class:`Wrongly` (422).
    """
    record = _locked(register, number, _places(register, recorder))
    context = _context(register, recorder, record.owner_id)
    stage = next((each for each in next_stages(register, record) if each.verb == verb), None)
    if stage is None:
        now = register.state(record)
        raise Refused("register.not_now", f"“{now.state if now else '新'}”时不能登记这一步。")
    setattr(record, stage.moment, timezone.localdate() if _is_day(register, stage) else timezone.now())
    own = {column.key: text_of(column, getattr(record, column.key)) for column in register.columns}
    said = {key: text for key, text in (filled or {}).items() if text.strip() and key in (*stage.asks, stage.moment)}
    own |= {key: words for key, words in stage.fills.items() if not own[key]}
    _fill(register, record, _read(register, own | said, context, own=record), context)
    _save_one(register, record)
    _step(register, record, stage.verb, context)
    return record


def void(register: Register, number: int, reason: str, recorder: Importer) -> Record:
    """Marks a record as entered in error: it stays to be seen and counts nowhere.

    Raises :class:`Refused`: no reason (422), another record that holds refers to it (409), not yours (403).
    """
    places = _places(register, recorder)
    if not reason.strip():
        raise Refused("register.reason_missing", "作废必须写明理由。", status=422)
    record = _locked(register, number, places)
    context = _context(register, recorder, record.owner_id)
    _refuse_while_in_use(register, record)
    record.void_reason = reason.strip()
    _save_one(register, record)
    _step(register, record, "void", context, reason)
    return record


def restore(register: Register, number: int, reason: str, recorder: Importer) -> Record:
    """Lets a record that was voided by mistake hold again; somebody else than who voided it says so.

    It is checked as if it were entered now: what it refers to must hold, nothing may contradict what came meanwhile.
    Raises :class:`Refused`: no reason (422), voided by the same person (403), not voided (409), not yours (403, 404);
    :class:`Wrongly` (422).
    """
    places = _places(register, recorder)
    if not reason.strip():
        raise Refused("register.reason_missing", "恢复必须写明理由。", status=422)
    record = _locked(register, number, places, is_voided=True)
    context = _context(register, recorder, record.owner_id)
    voided = Step.objects.filter(subject=register.table, subject_id=number, verb="void").order_by("-pk").first()
    if voided is not None and voided.person_id == recorder.person_id:
        said = "作废和恢复须由两个人办理：这条记录是您作废的，请由本单位的另一位业务经办恢复。"
        raise Refused("register.same_person", said, status=403)
    own = {column.key: text_of(column, getattr(record, column.key)) for column in register.columns}
    _fill(register, record, _read(register, own, context, own=record), context)
    record.void_reason = ""
    _save_one(register, record)
    _step(register, record, "restore", context, reason)
    return record


def next_stages(register: Register, record: Any) -> list[Stage]:
    """The stages that can be reached from here: up to the first that may not be passed over; none when voided.

    Where stages need not come in their order, those that were due before are offered still; what could be passed over
    and was is not.
    """
    if record.void_reason:
        return []
    reached = register.state(record)
    further = register.stages.index(reached) + 1 if reached else 0
    missed = () if register.in_order else register.stages[:further]
    found = [stage for stage in missed if getattr(record, stage.moment) is None and not stage.optional]
    for stage in register.stages[further:]:
        found.append(stage)
        if not stage.optional:
            break
    return found


def version_of(record: Record) -> str:
    """The mark of a version, for whoever looks at it."""
    return record.recorded_at.isoformat()


def save(register: Register, rows: Sequence[Row], context: Context) -> list[Record]:
    """Writes checked rows, set-based."""
    references = resolved(register.columns, [row.values for row in rows], context.owner_id)
    made = []
    for row in rows:
        record = register.model(owner_id=context.owner_id, recorded_by_id=context.person_id)
        _place(register, record, row, references)
        made.append(record)
    _happen(register, made)
    if register.derive:
        register.derive(made)
    saved = register.model._default_manager.bulk_create(made, batch_size=2_000)
    if register.settle:
        register.settle(saved)
    return list(saved)


def before_undo(register: Register, numbers: Sequence[int]) -> Callable[[], None]:
    """Looks at records that the undoing of an import will remove; gives what settles what they changed elsewhere."""
    removed = list(register.model._default_manager.filter(pk__in=numbers))
    settle = register.settle

    def settle_after() -> None:
        if settle:
            settle(removed)

    return settle_after


def _fill(register: Register, record: Record, row: Row, context: Context) -> None:
    references = resolved(register.columns, [row.values], context.owner_id)
    _place(register, record, row, references)
    _happen(register, [record])
    record.recorded_by_id = context.person_id


def _place(register: Register, record: Any, row: Row, references: Mapping[str, Mapping[str, int]]) -> None:
    for column in register.columns:
        value = row.values[column.key]
        if isinstance(column.reads, Reference):
            setattr(record, f"{column.key}_id", references[column.key].get(value) if value else None)
        else:
            kept_in: Any = register.model._meta.get_field(column.key)
            setattr(record, column.key, kept_in.get_default() if value is None and not kept_in.null else value)


def _happen(register: Register, records: Sequence[Any]) -> None:
    """Says of each record when it happened; the records that they belong to are fetched once for all."""
    for path in register.happened_paths:
        if belongs_to := path.rpartition("__")[0]:
            prefetch_related_objects(records, belongs_to)
    for record in records:
        told = (value_at(record, path) for path in register.happened_paths)
        record.happened_at = _moment(next((value for value in told if value is not None), None))


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time.min, LOCAL)
    return timezone.now()


def _save_one(register: Register, record: Any) -> None:
    """Saves a changed record."""
    if register.derive:
        register.derive([record])
    with _sentence_for_refusals():
        record.save()
    record.refresh_from_db(fields=["recorded_at"])
    if register.settle:
        register.settle([record])


@contextmanager
def _sentence_for_refusals() -> Iterator[None]:
    """What the database refuses, also when all is written, becomes a sentence: its own if it has one.

    Raises :class:`Refused` (422).
    """
    try:
        with transaction.atomic():
            yield
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as refused:
        said = getattr(refused.__cause__, "diag", None)
        constraint = getattr(said, "constraint_name", None) or type(refused).__name__
        own = str(getattr(said, "message_primary", "") or "")
        sentence = own if own.endswith("。") else "请核对各栏。"
        told = f"数据库不接受这条记录（{constraint}）。{sentence}"
        raise Refused("register.refused_by_database", told, status=422) from refused


def _read(register: Register, filled: Filled, context: Context, own: Record | None = None) -> Row:
    row, found = read_row(register.columns, filled)
    if row is not None:
        found += list(problems(register, [row], context, own))
    if found or row is None:
        raise Wrongly(found)
    return row


def _refuse_while_in_use(register: Register, record: Record) -> None:
    """Raises :class:`Refused` (409) where a record that holds refers to this one: it would lose what it belongs to."""
    for other, name in referring(register):
        using = other.model._default_manager.filter(**{name: record.pk}, void_reason="")
        named = [other.called(each) for each in using.select_related(*other.parents)[:4]]
        if named:
            shown = "、".join(named[:3]) + ("等" if len(named) > 3 else "")
            said = f"还有{other.title}（{shown}）属于或引用这条{register.title}，不能作废。请先作废或更正那些记录。"
            raise Refused("register.in_use", said)


def _is_day(register: Register, stage: Stage) -> bool:
    return register.model._meta.get_field(stage.moment).get_internal_type() == "DateField"


def _places(register: Register, recorder: Importer) -> set[int]:
    """The units for which the person records this noun. Raises :class:`Refused` (403) where there is none."""
    places = {each.organisation for each in recorder.held if each.role in register.roles}
    if not places:
        raise Refused("register.not_yours", f"您的角色不能登记{register.title}。", status=403)
    return places


def _locked(register: Register, number: int, places: Collection[int], *, is_voided: bool = False) -> Any:
    """The record, locked. Raises :class:`Refused`: not seen (404), of another unit (403), voided or, where a voided one
    is asked for, not voided (409).
    """
    records = register.model._default_manager.filter(pk=number)
    owner_id = records.values_list("owner_id", flat=True).first()
    if owner_id is not None and owner_id not in places:
        raise Refused("register.not_yours", f"这条{register.title}属于其他单位，您不能登记。", status=403)
    found = records.select_for_update().first()
    if found is None:
        raise Refused("register.not_found", f"没有这条{register.title}，或它不由您办理。", status=404)
    if found.void_reason and not is_voided:
        raise Refused("register.voided", "这条记录已作废，不能再改。")
    if is_voided and not found.void_reason:
        raise Refused("register.not_voided", "这条记录没有作废，不用恢复。")
    return found


def _owner_of_parent(register: Register, filled: Filled) -> int | None:
    """The unit of the record that a new one will be part of, for a person who records for several units."""
    for column in register.columns:
        if column.key in register.parents and isinstance(column.reads, Reference):
            found = column.reads.found([filled.get(column.key, "").strip()], None)
            parents = column.reads.model._default_manager.filter(pk__in=found.values())
            return parents.values_list("owner_id", flat=True).first()
    return None


def _context(
    register: Register, recorder: Importer, owner_id: int | None = None, *, parent_owner: int | None = None
) -> Context:
    """For whom is recorded. Raises :class:`Refused` (403) for whoever may not."""
    places = _places(register, recorder)
    owner_id = owner_id or (parent_owner if parent_owner in places else min(places))
    return Context(owner_id, recorder.person_id, timezone.now())


def _step(register: Register, record: Record, verb: str, context: Context, reason: str = "") -> None:
    stage = register.state(record)
    Step.objects.create(
        owner_id=record.owner_id,
        subject=register.table,
        subject_id=record.pk,
        verb=verb,
        source="",
        target=stage.state if stage else "",
        person_id=context.person_id,
        reason=reason.strip(),
        happened_at=context.now,
    )
