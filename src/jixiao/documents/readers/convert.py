"""DOC, WPS, RTF and Word XML by way of LibreOffice, where it is installed; elsewhere they are refused with advice.

LibreOffice runs alone in a folder of its own that is removed afterwards, with a fresh profile (in which macros do not
run), for a bounded time and with bounded memory. ``JIXIAO_CONVERTER`` names another program of its kind; set to
nothing it switches conversion off.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from jixiao.documents.readers.docx import read_docx
from jixiao.documents.readers.reading import Reading
from jixiao.documents.sheets import Sheet

#: Kind → (extension to hand over, code of the refusal where there is no converter).
CONVERTED = {
    "doc": (".doc", "file.doc_needs_converting"),
    "word-xml": (".xml", "file.doc_needs_converting"),
    "rtf": (".rtf", "file.rtf_needs_converting"),
}
_SECONDS_MAX = 40
_MEMORY_MAX = 2 * 2**30


def read_converted(data: bytes, reading: Reading) -> list[Sheet]:
    """The document as DOCX, read as such; refused where no converter is installed or it fails."""
    extension, refusal = CONVERTED[reading.kind]
    converter = _converter()
    converted = _convert(data, extension, converter) if converter else b""
    if not converted:
        raise reading.refuse(refusal)
    sheets = read_docx(converted, reading)
    reading.note("file.converted", kind=extension.strip(".").upper())
    return sheets


def _converter() -> str:
    named = os.environ.get("JIXIAO_CONVERTER")
    if named is not None:
        return shutil.which(named) or "" if named else ""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def _convert(data: bytes, extension: str, converter: str) -> bytes:
    """The DOCX, or nothing where the program fails, hangs or writes none."""
    with tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"source{extension}"
        source.write_bytes(data)
        command = [converter, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "docx", "--outdir", str(folder), str(source)]
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            _run(command)
            return (folder / "source.docx").read_bytes()
    return b""


def _run(command: list[str]) -> None:
    """Runs the program to its end, or ends it with all that it started when its time is up."""
    own_session = sys.platform != "win32"
    # The program is the administrator's own; the file's name and content never reach a shell.
    process = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=own_session,
        preexec_fn=_bound_memory if own_session else None,
    )
    try:
        process.wait(_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        if sys.platform != "win32":
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        raise


def _bound_memory() -> None:
    """The converter's own bound: the one that holds our reader is too narrow for a whole office program."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = _MEMORY_MAX if hard == resource.RLIM_INFINITY else min(_MEMORY_MAX, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
