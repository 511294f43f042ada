"""The ``jixiao`` command: one module per command, each thin: parse, call, print."""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """绩效目标表的读取、理解、检查与书写。"""
