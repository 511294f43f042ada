"""A signed-in browser for tests of pages, without the forms of the sign-in."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people import second_factor
from jixiao.foundation.people.middleware import SESSION_KEY
from jixiao.foundation.people.models import Person
from jixiao.foundation.people.sessions import Origin, open_session


def browser_of(person: Person) -> Client:
    """A browser in which the person has fully signed in, second factor included."""
    client = Client(SERVER_NAME="127.0.0.1")
    held = client.session
    held.create()
    now = timezone.now()
    with acting_as(system_actor("test")):
        opened = open_session(person, str(held.session_key), Origin("127.0.0.1", "tests"), now)
        opened.second_factor = True
        opened.save(update_fields=["second_factor"])
        if not person.second_factor_secret:
            second_factor.store(person, second_factor.new_secret())
        person.must_change_password = False
        person.save(update_fields=["second_factor_secret", "must_change_password"])
    held[SESSION_KEY] = opened.pk
    held.save()
    client.cookies["sessionid"] = str(held.session_key)
    return client
