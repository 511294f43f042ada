"""Grades that an outside body gives (外部考核等次): the document, its issuer and day, and two people who confirm it.

Recorded measures compare them with the wanted grade. May import: foundation, parameters, rules.
"""
