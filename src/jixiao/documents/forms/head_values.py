"""What was read from the head of a form, and which of two values of one field counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.documents.forms.money import Money
from jixiao.documents.forms.text import flat, fold, is_doing_unit, number_in

_STAMP = re.compile(r"[（(]\s*(?:盖章|公章|签章|章)\s*[）)]")


@dataclass(slots=True)
class Head:
    """What stands above (and below) the indicators."""

    titles: list[str] = field(default_factory=list)
    form_year: str | None = None
    year: int | None = None
    table_title: str | None = None
    values: dict[str, str] = field(default_factory=dict)  # role → value
    narratives: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    money: Money = field(default_factory=Money)
    value_labels: dict[str, str] = field(default_factory=dict)  # role → the label its value came from
    total_score: Decimal | None = None
    grade: str | None = None
    places: dict[str, str] = field(default_factory=dict)
    money_columns: dict[int, str] = field(default_factory=dict)  # where sums stand beside each other → money role
    labels: list[str] = field(default_factory=list)  # every label seen, for recognising the layout

    @property
    def title(self) -> str:
        return self.titles[-1] if self.titles else ""

    def put_role(self, role: str, printed: str, value: str) -> None:
        """Keeps the value of a field that has a place of its own."""
        text = _STAMP.sub("", flat(value)).strip()
        if role == "total_score":
            self.total_score = self.total_score or number_in(text)
        elif role == "grade":
            self.grade = self.grade or (text if text in ("优", "良", "中", "差") else None)
        elif role == "year" and (found := re.search(r"(?:19|20)\d{2}", fold(text))):
            self.year = int(found[0])
        known, known_label = self.values.get(role), self.value_labels.get(role, "")
        if known and text and _is_nearer(role, printed, known_label):
            self.fields[known_label] = known
            known = None
        if not known:
            self.value_labels[role] = printed
        if known is None or (not known and text):
            self.values[role] = text
        elif text != known:
            self.fields[printed] = text
            return
        if role in ("central_department", "total_score", "grade", "year"):
            self.fields.setdefault(printed, text)


def _is_nearer(role: str, label: str, known: str) -> bool:
    """The unit that carries the project out before the one that fills in the form; 二级项目 before 一级项目."""
    if role == "unit":
        return is_doing_unit(label) and not is_doing_unit(known)
    return role == "project_name" and known.startswith("一级") and label.startswith(("二级", "三级"))
