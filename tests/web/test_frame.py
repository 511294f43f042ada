"""The frame of every page, asked over HTTP."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest

from tests.support.served_office import ServedOffice

SOURCE = Path(__file__).parent.parent.parent / "src" / "jixiao"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str
    cookies: list[str]


def ask(
    office: ServedOffice, path: str, name: str = "", cookies: str = "", form: dict[str, str] | None = None
) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(office.address).netloc, timeout=30)
    session = f"sessionid={office.sessions[name]}; " if name else ""
    headers = {"Cookie": session + cookies, "Accept-Language": "en-US"}
    body = None
    if form is not None:
        body = urlencode(form)
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("GET" if form is None else "POST", path, body, headers)
    response = connection.getresponse()
    text = response.read().decode(errors="replace")
    pairs = response.getheaders()
    return Answer(
        response.status, {k.lower(): v for k, v in pairs}, text, [v for k, v in pairs if k.lower() == "set-cookie"]
    )


def token(answer: Answer) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.text)
    assert found
    return found[1]


def test_an_english_browser_gets_chinese_until_it_is_switched(served: ServedOffice) -> None:
    assert '<html lang="zh-CN">' in ask(served, "/help/", "王审核").text
    page = ask(served, "/help/", "王审核")
    form = {"csrfmiddlewaretoken": token(page), "language": "en", "next": "/help/"}
    switched = ask(served, "/language/", "王审核", form=form)
    assert (switched.status, switched.headers["location"]) == (302, "/help/")
    assert any("django_language=en" in cookie for cookie in switched.cookies)
    english = ask(served, "/help/", "王审核", "django_language=en").text
    assert '<html lang="en">' in english
    assert "Skip to content" in english


def test_a_switch_leads_only_to_pages_of_ours_and_knows_only_its_choices(served: ServedOffice) -> None:
    page = ask(served, "/help/", "王审核")
    form = {"csrfmiddlewaretoken": token(page), "unit": "dollar", "next": "https://elsewhere.example/"}
    answer = ask(served, "/unit/", "王审核", form=form)
    assert answer.headers["location"] == "/"
    assert not any("jixiao_unit" in cookie for cookie in answer.cookies)


def test_a_switch_needs_its_token_and_a_post(served: ServedOffice) -> None:
    refused = ask(served, "/unit/", "王审核", form={"unit": "wan"})
    assert refused.status == 403
    assert "form.expired" in refused.text
    assert ask(served, "/unit/", "王审核").status == 405


def test_every_page_forbids_inline_script_and_other_hosts(served: ServedOffice) -> None:
    for path in ("/help/", "/nowhere/"):
        policy = ask(served, path, "王审核").headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy


def test_pages_are_kept_by_nobody_and_files_are(served: ServedOffice) -> None:
    assert ask(served, "/help/", "王审核").headers["cache-control"] == "no-store"
    style = ask(served, "/static/jixiao/jixiao.css")
    assert style.status == 200
    assert style.headers["cache-control"] != "no-store"


def test_a_missing_page_says_so_in_chinese_and_what_to_do(served: ServedOffice) -> None:
    answer = ask(served, "/nowhere/", "王审核")
    assert answer.status == 404
    assert "没有这一页" in answer.text
    assert "请检查地址" in answer.text


def test_the_frame_names_the_person_the_organisation_and_the_role(served: ServedOffice) -> None:
    text = ask(served, "/help/", "王审核").text
    for words in ("王审核", "上海市财政局", "财政审核人"):
        assert words in text


def test_simulated_data_is_said_on_every_page(served: ServedOffice) -> None:
    for path in ("/help/", "/search/?q=" + quote("国库"), "/nowhere/"):
        assert "模拟数据" in ask(served, path, "王审核").text


def test_a_real_installation_has_no_band(tmp_path: Path) -> None:
    from jixiao.foundation.web.simulation import mark_simulated, simulated

    assert simulated(tmp_path) == ""
    mark_simulated("种子 1", tmp_path)
    assert simulated(tmp_path) == "种子 1"


def test_what_was_searched_stands_in_the_box_and_is_no_markup(served: ServedOffice) -> None:
    text = ask(served, "/search/?q=" + quote('"><script>alert(1)</script>'), "王审核").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_the_audit_page_stands_in_the_navigation_of_auditors_only(served: ServedOffice) -> None:
    assert '<a href="/audit/"' in ask(served, "/help/", "吴审计").text
    assert '<a href="/audit/"' not in ask(served, "/help/", "李编制").text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_template_has_inline_style_or_script_or_another_host(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", text)
    assert "|safe" not in text


def test_the_one_stylesheet_asks_no_other_host() -> None:
    sheets = sorted(SOURCE.rglob("static/**/*.css"))
    assert [sheet.name for sheet in sheets] == ["jixiao.css"]
    assert not re.search(r"url\(|@import|https?:", sheets[0].read_text(encoding="utf-8"))


@pytest.mark.parametrize("typed", ["国库", "故障", "财库[2016]223号", "教育", "王审核"])
def test_everything_that_is_found_can_be_opened(served: ServedOffice, typed: str) -> None:
    found = ask(served, "/search/?q=" + quote(typed), "王审核").text
    doors = set(re.findall(r'<li><a href="([^"]+)">', found[found.index("<main") :]))
    assert doors
    for door in doors:
        answer = ask(served, door.split("#")[0].replace("&amp;", "&"), "王审核")
        while answer.status in (301, 302):
            answer = ask(served, answer.headers["location"], "王审核")
        assert answer.status == 200, door


def test_what_another_unit_has_is_not_found_and_not_there(served: ServedOffice) -> None:
    assert "财政国库业务经费" not in ask(served, "/search/?q=" + quote("国库"), "赵外单位").text
    assert ask(served, "/programmes/1/", "赵外单位").status == 404
