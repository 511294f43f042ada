"""A snapshot of an installation: all that is published, at one moment; what did not change is not written again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.db import connection

from jixiao.foundation.history.proof import seal
from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.registers import queries, recording
from jixiao.foundation.registers.register import register_named
from jixiao.foundation.snapshots import published_source, take_snapshot
from jixiao.measures.snapshot.manifest import Manifest, found
from tests.support.installation import own_database
from tests.support.office import Office, make_office
from tests.support.recorders import add_recorders, recorder

FILLED = {
    "name": "非税系统运维",
    "supplier_name": "某软件公司",
    "amount_yuan": "2058000",
    "signed_on": "2019-09-20",
    "ends_on": "2022-12-31",
}


@pytest.fixture
def committed(database: None) -> Iterator[Office]:
    """An office with contracts of two years that another connection sees."""
    with own_database():
        office = make_office()
        add_recorders(office)
        for number, day in (("HT-1", "2019-10-08"), ("HT-2", "2020-02-03"), ("HT-3", "2020-05-06")):
            enter(office, number=number, name=f"合同{number}", starts_on=day)
        seal()
        yield office


def enter(office: Office, **changed: str) -> int:
    with acting_as(office.identity("邹经办")):
        return recording.enter(register_named("contracts"), FILLED | changed, recorder(office, "邹经办")).pk


def correct(office: Office, number: str, **changed: str) -> None:
    with acting_as(office.identity("邹经办")):
        register = register_named("contracts")
        record = register.model.objects.get(number=number)
        filled = FILLED | {"number": number, "name": f"合同{number}", "starts_on": record.starts_on.isoformat()}
        version = recording.version_of(queries.one(register, record.pk))
        recording.correct(register, record.pk, filled | changed, "合同补充协议", version, recorder(office, "邹经办"))


def files(store: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mtime_ns for file in (store / "parts").iterdir()}


def contracts(manifest: Manifest) -> dict[int | None, tuple[int, str]]:
    return {part.year: (part.rows, part.content) for part in manifest.parts if part.table == "contract"}


def test_records_lie_by_table_and_year_with_their_types(committed: Office, tmp_path: Path) -> None:
    taken = take_snapshot(tmp_path)
    assert {year: rows for year, (rows, _) in contracts(taken).items()} == {2019: 1, 2020: 2}
    rows = pq.read_table(taken.files(tmp_path, "contract")[1])
    assert rows.column("number").to_pylist() == ["HT-2", "HT-3"]
    assert str(rows.schema.field("amount_yuan").type) == "decimal128(17, 2)"
    assert str(rows.schema.field("recorded_at").type) == "timestamp[us]"
    assert rows.column("starts_day").to_pylist() == [18295, 18388]


def test_every_published_view_has_its_files_also_without_rows(committed: Office, tmp_path: Path) -> None:
    taken = take_snapshot(tmp_path)
    with published_source() as source:
        assert {part.table for part in taken.parts} == set(source.tables())
    empty = next(part for part in taken.parts if part.table == "acceptance")
    assert (empty.rows, pq.read_schema(tmp_path / empty.file).names[0]) == (0, "id")


def test_a_second_snapshot_of_the_same_records_writes_nothing(committed: Office, tmp_path: Path) -> None:
    first = take_snapshot(tmp_path)
    written = files(tmp_path)
    second = take_snapshot(tmp_path)
    assert (second.root, files(tmp_path)) == (first.root, written)
    assert found(tmp_path).root == first.root


def test_one_changed_record_rewrites_the_file_of_its_year(committed: Office, tmp_path: Path) -> None:
    first, written = take_snapshot(tmp_path), files(tmp_path)
    correct(committed, "HT-2", amount_yuan="2000000")
    second = take_snapshot(tmp_path)
    before, after = contracts(first), contracts(second)
    assert before[2019] == after[2019]
    assert before[2020] != after[2020]
    assert after[2020][0] == 3  # the former version stays
    assert len(files(tmp_path).keys() - written.keys()) == 1
    assert second.root != first.root


def test_a_record_of_a_new_year_makes_a_file_of_its_own(committed: Office, tmp_path: Path) -> None:
    first = take_snapshot(tmp_path)
    enter(committed, number="HT-4", name="新合同", starts_on="2021-01-04")
    second = take_snapshot(tmp_path)
    assert contracts(second).keys() - contracts(first).keys() == {2021}


def test_an_unfinished_transaction_is_not_missed_by_the_next_snapshot(committed: Office, tmp_path: Path) -> None:
    """It began before the first snapshot and is committed after it."""
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute("UPDATE contract SET name = '改了' WHERE number = 'HT-1'")
        first = take_snapshot(tmp_path)
    second = take_snapshot(tmp_path)
    assert contracts(first)[2019] != contracts(second)[2019]


def test_the_manifest_says_the_sealed_batch_and_where_records_are_simulated(
    committed: Office, tmp_path: Path, settings_home: Path
) -> None:
    taken = take_snapshot(tmp_path)
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute("SELECT max(number) FROM history.seal")
        assert cursor.fetchone() == (taken.sealed,)
    assert taken.simulated == ""
    (settings_home / "simulated").write_text("模拟数据\n", encoding="utf-8")
    assert take_snapshot(tmp_path).simulated == "模拟数据"


@pytest.fixture
def settings_home() -> Iterator[Path]:
    """The installation's folder, without the mark afterwards."""
    from django.conf import settings

    home = Path(settings.JIXIAO_HOME)
    yield home
    (home / "simulated").unlink(missing_ok=True)
