"""Promises in the narrative (承诺): numbers and dates a form's text commits to, matched with its indicators.

Imports: the standard library, ``rules.findings``, ``rules.forms``, ``rules.values``, ``rules.documentnumbers``.
"""

from jixiao.rules.promises.check import check_promises
from jixiao.rules.promises.dates import date_promises
from jixiao.rules.promises.numbers import number_promises
from jixiao.rules.promises.promise import DatePromise, NumberPromise, PromiseWords

__all__ = ["DatePromise", "NumberPromise", "PromiseWords", "check_promises", "date_promises", "number_promises"]
