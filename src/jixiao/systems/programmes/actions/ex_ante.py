"""What another body decided before the programme could apply (事前绩效评估、核定)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.people.roles import Role
from jixiao.foundation.transitions import Refused
from jixiao.systems.programmes.models import ExAnteApproval, Programme
from jixiao.systems.programmes.policies import Asker, chain_of

VERDICTS = dict(ExAnteApproval._meta.get_field("verdict").choices or ())


def record_ex_ante(
    asker: Asker,
    programme_id: int,
    *,
    issuer: str,
    verdict: str,
    document_number: str = "",
    decided_on: date | None = None,
    scope: str = "",
    approved_yuan: Decimal | None = None,
) -> ExAnteApproval:
    """Records the verdict with its document. A later one is a new record, and counts from then on."""
    programme = Programme.objects.select_related("owner").filter(pk=programme_id).first()
    if programme is None:
        raise Refused("programme.not_found", _("没有这个项目，或者不在您的范围内。"), status=404)
    bureau = chain_of(programme.owner).bureau
    at = {Role.DRAFTER: programme.owner_id, Role.FINANCE_REVIEWER: bureau}
    if not any(at.get(held.role) == held.organisation for held in asker.held):
        raise Refused("role.missing", _("事前核定由编制人或财政审核人登记，您没有担任。"), status=403)
    if verdict not in VERDICTS:
        words = "、".join(str(word) for word in VERDICTS.values())
        raise Refused("ex_ante.verdict_unknown", _("结论应为：%s。") % words, status=422)
    if not issuer.strip():
        raise Refused("ex_ante.issuer_missing", _("请写明由谁核定，如“市经济和信息化委员会”。"), status=422)
    if verdict == "partial" and not scope.strip():
        raise Refused("ex_ante.part_missing", _("部分支持的，必须写明支持哪一部分。"), status=422)
    if decided_on is not None and decided_on > asker.today:
        raise Refused("ex_ante.day_ahead", _("核定日期不能晚于今天。"), status=422)
    if approved_yuan is not None and approved_yuan < 0:
        raise Refused("ex_ante.sum_negative", _("核定金额不能是负数。"), status=422)
    return ExAnteApproval.objects.create(
        owner=programme.owner,
        programme=programme,
        issuer=issuer.strip(),
        document_number=document_number.strip(),
        decided_on=decided_on,
        verdict=verdict,
        scope=scope.strip(),
        approved_yuan=approved_yuan,
        happened_at=timezone.now(),
    )
