"""The pack as LibreOffice draws it: pictures in shots/pack to look at, and its own arithmetic.

It is not among what the tests install (300 MB): without it these are skipped. On Debian:
apt-get install libreoffice-impress libreoffice-writer libreoffice-calc poppler-utils fonts-noto-cjk
"""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from cockpit.pack import files
from cockpit.settings import ROOT
from tests import packed
from tests.packed import content, demonstration

TOOLS = ("soffice", "pdftoppm")
PAGES = {"slides": (7, 7), "notice": (4, 7), "weekly": (4, 8), "tables": (8, 10)}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(map(shutil.which, TOOLS)),
        reason="no LibreOffice and poppler here: see the module's docstring",
    ),
]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", packed.TODAY)


def converted(folder: Path, path: Path, to: str) -> Path:
    """The file as LibreOffice writes it."""
    done = subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--convert-to", to, "--outdir", str(folder / "made"), str(path),
        ],
        capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    made = folder / "made" / f"{path.stem}.{to}"
    assert made.exists(), done.stdout + done.stderr
    return made


@pytest.fixture(scope="module")
def pictures():
    folder = ROOT / "shots" / "pack"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("code", [*files.KINDS])
def test_it_is_drawn_page_by_page_and_no_page_is_empty(code, tmp_path, pictures):
    path = tmp_path / f"{code}.{files.KINDS[code].ending}"
    path.write_bytes(content(demonstration(), code))
    pdf = converted(tmp_path, path, "pdf")
    for old in pictures.glob(f"{code}-*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", "80", "-png", str(pdf), str(pictures / code)], check=True)
    drawn = sorted(pictures.glob(f"{code}-*.png"))
    fewest, most = PAGES[code]
    assert fewest <= len(drawn) <= most
    for page in drawn:
        with Image.open(page) as picture:
            dark = sum(picture.convert("L").histogram()[:128])
        assert dark > 400, page.name  # some text


def test_another_program_works_out_the_same_rates(tmp_path):
    """Our own values are taken out first: what is read is what LibreOffice calculated."""
    path = tmp_path / "tables.xlsx"
    path.write_bytes(content(demonstration(), "tables"))
    shown = openpyxl.load_workbook(path, data_only=True)
    bare = openpyxl.load_workbook(path)  # openpyxl keeps formulas and no values
    bare.save(tmp_path / "bare.xlsx")
    made = openpyxl.load_workbook(
        converted(tmp_path, tmp_path / "bare.xlsx", "xlsx"), data_only=True
    )
    compared = 0
    for sheet in bare:
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    ours = shown[sheet.title][cell.coordinate].value
                    theirs = made[sheet.title][cell.coordinate].value
                    where = f"{sheet.title}!{cell.coordinate} {cell.value}"
                    expected = ours if isinstance(ours, str) else pytest.approx(ours)
                    assert theirs == expected, where
                    compared += 1
    assert compared > 200
