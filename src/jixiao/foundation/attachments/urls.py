"""URLs of attachments."""

from __future__ import annotations

from django.urls import path

from jixiao.foundation.attachments import views

urlpatterns = [path("attachments/<int:number>/", views.download, name="attachment")]
