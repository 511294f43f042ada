"""Plain text keeps its lines, in whatever encoding governments save it."""

from __future__ import annotations

import pytest

from jixiao.documents.readers import read_document
from jixiao.documents.sheets import Document

FORM = "项目名称： 财政国库业务经费\n\n数量 培训数量 参加培训人数不少于2500人\n故障重复发生率 　≤3‰\n- 1 -\n"


def lines(document: Document) -> list[str]:
    [sheet] = document.sheets
    [block] = sheet.blocks
    assert block.kind == "lines"
    return [cell.text for cell in block.cells]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_form_reads_the_same_in_every_encoding(encoding: str) -> None:
    document = read_document("表.txt", data=FORM.encode(encoding))
    assert lines(document) == FORM.rstrip("\n").split("\n")
    assert document.findings == []


def test_row_numbers_are_line_numbers_and_blank_lines_stay() -> None:
    cells = read_document("表.txt", data=FORM.encode()).sheets[0].blocks[0].cells
    assert [(cell.row, cell.address) for cell in cells][:3] == [(0, "第1行"), (1, "第2行"), (2, "第3行")]


def test_a_form_feed_begins_a_page() -> None:
    cells = read_document("表.txt", data="一\n二\n\f三\n\f".encode()).sheets[0].blocks[0].cells
    assert [(cell.text, cell.page, cell.address) for cell in cells] == [
        ("一", 1, "第1页 第1行"),
        ("二", 1, "第1页 第2行"),
        ("三", 2, "第2页 第3行"),
    ]


def test_lines_in_another_encoding_are_read_and_named() -> None:
    data = "国库集中支付\n培训数量\n".encode() + "满意度达到98%以上\n".encode("gb18030") + "不少于2500人\n".encode()
    document = read_document("表.txt", data=data)
    assert lines(document) == ["国库集中支付", "培训数量", "满意度达到98%以上", "不少于2500人"]
    [finding] = document.findings
    assert finding.code == "file.encoding_mixed"
    assert "第3行" in finding.message


def test_two_characters_that_are_also_utf8_go_with_the_rest_of_a_gb18030_file() -> None:
    """目前 in GB18030 happens to be valid UTF-8, as words of this kind have fooled editors for twenty years."""
    text = "项目名称：\n目前\n数据共享响应率\n"
    assert "目前".encode("gb18030").decode("utf-8").isalpha()
    assert lines(read_document("表.txt", data=text.encode("gb18030"))) == ["项目名称：", "目前", "数据共享响应率"]


def test_bytes_in_no_encoding_are_shown_and_named() -> None:
    document = read_document("表.txt", data="第一行文字很长很长\n".encode() * 9 + b"\xe8\xb4\xff\xff\n")
    assert [finding.code for finding in document.findings] == ["file.encoding_damaged"]
    assert "第10行" in document.findings[0].message
    assert "�" in lines(document)[9]


def test_kangxi_radicals_become_ordinary_characters_and_full_width_signs_stay() -> None:
    assert lines(read_document("表.txt", data="⽇期：２０２０年　≤３‰".encode())) == ["日期：２０２０年　≤３‰"]


def test_control_characters_are_dropped_and_counted() -> None:
    document = read_document("表.txt", data="项目名称：财政网络基础平台运维项目情况\x07说明\u200b\n".encode() * 2)
    assert lines(document)[0] == "项目名称：财政网络基础平台运维项目情况说明"
    [finding] = document.findings
    assert (finding.code, "4 个" in finding.message) == ("file.control_characters", True)
