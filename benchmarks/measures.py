"""Measures of the catalogue beside the same figures by hand-written SQL, on the same files in the same process."""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure_data import DAY, FACTORS, make

TITLE = "Measures"
METHOD = """\
Eight measures of the catalogue over a snapshot's Parquet files: 2,000,000 rows of the shape of payments (a department's
transactions), 2,000,000 sign-ins of 50,000 users, 200,000 tickets, 300,000 rows of the shape of answers (integrity
checks with sums), 20,000 faults and 20,000 inspections, by 200 programmes, at 1, 10 and 30 times these numbers (fewer
for `--scale`). "By hand" is one DuckDB query a measure, written as an analyst would, giving the same figures (part,
whole, records, newest record), which the run compares. "First asked" makes the catalogue's queries anew, "asked again"
has them ready, as a process that scores more than one year or form has. Both sides take turns; medians of seven rounds
at 1x, five at 10x, three at 30x. Each size runs in a process of its own, whose peak memory is given. "Rows behind" is
one page of the rows behind a programme's number. Spark runs the same queries on a standalone master with one or two
workers of one core each on this machine, after one warm-up, up to 10x; it is beside, not against: its place is many
bureaus."""

#: Two cores of one machine are no cluster: the largest size would only say how long they take.
_SPARK_FACTOR_MAX = 10
_LIVE = "superseded_at IS NULL"


def _year(day: str) -> str:
    return f"{_LIVE} AND {day} BETWEEN {DAY} AND {DAY + 365}"


def _by_hand(table: str, day: str, part: str, whole: str, where: str = "true") -> str:
    return (
        f"SELECT programme_id, {part}, {whole}, count(*), max(recorded_at) FROM {table} "
        f"WHERE {_year(day)} AND {where} GROUP BY programme_id ORDER BY programme_id"
    )


_TICKETS = ("operations_ticket", "opened_day")
_FAULTS = ("operations_fault", "occurred_day")
#: Each measure with the query that an analyst would write.
BY_HAND = {
    "operations.departments_served": _by_hand(
        "operations_department_use", "used_day", "count(DISTINCT department)", "NULL", "transactions > 0"
    ),
    "operations.important_records_lost": _by_hand(
        "operations_integrity_check", "checked_day", "sum(records_missing + records_altered)", "sum(records_checked)"
    ),
    "operations.ticket_handling_rate": _by_hand(*_TICKETS, "count(*) FILTER (is_handled)", "count(*)", "NOT is_test"),
    "operations.mean_response_time": _by_hand(
        *_TICKETS, "sum(response_business_seconds)", "count(*)", "NOT is_test AND response_business_seconds IS NOT NULL"
    ),
    "operations.mean_response_time_absolute": _by_hand(
        *_TICKETS, "sum(response_absolute_seconds)", "count(*)", "NOT is_test AND response_absolute_seconds IS NOT NULL"
    ),
    "operations.fault_repeat_rate": _by_hand(
        *_FAULTS, "count(*) FILTER (recurrence = 'repeat')", "count(*)", "exclusion = ''"
    ),
    "operations.self_check_pass_rate": _by_hand(
        "operations_inspection",
        "done_day",
        "count(*) FILTER (result = 'passed')",
        "count(*)",
        "kind = 'self_check' AND is_completed",
    ),
    "operations.users_served": (
        "SELECT s.programme_id, count(DISTINCT s.user_id), NULL, count(*), max(s.recorded_at) "
        "FROM operations_sign_in s JOIN operations_user u ON u.id = s.user_id AND u.superseded_at IS NULL "
        "AND s.signed_in_day >= u.enabled_day AND (u.disabled_day IS NULL OR s.signed_in_day <= u.disabled_day) "
        f"WHERE s.superseded_at IS NULL AND s.signed_in_day BETWEEN {DAY} AND {DAY + 365} "
        "GROUP BY s.programme_id ORDER BY s.programme_id"
    ),
}


def run(scale: float = 1.0) -> list[dict[str, str]]:
    """One row a figure, one column a size."""
    sizes = [factor * scale for factor in FACTORS]
    columns = {
        f"{factor}×": _in_a_process_of_its_own(size, factor) for factor, size in zip(FACTORS, sizes, strict=True)
    }
    names = list(next(iter(columns.values())))
    return [{"": name, **{column: figures.get(name, "–") for column, figures in columns.items()}} for name in names]


