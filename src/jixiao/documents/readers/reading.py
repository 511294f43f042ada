"""One reading in progress: where it reads from, its limits, and the findings so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from jixiao.documents.readers.limits import Limits
from jixiao.documents.readers.messages import file_finding
from jixiao.rules.findings import Finding


class Refused(Exception):
    """The file cannot be read; carries the one finding that says so. Never leaves :func:`read_document`."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(slots=True)
class Reading:
    """What every reader is given besides the bytes."""

    source: str
    limits: Limits
    findings: list[Finding] = field(default_factory=list)
    kind: str = ""  # set as soon as it is recognised; a key of detect.LABELS
    cells: int = 0
    characters: int = 0
    _noted: Counter[str] = field(default_factory=Counter)
    _counted_at: dict[str, int] = field(default_factory=dict)  # code → index of the finding that counts the rest

    def place(self, within: str = "") -> str:
        """``file`` or ``file 项目表 C7``."""
        return f"{self.source} {within}".strip()

    def note(self, code: str, within: str = "", **facts: object) -> None:
        """Adds a finding and goes on; of the same code at most ``places_named_max`` are named, the rest counted."""
        self._noted[code] += 1
        unnamed = self._noted[code] - self.limits.places_named_max
        if unnamed <= 0:
            self.findings.append(file_finding(code, self.place(within), **facts))
            return
        if code not in self._counted_at:
            self._counted_at[code] = len(self.findings)
            self.findings.append(file_finding("file.more_places", self.source, count=unnamed, same=code))
        self.findings[self._counted_at[code]] = file_finding("file.more_places", self.source, count=unnamed, same=code)

    def has_noted(self, code: str) -> bool:
        """Whether there is a finding of this code already."""
        return self._noted[code] > 0

    def refuse(self, code: str, within: str = "", **facts: object) -> Refused:
        """The exception to raise: ``raise reading.refuse("file.truncated")``."""
        return Refused(file_finding(code, self.place(within), **facts))

    def refuse_too_much_text(self, size: int) -> None:
        """Refuses text of so many bytes or characters before anything is made of it."""
        if size > self.limits.characters_max * 4:  # no encoding takes more than four bytes a character
            raise self.refuse("file.too_much_text", limit=self.limits.characters_max)

    def refuse_too_many_marks(self, content: bytes) -> None:
        """Refuses markup whose tree would not fit into memory; counted before it is parsed."""
        if content.count(b"<") - content.count(b"</") + content.count(b"=") > self.limits.marks_max:
            raise self.refuse("file.too_many_cells", limit=self.limits.cells_max)

    def count_text(self, text: str) -> str:
        """Counts a cell's text against the limits and gives it back."""
        self.cells += 1
        self.characters += len(text)
        if self.cells > self.limits.cells_max:
            raise self.refuse("file.too_many_cells", limit=self.limits.cells_max)
        if self.characters > self.limits.characters_max:
            raise self.refuse("file.too_much_text", limit=self.limits.characters_max)
        return text
