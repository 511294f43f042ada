"""Addresses of registers."""

from __future__ import annotations

from django.urls import path

from jixiao.foundation.registers import acting, views

app_name = "registers"
_ONE = "registers/<slug:name>/<int:number>"
urlpatterns = [
    path("registers/", views.index, name="index"),
    path("registers/<slug:name>/", views.listing, name="list"),
    path("registers/<slug:name>/new/", views.new, name="new"),
    path("registers/<slug:name>/export.<str:ending>", views.export, name="export"),
    path(f"{_ONE}/", views.record, name="record"),
    path(f"{_ONE}/correct/", views.correct, name="correct"),
    path(f"{_ONE}/void/", views.void, name="void"),
    path(f"{_ONE}/do/<slug:verb>/", views.do, name="do"),
    path(f"{_ONE}/act/<slug:verb>/", acting.act, name="act"),
    path(f"{_ONE}/restore/", acting.restore, name="restore"),
]
