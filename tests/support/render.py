"""Documents as pictures, for looking at them: PDF by poppler, office files by LibreOffice, HTML by Chromium.

``python -m tests.support.render FILE… -o FOLDER`` puts a PNG a page into the folder.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path


def as_pdf(document: Path, folder: Path) -> Path:
    """The document printed by a renderer that is not ours; a PDF is itself.

    Raises FileNotFoundError when the renderer is not installed.
    """
    if document.suffix == ".pdf":
        return document
    target = folder / f"{document.stem}-{document.suffix[1:]}.pdf"
    if document.suffix == ".html":
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run(
            [chromium, *arguments, f"--print-to-pdf={target}", document.resolve().as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return target
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                profile,
                str(document),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        shutil.move(Path(profile) / f"{document.stem}.pdf", target)
    return target


def pictures(document: Path, folder: Path, resolution: int = 80) -> list[Path]:
    """A PNG a page."""
    printed = as_pdf(document, folder)
    stem = folder / f"{document.stem}-{document.suffix[1:]}"
    subprocess.run(["pdftoppm", "-r", str(resolution), "-png", str(printed), str(stem)], check=True, timeout=120)
    return sorted(folder.glob(f"{stem.name}-*.png"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path())
    parser.add_argument("-r", "--resolution", type=int, default=80)
    chosen = parser.parse_args()
    chosen.output.mkdir(parents=True, exist_ok=True)
    for file in chosen.files:
        for picture in pictures(file, chosen.output, chosen.resolution):
            print(picture)


if __name__ == "__main__":
    main()
