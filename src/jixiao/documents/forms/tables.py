"""Every form that a document holds as tables, recognised by its labels.

One engine for all layouts: the words are data (``parameters/tree/lexicons/form_labels*.yaml``). A sheet becomes rows,
rows fall into segments, a segment's rows above the heading are its head, the rows below it are its indicators.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from jixiao.documents.forms import messages
from jixiao.documents.forms.build import SegmentReader
from jixiao.documents.forms.layouts import nearest
from jixiao.documents.forms.rows import Row, rows_of
from jixiao.documents.forms.segments import Segment, segments
from jixiao.documents.forms.text import fold, label_of, printed_label
from jixiao.documents.sheets import Document
from jixiao.documents.sheets.sheet import Sheet
from jixiao.parameters.forms import FormLabels, form_labels
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form

#: A form that cannot be read is told by its first rows.
_ROWS_TO_NAME = 500


@dataclass(frozen=True, slots=True)
class FormsRead:
    """Forms in the order of the document, and what there is to say about reading them."""

    forms: list[Form]
    findings: list[Finding]


def read_tables(document: Document) -> FormsRead:
    """Every form in the document's tables. Never raises; a document without any form gives ``form.none_found``."""
    words = form_labels()
    forms: list[Form] = []
    findings: list[Finding] = []
    for sheet in document.sheets:
        read = _read_sheet(document, sheet, words)
        forms += read.forms
        findings += read.findings
    forms = [replace(form, table_no=number) for number, form in enumerate(forms, 1)]
    if not forms and not findings:
        findings.append(messages.none_found(document.source))
    return FormsRead(forms, findings)


def _read_sheet(document: Document, sheet: Sheet, words: FormLabels) -> FormsRead:
    rows = rows_of(sheet)
    place = f"{document.source} {sheet.name}".strip() if len(document.sheets) > 1 else document.source
    forms: list[Form] = []
    findings: list[Finding] = []
    found = segments(rows, words)
    for segment in found:
        if not segment.headings:
            findings += _unreadable(rows[segment.start : segment.end], place, words)
            continue
        reader = SegmentReader(rows, segment, words, document.format in ("pdf", "text"), place)
        read, said = reader.read()
        forms += [replace(form, source=document.source) for form in read]
        findings += said
    findings += _headless(rows, found, place, words)
    if not found and not findings and _speaks_like_a_form(rows, words):
        findings += _unreadable(rows, place, words)
    return FormsRead(forms, findings)


def _unreadable(rows: list[Row], place: str, words: FormLabels) -> list[Finding]:
    """What to say about rows that look like a form and are not understood."""
    levels = _level_words(rows, words)
    where = next((row.written[0].cell.address for row in rows if row.written), "")
    if len(levels) > 1:
        return [messages.heading_missing(f"{place} {where}".strip(), levels)]
    labels, roles = _labels_in(rows, words)
    texts = [span.text for row in rows for span in row.written]
    return [messages.unknown_layout(f"{place} {where}".strip(), labels, nearest(roles, texts, words).title)]


def _headless(rows: list[Row], found: list[Segment], place: str, words: FormLabels) -> list[Finding]:
    """Tables outside every segment whose rows speak of 产出指标 and 数量指标."""
    taken = {n for segment in found for n in range(segment.start, segment.end)}
    tables: dict[int, list[Row]] = {}
    for n, row in enumerate(rows):
        if n not in taken and not row.is_line:
            tables.setdefault(row.table, []).append(row)
    findings = []
    for table in tables.values():
        levels = _level_words(table, words)
        if len(levels) > 1:
            findings.append(messages.heading_missing(f"{place} {table[0].spans[0].cell.address}", levels))
    return findings


def _level_words(rows: list[Row], words: FormLabels) -> list[str]:
    texts = dict.fromkeys(span.text for row in rows if not row.is_line for span in row.written)
    return [printed_label(text) for text in texts if len(text) < 24 and words.levels.role(label_of(text)) is not None]


def _labels_in(rows: list[Row], words: FormLabels) -> tuple[list[str], frozenset[str]]:
    labels: dict[str, None] = {}
    roles: set[str] = set()
    for text in dict.fromkeys(span.text for row in rows[:_ROWS_TO_NAME] for span in row.written):
        label = label_of(text)
        role = words.columns.role(label)
        if role is not None:
            roles.add(role)
        if role is not None or words.head.role(label) or words.money.role(label):
            labels[printed_label(text)] = None
    return list(labels), frozenset(roles)


def _speaks_like_a_form(rows: list[Row], words: FormLabels) -> bool:
    """Without a title: names a project and speaks of its performance."""
    labels, _ = _labels_in(rows, words)
    said = fold("".join(span.text for row in rows[:_ROWS_TO_NAME] for span in row.written if len(span.text) < 40))
    return len(labels) > 3 and "绩效" in said and any(words.head.role(label_of(text)) for text in labels)
