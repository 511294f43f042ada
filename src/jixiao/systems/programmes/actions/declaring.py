"""Declaring: the unit hands its form in, or takes it back before anybody has reviewed it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from jixiao.foundation.transitions import Refused
from jixiao.systems.programmes.actions.taking import locked, same_revision, taken
from jixiao.systems.programmes.models import FormVersion
from jixiao.systems.programmes.policies import Asker, may

_NAMED = 5


def declare(asker: Asker, version_id: int, revision: int | None = None) -> FormVersion:
    """Hands the form in. What a form cannot do without is asked for; everything else is the reviewer's to judge."""
    version = locked(version_id)
    may(asker, "declare", version)
    same_revision(version, revision)
    missing = missing_in(version)
    if missing:
        more = _("等%s处") % len(missing) if len(missing) > _NAMED else ""
        message = _("还不能申报，缺少：%s。") % ("、".join(missing[:_NAMED]) + more)
        raise Refused("form.incomplete", message, status=422)
    _ex_ante_allows(version)
    return taken(asker, "declare", version)


def withdraw(asker: Asker, version_id: int, reason: str) -> FormVersion:
    """Takes the declared form back, with a reason."""
    return taken(asker, "withdraw", locked(version_id), reason)


def missing_in(version: FormVersion) -> list[str]:
    """What a form has to have before it can be declared, in words."""
    missing = []
    if not version.project_name.strip():
        missing.append(_("项目名称"))
    if version.current_year_budget_yuan is None:
        missing.append(_("当年预算"))
    rows = list(version.indicators.all())
    if not rows:
        missing.append(_("绩效指标"))
    missing += [_("第%s条指标的名称") % row.number for row in rows if not row.level3.strip()]
    missing += [_("“%s”的指标值") % row.level3 for row in rows if row.level3.strip() and not row.target_text.strip()]
    return missing


def _ex_ante_allows(version: FormVersion) -> None:
    """A new major project needs its ex-ante approval (中发〔2018〕34号（六）); a refusal or a lower sum stops it."""
    programme = version.form.programme
    if programme is None:
        return
    latest = programme.ex_ante_approvals.order_by("-id").first()
    if latest is None:
        if programme.needs_ex_ante:
            message = _(
                "新出台的重大政策、项目要先有事前绩效评估（核定）的结论，才能申请预算（中发〔2018〕34号（六））。"
            )
            raise Refused("ex_ante.missing", message)
        return
    if latest.verdict == "refuse":
        message = _("“%(issuer)s”的事前核定结论是“不予支持”，不能申报。") % {"issuer": latest.issuer}
        raise Refused("ex_ante.refused", message)
    budget = version.current_year_budget_yuan
    if latest.approved_yuan is not None and budget is not None and budget > latest.approved_yuan:
        message = _("当年预算 %(budget)s 元超过“%(issuer)s”核定的 %(approved)s 元。请按核定金额填写，或先补充核定。")
        words = {"budget": f"{budget:,}", "issuer": latest.issuer, "approved": f"{latest.approved_yuan:,}"}
        raise Refused("ex_ante.over_approved", message % words)
