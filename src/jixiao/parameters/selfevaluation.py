"""What the check of a self-evaluation form is given, built from the parameter tree for a day or a form."""

from __future__ import annotations

from datetime import date

from jixiao.parameters.judgement import direction_lexicon
from jixiao.parameters.loader import load_lexicon, parameter
from jixiao.parameters.scoring import national_profiles, self_evaluation_day
from jixiao.rules.forms import Form
from jixiao.rules.regulations import DatedValue, NoRuleInForce
from jixiao.rules.selfevaluation import SelfEvaluationRules, SelfEvaluationWords


def self_evaluation_rules(day: date) -> SelfEvaluationRules:
    """Profiles, word lists and thresholds in force on ``day``; before 2020-02-25 without any profile."""
    return SelfEvaluationRules(
        profiles=national_profiles(day),
        words=self_evaluation_words(),
        directions=direction_lexicon(),
        overshoot_prompt=_in_force("scoring.overshoot_prompt", day),
        regulation=_in_force("scoring.regulation_in_force", day),
        day=day,
    )


def self_evaluation_rules_for(form: Form, otherwise: date) -> SelfEvaluationRules:
    """The rules for a form by the year it prints; ``otherwise`` is the day for a form that prints none."""
    return self_evaluation_rules(self_evaluation_day(form.year) if form.year else otherwise)


def self_evaluation_words() -> SelfEvaluationWords:
    """The word list ``lexicons/self_evaluation.yaml`` as a value."""
    data = load_lexicon("self_evaluation")
    return SelfEvaluationWords(
        groups=tuple((entry["group"], tuple(entry["words"])) for entry in data["groups"]),
        own_costs=tuple(data["own_costs"]),
        execution_rows=tuple(data["execution_rows"]),
        grades={word: grade for grade, words in data["grades"].items() for word in words},
        sub_rows=tuple(data["sub_rows"]),
        converted_scores=tuple(data["converted_scores"]),
        reason_columns=tuple(data["reason_columns"]),
        total_rows=tuple(data["total_rows"]),
        expected_goals=tuple(data["expected_goals"]),
        reached_goals=tuple(data["reached_goals"]),
    )


def _in_force(name: str, day: date) -> DatedValue | None:
    try:
        return parameter(name).on(day)
    except NoRuleInForce:
        return None
