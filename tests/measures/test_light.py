"""What a run-time installation has is enough: neither pandas nor pyspark, and nothing is loaded before it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

_ANSWERING = """
import sys
from jixiao.measures.asked import Asked
from jixiao.measures.engines.duckdb import DuckDB
from jixiao.measures.evaluate import figures
from jixiao.measures.measure import catalogue
for measure in catalogue().values():
    figures(measure, DuckDB.over({}), Asked(2020))
"""
_COMMANDS = "import sys; from jixiao.interfaces.cli import read, measure"
_HEAVY = {"pandas", "pyspark", "django"}


@pytest.mark.parametrize(
    ("program", "absent"), [(_ANSWERING, _HEAVY), (_COMMANDS, _HEAVY | {"ibis", "duckdb", "sqlglot", "pyarrow"})]
)
def test_what_is_not_used_is_not_loaded(program: str, absent: set[str]) -> None:
    asked = f"{program}\nprint(*sorted({absent!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.split() == []
