"""Addresses of signing in, of oneself, and of people."""

from __future__ import annotations

from django.urls import path

from jixiao.foundation.people.web import absence, administering, directory, entrance, oneself

app_name = "people"
urlpatterns = [
    path("sign-in/", entrance.sign_in, name="sign-in"),
    path("sign-in/code/", entrance.code, name="code"),
    path("sign-out/", entrance.sign_out_view, name="sign-out"),
    path("me/", oneself.me, name="me"),
    path("me/password/", oneself.password, name="password"),
    path("me/second-factor/", oneself.second_factor_view, name="second-factor"),
    path("me/sessions/", oneself.my_sessions, name="sessions"),
    path("me/sessions/end-others/", oneself.end_other_sessions, name="end-other-sessions"),
    path("me/sessions/<int:number>/end/", oneself.end_session, name="end-session"),
    path("me/deputies/", absence.deputies, name="deputies"),
    path("me/deputies/<int:number>/end/", absence.end_deputy, name="end-deputy"),
    path("people/", directory.people, name="people"),
    path("people/export/", directory.export, name="export"),
    path("people/new/", administering.new, name="new"),
    path("people/carry-over/", administering.carry_over, name="carry-over"),
    path("people/<int:number>/", directory.person, name="person"),
    path("people/<int:number>/change/", administering.change, name="change"),
    path("people/<int:number>/lock/", administering.lock, name="lock"),
    path("people/<int:number>/unlock/", administering.unlock, name="unlock"),
    path("people/<int:number>/password/", administering.reset_password, name="reset-password"),
    path("people/<int:number>/second-factor/", administering.reset_second_factor, name="reset-second-factor"),
    path("people/<int:number>/numbers/", administering.numbers, name="numbers"),
    path("people/<int:number>/roles/", administering.grant, name="grant"),
    path("people/<int:number>/roles/<int:grant_id>/end/", administering.end_grant, name="end-grant"),
]
