"""An office served on 127.0.0.1 by a process of its own, with somebody signed in for every role.

``python -m tests.support.served_office`` makes an installation in JIXIAO_HOME, prints one line of JSON (the address,
and the session cookie of each of the cast), and serves until its standard input is closed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ServedOffice:
    """Where the pages are, and the session of each person."""

    address: str
    sessions: dict[str, str]
    home: Path


@contextmanager
def served_office(*more: str) -> Iterator[ServedOffice]:
    """A fresh installation with the small office, served until the block ends; modules named in ``more`` add to it."""
    home = Path(tempfile.mkdtemp(prefix="jixiao-served-"))
    environment = os.environ | {"JIXIAO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "jixiao.config.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "tests.support.served_office", *more]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, "the office could not be served"
        yield ServedOffice(**json.loads(line), home=home)
    finally:
        process.stdin.close()
        process.wait(timeout=60)
        shutil.rmtree(home, ignore_errors=True)


def main() -> None:
    """Makes and serves the office."""
    from jixiao.foundation.database.connection import embedded_server

    server = embedded_server()
    assert server is not None
    server.start()
    try:
        command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
        subprocess.run(command, check=True, env=os.environ | {"JIXIAO_DATABASE_ROLE": "owner"})
        _serve(sys.argv[1:])
    finally:
        server.stop()


def _serve(more: list[str]) -> None:
    import importlib

    import django
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    django.setup()
    from django.core.wsgi import get_wsgi_application

    sessions = _sign_everybody_in(more, importlib.import_module)

    class _Quiet(WSGIRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    port = int(os.environ.get("JIXIAO_TEST_PORT", "0"))
    web = ThreadedWSGIServer(("127.0.0.1", port), _Quiet)
    web.set_app(get_wsgi_application())
    threading.Thread(target=web.serve_forever, daemon=True).start()
    print(json.dumps({"address": f"http://127.0.0.1:{web.server_port}", "sessions": sessions}), flush=True)
    sys.stdin.read()
    web.shutdown()


def _sign_everybody_in(more: list[str], load) -> dict[str, str]:  # type: ignore[no-untyped-def]
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from jixiao.foundation.identity import acting_as, system_actor
    from jixiao.foundation.people.middleware import SESSION_KEY
    from jixiao.foundation.people.models import Person, SignInSession
    from jixiao.foundation.people.sessions import Origin, open_session
    from jixiao.foundation.web.simulation import mark_simulated
    from tests.support.office import make_office

    now, cookies = timezone.now(), {}
    office = make_office()
    mark_simulated(
        "目标来自已公开的 2020 年绩效目标表，业务记录由种子 20200101 生成，仅供演示。", Path(settings.JIXIAO_HOME)
    )
    for module in more:
        load(module).add_to(office)
    for name, person in office.people.items():
        store = SessionStore()
        store.create()
        key = str(store.session_key)
        with acting_as(system_actor("test")):
            Person.objects.filter(pk=person.pk).update(second_factor_secret="not used here")
            opened = open_session(person, key, Origin(None, "tests"), now)
            SignInSession.objects.filter(pk=opened.pk).update(second_factor=True)
        store[SESSION_KEY] = opened.pk
        store.save()
        cookies[name] = key
    return cookies


if __name__ == "__main__":
    main()
