"""Addresses of the frame: switches, search, help."""

from __future__ import annotations

from django.urls import path

from jixiao.foundation.web import components, help, searching, views

urlpatterns = [
    path("language/", views.language, name="language"),
    path("unit/", views.unit, name="unit"),
    path("search/", searching.results, name="search"),
    path("help/", help.help_page, name="help"),
    path("help/components/", components.components, name="components"),
]
