"""What ``jixiao import`` and ``jixiao export`` do alike: name a kind of record, and say who acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import click

from jixiao.interfaces.cli.files import say
from jixiao.interfaces.cli.installation import open_installation, stop_database
from jixiao.rules.findings import Finding

Kind = TypeVar("Kind")

PERSON = click.option(
    "--as", "username", metavar="用户名", envvar="JIXIAO_AS", help="以谁的身份办理；也可用环境变量 JIXIAO_AS。"
)


@contextmanager
def records_of_installation(place: str) -> Iterator[None]:
    """The installation's records; a refusal ends the command with its sentence and 1."""
    open_installation()
    try:
        from jixiao.foundation.transitions import Refused

        try:
            yield
        except Refused as refused:
            say([Finding(refused.code, "error", place, refused.message)])
            raise SystemExit(1) from refused
    finally:
        stop_database()


def named(word: str, kinds: Mapping[str, tuple[str, Kind]]) -> Kind:
    """The kind of a name (``tickets``) or title (工单). Ends as misuse, naming all there are, for an unknown one."""
    for name, (title, kind) in kinds.items():
        if word in (name, title):
            return kind
    listed = "、".join(f"{name} {title}" for name, (title, _kind) in kinds.items())
    raise click.UsageError(f"没有“{word}”这种记录。现有：{listed}。")
