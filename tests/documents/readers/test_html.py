"""A page reads as a browser shows it."""

from __future__ import annotations

import base64

import pytest

from jixiao.documents.readers import read_document
from jixiao.documents.sheets import Document
from tests.support.files import GridCell, cells_of, only_block, texts


def read(page: str, encoding: str = "utf-8") -> Document:
    return read_document("表.html", data=page.encode(encoding))


def test_spans_that_overrun_the_table_or_each_other_are_cut() -> None:
    block = only_block(
        read("<table><tr><td rowspan=9>甲</td><td rowspan=2>乙</td></tr><tr><td colspan=3>丙</td></tr></table>")
    )
    assert cells_of(block) == {GridCell("甲", 0, 0, 2, 1), GridCell("乙", 0, 1, 2, 1), GridCell("丙", 1, 2, 1, 3)}
    block = only_block(read("<table><tr><td>甲</td><td rowspan=2>乙</td></tr><tr><td colspan=3>丙</td></tr></table>"))
    assert cells_of(block) == {GridCell("甲", 0, 0), GridCell("乙", 0, 1, 2, 1), GridCell("丙", 1, 0)}


def test_a_span_of_zero_reaches_to_the_end_of_its_section_and_not_beyond() -> None:
    page = (
        "<table><thead><tr><td rowspan=0>头</td><td>一</td></tr><tr><td>二</td></tr></thead>"
        "<tbody><tr><td>三</td><td>四</td></tr></tbody></table>"
    )
    assert GridCell("头", 0, 0, 2, 1) in cells_of(only_block(read(page)))
    assert GridCell("三", 2, 0) in cells_of(only_block(read(page)))


def test_hidden_rows_cells_and_words_are_no_part() -> None:
    page = """<style>td {color: red}</style><script>var x = 1</script>
    <table><tr style="DISPLAY: none"><td>隐藏行</td></tr><tr hidden><td>也隐藏</td></tr>
    <tr><td style='mso-hide:all'>隐</td><td>产出<span style="display:none">隐字</span>指标</td></tr></table>"""
    assert texts(read(page)) == ["产出指标"]


def test_blanks_collapse_and_a_line_wrapped_inside_chinese_leaves_none() -> None:
    page = "<table><tr><td>  国库集中\n   支付代理 <b>银行</b>&nbsp;<br> 第 二   行\n<p>第三行</p></td></tr></table>"
    assert texts(read(page)) == ["国库集中支付代理 银行\n第 二 行\n第三行"]


def test_form_controls_show_their_values() -> None:
    page = """<table><tr><td><input value="≥98%"><input type=hidden value=x></td><td><input type=checkbox checked>是
    <input type=checkbox>否</td><td><select><option>正向<option selected>反向</select></td>
    <td><textarea>第一\n第二</textarea></td></tr></table>"""
    assert texts(read(page)) == ["≥98%", "☑是 □否", "反向", "第一\n第二"]


def test_a_page_layout_of_tables_is_taken_apart() -> None:
    page = """<table><tr><td>上海市财政局</td></tr><tr><td><p>绩效目标表</p><table><tr><td>数量</td><td>≥5</td></tr>
    </table></td></tr><tr><td>版权所有</td></tr></table>"""
    blocks = read(page).sheets[0].blocks
    assert [(block.kind, [cell.text for cell in block.cells]) for block in blocks] == [
        ("lines", ["上海市财政局", "绩效目标表"]),
        ("table", ["数量", "≥5"]),
        ("lines", ["版权所有"]),
    ]


def test_a_caption_is_a_line_above_the_table() -> None:
    blocks = read("<table><caption>2020年度</caption><tr><td>数量</td></tr></table>").sheets[0].blocks
    assert [block.kind for block in blocks] == ["lines", "table"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gbk"), ("utf-8", "utf-8"), ("utf-8", "gb18030"), ("gb2312", "utf-8"), ("x-unknown", "gb18030")],
)
def test_a_page_is_read_by_its_bytes_when_it_declares_wrongly(declared: str, encoding: str) -> None:
    page = f"<html><meta charset={declared}><table><tr><td>财政预算绩效管理指标</td></tr></table>"
    assert texts(read(page, encoding)) == ["财政预算绩效管理指标"]


def test_a_page_in_utf16_as_excel_saves_it() -> None:
    assert texts(read("<html><table><tr><td>绩效</td></tr></table></html>", "utf-16")) == ["绩效"]


def in_one_file(*pages: str) -> bytes:
    """Pages as parts of one file, as Word and Excel save them."""
    data = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n'
    for page in pages:
        data += b'\r\n--b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        data += base64.encodebytes(page.encode())
    return data + b"\r\n--b--\r\n"


def test_a_page_saved_in_one_file_with_its_pictures() -> None:
    document = read_document("表.doc", data=in_one_file("<html><table><tr><td>绩效目标</td></tr></table></html>"))
    assert (document.format, texts(document)) == ("mhtml", ["绩效目标"])


def test_a_workbook_saved_in_one_file_gives_the_page_of_each_sheet() -> None:
    sheets = [f"<html><table><tr><td>项目{number}</td></tr></table></html>" for number in "一二"]
    data = in_one_file("<html><frameset><frame src=sheet001.htm></frameset></html>", *sheets)
    assert texts(read_document("表.xls", data=data)) == ["项目一", "项目二"]
