"""From exact figures to a value: ratios are made here, not in an engine.

Not reported, not applicable, not proven and zero are four things. Imports: standard library and ``values``.
"""

from jixiao.rules.measurement.bands import Band, BandRule, CheckResult, band_of
from jixiao.rules.measurement.value import NoValue, Value, value_of

__all__ = ["Band", "BandRule", "CheckResult", "NoValue", "Value", "band_of", "value_of"]
