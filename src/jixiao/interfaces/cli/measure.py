"""``jixiao measure``: actual values out of records, a JSON line each, on the engine of choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jixiao.documents.forms.json import dumps
from jixiao.interfaces.cli.files import progress, say
from jixiao.rules.findings import Finding

if TYPE_CHECKING:
    from jixiao.measures.asked import Asked
    from jixiao.measures.engines.engine import Engine
    from jixiao.measures.measure import Measure
    from jixiao.measures.measured import Measured

ENGINES = ("duckdb", "postgres", "spark")
_A_PAGE = 10_000  # rows that are fetched at once


@dataclass(frozen=True, slots=True)
class _Source:
    """Where values come from: an engine, its snapshot (empty for live records), and what programmes are called."""

    engine: Engine
    snapshot: str
    names: Mapping[int, str]
    year: int


@click.command()
@click.option("--year", type=click.IntRange(1990, 2100), help="年度；默认为记录中不晚于今年的最后一年。")
@click.option(
    "--engine",
    default="duckdb",
    show_default=True,
    type=click.Choice(ENGINES),
    help="在快照上（duckdb、spark）或实时。",
)
@click.option("--as-of", "as_of", metavar="日期", help="只算到这一天为止已经登记的记录，如 2020-06-30。")
@click.option("--snapshot", type=click.Path(file_okay=False), help="用这个文件夹里的快照，不启动数据库，也不重新生成。")
@click.option("--programme", "programmes", multiple=True, help="只算这个项目（名称或编号）；可以重复。")
@click.option("--measure", "measures", multiple=True, help="只算这个度量（名称或标识）；可以重复。")
@click.option("--rows", is_flag=True, help="每个数之后逐行列出它背后的记录。")
@click.option("--changes", is_flag=True, help="与 --as-of 连用：列出那天以后新增、改动或作废的记录。")
@click.option("--store", is_flag=True, help="把已批复目标绑定的指标算出、判定并存入本安装，逐行列出。")
@click.option("--json", "as_json", is_flag=True, help="输出总是 JSON 行；为与其他命令一致而接受此选项。")
def measure(
    year: int | None,
    engine: str,
    as_of: str | None,
    snapshot: str | None,
    programmes: tuple[str, ...],
    measures: tuple[str, ...],
    rows: bool,
    changes: bool,
    store: bool,
    as_json: bool,
) -> None:
    """由业务记录计算实际完成值：每个项目、每个度量一行，有分子、分母、记录数和最近登记时间。

    默认先为本安装生成快照（只读取有变化的部分），再在快照上计算；--engine postgres 直接读取实时记录。
    """
    day = _day(as_of)
    if changes and day is None:
        raise click.UsageError("--changes 要与 --as-of 连用：说明从哪一天算起。")
    if snapshot and engine == "postgres":
        raise click.UsageError("--snapshot 用于 duckdb 和 spark；postgres 读取实时记录。")
    if store and (snapshot or day or measures or rows or changes):
        raise click.UsageError("--store 存入全部已绑定指标的现值，不能与选择度量、日期、快照或列出记录的选项连用。")
    chosen = _chosen(measures)
    with _source(engine, Path(snapshot) if snapshot else None) as source:
        from jixiao.measures.asked import Asked

        asked = Asked(year or source.year, day)
        wanted = _wanted(programmes, source.names)
        if store:
            _store(source, asked.year, wanted)
            return
        with progress(len(chosen), "计算") as bar:
            for each in chosen:
                _print(each, source, asked, wanted, rows, changes)
                if bar is not None:
                    bar.update(1)


def _print(
    measure: Measure, source: _Source, asked: Asked, wanted: Sequence[int] | None, rows: bool, changes: bool
) -> None:
    from jixiao.measures.evaluate import changes_since, rows_behind
    from jixiao.measures.measured import measured

    now = datetime.now().astimezone().replace(microsecond=0)
    for value in measured(measure, source.engine, asked, now, wanted, source.snapshot):
        name = source.names.get(value.figures.programme, "")
        click.echo(dumps(value.to_json(name)))
        for is_asked, function in ((rows, rows_behind), (changes, changes_since)):
            for row in _all_rows(function, value, source) if is_asked else ():
                click.echo(dumps({"programme": name or str(value.figures.programme), "measure": measure.id, **row}))


def _store(source: _Source, year: int, wanted: Sequence[int] | None) -> None:
    """Measures what approved targets are bound to, keeps it, and prints it with its verdicts."""
    from jixiao.foundation.identity import acting_as, system_actor
    from jixiao.systems.programmes.actions.measuring import Run, measure

    now = datetime.now().astimezone().replace(microsecond=0)
    with acting_as(system_actor("measure")):
        for value in measure(Run(year, source.engine, now, now.date(), source.snapshot), wanted):
            click.echo(dumps(value.to_json(source.names.get(value.programme_id, ""))))


def _all_rows(function: Any, value: Measured, source: _Source) -> Iterator[dict[str, Any]]:
    """The rows of a number, page by page."""
    offset = 0
    while True:
        programme = value.figures.programme
        page = function(value.measure, source.engine, value.asked, programme, limit=_A_PAGE, offset=offset)
        yield from ({name: _plain(said) for name, said in row.items()} for row in page)
        offset += _A_PAGE
        if len(page) < _A_PAGE:
            return


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def _day(said: str | None) -> date | None:
    if said is None:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise click.UsageError(f"--as-of 不是日期：{said}；请写成 2020-06-30 的样子。") from None


def _chosen(said: tuple[str, ...]) -> list[Measure]:
    """The measures asked for by id or by a name that they answer; by default all."""
    from jixiao.measures.measure import catalogue

    every = list(catalogue().values())
    unknown = [name for name in said if not any(_is_called(each, name) for each in every)]
    if unknown:
        raise click.UsageError(f"没有这个度量：{'、'.join(unknown)}。docs/measures-catalogue.md 列出全部。")
    return [each for each in every if not said or any(_is_called(each, name) for name in said)]


def _is_called(measure: Measure, name: str) -> bool:
    return name == measure.id or name in measure.names


def _wanted(said: tuple[str, ...], names: Mapping[int, str]) -> list[int] | None:
    """The programmes asked for by name or number; None for all. Ends the command where one is not known."""
    if not said:
        return None
    found = {word: [number for number, name in names.items() if word in (name, str(number))] for word in said}
    unknown = [word for word, numbers in found.items() if not numbers and not (word.isdecimal() and not names)]
    if unknown:
        fix = "请核对项目名称；不写 --programme 会算出全部项目。"
        say([Finding("measure.no_programme", "error", "--programme", f"没有这个项目：{'、'.join(unknown)}。", fix=fix)])
        raise SystemExit(1)
    return sorted({number for word, numbers in found.items() for number in numbers or [int(word)]})


@contextmanager
def _source(engine: str, folder: Path | None) -> Iterator[_Source]:
    """The engine over a folder's snapshot, over one of this installation, or over its live records."""
    from jixiao.measures.engines.standalone import NoSpark
    from jixiao.measures.snapshot.manifest import NoSnapshot

    try:
        if folder is not None:
            with _over_snapshot(engine, folder, {}, None) as source:
                yield source
        else:
            with _of_installation(engine) as source:
                yield source
    except NoSnapshot as error:
        fix = "请核对 --snapshot；不写它，会为本安装生成快照。"
        say([Finding("measure.no_snapshot", "error", str(folder or ""), f"没有可用的快照：{error}。", fix=fix)])
        raise SystemExit(1) from None
    except NoSpark as error:
        fix = "请安装缺少的部分，或用 --engine duckdb。"
        say([Finding("measure.no_spark", "error", "--engine spark", f"{error}。", fix=fix)])
        raise SystemExit(1) from None


