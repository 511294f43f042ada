"""The head of a form: title, year, fields, narratives, money, whatever way labels and values stand beside each other.

Read row by row: labels with values to their right, labels with values below them, label and value in one cell or line,
the money block under its own heading. A label nobody knows is kept with its value by its printed words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.documents.forms.blocks import read_block
from jixiao.documents.forms.head_values import Head
from jixiao.documents.forms.lines import labelled_parts, loose_pair
from jixiao.documents.forms.money import funds_heading, read_funds, read_sources, read_tasks
from jixiao.documents.forms.rows import Row, Span
from jixiao.documents.forms.text import (
    flat,
    fold,
    is_above_a_title,
    is_blank_amount,
    label_of,
    money_in,
    printed_label,
    unspaced,
    unwrapped,
)
from jixiao.parameters.forms import FormLabels

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)")
_MONTHS = r"(?:(?:\d{1,2}月?[-—–~至到])?\d{1,2}月份?)?"  # a monitoring form names the months it covers
_YEAR_LINE = re.compile(rf"\(?(?:填报|申报|预算)?(?:年度:?)?((?:19|20)\d{{2}})年?度?{_MONTHS}\)?")
_YEAR_AT_END = re.compile(r"[（(]\s*(?:19|20)\d{2}\s*年?\s*度?\s*[）)]\s*\Z")
_TABLE_TITLE = re.compile(r"\(?(?:19|20)\d{2}年?度?(?:项目)?(?:支出)?绩效(?:目标|指标)(?:\(.*\))?")
_UNIT_LINE = re.compile(r"[(\[]?(?:金额)?单位[:](?:人民币)?(?:亿元|万元|千元|元)[)\]]?")
_UNIT_BEHIND = re.compile(r"[\s(（]*(?:金额)?单位\s*[:：]\s*(?:人民币)?\s*(?:亿元|万元|千元|元)[)）]?\s*\Z")
_YEAR_BEHIND = re.compile(r"\s+((?:19|20)\d{2})\s*年度?\s*\Z")
_BOXES = re.compile("[□☐☑√✓■▢]")


class HeadReader:
    """Takes the rows of a head (or of what follows the indicators) into a :class:`Head`."""

    def __init__(self, words: FormLabels, head: Head, *, wraps: bool) -> None:
        self.words = words
        self.head = head
        self.wraps = wraps  # line breaks are the renderer's (PDF, page text), not the author's
        self._open: str | None = None  # the narrative that further lines belong to
        self._section: str | None = None  # the goals' title over several rows

    def read(self, rows: Sequence[Row]) -> Head:
        """Every row, in order."""
        index = 0
        while index < len(rows):
            index = self._take(rows, index)
        return self.head

    def _take(self, rows: Sequence[Row], index: int) -> int:
        row = rows[index]
        if not row.written:
            return index + 1
        for span in row.written:
            if len(span.text) < 40:
                self.head.money.note_unit(span.text)
        if all(is_above_a_title(span.text) for span in row.written):
            return index + 1
        alone = row.alone
        if alone is not None and self._take_alone(row, alone):
            return index + 1
        if row.is_line:
            return index + 1
        self._open = None
        if (after := read_block(rows, index, self.words, self.head.money, self.head.fields)) > index:
            return after
        funds = funds_heading(rows, index, self.words)
        if funds is not None:
            after = read_funds(rows, index, funds, self.words, self.head.money)
            if after == index + 1:
                after = read_tasks(rows, index, funds, self.words, self.head.money)
            if after > index + 1:
                self.head.labels += [label_of(span.text) for span in row.written]
                return after
        if read_sources(rows, index, self.words, self.head.money):
            return index + 2
        return self._take_pairs(rows, index)

    def _take_alone(self, row: Row, span: Span) -> bool:
        """Titles, years, unit lines, ``label：value`` lines; False when a table row wants to be read as pairs."""
        folded = fold(span.text)
        if _UNIT_LINE.fullmatch(folded):
            return True
        if self._take_title(span):
            self._open = None
            return True
        if self._take_inline(span, narrative_opens=row.is_line):
            return True
        if row.is_line and self._open is not None:
            self._append(span.text)
            return True
        if (pair := loose_pair(span.text)) and (row.is_line or len(row.here) == 1):
            self._put(Span(span.cell, span.start, span.end, True), pair[0], pair[1])
            return True
        return row.is_line

    def _take_title(self, span: Span) -> bool:
        """Title and year, on one line or on lines of one cell. The year line keeps its printed form."""
        lines = [line.strip() for line in span.text.splitlines() if line.strip()]
        whole = flat(span.text).strip()
        if len(lines) > 1 and self.words.titles.fullmatch(fold(whole)) and not _YEAR_AT_END.search(whole):
            lines = [whole]
        if len(lines) > 3 or not all(self._is_title_line(line) for line in lines):
            return False
        for line in lines:
            folded = fold(line)
            if _YEAR_LINE.fullmatch(folded):
                self.head.form_year = self.head.form_year or line
            elif _TABLE_TITLE.fullmatch(folded):
                self.head.table_title = unspaced(line)
            elif self.words.titles.fullmatch(folded):
                self._put_title(line, span)
            if found := _YEAR.search(folded) or re.search(r"((?:19|20)\d{2})", folded):
                self.head.year = self.head.year or int(found[1])
        return True

    def _is_title_line(self, line: str) -> bool:
        folded = fold(line)
        return bool(
            _YEAR_LINE.fullmatch(folded)
            or _TABLE_TITLE.fullmatch(folded)
            or self.words.titles.fullmatch(folded)
            or _UNIT_LINE.fullmatch(folded)
        )

    def _put_title(self, line: str, span: Span) -> None:
        year = _YEAR_AT_END.search(line)
        if year:
            self.head.form_year = self.head.form_year or year[0].strip()
            line = line[: year.start()]
        line = (
            re.sub(r"\A(?:附[件表]\s*[\d一二三四五六七八九十\-.]*|表\s*\d[\d\-.]*)\s*[：:、]?\s*", "", line.strip())
            or line
        )
        self.head.titles.append(unspaced(line.strip()))
        self.head.places.setdefault("form_title", span.cell.address)

    def _take_inline(self, span: Span, *, narrative_opens: bool = False) -> bool:
        parts = list(labelled_parts(span.text, self._is_label, lambda label: bool(self.words.fund_rows.role(label))))
        if not parts or (not narrative_opens and len(parts) == 1 and not parts[0][1].strip()):
            return False
        for label, value in parts:
            self._put(span, label, value)
        self._open = printed_label(parts[-1][0]) if narrative_opens and self._is_narrative(parts[-1][0]) else None
        return True

    def _append(self, text: str) -> None:
        assert self._open is not None
        before = self.head.narratives.get(self._open, "")
        glue = "" if self.wraps or not before else "\n"
        self.head.narratives[self._open] = before + glue + text.strip(" \t\n")

    def _take_pairs(self, rows: Sequence[Row], index: int) -> int:
        row = rows[index]
        runs = self._runs(row)
        bare = [label for label, values in runs if label is not None and self._has_no_room(label, values, runs)]
        if runs and len(bare) == len(runs) and self._take_below(rows, index, bare):
            return index + 2
        self._find_term_columns(runs, row)
        for label, values in runs:
            if label is None:
                self._take_unknown(values)
            elif values:
                self._take_run(label, values)
            elif not self._is_section(label, row):
                self._put(label, label.text, "")
        return index + 1

    def _has_no_room(self, label: Span, values: Sequence[Span], runs: Sequence[object]) -> bool:
        """No cell for a value beside the label; blanks behind the heading of two goals are the table's edge."""
        goal = len(runs) > 1 and self.words.narratives_sure.fullmatch(label_of(label.text)) is not None
        return not values or (goal and all(value.blank for value in values))

    def _runs(self, row: Row) -> list[tuple[Span | None, list[Span]]]:
        """Known labels, each with the cells up to the next known label; cells before the first stand under None."""
        runs: list[tuple[Span | None, list[Span]]] = []
        here = row.here
        tall = next((span for span in row.written if span.cell.row_span > 1), None)
        if tall is not None and self._is_narrative(tall.text):
            self._section = printed_label(tall.text)
        for position, span in enumerate(here):
            if not span.blank and self._take_inline(span):
                if not runs or runs[-1][0] is not None:
                    runs.append((None, []))
            elif not span.blank and self._stands_as_label(span, here, position, runs):
                runs.append((span, []))
            elif runs:
                runs[-1][1].append(span)
            elif not span.blank and span.cell.row_span == 1:
                runs.append((None, [span]))  # a taller cell is the title of the rows beside it
        return [(label, values) for label, values in runs if label is not None or values]

    def _stands_as_label(
        self, span: Span, here: Sequence[Span], position: int, runs: Sequence[tuple[Span | None, list[Span]]]
    ) -> bool:
        label = label_of(span.text)
        if self._is_label(label):
            # Right behind a label stands its value, even where that ends like a narrative's label.
            waiting = bool(runs) and runs[-1][0] is not None and not runs[-1][1] and here[position - 1] is runs[-1][0]
            return not (waiting and self._is_narrative(label) and not self.words.narratives_sure.fullmatch(label))
        before = runs[-1] if runs else (None, [])
        if before[0] is not None and not before[1] and self.words.head.role(label_of(before[0].text)) is not None:
            return False  # the value of a field may sound like a source of money: 项目名称 | 养老补助资金
        following = here[position + 1] if position + 1 < len(here) else None
        amount = following is None or is_blank_amount(following.text) or money_in(following.text, "元") is not None
        return self.words.fund_rows.role(label) is not None and amount and following is not None

    def _take_run(self, label: Span, values: list[Span]) -> None:
        """The value of a label, and what follows it: further pairs with labels nobody knows, or tick boxes."""
        written = [value for value in values if not value.blank]
        if len(written) == 1:
            values = written
        while len(values) > 1 and values[-1].blank:
            values = values[:-1]
        if any(_BOXES.search(value.text) for value in values) or len(values) == 1:
            self._put(label, label.text, " ".join(value.text.strip() for value in values if not value.blank))
        elif len(values) % 2 == 0:
            title = label.cell.row_span > 1 or self.words.fund_sections.fullmatch(label_of(label.text))
            if title:
                self._take_unknown(values)
            else:
                self._put(label, label.text, " ".join(value.text.strip() for value in values if not value.blank))
        else:
            self._put(label, label.text, values[0].text)
            self._take_unknown(values[1:])

    def _take_unknown(self, values: Sequence[Span]) -> None:
        """Cells without a known label: label and value by turns; a lone one is kept under its own words."""
        rest = list(values)
        while len(rest) > 1:
            goal = re.fullmatch(r"目标[\d一二三四五六七八九十]+", label_of(rest[0].text))
            if goal and self._section:
                known = self.head.narratives.get(self._section)
                text = f"{printed_label(rest[0].text)}：{rest[1].text.strip()}"
                self.head.narratives[self._section] = text if not known else f"{known}\n{text}"
            elif re.search(r"[\u4e00-\u9fff]", rest[0].text):
                self._put(rest[0], rest[0].text, rest[1].text)
            elif not rest[0].blank:
                self._keep_lone(rest[0].text.strip())
            rest = rest[2:]
        if rest and not rest[0].blank and not self._take_inline(rest[0]):
            pair = loose_pair(rest[0].text)
            if pair is not None:
                self._put(rest[0], pair[0], pair[1])
            else:
                self._keep_lone(rest[0].text.strip())

    def _keep_lone(self, text: str) -> None:
        """Text without a label: a note is kept as 注, a sentence as 其他文字; a short title of a block says nothing."""
        note = self.words.notes.fullmatch(flat(text)[:200]) is not None
        if note or len(text) > 20:
            key = "注" if note else "其他文字"
            known = self.head.fields.get(key)
            self.head.fields[key] = text if known is None else f"{known}\n{text}"

    def _take_below(self, rows: Sequence[Row], index: int, labels: Sequence[Span]) -> bool:
        """A row of labels alone has its values in the row below, under each label."""
        if index + 1 >= len(rows) or rows[index + 1].table != rows[index].table or rows[index + 1].is_line:
            return False
        below = rows[index + 1]
        pairs: list[tuple[Span, Span]] = []
        for label in labels:
            value = below.at(label.start)
            if value is None or value.cell is label.cell:
                continue
            if not value.first or (not value.blank and self._is_label(label_of(value.text))):
                return False
            pairs.append((label, value))
        if not pairs or any(self._holds_inline(value) for _, value in pairs):
            return False
        for label, value in pairs:
            if not (value.blank and label.start == 0 and len(pairs) > 1):
                self._put(label, label.text, value.text)
        return True

    def _holds_inline(self, span: Span) -> bool:
        """A row of label：value cells, not a value: told by a label of the head, as a narrative may begin like one."""
        label = next(iter(labelled_parts(span.text, self._is_label)), ("", ""))[0]
        return self.words.head.role(label_of(label)) is not None

    def _is_section(self, label: Span, row: Row) -> bool:
        """A title over several rows, or beside further labels, has no value of its own."""
        others = [span for span in row.written if span.cell is not label.cell]
        return label.cell.row_span > 1 or (bool(others) and label.start == row.written[0].start)

    def _is_label(self, label: str) -> bool:
        words = self.words
        return bool(
            words.head.role(label)
            or words.money.role(label)
            or (len(label) <= 48 and (words.other_head.fullmatch(label) or words.narratives.fullmatch(label)))
        )

    def _is_narrative(self, text: str) -> bool:
        label = label_of(text)
        return self.words.head.role(label) is None and self.words.narratives.fullmatch(label) is not None

    def _put(self, span: Span, label_text: str, value: str) -> None:
        column = self.head.money_columns.get(span.start, "initial")
        if self.words.fund_rows.role(label_of(label_text)) != "part":
            column = "initial"
        if column == "total":
            if value.strip():
                self.head.fields[f"中期·{printed_label(label_text)}"] = value.strip()
            return
        self.put(label_text, value, span.cell.address, f"{column}_yuan")

    def _find_term_columns(self, runs: Sequence[tuple[Span | None, list[Span]]], row: Row) -> None:
        """中期资金总额 beside 年度资金总额, 预算数 beside 执行数: what the sources below state in each column."""
        roles = {label.start: self.words.money.role(label_of(label.text)) for label, _ in runs if label is not None}
        sums = {start: role for start, role in roles.items() if role in ("total", "initial", "adjusted", "executed")}
        if len(sums) > 1:
            self.head.money_columns = sums

    def put(self, label_text: str, value: str, address: str, key_of_row: str = "initial_yuan") -> None:
        """Keeps a labelled value where its label says it belongs."""
        label, printed = label_of(label_text), printed_label(label_text)
        if unit_line := _UNIT_BEHIND.search(value):
            self.head.money.note_unit(unit_line[0])
            value = value[: unit_line.start()]
        if self.words.head.role(label) == "unit" and (year := _YEAR_BEHIND.search(value)):
            self.head.year, value = self.head.year or int(year[1]), value[: year.start()]
        if _UNIT_LINE.fullmatch(f"{label}:{fold(value)}"):
            self.head.money.note_unit(f"单位：{value}")
            return
        self.head.labels.append(label)
        role, money_label = (
            self.words.head.role(label),
            self.words.money.role(label) or self.words.fund_rows.role(label),
        )
        self.head.places.setdefault(role or printed, address)
        if role is not None:
            self.head.put_role(role, printed, value)
        elif money_label is not None:
            self.head.money.note_unit(label_text)
            if not self.head.money.take_sum(label_text, value, address, self.words, key_of_row):
                self._put_text(label, printed, value)
        else:
            self._put_text(label, printed, value)

    def _put_text(self, label: str, printed: str, value: str) -> None:
        text = (unwrapped(value) if self.wraps else value).strip(" \t\n")
        if self.words.narratives.fullmatch(label) and not self.words.other_head.fullmatch(label):
            target = self.head.narratives
        else:
            target = self.head.fields
        if text or printed not in target:
            target[printed] = text
