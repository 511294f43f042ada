"""A page in English says nothing in Chinese but people's data, quoted law, and originals marked as such."""

from __future__ import annotations

import re

import pytest

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.web import english
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


def _read(asked: matrix.Asked, who: str, address: str, **sent: str) -> str:
    browser = asked.browsers[who]
    browser.cookies["django_language"] = "en"
    response = browser.post(address, sent) if sent else browser.get(address)
    return response.content.decode()


def test_a_finding_says_its_sentence_and_its_original(asked: matrix.Asked) -> None:
    page = _read(asked, "李编制", f"/programmes/versions/{asked.numbers['draft']}/findings/")
    assert english.messages()["target.due_missing"] in page
    assert re.search(r'<p class="original" lang="zh-CN">[^<]*没有写明完成日期或时长', page)
    assert "indicator 9 “绩效评价计划完成的及时性”" in page


def test_a_refusal_says_its_sentence_and_its_original(asked: matrix.Asked) -> None:
    page = _read(asked, "孙系统", "/imports/new/nothing/")
    sentence, original = english.messages()["import.kind_unknown"], "没有“nothing”这一种导入。"
    assert f'{sentence}<span class="original" lang="zh-CN">{original}</span>' in page


def test_a_target_is_read_back_in_english_as_it_is_typed(asked: matrix.Asked) -> None:
    typed = {"rows-0-target_text": "≤2小时", "rows-0-level3": "运维平均响应时间"}
    assert "at most 2 hours" in _read(asked, "李编制", "/programmes/read-back/", **typed)
    vague = {"rows-0-target_text": "按计划进度完成", "rows-0-level3": "及时性"}
    said = _read(asked, "李编制", "/programmes/read-back/", **vague)
    assert "in words: “按计划进度完成”" in said
    assert "◇ no time limit, so in time cannot be told" in said


def test_what_is_typed_in_a_choice_stays_the_official_word(asked: matrix.Asked) -> None:
    """Yes and No are shown; 是 and 否 are sent."""
    page = _read(asked, "李编制", f"/programmes/versions/{asked.numbers['draft']}/edit/")
    assert re.search(r'<option value="是"[^>]*>Yes</option>', page)
    assert re.search(r'<option value="正向"[^>]*>Higher is better</option>', page)
