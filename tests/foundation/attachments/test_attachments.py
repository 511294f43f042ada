"""Attachments: what comes in is checked, kept once, handed out as a download, and provably still itself."""

from __future__ import annotations

import io
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from openpyxl import Workbook

from jixiao.foundation.attachments import store
from jixiao.foundation.attachments.actions import add_to, attach, content_for_download, uploaded, withdraw
from jixiao.foundation.attachments.models import Attachment
from jixiao.foundation.attachments.queries import attachments_of
from jixiao.foundation.attachments.verify import verify
from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.transitions import Refused
from tests.support.office import Office
from tests.support.signing_in import browser_of

TEXT = "会议纪要：同意立项。\n".encode()
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF"


@pytest.fixture(autouse=True)
def empty_folder():  # type: ignore[no-untyped-def]
    """Contents outlive the test's transaction: every test begins without any."""
    for _, path in store.stored():
        path.unlink()


def workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def with_macro(book: bytes) -> bytes:
    out = io.BytesIO(book)
    with zipfile.ZipFile(out, "a") as added:
        added.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
    return out.getvalue()


def added(office: Office, name: str = "纪要.txt", content: bytes = TEXT, **more: object) -> Attachment:
    said = {"owner_id": office.organisations["国库处"].pk, "subject": "form_version", "subject_id": 5} | more
    with acting_as(office.identity("李编制")):
        return attach(name=name, content=content, **said)  # type: ignore[arg-type]


def test_a_file_is_kept_under_its_hash_for_the_installation_only(office: Office) -> None:
    attachment = added(office)
    path = store.path_of(attachment.sha256)
    assert path.read_bytes() == TEXT
    assert path.parent.name + path.name == attachment.sha256
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert (attachment.size, attachment.kind, attachment.uploaded_by_id) == (
        len(TEXT),
        "text",
        office.people["李编制"].pk,
    )


def test_the_same_content_of_two_departments_is_stored_once_and_is_two_attachments(office: Office) -> None:
    one = added(office)
    with acting_as(office.identity("赵外单位")):
        other = attach(
            name="别名.txt", content=TEXT, owner_id=office.organisations["市教育委员会"].pk, subject="x", subject_id=1
        )
    assert one.sha256 == other.sha256
    assert one.pk != other.pk
    assert len(list(store.stored())) == 1
    with acting_as(office.identity("赵外单位")):
        assert list(Attachment.objects.all()) == [other]


def test_the_same_file_added_twice_to_a_subject_is_one_attachment(office: Office) -> None:
    assert added(office).pk == added(office).pk
    with acting_as(office.identity("李编制")):
        assert attachments_of("form_version", 5).count() == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.txt", b"", "file.empty"),
        ("大.txt", b"a" * (20 * 2**20 + 1), "attachment.too_large"),
        ("程序.pdf", b"\x7fELF" + bytes(200), "attachment.kind_not_accepted"),
        ("程序.txt", b"MZ\x90\x00" + bytes(200), "attachment.kind_not_accepted"),
        ("网页.html", b"<html><script>alert(1)</script></html>", "attachment.kind_not_accepted"),
        ("网页.txt", b"<html><script>alert(1)</script></html>", "attachment.kind_not_accepted"),
        ("图.svg", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "attachment.kind_not_accepted"),
        ("图.pdf", PNG, "attachment.extension_differs"),
        ("文件.exe", PDF, "attachment.extension_differs"),
        ("宏.xlsx", with_macro(workbook()), "attachment.macros"),
        ("坏.xlsx", workbook()[:300], "file.truncated"),
        ("没有扩展名", TEXT, "attachment.name_missing"),
        ("很长" * 70 + ".txt", TEXT, "attachment.name_too_long"),
    ],
)
def test_what_may_not_come_in_is_refused_by_content_with_its_code_and_nothing_is_kept(
    office: Office, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        added(office, name, content)
    assert (refused.value.code, refused.value.status) == (code, 422)
    assert not list(store.stored())


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("批复.pdf", PDF, "pdf"),
        ("表.xlsx", workbook(), "xlsx"),
        ("照片.PNG", PNG, "png"),
        ("照片.jpeg", b"\xff\xd8\xff\xe0" + bytes(20), "jpeg"),
        ("国标.csv", "单位,金额\n国库处,1\n".encode("gb18030"), "text"),
        ("统一码.txt", "同意".encode("utf-16"), "text"),
    ],
)
def test_office_files_come_in(office: Office, name: str, content: bytes, kind: str) -> None:
    assert added(office, name, content).kind == kind


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/纪要.txt", "纪要.txt"),
        ("C:\\桌面\\纪要.txt", "纪要.txt"),
        ("纪\r\n要\u202etxt.txt", "纪要txt.txt"),
        (" .纪要.txt ", "纪要.txt"),
    ],
)
def test_a_name_is_a_name_and_no_path_or_trick(office: Office, sent: str, kept: str) -> None:
    assert added(office, sent).name == kept


