"""``jixiao check``: findings on official forms, with recomputed scores."""

from __future__ import annotations

import pickle
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import IO, Any

import click

from jixiao.documents.checks import Checked, check_form, check_together
from jixiao.documents.forms.json import dumps
from jixiao.documents.workers import Done
from jixiao.interfaces.cli.files import NAMED_FILE, each_file, files_of, forms_in, progress, sentence
from jixiao.parameters.review import review_parameters
from jixiao.parameters.scoring import profile_ids
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.scoring.rounding import plain
from jixiao.rules.selfevaluation import ExecutionScore, IndicatorScore, Recomputation

#: What makes the command exit 1; the others are for a person to look at.
_BLOCKING = ("error", "warning")
_WITH_NOTES = (*_BLOCKING, "note")
_ALL = (*_WITH_NOTES, "review")


@dataclass(frozen=True, slots=True)
class _FileChecked:
    """One file: what reading found, and each form with what checking it found."""

    reading: list[Finding]
    forms: list[tuple[Form, Checked]]


def check_file(
    path: Path, *, today: date, framework: str | None, content: bytes | None = None, profiles: tuple[str, ...] = ()
) -> _FileChecked:
    """Reads a file and checks every form in it."""
    read = forms_in(path, content)
    return _FileChecked(
        read.findings, [(form, check_form(form, today, framework=framework, profiles=profiles)) for form in read.forms]
    )


@click.command()
@click.argument("files", nargs=-1, type=NAMED_FILE)
@click.option("-r", "--recursive", is_flag=True, help="检查文件夹中的全部文件。")
@click.option("--json", "as_json", is_flag=True, help="每张表输出一行 JSON。")
@click.option("--framework", help="按指定的指标框架检查，如 mof-2021-101；不给时按版式和年度判断。")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    help="另按指定的评分口径重算得分，如 mof_2020_10_reverse_ours；可以重复，不影响检查发现。",
)
@click.option("--last-year", "last_year", type=NAMED_FILE, help="上年度的目标表文件，用于比较目标是否放宽。")
@click.option("--review", is_flag=True, help="也列出须由审核人判断的事项；JSON 输出总是包括。")
@click.option("-q", "--quiet", is_flag=True, help="只输出错误和警告。")
@click.option("-j", "--jobs", type=click.IntRange(1), help="同时使用的进程数，默认为全部核心。")
def check(
    files: tuple[str, ...],
    recursive: bool,
    as_json: bool,
    framework: str | None,
    profiles: tuple[str, ...],
    last_year: str | None,
    review: bool,
    quiet: bool,
    jobs: int | None,
) -> None:
    """检查绩效目标表和自评表，列出发现；自评表按在用口径重算得分。

    FILE 可以是绩效表文件，也可以是 jixiao read 输出的 JSON；不给时读标准输入。同一单位同一年度的各表之间也相互比较。
    有错误或警告时以 1 退出。
    """
    _known_framework(framework)
    _known_profiles(profiles)
    today = date.today()
    printer = _Printer(as_json, _BLOCKING if quiet else _ALL if review or as_json else _WITH_NOTES)
    before = _last_year(last_year, printer)
    paths = files_of(files, recursive=recursive)
    with _Together() as together, progress(len(paths), "检查") as bar:
        for done in each_file(
            partial(check_file, today=today, framework=framework, profiles=profiles), paths, jobs=jobs
        ):
            printer.file(done)
            for form, _ in done.result.forms if done.result else ():
                together.add(form)
            if bar is not None:
                bar.update(1)
        compared = not before
        for forms in together.groups():
            earlier = [form for form in before if form.unit == forms[0].unit]
            compared = compared or bool(earlier)
            printer.across(check_together([*forms, *earlier], today))
        if not compared:
            printer.across([_not_compared(last_year or "", before)])
    printer.summary()
    if any(printer.counts[severity] for severity in _BLOCKING):
        raise SystemExit(1)


def _last_year(file: str | None, printer: _Printer) -> list[Form]:
    """Last year's forms; what was found while reading them is printed like that of any file."""
    if file is None:
        return []
    read = forms_in(Path(file))
    printer.file(Done(Path(file), _FileChecked(read.findings, []), None, 0.0))
    return [form for form in read.forms if form.kind == "target"]


def _not_compared(file: str, before: list[Form]) -> Finding:
    units = "、".join(sorted({form.unit or "单位未读出" for form in before}))
    return Finding(
        code="check.last_year_of_another_unit",
        severity="warning",
        place=file,
        message=f"上年度的目标表属于{units}，与所查各表都不是同一单位，没有比较。",
        fix="请给出同一单位上年度的目标表；单位改过名的，请先统一名称。",
    )


def _known_framework(framework: str | None) -> None:
    known = review_parameters(date.today()).frameworks
    if framework is not None and framework not in known:
        raise click.UsageError(f"没有名为 {framework} 的指标框架；现有：{'、'.join(known)}。")


