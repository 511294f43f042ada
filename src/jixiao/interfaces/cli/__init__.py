"""The ``jixiao`` command: one module per command, each thin: parse, call, print.

A command's module is imported when the command is asked for, so that ``jixiao targets`` does not wait for the PDF
engine.
"""

from __future__ import annotations

import importlib
import keyword
import sys
from typing import Any, NoReturn

import click

from jixiao.interfaces.cli.help import ChineseContext
from jixiao.interfaces.cli.misuse import misuse_sentence

COMMANDS = (
    *("read", "targets", "judge", "check", "write", "measure", "demo"),
    *("import", "export", "init", "serve", "migrate", "doctor", "backup", "restore"),
)


class _CommandsOnDemand(click.Group):
    """The command ``x`` is the function ``x`` of the module ``x`` beside this one; ``import`` is ``import_``."""

    context_class = ChineseContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command = getattr(importlib.import_module(f"{__name__}.{name}"), name)
        if not isinstance(command, click.Command):
            return None
        command.context_class = ChineseContext
        return command

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """As click's, with misuse and a break answered in Chinese."""
        try:
            code = super().main(*args, **(extra | {"standalone_mode": False}))
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.ClickException as error:
            if isinstance(error, click.UsageError) and error.ctx is not None:
                click.echo(f"用法：{_usage(error.ctx)}", err=True)
            click.echo(f"错误：{misuse_sentence(error)}", err=True)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("已中断。", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def _usage(context: click.Context) -> str:
    pieces = ["[选项]" if piece == "[OPTIONS]" else piece for piece in context.command.collect_usage_pieces(context)]
    return " ".join([context.command_path, *pieces]) + f"（{context.command_path} --help 有说明）"


@click.group(cls=_CommandsOnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jixiao", message="jixiao %(version)s")
def main() -> None:
    """绩效目标表的读取、理解、检查与书写。"""
