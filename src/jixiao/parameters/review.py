"""Builds what the checks of a target form need out of the parameter tree and the lexicons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal

from jixiao.parameters.judgement import direction_lexicon
from jixiao.parameters.loader import load_lexicon, parameter
from jixiao.rules.documentnumbers import DocumentWords, KnownDocument
from jixiao.rules.judgement import direction_of
from jixiao.rules.promises import PromiseWords
from jixiao.rules.regulations import Citation, DatedValue, NoRuleInForce
from jixiao.rules.review.parameters import (
    CountHead,
    Framework,
    Group,
    RequiredFields,
    ReviewParameters,
    ReviewPoint,
    ReviewWords,
    Rewording,
    RoutineWords,
    Thresholds,
)

_FRAMEWORKS = ("shanghai-2020", "mof-2015-88", "mof-2021-101")
_REWORDINGS = ("by_head", "by_word", "by_level")


@cache
def review_parameters(day: date) -> ReviewParameters:
    """Everything the review needs, as it stands on ``day`` (for a form: the first day of its year).

    The frameworks are all there whatever the day, because a form may be checked against a later one on purpose; which
    one is meant by default follows from the form. Before the review checks and the style of document numbers were in
    force there are none, and the check says so. Raises :class:`~jixiao.parameters.ParameterError` for a broken file.
    """
    points, options = _in_force("review.sixteen_checks", day), parameter("review.options").on(day)
    weights = parameter("review.declared_weights").on(day)
    required = parameter("review.required_fields").on(day).value
    style = _in_force("review.document_number_style", day)
    return ReviewParameters(
        frameworks={name: _framework(name) for name in _FRAMEWORKS},
        words=_review_words(),
        routine=_routine_words(),
        points=tuple(ReviewPoint(**entry) for entry in points.value) if points else (),
        points_citation=points.citation if points else None,
        required={name: RequiredFields(**_tuples(fields)) for name, fields in required.items()},
        options=_tuples(options.value),
        options_citation=options.citation,
        weight_sums=tuple(weights.value),
        weight_citation=weights.citation,
        thresholds=_thresholds(day),
        documents=_documents(parameter("regulations.performance_documents").on(day)),
        document_words=DocumentWords(tuple(load_lexicon("document_numbers")["lead_ins"])),
        document_style=f"{style.citation}：{style.value}" if style else "",
        promises=promise_words(day),
        direction_of=_direction_of,
    )


@cache
def promise_words(day: date) -> PromiseWords:
    """The lexicon ``promises`` with the thresholds for likeness."""
    lexicon = load_lexicon("promises")
    thresholds = parameter("review.thresholds").on(day).value
    names = ("not_sections", "past", "forward", "recurring", "people_units", "units", "not_counts", "tails")
    terms = ("long_term", "whole_term", "money_totals")
    return PromiseWords(
        sections=tuple((kind, tuple(words)) for kind, words in lexicon["sections"].items()),
        fillers=tuple(sorted(lexicon["fillers"], key=len, reverse=True)),
        same_name_share=thresholds["same_name_share"],
        same_work_share=thresholds["same_work_share"],
        **{name: tuple(lexicon[name]) for name in (*names, *terms)},
    )


def _in_force(name: str, day: date) -> DatedValue | None:
    try:
        return parameter(name).on(day)
    except NoRuleInForce:
        return None


def _direction_of(name: str) -> Literal["higher", "lower"] | None:
    found = direction_of(name, direction_lexicon())
    return None if found is None else "higher" if found.value == "higher" else "lower"


def _framework(name: str) -> Framework:
    dated = parameter(f"review.frameworks.{name.replace('-', '_')}").values[-1]
    return Framework(
        id=name,
        title=parameter(f"review.frameworks.{name.replace('-', '_')}").title.removeprefix("指标框架："),
        effective=dated.effective,
        groups=tuple(_group(entry) for entry in dated.value["groups"]),
        flags_routine_management=dated.value["flags_routine_management"],
        citation=dated.citation,
    )


def _group(entry: Mapping[str, Any]) -> Group:
    also = tuple(entry.get("also", ()))
    return Group(int(entry["level"]), entry["word"], also, entry["need"], entry.get("question", ""))


def _review_words() -> ReviewWords:
    lexicon = {key: value for key, value in load_lexicon("review").items() if key not in ("about", "source")}
    built: dict[str, Any] = {key: tuple(value) for key, value in lexicon.items() if isinstance(value, list)}
    built |= {key: tuple(_rewording(entry) for entry in lexicon[key]) for key in _REWORDINGS}
    return ReviewWords(
        **built
        | {
            "placeholders": frozenset(str(word).lower() for word in lexicon["placeholders"]),
            "otherwise": Rewording((), lexicon["otherwise"]["kind"], lexicon["otherwise"]["suggest"]),
            "zero": _rewording(lexicon["zero"]),
            "count_heads": tuple(CountHead(tuple(e["words"]), e["unit"]) for e in lexicon["count_heads"]),
            "same_meaning": tuple((kept, tuple(others)) for kept, others in lexicon["same_meaning"].items()),
        }
    )


def _rewording(entry: Mapping[str, Any]) -> Rewording:
    return Rewording(tuple(map(str, entry["words"])), entry["kind"], entry["suggest"])


def _routine_words() -> RoutineWords:
    lexicon = load_lexicon("routine_management")
    citation = parameter("review.frameworks.mof_2021_101").values[-1].citation
    names = ("levels", "output_levels", "heads", "subjects", "qualities")
    return RoutineWords(**{name: tuple(lexicon[name]) for name in names}, citation=citation)


def _thresholds(day: date) -> Thresholds:
    values = parameter("review.thresholds").on(day).value
    return Thresholds(
        budget_change_ratio=values["budget_change_ratio"],
        copied_share=values["copied_share"],
        copied_across_share=values["copied_across_share"],
        copied_characters_min=int(values["copied_characters_min"]),
        thin_section_characters=int(values["thin_section_characters"]),
    )


def _documents(dated: DatedValue) -> dict[str, KnownDocument]:
    return {
        entry["number"]: KnownDocument(
            number=entry["number"],
            title=entry["title"],
            in_force_from=entry.get("from"),
            until=entry.get("until"),
            repealed_by=entry.get("repealed_by", ""),
            citation=Citation(entry["source"], entry["article"], entry["evidence"]),
        )
        for entry in dated.value
    }


def _tuples(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in lists.items()}
