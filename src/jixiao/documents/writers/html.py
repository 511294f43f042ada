"""Printed forms as one HTML page that needs nothing else: styles inside, no script, every text escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape

from jixiao.documents.writers.page import MARGIN, TEXT_WIDTH, Line, PageCell, PageRow, PrintedForm, Table

_STYLE = f"""
@page {{ size: A4 portrait; margin: {MARGIN}mm;
  @bottom-center {{ content: "- " counter(page) " -"; font: 9pt "Noto Serif CJK SC", SimSun, "宋体", serif; }} }}
@page wide {{ size: A4 landscape; }}
html {{ background: #e8e8e8; }}
body {{ margin: 0; color: #000; line-height: 1.5;
  font-family: "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", SimSun, "宋体", serif; }}
article {{ box-sizing: border-box; max-width: 100%; margin: 8mm auto; padding: {MARGIN}mm; background: #fff; }}
article.portrait {{ width: {TEXT_WIDTH["portrait"] + 2 * MARGIN}mm; }}
article.landscape {{ width: {TEXT_WIDTH["landscape"] + 2 * MARGIN}mm; page: wide; }}
p {{ margin: 0 0 1.5mm; white-space: pre-wrap; overflow-wrap: anywhere; }}
p.title {{ font-size: 18pt; font-weight: bold; line-height: 1.4; }}
p.subtitle {{ font-size: 13pt; margin-bottom: 3mm; }}
p.line {{ font-size: 10.5pt; }}
p.note {{ font-size: 9pt; margin-top: 1.5mm; }}
p.new-page {{ margin-top: 12mm; }}
.left {{ text-align: left; }} .center {{ text-align: center; }} .right {{ text-align: right; }}
table {{ width: 100%; table-layout: fixed; border-collapse: collapse; }}
table + table {{ margin-top: -1px; }}
td, th {{ border: 0.5pt solid #000; padding: 1.2mm 1.4mm; vertical-align: middle; font-weight: normal;
  white-space: pre-wrap; overflow-wrap: anywhere; }}
th {{ font-family: "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", SimHei,
  "黑体", sans-serif; }}
.open-above {{ border-top-style: hidden; }} .open-below {{ border-bottom-style: hidden; }}
thead {{ display: table-header-group; }}
tr.whole > :not([rowspan]) {{ break-inside: avoid; }}
tr.with-next {{ break-after: avoid; }}
p.title, p.subtitle, p.line {{ break-after: avoid; }}
@media print {{
  html {{ background: none; }}
  article {{ margin: 0; padding: 0; width: auto !important; }}
  article + article, p.new-page {{ break-before: page; margin-top: 0; }}
}}
"""

_HEAD = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
"""


def write_html(forms: Sequence[PrintedForm]) -> bytes:
    """One page in UTF-8, an ``article`` a form."""
    title = "、".join(form.name for form in forms[:3]) + ("……" if len(forms) > 3 else "")
    parts = [_HEAD.format(title=escape(title), style=_STYLE)]
    for form in forms:
        parts.extend(_article(form))
    parts.append("</body>\n</html>\n")
    return "".join(parts).encode("utf-8")


def _article(form: PrintedForm) -> Iterator[str]:
    yield f'<article class="{form.orientation}" style="font-size: {form.font_size}pt">\n'
    for block in form.blocks:
        if isinstance(block, Line):
            yield _line(block)
        else:
            yield from _table(block, form.font_size)
    yield "</article>\n"


def _line(line: Line) -> str:
    new_page = " new-page" if line.new_page else ""
    return f'<p class="{line.style} {line.align}{new_page}">{_shown(line.text)}</p>\n'


def _table(table: Table, font_size: Decimal) -> Iterator[str]:
    total = sum(table.widths)
    yield "<table>\n<colgroup>"
    for width in table.widths:
        yield f'<col style="width: {width * 100 / total:.2f}%">'
    yield "</colgroup>\n"
    if table.header_rows:
        yield "<thead>\n"
        yield from (_row(table, row, font_size) for row in table.rows[: table.header_rows])
        yield "</thead>\n"
    yield "<tbody>\n"
    yield from (_row(table, row, font_size) for row in table.rows[table.header_rows :])
    yield "</tbody>\n</table>\n"


def _row(table: Table, row: PageRow, font_size: Decimal) -> str:
    names = ("" if table.may_break(row, font_size) else "whole", "with-next" if row.keep_with_next else "")
    shown_names = " ".join(filter(None, names))
    start = f'<tr class="{shown_names}">' if shown_names else "<tr>"
    return start + "".join(map(_cell, row.cells)) + "</tr>\n"


def _cell(cell: PageCell) -> str:
    tag = "th" if cell.bold else "td"
    columns = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    rows = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    names = cell.align + (" open-above" if cell.open_above else "") + (" open-below" if cell.open_below else "")
    return f'<{tag} class="{names}"{columns}{rows}>{_shown(cell.text)}</{tag}>'


def _shown(text: str) -> str:
    return escape(text).replace("\n", "<br>")
