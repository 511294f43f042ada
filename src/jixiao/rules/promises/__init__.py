"""Promises in the narrative (承诺): numbers and dates a form's text commits to, matched with its indicators.

Imports: the standard library, ``rules.findings``, ``rules.forms``, ``rules.values``, ``rules.documentnumbers``.
"""

from jixiao.rules.promises.check import check_promises, match_promises
from jixiao.rules.promises.dates import date_promises
from jixiao.rules.promises.numbers import number_promises
from jixiao.rules.promises.promise import DatePromise, MatchedNumber, NumberPromise, PromiseWords

__all__ = [
    "DatePromise",
    "MatchedNumber",
    "NumberPromise",
    "PromiseWords",
    "check_promises",
    "date_promises",
    "match_promises",
    "number_promises",
]
