"""What contracts answer."""

from __future__ import annotations
