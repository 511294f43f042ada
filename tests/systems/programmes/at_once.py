"""Run as a module in a process of its own, where everything is committed: many at once on one form, told as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

from tests.support import installation

installation.installation()
django.setup()

from django.db import connections  # noqa: E402

from jixiao.foundation.identity import acting_as, system_actor  # noqa: E402
from jixiao.foundation.transitions import Refused  # noqa: E402
from jixiao.systems.programmes import actions  # noqa: E402
from jixiao.systems.programmes.models import FormVersion  # noqa: E402
from jixiao.systems.programmes.policies import Asker  # noqa: E402
from tests.support.office import Office, make_office  # noqa: E402
from tests.systems.programmes.cast import Life, asks, drafted  # noqa: E402

MANY = 6


def at_once(office: Office, name: str, act: Callable[[Asker, int], object]) -> Counter[str]:
    """Each of many threads does the act as the named person, with a connection of its own."""
    together = Barrier(MANY)

    def one(number: int) -> str:
        try:
            together.wait()
            with asks(office, name) as asker:
                act(asker, number)
            return "done"
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MANY) as threads:
        return Counter(threads.map(one, range(MANY)))


def main() -> None:
    """Prints what came of it."""
    office = make_office()
    version = drafted(office)
    owner = office.organisations["国库处"].pk
    found: dict[str, object] = {}
    found["save"] = at_once(
        office, "李编制", lambda asker, n: actions.save_draft(asker, version.pk, 1, {"goals": f"{n}"})
    )
    found["name"] = at_once(
        office, "李编制", lambda asker, _n: actions.create_programme(asker, owner, "同名项目", 2021, "shanghai-2020")
    )
    Life(office).passed(version)
    found["approve"] = at_once(office, "陈批复", lambda asker, _n: actions.approve(asker, version.pk))
    found["change"] = at_once(office, "李编制", lambda asker, _n: actions.start_change(asker, version.pk, "调减"))
    with acting_as(system_actor("test")):
        found["versions"] = sorted(FormVersion.objects.filter(form=version.form).values_list("state", flat=True))
    print(json.dumps(found))


if __name__ == "__main__":
    try:
        main()
    finally:
        connections.close_all()
        installation.stop()
