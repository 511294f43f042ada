"""URLs of recorded grades."""

from __future__ import annotations

from django.urls import path

from jixiao.foundation.grades import views

app_name = "grades"
urlpatterns = [
    path("grades/", views.listing, name="list"),
    path("grades/new/", views.new, name="new"),
    path("grades/<int:number>/", views.one, name="one"),
    path("grades/<int:number>/do/<slug:verb>/", views.do, name="do"),
]
