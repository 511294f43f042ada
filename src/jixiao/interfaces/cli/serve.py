"""``jixiao serve``: the server for production."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import click

from jixiao.foundation.database.connection import home
from jixiao.interfaces.cli.installation import open_installation, progress_line, stop_database

_SEAL_SECONDS = 5.0
_SEALER = "from jixiao.interfaces.cli.serve import _seal_for_ever; _seal_for_ever()"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口。")
@click.option("--workers", type=click.IntRange(1, 64), help="工作进程数，默认为核心数。")
def serve(host: str, port: int, workers: int | None) -> None:
    """运行服务器：多个工作进程，收到停止信号时办完手头的请求再停。"""
    open_installation()
    try:
        serve_pages(host, port, workers)
    finally:
        stop_database()


def serve_pages(host: str, port: int, workers: int | None = None, ready: Callable[[], None] | None = None) -> None:
    """Serves until a signal ends it. The arbiter process chains the history every few seconds meanwhile."""
    (home() / "static").mkdir(exist_ok=True)  # where files for another web server may be collected
    sealer: list[subprocess.Popen[bytes]] = []
    arbiter = os.getpid()
    server = _server(host, port, workers or multiprocessing.cpu_count(), lambda: _when_ready(host, port, ready, sealer))
    try:
        server.run()
    except SystemExit as end:  # gunicorn ends its arbiter by leaving the process
        if end.code not in (0, None):
            raise
    finally:
        for process in sealer if os.getpid() == arbiter else ():  # a worker leaves this way too
            process.terminate()
            process.wait()


def _server(host: str, port: int, workers: int, ready: Callable[[], None]) -> Any:
    from gunicorn.app.base import BaseApplication

    class _Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn with its settings given here and no configuration file."""

        def load_config(self) -> None:
            settings = {
                "bind": f"{f'[{host}]' if ':' in host else host}:{port}",
                "workers": workers,
                "worker_class": "gthread",
                "threads": 4,
                "timeout": 60,
                "graceful_timeout": 20,
                "keepalive": 5,
                "preload_app": False,
                "accesslog": None,
                "loglevel": "warning",
                "when_ready": lambda _: ready(),
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from django.core.wsgi import get_wsgi_application

            return get_wsgi_application()

    return _Server()


def _when_ready(host: str, port: int, ready: Callable[[], None] | None, sealer: list[subprocess.Popen[bytes]]) -> None:
    # A process of its own: a connection opened in the arbiter would be inherited by workers it starts later. Not one of
    # multiprocessing, which every worker would take for its own child when it ends.
    sealer.append(subprocess.Popen([sys.executable, "-c", _SEALER]))  # noqa: S603
    progress_line(f"服务已启动：http://{host}:{port}/  （Ctrl-C 停止）")
    if ready is not None:
        ready()


def _seal_for_ever() -> None:
    """Chains finished entries every few seconds; what fails once is tried again. Ends with the server."""
    import logging
    import signal

    from jixiao.interfaces.cli.installation import set_up_django

    set_up_django()
    from django.db import DatabaseError, connection

    from jixiao.foundation.history.proof import seal
    from jixiao.foundation.inbox import messenger

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C reaches us too; the server ends us
    parent = os.getppid()
    pause = threading.Event()
    threading.Thread(target=messenger.run, args=(pause,), daemon=True).start()  # nothing where notices are off
    while not pause.wait(_SEAL_SECONDS) and os.getppid() == parent:
        try:
            seal()
        except DatabaseError:
            logging.getLogger(__name__).warning("audit chain not sealed this time", exc_info=True)
            connection.close()
