"""Notices leave the house when a setting says so, and arrive in spite of a server that is away."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.inbox.actions import open_task
from jixiao.foundation.inbox.models import Task
from jixiao.foundation.inbox.reminders import remind_late
from jixiao.foundation.notices.delivery import Delivered, deliver
from jixiao.foundation.notices.models import Notice
from jixiao.foundation.notices.setting import SettingError, notice_setting
from jixiao.foundation.people.roles import Role
from tests.foundation.notices.mailbox import mail_server, message_system
from tests.support.office import Office


def review_task(office: Office, **changes: object) -> Task:
    place = office.organisations["国库处"].pk
    said = {"subject": "form_version", "subject_id": 7, "owner_id": place, "what": "finance_review"}
    said |= {"title": "审核“非税系统运维”", "path": "/programmes/7/", "role": Role.FINANCE_REVIEWER, "at_id": place}
    with acting_as(office.identity("李编制")):
        return open_task(**(said | {"due_on": date(2026, 12, 7)} | changes))  # type: ignore[arg-type]


def told() -> list[Notice]:
    with acting_as(system_actor("test")):
        return list(Notice.objects.select_related("person"))


def by_email(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    for name, value in {
        "JIXIAO_NOTICES": "email",
        "JIXIAO_SMTP_HOST": "127.0.0.1",
        "JIXIAO_SMTP_PORT": str(port),
        "JIXIAO_SMTP_FROM": "jixiao@example.test",
        "JIXIAO_ADDRESS": "https://jixiao.example.test/",
    }.items():
        monkeypatch.setenv(name, value)


def by_webhook(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setenv("JIXIAO_NOTICES", "webhook")
    monkeypatch.setenv("JIXIAO_WEBHOOK", f"http://127.0.0.1:{port}/oa/notices?from=jixiao")
    monkeypatch.setenv("JIXIAO_WEBHOOK_SECRET", "between us")


def gives_address(office: Office, name: str) -> None:
    with acting_as(system_actor("test")):
        person = office.people[name]
        person.email = "wang@example.test"
        person.save(update_fields=["email"])


def test_nobody_is_told_unless_the_setting_says_so(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIXIAO_NOTICES", raising=False)
    review_task(office)
    assert told() == []
    assert deliver() == Delivered()


def test_a_mail_arrives_with_what_waits_until_when_and_where(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    gives_address(office, "王审核")
    with mail_server() as box:
        by_email(monkeypatch, box.port)
        review_task(office, title="审核“非税\r\nBcc: all@example.test”")
        assert deliver() == Delivered(sent=1)
        assert deliver() == Delivered()
    (mail,) = box.mails
    assert mail["To"] == "wang@example.test"
    assert mail["Subject"].strip() == "待办：审核“非税 Bcc: all@example.test”"
    assert mail["Bcc"] is None
    body = mail.get_content()  # type: ignore[attr-defined]
    assert "2026-12-07" in body
    assert "https://jixiao.example.test/programmes/7/" in body
    assert told()[0].sent_at is not None


def test_the_message_system_gets_a_signed_post_that_names_the_notice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with message_system() as system:
        by_webhook(monkeypatch, system.port)
        review_task(office)
        assert deliver() == Delivered(sent=1)
    ((path, headers, body),) = system.calls
    assert path == "/oa/notices?from=jixiao"
    assert headers["X-Jixiao-Signature"] == "sha256=" + hmac.new(b"between us", body, hashlib.sha256).hexdigest()
    said = json.loads(body)
    assert headers["Idempotency-Key"] == f"notice-{said['notice']}"
    assert said["to"] == office.people["王审核"].username
    assert said["title"] == "待办：审核“非税系统运维”"


def test_a_server_that_is_away_is_tried_again_later_and_given_up_in_the_end(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with message_system() as system:
        by_webhook(monkeypatch, system.port)
        system.status = 503
        review_task(office)
        now = timezone.now()
        assert deliver(now) == Delivered(put_off=1)
        assert deliver(now) == Delivered(), "not before its time"
        (notice,) = told()
        assert notice.next_attempt_at == now + timedelta(minutes=1)
        assert "503" in notice.last_error
        system.status = 200
        assert deliver(now + timedelta(minutes=2)) == Delivered(sent=1)
    assert told()[0].last_error == ""


def test_after_the_last_attempt_a_notice_is_given_up_with_its_error(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_webhook(monkeypatch, 9)  # nobody listens there
    review_task(office)
    now = timezone.now()
    done = [deliver(now + timedelta(days=day)) for day in range(6)]
    assert done == [Delivered(put_off=1)] * 5 + [Delivered(given_up=1)]
    assert told()[0].given_up_at is not None
    assert "Error" in told()[0].last_error


def test_a_redirect_is_not_followed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with message_system() as system:
        by_webhook(monkeypatch, system.port)
        system.status = 302
        review_task(office)
        assert deliver() == Delivered(put_off=1)
    assert len(system.calls) == 1


def test_whoever_has_no_address_is_not_tried_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server() as box:
        by_email(monkeypatch, box.port)
        review_task(office)
        assert deliver() == Delivered(given_up=1)
    assert box.mails == []
    assert "没有登记电子邮箱" in told()[0].last_error


def test_who_opened_a_task_for_a_role_of_ones_own_is_not_told_of_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_webhook(monkeypatch, 9)
    review_task(office, role=Role.DRAFTER, what="amend")
    assert told() == []


def test_late_tasks_are_reminded_of_once_a_working_day(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    by_webhook(monkeypatch, 9)
    review_task(office, due_on=date(2026, 9, 30))
    assert remind_late(date(2026, 9, 30)) == 0
    assert remind_late(date(2026, 10, 5)) == 0, "a holiday"
    assert remind_late(date(2026, 10, 8)) == 1
    assert remind_late(date(2026, 10, 8)) == 1
    assert remind_late(date(2026, 10, 9)) == 1
    late = [notice for notice in told() if notice.kind == "late"]
    assert [notice.day for notice in late] == [date(2026, 10, 8), date(2026, 10, 9)]
    assert "已逾期 2 个工作日" in late[1].text


def test_a_notice_of_what_was_rolled_back_is_never_sent(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    by_webhook(monkeypatch, 9)
    with acting_as(office.identity("李编制")), contextlib.suppress(RuntimeError), transaction.atomic():
        review_task(office)
        assert len(told()) == 1
        raise RuntimeError("changed my mind")
    assert told() == []


def test_a_setting_that_cannot_work_stops_no_work_and_nothing_is_lost(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIXIAO_NOTICES", "webhook")
    monkeypatch.delenv("JIXIAO_WEBHOOK", raising=False)
    review_task(office)
    with pytest.raises(SettingError):
        deliver()
    with message_system() as system:
        by_webhook(monkeypatch, system.port)
        assert deliver() == Delivered(sent=1)


def test_people_read_their_own_notices_and_write_none(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    by_webhook(monkeypatch, 9)
    review_task(office)
    with acting_as(office.identity("赵外单位")):
        assert not Notice.objects.exists()
    with acting_as(office.identity("王审核")):
        assert Notice.objects.count() == 1
        assert Notice.objects.update(sent_at=datetime.now(tz=timezone.get_current_timezone())) == 0
        (mine,) = Notice.objects.all()
        mine.pk = None
        mine.day = date(2020, 1, 1)
        with pytest.raises(DatabaseError, match="row-level security"):
            mine.save(force_insert=True)


def test_no_address_stands_in_the_outbox_or_its_history(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    gives_address(office, "王审核")
    by_webhook(monkeypatch, 9)
    review_task(office)
    assert all("@" not in str(value) for value in vars(told()[0]).values() if isinstance(value, str))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"JIXIAO_NOTICES": "pigeon"}, "email 或 webhook"),
        ({"JIXIAO_NOTICES": "webhook"}, "JIXIAO_WEBHOOK"),
        ({"JIXIAO_NOTICES": "webhook", "JIXIAO_WEBHOOK": "file:///etc/passwd"}, "http"),
        ({"JIXIAO_NOTICES": "email"}, "JIXIAO_SMTP_HOST"),
        ({"JIXIAO_NOTICES": "email", "JIXIAO_SMTP_HOST": "m", "JIXIAO_SMTP_PORT": "x"}, "端口"),
        (
            {"JIXIAO_NOTICES": "email", "JIXIAO_SMTP_HOST": "m", "JIXIAO_SMTP_FROM": "a@b", "JIXIAO_SMTP_TLS": "1"},
            "starttls",
        ),
    ],
)
def test_a_setting_that_cannot_work_says_what_to_write(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingError, match=said):
        notice_setting(given)
