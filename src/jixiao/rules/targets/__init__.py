"""The grammar of target values (指标目标值): read, write, and say whether they can be measured.

``words`` is the vocabulary, ``folding`` brings every printed notation to one plain one, ``dates``, ``quantities``,
``leads`` and ``wordings`` read the parts of a statement, ``statements`` puts them together, ``cells`` and ``names`` add
what neighbouring columns and the indicator's name say. Standard library and :mod:`jixiao.rules.values` only.
"""

from jixiao.rules.targets.measurability import Measurability, measurability
from jixiao.rules.targets.parse import parse_target
from jixiao.rules.targets.write import format_target

__all__ = ["Measurability", "format_target", "measurability", "parse_target"]
