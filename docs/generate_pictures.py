"""Make the pictures of docs/pictures from real outputs, on a Linux machine with a few programs.

It needs chromium, poppler (pdftoppm), LibreOffice, Xvfb, xdotool and ImageMagick, and the fonts
Noto Sans CJK: ``python docs/generate_pictures.py``. Look at the pictures before you commit them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SCREEN = ":77"


def main() -> None:
    """Every picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one_digit_too_many(folder)
        for example in ("broken.xlsx", "filled.xlsx"):
            shutil.copy(ROOT / "examples" / example, folder)
        run(folder, "broken.xlsx", "-F", "html=broken.html", "-F", "xlsx")
        run(folder, "suqian-2024.xlsx", "-F", "html=cross.html")
        run(folder, "broken.xlsx", "filled.xlsx", "suqian-2024.xlsx", "-F", "html=several.html")
        shot(folder / "broken.html", "page.png", 1280, 860)
        shot(folder / "broken.html", "page-dark.png", 1280, 860, "--force-dark-mode")
        shot(folder / "cross.html", "page-cross-tab.png", 1366, 980)
        shot(folder / "several.html", "page-index.png", 1280, 330)
        printed(folder / "broken.html", "page-printed.png")
        book = folder / "broken.检查结果.xlsx"
        calc(book, "workbook-list.png")
        calc(book, "workbook-table.png", "key ctrl+Next", "mousemove 650 300", "mousemove 848 474")
    for picture in PICTURES.glob("*.png"):
        fewer = ("-strip", "-dither", "None", "-colors", "160", f"png8:{picture}")
        subprocess.run(["convert", picture, *fewer], check=True)


def one_digit_too_many(folder: Path) -> None:
    """A published cross-tab in which one cell says 10 for 0."""
    book = openpyxl.load_workbook(ROOT / "tests" / "tables" / "suqian-2024.xlsx")
    book.active["W24"] = 10
    book.save(folder / "suqian-2024.xlsx")


def run(folder: Path, *arguments: str) -> None:
    """Run the command in a folder; findings are no failure."""
    done = subprocess.run(
        [sys.executable, "-m", "tablecheck", *arguments, "--lang", "zh"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode in (0, 1)


def chromium(*arguments: str) -> None:
    """Run a headless browser once, with a profile of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}")
        subprocess.run(
            ["chromium", *options, *arguments], capture_output=True, timeout=90, check=True
        )


def shot(page: Path, name: str, width: int, height: int, *more: str) -> None:
    """A picture of a page in a window."""
    size = f"--window-size={width},{height}"
    picture = f"--screenshot={PICTURES / name}"
    chromium("--hide-scrollbars", size, *more, picture, page.as_uri())


def printed(page: Path, name: str) -> None:
    """The first pages of a printed page, side by side."""
    folder = page.parent
    paper = folder / "paper.pdf"
    chromium("--no-pdf-header-footer", f"--print-to-pdf={paper}", page.as_uri())
    subprocess.run(["pdftoppm", "-r", "75", "-l", "3", "-png", paper, folder / "paper"], check=True)
    sheets = sorted(folder.glob("paper-*.png"))
    subprocess.run(
        ["convert", *sheets, "-bordercolor", "#999", "-border", "1", "+append", PICTURES / name],
        check=True,
    )


def calc(book: Path, name: str, *steps: str) -> None:
    """A picture of LibreOffice Calc after some steps of the keyboard and the mouse."""
    screen = subprocess.Popen(["Xvfb", SCREEN, "-screen", "0", "1400x900x24"])
    shown = {**os.environ, "DISPLAY": SCREEN, "LC_ALL": "C.UTF-8"}
    profile = (book.parent / "profile").as_uri()
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile}", "--norestore", "--nologo", "--calc", book],
        env=shown,
    )
    try:
        time.sleep(12)
        window = "search --onlyvisible --name Calc windowmove 0 0 windowsize 1400 900 windowfocus"
        for step in (window, *steps):
            subprocess.run(["xdotool", *step.split()], env=shown, check=True)
            time.sleep(2)
        time.sleep(2)
        subprocess.run(["import", "-window", "root", PICTURES / name], env=shown, check=True)
    finally:
        for process in (office, screen):
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    main()
