"""States as tables: legal pairs are listed, all others refused; each verb leaves a row.

The diagram in the docs and the buttons on a page are drawn from the same :class:`StateTable` that an action asks.
"""

from jixiao.foundation.transitions.states import Refused, State, StateTable, Transition

__all__ = ["Refused", "State", "StateTable", "Transition"]