@contextmanager
def _of_installation(engine: str) -> Iterator[_Source]:
    from jixiao.interfaces.cli.installation import open_installation, progress_line, stop_database

    open_installation()
    try:
        from django.db import connection

        from jixiao.foundation.identity import acting_as, system_actor
        from jixiao.foundation.snapshots import snapshot_store, take_snapshot
        from jixiao.measures.engines.postgres import Postgres
        from jixiao.systems.programmes.queries import names_and_last_year

        with acting_as(system_actor("measure")):
            names, year = names_and_last_year(date.today())
            if engine == "postgres":
                yield _Source(Postgres(connection), "", names, year or date.today().year)
                return
        progress_line("生成快照……")
        take_snapshot()
        with _over_snapshot(engine, snapshot_store(), names, year) as source:
            yield source
    finally:
        stop_database()


@contextmanager
def _over_snapshot(engine: str, store: Path, names: Mapping[int, str], year: int | None) -> Iterator[_Source]:
    from jixiao.measures.engines.opening import over_snapshot
    from jixiao.measures.snapshot.manifest import found

    manifest = found(store)
    opened = over_snapshot(engine, store, manifest)
    try:
        today = date.today().year
        years = [part.year for part in manifest.parts if part.year is not None and part.year <= today]
        yield _Source(opened, manifest.root, names, year or max(years, default=today))
    finally:
        opened.close()
