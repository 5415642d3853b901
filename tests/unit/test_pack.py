"""The files of a pack together: the command that writes them, and whose names they carry."""

import io
import re
import zipfile
from dataclasses import fields
from datetime import date

import pytest

from cockpit.__main__ import main
from cockpit.link.look import Look
from cockpit.pack import files
from cockpit.pack.agenda import agenda
from cockpit.pack.steady import NEVER
from cockpit.screens.view import View
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart
from queries import meeting
from queries.filters import Filters
from tests import another_city, packed
from tests.packed import content, demonstration, said

KINDS = [*files.KINDS]
NOWHERE = {"domains": ("没有",)}
LOOKS = [
    {"towns": ("豫龙镇",)},
    {"basis": "curve"},
    {"as_of": date(2022, 1, 1)},
    NOWHERE,
]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", packed.TODAY)


def texts(content: bytes) -> str:
    """Whatever stands in the parts of an Office file, and in the files within it."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            held = archive.read(name)
            if name.endswith(".xlsx"):
                found.append(texts(held))
            elif name.endswith((".xml", ".rels")):
                found.append(re.sub(r"<[^>]*>", "\n", held.decode("utf-8")))
    return "\n".join(found)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """The view of another city's ledger."""
    lake = another_city.loaded(tmp_path_factory.mktemp("another"))
    return View(marts.build(lake, lake.newest()), Look(Filters(another_city.DAY)))


@pytest.mark.parametrize("kind", KINDS)
def test_another_city_has_its_own_names(elsewhere, kind, monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", "2031-06-10")
    text = texts(content(elsewhere, kind))
    assert [name for name in another_city.NOT_SAID if name in text] == []
    assert "云岭市" in text


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_ledger_and_without_names_there_are_sentences(kind):
    nobody = View(Mart(0, marts.empty()), demonstration().look)
    text = texts(content(nobody, kind))
    assert not re.search(r"\b(None|nan|NaN|NaT|inf|<NA>)\b", text)
    assert "数据截至 2022-05-31" in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_any_look_gives_sentences_and_says_what_it_is_of(look, kind):
    seen = demonstration()
    text = texts(content(seen.at(Look(Filters(**{"as_of": date(2022, 5, 31)} | look))), kind))
    assert not re.search(r"\b(None|nan|NaN|NaT|inf|<NA>)\b", text)
    assert ("范围：" in text) == ("towns" in look or "domains" in look)
    assert ("没有项目，不判" in text) == (look == NOWHERE)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_content_gives_the_same_bytes(kind):
    first = content(demonstration(), kind)
    again = View(Mart(1, demonstration().mart.connection), demonstration().look)
    assert content(again, kind) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:  # two of one second would be equal anyhow
        assert {entry.date_time for entry in archive.infolist()} == {NEVER}
        for name in archive.namelist():
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(archive.read(name))) as inside:
                    assert {entry.date_time for entry in inside.infolist()} == {NEVER}
        told = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r">(\d{4}-[^<]*)<", told)) == {"2022-05-31T00:00:00Z"}


def test_the_meeting_is_the_next_one_of_the_day_looked_at():
    found = agenda(demonstration())
    assert (str(found.on), str(found.judged_on)) == ("2022-06-06", packed.TODAY)
    assert found.is_proposed  # it has no list yet: the first two by the score
    assert [one.project_id for one in found.items] == ["SL-2021-0012", "SL-2021-0163"]
    assert str(agenda(demonstration("2022-05-23")).on) == "2022-05-23"


def test_a_meeting_with_a_list_speaks_of_it_and_says_why(monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", "2022-05-30")
    found = agenda(demonstration(), "2022-05-30")
    asked = demonstration().ask(meeting.items)
    its = asked[asked["on_date"] == "2022-05-30"]
    assert [one.project_id for one in found.items] == [*its["project_id"]]
    assert found.items[1].chosen.startswith("替换 示例·新材料产业园一期：组卷由专班盯办")
    assert {str(one.on) for one in found.last} == {"2022-05-23"}


def test_a_decision_is_judged_by_the_day_of_the_meeting_or_today():
    found = {one.decision_id: one for one in agenda(demonstration()).last}
    assert found["YD-20220530-01"].clock == "当天到期"  # due 06-01, today
    assert found["YD-20220530-02"].lit == "◆ 调整"
    assert str(found["YD-20220530-02"].first_due) == "2022-06-02"


def test_every_file_says_the_same_figures():
    one, two = said(demonstration()), said(demonstration())
    assert one is two  # the same content, composed once for all files
    assert {field.name for field in fields(one)} >= {"moves", "lists", "projects", "leaders"}


# the command


@pytest.fixture
def store(demonstrated, monkeypatch):
    monkeypatch.setenv("COCKPIT_LAKE", str(demonstrated))


def test_the_command_writes_the_files_of_a_meeting(store, tmp_path, capsys):
    assert main(["report", "--meeting", "2022-06-06", "--out", str(tmp_path / "材料")]) == 0
    made = sorted(path.name for path in (tmp_path / "材料").iterdir())
    words = sorted(f"{kind.words}-2022-06-06-v1.{kind.ending}" for kind in files.KINDS.values())
    assert [name.removeprefix("重大项目周调度-") for name in made] == words
    told = capsys.readouterr().out
    assert "上次议定 7 件：调整 1 件，推进中 3 件，落实 3 件" in told
    assert "按得分列入：示例·新材料产业园一期、示例·城乡供水一体化" in told


def test_the_command_looks_at_the_day_that_is_asked(store, tmp_path, capsys):
    where = ["--out", str(tmp_path)]
    assert main(["report", "--meeting", "2022-05-30", "--as-of", "2022-05-27", *where]) == 0
    assert "数据截至 2022-05-27" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--meeting", "2022-06-07"], "2022-06-07 不是周一；碰头会在周一开"),
        (["--meeting", "六月"], "“六月”不是日期"),
        (["--as-of", "2022-13-01"], "不是日期"),
        (["--as-of", "2019-05-31"], "早于台账"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(store, tmp_path, capsys, asked, told):
    assert main(["report", "--out", str(tmp_path / "材料"), *asked]) == 1
    assert told in capsys.readouterr().err
    assert not (tmp_path / "材料").exists()


def test_a_folder_that_is_a_file_is_refused(store, tmp_path, capsys):
    (tmp_path / "材料").write_text("x")
    assert main(["report", "--out", str(tmp_path / "材料")]) == 1
    assert capsys.readouterr().err
