"""From a file: what was read is kept beside the original; each form becomes a draft when a person confirms it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.documents.apart import forms_apart
from jixiao.documents.forms.json import dumps, form_from_json, form_to_json, loads
from jixiao.documents.sheets import Document
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.transitions import Refused
from jixiao.rules.forms import Form
from jixiao.systems.programmes.actions.drafting import begin_form, create_programme
from jixiao.systems.programmes.models import FileReading, FormVersion, Framework, Programme
from jixiao.systems.programmes.policies import Asker, Refusal, can_draft_at

_MOST_CELLS = 20_000


def read_file(asker: Asker, owner_id: int, file_name: str, content: bytes, year: int) -> FileReading:
    """Reads the file, apart from this process, and keeps what was read.

    Never refuses a file: what is wrong with it is a finding, and so is reading that took too long or too much memory.
    """
    owner = Organisation.objects.filter(pk=owner_id, active=True).first()
    if owner is None:
        raise Refused("organisation.not_found", _("没有这个单位，或已停用。"), status=404)
    answer = can_draft_at(asker, owner)
    if isinstance(answer, Refusal):
        raise answer.raised()
    document, read = forms_apart(file_name, content)
    return FileReading.objects.create(
        owner=owner,
        read_by=asker.person,
        file_name=file_name,
        digest=hashlib.sha256(content).hexdigest(),
        year=year,
        forms=[plain_json(form_to_json(form)) for form in read.forms],
        findings=[finding.to_json() for finding in read.findings],
        original=list(_original(document)),
        happened_at=timezone.now(),
    )


def confirm(asker: Asker, reading_id: int, number: int, *, framework: str = "", is_key: bool = False) -> FormVersion:
    """The form ``number`` (from 1) of a reading becomes a draft; a programme of that name in the unit gets the form."""
    reading = _locked(asker, reading_id)
    if str(number) in reading.confirmed:
        raise Refused("reading.confirmed_already", _("这张表已经确认过，草稿已建立。"))
    if not 1 <= number <= len(reading.forms):
        raise Refused("reading.no_such_form", _("文件中没有第 %s 张表。") % number, status=404)
    form = form_of_reading(reading, number)
    if form.kind != "target":
        raise Refused("reading.not_a_target_form", _("这不是绩效目标表，不能作为申报。"), status=422)
    name = " ".join((form.project_name or "").split())
    if not name:
        raise Refused("form.name_missing", _("表中没有读到项目名称，请先在原件中补上再读一次。"), status=422)
    year, chosen = form.year or reading.year, framework or _framework_of(form)
    programme = Programme.objects.filter(owner=reading.owner, name=name).first()
    if programme is None:
        version = create_programme(asker, reading.owner_id, name, year, chosen, is_key=is_key, form=form)
    else:
        version = begin_form(asker, reading.owner, programme, year, chosen, form, is_key=is_key)
    reading.confirmed = {**reading.confirmed, str(number): version.pk}
    reading.save(update_fields=["confirmed"])
    return version


def let_go(asker: Asker, reading_id: int) -> FileReading:
    """The reading is put away; drafts made of it stay."""
    reading = _locked(asker, reading_id)
    reading.dropped_at = timezone.now()
    reading.save(update_fields=["dropped_at"])
    return reading


def form_of_reading(reading: FileReading, number: int) -> Form:
    """The typed form ``number`` (from 1) of a reading."""
    return form_from_json(reading.forms[number - 1])


def plain_json(value: dict[str, Any]) -> Any:
    """The same JSON with decimals as text, for a JSON column."""
    return _without_decimals(loads(dumps(value)))


def _without_decimals(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_decimals(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_decimals(item) for item in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _locked(asker: Asker, reading_id: int) -> FileReading:
    reading = FileReading.objects.select_related("owner").select_for_update(of=("self",)).filter(pk=reading_id).first()
    if reading is None:
        raise Refused("reading.not_found", _("没有这次读取，或者不在您的范围内。"), status=404)
    answer = can_draft_at(asker, reading.owner)
    if isinstance(answer, Refusal):
        raise answer.raised()
    if reading.dropped_at is not None:
        raise Refused("reading.let_go", _("这次读取已经放弃，请重新上传。"))
    return reading


def _original(document: Document) -> Iterable[dict[str, Any]]:
    left = _MOST_CELLS
    for sheet in document.sheets:
        for block in sheet.blocks:
            cells = [[cell.address, cell.text.replace("\x00", "")] for cell in block.cells[:left]]
            left -= len(cells)
            if cells:
                yield {"sheet": sheet.name, "kind": block.kind, "cells": cells}


def _framework_of(form: Form) -> str:
    """The framework whose layout and year the form shows, as the review takes it."""
    from jixiao.systems.programmes.checking import framework_shown

    return Framework(framework_shown(form)).value
