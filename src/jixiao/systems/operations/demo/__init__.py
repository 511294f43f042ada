"""The simulated year of operations: records from 2019-10 to 2020-12 with planted errors, and the truth about them.

All but :mod:`loading` is plain Python: it knows how each record was planted, and imports nothing of what will look for
it (no rules, no measures, no registers). Every record is made up from a seed; nothing here happened.
"""
