"""What the check is given besides the form: profiles in force, word lists, thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jixiao.rules.judgement import DirectionLexicon
from jixiao.rules.regulations import DatedValue
from jixiao.rules.scoring import Group, ScoringProfile


@dataclass(frozen=True, slots=True)
class SelfEvaluationWords:
    """The words of ``tree/lexicons/self_evaluation.yaml``; a word counts when it stands inside a name."""

    groups: tuple[tuple[Group, tuple[str, ...]], ...]
    own_costs: tuple[str, ...]
    execution_rows: tuple[str, ...]
    grades: Mapping[str, str]  # 优秀 → 优
    sub_rows: tuple[str, ...]
    converted_scores: tuple[str, ...]
    reason_columns: tuple[str, ...]
    total_rows: tuple[str, ...]
    expected_goals: tuple[str, ...]
    reached_goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SelfEvaluationRules:
    """Everything in force on ``day``; ``profiles`` is empty when no national rule was."""

    profiles: tuple[ScoringProfile, ...]
    words: SelfEvaluationWords
    directions: DirectionLexicon
    overshoot_prompt: DatedValue | None
    regulation: DatedValue | None  # the document that governs evaluation on the day
    day: date
