"""Signed-in sessions and addresses for the load on pages: printed as JSON by a process that knows the database."""

from __future__ import annotations

import json
import time

import django


def main() -> None:
    """Waits for the server, signs fifty browsers of a finance reviewer in, and names what they may ask for."""
    django.setup()
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from jixiao.foundation.identity import acting_as, system_actor
    from jixiao.foundation.people.middleware import SESSION_KEY
    from jixiao.foundation.people.models import RoleGrant, SignInSession
    from jixiao.foundation.people.roles import Role
    from jixiao.foundation.people.sessions import Origin, open_session
    from jixiao.systems.programmes.models import FormVersion, TargetIndicator
    from jixiao.systems.programmes.states import DEPARTMENT_PASSED

    _wait_for_server()
    sessions = []
    with acting_as(system_actor("benchmark")):
        person = RoleGrant.objects.select_related("person").filter(role=Role.FINANCE_REVIEWER).latest("id").person
        for _ in range(50):
            store = SessionStore()
            store.create()
            opened = open_session(person, str(store.session_key), Origin(None, "benchmark"), timezone.now())
            SignInSession.objects.filter(pk=opened.pk).update(second_factor=True)
            store[SESSION_KEY] = opened.pk
            store.save()
            sessions.append(store.session_key)
        versions = list(FormVersion.objects.values_list("pk", flat=True).order_by("?")[:500])
        waiting = list(FormVersion.objects.filter(state=DEPARTMENT_PASSED).values_list("pk", flat=True)[:200])
        forms, indicators = FormVersion.objects.count(), TargetIndicator.objects.count()
    known = {"sessions": sessions, "versions": versions, "forms": forms, "indicators": indicators}
    print(json.dumps(known | {"reviews": _review_addresses(waiting)}))


def _review_addresses(versions: list[int]) -> list[str]:
    from django.urls import NoReverseMatch, reverse

    try:
        return [reverse("programmes:review", args=[version]) for version in versions]
    except NoReverseMatch:
        return []


def _wait_for_server() -> None:
    import http.client

    from benchmarks.pages import PORT

    for _ in range(240):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/sign-in/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError("the server did not answer")


if __name__ == "__main__":
    main()
