"""How notices leave the house: read from the environment, off unless it says otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

CHANNELS = ("email", "webhook")


class SettingError(ValueError):
    """A setting that cannot work; the message says which and what to write."""


@dataclass(frozen=True, slots=True)
class NoticeSetting:
    """The channel and what it needs. Secrets come from the environment and are written nowhere."""

    channel: str  # "", "email" or "webhook"
    address: str = ""  # of the installation's pages, put before a notice's path
    webhook: str = ""
    webhook_secret: str = ""
    mail_host: str = ""
    mail_port: int = 25
    mail_user: str = ""
    mail_password: str = ""
    mail_tls: str = ""  # "", "starttls" or "ssl"
    mail_from: str = ""
    timeout_seconds: int = 10


def notices_are_wanted() -> bool:
    """Whether notices are written at all. A setting that cannot work stops delivery, never the work itself."""
    return bool(os.environ.get("JIXIAO_NOTICES", "").strip())


def notice_setting(environment: Mapping[str, str] | None = None) -> NoticeSetting:
    """The setting in force. Raises :class:`SettingError` for one that cannot work."""
    given = os.environ if environment is None else environment
    channel = given.get("JIXIAO_NOTICES", "").strip()
    if not channel:
        return NoticeSetting("")
    if channel not in CHANNELS:
        raise SettingError(f"JIXIAO_NOTICES 应为 email 或 webhook，不写则不发通知；现在是“{channel}”。")
    setting = NoticeSetting(
        channel=channel,
        address=given.get("JIXIAO_ADDRESS", "").rstrip("/"),
        webhook=given.get("JIXIAO_WEBHOOK", ""),
        webhook_secret=given.get("JIXIAO_WEBHOOK_SECRET", ""),
        mail_host=given.get("JIXIAO_SMTP_HOST", ""),
        mail_port=_port(given.get("JIXIAO_SMTP_PORT", "25")),
        mail_user=given.get("JIXIAO_SMTP_USER", ""),
        mail_password=given.get("JIXIAO_SMTP_PASSWORD", ""),
        mail_tls=given.get("JIXIAO_SMTP_TLS", ""),
        mail_from=given.get("JIXIAO_SMTP_FROM", ""),
    )
    _must_work(setting)
    return setting


def _must_work(setting: NoticeSetting) -> None:
    if setting.channel == "webhook":
        parts = urlsplit(setting.webhook)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingError("发通知到 webhook 需要 JIXIAO_WEBHOOK，写 http:// 或 https:// 开头的地址。")
    else:
        if not setting.mail_host or "@" not in setting.mail_from:
            raise SettingError("发电子邮件需要 JIXIAO_SMTP_HOST（邮件服务器）和 JIXIAO_SMTP_FROM（发件地址）。")
        if setting.mail_tls not in ("", "starttls", "ssl"):
            raise SettingError("JIXIAO_SMTP_TLS 应为 starttls 或 ssl，不写则不加密。")


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SettingError(f"JIXIAO_SMTP_PORT 应为端口号；现在是“{text}”。")
    return int(text)
