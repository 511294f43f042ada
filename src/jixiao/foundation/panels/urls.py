"""URLs of panels."""

from __future__ import annotations

from django.urls import path

from jixiao.foundation.panels.web import views

app_name = "panels"
urlpatterns = [
    path("panels/", views.listing, name="list"),
    path("panels/new/", views.new, name="new"),
    path("panels/pool/", views.pool, name="pool"),
    path("panels/pool/<int:number>/end/", views.end, name="end"),
    path("panels/<int:number>/", views.one, name="one"),
    path("panels/<int:number>/do/<slug:verb>/", views.do, name="do"),
]
