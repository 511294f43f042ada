"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The person, the roles, and the words of the frame."""
    return {
        "person": getattr(request, "person", None),
        "roles": getattr(request, "roles", frozenset()),
    }
