"""The identity of the running transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, transaction


class NoIdentity(RuntimeError):
    """Business data was asked for by nobody."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks. ``person`` is None for a system actor, whose name says what it is there for.

    ``sees`` are the organisations whose rows may be read, ``writes`` those whose rows may be written; both are worked
    out from roles before the transaction's first business query. ``everything`` is for system actors only; ``audits``
    lets the audit administrator read the whole history and no business row.
    """

    actor: str
    person: int | None = None
    sees: frozenset[int] = field(default_factory=frozenset)
    writes: frozenset[int] = field(default_factory=frozenset)
    everything: bool = False
    audits: bool = False


_current: ContextVar[Identity | None] = ContextVar("jixiao_identity", default=None)

_NOBODY = Identity(actor="")

_SET = """
SELECT set_config('jixiao.actor', %s, true), set_config('jixiao.person', %s, true),
       set_config('jixiao.sees', %s, true), set_config('jixiao.writes', %s, true),
       set_config('jixiao.everything', %s, true), set_config('jixiao.audits', %s, true)
"""


def current() -> Identity:
    """The identity of this transaction. Raises :class:`NoIdentity` when there is none."""
    identity = _current.get()
    if identity is None:
        raise NoIdentity("没有身份就不能访问业务数据")
    return identity


def system_actor(name: str) -> Identity:
    """A named system actor (``sign-in``, ``sealer``, ``demo``, …): sees and writes everything, and history names it."""
    return Identity(actor=f"system:{name}", everything=True)


@contextmanager
def acting_as(identity: Identity) -> Iterator[Identity]:
    """A transaction in which ``identity`` asks; inside another one the former identity is back afterwards."""
    outer, is_inner = _current.get(), connection.in_atomic_block
    with transaction.atomic():
        _tell(identity)
        token = _current.set(identity)
        try:
            yield identity
        finally:
            _current.reset(token)
            # A savepoint's end keeps the setting: inside a longer transaction nobody may go on asking as this identity.
            # The end of the transaction itself forgets it, without being asked.
            if is_inner and not connection.needs_rollback:
                _tell(outer or _NOBODY)


def _tell(identity: Identity) -> None:
    values = [
        identity.actor,
        "" if identity.person is None else str(identity.person),
        _array(identity.sees),
        _array(identity.writes),
        "yes" if identity.everything else "no",
        "yes" if identity.audits else "no",
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SET, values)


def _array(ids: Iterable[int]) -> str:
    return "{" + ",".join(str(number) for number in sorted(ids)) + "}"