def test_an_upload_too_large_is_refused_before_it_is_read() -> None:
    file = SimpleUploadedFile("大.pdf", b"")
    file.size = 21 * 2**20
    with pytest.raises(Refused) as refused:
        uploaded(file)
    assert refused.value.code == "attachment.too_large"


def test_a_download_is_never_a_page_and_the_history_knows_who_took_it(office: Office) -> None:
    attachment = added(office, "附件 1；“批复”.txt")
    answer = browser_of(office.people["李编制"]).get(f"/attachments/{attachment.pk}/")
    assert answer.content == TEXT
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E9%99%84%E4%BB%B6%201")
    assert "sandbox" in answer["Content-Security-Policy"]
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute("SELECT row_id, person_id FROM history.entry WHERE subject = 'attachment.download'")
        assert cursor.fetchall() == [(str(attachment.pk), office.people["李编制"].pk)]


def test_a_file_of_another_department_a_withdrawn_one_and_no_file_are_not_there(office: Office) -> None:
    attachment = added(office)
    assert browser_of(office.people["赵外单位"]).get(f"/attachments/{attachment.pk}/").status_code == 404
    mine = browser_of(office.people["李编制"])
    assert mine.get("/attachments/999999/").status_code == 404
    with acting_as(office.identity("李编制")):
        withdraw(attachment, "传错了")
    assert mine.get(f"/attachments/{attachment.pk}/").status_code == 404


def test_a_download_is_asked_for_by_get_only(office: Office) -> None:
    attachment = added(office)
    assert browser_of(office.people["李编制"]).post(f"/attachments/{attachment.pk}/").status_code == 405


def test_withdrawing_needs_a_reason_and_happens_once(office: Office) -> None:
    attachment = added(office)
    with acting_as(office.identity("李编制")):
        with pytest.raises(Refused, match="理由"):
            withdraw(attachment, " ")
        withdraw(attachment, "传错了")
        with pytest.raises(Refused, match="已经撤回"):
            withdraw(attachment, "再来一次")
        assert not attachments_of("form_version", 5)
    assert store.path_of(attachment.sha256).exists()


def test_a_file_on_its_way_in_gets_one_subject(office: Office) -> None:
    attachment = added(office, subject="", subject_id=None)
    with acting_as(office.identity("李编制")):
        add_to(attachment, "form_version", 9)
        assert list(attachments_of("form_version", 9)) == [attachment]
        with pytest.raises(Refused) as refused:
            add_to(attachment, "form_version", 10)
    assert refused.value.code == "attachment.has_subject"


def test_not_even_the_database_lets_a_row_name_another_content(office: Office) -> None:
    attachment = added(office)
    with (
        pytest.raises(IntegrityError, match="附件一经上传不能修改"),
        acting_as(office.identity("李编制")),
        transaction.atomic(),
    ):
        Attachment.objects.filter(pk=attachment.pk).update(sha256="0" * 64)
    with pytest.raises(DatabaseError, match="permission denied"), acting_as(system_actor("test")):
        attachment.delete()


def test_nobody_adds_a_file_to_another_organisation(office: Office) -> None:
    with pytest.raises(DatabaseError, match="row-level security"):
        added(office, owner_id=office.organisations["市教育委员会"].pk)


def test_all_is_well_until_a_content_changes_vanishes_or_has_no_row(office: Office) -> None:
    changed, lost = added(office), added(office, "批复.pdf", PDF)
    assert verify() == []
    path = store.path_of(changed.sha256)
    path.write_bytes(TEXT.replace("同意".encode(), "驳回".encode()))
    store.path_of(lost.sha256).unlink()
    store.keep(b"left behind")
    assert [(finding.code, finding.severity) for finding in verify()] == [
        ("attachment.differs", "error"),
        ("attachment.missing", "error"),
        ("attachment.without_row", "note"),
    ]


def test_a_damaged_content_is_not_handed_out_and_heals_when_uploaded_again(office: Office) -> None:
    attachment = added(office)
    store.path_of(attachment.sha256).write_bytes(b"something else")
    with acting_as(office.identity("李编制")), pytest.raises(Refused) as refused:
        content_for_download(attachment)
    assert refused.value.code == "attachment.damaged"
    assert browser_of(office.people["李编制"]).get(f"/attachments/{attachment.pk}/").status_code == 409
    added(office)
    assert verify() == []


def test_a_place_outside_the_folder_cannot_be_named() -> None:
    for name in ("../../secrets/django", "A" * 64, "0" * 63):
        with pytest.raises(ValueError, match="sha256"):
            store.path_of(name)
    assert Path(os.environ["JIXIAO_HOME"]) in store.path_of("0" * 64).parents


def test_many_who_store_the_same_content_at_once_leave_one_whole_file() -> None:
    content = os.urandom(300_000)
    with ThreadPoolExecutor(8) as threads:
        kept = set(threads.map(lambda _: store.keep(content), range(32)))
    assert len(kept) == 1
    (path,) = [path for _, path in store.stored()]
    assert path.read_bytes() == content
    assert [each.name for each in path.parent.iterdir()] == [path.name], "nothing unfinished stays behind"
