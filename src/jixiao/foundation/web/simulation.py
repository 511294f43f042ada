"""Whether this installation holds simulated records. Every page and export of one that does must say 模拟数据."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

#: The word that exports carry in their title or file name.
SIMULATED = "模拟数据"
_MARK = "simulated"


def mark_simulated(sentence: str, home: Path | None = None) -> None:
    """Marks the installation: ``sentence`` says what is published and what was generated, and from which seed."""
    folder = home or Path(settings.JIXIAO_HOME)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text(sentence.strip() + "\n", encoding="utf-8")


def simulated(home: Path | None = None) -> str:
    """The sentence of the striped band, or nothing for a real installation."""
    try:
        return ((home or Path(settings.JIXIAO_HOME)) / _MARK).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""
