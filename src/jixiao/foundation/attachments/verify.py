"""Whether every attachment is still the file that was uploaded."""

from __future__ import annotations

from jixiao.foundation.attachments import store
from jixiao.foundation.attachments.models import Attachment
from jixiao.foundation.identity import acting_as, system_actor
from jixiao.rules.findings import Finding


def verify() -> list[Finding]:
    """Recomputes all hashes: missing, changed and surplus contents as findings; none when all is well."""
    with acting_as(system_actor("attachments")):
        rows = list(Attachment.objects.order_by("id").values_list("id", "name", "sha256", "size"))
    contents = dict(store.stored())
    damaged = {sha256 for sha256, path in contents.items() if store.digest_of(path) != sha256}
    found: list[Finding] = []
    for number, name, sha256, size in rows:
        place = f"附件 {number}“{name}”"
        if sha256 not in contents:
            found.append(
                Finding("attachment.missing", "error", place, f"内容不见了（sha256 {sha256}）。", fix="请从备份恢复。")
            )
        elif sha256 in damaged or contents[sha256].stat().st_size != size:
            found.append(
                Finding(
                    "attachment.differs",
                    "error",
                    place,
                    f"内容与上传时不同（应为 sha256 {sha256}）。",
                    fix="请从备份恢复，并查明谁动过安装目录。",
                )
            )
    known = {sha256 for _, _, sha256, _ in rows}
    for sha256 in sorted(contents.keys() - known):
        found.append(
            Finding(
                "attachment.without_row",
                "note",
                f"attachments/{sha256[:2]}/{sha256[2:]}",
                "没有记录指向这个文件：上传被取消时会留下，不影响使用。",
                fix="可以删除。",
            )
        )
    return found
