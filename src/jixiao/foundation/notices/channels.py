"""The two ways out: SMTP and a signed POST."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.mail import EmailMessage, get_connection

from jixiao.foundation.notices.models import Notice
from jixiao.foundation.notices.setting import NoticeSetting

SIGNATURE = "X-Jixiao-Signature"
IDEMPOTENCY = "Idempotency-Key"


class Undeliverable(Exception):
    """It will never arrive: another attempt would be no use."""


def send(notice: Notice, setting: NoticeSetting) -> None:
    """Hands a notice over. Raises :class:`Undeliverable` or any other error, which means: try again later."""
    _CHANNELS[setting.channel](notice, setting)


def _email(notice: Notice, setting: NoticeSetting) -> None:
    if not notice.person.email:
        raise Undeliverable("此人没有登记电子邮箱")
    connection = get_connection(
        host=setting.mail_host,
        port=setting.mail_port,
        username=setting.mail_user,
        password=setting.mail_password,
        use_tls=setting.mail_tls == "starttls",
        use_ssl=setting.mail_tls == "ssl",
        timeout=setting.timeout_seconds,
    )
    message = EmailMessage(
        # Titles hold names that people typed: a line break must not become a header.
        subject=" ".join(notice.title.split()),
        body="\n\n".join(filter(None, (notice.text, _link(notice, setting)))),
        from_email=setting.mail_from,
        to=[notice.person.email],
        headers={"Message-ID": f"<notice-{notice.pk}@{setting.mail_from.rpartition('@')[2]}>"},
        connection=connection,
    )
    message.send()


def _webhook(notice: Notice, setting: NoticeSetting) -> None:
    body = json.dumps(
        {
            "notice": notice.pk,
            "kind": notice.kind,
            "to": notice.person.username,
            "title": notice.title,
            "text": notice.text,
            "link": _link(notice, setting),
        },
        ensure_ascii=False,
    ).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", IDEMPOTENCY: f"notice-{notice.pk}"}
    if setting.webhook_secret:
        digest = hmac.new(setting.webhook_secret.encode(), body, hashlib.sha256).hexdigest()
        headers[SIGNATURE] = f"sha256={digest}"
    parts = urlsplit(setting.webhook)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=setting.timeout_seconds)
    try:
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("POST", target, body, headers)
        status = connection.getresponse().status  # a redirect is no success: it is not followed
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise ConnectionError(f"对方回答 {status}")


def _link(notice: Notice, setting: NoticeSetting) -> str:
    return f"{setting.address}{notice.path}" if setting.address and notice.path else ""


_CHANNELS: dict[str, Callable[[Notice, NoticeSetting], None]] = {"email": _email, "webhook": _webhook}
