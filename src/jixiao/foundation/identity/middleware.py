"""The transaction around view *and* rendering, in which the database knows who asks.

``ATOMIC_REQUESTS`` would not do: a template response renders after it and would ask as nobody. A response that streams
opens a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse

from jixiao.foundation.identity.identity import Identity, acting_as

Answer = Callable[[HttpRequest], HttpResponseBase]


class IdentityMiddleware:
    """Opens the transaction and says who asks; whoever has not signed in asks as ``visitor`` and sees no row."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        identity: Identity = getattr(request, "identity", None) or Identity(actor="visitor")
        with acting_as(identity):
            response = self.get_response(request)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response = response.render()
            if response.status_code >= 500 or getattr(request, "rolls_back", False):
                transaction.set_rollback(True)
        return response if isinstance(response, HttpResponseBase) else HttpResponse()
