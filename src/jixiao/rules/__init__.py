"""Law and arithmetic as pure functions. Imports: the standard library only.

Dates, parameters and records come in as arguments: no clock, no randomness, no file, no ``float``.
"""
