"""What a snapshot is: parts named by their content, a root over what they say, nothing about how they were written."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.measures.snapshot.content import content_hash
from jixiao.measures.snapshot.manifest import NoSnapshot, found, read
from jixiao.measures.snapshot.taking import Moment, take

COLUMNS = {"record_year": "bigint", "id": "bigint", "name": "text"}
SCHEMA = pa.schema([("record_year", pa.int64()), ("id", pa.int64()), ("name", pa.string())])


class Told:
    """A source of one table, in batches as long as told."""

    def __init__(self, rows: list[tuple[int, int, str]], batch: int = 2) -> None:
        self.rows, self.batch = rows, batch

    def moment(self) -> Moment:
        return Moment("2021-01-04T00:00:00Z", 1, 1, "1")

    def tables(self) -> Mapping[str, Mapping[str, str]]:
        return {"record": COLUMNS}

    def definitions(self) -> Mapping[str, str]:
        return {"record": "as it was"}

    def changed_since(self, era: int, since: str) -> frozenset[str]:
        return frozenset({"record"})

    def read(self, table: str) -> pa.RecordBatchReader:
        columns = list(zip(*self.rows, strict=True)) or [[], [], []]
        whole = pa.table([pa.array(column, kind) for column, kind in zip(columns, SCHEMA.types, strict=True)], SCHEMA)
        return pa.RecordBatchReader.from_batches(SCHEMA, whole.to_batches(self.batch))


ROWS = [(2019, 1, "甲"), (2019, 2, "乙"), (2019, 3, ""), (2020, 4, "丙"), (2021, 5, "丁")]


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_every_row_is_in_the_part_of_its_year_however_it_comes(tmp_path: Path, batch: int) -> None:
    taken = take(Told(ROWS, batch), tmp_path)
    assert [(part.year, part.rows) for part in taken.parts] == [(2019, 3), (2020, 1), (2021, 1)]
    kept = [row for file in taken.files(tmp_path, "record") for row in pq.read_table(file).to_pylist()]
    assert [row["name"] for row in kept] == [name for _, _, name in ROWS]
    assert taken.root == take(Told(ROWS, 7), tmp_path / "other").root


def test_a_table_without_rows_is_one_part_with_its_columns(tmp_path: Path) -> None:
    (part,) = take(Told([]), tmp_path).parts
    assert (part.year, part.rows) == (None, 0)
    assert pq.read_schema(tmp_path / part.file).names == list(COLUMNS)


def test_a_snapshot_stays_readable_after_the_next_one(tmp_path: Path) -> None:
    first = take(Told(ROWS), tmp_path)
    second = take(Told([*ROWS, (2021, 6, "戊")]), tmp_path)
    assert read(tmp_path) == second
    assert read(tmp_path, first.root) == first
    assert found(tmp_path, first.root).files(tmp_path, "record")[0].exists()


def test_a_folder_without_a_snapshot_or_without_one_of_its_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot):
        found(tmp_path)
    taken = take(Told(ROWS), tmp_path)
    with pytest.raises(NoSnapshot):
        found(tmp_path, "0" * 64)
    taken.files(tmp_path, "record")[0].unlink()
    with pytest.raises(NoSnapshot, match=taken.parts[0].content):
        found(tmp_path)


VALUES = st.fixed_dictionaries(
    {
        "whole": st.none() | st.integers(-(2**62), 2**62),
        "money": st.none() | st.decimals(-(10**9), 10**9, places=2),
        "text": st.none() | st.text(max_size=5),
        "flag": st.none() | st.booleans(),
        "day": st.none() | st.dates(),
        "moment": st.none() | st.datetimes(),
    }
)
KINDS = {
    "whole": pa.int64(),
    "money": pa.decimal128(18, 2),
    "text": pa.string(),
    "flag": pa.bool_(),
    "day": pa.date32(),
    "moment": pa.timestamp("us"),
}


def table_of(rows: list[dict[str, object]]) -> pa.Table:
    return pa.table({name: pa.array([row[name] for row in rows], kind) for name, kind in KINDS.items()})


@given(st.lists(VALUES, max_size=12), st.integers(1, 5), st.sampled_from(["zstd", "none"]))
def test_the_hash_is_of_the_content_whatever_the_file(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]], group: int, compression: str
) -> None:
    table = table_of(rows)
    file = tmp_path_factory.mktemp("written") / "a.parquet"
    pq.write_table(table, file, row_group_size=group, compression=compression, use_dictionary=group % 2 == 0)
    back = pq.read_table(file)
    chunks = [back.slice(first, group) for first in range(0, len(rows), group)] or [back]
    assert content_hash(pa.concat_tables(chunks)) == content_hash(table)


@given(st.lists(VALUES, min_size=1, max_size=6), st.data())
def test_any_other_value_has_another_hash(rows: list[dict[str, object]], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    changed = [*rows[:place], data.draw(VALUES), *rows[place + 1 :]]
    same = table_of(rows).equals(table_of(changed))
    assert (content_hash(table_of(rows)) == content_hash(table_of(changed))) is same


def test_empty_and_zero_are_told_apart_and_so_are_texts_cut_elsewhere() -> None:
    def one(**said: object) -> str:
        return content_hash(table_of([dict.fromkeys(KINDS) | said]))

    assert len({one(), one(whole=0), one(money=Decimal(0)), one(text=""), one(flag=False)}) == 5
    cut = [[{"text": "ab"}, {"text": "c"}], [{"text": "a"}, {"text": "bc"}]]
    assert len({content_hash(table_of([dict.fromkeys(KINDS) | row for row in rows])) for rows in cut}) == 2
