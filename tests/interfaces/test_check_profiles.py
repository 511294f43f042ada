"""``jixiao check --profile``: further scores beside those of the profiles in force."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from jixiao.documents.forms.json import dumps, form_to_json
from jixiao.interfaces.cli import main
from jixiao.rules.forms import Form

OURS = "mof_2020_10_reverse_ours"


def checked(tmp_path: Path, *options: str) -> dict[str, Any]:
    file = tmp_path / "form.json"
    form = Form(
        kind="self_evaluation", layout="self_evaluation", form_title="自评表", year=2021, total_score=Decimal(90)
    )
    file.write_text(dumps(form_to_json(form)), "utf-8")
    output = CliRunner().invoke(main, ["check", "--json", "-j", "1", *options, str(file)]).output
    found: dict[str, Any] = json.loads(output.splitlines()[0])
    return found


def test_a_named_profile_adds_its_score_marked_as_ours_and_no_finding(tmp_path: Path) -> None:
    plain, further = checked(tmp_path), checked(tmp_path, "--profile", OURS, "--profile", OURS)
    assert [score["ours"] for score in further["scores"] if score["profile"].startswith(OURS)] == [True]
    assert not any(score["ours"] for score in plain["scores"])
    assert [score["profile"] for score in further["scores"]][:-1] == [score["profile"] for score in plain["scores"]]
    assert further["findings"] == plain["findings"]


def test_an_unknown_profile_is_misuse_that_names_those_there_are() -> None:
    result = CliRunner().invoke(main, ["check", "--profile", "nobody", "x.json"])
    assert result.exit_code == 2
    assert OURS in result.output