def _in_a_process_of_its_own(size: float, factor: int) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        for work in (_make, _measure, *((_spark,) if factor <= _SPARK_FACTOR_MAX else ())):
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                found = pool.apply(work, (folder, size, factor))
            if work is _measure:
                figures = found
            elif work is _spark:
                figures |= found
    return figures


def _make(folder: str, size: float, factor: int) -> None:
    make(Path(folder), size)


def _measure(folder: str, size: float, factor: int) -> dict[str, str]:
    import duckdb

    from jixiao.measures.asked import Asked
    from jixiao.measures.engines.duckdb import DuckDB
    from jixiao.measures.evaluate import asking_for, figures, rows_behind
    from jixiao.measures.measure import catalogue
    from jixiao.measures.snapshot import manifest

    store, asked = Path(folder), Asked(2020)
    snapshot = manifest.found(store)
    measures = [catalogue()[name] for name in BY_HAND]
    engine = DuckDB(store, snapshot)
    by_hand = duckdb.connect(":memory:")
    for table in snapshot.columns:
        files = [str(file) for file in snapshot.files(store, table)]
        by_hand.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({files})")

    def hand() -> list[Any]:
        return [by_hand.execute(query).fetchall() for query in BY_HAND.values()]

    def first() -> list[Any]:
        asking_for.cache_clear()
        return again()

    def again() -> list[Any]:
        return [figures(measure, engine, asked) for measure in measures]

    _must_agree(hand(), first(), list(BY_HAND))
    rounds = {1: 7, 10: 5, 30: 3}[factor]
    times = _in_turns({"hand": hand, "first": first, "again": again}, rounds)
    some = figures(measures[0], engine, asked)[0].programme
    behind = max(
        statistics.median(_timed(lambda m=measure: rows_behind(m, engine, asked, some, limit=50)) for _ in range(3))
        for measure in measures
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    engine.close()
    return {
        "rows": f"{snapshot_rows(snapshot):,}",
        "by hand, s": f"{times['hand']:.3f}",
        "catalogue, first asked, s": f"{times['first']:.3f}",
        "catalogue, asked again, s": f"{times['again']:.3f}",
        "first asked ÷ by hand": f"{times['first'] / times['hand']:.2f}",
        "asked again ÷ by hand": f"{times['again'] / times['hand']:.2f}",
        "rows behind, slowest measure, ms": f"{behind * 1000:.0f}",
        "peak memory, MB": f"{peak:,.0f}",
    }


def _spark(folder: str, size: float, factor: int) -> dict[str, str]:
    from jixiao.measures.asked import Asked
    from jixiao.measures.engines.spark import Spark
    from jixiao.measures.engines.standalone import Cluster, NoSpark
    from jixiao.measures.evaluate import figures
    from jixiao.measures.measure import catalogue
    from jixiao.measures.snapshot import manifest

    store, found = Path(folder), {}
    measures = [catalogue()[name] for name in BY_HAND]
    for workers in (1, 2):
        try:
            cluster = Cluster.start(workers)
        except NoSpark:
            return {}
        try:
            spark = Spark(store, manifest.found(store), master=cluster.master, cores=workers)

            def asked_of(engine: Spark = spark) -> list[Any]:
                return [figures(measure, engine, Asked(2020)) for measure in measures]

            asked_of()
            seconds = statistics.median(_timed(asked_of) for _ in range(3 if factor == 1 else 1))
            spark.close()
        finally:
            cluster.stop()
        found[f"Spark, workers: {workers}, s"] = f"{seconds:.2f}"
    return found


def _must_agree(by_hand: list[Any], catalogue: list[Any], names: list[str]) -> None:
    for name, rows, figures in zip(names, by_hand, catalogue, strict=True):
        told = [
            (each.programme, each.part, each.whole, each.records, each.freshness) for each in figures if each.records
        ]
        if told != [tuple(row) for row in rows]:
            raise AssertionError(f"{name}: by hand {rows[:2]}, catalogue {told[:2]}")


def _in_turns(sides: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    times: dict[str, list[float]] = {side: [] for side in sides}
    for _ in range(rounds):
        for side, work in sides.items():
            times[side].append(_timed(work))
    return {side: statistics.median(each) for side, each in times.items()}


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def snapshot_rows(snapshot: Any) -> int:
    """The rows of all tables."""
    return sum(_rows(snapshot))


def _rows(snapshot: Any) -> Iterator[int]:
    for part in snapshot.parts:
        yield part.rows
