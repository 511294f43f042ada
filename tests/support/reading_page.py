"""Writes the table of findings in docs/reading.md: ``python -m tests.support.reading_page``."""

from __future__ import annotations

import re
from pathlib import Path

from jixiao.documents.readers.messages import MESSAGES

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
_TABLE = re.compile(r"(?<=<!-- findings -->\n).*?(?=<!-- end of findings -->)", re.DOTALL)


def with_findings(page: str) -> str:
    """The page with its table of codes as the program has them."""
    rows = ["| code | severity | message | what to do |", "|---|---|---|---|"]
    rows += [f"| `{code}` | {words.severity} | {words.message} | {words.fix} |" for code, words in MESSAGES.items()]
    return _TABLE.sub("\n".join(rows) + "\n", page)


if __name__ == "__main__":
    PAGE.write_text(with_findings(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
