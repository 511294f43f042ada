"""What may be uploaded: told by the content, not by the name alone."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from jixiao.documents.readers.container import Container
from jixiao.documents.readers.detect import LABELS, recognise
from jixiao.documents.readers.limits import DEFAULT_LIMITS
from jixiao.documents.readers.reading import Reading
from jixiao.documents.readers.reading import Refused as Unreadable
from jixiao.foundation.transitions import Refused
from jixiao.parameters import parameter

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "doc": "application/msword",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "text": "text/plain",
    "png": "image/png",
    "jpeg": "image/jpeg",
}
_ZIPPED = frozenset({"docx", "xlsx"})


@dataclass(frozen=True, slots=True)
class Checked:
    """A name and a content that may be stored."""

    name: str
    content: bytes
    kind: str
    media_type: str


def checked(name: str, content: bytes, today: date) -> Checked:
    """The upload as it may be stored. Raises :class:`Refused` (422) with what is wrong and what to do."""
    rule = parameter("attachments.accepted").on(today).value
    name = _plain_name(name, int(rule["name_characters_max"]))
    if not content:
        raise _refused("file.empty", name, "是空的。请核对是否选对了文件。")
    if len(content) > rule["bytes_max"]:
        size = int(rule["bytes_max"]) // 2**20
        raise _refused("attachment.too_large", name, f"超过 {size} 兆字节。请压缩图片或拆分后再上传。")
    kind = _kind(name, content, rule["kinds"])
    extension = PurePosixPath(name).suffix.lower()
    if extension not in rule["kinds"][kind]:
        allowed = "、".join(rule["kinds"][kind])
        raise _refused(
            "attachment.extension_differs",
            name,
            f"内容是 {LABELS[kind]}，扩展名应是 {allowed}。请改正扩展名，或用原来的软件另存。",
        )
    return Checked(name, content, kind, _MEDIA_TYPES[kind])


def size_max(today: date) -> int:
    """The largest upload in bytes."""
    return int(parameter("attachments.accepted").on(today).value["bytes_max"])


def _kind(name: str, content: bytes, kinds: dict[str, Any]) -> str:
    reading = Reading(name, DEFAULT_LIMITS)
    try:
        kind = recognise(content, reading)
        if kind == "text" and not _is_text(content):
            kind = ""
        macros = kind in _ZIPPED and any(part.endswith("vbaProject.bin") for part in Container(content, reading).names)
    except Unreadable as unreadable:
        finding = unreadable.finding
        raise Refused(finding.code, f"“{name}”：{finding.message}{finding.fix}", status=422) from unreadable
    if macros:
        raise _refused("attachment.macros", name, "带有宏，不能上传。请另存为不带宏的文件。")
    if kind not in kinds:
        what = f"是{LABELS[kind]}，不在可上传的格式之内" if kind else "认不出是什么文件"
        allowed = "、".join(LABELS[each].partition("（")[0] for each in kinds)
        raise _refused("attachment.kind_not_accepted", name, f"{what}。可以上传：{allowed}。")
    return kind


def _is_text(content: bytes) -> bool:
    """Whether it is text throughout in one of the encodings of Chinese files: what nothing else recognised is not."""
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        if encoding == "utf-16" and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(ord(sign) < ord(" ") and sign not in "\t\n\r\f" for sign in text):
            return True
    return False


def _plain_name(name: str, characters_max: int) -> str:
    """The file's own name: no folder, no control or direction signs, no leading dot."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Zl", "Zp")).strip(" .")
    if not plain or not PurePosixPath(plain).suffix:
        raise _refused("attachment.name_missing", plain or "文件", "没有带扩展名的文件名。请改名后再上传。")
    if len(plain) > characters_max:
        raise _refused(
            "attachment.name_too_long", plain[:20] + "…", f"文件名超过 {characters_max} 个字。请改短后再上传。"
        )
    return plain


def _refused(code: str, name: str, what: str) -> Refused:
    return Refused(code, f"“{name}”{what}", status=422)
