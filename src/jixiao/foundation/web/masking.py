"""Personal numbers on pages and in exports: enough to recognise one, not enough to use it."""

from __future__ import annotations

_STARS = "*"


def masked(number: str) -> str:
    """``13812345678`` → ``138****5678``; ``310101199001011234`` → ``310***********1234``; short ones vanish whole."""
    kept_front, kept_back = 3, 4
    if len(number) < kept_front + kept_back + 4:
        return _STARS * len(number)
    hidden = len(number) - kept_front - kept_back
    return number[:kept_front] + _STARS * hidden + number[-kept_back:]


def masked_address(email: str) -> str:
    """``zhang.san@example.cn`` → ``z***@example.cn``."""
    name, at, host = email.partition("@")
    return f"{name[:1]}***{at}{host}" if at else masked(email)
