"""Errors that somebody else planted in the workbook of an installation are found where they are, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports.newcomers import ImportRefused, import_people
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Person
from jixiao.rules.findings import Finding
from tests.support import planted_people
from tests.support.office import Office

_PLACE = re.compile(r"(\S+) 第 (\d+) 行“(.+?)”")
SEEDS = range(12)


def _placed(finding: Finding) -> tuple[str, int, str, str]:
    found = _PLACE.match(finding.place)
    assert found, finding
    return found[1], int(found[2]), found[3], finding.code


def _counts() -> tuple[int, int]:
    with acting_as(system_actor("test")):
        return Organisation.objects.count(), Person.objects.count()


@pytest.mark.parametrize("seed", SEEDS)
def test_each_planted_error_is_named_by_sheet_row_and_column_and_nothing_is_stored(
    office: Office, seed: int, tmp_path: Path
) -> None:
    made, path, before = planted_people.planted(seed), tmp_path / "people.xlsx", _counts()
    path.write_bytes(made.content)
    with pytest.raises(ImportRefused) as refused:
        import_people(path)
    assert {_placed(finding) for finding in refused.value.findings} == made.errors
    assert _counts() == before


def test_the_generator_plants_every_kind_of_error_it_knows() -> None:
    planted = {code for seed in range(60) for *_, code in planted_people.planted(seed).errors}
    assert planted >= {
        *(code for *_, code in planted_people._ORGANISATION_ERRORS),
        *(code for *_, code in planted_people._PERSON_ERRORS),
        *("import.parents_in_circle", "import.role_wrong_place", "import.twice_in_file"),
    }
