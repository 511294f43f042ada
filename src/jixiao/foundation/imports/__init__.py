"""Imports (导入): rows from XLSX and CSV, for every system by one mechanism.

A system describes its columns once (:class:`~jixiao.foundation.imports.kinds.ImportKind`); from that come the template,
the preview with errors by row and column, the import (all or nothing, or the good rows) and its undoing.
"""
