"""What a maintenance contract promises: by severity a window and limits, from a moment on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from jixiao.rules.operations.errors import OperationsError
from jixiao.rules.operations.windows import ServiceWindow

#: What is measured of a ticket: from opening to the first response (响应), and to the resolution (解决).
SpanName = Literal["response", "resolution"]


@dataclass(frozen=True, slots=True)
class Commitment:
    """What one severity is promised. Limits in seconds of the window; ``None`` where nothing is promised."""

    window: ServiceWindow
    response_seconds: int | None
    resolution_seconds: int | None

    def __post_init__(self) -> None:
        if any(limit is not None and limit <= 0 for limit in (self.response_seconds, self.resolution_seconds)):
            raise OperationsError("agreement.limit_wrong", "服务时限应大于零；没有约定时限的请留空。")

    def limit(self, span: SpanName) -> int | None:
        """The limit of a span in seconds of the window."""
        return self.response_seconds if span == "response" else self.resolution_seconds


@dataclass(frozen=True, slots=True)
class Agreement:
    """The terms in force from ``since`` until the next agreement's ``since``."""

    since: datetime
    commitments: Mapping[str, Commitment]  # by severity

    def commitment(self, severity: str) -> Commitment:
        """What a severity is promised. Raises :class:`OperationsError` for one the agreement does not know."""
        try:
            return self.commitments[severity]
        except KeyError:
            known = "、".join(self.commitments)
            raise OperationsError(
                "agreement.severity_unknown",
                f"自 {self.since.isoformat()} 起的服务约定没有“{severity}”这一级别（有：{known}）。"
                "请补录约定或改正工单的级别。",
            ) from None
