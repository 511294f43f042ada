"""Pages of programmes: my work, the list, one programme, declaring, reviewing, deciding, the trash.

A view parses, makes one domain call (``actions`` or ``queries``) and renders; GET never writes.
"""
