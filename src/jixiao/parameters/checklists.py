"""The checklists (检查清单) of checked measures, from ``tree/checklists``: data that a finance officer reads and mends.

A checklist file::

    id: checklists.contract_management      # the path under tree/, with dots
    title: 合同管理完备性检查清单
    checks:
      - id: signed                          # names the predicate in the catalogue of measures
        statement: 合同已签订               # what holds where the check is passed
        mandatory: true                     # one record that fails it, and the target is not fully achieved
        effective: 2018-01-01
        expires: 2025-01-01                 # optional, exclusive
        citation: {document: 中华人民共和国政府采购法, article: 第四十六条, evidence: T}
        origin: national                    # national | local (then `where`) | ours
        checked_on: 2026-11-23

Each check is a dated value of its own: a new rule adds one check and leaves the others alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from jixiao.parameters.loader import ParameterError, dated_value, parameter, tree_files
from jixiao.rules.measurement import BandRule
from jixiao.rules.regulations import DatedValue

_FOLDER = "checklists."
_OWN = ("id", "statement", "mandatory")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to hold of every record to which it applies, with the rule that asks for it."""

    id: str
    statement: str
    is_mandatory: bool
    rule: DatedValue  # its value is the statement

    def is_in_force(self, day: date) -> bool:
        """Whether the rule holds on a day."""
        return self.rule.effective <= day and (self.rule.expires is None or day < self.rule.expires)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checks of one measure, in the order in which they are shown."""

    id: str
    title: str
    checks: tuple[Check, ...]

    def in_force(self, day: date) -> tuple[Check, ...]:
        """The checks in force on ``day``; for a fiscal year its first day, so that no rule reaches back."""
        return tuple(check for check in self.checks if check.is_in_force(day))


def checklist(name: str) -> Checklist:
    """A checklist by the name of its file. Raises :class:`ParameterError`."""
    try:
        return checklists()[name]
    except KeyError:
        raise ParameterError(f"没有名为 {name} 的检查清单") from None


@cache
def checklists() -> Mapping[str, Checklist]:
    """Every checklist by name. Raises :class:`ParameterError` for one that is not fully cited."""
    files = {name: file for name, file in tree_files() if name.startswith(_FOLDER)}
    return {
        name.removeprefix(_FOLDER): load_checklist(file.read_text(encoding="utf-8"), name)
        for name, file in files.items()
    }


def band_rule(day: date) -> BandRule:
    """How a checklist gives the band of a qualitative target on ``day`` (for a fiscal year its first day)."""
    value = parameter("measurement.checklist_bands").on(day).value
    return BandRule(value["achieved_from"], value["partly_from"])


def load_checklist(text: str, expected_id: str) -> Checklist:
    """One checklist out of YAML text; raises :class:`ParameterError` naming what is missing."""
    content = yaml.safe_load(text)
    if not isinstance(content, dict) or content.get("id") != expected_id:
        raise ParameterError(f"{expected_id}：id 应与文件路径一致")
    if not content.get("title") or not content.get("checks"):
        raise ParameterError(f"{expected_id}：缺少 title 或 checks")
    made = tuple(_check(entry, f"{expected_id} 第{n}项") for n, entry in enumerate(content["checks"], 1))
    if len({check.id for check in made}) < len(made):
        raise ParameterError(f"{expected_id}：有两项检查的 id 相同")
    return Checklist(expected_id, content["title"], made)


def _check(entry: Any, where: str) -> Check:
    if not isinstance(entry, dict) or not entry.get("id") or not entry.get("statement"):
        raise ParameterError(f"{where}：缺少 id 或 statement（检查内容）")
    if not isinstance(entry.get("mandatory"), bool):
        raise ParameterError(f"{where}：mandatory（是否必须）应为 true 或 false")
    rule = {key: value for key, value in entry.items() if key not in _OWN} | {"value": entry["statement"]}
    return Check(entry["id"], entry["statement"], entry["mandatory"], dated_value(rule, where))
