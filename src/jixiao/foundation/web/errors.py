"""Error pages in Chinese that say what to do, and refusals with their code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jixiao.foundation.transitions import Refused


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an error page says: what happened, and what to do."""

    status: int
    title: object
    what: object
    advice: object


TROUBLES = {
    trouble.status: trouble
    for trouble in (
        Trouble(
            400,
            _("请求无法识别"),
            _("送来的内容不完整或格式不对，系统没有做任何改动。"),
            _("请返回上一页重新填写后再提交；如从外部链接进入，请改从导航进入。"),
        ),
        Trouble(
            403,
            _("没有权限"),
            _("您能看到这里，但这件事不由您的角色办理。"),
            _("请由有相应角色的人办理；如认为授权有误，请联系本单位的安全管理员。"),
        ),
        Trouble(
            404,
            _("没有这一页"),
            _("地址不存在，或不在您的查阅范围内。"),
            _("请检查地址，或在上方搜索名称；如需查阅其他单位的内容，请联系安全管理员授权。"),
        ),
        Trouble(
            409,
            _("现在不能这样办"),
            _("办理的条件已经变化，系统没有做任何改动。"),
            _("请返回并刷新页面，看看当前状态后再办理。"),
        ),
        Trouble(
            422,
            _("内容还不完整"),
            _("缺少必须填写的内容，系统没有做任何改动。"),
            _("请返回上一页补充后再提交。"),
        ),
        Trouble(
            500,
            _("系统出错"),
            _("系统遇到意外，本次操作没有保存。"),
            _("请稍后再试；如仍然出错，请把出错时间告诉系统管理员。"),
        ),
    )
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _page(request, TROUBLES[400])


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason where the code gave one."""
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return _page(request, TROUBLES[403], message=reason)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _page(request, TROUBLES[404])


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without the frame, because the frame asks the database."""
    return HttpResponse(render_to_string("web/server_error.html", {"trouble": TROUBLES[500]}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere.

    A form that saves itself gets a fresh page instead; what was typed comes back into it (``kept.js``).
    """
    if request.headers.get("HX-Request"):
        return HttpResponse(status=403, headers={"HX-Refresh": "true"})
    advice = _("页面打开太久或登录已更新。请返回上一页刷新，再提交一次；目标表和审核表里填写的内容会放回表中。")
    return _page(
        request, TROUBLES[403], message=str(_("这张表单已经失效，没有提交。")), advice=advice, code="form.expired"
    )


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal that no page showed beside its form; what the request had written is undone."""
    request.rolls_back = True  # type: ignore[attr-defined]
    trouble = TROUBLES.get(refusal.status, TROUBLES[409])
    return _page(request, trouble, message=refusal.message, code=refusal.code, status=refusal.status)


class RefusalMiddleware:
    """Turns a :class:`Refused` that a view let through into its page. Stands inside the identity's transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this for every exception of a view."""
        return refused(request, exception) if isinstance(exception, Refused) else None


class PlainTextMiddleware:
    """Refuses what no database can store and no form of ours sends: a NUL in an address or a field.

    Stands inside the identity's transaction, because the refusal's page asks for the frame.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Django calls this before every view."""
        sent = [text for fields in (request.GET, request.POST) for _name, texts in fields.lists() for text in texts]
        if "\0" not in request.path and not any("\0" in text for text in sent):
            return None
        return refused(request, Refused("request.nul", gettext("送来的文字里有空字符（NUL），没有办理。"), status=400))


def _page(
    request: HttpRequest,
    trouble: Trouble,
    *,
    message: str = "",
    code: str = "",
    advice: object = None,
    status: int | None = None,
) -> HttpResponse:
    context = {"trouble": trouble, "message": message, "code": code, "advice": advice or trouble.advice}
    return render(request, "web/error.html", context, status=status or trouble.status)
