"""No screen says nan, None or a sentence with a hole, whatever a ledger leaves out or holds."""

import io
from collections.abc import Iterator

import openpyxl
import pytest
from given import on
from starlette.applications import Starlette

from cockpit.registry.questions import QUESTIONS
from cockpit.screens import files
from cockpit.screens.pages import PAGES
from cockpit.warehouse import mart as marts
from cockpit.web.server import routes
from tests import awkward, holes
from tests.given import ask
from tests.pages.reading import Client, charts_of, text_of
from tests.sample import SLIDES

MAY = {"as_of": awkward.AS_OF}
MONTH = {"since": "lastmonth"}
LOOKS = {  # of the pages that look otherwise by their own parameters or another day
    "": [{}, {"since": "2022-05-15"}, {"as_of": "2022-01-05"}],
    "ledger": [{}, {"indicator": "ahead"}, {"indicator": "fai_lead_pp", "region": "河南省"}],
    "targets": [{}, {"as_of": "2022-12-31"}, {"class": "专项债"}],
    "why": [
        *({**MONTH, "indicator": code} for code in ("ahead", "completed", "implemented")),
        {**MONTH, "indicator": "fai_growth"},
        {"since": "lastyear"},
        {"as_of": "2022-01-05", "since": "lastmonth"},
    ],
    "growth": [{}, {"region": "荥阳市", "against": "河南省"}],
    "indicators": [{"definition": "annual_plan"}, {"definition": "fai_lead_pp"}],
}
OF_PROJECT = {
    "bare": ("B1", "B2", "B3", "B4", "B5"),
    "tied": ("T1", "T2", "T3", "T6"),
    "hollow": ("SL-2021-0012", "SL-2022-0001", "SL-2021-0163", "SL-2021-9001"),
    "alone": (),
    "away": (),
}


@pytest.fixture(scope="module")
def ledgers(demonstrated, tmp_path_factory):
    folder = tmp_path_factory.mktemp("awkward")
    return {
        "bare": awkward.lake(folder / "bare", awkward.bare()),
        "tied": awkward.lake(folder / "tied", awkward.tied(), growth="tied"),
        "hollow": awkward.hollow(folder / "hollow", demonstrated),
        "alone": awkward.lake(folder / "alone", (), growth="alone"),
        "away": awkward.lake(folder / "away", (), growth="away"),
    }


def said(test) -> str:
    """All that a page says, what stands in its charts among it."""
    drawn = [text for chart in charts_of(test) for text in drawn_words(chart)]
    return "\n".join([holes.plain(text_of(test)), *drawn])


def drawn_words(part) -> Iterator[str]:
    """The words of a chart: names, labels and ticks."""
    if isinstance(part, dict):
        for key, inner in part.items():
            if isinstance(inner, str) and key in {"text", "name", "title"}:
                yield holes.plain(inner)
            elif key in {"text", "ticktext", "hovertext"} and isinstance(inner, list):
                yield from (holes.plain(word) for word in inner if isinstance(word, str))
            else:
                yield from drawn_words(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from drawn_words(inner)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", ["bare", "tied", "hollow"])
def test_no_page_has_a_hole(ledgers, monkeypatch, run, name, path):
    monkeypatch.setenv("COCKPIT_LAKE", str(ledgers[name].folder))
    of_project = [{"project": code} for code in OF_PROJECT[name]]
    for look in of_project if path == "project" else LOOKS.get(path, [{}]):
        text = said(run(path, **(MAY | look)))
        assert "没有画成" not in text, look
        assert holes.found(text) == [], look


@pytest.mark.parametrize("name", ["alone", "away"])
@pytest.mark.parametrize("path", ["growth", "targets", "why", ""])
def test_no_page_has_a_hole_where_only_growth_is_known(ledgers, monkeypatch, run, name, path):
    monkeypatch.setenv("COCKPIT_LAKE", str(ledgers[name].folder))
    choice = {"indicator": "fai_growth", **MONTH} if path == "why" else {}
    text = said(run(path, **MAY, **choice))
    assert "没有画成" not in text
    assert holes.found(text) == []


@pytest.mark.parametrize("name", OF_PROJECT)
def test_no_wall_or_slide_has_a_hole(ledgers, monkeypatch, name):
    monkeypatch.setenv("COCKPIT_LAKE", str(ledgers[name].folder))
    client = Client(Starlette(routes=routes.routes()))
    for path in ("wall", *(f"wall/{slide}" for slide in SLIDES)):
        for day in (awkward.AS_OF, "2022-01-05"):
            answer = client.get(f"/{path}?as_of={day}", accept_encoding="identity")
            # the frame's clock is set by its script
            text = holes.plain(answer.text.replace("显示 <b></b> 的画面", ""))
            assert answer.status_code == 200, (path, day)
            assert holes.found(text) == [], (path, day)


@pytest.mark.parametrize("name", ["bare", "tied", "hollow"])
def test_no_download_holds_a_word_for_nothing(ledgers, name):
    mart = marts.build(ledgers[name], ledgers[name].newest()).connection
    for question, entry in QUESTIONS.items():
        if not entry.columns:
            continue
        answer = ask(mart, question, on(awkward.AS_OF))
        held = tuple(column for column in entry.columns if column.name in answer)
        text = files.as_csv(answer, held).decode("utf-8-sig")
        book = openpyxl.load_workbook(io.BytesIO(files.as_xlsx(answer, held, question, {})))
        cells = [str(c.value) for row in book["数据"] for c in row if c.value is not None]
        assert not holes.NOTHING.search("\n".join([text, *cells])), question


def test_a_zero_plan_and_nulls_give_dashes_not_words(ledgers, monkeypatch, run):
    """B2: a bond without a batch, a problem without a service. T1: nothing issued, no rate."""
    monkeypatch.setenv("COCKPIT_LAKE", str(ledgers["bare"].folder))
    text = holes.plain(text_of(run("project", **MAY, project="B2")))
    assert "完成 0.00 亿元，有问题超期" in text
    assert "—用款截至 2022-04-30" in text
    monkeypatch.setenv("COCKPIT_LAKE", str(ledgers["tied"].folder))
    text = holes.plain(text_of(run("project", **MAY, project="T1")))
    assert "专项债 0.00 亿元\n" in text
    text = holes.plain(text_of(run("project", **MAY, project="T2")))
    assert "责任单位 同 → 未填" in text
    text = holes.plain(text_of(run("growth", **MAY)))
    assert "荥阳比全国高 11.5 个百分点，与河南和郑州持平" in text
    assert "荥阳 10.0%，与 10% 目标持平，高于全国，与河南和郑州持平" in text


@pytest.mark.parametrize(
    "hole",
    [
        "nan —", "卡在None", "比河南持平 个百分点", "年计划 万元，", "截至 ；", "甲，。", "（）",
        "用了 —%", "甲 · · 乙", "，乙", "−0.0", "+0", "荥阳比高 3.0 个百分点",
    ],
)  # fmt: skip
def test_a_hole_is_found(hole):
    assert holes.found(hole)


def test_what_is_whole_is_no_hole():
    whole = "截至 2022-05-31，比全国高 11.5 个百分点；计划 —，−0.3%，1—4月，完成率（%）、0–0 亿元。"
    assert holes.found(whole) == []
