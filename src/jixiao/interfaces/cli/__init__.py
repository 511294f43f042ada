"""The ``jixiao`` command: one module per command, each thin: parse, call, print.

A command's module is imported when the command is asked for, so that ``jixiao targets`` does not wait for the PDF
engine.
"""

from __future__ import annotations

import importlib

import click

COMMANDS = (
    *("read", "targets", "judge", "check", "write", "demo"),
    *("init", "serve", "migrate", "doctor", "backup", "restore"),
)


class _CommandsOnDemand(click.Group):
    """The command ``x`` is the function ``x`` of the module ``x`` beside this one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=_CommandsOnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jixiao", message="jixiao %(version)s")
def main() -> None:
    """绩效目标表的读取、理解、检查与书写。"""
