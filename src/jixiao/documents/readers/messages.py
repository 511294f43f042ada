"""What the intake says about a file: one entry a code, so that the words stand in one place and docs/reading.md can
be checked against them.

``message`` says what and why, ``fix`` what to do; the finding's place says where. ``{names}`` are facts of the case.
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.rules.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Message:
    """The words of one code."""

    severity: Severity
    message: str
    fix: str = ""


MESSAGES: dict[str, Message] = {
    # the file cannot be opened
    "file.missing": Message("error", "没有这个文件。", "请核对路径和文件名。"),
    "file.directory": Message("error", "这是文件夹，不是文件。", "请写出文件夹里的文件，例如“文件夹/*.xlsx”。"),
    "file.not_regular": Message("error", "这不是普通文件（是设备、管道或套接字），不予读取。", "请指定普通文件。"),
    "file.no_permission": Message(
        "error", "没有读取这个文件的权限。", "请向文件所有者申请读取权限，或换用有权限的帐号。"
    ),
    "file.cannot_open": Message(
        "error", "文件打不开：{reason}。", "请核对路径；若在网络盘或移动盘上，请先复制到本机。"
    ),
    "file.empty": Message("error", "文件是空的，没有任何内容。", "可能没有传完，请重新取得文件。"),
    "file.too_large": Message(
        "error", "文件超过 {limit}，不予读取。", "绩效表不会这样大；请删去图片等附件，或拆分后再读。"
    ),
    # the content is not one that is read
    "file.unknown": Message(
        "error",
        "认不出文件的格式：内容既不是文字，也不是已知的文档。",
        "请用原来的软件打开，另存为 XLSX、DOCX 或 PDF。",
    ),
    "file.doc_needs_converting": Message(
        "error",
        "这是旧版 Word/WPS 文字文档（DOC、WPS），不能直接读取。",
        "请用 Word、WPS 或 LibreOffice 打开，另存为 DOCX 后再读。",
    ),
    "file.rtf_needs_converting": Message(
        "error", "这是 RTF 文档，不能直接读取。", "请用 Word、WPS 或 LibreOffice 打开，另存为 DOCX 后再读。"
    ),
    "file.xlsb_needs_converting": Message(
        "error", "这是二进制工作簿（XLSB），不能直接读取。", "请用 Excel 或 WPS 打开，另存为 XLSX 后再读。"
    ),
    "file.frames": Message(
        "error",
        "这是只有框架的网页，表格在旁边的文件夹里（Excel“另存为网页”时如此）。",
        "请读取同名文件夹里的 sheet001.htm，或重新另存为 XLSX。",
    ),
    "file.presentation": Message(
        "error", "这是演示文稿，里面没有可读的绩效表。", "请提供表格的 XLSX、DOCX 或 PDF 文件。"
    ),
    "file.picture": Message(
        "error",
        "这是图片（{kind}），里面没有文字可读。",
        "请提供有文字的 XLSX、DOCX 或 PDF；只有扫描件时，请先做文字识别并核对。",
    ),
    "file.ofd": Message(
        "error", "这是 OFD 版式文件，不能直接读取。", "请用 OFD 阅读器另存为 PDF，或提供原来的 DOCX、XLSX。"
    ),
    "file.archive": Message("error", "这是压缩包（{kind}），不直接读取。", "请先解压，再读取里面的文件。"),
    # the content is damaged, locked or hostile
    "file.encrypted": Message("error", "文件有密码，读不出内容。", "请用原来的软件打开，去掉打开密码后另存，再读取。"),
    "file.truncated": Message("error", "文件不完整，后半部分缺失，可能没有传完。", "请重新取得完整的文件。"),
    "file.damaged": Message(
        "error", "文件已损坏，按 {kind} 读不出来（{reason}）。", "请重新取得文件，或用原来的软件打开并另存后再读。"
    ),
    "file.bomb": Message(
        "error",
        "文件解开后异常膨胀（{reason}），疑为恶意文件，已停止读取。",
        "请向提供者核实文件来源；确属正常时，请用原来的软件另存后再读。",
    ),
    "file.too_many_rows": Message(
        "error", "表格超过 {limit} 行，不像绩效表，未读取。", "请只保留绩效表所在的行，另存后再读。"
    ),
    "file.too_many_columns": Message(
        "error", "表格超过 {limit} 列，不像绩效表，未读取。", "请删去右侧多余的列，另存后再读。"
    ),
    "file.too_many_cells": Message(
        "error", "文件超过 {limit} 个单元格，不像绩效表，未读取。", "请只保留绩效表，另存后再读。"
    ),
    "file.too_much_text": Message("error", "文字超过 {limit} 字，不像绩效表，未读取。", "请只保留绩效表，另存后再读。"),
    "file.too_many_pages": Message("error", "文件超过 {limit} 页，不像绩效表，未读取。", "请拆分后再读。"),
    "file.too_deep": Message(
        "error", "内容层层嵌套超过 {limit} 层，未读取。", "请用原来的软件打开，把表格粘贴到新文件后再读。"
    ),
    "file.no_text": Message("error", "文件里没有任何文字。", "请核对是否选错文件；若内容是图片，请提供有文字的版本。"),
    "file.scanned": Message(
        "error",
        "{pages} 页都没有文字，是扫描件或图片，读不出内容。",
        "请提供由 Word、WPS、Excel 或业务系统直接导出的 PDF，或原来的 DOCX、XLSX；只有扫描件时，请先做文字识别并核对。",
    ),
    "file.all_hidden": Message(
        "error",
        "工作簿里没有可见的内容，有内容的工作表、行或列都是隐藏的。",
        "隐藏的内容不作为表的一部分；需要读取时，请取消隐藏并保存。",
    ),
    # read, with something to know
    "file.wrong_extension": Message(
        "note", "扩展名是 {extension}，内容其实是 {kind}，已按内容读取。", "建议按内容改正扩展名。"
    ),
    "file.encoding_mixed": Message(
        "warning",
        "同一文件里混有不同编码（{encodings}），已逐行辨认；{count} 行与其余不同：{lines}。",
        "请核对这些行的文字，最好统一另存为 UTF-8。",
    ),
    "file.encoding_damaged": Message(
        "warning", "{count} 行里有不能辨认的字节，已显示为“�”：{lines}。", "请对照原件核对这些行。"
    ),
    "file.control_characters": Message("note", "有 {count} 个不可见的控制字符，已去掉。"),
    "file.formula_without_value": Message(
        "warning", "公式“{formula}”没有保存计算结果，单元格按空白处理。", "请用 Excel 或 WPS 打开并保存一次，再读取。"
    ),
    "file.formula_as_text": Message(
        "note", "单元格里的“{formula}”被存成了公式，已按文字读取。", "建议把单元格设为文本格式后重新填写。"
    ),
    "file.formula_error": Message("warning", "公式的结果是错误值“{value}”。", "请改正公式或填写数值。"),
    "file.hidden_left_out": Message(
        "note", "隐藏的内容（{what}）不作为表的一部分，未读取。", "需要读取时，请取消隐藏并保存。"
    ),
    "file.revisions": Message(
        "note", "文档含未接受的修订：已删除的文字未读取，插入的文字已读取。", "定稿时请接受或拒绝全部修订。"
    ),
    "file.embedded_not_read": Message(
        "warning",
        "文档里嵌有其他文件（如嵌入的工作簿），其中的内容未读取。",
        "若绩效表在嵌入的文件里，请双击打开它，另存为单独的文件后再读。",
    ),
    "file.page_without_text": Message(
        "warning",
        "这一页没有文字（空白页或扫描图片），未读取。",
        "若页上有内容，请提供有文字的版本，或先做文字识别并核对。",
    ),
    "file.page_damaged": Message("warning", "这一页已损坏，打不开，未读取。", "请用原来的软件重新导出 PDF 后再读。"),
    "file.page_too_long": Message(
        "warning", "这一页的文字超过 {limit} 字，不像绩效表，未读取。", "请只保留绩效表所在的页，另存后再读。"
    ),
    "file.table_without_rulings": Message(
        "warning",
        "这一页的表格没有框线，哪些文字同属一格只能按位置推定，可能有误。",
        "请对照原件逐格核对；最好用原来的软件加上框线重新导出，或提供 DOCX、XLSX。",
    ),
    "file.text_unmapped": Message(
        "warning",
        "这一页有 {count} 个字的字体没有注明是什么字，读出的文字缺字。",
        "请对照原件核对这一页；最好用原来的软件重新导出 PDF。",
    ),
    "file.more_places": Message("note", "同样的情形（{same}）另有 {count} 处，不再逐一列出。"),
    "file.converted": Message(
        "note", "{kind} 文档已由本机的 LibreOffice 转换为 DOCX 后读取。", "请对照原件核对；最好另存为 DOCX 保存。"
    ),
    "file.macros": Message("note", "文件带有宏；只读取内容，没有运行宏。"),
}


def file_finding(code: str, place: str, **facts: object) -> Finding:
    """The finding of a code at a place; the facts fill the message's names."""
    words = MESSAGES[code]
    return Finding(code, words.severity, place, words.message.format(**facts), fix=words.fix)
