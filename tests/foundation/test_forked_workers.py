"""A worker of the server that ends does not take the database with it."""

from __future__ import annotations

import os
from pathlib import Path

from jixiao.foundation.database.embedded import EmbeddedServer


def test_a_forked_worker_that_leaves_stops_nothing(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / "home")
    server.enter()
    try:
        worker = os.fork()
        if worker == 0:
            server.leave()
            os._exit(0)
        os.waitpid(worker, 0)
        assert server.is_running()
    finally:
        server.leave()
    assert not server.is_running()
