"""A desk's exported file: forty planted faults are named by row and column, none is kept, and it can be undone."""

from __future__ import annotations

import random
from datetime import date

import pytest

from jixiao.foundation.identity import acting_as
from jixiao.foundation.transitions import Refused
from jixiao.systems.operations.models import Ticket
from tests.support.planted_tickets import FAULTS, HEADINGS, good_ticket, planted_tickets
from tests.systems.operations.desk import WHO, Desk


@pytest.fixture
def with_former(desk: Desk) -> Desk:
    """An engineer who left before the year began."""
    desk.enter(
        "engineers",
        number="E2",
        name="前工程师",
        programme="非税系统运维",
        supplier_name="某公司",
        joined_on="2018-01-01",
        left_on="2019-12-31",
    )
    return desk


def test_forty_planted_faults_are_named_and_only_the_good_rows_are_kept(with_former: Desk) -> None:
    assert len(FAULTS) == 40
    file = planted_tickets(20)
    with pytest.raises(Refused) as refused:
        with_former.load("tickets", file.content)
    assert refused.value.code == "import.has_problems"
    assert with_former.published("operations_ticket") == [(0,)]

    made, preview, _ = with_former.load("tickets", file.content, keep_good=True)
    assert {(problem.row, problem.column, problem.code) for problem in preview.problems} == file.faults
    assert [number for (number,) in with_former.published("operations_ticket", "number")] == file.good
    assert with_former.undo(made) == len(file.good) == 160
    assert with_former.published("operations_ticket") == [(0,)]


def test_undoing_a_file_of_holds_starts_the_clocks_again(desk: Desk) -> None:
    chance = random.Random(3)
    rows = [good_ticket(chance, place) for place in range(30)]
    content = "\n".join(",".join(line) for line in (HEADINGS, *([row[h] for h in HEADINGS] for row in rows)))
    desk.load("tickets", content.encode())
    columns = "number, held_seconds, resolution_business_seconds, resolution_is_met"
    before = desk.published("operations_ticket", columns)
    holds = "\n".join(
        ["工单,编号,挂起开始,挂起结束,挂起理由,同意人"]
        + [f"{row['工单编号']},1,{row['开始处理时间']},{row['解决时间']},等用户,李" for row in rows]
    )
    made, _, _ = desk.load("holds", holds.encode())
    held = desk.published("operations_ticket", columns)
    assert sum(row[1] for row in held) > 0
    assert desk.undo(made) == 30
    assert desk.published("operations_ticket", columns) == before != held


def test_a_file_of_tickets_is_taken_back_when_what_stopped_them_is_gone(desk: Desk) -> None:
    chance = random.Random(5)
    rows = [good_ticket(chance, place) for place in range(3)]
    tickets = "\n".join(",".join(line) for line in (HEADINGS, *([row[h] for h in HEADINGS] for row in rows)))
    row = rows[0]
    hold = f"{row['工单编号']},1,{row['开始处理时间']},{row['解决时间']},等用户,李"
    for is_undone in (True, False):
        made, _, _ = desk.load("tickets", tickets.encode())
        held, _, _ = desk.load("holds", f"工单,编号,挂起开始,挂起结束,挂起理由,同意人\n{hold}".encode())
        with pytest.raises(Refused) as refused:
            desk.undo(made)
        assert refused.value.code == "import.rows_in_use"
        desk.undo(held)
        if is_undone:
            assert desk.undo(made) == 3
    number = desk.published("operations_ticket", "id, number")[0][0]
    with acting_as(desk.office.identity(WHO)):
        ticket = Ticket.objects.get(pk=number)
    desk.correct("tickets", ticket, summary="另一件事")
    with pytest.raises(Refused) as refused:
        desk.undo(made)
    assert refused.value.code == "import.changed_since"


def test_tickets_that_came_in_are_closed_or_open_whatever_happened_to_them(desk: Desk) -> None:
    for seed in range(6):
        chance = random.Random(seed)
        rows = [good_ticket(chance, 100 * seed + place) for place in range(20)]
        for row in rows:  # a life may have stopped anywhere
            for heading in HEADINGS[10 + chance.randint(0, 6) : 16]:
                row[heading] = ""
            if not row["用户确认时间"]:
                row["确认方式"] = ""
            if not row["首次响应时间"]:
                row["开始处理时间"] = ""
            if not row["关闭时间"] and row["解决时间"] and not row["用户确认时间"] and chance.random() < 0.5:
                number = row["工单编号"]
                row["again"] = number
        content = "\n".join(",".join(line) for line in (HEADINGS, *([row[h] for h in HEADINGS] for row in rows)))
        desk.load("tickets", content.encode())
        for row in rows:
            if "again" in row:
                year = date.today().year - 1
                desk.enter("reopenings", ticket=row["again"], number="1", reopened_at=f"{year}-01-05 10:00")
    states = dict(desk.published("operations_ticket", "state, count(*)", "superseded_at IS NULL GROUP BY state"))
    closed = desk.published("operations_ticket", "count(*)", "superseded_at IS NULL AND closed_at IS NOT NULL")[0][0]
    handled = desk.published("operations_ticket", "count(*)", "superseded_at IS NULL AND is_handled")[0][0]
    assert sum(states.values()) == 120
    assert states["closed"] == closed
    assert sum(count for state, count in states.items() if state != "closed") == 120 - closed
    assert handled == sum(states.get(state, 0) for state in ("resolved", "confirmed", "closed"))
    assert states["reopened"] > 0
