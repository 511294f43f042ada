"""Simulated contracts: parties, clauses, milestones, changes, acceptance, suppliers, supervision, archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jixiao.systems.operations.demo.clock import local
from jixiao.systems.operations.demo.world import BUDGET, NETWORK, NON_TAX, PROCUREMENT, World

MANAGEMENT, ACCEPTANCE, SUPERVISION = "合同管理完备性", "项目验收规范性", "监理规范性"
SUPPLIERS, ARCHIVE = "供应商资质符合程度", "档案管理机制"
_CLAUSES = {
    "subject": "按服务说明书提供服务（模拟）",
    "price": "合同价款为固定总价（模拟）",
    "term": "自履行开始日至履行结束日（模拟）",
    "quality": "按服务级别约定执行（模拟）",
    "acceptance": "年底前组织验收（模拟）",
    "payment": "按履行阶段支付（模拟）",
    "breach": "逾期按日支付违约金（模拟）",
    "confidentiality": "驻场人员签订保密承诺（模拟）",
    "dispute": "协商不成的提交仲裁（模拟）",
}
_CERTIFICATE = "信息技术服务运行维护标准符合性证书（模拟）"
_SECURITY = "信息安全服务资质证书（模拟）"
_EVENING = 17 * 60
_SUPERVISOR = "示范监理公司（模拟）"
_EXPERTS = ("示范大学（模拟）", "示范研究院（模拟）", "示范测评中心（模拟）")


@dataclass(frozen=True, slots=True)
class _Deal:
    """One contract in short."""

    key: str
    programme: str
    supplier: str
    starts_on: date
    ends_on: date
    yuan: int
    kind: str = "maintenance"
    accepted_on: date | None = None


_CODES = {
    "示范网络公司（模拟）": "91310101MA1FXA01X3",
    "示范软件公司（模拟）": "91310104MA1FXB02XN",
    "示范系统公司（模拟）": "91310115MA1FXC03XW",
    "示范信息公司（模拟）": "91310112MA1FXD04XR",
    "示范开发公司（模拟）": "91310106MA1FXE05XC",
}
_NET, _SOFT, _SYS, _INFO, _DEV = _CODES
DEALS = (
    _Deal("WL-2019", NETWORK, _NET, date(2019, 1, 1), date(2019, 12, 31), 2_900_000, accepted_on=date(2019, 12, 12)),
    _Deal("WL-2020", NETWORK, _NET, date(2020, 1, 1), date(2020, 12, 31), 3_000_000, accepted_on=date(2020, 12, 11)),
    _Deal("FS-2019", NON_TAX, _SOFT, date(2019, 7, 1), date(2020, 6, 30), 1_000_000, accepted_on=date(2020, 6, 12)),
    _Deal("FS-2020", NON_TAX, _SOFT, date(2020, 7, 1), date(2021, 6, 30), 1_050_000),
    _Deal("YS-2019", BUDGET, _SYS, date(2019, 1, 1), date(2019, 12, 31), 9_000_000, accepted_on=date(2019, 12, 13)),
    _Deal("YS-2020", BUDGET, _SYS, date(2020, 1, 1), date(2020, 12, 31), 9_700_000, accepted_on=date(2020, 12, 14)),
    _Deal(
        "CG-2019", PROCUREMENT, _INFO, date(2019, 1, 1), date(2019, 12, 31), 1_900_000, accepted_on=date(2019, 12, 10)
    ),
    _Deal(
        "CG-2020", PROCUREMENT, _INFO, date(2020, 1, 1), date(2020, 12, 31), 2_000_000, accepted_on=date(2020, 12, 15)
    ),
    _Deal(
        "CG-2020-KF",
        PROCUREMENT,
        _DEV,
        date(2020, 3, 2),
        date(2020, 10, 30),
        700_000,
        "development",
        date(2020, 10, 20),
    ),
)
_SUPERVISED = ("WL-2020", "CG-2020")
#: Added to the contract by a supplement in June, papered as it should be.
_SUPPLEMENT = {"YS-2020": 200_000}


def simulate_contracts(world: World) -> Mapping[str, int]:
    """All contracts with everything that belongs to them; gives their numbers by key."""
    made = {deal.key: _contract(world, deal) for deal in DEALS}
    for deal in DEALS:
        number = made[deal.key]
        _parties_and_clauses(world, deal, number)
        final = _milestones(world, deal, number)
        if deal.accepted_on:
            _acceptance(world, deal, number, final)
        if deal.key in _SUPERVISED:
            _supervision(world, deal, number)
    _changes(world, made)
    _suppliers(world, made)
    return made


def file_papers(world: World, programme: str, about: str, number: str, on: date, **own: Any) -> int:
    """A file of the archive, complete and with its retention; ``own`` says otherwise."""
    filed: dict[str, Any] = {
        "filed_on": on,
        "is_complete": True,
        "retention": "years30",
        "location": "档案室（模拟）",
        **own,
    }
    place = len(world.rows["archive_file"]) + 1
    return world.add(
        "archive_file", programme, on, number=f"DA-{place:05d}", programme=programme, about_kind=about,
        about_number=number, title=f"{number} 案卷（模拟）", **filed,
    )  # fmt: skip


def _contract(world: World, deal: _Deal) -> int:
    signed = deal.starts_on - timedelta(days=10)
    number = world.add(
        "contract", deal.programme, deal.starts_on, recorded=None, number=f"HT-{deal.key}",
        name=f"{deal.programme}合同 {deal.key}（模拟）", kind=deal.kind, programme=deal.programme,
        procurement_number=f"CGXM-{deal.key}", supplier_name=deal.supplier, supplier_credit_code=_CODES[deal.supplier],
        amount_yuan=Decimal(deal.yuan), awarded_on=signed - timedelta(days=12), signed_on=signed,
        starts_on=deal.starts_on, ends_on=deal.ends_on, closed_on=None,
    )  # fmt: skip
    if deal.key == "CG-2020-KF":  # planted: no file of this contract
        world.fails(deal.programme, MANAGEMENT, "contract", number)
        world.fails(deal.programme, ARCHIVE, "contract", number)
    else:
        file_papers(world, deal.programme, "contract", f"HT-{deal.key}", signed + timedelta(days=7))
    return number


def _parties_and_clauses(world: World, deal: _Deal, contract: int) -> None:
    signed = deal.starts_on - timedelta(days=10)
    for place, (role, name, code) in enumerate(
        (("buyer", "上海市财政局", ""), ("seller", deal.supplier, _CODES[deal.supplier])), 1
    ):
        world.add(
            "contract_party", deal.programme, signed, contract_id=contract, number=str(place), role=role, name=name,
            credit_code=code, signatory="模拟签字人", signed_on=signed,
        )  # fmt: skip
    for place, (kind, content) in enumerate(_CLAUSES.items(), 1):
        if deal.key == "YS-2020" and kind == "breach":  # planted: nothing is said of breach
            world.fails(deal.programme, MANAGEMENT, "contract", contract)
            continue
        world.add(
            "contract_clause", deal.programme, signed, contract_id=contract, number=str(place), kind=kind,
            content=content,
        )  # fmt: skip


def _milestones(world: World, deal: _Deal, contract: int) -> int:
    """Half-way and final; gives the final one. What is paid follows what was reached, but for one planted payment."""
    whole = Decimal(deal.yuan + _SUPPLEMENT.get(deal.key, 0))
    half = deal.starts_on + (deal.ends_on - deal.starts_on) / 2
    reached, paid = half, half + timedelta(days=10)
    if deal.key == "WL-2020":
        paid = half - timedelta(days=6)
    is_over = deal.accepted_on is not None
    first = world.add(
        "contract_milestone", deal.programme, half, contract_id=contract, number="1", name="半年服务（模拟）",
        due_on=half, amount_yuan=whole * 6 / 10, deliverable="半年服务报告（模拟）", reached_on=reached, paid_on=paid,
        is_final=False,
    )  # fmt: skip
    if deal.key == "WL-2020":
        world.fails(deal.programme, MANAGEMENT, "contract_milestone", first)
    accepted = deal.accepted_on
    return world.add(
        "contract_milestone", deal.programme, accepted or deal.ends_on, contract_id=contract, number="2",
        name="验收（模拟）", due_on=deal.ends_on, amount_yuan=whole * 4 / 10, deliverable="验收报告（模拟）",
        reached_on=accepted, paid_on=accepted + timedelta(days=8) if accepted and is_over else None, is_final=True,
        recorded=None if accepted else local(deal.starts_on, _EVENING),
    )  # fmt: skip


def _acceptance(world: World, deal: _Deal, contract: int, final: int) -> None:
    concluded = deal.accepted_on or deal.ends_on
    held = concluded - timedelta(days=1)
    plan = "" if deal.key == "YS-2020" else f"验收方案〔{held.year}〕{contract}号（模拟）"
    number = world.add(
        "acceptance", deal.programme, concluded, contract_id=contract, milestone_id=final, number="1",
        name="年度验收（模拟）", planned_on=held - timedelta(days=20), plan_document=plan, held_on=held,
        minutes_document=f"验收纪要〔{held.year}〕{contract}号（模拟）", concluded_on=concluded, conclusion="passed",
        rectified_on=None,
    )  # fmt: skip
    if not plan:  # planted: accepted without a plan
        world.fails(deal.programme, ACCEPTANCE, "acceptance", number)
    if deal.key == "FS-2019":  # planted: the last payment came before the acceptance
        world.row("contract_milestone", final)["paid_on"] = concluded - timedelta(days=3)
        world.row("contract_milestone", final)["reached_on"] = concluded - timedelta(days=5)
        world.fails(deal.programme, ACCEPTANCE, "contract_milestone", final)
    fifth = deal.supplier if deal.key == "CG-2020" else "示范审计中心（模拟）"
    for place, organisation in enumerate((*_EXPERTS, "上海市财政局", fifth), 1):
        member = world.add(
            "acceptance_member", deal.programme, held, acceptance_id=number, number=str(place),
            name=f"模拟专家{place}", organisation=organisation, is_independent=organisation != deal.supplier,
            signed=True,
        )  # fmt: skip
    if fifth == deal.supplier:  # planted: who is judged sits on the panel
        world.fails(deal.programme, ACCEPTANCE, "acceptance_member", member)
    for place, requirement in enumerate(("服务报告齐全", "服务级别达到约定", "资料移交完整", "无遗留问题"), 1):
        is_open = deal.key == "CG-2020-KF" and place == 4  # planted: accepted with one thing open
        criterion = world.add(
            "acceptance_criterion", deal.programme, held, acceptance_id=number, number=str(place),
            requirement=f"{requirement}（模拟）", result="" if is_open else "符合（模拟）",
            is_met=None if is_open else True,
        )  # fmt: skip
        if is_open:
            world.fails(deal.programme, ACCEPTANCE, "acceptance_criterion", criterion)
            world.fails(deal.programme, ACCEPTANCE, "acceptance", number)
    file_papers(world, deal.programme, "acceptance", f"HT-{deal.key}/1", concluded + timedelta(days=5))
    world.add(
        "supplier_assessment", deal.programme, concluded, contract_id=contract, number="1", assessed_on=concluded,
        points=Decimal(92), full_points=Decimal(100), conclusion="良好（模拟）",
    )  # fmt: skip


def _changes(world: World, made: Mapping[str, int]) -> None:
    """One supplement as it should be; one change in effect without a document."""
    for key, document, yuan in (
        ("YS-2020", "补充协议〔2020〕1号（模拟）", _SUPPLEMENT["YS-2020"]),
        ("FS-2020", "", None),
    ):
        deal = next(each for each in DEALS if each.key == key)
        asked = date(2020, 6, 1) if yuan else date(2020, 9, 1)
        number = world.add(
            "contract_change", deal.programme, asked + timedelta(days=14), contract_id=made[key], number="1",
            reason="服务范围调整（模拟）", requested_on=asked, approved_on=asked + timedelta(days=10),
            approved_by="模拟批准人", document=document, amount_change_yuan=Decimal(yuan) if yuan else None,
            effective_on=asked + timedelta(days=14),
        )  # fmt: skip
        if not document:
            world.fails(deal.programme, MANAGEMENT, "contract_change", number)
        file_papers(world, deal.programme, "change", f"HT-{key}/1", asked + timedelta(days=20))


def _suppliers(world: World, made: Mapping[str, int]) -> None:
    """Certificates: one runs out in August and is renewed in October. Sanctions: one over long ago, one that lasts."""
    for supplier, code in _CODES.items():
        of = next(deal.programme for deal in DEALS if deal.supplier == supplier)
        spans = [(date(2018, 1, 1), date(2022, 12, 31))]
        if supplier == _SOFT:
            spans = [(date(2018, 1, 1), date(2020, 8, 31)), (date(2020, 10, 1), date(2023, 9, 30))]
        for kind, own in ((_CERTIFICATE, spans), (_SECURITY, [(date(2018, 6, 1), None)])):
            for place, (first, last) in enumerate(own, 1):
                world.add(
                    "supplier_qualification", of, first, number=f"ZS-{code[-6:]}-{kind[:4]}-{place}",
                    supplier_credit_code=code, supplier_name=supplier, kind=kind, issuer="示范认证机构（模拟）",
                    valid_from=first, valid_to=last,
                )  # fmt: skip
    for deal in DEALS:
        for place, kind in enumerate((_CERTIFICATE, _SECURITY), 1):
            asked = world.add(
                "required_qualification", deal.programme, deal.starts_on, contract_id=made[deal.key], number=str(place),
                kind=kind,
            )  # fmt: skip
            if deal.key == "FS-2020" and kind == _CERTIFICATE:
                world.fails(deal.programme, SUPPLIERS, "required_qualification", asked)
    for supplier, of, first, last in (
        (_SYS, BUDGET, date(2017, 3, 1), date(2018, 2, 28)),
        (_DEV, PROCUREMENT, date(2020, 1, 15), date(2020, 12, 31)),
    ):
        world.add(
            "supplier_sanction", of, first, number=f"CF-{first.year}", supplier_credit_code=_CODES[supplier],
            supplier_name=supplier, source="严重违法失信名单（模拟）", starts_on=first, ends_on=last,
        )  # fmt: skip
    world.fails(PROCUREMENT, SUPPLIERS, "contract", made["CG-2020-KF"])


def _supervision(world: World, deal: _Deal, contract: int) -> None:
    """A report each quarter, a finding in each: one report late, one finding never closed."""
    number = world.add(
        "supervision", deal.programme, deal.starts_on, contract_id=contract, number="1", supervisor_name=_SUPERVISOR,
        appointed_on=deal.starts_on - timedelta(days=5), work_started_on=deal.starts_on,
    )  # fmt: skip
    for quarter in range(1, 5):
        first = date(2020, 3 * quarter - 2, 1)
        last = (date(2020, 3 * quarter, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        due = last + timedelta(days=15) if quarter < 4 else last  # the last one by the year's end
        late = deal.key == "WL-2020" and quarter == 2  # planted
        submitted = due + timedelta(days=9) if late else due - timedelta(days=4)
        report = world.add(
            "supervision_report", deal.programme, submitted, supervision_id=number, number=str(quarter),
            period_from=first, period_to=last, due_on=due, submitted_on=submitted,
            document=f"监理报告{quarter}（模拟）",
        )  # fmt: skip
        if late:
            world.fails(deal.programme, SUPERVISION, "supervision_report", report)
        is_open = deal.key == "CG-2020" and quarter == 3  # planted
        finding = world.add(
            "supervision_finding", deal.programme, submitted, report_id=report, number="1", content="文档滞后（模拟）",
            raised_on=submitted, due_on=submitted + timedelta(days=10),
            closed_on=None if is_open else submitted + timedelta(days=3),
        )  # fmt: skip
        if is_open:
            world.fails(deal.programme, SUPERVISION, "supervision_finding", finding)
