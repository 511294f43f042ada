"""What is done to records of operations beside entering and correcting them."""

from jixiao.systems.operations.actions.agreements import recompute
from jixiao.systems.operations.actions.attendance import settle_attendance

__all__ = ["recompute", "settle_attendance"]
