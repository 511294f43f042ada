"""``jixiao demo``: the seven forms of 2020, what their 146 targets say, and what is to be said of them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from jixiao.documents.checks import check_form, check_together
from jixiao.documents.forms import read_forms
from jixiao.documents.readers import read_document
from jixiao.interfaces.cli.files import NAMED_FILE, say, sentence
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.targets import measurability
from jixiao.rules.values import ParsedTarget
from jixiao.rules.values.words import in_words

_SAMPLE = Path(__file__).parents[4] / "samples" / "shanghai-2020" / "forms.pdf"
_WIDTHS = (30, 34)
_IN_FULL = 3


@click.command()
@click.argument("file", default=str(_SAMPLE), type=NAMED_FILE)
def demo(file: str) -> None:
    """读取上海市财政局 2020 年七张绩效目标表（或指定的 FILE），列出每个目标值的理解结果和检查发现。"""
    read = read_forms(read_document(file))
    say(finding for finding in read.findings if finding.severity in ("error", "warning"))
    if not read.forms:
        raise SystemExit(1)
    today = date.today()
    counts: Counter[str] = Counter()
    for number, form in enumerate(read.forms, 1):
        _heading(number, form)
        _indicators(form)
        counts.update(_findings(check_form(form, today).findings))
    click.secho("各表之间", bold=True)
    counts.update(_findings(check_together(read.forms, today)))
    _summary(read.forms, counts, file)


def _heading(number: int, form: Form) -> None:
    click.secho(f"\n{number} {form.project_name}", bold=True)
    amount = form.budget.current_year_budget_yuan
    money = "当年预算未填" if amount is None else f"当年预算 {amount:,} 元"
    click.echo(f"  {form.unit}  {form.form_year or ''}  {money}  {len(form.indicators)} 项指标\n")


def _indicators(form: Form) -> None:
    last = None
    for row in form.indicators:
        if (row.level1, row.level2) != last:
            last = (row.level1, row.level2)
            click.echo("  " + " › ".join(level for level in last if level))
        understood = in_words(row.parsed)
        if not measurability(ParsedTarget(row.target_text, row.parsed)).measurable:
            understood = f"◇ {understood}"
        cells = [_padded(text, width) for text, width in zip((row.level3 or "", row.target_text), _WIDTHS, strict=True)]
        click.echo("    " + "  ".join(cells) + "  " + understood)


def _findings(findings: list[Finding]) -> list[str]:
    """Prints what is wrong; of a kind that comes often the first in full and how many follow.

    What is for the reviewer is only counted here; ``jixiao check`` prints every finding.
    """
    kinds: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity in ("error", "warning"):
            kinds.setdefault(finding.code, []).append(finding)
    if kinds:
        click.echo()
    for same in kinds.values():
        shown = same if len(same) <= _IN_FULL else same[:1]
        for finding in shown:
            click.echo("  " + sentence(finding))
        if len(shown) < len(same):
            click.echo(f"    另有 {len(same) - len(shown)} 处同类发现。")
    return [finding.severity for finding in findings]


def _summary(forms: list[Form], counts: Counter[str], source: str) -> None:
    targets = [row for form in forms for row in form.indicators]
    money = sum((form.budget.current_year_budget_yuan or Decimal(0) for form in forms), start=Decimal(0))
    measurable = sum(measurability(ParsedTarget(row.target_text, row.parsed)).measurable for row in targets)
    click.echo(
        f"\n{len(forms)} 个项目，当年预算合计 {money:,} 元，{len(targets)} 项指标：{measurable} 项可以计量，"
        f"{len(targets) - measurable} 项是定性文字（◇）。"
        f"错误 {counts['error']}，警告 {counts['warning']}，待核 {counts['review']}，提示 {counts['note']}；"
        f"全部发现：jixiao check {_shown(source)}"
    )


def _padded(text: str, width: int) -> str:
    """The text filled up to ``width`` columns of a terminal, where a Chinese sign takes two."""
    taken = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(0, width - taken)


def _shown(path: str) -> str:
    """The path as a person would type it from here."""
    try:
        return str(Path(path).resolve().relative_to(Path.cwd()))
    except ValueError:
        return path
