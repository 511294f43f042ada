"""A contract with everything under it, entered by 邹经办 at 国库处 through the named actions.

It was signed after the work began, and its milestones do not sum up to its amount.
"""

from __future__ import annotations

from typing import Any

from jixiao.foundation.identity import acting_as
from jixiao.foundation.registers import recording
from jixiao.foundation.registers.models import Record
from jixiao.foundation.registers.register import register_named
from tests.support.office import Office
from tests.support.recorders import add_recorders, recorder

BY = "邹经办"
NUMBER = "HT-2020-001"
SUPPLIER, CODE = "某软件公司", "91310000MA1FL5CE1G"
#: register → what is typed, in the order in which it is entered.
ENTERED: tuple[tuple[str, dict[str, str]], ...] = (
    ("contracts", {
        "number": NUMBER, "name": "非税收入管理系统运维服务合同", "kind": "运维服务", "supplier_name": SUPPLIER,
        "supplier_credit_code": CODE, "amount_yuan": "2,058,000.00", "awarded_on": "2019-12-10",
        "signed_on": "2020-01-06", "starts_on": "2020-01-01", "ends_on": "2020-12-31",
        "procurement_number": "SHXM-00-20191101-0007",
    }),
    ("contract-parties", {
        "contract": NUMBER, "number": "1", "role": "甲方", "name": "国库处", "signed_on": "2020-01-06",
    }),
    ("contract-parties", {
        "contract": NUMBER, "number": "2", "role": "乙方", "name": SUPPLIER, "credit_code": CODE,
        "signatory": "林经理", "signed_on": "2020-01-06",
    }),
    ("contract-clauses", {
        "contract": NUMBER, "number": "3", "kind": "付款", "content": "签订后付四成，年中付三成，验收后付三成。",
    }),
    ("contract-milestones", {
        "contract": NUMBER, "number": "1", "name": "首付款", "due_on": "2020-01-31", "amount_yuan": "823200",
        "reached_on": "2020-01-10", "paid_on": "2020-01-20", "is_final": "否",
    }),
    ("contract-milestones", {
        "contract": NUMBER, "number": "2", "name": "年中考核", "due_on": "2020-07-15", "amount_yuan": "617400",
        "deliverable": "上半年运维报告", "reached_on": "2020-07-10", "is_final": "否",
    }),
    ("contract-milestones", {
        "contract": NUMBER, "number": "3", "name": "年终验收", "due_on": "2020-12-25", "amount_yuan": "600000",
        "is_final": "是",
    }),
    ("contract-changes", {
        "contract": NUMBER, "number": "1", "reason": "增加债券质押模块的运维", "requested_on": "2020-05-06",
        "amount_change_yuan": "36000",
    }),
    ("acceptances", {
        "contract": NUMBER, "number": "YS-1", "name": "年终验收", "milestone": f"{NUMBER}/3",
        "planned_on": "2020-12-01", "plan_document": "国库验〔2020〕3号",
    }),
    ("acceptance-members", {
        "acceptance": f"{NUMBER}/YS-1", "number": "1", "name": "高工程", "organisation": "市信息中心",
        "is_independent": "是", "signed": "是",
    }),
    ("acceptance-members", {
        "acceptance": f"{NUMBER}/YS-1", "number": "2", "name": "马会计", "organisation": "国库处",
        "is_independent": "是", "signed": "是",
    }),
    ("acceptance-criteria", {
        "acceptance": f"{NUMBER}/YS-1", "number": "1", "requirement": "运维工单处理率达到100%",
    }),
    ("required-qualifications", {"contract": NUMBER, "number": "1", "kind": "ITSS三级"}),
    ("supplier-qualifications", {
        "number": "ITSS-2019-88", "supplier_credit_code": CODE, "supplier_name": SUPPLIER, "kind": "ITSS三级",
        "issuer": "中国电子工业标准化技术协会", "valid_from": "2019-01-01", "valid_to": "2021-12-31",
    }),
    ("supplier-sanctions", {
        "number": "沪财罚〔2018〕5号", "supplier_credit_code": CODE, "supplier_name": SUPPLIER,
        "source": "政府采购严重违法失信行为记录名单", "starts_on": "2018-01-01", "ends_on": "2018-12-31",
    }),
    ("supplier-assessments", {
        "contract": NUMBER, "number": "1", "assessed_on": "2020-07-10", "points": "92.5", "full_points": "100",
    }),
    ("supervisions", {
        "contract": NUMBER, "number": "1", "supervisor_name": "某监理公司", "appointed_on": "2019-12-25",
        "work_started_on": "2020-01-01",
    }),
    ("supervision-reports", {
        "supervision": f"{NUMBER}/1", "number": "2020-Q1", "period_from": "2020-01-01", "period_to": "2020-03-31",
        "due_on": "2020-04-10", "submitted_on": "2020-04-08", "document": "监报〔2020〕1号",
    }),
    ("supervision-findings", {
        "report": f"{NUMBER}/1/2020-Q1", "number": "1", "content": "值班记录缺2月3日一页", "raised_on": "2020-04-08",
        "due_on": "2020-04-20",
    }),
)  # fmt: skip


def enter(office: Office, name: str, by: str = BY, /, **filled: str) -> Any:
    """One record, as the person enters it."""
    with acting_as(office.identity(by)):
        return recording.enter(register_named(name), filled, recorder(office, by))


def enter_all(office: Office) -> dict[str, Record]:
    """Everything above; the last record of each register."""
    return {name: enter(office, name, **filled) for name, filled in ENTERED}


def add_to(office: Office) -> dict[str, Record]:
    """For a served office: the recorders, then everything."""
    add_recorders(office)
    return enter_all(office)
