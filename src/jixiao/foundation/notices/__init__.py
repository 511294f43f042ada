"""Notices (通知): e-mail or a call to the bureau's own message system, when a setting says so; off by default.

A notice is a row written with what it tells of and handed over afterwards, again and again until it is taken or given
up: no action waits for a mail server, and nothing is told that was rolled back.
"""
