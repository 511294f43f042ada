"""The inbox (待办): what waits for whom until when.

A task waits for a person, or for whoever holds a role over an organisation; deputies see the tasks of those they stand
in for. Actions of the systems open and close tasks; nobody closes one by hand.
"""
