"""Files of the archive."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from jixiao.foundation.registers.register import Register, Stage
from jixiao.systems.contracts.models import ArchiveFile
from jixiao.systems.contracts.registers.common import SYSTEM

ARCHIVE_FILES = Register(
    name="archive-files",
    title=gettext_noop("档案"),
    model=ArchiveFile,
    system=SYSTEM,
    about=gettext_noop("合同、验收、巡检等形成的档案：是否齐全，保管多久，放在哪里。"),
    fields=(
        "number", "programme", "about_kind", "about_number", "title", "filed_on", "is_complete", "retention",
        "location",
    ),
    identity=("number",),
    happened="filed_on",
    listed=("number", "title", "about_kind", "about_number", "filed_on", "is_complete", "retention"),
    searched=("number", "title", "about_number"),
    stages=(
        Stage("file", gettext_noop("归档"), gettext_noop("已归档"), "filed_on", "●", asks=("retention", "location")),
    ),
)  # fmt: skip
REGISTERS = (ARCHIVE_FILES,)
