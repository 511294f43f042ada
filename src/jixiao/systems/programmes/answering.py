"""What is to be said, while a form is written and reviewed, of indicators and the measures that could answer them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jixiao.rules.findings import Finding
from jixiao.systems.programmes.measuring import named, suggested
from jixiao.systems.programmes.models import FormVersion, IndicatorBinding, TargetIndicator


def binding_findings(
    version: FormVersion, rows: Iterable[TargetIndicator], bindings: Mapping[str, IndicatorBinding]
) -> Iterator[Finding]:
    """``binding.not_confirmed`` where a measure answers an indicator and nobody has said so yet;
    ``binding.nothing_answers`` where none does, with the nearest that can. Both only ask a person.
    """
    for row in rows:
        if not row.level3.strip() or named(row.level3) in bindings:
            continue
        found = suggested(row.level3, version.form.framework)
        place = f"指标{row.number}“{row.level3}”"
        if found is not None and found.is_exact:
            message = f"可由“{found.measure.name}”从业务记录计算（{found.formula}），尚未确认。"
            yield Finding("binding.not_confirmed", "review", place, message, fix="请在“取数方式”中确认或改选。")
            continue
        near = f"最接近的是“{found.measure.name}”（{found.formula}）。" if found is not None else ""
        message = f"现有业务记录没有能直接回答这个指标的度量。{near}"
        fix = "请改用能从记录计算的指标，或在“取数方式”中确认没有记录可答。"
        yield Finding("binding.nothing_answers", "review", place, message, fix=fix)
