"""Errors planted by somebody else are found where they are, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jixiao.foundation.imports.checking import preview
from jixiao.foundation.imports.kinds import Context
from tests.foundation.imports.conftest import SUPPLIERS
from tests.support.planted_import_errors import WRONG, planted

UNCHECKED = replace(SUPPLIERS, check=lambda rows, context: ())
NOBODY = Context(None, None, None)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_each_planted_error_is_named_by_row_and_column_and_good_rows_stay_good(seed: int, encoding: str) -> None:
    made = planted(seed, encoding=encoding)
    found = preview(UNCHECKED, "供应商.csv", made.content, NOBODY)
    assert {(problem.row, problem.column, problem.code) for problem in found.problems} == made.errors
    assert [row.number for row in found.good] == made.good
    assert found.rows_total == 40


def test_the_generator_plants_every_kind_of_error() -> None:
    codes = {code for seed in range(30) for _, _, code in planted(seed).errors}
    assert codes == {code for choices in WRONG.values() for _, code in choices}
