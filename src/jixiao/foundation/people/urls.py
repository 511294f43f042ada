"""Addresses of signing in, of oneself, and of people."""

from __future__ import annotations

from django.urls import path

from jixiao.foundation.people.web import entrance, oneself

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
]
