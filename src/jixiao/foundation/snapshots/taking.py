"""Taking a snapshot of this installation's published records."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from jixiao.foundation.identity import system_actor
from jixiao.foundation.web.simulation import simulated

if TYPE_CHECKING:
    from jixiao.measures.engines.reading import Published
    from jixiao.measures.snapshot.manifest import Manifest

#: Who reads: a snapshot holds what the whole installation publishes, and history knows the name.
ACTOR = system_actor("snapshot")


def snapshot_store() -> Path:
    """The folder of this installation's snapshots."""
    return Path(settings.JIXIAO_HOME) / "snapshot"


def published_source() -> Published:
    """The published views at one moment, on a connection of their own. Use as a context manager."""
    from jixiao.measures.engines.reading import Published

    identity = (("jixiao.actor", ACTOR.actor), ("jixiao.everything", "yes" if ACTOR.everything else "no"))
    return Published(_uri(), identity, simulated(), version("jixiao"))


def take_snapshot(store: Path | None = None) -> Manifest:
    """Takes a snapshot into the installation's store, or into another folder; gives its manifest."""
    from jixiao.measures.snapshot.taking import take

    with published_source() as source:
        return take(source, store or snapshot_store())


def _uri() -> str:
    """The database that Django talks to, as the application's role, in the words of libpq."""
    asked = connection.get_connection_params()
    words = {name: asked[name] for name in ("host", "port", "dbname", "user", "password", "options") if asked.get(name)}
    return make_conninfo(**words)
