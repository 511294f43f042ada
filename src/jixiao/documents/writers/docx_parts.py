"""The parts of a Word document that are the same whatever the form: types, relations, styles, fonts, footer."""

from __future__ import annotations

from xml.sax.saxutils import escape

from jixiao.documents.writers.archive import FIXED_TIME

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FOOTER_RELATION = "rId4"

#: Faces by the names every Chinese office knows, and what may stand in for them.
LABEL_FACE = "黑体"
TEXT_FACE = "宋体"
_FACES = {
    LABEL_FACE: ("SimHei", "02010609060101010101", "modern"),
    TEXT_FACE: ("SimSun", "02010600030101010101", "auto"),
}

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_CONTENT_TYPES = f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_MIME}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_MIME}.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{_MIME}.settings+xml"/>
<Override PartName="/word/fontTable.xml" ContentType="{_MIME}.fontTable+xml"/>
<Override PartName="/word/footer1.xml" ContentType="{_MIME}.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""

_TOP_RELATIONS = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>"""

_DOCUMENT_RELATIONS = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{RELATIONS}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{RELATIONS}/settings" Target="settings.xml"/>
<Relationship Id="rId3" Type="{RELATIONS}/fontTable" Target="fontTable.xml"/>
<Relationship Id="{FOOTER_RELATION}" Type="{RELATIONS}/footer" Target="footer1.xml"/>
</Relationships>"""

# Without a Chinese w:lang a renderer may choose Japanese glyphs. No room is put between Chinese characters and digits:
# it would come back as a space when the print is read.
_STYLES = f"""<w:styles xmlns:w="{WORD}">
<w:docDefaults>
<w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{TEXT_FACE}" w:hAnsi="{TEXT_FACE}" w:eastAsia="{TEXT_FACE}" w:cs="{TEXT_FACE}"/>
<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>
<w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:style>
</w:styles>"""

_SETTINGS = f"""<w:settings xmlns:w="{WORD}">
<w:characterSpacingControl w:val="compressPunctuation"/>
<w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat>
<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/>
</w:settings>"""

_FOOTER = f"""<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>
<w:r><w:t xml:space="preserve">- </w:t></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
<w:r><w:t xml:space="preserve"> -</w:t></w:r></w:p></w:ftr>"""


def package(document: bytes, title: str) -> dict[str, bytes]:
    """Every part of the file by its name."""
    texts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _TOP_RELATIONS,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": _STYLES,
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": _FOOTER,
        "docProps/core.xml": _core(title),
    }
    parts = {name: (_DECLARATION + text).encode() for name, text in texts.items()}
    return parts | {"word/document.xml": document}


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>\n'
        for face, (other, panose, family) in _FACES.items()
    )
    return f'<w:fonts xmlns:w="{WORD}">\n{fonts}</w:fonts>'


def _core(title: str) -> str:
    return f"""<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<dc:title>{escape(title)}</dc:title><dc:creator>jixiao</dc:creator><dc:language>zh-CN</dc:language>
<dcterms:created xsi:type="dcterms:W3CDTF">{FIXED_TIME}</dcterms:created>
<dcterms:modified xsi:type="dcterms:W3CDTF">{FIXED_TIME}</dcterms:modified>
</cp:coreProperties>"""
