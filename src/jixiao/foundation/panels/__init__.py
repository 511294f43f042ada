"""Panels (评判组): what only people can answer, answered so that it can be repeated and checked.

A pool, a draw by a published seed, recusal, at least three judges from elsewhere, each alone and then all opened
together. Judged measures use it; reviews of titles, tenders and joint reviews will. May import: foundation, parameters,
rules.
"""
