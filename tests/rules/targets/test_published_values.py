"""Published and authored target values, read as their labels say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from jixiao.rules.targets import format_target, parse_target
from jixiao.rules.values import TargetValue
from tests.support.targets_table import REPORT, table

HERE = Path(__file__).parent
FIXTURES = HERE.parent.parent / "fixtures"
SAMPLES = HERE.parent.parent.parent / "samples" / "shanghai-2020" / "forms.json"


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read(row: dict[str, Any]) -> list[dict[str, Any]]:
    parsed = parse_target(row["target"], name=row.get("level3"), cells=row.get("target_cells"))
    return [value.to_label() for value in parsed.values]


def labels(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The row's labels in one spelling: some print hours as numbers, some as text."""
    return [TargetValue.from_label(label).to_label() for label in row["parsed"]]


def misread(rows: Iterable[dict[str, Any]]) -> list[str]:
    return [f"{row['target']}：{read(row)} 应为 {labels(row)}" for row in rows if read(row) != labels(row)]


@pytest.mark.parametrize("row", rows_of(HERE / "cases.jsonl"), ids=lambda row: row["target"])
def test_a_notation_is_read_as_its_author_meant_it(row: dict[str, Any]) -> None:
    assert read(row) == labels(row)


def test_rows_written_before_the_grammar_was_looked_at_are_read_as_labelled() -> None:
    """In the manner of forms of many sectors; labelled by somebody who had not read the grammar."""
    assert misread(rows_of(HERE / "unseen_cases.jsonl")) == []


def test_a_third_of_the_published_values_is_read_as_labelled() -> None:
    assert misread(rows_of(FIXTURES / "targets_third.jsonl")) == []


def test_the_published_values_are_read_as_labelled(corpus_folder: Path) -> None:
    assert misread(rows_of(corpus_folder / "targets_dev.jsonl")) == []


def test_the_authored_notations_are_read_as_labelled(corpus_folder: Path) -> None:
    assert misread(rows_of(corpus_folder / "notations_authored.jsonl")) == []


def seed_rows(tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "target": row["target_text"]} for table in tables for row in table["indicators"]]


def test_the_146_indicators_of_the_seven_forms_are_read_as_in_the_gold(seeds_folder: Path) -> None:
    gold = json.loads((seeds_folder / "shanghai-2020-gold.json").read_text(encoding="utf-8"))
    rows = seed_rows(gold["tables"])
    assert len(rows) == 146
    assert misread(rows) == []


def test_the_146_indicators_of_the_samples_are_read_as_they_are_stored() -> None:
    rows = seed_rows(json.loads(SAMPLES.read_text(encoding="utf-8")))
    assert len(rows) == 146
    assert misread(rows) == []


def test_every_published_value_can_be_written_and_read_again() -> None:
    for row in rows_of(FIXTURES / "targets_third.jsonl") + rows_of(HERE / "cases.jsonl"):
        values = tuple(
            value._replace(op_from=None, unit_from=None, note=None)
            for value in parse_target(row["target"], name=row.get("level3"), cells=row.get("target_cells")).values
        )
        assert parse_target(format_target(values)).values == values, row["target"]


@pytest.mark.parametrize(
    ("text", "text_is_kept"),
    [(" ≥ 95 % ", True), ("　≤0.01%", True), ("", True), ("健全\n", True)],
)
def test_the_text_is_kept_as_printed(text: str, text_is_kept: bool) -> None:
    assert (parse_target(text).text == text) is text_is_kept


def test_the_name_is_asked_only_for_what_the_cell_does_not_say() -> None:
    (value,) = parse_target("≥80人", name="受益户数(≥**户)").values
    assert (value.unit, value.unit_from, value.op_from) == ("人", None, None)


def test_a_bare_word_for_all_implies_nothing_and_all_of_something_implies_the_whole() -> None:
    (bare,) = parse_target("实现全覆盖").values
    (named,) = parse_target("绩效目标编制实现全覆盖").values
    assert bare.implies is None
    assert named.op == "qualitative"
    assert named.implies is not None
    assert named.implies.to_label() == {"op": "=", "value": "1", "unit": "ratio"}


def test_the_committed_table_says_what_is_read_today(corpus_folder: Path, seeds_folder: Path) -> None:
    assert REPORT.read_text(encoding="utf-8") == table(corpus_folder, seeds_folder)


def test_reading_in_one_step_and_by_the_whole_grammar_agree() -> None:
    rows = rows_of(HERE / "cases.jsonl") + rows_of(FIXTURES / "targets_third.jsonl")
    for text in {row["target"] for row in rows}:
        # A trailing space takes no part in the value but keeps the text out of the one-step patterns.
        assert parse_target(text + " ").values == parse_target(text).values, text
