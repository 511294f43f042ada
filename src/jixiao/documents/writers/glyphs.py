"""Characters that the fonts of a PDF do not have, and which are therefore printed as empty boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

import pypdfium2

from jixiao.documents.writers.layouts import printed
from jixiao.documents.writers.page import Line, PrintedForm
from jixiao.rules.forms import Form

#: What every Chinese font has; only other characters are looked for.
_COMMON = "gbk"


def boxes_in_pdf(forms: Sequence[Form], pdf: bytes) -> str:
    """The characters of the forms that the PDF written from them does not show, each once, in code order.

    The PDF is opened only where a form has characters outside GBK: rare ideographs (生僻字), emoji, odd symbols.
    """
    rare = {
        character
        for form in forms
        for text in _texts(printed(form))
        for character in text
        if not _is_common(character) and character.isprintable()
    }
    if not rare:
        return ""
    shown = set(_shown(pdf))
    # A reader may take a ligature apart: ﬁ is shown where f and i are.
    return "".join(
        sorted(
            character for character in rare if character not in shown and not set(normalize("NFKC", character)) <= shown
        )
    )


def _texts(page: PrintedForm) -> Iterator[str]:
    for block in page.blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row.cells)


def _is_common(character: str) -> bool:
    try:
        character.encode(_COMMON)
    except UnicodeEncodeError:
        return False
    return True


def _shown(pdf: bytes) -> Iterable[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield from page.get_textpage().get_text_range()
    finally:
        document.close()
