"""``jixiao serve``: the server for production."""

from __future__ import annotations

import errno
import multiprocessing
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import click

from jixiao.foundation.database.connection import home
from jixiao.interfaces.cli.files import say
from jixiao.interfaces.cli.installation import open_installation, progress_line, stop_database
from jixiao.rules.findings import Finding

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
    """Serves until a signal ends it. The arbiter process chains the history every few seconds meanwhile.

    Ends the command with a finding when nobody can listen at that address.
    """
    _must_be_free(host, port)
    _say_if_nobody_can_sign_in()
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


def _say_if_nobody_can_sign_in() -> None:
    """An installation without people serves a sign-in that nobody can pass: say so, and how it gets them."""
    from django.db import connections

    from jixiao.foundation.identity import acting_as, system_actor
    from jixiao.foundation.people.models import Person

    with acting_as(system_actor("serve")):
        is_empty = not Person.objects.exists()
    connections.close_all()  # the workers are forked from this process
    if is_empty:
        message, fix = (
            "这个安装里还没有任何人员，打开的登录页谁也进不去。",
            "请先运行 jixiao init；演示请运行 jixiao demo。",
        )
        say([Finding("server.nobody", "warning", str(home()), message, fix=fix)])


def _must_be_free(host: str, port: int) -> None:
    """Asked beforehand: gunicorn would try for five seconds and then say it in its log."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as asked:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            asked.bind(address)
    except OSError as error:
        why = "已被别的程序占用" if error.errno == errno.EADDRINUSE else f"不能监听（{error.strerror}）"
        fix = f'请换一个端口，如 --port {port + 1 if port < 65535 else 8000}；make demo 用 DEMO_ARGS="--port …"。'
        say([Finding("server.port_not_free", "error", f"{host}:{port}", f"这个端口{why}，网页没有打开。", fix=fix)])
        raise SystemExit(1) from error


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
