"""The people in scope: list, file, one person."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from jixiao.foundation.people import queries
from jixiao.foundation.people.queries import Asker, Line, Wanted
from jixiao.foundation.people.roles import RULES, Role
from jixiao.foundation.people.states import LOCKED, NEW, OPEN, PAUSED
from jixiao.foundation.people.web.entrance import page
from jixiao.foundation.people.web.forms import GrantForm, ReasonForm
from jixiao.foundation.transitions import Refused
from jixiao.foundation.web.simulation import SIMULATED, simulated

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asker(request: Any) -> Asker:
    """Whose page it is."""
    return Asker(request.person, request.roles)


@require_safe
def people(request: Any) -> HttpResponse:
    """The people that one sees."""
    wanted = _wanted(request.GET)
    number = request.GET.get("page", "1")
    listed = queries.people(asker(request), wanted, int(number) if number.isdecimal() else 1, timezone.now())
    context = {
        "page": listed,
        "wanted": wanted,
        "states": (OPEN, NEW, PAUSED, LOCKED),
        "role_choices": [(role.value, rule.name) for role, rule in RULES.items()],
        "makes_accounts": Role.SYSTEM_ADMINISTRATOR in request.roles,
        "grants_roles": Role.SECURITY_ADMINISTRATOR in request.roles,
        "next_year": timezone.localdate().year + 1,
    }
    return page(request, "people/people.html", context)


@require_POST
def export(request: Any) -> HttpResponse:
    """The filtered list as a file, numbers masked."""
    lines = queries.export(asker(request), _wanted(request.POST), timezone.now())
    headings = [_("姓名"), _("用户名"), _("单位"), _("角色"), _("手机号"), _("证件号"), _("状态")]
    rows = [_row(line) for line in lines]
    name = f"{SIMULATED}-people" if simulated() else "people"
    if request.POST.get("format") == "csv":
        return _file(_csv(headings, rows), "text/csv; charset=utf-8", f"{name}.csv")
    return _file(_xlsx(headings, rows), _XLSX, f"{name}.xlsx")


@require_safe
def person(request: Any, number: int) -> HttpResponse:
    """One person."""
    return person_page(request, number)


def person_page(request: Any, number: int, refused: Refused | None = None, **more: Any) -> HttpResponse:
    """The person's page with a refusal or with what was just made: a one-time password, numbers in full."""
    found = queries.profile(asker(request), number, timezone.now())
    context = {
        "profile": found,
        "oneself": found.person.pk == request.person.pk,
        "keeps_account": Role.SYSTEM_ADMINISTRATOR in request.roles,
        "grants_roles": Role.SECURITY_ADMINISTRATOR in request.roles,
        "grant_form": GrantForm(initial={"organisation": found.person.owner_id}),
        "reason_form": ReasonForm(),
    } | more
    return page(request, "people/person.html", context, refused)


def _wanted(given: Any) -> Wanted:
    role, state = given.get("role", ""), given.get("state", "")
    return Wanted(
        text=given.get("q", "").strip()[:100],
        role=role if role in set(Role) else "",
        state=state if state in {each.name for each in (OPEN, NEW, PAUSED, LOCKED)} else "",
    )


def _row(line: Line) -> list[str]:
    return [
        line.name,
        line.username,
        line.organisation,
        line.roles,
        line.mobile,
        line.identity_number,
        _(line.state.word),
    ]


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _csv(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SIMULATED if simulated() else _("人员"))
    sheet.append(list(headings))
    for row in rows:
        cells = [WriteOnlyCell(sheet, cell) for cell in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
