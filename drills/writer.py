"""One client: writes a programme with an attachment in each transaction, until it is told to stop.

``python -m drills.writer JOURNAL STOP``. A database that is away is waited for, as a person would who tries again.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
import time
from pathlib import Path
from typing import IO

import django

_SEAL_EVERY = 20  # transactions; in operation a sealer does it every few seconds
_PAUSE_SECONDS = 0.1


def main(journal: Path, stop: Path) -> None:
    """Writes until the file ``stop`` is there."""
    django.setup()
    from django.db import DatabaseError, connection

    from jixiao.foundation.history.proof import seal

    number = 0
    with journal.open("a", encoding="utf-8") as file:
        while not stop.exists():
            number += 1
            name = f"{journal.name}-{number}"
            content = f"{name}\n{secrets.token_hex(512)}\n".encode()
            sha256 = hashlib.sha256(content).hexdigest()
            try:
                _note(file, "tried", name, sha256)
                _write(name, content)
                _note(file, "promised", name, sha256)
                if number % _SEAL_EVERY == 0:
                    seal()
            except DatabaseError:
                connection.close()
                time.sleep(_PAUSE_SECONDS)


def _write(name: str, content: bytes) -> None:
    from django.utils import timezone

    from jixiao.foundation.attachments.actions import attach
    from jixiao.foundation.identity import acting_as, system_actor
    from jixiao.foundation.organisations.models import Organisation
    from jixiao.systems.programmes.models import Programme

    with acting_as(system_actor("drill")):
        owner = Organisation.objects.order_by("pk")[0]
        made = Programme.objects.create(owner=owner, name=name, sort_key=name, happened_at=timezone.now())
        attach(name=f"{name}.txt", content=content, owner_id=owner.pk, subject="drill", subject_id=made.pk)


def _note(file: IO[str], word: str, name: str, sha256: str) -> None:
    file.write(json.dumps([word, name, sha256, time.time()]) + "\n")
    file.flush()
    os.fsync(file.fileno())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
