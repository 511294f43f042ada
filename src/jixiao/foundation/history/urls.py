"""The audit page."""

from __future__ import annotations

from django.urls import path

from jixiao.foundation.history import views

urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/export/", views.export, name="audit-export"),
]
