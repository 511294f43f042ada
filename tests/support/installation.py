"""An installation of its own for the tests of a process: embedded server, migrated, asked as the application's role.

A superuser would hide every hole, so tests never connect as one unless they say so.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_made: dict[str, Path] = {}


def installation() -> Path:
    """The folder of this process's installation; made once, its server stopped at exit by :func:`stop`."""
    if "home" not in _made:
        _made["home"] = Path(tempfile.mkdtemp(prefix="jixiao-test-"))
        os.environ["JIXIAO_HOME"] = str(_made["home"])
        os.environ["DJANGO_SETTINGS_MODULE"] = "jixiao.config.settings"
        os.environ.pop("DATABASE_URL", None)
        from jixiao.foundation.database.connection import embedded_server

        server = embedded_server()
        assert server is not None
        server.start()
        environment = os.environ | {"JIXIAO_DATABASE_ROLE": "owner"}
        command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
        subprocess.run(command, check=True, env=environment, timeout=300)
    return _made["home"]


def stop() -> None:
    """Stops the server and removes the installation."""
    import shutil

    from jixiao.foundation.database.embedded import EmbeddedServer

    home = _made.pop("home", None)
    if home is not None:
        EmbeddedServer(home).stop()
        shutil.rmtree(home, ignore_errors=True)
