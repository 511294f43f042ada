"""Many at once, over real connections: failures are counted one by one, and a code opens one door only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

import psycopg
import pyotp
import pytest

from jixiao.foundation.database.embedded import ADMINISTRATOR, EmbeddedServer
from tests.support.new_reviewer import ONE_TIME, OWN, SECRET, USERNAME, WITH_PHONE
from tests.support.served_office import ServedOffice, served_office


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_unused: object) -> None:
        """A redirection is an answer."""


class Browser:
    """Cookies and forms, nothing else."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _Stay())

    def ask(self, path: str, said: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and page."""
        data = urlencode(said).encode() if said is not None else None
        try:
            with self._opener.open(self.address + path, data, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def send(self, path: str, **said: str) -> int:
        """The form at the path, filled in; the status."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask(path)[1])
        assert token
        return self.ask(path, said | {"csrfmiddlewaretoken": token[1]})[0]


@pytest.fixture(scope="module")
def served() -> Iterator[ServedOffice]:
    with served_office("tests.support.new_reviewer") as office:
        yield office


def _all_at_once(acts: list[Callable[[], int]]) -> list[int]:
    with ThreadPoolExecutor(len(acts)) as threads:
        return [each.result() for each in [threads.submit(act) for act in acts]]


def test_a_code_opens_one_door_of_several_at_once(served: ServedOffice) -> None:
    browsers = [Browser(served.address) for _unused in range(4)]
    for browser in browsers:
        assert browser.send("/sign-in/", username=WITH_PHONE, password=OWN) == 302
    code = pyotp.TOTP(SECRET).now()
    acts = [lambda browser=browser: browser.send("/sign-in/code/", code=code) for browser in browsers]
    assert sorted(_all_at_once(acts)) == [302, 403, 403, 403]


def test_of_eight_failures_at_once_five_count_and_lock(served: ServedOffice) -> None:
    def fail() -> int:
        return Browser(served.address).send("/sign-in/", username=USERNAME, password="wrong")

    assert _all_at_once([fail] * 8) == [403] * 8
    assert Browser(served.address).send("/sign-in/", username=USERNAME, password=ONE_TIME) == 403
    with psycopg.connect(EmbeddedServer(served.home).address(ADMINISTRATOR)) as connection:
        failures = connection.execute(
            "SELECT after ->> 'why', after ->> 'count' FROM history.entry WHERE subject = 'sign-in.failure' "
            "AND row_id = (SELECT id::text FROM person WHERE username = %s) ORDER BY id",
            [USERNAME],
        ).fetchall()
    assert failures == [("password", str(n)) for n in range(1, 6)] + [("locked", None)] * 4
