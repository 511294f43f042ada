"""Panels (评判组): who is drawn from a pool, what the judges' points make together, how far they agree.

And grades that an outside body gives: whether one reaches the wanted one. Exact, and repeatable by anybody: the draw
needs a seed and SHA-256, the figures need nothing but the points. Imports: standard library only.
"""

from jixiao.rules.panels.agreement import alpha, within_one_panel
from jixiao.rules.panels.draw import in_drawn_order, pool_digest, sealed
from jixiao.rules.panels.grades import UnknownGrade, reaches
from jixiao.rules.panels.points import Trim, counted

__all__ = [
    "Trim",
    "UnknownGrade",
    "alpha",
    "counted",
    "in_drawn_order",
    "pool_digest",
    "reaches",
    "sealed",
    "within_one_panel",
]
