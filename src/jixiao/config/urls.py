"""URLs of the installation."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("jixiao.foundation.web.urls")),
    path("", include("jixiao.systems.programmes.web.urls")),
    path("", include("jixiao.foundation.attachments.urls")),
    path("", include("jixiao.foundation.imports.urls")),
    path("", include("jixiao.foundation.registers.urls")),
    path("", include("jixiao.foundation.panels.urls")),
    path("", include("jixiao.foundation.grades.urls")),
    path("", include("jixiao.foundation.people.urls")),
    path("", include("jixiao.foundation.organisations.urls")),
    path("", include("jixiao.foundation.history.urls")),
]

handler400 = "jixiao.foundation.web.errors.bad_request"
handler403 = "jixiao.foundation.web.errors.permission_denied"
handler404 = "jixiao.foundation.web.errors.page_not_found"
handler500 = "jixiao.foundation.web.errors.server_error"
