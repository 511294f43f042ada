"""What a server does beside answering: hands notices over, and reminds of what is late."""

from __future__ import annotations

import logging
from threading import Event

from django.db import DatabaseError, connection
from django.utils import timezone

from jixiao.foundation.inbox.reminders import remind_late
from jixiao.foundation.notices.delivery import Delivered, deliver
from jixiao.foundation.notices.setting import SettingError, notices_are_wanted

_EVERY_SECONDS = 15
_FIRST_HOUR = 9  # nobody is reminded at night

_log = logging.getLogger(__name__)


def run(stop: Event) -> None:
    """Until ``stop`` is set; ends at once when notices are off or their setting cannot work."""
    while notices_are_wanted() and not stop.wait(_EVERY_SECONDS):
        try:
            tell()
        except SettingError as wrong:
            _log.error("no notice is sent: %s", wrong)
            return
        except DatabaseError:
            _log.warning("notices not sent this time", exc_info=True)
            connection.close()


def tell() -> Delivered:
    """Reminds, in office hours, and hands over what is due."""
    now = timezone.localtime()
    if now.hour >= _FIRST_HOUR:
        remind_late(now.date())
    return deliver()
