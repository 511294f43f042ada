"""Declaring by dropping a file: what was read is kept, a person confirms each form, nothing happens by itself."""

from __future__ import annotations

import pytest

from jixiao.foundation.transitions import Refused
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.actions.reading import form_of_reading
from jixiao.systems.programmes.models import FileReading, FormVersion, Programme
from jixiao.systems.programmes.versions import typed
from tests.support.office import Office
from tests.support.samples import SAMPLES
from tests.systems.programmes.cast import asks

PDF = SAMPLES / "forms.pdf"


def read(office: Office, by: str = "李编制", content: bytes | None = None, name: str = "forms.pdf") -> FileReading:
    with asks(office, by) as asker:
        data = PDF.read_bytes() if content is None else content
        return actions.read_file(asker, office.organisations["国库处"].pk, name, data, 2020)


def test_a_file_is_only_kept_until_somebody_confirms(office: Office) -> None:
    reading = read(office)
    assert len(reading.forms) == 7
    assert any("财政国库业务经费" in text for block in reading.original for _address, text in block["cells"])
    with asks(office, "李编制") as asker:
        assert Programme.objects.count() == 0
        version = actions.confirm(asker, reading.pk, 1)
        stored = FormVersion.objects.select_related("form", "owner").get(pk=version.pk)
        kept = FileReading.objects.get(pk=reading.pk)
        assert typed(stored) == form_of_reading(kept, 1)
        assert (kept.confirmed, stored.form.framework, stored.state) == ({"1": version.pk}, "shanghai-2020", "draft")


def test_a_form_is_confirmed_once_and_a_number_that_is_none_is_refused(office: Office) -> None:
    reading = read(office)
    codes = []
    with asks(office, "李编制") as asker:
        actions.confirm(asker, reading.pk, 2)
        for number in (2, 8):
            with pytest.raises(Refused) as refused:
                actions.confirm(asker, reading.pk, number)
            codes.append(refused.value.code)
        actions.let_go(asker, reading.pk)
        with pytest.raises(Refused) as gone:
            actions.confirm(asker, reading.pk, 3)
    assert [*codes, gone.value.code] == ["reading.confirmed_already", "reading.no_such_form", "reading.let_go"]


def test_the_same_programme_is_not_made_twice_from_two_files(office: Office) -> None:
    first, second = read(office), read(office)
    with asks(office, "李编制") as asker:
        actions.confirm(asker, first.pk, 1)
        with pytest.raises(Refused) as refused:
            actions.confirm(asker, second.pk, 1)
    assert refused.value.code == "form.exists"


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"%PDF-1.7 broken", b"PK\x03\x04 broken"])
def test_a_file_that_cannot_be_read_gives_a_finding_and_no_form(office: Office, content: bytes) -> None:
    reading = read(office, content=content)
    assert reading.forms == []
    assert [finding["severity"] for finding in reading.findings][:1] == ["error"]


def test_another_unit_neither_reads_into_this_one_nor_sees_its_readings(office: Office) -> None:
    reading = read(office)
    with pytest.raises(Refused) as refused:
        read(office, by="赵外单位")
    with asks(office, "赵外单位") as asker, pytest.raises(Refused) as unseen:
        actions.confirm(asker, reading.pk, 1)
    assert (refused.value.status, unseen.value.status) == (403, 404)
