"""PDF: fonts inside, page numbers, A4, nothing of a text read as markup, nothing printed beyond its cell."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pytest

from jixiao.documents.writers import boxes_in_pdf, write_forms
from jixiao.rules.forms import Form, Indicator
from tests.support.written_forms import halves_target, national_target, one_of_each, shanghai_target


def document(*forms: Form) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(write_forms(forms, "pdf"))


def page_texts(*forms: Form) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in document(*forms)]


def test_the_chinese_fonts_are_inside() -> None:
    written = write_forms([shanghai_target()], "pdf")
    assert set(re.findall(rb"/FontName ?/[A-Z]{6}\+(Noto\w+)", written)) == {b"NotoSerifSC", b"NotoSansSC"}
    assert written.count(b"/FontFile3") == 2


def test_each_form_counts_its_pages_from_one() -> None:
    last_lines = [text.strip().splitlines()[-1].strip() for text in page_texts(shanghai_target(), halves_target())]
    assert last_lines == ["- 1 -", "- 2 -", "- 1 -"]


def test_pages_are_a4_upright_or_lying_as_the_form_needs() -> None:
    sizes = [tuple(round(side) for side in page.get_size()) for page in document(shanghai_target(), halves_target())]
    assert sizes == [(595, 842), (595, 842), (842, 595)]


def test_the_heading_stands_on_every_page_the_indicators_go_on_to() -> None:
    rows = tuple(Indicator(no, "产出", "数量", f"指标{no}", "1", "1") for no in range(100))
    pages = page_texts(replace(shanghai_target(), indicators=rows))[1:]
    assert len(pages) > 2
    assert all("三级目标" in text for text in pages)


def test_a_short_row_is_never_cut_by_the_end_of_a_page() -> None:
    rows = tuple(Indicator(no, "产出", "数量", f"起{no}" + "长名称" * 20 + f"止{no}", "1", "1") for no in range(60))
    for text in page_texts(replace(shanghai_target(), indicators=rows)):
        assert set(re.findall(r"起(\d+)", text)) == set(re.findall(r"止(\d+)", text))


@pytest.mark.parametrize("text", ["x" * 300, "https://" + "a" * 120, "1" * 90, "1234567890 " * 30, "长" * 3000])
def test_nothing_is_printed_beyond_the_paper(text: str) -> None:
    row = Indicator(1, text[:200], text[:200], text, text, text)
    for page in document(replace(national_target(), indicators=(row,), project_name=text)):
        right = page.get_width() - 40
        shown = page.get_textpage()
        boxes = [shown.get_charbox(at) for at in range(shown.count_chars())]
        assert max(box[2] for box in boxes) <= right


def test_markup_in_a_text_is_printed_as_it_stands() -> None:
    text = '#panic("x") #import "@preview/a:1" *粗* $a$ [b] <c> @d \\ //e'
    row = Indicator(1, "产出", "数量", text, "1", "1")
    (shown,) = page_texts(replace(national_target(), indicators=(row,)))
    assert re.sub(r"\s", "", text) in re.sub(r"\s", "", shown)


def test_the_document_names_its_form_and_no_date() -> None:
    written = document(*one_of_each())
    assert written.get_metadata_dict()["Title"] == "业务系统(运维)"
    assert written.get_metadata_dict()["CreationDate"] == ""


@pytest.mark.parametrize(
    ("text", "boxes"), [("𠮷野家😀", "😀𠮷"), ("䶮㼆与≧⩾✓☑㎡", ""), ("普通文字", ""), ("ﬁ", ""), ("零\u200b宽", "")]
)
def test_characters_the_fonts_have_not_are_named(text: str, boxes: str) -> None:
    form = replace(national_target(), project_name=text)
    assert boxes_in_pdf([form], write_forms([form], "pdf")) == boxes


@pytest.mark.parametrize("lines", range(3, 16))
def test_a_label_never_stays_behind_on_the_page_before_its_text(lines: int) -> None:
    form = shanghai_target()
    grown = {name: f"起：{name}。" + "字" * 50 * lines for name in form.narratives}
    for text in page_texts(replace(form, narratives=grown)):
        lines_shown = {line.strip() for line in text.splitlines()}
        labels = {name for name in grown if f"{name}：" in lines_shown}
        shown = {name for name in grown if f"起：{name}" in text}
        assert labels == shown
