"""A page in English says nothing in Chinese but people's data, quoted law, and originals marked as such."""

from __future__ import annotations

import re

import pytest

from jixiao.foundation.identity import acting_as, system_actor
from tests.support.leftovers import leftovers, texts_of_the_database
from tests.systems.programmes.web import test_url_matrix as matrix

asked = matrix.asked

#: The page for engineers shows components with Chinese examples.
_EXAMPLES = "/help/components/"
_ADDRESSES = [row for row in matrix.rows() if row.method == "GET" and "200" in row.answers and row.address != _EXAMPLES]


@pytest.mark.parametrize("row", _ADDRESSES, ids=lambda row: row.address)
def test_nothing_of_a_page_stays_in_chinese(asked: matrix.Asked, row: matrix.Row) -> None:
    who = matrix.EVERYBODY[row.answers.index("200")]
    address = row.address
    for name, number in asked.numbers.items():
        address = address.replace(f"{{{name}}}", number)
    browser = asked.browsers[who]
    browser.cookies["django_language"] = "en"
    response = browser.get(address)
    if not response.headers["Content-Type"].startswith("text/html"):
        return
    html = response.content.decode()
    assert re.search(r'<html lang="en">', html)
    with acting_as(system_actor("test")):
        data = texts_of_the_database()
    left = leftovers(html, data)
    assert not left, f"{address} ({who}): {left[:8]}, {len(left)} in all"
