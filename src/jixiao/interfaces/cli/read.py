"""``jixiao read``: official forms into JSON, one object a form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from jixiao.documents.forms import FormsRead
from jixiao.documents.forms.json import dumps, form_to_json
from jixiao.interfaces.cli.files import NAMED_FILE, each_file, files_of, forms_in, progress, say
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form


@dataclass(frozen=True, slots=True)
class _Printed:
    """What one file gives: JSON lines for standard output, findings for standard error."""

    lines: list[str]
    findings: list[Finding]


def read_file(path: Path, content: bytes | None = None) -> _Printed:
    """The forms of a file as JSON lines, with what was found while reading them."""
    read = forms_in(path, content)
    lines = [dumps(form_to_json(form, findings_of(form, read))) for form in read.forms]
    return _Printed(lines, [finding for finding in read.findings if finding.severity in ("error", "warning")])


def findings_of(form: Form, read: FormsRead) -> list[Finding]:
    """What was said of this form or of the whole file; what was said of another form of the file is left out."""
    others = {f"表{other.table_no} " for other in read.forms if other.table_no != form.table_no}
    return [finding for finding in read.findings if not any(mark in f"{finding.place} " for mark in others)]


@click.command()
@click.argument("files", nargs=-1, type=NAMED_FILE)
@click.option("-r", "--recursive", is_flag=True, help="读入文件夹中的全部文件。")
@click.option("--json", "as_json", is_flag=True, help="错误信息也以 JSON 行输出（标准错误）。")
@click.option("-j", "--jobs", type=click.IntRange(1), help="同时使用的进程数，默认为全部核心。")
def read(files: tuple[str, ...], recursive: bool, as_json: bool, jobs: int | None) -> None:
    """读取绩效表（文本、PDF、DOCX、XLSX、XLS、HTML），每张表输出一行 JSON。

    不给 FILE 时读标准输入。一个文件读不了不影响其他文件；有读不了的文件时以 1 退出。
    """
    paths = files_of(files, recursive=recursive)
    failed = False
    with progress(len(paths), "读取") as bar:
        for done in each_file(read_file, paths, jobs=jobs):
            if done.result is not None:
                for line in done.result.lines:
                    click.echo(line)
            findings = [*(done.result.findings if done.result else ()), *([done.finding] if done.finding else ())]
            say(findings, as_json=as_json)
            failed = failed or any(finding.severity == "error" for finding in findings)
            if bar is not None:
                bar.update(1)
    if failed:
        raise SystemExit(1)
