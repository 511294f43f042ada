"""Official forms in and out. Imports: rules, parameters.

Reading goes in three steps, each of which can be looked at: a file becomes flat cells (``readers`` → ``sheets``),
cells become findings and typed rows (``forms``). Writing goes from typed rows to the official layout (``writers``).

A file is a stranger's: the commands and the pages have it read by bounded processes (``workers``, ``apart``).
"""
