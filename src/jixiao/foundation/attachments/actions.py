"""Adding, withdrawing and handing out attachments."""

from __future__ import annotations

import json

from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.utils import timezone

from jixiao.foundation.attachments import store
from jixiao.foundation.attachments.content import checked, size_max
from jixiao.foundation.attachments.models import Attachment
from jixiao.foundation.identity import current
from jixiao.foundation.transitions import Refused


def attach(*, name: str, content: bytes, owner_id: int, subject: str = "", subject_id: int | None = None) -> Attachment:
    """Stores a file and adds it to a subject; the same file under the same name is added once.

    Without a subject it is on its way in (an import, a form to be read) and may be given one later by
    :func:`add_to`. Raises :class:`Refused` for what may not be uploaded.
    """
    upload = checked(name, content, timezone.localdate())
    sha256 = store.keep(upload.content)
    same = {"subject": subject, "subject_id": subject_id, "sha256": sha256, "name": upload.name, "withdrawn_at": None}
    found = Attachment.objects.filter(**same, owner_id=owner_id).first() if subject_id is not None else None
    return found or Attachment.objects.create(
        **same,
        owner_id=owner_id,
        size=len(upload.content),
        kind=upload.kind,
        media_type=upload.media_type,
        uploaded_by_id=current().person,
        happened_at=timezone.now(),
    )


def uploaded(file: UploadedFile) -> bytes:
    """The content of an upload; refused before it is read when it is too large."""
    limit = size_max(timezone.localdate())
    if file.size is None or file.size > limit:
        raise Refused(
            "attachment.too_large",
            f"“{file.name}”超过 {limit // 2**20} 兆字节。请压缩图片或拆分后再上传。",
            status=422,
        )
    content: bytes = file.read()
    return content


def add_to(attachment: Attachment, subject: str, subject_id: int) -> None:
    """Gives a file on its way in its subject."""
    locked = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if locked.subject or locked.subject_id is not None:
        raise Refused("attachment.has_subject", f"“{locked.name}”已经是别处的附件，不能再挪用。请重新上传。")
    attachment.subject, attachment.subject_id = subject, subject_id
    attachment.save(update_fields=["subject", "subject_id"])


def withdraw(attachment: Attachment, reason: str) -> None:
    """Takes a file back; its row and its content stay for the audit."""
    if not reason.strip():
        raise Refused("attachment.reason_missing", "撤回附件必须写明理由。", status=422)
    locked = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if locked.withdrawn_at is not None:
        raise Refused("attachment.withdrawn", f"“{locked.name}”已经撤回。")
    attachment.withdrawn_at, attachment.withdrawn_reason = timezone.now(), reason.strip()
    attachment.save(update_fields=["withdrawn_at", "withdrawn_reason"])


def content_for_download(attachment: Attachment) -> bytes:
    """The content, proven against its hash; the history remembers who took it."""
    try:
        content = store.read(attachment.sha256)
    except (FileNotFoundError, ValueError) as lost:
        raise Refused(
            "attachment.damaged",
            f"“{attachment.name}”的内容缺失或已损坏，不能下载。请系统管理员运行 jixiao doctor 并从备份恢复。",
        ) from lost
    with connection.cursor() as cursor:
        details = json.dumps({"name": attachment.name, "sha256": attachment.sha256}, ensure_ascii=False)
        cursor.execute(
            "SELECT history.note('attachment.download', %s, %s, %s::jsonb)",
            [str(attachment.pk), attachment.owner_id, details],
        )
    return content