def _known_profiles(names: tuple[str, ...]) -> None:
    known = profile_ids()
    for name in names:
        if name not in known:
            raise click.UsageError(f"没有名为 {name} 的评分口径；现有：{'、'.join(known)}。")


class _Together:
    """Forms kept on disk by unit and year until all files are read, so that memory does not grow with their number."""

    def __enter__(self) -> _Together:
        self.spool: IO[bytes] = tempfile.TemporaryFile()
        self.offsets: dict[tuple[str, int | None], list[int]] = {}
        return self

    def __exit__(self, *_: object) -> None:
        self.spool.close()

    def add(self, form: Form) -> None:
        if form.kind == "target":
            self.offsets.setdefault((form.unit or form.supervising_department or "", form.year), []).append(
                self.spool.seek(0, 2)
            )
            pickle.dump(replace(form, places={}, fields={}), self.spool)

    def groups(self) -> Iterator[list[Form]]:
        for offsets in self.offsets.values():
            forms = []
            for offset in offsets:
                self.spool.seek(offset)
                forms.append(pickle.load(self.spool))  # noqa: S301 - our own pickle, in an unnamed file of this process
            yield forms


class _Printer:
    """Prints findings as they come, for people or as JSON lines, and counts them."""

    def __init__(self, as_json: bool, severities: tuple[str, ...]) -> None:
        self.as_json = as_json
        self.severities = severities
        self.counts: Counter[str] = Counter()
        self.form_count = 0

    def file(self, done: Done[_FileChecked]) -> None:
        result = done.result or _FileChecked([], [])
        reading = [*result.reading, *([done.finding] if done.finding else [])]
        self._print({"source": str(done.path)}, reading, "")
        for form, checked in result.forms:
            self.form_count += 1
            unit = form.unit or form.supervising_department or "单位未读出"
            name = f"{form.project_name or form.form_title}（{unit}，{form.year or '年度未读出'}）"
            heading = f"{form.source} {name}".strip()
            about = {"source": form.source, "table_no": form.table_no, "project_name": form.project_name}
            scores = [_score_to_json(each) | {"ours": each.profile in checked.ours} for each in checked.recomputations]
            self._print(about | {"kind": form.kind, "scores": scores}, checked.findings, heading, always=bool(scores))
            if not self.as_json:
                for each in checked.recomputations:
                    click.echo(
                        f"  {_score_sentence(each)}"
                        + ("（本项目采用的口径，不是官方规定）" if each.profile in checked.ours else "")
                    )

    def across(self, findings: list[Finding]) -> None:
        self._print({"source": "各表之间"}, findings, "各表之间")

    def _print(self, about: dict[str, Any], findings: list[Finding], heading: str, *, always: bool = False) -> None:
        shown = [finding for finding in findings if finding.severity in self.severities]
        self.counts.update(finding.severity for finding in findings)
        if not shown and not always:
            return
        if self.as_json:
            click.echo(dumps(about | {"findings": [finding.to_json() for finding in shown]}))
            return
        if heading:
            click.echo(heading)
        for finding in shown:
            click.echo(("  " if heading else "") + sentence(finding))

    def summary(self) -> None:
        if not self.as_json and any(self.counts[severity] for severity in self.severities):
            count = self.counts
            click.echo(
                f"{self.form_count} 张表：错误 {count['error']}，警告 {count['warning']}，"
                f"提示 {count['note']}，须由审核人判断 {count['review']}"
                + ("" if "review" in self.severities else "（用 --review 列出）")
            )


def _score_to_json(each: Recomputation) -> dict[str, Any]:
    execution = each.execution
    return {
        "profile": each.profile,
        "out_of": plain(each.out_of),
        "total_low": plain(each.low),
        "total_high": plain(each.high),
        "grade": each.grade,
        "why": each.grade_why,
        "weights": each.weights_why,
        "indicators": [{"no": row.indicator.no, "name": row.name} | _line_to_json(row) for row in each.indicators],
        "execution": None if execution is None else _line_to_json(execution),
    }


def _line_to_json(line: IndicatorScore | ExecutionScore) -> dict[str, Any]:
    return {
        "weight": _plain(line.weight),
        "published": _plain(line.published),
        "low": _plain(line.points.low),
        "high": _plain(line.points.high),
        "relation": line.relation,
        "why": line.points.why,
    }


def _plain(number: Fraction | Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _score_sentence(each: Recomputation) -> str:
    total = plain(each.low) if each.low == each.high else f"{plain(each.low)}～{plain(each.high)}"
    grade = each.grade or f"未定（{each.grade_why}）"
    return f"按{each.profile_title}重算：{total} 分（满分 {plain(each.out_of)}），等次 {grade}。"
