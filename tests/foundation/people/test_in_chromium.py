"""The first day of a reviewer in a browser: one-time password, a password of one's own, the phone, in, out, in."""

from __future__ import annotations

import time
from typing import Any

import pyotp

from tests.support.looking import PHONE, chromium, grave_problems, keep_picture, page_of
from tests.support.new_reviewer import ONE_TIME, USERNAME
from tests.support.served_office import ServedOffice, served_office

OWN = "Bai-yun-Shan-77"


def _is_fine(page: Any, picture: str) -> None:
    keep_picture(page, picture)
    assert not grave_problems(page), picture
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), picture


def _enter(page: Any) -> None:
    with page.expect_navigation(wait_until="networkidle"):
        page.keyboard.press("Enter")


def _sign_in(page: Any, office: ServedOffice, password: str) -> None:
    page.goto(office.address + "/people/")
    assert page.inner_text("h1") == "登录"
    page.fill("#id_username", USERNAME)
    page.fill("#id_password", password)
    _enter(page)


def _set_up(page: Any) -> str:
    with page.expect_navigation(wait_until="networkidle"):
        page.click("button[name=begin]")
    assert page.get_attribute(".qr svg", "viewBox"), "without it the picture is cut, not scaled"
    _is_fine(page, "second-factor-scan")
    secret = str(page.inner_text(".steps-list code")).replace(" ", "")
    page.fill("#id_code", pyotp.TOTP(secret).now())
    _enter(page)
    return secret


def test_the_first_day_of_a_reviewer(program_on_path: Any) -> None:
    with (
        served_office("tests.support.new_reviewer") as office,
        chromium(program_on_path("chromium")) as browser,
        page_of(browser, office, "") as page,
    ):
        _sign_in(page, office, "wrong")
        assert "sign_in.refused" in page.inner_text("main")
        _is_fine(page, "sign-in-refused")
        _sign_in(page, office, ONE_TIME)
        assert page.inner_text("h1") == "修改密码"
        _is_fine(page, "password-first")
        for name, text in (("current", ONE_TIME), ("new", OWN), ("again", OWN)):
            page.fill(f"#id_{name}", text)
        _enter(page)
        assert page.inner_text("h1") == "第二因素"
        secret = _set_up(page)
        assert page.inner_text("h1") == "人员"
        assert "138****8000" in page.inner_text("main")
        with page.expect_navigation(wait_until="networkidle"):
            page.click("text=退出")
        _sign_in(page, office, OWN)
        assert page.inner_text("h1") == "输入验证码"
        _is_fine(page, "code")
        page.fill("#id_code", pyotp.TOTP(secret).at(int(time.time()) + 30))
        _enter(page)
        assert page.inner_text("h1") == "人员"
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        _is_fine(page, "people-phone")
