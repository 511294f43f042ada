"""A service desk for the tests of the SLA clock: the case file, agreements and tickets out of its words."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from jixiao.parameters.operations import service_window
from jixiao.parameters.workdays import calendar_versions
from jixiao.rules.operations import LOCAL, Agreement, Commitment, Hold, SeverityChange, Ticket

CASE_FILE = Path(__file__).parents[1] / "rules" / "operations" / "cases" / "tickets.yaml"
DAY = date(2020, 1, 1)
CASES = yaml.safe_load(CASE_FILE.read_text(encoding="utf-8"))
VERSIONS = calendar_versions()
STANDARD = "标准"
END = datetime(2020, 12, 31, tzinfo=LOCAL)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def agreements(name: str) -> list[Agreement]:
    return [
        Agreement(
            local(since),
            {
                severity: Commitment(
                    service_window(terms["服务"], DAY), _seconds(terms["响应"]), _seconds(terms["解决"])
                )
                for severity, terms in severities.items()
            },
        )
        for since, severities in CASES["约定"][name].items()
    ]


def _seconds(minutes: int | None) -> int | None:
    return None if minutes is None else minutes * 60


def ticket_of(told: dict[str, Any]) -> Ticket:
    return Ticket(
        opened=local(told["受理"]),
        severity=told["级别"],
        first_response=local(told["响应"]) if "响应" in told else None,
        resolved=tuple(map(local, told.get("解决", ()))),
        reopened=tuple(map(local, told.get("重开", ()))),
        holds=tuple(Hold(local(a), None if b is None else local(b), "等待用户") for a, b in told.get("挂起", ())),
        severity_changes=tuple(SeverityChange(local(at), severity) for at, severity in told.get("改级", ())),
    )
