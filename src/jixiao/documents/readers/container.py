"""ZIP containers (DOCX, XLSX, ODS, …) opened with care: sizes are counted while unpacking, not believed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from lxml import etree

from jixiao.documents.readers.reading import Reading, Refused

_ENCRYPTED_BIT = 0x1
_CHUNK = 1 << 16


class Container:
    """The members of a ZIP file by name; nothing is written to disk, containers inside are never opened."""

    def __init__(self, data: bytes, reading: Reading) -> None:
        self._reading = reading
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as broken:
            # The list of members stands at the end of a ZIP file: without it the end is missing.
            raise reading.refuse("file.truncated") from broken
        members = self._zip.infolist()
        if len(members) > reading.limits.members_max:
            raise reading.refuse("file.bomb", reason=f"内含 {len(members)} 个文件")
        # Some programs write backslashes; a name that stands twice means its last entry.
        self._members = {info.filename.replace("\\", "/").lstrip("/"): info for info in members}
        self._lower = {name.lower(): info for name, info in self._members.items()}  # part names ignore case (OPC)
        if members and all(info.flag_bits & _ENCRYPTED_BIT for info in members if not info.is_dir()):
            raise reading.refuse("file.encrypted")

    @property
    def names(self) -> Iterator[str]:
        """Every member's name."""
        return iter(self._members)

    def has(self, name: str) -> bool:
        """Whether there is such a member."""
        return name.lower() in self._lower

    def open(self, name: str) -> IO[bytes]:
        """A member as a stream that stops at the limits; raises ``Refused`` at the first byte too many."""
        info = self._lower.get(name.lower())
        if info is None:
            raise self._reading.refuse("file.damaged", kind="压缩容器", reason=f"缺少 {name}")
        if info.flag_bits & _ENCRYPTED_BIT:
            raise self._reading.refuse("file.encrypted")
        return io.BufferedReader(_Counted(self, info), _CHUNK)  # type: ignore[type-var]

    def read(self, name: str) -> bytes:
        """A whole member."""
        with self.open(name) as stream:
            return stream.read()

    def unpack(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """A member's bytes in pieces, counted against what it takes packed and against the whole container."""
        limits = self._reading.limits
        size = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._unpacked += len(chunk)
                    swollen = size > limits.unpacked_ratio_max * max(info.compress_size, 1)
                    if self._unpacked > limits.unpacked_bytes_max or (
                        size > limits.unpacked_unsuspected_bytes and swollen
                    ):
                        raise self._reading.refuse("file.bomb", reason=f"{info.filename} 已超过 {size // 2**20} MB")
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as broken:
            raise self._reading.refuse("file.damaged", kind="压缩容器", reason=f"{info.filename} 解不开") from broken


class _Counted(io.RawIOBase):
    """The pieces of a member as a file."""

    def __init__(self, container: Container, info: zipfile.ZipInfo) -> None:
        self._pieces = container.unpack(info)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def xml_tree(content: bytes, reading: Reading, name: str) -> etree._Element:
    """The root of an XML part, without entities, network or unbounded depth."""
    refuse_entities(content[:4096], reading)
    reading.refuse_too_many_marks(content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as broken:
        raise xml_refusal(broken, name, reading) from broken


def xml_refusal(broken: etree.XMLSyntaxError, name: str, reading: Reading) -> Refused:
    """What to say of a part that does not parse: damage, or a size the parser itself refuses (10 MB in one text, 256
    levels), which no form comes near.
    """
    if "huge" in str(broken).lower():
        return reading.refuse("file.bomb", reason=f"{name} 里有过长的文字或过深的嵌套")
    return reading.refuse("file.damaged", kind="XML", reason=f"{name} 第{broken.lineno}行不合语法")


def refuse_entities(head: bytes, reading: Reading) -> None:
    """Office formats allow no document type; one is there only to define entities that swell."""
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise reading.refuse("file.bomb", reason="XML 里定义了实体")


def local_name(element: etree._Element) -> str:
    """A tag without its namespace, so that the transitional and strict variants read alike; "" for non-elements."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str, default: str = "") -> str:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return default
