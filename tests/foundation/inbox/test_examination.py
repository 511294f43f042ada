"""What doctor says of deadlines and notices, and what the server does beside answering."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.inbox import deadlines, messenger
from jixiao.foundation.inbox.examination import examine
from jixiao.foundation.inbox.models import Task
from jixiao.foundation.inbox.queries import described
from jixiao.foundation.notices.delivery import Delivered
from jixiao.foundation.notices.models import Notice
from jixiao.foundation.transitions import Refused
from tests.foundation.inbox.test_inbox import review_task
from tests.foundation.notices.mailbox import message_system
from tests.foundation.notices.test_notices import by_webhook, told
from tests.support.office import Office


def codes(today: date) -> list[str]:
    return [finding.code for finding in examine(today)]


def test_all_is_well_in_summer(office: Office) -> None:
    assert codes(date(2026, 7, 1)) == []


@pytest.fixture
def calendar_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An installation's own years, instead of those that all tests have."""
    monkeypatch.setattr(deadlines, "home", lambda: tmp_path)
    (tmp_path / "calendar").mkdir()
    return tmp_path / "calendar"


def test_a_month_before_the_year_ends_without_the_next_calendar_it_says_what_to_do(
    office: Office, calendar_folder: Path
) -> None:
    assert codes(date(2026, 12, 5)) == [], "nobody waits for anything yet"
    review_task(office)
    (finding,) = examine(date(2026, 12, 5))
    assert finding.code == "calendar.year_unknown"
    assert "holidays_2027.yaml" in finding.fix


def test_a_calendar_file_of_the_installation_that_is_wrong_is_named(office: Office, calendar_folder: Path) -> None:
    (calendar_folder / "holidays_2027.yaml").write_text("id: calendar.holidays_2028\n", encoding="utf-8")
    assert codes(date(2026, 7, 2)) == ["calendar.file_wrong"]
    with pytest.raises(Refused, match="有错"):
        deadlines.due_after(3, date(2026, 7, 2))
    review_task(office)
    with acting_as(office.identity("李编制")):
        (shown,) = described(Task.objects.all(), date(2026, 7, 2))
    assert shown.days_left is None


def test_a_setting_that_cannot_work_and_notices_that_never_arrived_are_named(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_webhook(monkeypatch, 9)
    review_task(office)
    with acting_as(system_actor("test")):
        Notice.objects.update(given_up_at=timezone.now(), last_error="ConnectionError: 对方回答 500")
    monkeypatch.setenv("JIXIAO_NOTICES", "pigeon")
    setting, given_up = examine(date(2026, 7, 1))
    assert (setting.code, given_up.code) == ("notices.setting_wrong", "notices.given_up")
    assert "对方回答 500" in given_up.message


def test_the_server_hands_over_what_waits(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with message_system() as system:
        by_webhook(monkeypatch, system.port)
        review_task(office, due_on=timezone.localdate() + timedelta(days=9))
        assert messenger.tell() == Delivered(sent=1)
    assert told()[0].sent_at is not None


@pytest.mark.parametrize("setting", ["", "pigeon"])
def test_the_messenger_ends_where_notices_are_off_or_cannot_work(
    office: Office, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("JIXIAO_NOTICES", setting)
    monkeypatch.setattr(messenger, "_EVERY_SECONDS", 0)
    messenger.run(threading.Event())
