"""The one page of attachments: a download."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from jixiao.foundation.attachments.actions import content_for_download
from jixiao.foundation.attachments.queries import downloadable


@require_GET
def download(request: HttpRequest, number: int) -> HttpResponse:
    """The file as a download, never as a page, whatever its content is."""
    attachment = get_object_or_404(downloadable(), pk=number)
    content = content_for_download(attachment)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(attachment.name, safe='')}"
    response["Content-Length"] = str(len(content))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
