"""URLs of imports."""

from __future__ import annotations

from django.urls import path

from jixiao.foundation.imports import views

app_name = "imports"
urlpatterns = [
    path("imports/", views.overview, name="overview"),
    path("imports/new/<slug:kind_name>/", views.new, name="new"),
    path("imports/templates/<slug:kind_name>.<slug:form>", views.template, name="template"),
    path("imports/<int:number>/", views.one, name="one"),
    path("imports/<int:number>/confirm/", views.confirm, name="confirm"),
    path("imports/<int:number>/drop/", views.drop, name="drop"),
    path("imports/<int:number>/undo/", views.undo, name="undo"),
]
