"""No sentence of a deck or of a pack has a hole, on whatever day and of whatever ledger."""

import io
import re
import zipfile
from datetime import date

import pytest

from cockpit.link.look import Look
from cockpit.pack import deck, files
from cockpit.pack.said import compose
from cockpit.screens import render
from cockpit.screens.view import View
from cockpit.warehouse.mart import build
from queries.filters import Filters
from tests import awkward, holes, packed
from tests.sample import mart_without_ledger, sample_mart

LAST = date(2022, 5, 31)
DAYS = ("2022-05-18", "2022-03-31", "2022-01-10", "2021-06-01")
LEDGERS = {
    "bare": (awkward.bare, ""),
    "tied": (awkward.tied, "tied"),
    "elsewhere": (awkward.elsewhere, "elsewhere"),
}
TABLE = re.compile(r"<(?:a|w):tbl>.*?</(?:a|w):tbl>", re.DOTALL)  # its cells may say — alone


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", packed.TODAY)


def found(view):
    """The holes in all that is said at a meeting of a view."""
    said = compose(view)
    document = render.deck_document(deck.compose(view, said))
    holes_of = [f"deck: {hole}" for hole in holes.found(holes.plain(document))]
    for code in ("slides", "notice", "weekly"):
        words = "\n".join(paragraphs(files.written(said, files.KINDS[code])))
        holes_of += [f"{code}: {hole}" for hole in holes.found(words)]
    return holes_of


def paragraphs(content):
    """The paragraphs outside of tables, of all the parts of an Office file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not re.fullmatch(r"(?:word|ppt/slides|ppt/notesSlides)/\w+\.xml", name):
                continue
            xml = TABLE.sub("", archive.read(name).decode())
            for one in re.findall(r"<(?:a|w):p[ >].*?</(?:a|w):p>", xml, re.DOTALL):
                yield re.sub(r"<[^>]+>", "", one)


@pytest.mark.parametrize("day", DAYS)
def test_a_day_of_the_demonstration(day):
    look = Look(Filters(date.fromisoformat(day)))
    assert found(View(sample_mart(), look, newest_on=LAST)) == []


def test_no_ledger():
    view = View(mart_without_ledger(), Look(Filters(LAST)), newest_on=LAST)
    assert found(view) == []


@pytest.mark.parametrize("name", LEDGERS)
def test_an_almost_empty_ledger(name, tmp_path):
    rows, growth = LEDGERS[name]
    lake = awkward.lake(tmp_path / "lake", rows(), growth)
    mart = build(lake, lake.newest())
    for day in (LAST, date(2022, 1, 10)):
        assert found(View(mart, Look(Filters(day)), newest_on=LAST)) == [], day


def test_a_ledger_without_what_it_may_leave_out(demonstrated, tmp_path):
    lake = awkward.hollow(tmp_path / "lake", demonstrated)
    view = View(build(lake, lake.newest()), Look(Filters(LAST)), newest_on=LAST)
    assert found(view) == []
