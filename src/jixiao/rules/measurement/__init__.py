"""From exact figures to a value: ratios are made here, not in an engine.

Not reported, not applicable, not proven and zero are four things. Imports: standard library and ``values``.
"""

from jixiao.rules.measurement.value import NoValue, Value, value_of

__all__ = ["NoValue", "Value", "value_of"]
