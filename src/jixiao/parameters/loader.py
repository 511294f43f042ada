"""Reads the parameter tree and refuses what is not fully cited.

A parameter file::

    id: scoring.mof_2020_10.grades          # the path under tree/, with dots
    title: 评价等次                          # the field's word
    unit: ratio                             # of every value below
    values:
      - effective: 2020-02-25
        expires: 2025-01-01                 # optional, exclusive
        value: {优: "0.9", 良: "0.8"}        # numbers quoted; they become Decimal where they look like one
        citation: {document: 财预〔2020〕10号, article: 第十八条, evidence: T}
        origin: national                    # national | local (then `where`) | ours
        checked_on: 2026-11-23
"""

from __future__ import annotations

import itertools
import re
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, get_args

import yaml

from jixiao.rules.regulations import Citation, DatedParameter, DatedValue
from jixiao.rules.regulations.dated import Evidence, Origin

_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
_REQUIRED = ("effective", "value", "citation", "origin", "checked_on")
_ALLOWED = {*_REQUIRED, "expires", "where"}
#: Folders whose files are no parameters.
_NO_PARAMETERS = ("checklists.", "lexicons.")


class ParameterError(ValueError):
    """A parameter file that may not be used, with the file and the reason."""


def parameter(parameter_id: str) -> DatedParameter:
    """The parameter named by its path under ``tree/`` with dots, e.g. ``scoring.mof_2020_10.grades``."""
    try:
        return load_tree()[parameter_id]
    except KeyError:
        raise ParameterError(f"没有名为 {parameter_id} 的参数") from None


@cache
def load_tree() -> dict[str, DatedParameter]:
    """Every parameter of the tree by id.

    Lexicons are loaded by :func:`load_lexicon`, checklists by :mod:`jixiao.parameters.checklists`.
    """
    return {
        name: load_parameter(file.read_text(encoding="utf-8"), name)
        for name, file in tree_files()
        if not name.startswith(_NO_PARAMETERS)
    }


def tree_files() -> list[tuple[str, Traversable]]:
    """Every file of the tree with its path under it, with dots, in order."""
    return _yaml_files(resources.files("jixiao.parameters") / "tree", "")


@cache
def load_lexicon(name: str) -> Any:
    """A word list of ``tree/lexicons/``: data a finance officer can read and mend.

    It must say under ``about`` what it is and under ``source`` where its words were seen.
    """
    file = resources.files("jixiao.parameters") / "tree" / "lexicons" / f"{name}.yaml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or not content.get("about") or not content.get("source"):
        raise ParameterError(f"词表 {name} 缺少 about（说明）或 source（来源）")
    return content


def load_parameter(text: str, expected_id: str) -> DatedParameter:
    """One parameter out of YAML text; raises :class:`ParameterError` naming what is missing."""
    content = yaml.safe_load(text)
    if not isinstance(content, dict) or content.get("id") != expected_id:
        raise ParameterError(f"{expected_id}：id 应与文件路径一致")
    for key in ("title", "unit", "values"):
        if not content.get(key):
            raise ParameterError(f"{expected_id}：缺少 {key}")
    values = tuple(dated_value(entry, f"{expected_id} 第{n}个值") for n, entry in enumerate(content["values"], 1))
    if any(later.effective <= earlier.effective for earlier, later in itertools.pairwise(values)):
        raise ParameterError(f"{expected_id}：各值应按生效日期先后排列")
    return DatedParameter(expected_id, content["title"], content["unit"], values)


def dated_value(entry: Any, where: str) -> DatedValue:
    """A value with its law and its days; raises :class:`ParameterError` with ``where`` naming what is missing."""
    if not isinstance(entry, dict):
        raise ParameterError(f"{where}：应为键值对")
    missing = [key for key in _REQUIRED if entry.get(key) is None]
    if missing or not entry.keys() <= _ALLOWED:
        raise ParameterError(f"{where}：缺少 {missing}，多出 {sorted(entry.keys() - _ALLOWED)}")
    if entry["origin"] not in get_args(Origin):
        raise ParameterError(f"{where}：origin 应为 {get_args(Origin)}")
    if entry["origin"] == "local" and not entry.get("where"):
        raise ParameterError(f"{where}：地方规定应写明适用地区 where")
    citation = entry["citation"]
    if citation.keys() != {"document", "article", "evidence"} or citation["evidence"] not in get_args(Evidence):
        raise ParameterError(f"{where}：citation 应有 document、article、evidence")
    for key in ("effective", "checked_on"):
        if not isinstance(entry[key], date):
            raise ParameterError(f"{where}：{key} 应为日期")
    return DatedValue(
        effective=entry["effective"],
        value=_exact(entry["value"], where),
        citation=Citation(citation["document"], citation["article"], citation["evidence"]),
        origin=entry["origin"],
        checked_on=entry["checked_on"],
        expires=entry.get("expires"),
        where=entry.get("where", ""),
    )


def _exact(value: Any, where: str) -> Any:
    """Quoted numbers become Decimal; an unquoted fraction is refused because YAML already made it a float."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        raise ParameterError(f"{where}：小数应加引号写成文本，以保持精确：{value}")
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, str):
        return Decimal(value) if _NUMBER.match(value) else value
    if isinstance(value, list):
        return [_exact(item, where) for item in value]
    if isinstance(value, dict):
        return {str(key): _exact(item, where) for key, item in value.items()}
    return value


def _yaml_files(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            found += _yaml_files(entry, f"{prefix}{entry.name}.")
        elif entry.name.endswith(".yaml"):
            found.append((prefix + entry.name.removesuffix(".yaml"), entry))
    return found
