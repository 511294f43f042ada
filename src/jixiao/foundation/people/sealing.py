"""Secrets of people at rest: sealed with a key that lives in the installation's folder, not in the database."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class BrokenSeal(ValueError):
    """A sealed secret that this installation's key does not open: moved between people, changed, or another's key."""


def seal(secret: str, for_whom: str) -> str:
    """The secret, readable only with the key and only in the row it was sealed for."""
    nonce = secrets.token_bytes(_NONCE)
    return base64.b64encode(nonce + AESGCM(_key()).encrypt(nonce, secret.encode(), for_whom.encode())).decode()


def unseal(sealed: str, for_whom: str) -> str:
    """The secret again. Raises :class:`BrokenSeal`."""
    if not key_file().exists():
        raise BrokenSeal("second factor cannot be opened: this installation has no key")
    content = base64.b64decode(sealed)
    try:
        return AESGCM(_key()).decrypt(content[:_NONCE], content[_NONCE:], for_whom.encode()).decode()
    except InvalidTag:
        raise BrokenSeal("second factor cannot be opened with this installation's key") from None


def key_file() -> Path:
    """Where the key of this installation is, once something was sealed. A backup leaves it out."""
    return Path(settings.JIXIAO_HOME) / "secrets" / "second_factor"


def _key() -> bytes:
    """The key, made once, readable by the installation's user alone."""
    path = key_file()
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f"second_factor.{os.getpid()}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(base64.b64encode(AESGCM.generate_key(256)).decode(), encoding="utf-8")
        try:
            os.link(fresh, path)  # of two that make it at once, the first one's stays
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return base64.b64decode(path.read_text(encoding="utf-8"))
