"""Formats met less often: ODS, ODT, XML 电子表格 2003, CSV, text with separators."""

from __future__ import annotations

import pytest

from jixiao.documents.readers import read_document
from jixiao.documents.sheets import Document
from tests.support.files import GridCell, cells_of, only_block, texts, zipped

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text", "style", "draw"))
DOWN, RIGHT = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
SPACED = '一<text:s text:c="2"/>二<text:line-break/>三'


def open_document(kind: str, body: str, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def by_address(document: Document) -> dict[str, str]:
    return {cell.reference: cell.text for sheet in document.sheets for cell in sheet.cells()}


def test_an_ods_shows_its_displayed_texts_merged_cells_and_no_hidden_row() -> None:
    covered = "<table:covered-table-cell/>"
    body = (
        '<table:table table:name="目标表"><table:table-column table:number-columns-repeated="16384"/>'
        f"<table:table-row>{cell('产出指标', DOWN)}{cell('95%')}</table:table-row>"
        f"<table:table-row>{covered}{cell(SPACED)}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{cell("隐")}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="2">{cell("重复")}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>'
        '<table:table table:name="密" table:style-name="ta2">'
        f"<table:table-row>{cell('密')}</table:table-row></table:table>"
    )
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    document = read_document("表.ods", data=open_document("spreadsheet", body, style))
    assert by_address(document) == {"A1": "产出指标", "B1": "95%", "B2": "一  二\n三", "A4": "重复", "A5": "重复"}
    assert GridCell("产出指标", 0, 0, 2, 1) in cells_of(only_block(document))
    assert [finding.code for finding in document.findings] == ["file.hidden_left_out", "file.hidden_left_out"]


def test_an_odt_gives_lines_and_tables_without_deleted_text() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>已删</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:h>绩效目标表</text:h>"
        f"<table:table><table:table-header-rows><table:table-row>{cell('指标', RIGHT)}"
        "<table:covered-table-cell/></table:table-row></table:table-header-rows>"
        f"<table:table-row>{cell('数量')}{cell('≥5')}</table:table-row></table:table>"
    )
    document = read_document("表.odt", data=open_document("text", body))
    lines, table = document.sheets[0].blocks
    assert [line.text for line in lines.cells] == ["绩效目标表"]
    assert cells_of(table) == {GridCell("指标", 0, 0, 1, 2), GridCell("数量", 1, 0), GridCell("≥5", 1, 1)}


def test_an_encrypted_ods_is_said_to_be() -> None:
    manifest = "<m:manifest xmlns:m='x'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    data = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": b"\x00",
        }
    )
    [finding] = read_document("表.ods", data=data).findings
    assert finding.code == "file.encrypted"


def test_the_xml_workbook_that_budget_systems_export_as_xls() -> None:
    page = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
              xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Styles><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style></Styles>
    <Worksheet ss:Name="自评表"><Table>
    <Row><Cell ss:MergeDown="1"><Data ss:Type="String">产出</Data></Cell>
         <Cell><Data ss:Type="String">≥5次</Data></Cell></Row>
    <Row ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="String">隐</Data></Cell></Row>
    <Row ss:Index="4"><Cell ss:Index="2" ss:StyleID="s1"><Data ss:Type="Number">0.985</Data></Cell></Row>
    </Table></Worksheet></Workbook>"""
    document = read_document("表.xls", data=page.encode())
    assert document.format == "xml-spreadsheet"
    assert by_address(document) == {"A1": "产出", "B1": "≥5次", "B4": "98.50%"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_a_table_with_addresses(encoding: str) -> None:
    data = '三级指标,指标值\r\n"培训,数量","≥5\n次"\r\n'.encode(encoding)
    document = read_document("表.csv", data=data)
    assert (document.format, document.findings) == ("csv", [])
    assert by_address(document) == {"A1": "三级指标", "B1": "指标值", "A2": "培训,数量", "B2": "≥5\n次"}


@pytest.mark.parametrize("separator", ["\t", "|"])
def test_lines_with_a_separator_each_are_a_table(separator: str) -> None:
    data = f"三级指标{separator}指标值\n数量{separator}≥5\n".encode()
    assert texts(read_document("表.txt", data=data)) == ["三级指标", "指标值", "数量", "≥5"]


@pytest.mark.parametrize(
    "text",
    [
        "三级指标    指标值\n数量        ≥5\n",
        "1,234,000\n项目总预算：8,825,000\n说明\n",
        "项目名称：\t国库业务\n项目概况没有制表符\n",
        "\t缩进一\n\t缩进二\n",
    ],
)
def test_text_that_might_not_be_a_table_stays_lines(text: str) -> None:
    document = read_document("表.txt", data=text.encode())
    assert only_block(document).kind == "lines"
    assert texts(document) == text.rstrip("\n").split("\n")
