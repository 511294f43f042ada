"""Writes the sample forms in every format from their JSON: ``make samples``.

``samples/shanghai-2020/forms.json`` is the source; everything else in the folder is made from it here.
"""

from __future__ import annotations

from pathlib import Path

from jixiao.documents.forms.json import form_from_json, loads
from jixiao.documents.writers import write_forms
from tools.page_text import page_text

FOLDER = Path(__file__).parent.parent / "samples" / "shanghai-2020"


def main() -> None:
    """Rewrites forms.txt, forms.pdf, forms.docx and forms.xlsx."""
    forms = [form_from_json(table) for table in loads((FOLDER / "forms.json").read_text(encoding="utf-8"))]
    (FOLDER / "forms.txt").write_text("".join(page_text(form) for form in forms), encoding="utf-8")
    for kind in ("pdf", "docx", "xlsx"):
        (FOLDER / f"forms.{kind}").write_bytes(write_forms(forms, kind))


if __name__ == "__main__":
    main()
