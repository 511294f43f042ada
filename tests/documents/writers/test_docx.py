"""Word documents: Chinese is declared, headings repeat, rows stay whole, each form is a section."""

from __future__ import annotations

import io
import zipfile

import docx
from lxml import etree

from jixiao.documents.writers import write_forms
from jixiao.rules.forms import Form
from tests.support.written_forms import monitoring, one_of_each, shanghai_target

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(name: str, *forms: Form) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(write_forms(forms, "docx"))) as archive:
        return etree.fromstring(archive.read(name))


def test_a_renderer_is_told_that_the_text_is_chinese() -> None:
    styles = part("word/styles.xml", shanghai_target())
    lang = styles.find(f".//{W}lang")
    assert lang is not None
    assert lang.get(f"{W}eastAsia") == "zh-CN"
    faces = {fonts.get(f"{W}eastAsia") for fonts in part("word/document.xml", shanghai_target()).iter(f"{W}rFonts")}
    assert faces == {"宋体", "黑体"}


def test_the_heading_of_the_indicators_is_printed_again_on_each_page() -> None:
    body = part("word/document.xml", monitoring())
    tables = body.findall(f".//{W}tbl")
    repeated = [[row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")] for table in tables]
    assert repeated[0].count(True) == 0
    assert repeated[1][:3] == [True, True, False]


def test_a_short_row_never_breaks_over_a_page() -> None:
    rows = list(part("word/document.xml", shanghai_target()).iter(f"{W}tr"))
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_indicators_of_the_shanghai_form_begin_a_page() -> None:
    document = docx.Document(io.BytesIO(write_forms([shanghai_target()], "docx")))
    broken = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert broken == ["2020年绩效目标"]


def test_each_form_is_a_section_with_its_own_paper_and_page_numbers() -> None:
    document = docx.Document(io.BytesIO(write_forms(one_of_each(), "docx")))
    wide = [section.page_width > section.page_height for section in document.sections]
    assert wide == [False, False, True, False, True]
    starts = [number.get(f"{W}start") for number in part("word/document.xml", *one_of_each()).iter(f"{W}pgNumType")]
    assert starts == ["1"] * 5
    footer = part("word/footer1.xml", shanghai_target())
    assert "".join(text.text or "" for text in footer.iter(f"{W}t")) == "- 1 -"
    assert [field.text for field in footer.iter(f"{W}instrText")] == [" PAGE "]


def test_word_opens_every_table_with_its_columns() -> None:
    document = docx.Document(io.BytesIO(write_forms([shanghai_target()], "docx")))
    head, indicators = document.tables
    assert [cell.text for cell in indicators.rows[0].cells] == ["一级目标", "二级目标", "三级目标", "指标目标值"]
    assert [cell.text for cell in indicators.rows[2].cells][:2] == ["投入与管理", "财务管理"]
    assert head.rows[0].cells[1].text == "业务系统(运维)"
