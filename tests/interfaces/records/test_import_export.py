"""Records in and out through the command line: who acts, what is refused by row and column, what comes out again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from django.db import connection
from openpyxl import load_workbook

from jixiao.foundation.database.embedded import EmbeddedServer
from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports.models import DataImport
from jixiao.foundation.registers.register import register_named
from jixiao.interfaces.cli import main
from tests.interfaces.test_installation_commands import jixiao
from tests.support.a_contract import ENTERED
from tests.support.office import Office
from tests.systems.operations.desk import WHO, Desk, make_desk
from tests.systems.operations.follow_ups import CHANGE

AS_RECORDER = ("--as", "r00")
GOOD = {**CHANGE, "approved_by": "乙"}


@pytest.fixture
def desk(office: Office, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of operations; the commands find the installation of the test open already."""
    for name in ("open_installation", "stop_database"):
        monkeypatch.setattr(f"jixiao.interfaces.cli.records.{name}", lambda: None)
    monkeypatch.delenv("JIXIAO_AS", raising=False)
    return make_desk(office)


def run(*arguments: str, typed: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def table(*rows: dict[str, str]) -> bytes:
    """Changes as a CSV file under the headings of their register."""
    out = io.StringIO()
    writer = csv.writer(out)
    register = register_named("changes")
    writer.writerow([column.title for column in register.columns])
    writer.writerows([row.get(column.key, "") for column in register.columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def numbers(desk: Desk) -> list[str]:
    with acting_as(desk.office.identity(WHO)):
        return sorted(register_named("changes").model._default_manager.values_list("number", flat=True))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "变更.csv"


def test_a_table_is_imported_in_silence_and_the_history_names_person_and_command(desk: Desk, file: Path) -> None:
    file.write_bytes(table(GOOD, GOOD | {"number": "BG2"}))
    done = run("import", "changes", str(file), *AS_RECORDER)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert numbers(desk) == ["BG1", "BG2"]
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT actor FROM history.entry WHERE subject LIKE '%operations_change'")
        assert cursor.fetchall() == [("person:r00/jixiao-import",)]


def test_standard_input_and_the_chinese_name_of_the_kind_do_as_well(desk: Desk) -> None:
    done = run("import", "变更", *AS_RECORDER, typed=table(GOOD))
    assert (done.exit_code, done.stderr) == (0, ""), done.stderr
    assert numbers(desk) == ["BG1"]


WRONG = (
    GOOD | {"number": "BG3", "risk": "很高"},
    GOOD | {"number": "BG4", "approved_by": "甲"},
    GOOD | {"number": "BG5", "rolled_back_at": "2020-06-09 09:00"},
)


def test_one_error_keeps_the_whole_file_out_and_every_error_names_its_row_and_column(desk: Desk, file: Path) -> None:
    file.write_bytes(table(GOOD, *WRONG))
    done = run("import", "changes", str(file), *AS_RECORDER)
    assert done.exit_code == 1
    lines = done.stderr.splitlines()
    assert [line.partition("“")[0] for line in lines[:3]] == [f"■ 错误 变更.csv 第 {row} 行" for row in (3, 4, 5)]
    assert "“风险”" in lines[0]
    assert "“很高”" in lines[0]
    assert "[operations.approved_by_requester]" in lines[1]
    assert "“回退时间”" in lines[2]
    assert lines[3:] == ["4 行，3 行有错误，一行也没有导入。"]
    assert numbers(desk) == []
    with acting_as(system_actor("test")):
        assert DataImport.objects.get().state == "dropped"


def test_keep_good_imports_exactly_the_good_rows_and_still_tells_the_others(desk: Desk, file: Path) -> None:
    file.write_bytes(table(GOOD, *WRONG, GOOD | {"number": "BG6"}))
    done = run("import", "changes", str(file), "--keep-good", *AS_RECORDER)
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == "导入 2 行，3 行有错误，没有导入。"
    assert numbers(desk) == ["BG1", "BG6"]


def test_errors_as_json_are_findings(desk: Desk, file: Path) -> None:
    file.write_bytes(table(*WRONG[:1]))
    done = run("import", "changes", str(file), "--json", *AS_RECORDER)
    [finding] = [json.loads(line) for line in done.stderr.splitlines()]
    assert finding["code"] == "import.not_a_choice"
    assert finding["place"].startswith("变更.csv 第 2 行“风险”")
    assert finding["severity"] == "error"


@pytest.mark.parametrize(
    ("username", "code"),
    [("nobody", "command.no_such_person"), ("u00", "import.not_yours")],
)
def test_whoever_holds_no_role_for_it_imports_nothing(desk: Desk, file: Path, username: str, code: str) -> None:
    file.write_bytes(table(GOOD))
    done = run("import", "changes", str(file), "--as", username)
    assert done.exit_code == 1
    assert f"[{code}]" in done.stderr
    assert numbers(desk) == []


def test_where_several_may_import_one_must_be_named(desk: Desk, file: Path) -> None:
    file.write_bytes(table(GOOD))
    done = run("import", "changes", str(file))
    assert done.exit_code == 2
    assert "请用 --as 指明以谁的身份导入。能导入变更的有：r00、r01。" in done.stderr


def test_an_unknown_kind_is_misuse_and_the_known_ones_are_named(desk: Desk, file: Path) -> None:
    file.write_bytes(table(GOOD))
    for arguments in (("import", "nothing", str(file)), ("export", "nothing")):
        done = run(*arguments)
        assert done.exit_code == 2
        assert "没有“nothing”这种记录" in done.stderr
        assert "changes 变更" in done.stderr


def test_a_file_that_is_not_there_is_a_finding(desk: Desk) -> None:
    done = run("import", "changes", "没有的文件.csv", *AS_RECORDER)
    assert done.exit_code == 1
    assert "没有的文件.csv" in done.stderr


@pytest.fixture
def with_changes(desk: Desk) -> Desk:
    desk.enter("changes", **GOOD)
    desk.enter("changes", **GOOD | {"number": "BG0", "requested_at": "2019-12-02 09:00"})
    return desk


def test_what_is_exported_is_imported_again(with_changes: Desk) -> None:
    exported = run("export", "changes").stdout_bytes
    with acting_as(with_changes.office.identity(WHO)):
        register_named("changes").model._default_manager.all().delete()
    assert run("import", "changes", *AS_RECORDER, typed=exported).exit_code == 0
    assert run("export", "changes").stdout_bytes == exported
    assert numbers(with_changes) == ["BG0", "BG1"]


def test_a_year_and_the_scope_of_a_person_narrow_an_export(with_changes: Desk) -> None:
    def rows(*arguments: str) -> list[str]:
        done = run("export", "changes", *arguments)
        assert done.exit_code == 0, done.stderr
        return [row.split(",")[0] for row in done.stdout_bytes.decode("utf-8-sig").splitlines()[1:]]

    assert rows() == ["BG1", "BG0"]
    assert rows("--year", "2019") == ["BG0"]
    assert rows(*AS_RECORDER) == ["BG1", "BG0"]
    assert rows("--as", "r01") == []


def test_the_suffix_of_the_file_says_its_format(with_changes: Desk, tmp_path: Path) -> None:
    book, parquet = tmp_path / "变更.xlsx", tmp_path / "变更.parquet"
    for each in (book, parquet):
        done = run("export", "变更", "-o", str(each))
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    sheet = load_workbook(book).active
    assert sheet is not None
    assert [row[0].value for row in sheet.iter_rows()] == ["变更编号", "BG1", "BG0"]
    kept = pq.read_table(parquet)
    assert kept.column("系统").to_pylist() == ["S1", "S1"]
    assert kept.column("紧急变更").to_pylist() == [False, False]
    assert kept.column("申请时间").to_pylist()[0] == datetime.fromisoformat("2020-06-01T09:00+08:00")
    assert kept.column("上线时间").to_pylist() == [None, None]


def test_parquet_keeps_amounts_and_days_exactly(desk: Desk, tmp_path: Path) -> None:
    contract = dict(ENTERED[0][1])
    desk.enter("contracts", **contract)
    run("export", "contracts", "--to", "parquet", "-o", str(tmp_path / "x"))
    [row] = pq.read_table(tmp_path / "x").to_pylist()
    assert row["合同金额（元）"] == Decimal("2058000.00")
    assert date(2020, 1, 1) in row.values()


def test_an_export_is_in_the_history(with_changes: Desk) -> None:
    run("export", "changes", "--year", "2020", *AS_RECORDER)
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT actor, after FROM history.entry WHERE subject = 'export.register' ORDER BY id DESC LIMIT 1"
        )
        [(actor, details)] = cursor.fetchall()
    assert actor == "person:r00/jixiao-export"
    details = json.loads(details) if isinstance(details, str) else details
    assert (details["what"], details["rows"], details["format"]) == ("changes", 1, "csv")


def test_an_export_that_cannot_be_written_is_a_finding(with_changes: Desk, tmp_path: Path) -> None:
    done = run("export", "changes", "-o", str(tmp_path / "没有" / "x.csv"))
    assert done.exit_code == 1
    assert "[export.cannot_write]" in done.stderr


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    EmbeddedServer(tmp_path / "home").stop()


def test_units_are_imported_into_a_real_installation_by_its_system_administrator(home: Path, tmp_path: Path) -> None:
    people = ("--system-administrator", "sys:沈系统", "--security-administrator", "sec:安管理")
    made = jixiao(home, "init", "--bureau", "某市财政局", *people, "--audit-administrator", "aud:计审计")
    assert made.returncode == 0, made.stderr
    units = tmp_path / "units.csv"
    units.write_text("单位名称,上级单位,类型\n国库处,某市财政局,处室\n", encoding="utf-8")
    done = jixiao(home, "import", "organisations", str(units))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    again = jixiao(home, "import", "organisations", str(units), "--as", "sys")
    assert again.returncode == 1
    assert "第 2 行" in again.stderr
    assert jixiao(home, "import", "organisations", str(units), "--as", "aud").returncode == 1
    assert jixiao(home, "export", "changes").stdout.startswith("\ufeff变更编号,")
