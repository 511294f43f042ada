"""A DOCX reads as it prints with all revisions accepted."""

from __future__ import annotations

import docx

from jixiao.documents.readers import read_document
from jixiao.documents.sheets import Document
from tests.support.files import GridCell, cells_of, docx_bytes, docx_with_body, texts


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def read(*body: str, styles: str = "") -> Document:
    return read_document("表.docx", data=docx_with_body("".join(body), styles))


def test_lines_and_tables_come_in_the_order_of_the_body() -> None:
    written = docx.Document()
    written.add_paragraph("项目支出绩效自评表")
    written.add_table(1, 2).cell(0, 1).text = "财政局"
    written.add_paragraph("单位：万元")
    written.add_section()
    written.add_paragraph("第二节")
    written.sections[0].header.paragraphs[0].text = "页眉"
    [sheet] = read_document("表.docx", data=docx_bytes(written)).sheets
    assert [(block.kind, [cell.text for cell in block.cells]) for block in sheet.blocks] == [
        ("lines", ["项目支出绩效自评表"]),
        ("table", ["", "财政局"]),
        ("lines", ["单位：万元", "第二节"]),
    ]


def test_deleted_text_is_no_part_and_inserted_text_is() -> None:
    document = read(
        paragraph(run("故障率"), f"<w:del>{run('≤5‰')}</w:del>", f"<w:ins>{run('≤3‰')}</w:ins>"),
        "<w:tbl>",
        row(cell("留")),
        row(cell("删"), properties="<w:del/>"),
        row(cell("增"), properties="<w:ins/>"),
        "</w:tbl>",
    )
    assert texts(document) == ["故障率≤3‰", "留", "增"]
    assert [finding.code for finding in document.findings] == ["file.revisions"]


def test_hidden_text_is_no_part_also_when_a_style_hides_it() -> None:
    styles = (
        '<w:style w:styleId="密"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="更密"><w:basedOn w:val="密"/></w:style>'
    )
    document = read(
        paragraph(run("显"), run("隐", "<w:vanish/>"), run("也显", '<w:vanish w:val="0"/>')),
        paragraph(run("样式", '<w:rStyle w:val="更密"/>')),
        styles=styles,
    )
    assert texts(document) == ["显也显"]


def test_content_controls_and_wrapped_rows_are_read() -> None:
    document = read(
        f"<w:sdt><w:sdtContent>{paragraph(run('控件里的段落'))}</w:sdtContent></w:sdt>",
        paragraph("<w:sdt><w:sdtContent>", run("控件里的字"), "</w:sdtContent></w:sdt>"),
        f"<w:tbl><w:sdt><w:sdtContent>{row(cell('控件里的行'))}</w:sdtContent></w:sdt></w:tbl>",
    )
    assert texts(document) == ["控件里的段落", "控件里的字", "控件里的行"]


def test_a_text_box_is_read_once_though_it_is_stored_twice() -> None:
    box = f"<w:txbxContent>{paragraph(run('框里'))}</w:txbxContent>"
    document = read(
        paragraph(
            run("正文"),
            "<w:r><mc:AlternateContent>"
            f"<mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>",
        ),
    )
    assert texts(document) == ["正文", "框里"]


def test_line_breaks_tabs_boxes_to_tick_and_equations() -> None:
    box = '<w:r><w:sym w:char="F0FE"/></w:r>'
    ticked = paragraph(run("新增"), box, run("延续"), "<w:r><w:br/></w:r>", run("下"))
    document = read(
        "<w:tbl>",
        row(
            f"<w:tc>{ticked}{paragraph(run('段'), '<w:r><w:tab/></w:r>', run('落'))}</w:tc>",
            f"<w:tc>{paragraph('<m:oMath><m:r><m:t>≥</m:t></m:r></m:oMath>', run('90%'))}</w:tc>",
        ),
        "</w:tbl>",
    )
    assert texts(document) == ["新增☑延续\n下\n段\t落", "≥90%"]


def test_merged_cells_and_rows_that_begin_late() -> None:
    document = read(
        "<w:tbl>",
        row(cell("产出指标", '<w:vMerge w:val="restart"/>'), cell("标题", '<w:gridSpan w:val="2"/>')),
        row(cell("看不见", "<w:vMerge/>"), cell("数量"), cell("≥5")),
        row(cell("质量"), cell("=100%"), properties='<w:gridBefore w:val="1"/>'),
        "</w:tbl>",
    )
    assert cells_of(document.sheets[0].blocks[0]) == {
        GridCell("产出指标", 0, 0, 2, 1),
        GridCell("标题", 0, 1, 1, 2),
        GridCell("数量", 1, 1),
        GridCell("≥5", 1, 2),
        GridCell("质量", 2, 1),
        GridCell("=100%", 2, 2),
    }


def test_a_merge_mark_with_nothing_to_continue_hides_no_text() -> None:
    document = read(
        "<w:tbl>",
        row(cell("产出指标", "<w:vMerge/>"), cell("宽", '<w:gridSpan w:val="2"/>')),
        row(cell("质量", '<w:vMerge w:val="continue"/>'), cell("窄", "<w:vMerge/>"), cell("甲")),
        "</w:tbl>",
    )
    assert cells_of(document.sheets[0].blocks[0]) == {
        GridCell("产出指标", 0, 0, 2, 1),
        GridCell("宽", 0, 1, 1, 2),
        GridCell("窄", 1, 1),
        GridCell("甲", 1, 2),
    }


def test_a_table_inside_a_cell_becomes_rows_and_columns_of_the_outer_one() -> None:
    inner = f"<w:tbl>{row(cell('数量'), cell('≥5'))}{row(cell('质量'), cell('=100%'))}</w:tbl>"
    document = read(
        "<w:tbl>",
        row(cell("项目名称"), cell("国库业务")),
        row(cell("绩效指标"), f"<w:tc>{inner}<w:p/></w:tc>"),
        "</w:tbl>",
    )
    assert cells_of(document.sheets[0].blocks[0]) == {
        GridCell("项目名称", 0, 0),
        GridCell("国库业务", 0, 1, 1, 2),
        GridCell("绩效指标", 1, 0, 2, 1),
        GridCell("数量", 1, 1),
        GridCell("≥5", 1, 2),
        GridCell("质量", 2, 1),
        GridCell("=100%", 2, 2),
    }


def test_a_table_that_only_frames_another_is_taken_apart() -> None:
    inner = f"<w:tbl>{row(cell('数量'), cell('≥5'))}</w:tbl>"
    framed = "<w:tc>" + paragraph(run("标题")) + inner + "<w:p/></w:tc>"
    document = read(f"<w:tbl>{row(framed)}</w:tbl>")
    assert [(block.kind, [cell.text for cell in block.cells]) for block in document.sheets[0].blocks] == [
        ("lines", ["标题"]),
        ("table", ["数量", "≥5"]),
    ]


def test_a_leading_full_width_space_is_text() -> None:
    assert texts(read(f"<w:tbl>{row(cell(' 　≤0.01% '))}</w:tbl>")) == ["　≤0.01%"]


def test_an_embedded_workbook_is_not_passed_over_in_silence() -> None:
    document = read(paragraph(run("见附表"), "<w:r><w:object/></w:r>"))
    assert [finding.code for finding in document.findings] == ["file.embedded_not_read"]
