"""From rows to figures: the kept programmes, each with its numerator and denominator, as known on a day."""

from __future__ import annotations

from datetime import date, datetime

from jixiao.measures.asked import Asked
from jixiao.measures.engines.duckdb import DuckDB
from jixiao.measures.evaluate import figures, rows_behind
from jixiao.measures.measure import catalogue
from tests.support.published_rows import published_rows

HANDLING = catalogue()["operations.ticket_handling_rate"]
RESPONSE = catalogue()["operations.mean_response_time"]
YEAR = Asked(2020)


def ticket(programme: int, day: date = date(2020, 3, 2), **said: object) -> dict[str, object]:
    opened = {"opened_at": datetime(day.year, day.month, day.day, 10)}
    return {"programme_id": programme, "is_test": False, "is_handled": True} | opened | said


def desk(*tickets: dict[str, object]) -> DuckDB:
    return DuckDB.over({"operations_ticket": published_rows("operations_ticket", tickets)})


def test_a_share_is_given_as_numerator_and_denominator_by_programme() -> None:
    engine = desk(ticket(1), ticket(1, is_handled=False), ticket(1, is_handled=None), ticket(2))
    found = figures(HANDLING, engine, YEAR)
    assert [(f.programme, f.part, f.whole, f.records) for f in found] == [(1, 1, 3, 3), (2, 1, 1, 1)]
    assert found[0].freshness == datetime(2020, 1, 2, 9)


def test_a_mean_is_given_as_sum_and_count() -> None:
    engine = desk(
        ticket(1, response_business_seconds=3600), ticket(1, response_business_seconds=1), ticket(1), ticket(2)
    )
    found = figures(RESPONSE, engine, YEAR)
    assert [(f.programme, f.part, f.whole) for f in found] == [(1, 3601, 2), (2, None, None)]


def test_a_desk_that_keeps_records_without_one_that_counts_has_figures_of_nothing() -> None:
    found = figures(HANDLING, desk(ticket(7, is_test=True)), YEAR)
    assert [(f.programme, f.part, f.records) for f in found] == [(7, None, 0)]


def test_a_programme_without_records_is_not_among_them() -> None:
    assert figures(HANDLING, desk(ticket(1, date(2019, 12, 31))), YEAR) == []
    assert figures(HANDLING, DuckDB.over({}), YEAR) == []


def test_only_the_programmes_asked_for_are_answered() -> None:
    engine = desk(ticket(1), ticket(2), ticket(3))
    assert [f.programme for f in figures(HANDLING, engine, YEAR, [3, 1, 9])] == [1, 3]


def test_a_version_recorded_later_is_not_known_before() -> None:
    corrected = datetime(2020, 6, 1, 12)
    engine = desk(
        ticket(1, id=5, is_handled=False, superseded_at=corrected),
        ticket(1, id=5, is_handled=True, recorded_at=corrected),
    )
    parts = {day: figures(HANDLING, engine, Asked(2020, day))[0].part for day in (date(2020, 5, 31), date(2020, 6, 1))}
    assert parts == {date(2020, 5, 31): 0, date(2020, 6, 1): 1}
    assert [(f.part, f.whole) for f in figures(HANDLING, engine, YEAR)] == [(1, 1)]


def test_what_happened_after_the_day_asked_for_does_not_count_yet() -> None:
    engine = desk(ticket(1), ticket(1, date(2020, 9, 1), recorded_at=datetime(2020, 2, 1)))
    assert [f.whole for f in figures(HANDLING, engine, Asked(2020, date(2020, 8, 31)))] == [1]


def test_the_rows_behind_a_number_begin_with_those_that_speak_against_it() -> None:
    engine = desk(ticket(1), ticket(1, is_handled=False), ticket(2, is_handled=False))
    rows = rows_behind(HANDLING, engine, YEAR, 1, limit=10)
    assert [(row["record_id"], row["hit"], row["source"]) for row in rows] == [
        (2, False, "operations_ticket"),
        (1, True, "operations_ticket"),
    ]
    assert [row["record_id"] for row in rows_behind(HANDLING, engine, YEAR, 1, limit=1, offset=1)] == [1]
