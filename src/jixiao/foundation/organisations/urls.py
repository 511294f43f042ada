"""Addresses of the tree of organisations."""

from __future__ import annotations

from django.urls import path

from jixiao.foundation.organisations.web import views

app_name = "organisations"
urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<int:number>/", views.organisation, name="organisation"),
    path("organisations/<int:number>/new/", views.new, name="new"),
    path("organisations/<int:number>/change/", views.change, name="change"),
    path("organisations/<int:number>/move/", views.move, name="move"),
    path("organisations/<int:number>/close/", views.close, name="close"),
    path("organisations/<int:number>/reopen/", views.reopen, name="reopen"),
]
