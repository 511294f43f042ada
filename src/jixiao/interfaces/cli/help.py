"""The help of the commands with Chinese headings (用法、选项、命令): click prints English ones and takes no others.

A context of ours brings a formatter of ours; nothing of click itself is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}
_SENTENCES = {"Show this message and exit.": "显示这段说明。", "Show the version and exit.": "显示版本号。"}
_PLACEHOLDERS = (("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]..."))


class _Formatter(click.HelpFormatter):
    """click's, with the words it brings itself in Chinese; a word not known here stays as click prints it."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for english, chinese in _PLACEHOLDERS:
            args = args.replace(english, chinese)
        super().write_usage(prog, args, prefix or "用法：")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_HEADINGS.get(name, name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(term, _SENTENCES.get(text, text)) for term, text in rows], col_max, col_spacing)


class ChineseContext(click.Context):
    """A command's context whose help is printed with Chinese headings."""

    formatter_class = _Formatter
