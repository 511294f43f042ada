"""What the records of operations may not say."""

from __future__ import annotations


class OperationsError(ValueError):
    """A record or a notation that has no meaning: a stable code for machines, a Chinese message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
