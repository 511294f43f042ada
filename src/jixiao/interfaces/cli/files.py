"""What every command that takes files does alike: find them, read their forms, say what went wrong, show progress."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from jixiao.documents.forms import FormsRead, read_forms
from jixiao.documents.forms.json import FormJsonError, dumps, forms_from_json, loads
from jixiao.documents.readers import DEFAULT_LIMITS, file_content, read_document
from jixiao.documents.workers import Done, through_workers
from jixiao.rules.findings import Finding

Result = TypeVar("Result")

STANDARD_INPUT = Path("-")
NAME_OF_STANDARD_INPUT = Path("标准输入")

#: A file named on the command line. Whether it can be read is found out when it is read, so that one file without
#: permission costs only itself; click's own look beforehand would refuse the whole command.
NAMED_FILE = click.Path(readable=False)

_SEVERITY = {"error": "■ 错误", "warning": "▲ 警告", "review": "◇ 待核", "note": "· 提示"}


def files_of(names: Sequence[str], *, recursive: bool) -> list[Path]:
    """The named files; with ``recursive`` every file below a named folder, in name order, instead of the folder.

    No name means standard input. Files and folders that begin with a dot are left out of a folder.
    """
    if not names:
        return [STANDARD_INPUT]
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if recursive and path.is_dir():
            inside = (item for item in path.rglob("*") if item.is_file())
            found += sorted(item for item in inside if not _is_hidden(item.relative_to(path)))
        else:
            found.append(path)
    return found


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def each_file(work: Callable[..., Result], paths: list[Path], *, jobs: int | None = None) -> Iterator[Done[Result]]:
    """``work`` done to every file by bounded workers; to standard input too, whose bytes it gets as ``content``."""
    if paths == [STANDARD_INPUT]:
        return through_workers(partial(work, content=standard_input()), [NAME_OF_STANDARD_INPUT], jobs=1)
    return through_workers(work, paths, jobs=jobs)


def forms_in(path: Path, content: bytes | None = None) -> FormsRead:
    """The forms of one file: an official form in any format, or the JSON that ``jixiao read`` prints.

    ``content`` is what the file holds where it has been read already: standard input.
    """
    if path == STANDARD_INPUT:
        path, content = NAME_OF_STANDARD_INPUT, standard_input()
    if content is not None:
        return _forms_of_json(content, str(path)) or read_forms(read_document(path, data=content))
    if path.suffix.lower() in (".json", ".jsonl"):
        loaded = file_content(path)
        if isinstance(loaded, Finding):
            return _with_hint(FormsRead(forms=[], findings=[loaded]))
        read = _forms_of_json(loaded, str(path))
        if read is not None:
            return read
    return _with_hint(read_forms(read_document(path)))


def standard_input() -> bytes:
    """What stands on standard input; at most a byte beyond the largest file, which is then refused as too large."""
    return sys.stdin.buffer.read(DEFAULT_LIMITS.file_bytes_max + 1)


def _with_hint(read: FormsRead) -> FormsRead:
    """A folder is read when asked for: the reader cannot know how, the command can."""
    hint = "如要读取其中的全部文件，请加 --recursive。"
    findings = [replace(each, fix=hint) if each.code == "file.directory" else each for each in read.findings]
    return replace(read, findings=findings)


def _forms_of_json(data: bytes, source: str) -> FormsRead | None:
    """Forms out of one JSON object, a list, or JSON lines; None when the bytes are no JSON at all."""
    if data.removeprefix(BOM_UTF8).lstrip()[:1] not in (b"{", b"[") or len(data) > DEFAULT_LIMITS.file_bytes_max:
        return None
    try:
        text = data.decode("utf-8-sig")
        try:
            loaded = loads(text)
        except ValueError:
            loaded = [loads(line) for line in text.splitlines() if line.strip()]
        return FormsRead(forms=forms_from_json(loaded), findings=[])
    except FormJsonError as error:
        return FormsRead(forms=[], findings=[_bad_json(source, str(error))])
    except (ValueError, RecursionError):
        return FormsRead(forms=[], findings=[_bad_json(source, "不是有效的 JSON")])


def _bad_json(source: str, why: str) -> Finding:
    return Finding(
        code="file.bad_json",
        severity="error",
        place=source,
        message=f"不能作为绩效表的 JSON 读入：{why}。",
        fix="请用 jixiao read 的输出，或按 docs/forms.md 的键名填写。",
    )


def sentence(finding: Finding) -> str:
    """Where, what, why, what to do, in one line."""
    parts = [f"{_SEVERITY[finding.severity]} {finding.place}：{finding.message}"]
    if finding.basis:
        parts.append(f"依据：{finding.basis.rstrip('。')}。")
    if finding.fix:
        parts.append(f"建议：{finding.fix}")
    return "".join(parts) + f" [{finding.code}]"


def say(findings: Iterable[Finding], *, as_json: bool = False) -> None:
    """Findings on standard error: a sentence a line for people, or JSON lines."""
    for finding in findings:
        click.echo(dumps(finding.to_json()) if as_json else sentence(finding), err=True)


@contextmanager
def progress(count: int, label: str) -> Iterator[click._termui_impl.ProgressBar[int] | None]:
    """A progress bar on a terminal; None in a pipe or for a single file."""
    if count < 2 or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=count, label=label, file=sys.stderr, show_pos=True) as bar:
        yield bar
