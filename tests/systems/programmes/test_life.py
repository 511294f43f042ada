"""From draft to approval, each step by the right person."""

from __future__ import annotations

from jixiao.systems.programmes.models import FormVersion
from tests.support.office import Office
from tests.systems.programmes.cast import Life, asks, drafted


def state(version: FormVersion, office: Office) -> str:
    with asks(office, "冯审计"):
        return FormVersion.objects.get(pk=version.pk).state


def test_excellent_targets_go_straight_to_approval(office: Office) -> None:
    version = drafted(office)
    Life(office).approved(version)
    assert state(version, office) == "approved"
