"""版本: who changed what, what each version says of a day, what was said anew, and undo."""

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from cockpit.errors import WritingClosed
from cockpit.intake import corrections, meetings, undoing
from cockpit.intake.corrections import Reason
from cockpit.intake.meetings import Seen
from cockpit.screens.history import restated
from cockpit.screens.history.data import READS, history_data
from cockpit.warehouse.inbox import AUTHOR
from cockpit.warehouse.lake import Lake
from cockpit.web import history as widgets
from cockpit.web.server.writing import Writer
from cockpit.web.view import view_of
from tests.pages.reading import plain, text_of

CELL = ("progress_report", "SL-2021-0001|2022-05-31", "completed_wan")
DAY = {"as_of": "2022-05-31"}


@pytest.fixture(scope="module")
def corrected(demonstrated, tmp_path_factory):
    """A figure corrected by 0.2 亿元 as version 2, taken back as 3, another as 4."""
    folder = tmp_path_factory.mktemp("history") / "lake"
    shutil.copytree(demonstrated, folder)
    lake = Lake(folder)
    corrections.set_value(lake, CELL, "8551", Reason("甲", "漏了一笔"))  # 6,551 before
    undoing.undo(lake, 2, Reason("乙", "看错了"))
    cell = (CELL[0], "SL-2021-0002|2022-05-31", CELL[2])
    corrections.set_value(lake, cell, "8320", Reason("甲", "两位颠倒"))  # 8,311 before
    return lake


@pytest.fixture
def store(corrected, monkeypatch):
    monkeypatch.setenv("COCKPIT_LAKE", str(corrected.folder))
    return corrected


@pytest.fixture
def own(corrected, tmp_path, monkeypatch):
    """A copy to write into."""
    shutil.copytree(corrected.folder, tmp_path / "lake")
    monkeypatch.setenv("COCKPIT_LAKE", str(tmp_path / "lake"))
    return Lake(tmp_path / "lake")


@pytest.fixture
def open_to_all(monkeypatch):
    monkeypatch.setattr(widgets.writing, "closed", lambda: None)
    monkeypatch.setattr(widgets.writing, "writer", lambda: Writer("丙"))


def test_the_version_that_a_meeting_was_kept_with_says_so(own, run, monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", "2022-06-06")
    seen = Seen(date(2022, 5, 31), 3, "a" * 64)
    meetings.pin(own, date(2022, 6, 6), seen, "丙", today=date(2022, 6, 6))
    said = plain(text_of(run("history", **DAY)), " ")
    assert said.count("06-06 会议所用") == 1
    assert said.index("两位颠倒") < said.index("06-06 会议所用") < said.index("漏了一笔")


def test_versions_stand_newest_first_with_who_and_why(store, run):
    said = plain(text_of(run("history", **DAY)))
    places = [said.index(word) for word in ("两位颠倒", "撤销第 2 版：看错了", "漏了一笔")]
    assert places == sorted(places)
    assert "已被第 3 版撤销" in said
    assert "· 乙" in said
    assert "起点" in said


def test_each_version_says_one_figure_of_one_day(store, run):
    """171.0 亿元, with 0.2 亿元 more in version 2 only."""
    text = text_of(run("history", **DAY))
    says = re.findall(r'<span class="val[^>]*>.*?>([\d.]+)</a>', text)
    assert says == ["171.0", "171.0", "171.2", "171.0"]
    assert "同一天（5 月 31 日）的完成投资，4 版里变过 2 次" in plain(text)


def test_few_versions_are_opened_until_more_are_asked_for(store, run):
    text = text_of(run("history", opened="2", **DAY))
    assert len(re.findall(r'class="dot', text)) == 2
    assert "再看 2 版的数" in plain(text)
    assert "opened=6" in text


def test_values_said_anew_have_old_and_new_and_why(store):
    found = history_data(view_of({"as_of": ["2022-05-31"]}, READS))
    rows = restated.frame(found)
    said = rows[["version", "what", "old", "new", "difference", "author", "reason"]]
    assert said.to_numpy().tolist() == [
        [4, "2022-05-31 本年完成投资", "8,311", "8,320", "+9", "甲", "两位颠倒"],
        [3, "2022-05-31 本年完成投资", "8,551", "6,551", "−2,000", "乙", "看错了"],
        [2, "2022-05-31 本年完成投资", "6,551", "8,551", "+2,000", "甲", "漏了一笔"],
    ]
    assert rows["place"].tolist() == ["更正命令", "撤销第 2 版，写回", "更正命令"]


def test_two_versions_are_compared(store, run):
    text = text_of(run("history", old="1", new="2", **DAY))
    said = plain(text)
    assert "+0.2亿元" in said
    assert "version=2" in text
    assert "since_version=1" in text  # 变动原因 between both


def test_a_store_of_one_version_has_nothing_to_compare(demonstrated, monkeypatch, run):
    monkeypatch.setenv("COCKPIT_LAKE", str(demonstrated))
    said = plain(text_of(run("history", **DAY)))
    assert "这是第一版，还没有可以比较或撤销的" in said
    assert "没有改过已装的数" in said
    assert "undo=" not in text_of(run("history", **DAY))


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"opened": "x"}, "不是打开几版"),
        ({"opened": "99"}, "一次最多打开 60 版"),
        ({"indicator": "bond_used"}, "没有“bond_used”这个总数"),
        ({"old": "9"}, "没有第 9 版数据"),
    ],
)
def test_a_bad_link_is_a_sentence(store, run, query, says):
    assert says in plain(text_of(run("history", **DAY, **query)))


def test_undo_says_what_goes_back_and_how_writing_is_opened(store, run, monkeypatch):
    refusal = WritingClosed("这台服务器没有打开写入", way_out="要写入，还缺：COCKPIT_WRITING=on")
    monkeypatch.setattr(widgets.writing, "closed", lambda: refusal)
    test = run("history", undo="4", **DAY)
    said = plain(text_of(test))
    assert "进度报告：改回 1 行" in said
    assert "还缺：COCKPIT_WRITING=on" in said
    assert not test.text_area


def test_an_undo_that_cannot_be_lists_what_stands_in_the_way(store, run, open_to_all):
    said = plain(text_of(run("history", undo="2", **DAY)))
    assert "第 2 版已经被第 3 版撤销" in said
    assert "撤销第 3 版" in said


def test_undo_writes_a_version_by_who_writes(own, run, open_to_all):
    test = run("history", undo="4", **DAY)
    test.text_area[0].set_value("改错了项目")
    next(button for button in test.button if "生成第 5 版" in button.label).click().run()
    assert own.newest() == 5
    assert (own.version(5).author, own.version(5).message) == ("丙", "撤销第 4 版：改错了项目")
    assert "undo" not in test.query_params
    assert "已被第 5 版撤销" in plain(text_of(test))


def test_undo_without_a_reason_writes_nothing(own, run, open_to_all):
    test = run("history", undo="4", **DAY)
    next(button for button in test.button if "生成第 5 版" in button.label).click().run()
    assert own.newest() == 4
    assert "先写明为什么撤销" in plain(text_of(test))


def test_versions_that_are_not_kept_any_more_are_named_and_lead_on(own, run):
    """5, 6 and 7 are batches from sites; 7 is the last of its day, and the newest."""
    for number in (5, 6, 7):
        with own.change(AUTHOR, f"现场填报 {number} 份") as con:
            con.execute("insert into fact_note values (?, 'x')", [str(number)])
    own.close()
    with closing(sqlite3.connect(own.catalogue)) as con, con:
        con.execute(
            "update ducklake_snapshot set snapshot_time = '2026-01-05 01:00:00+00' where"
            " snapshot_id in (select snapshot_id from ducklake_snapshot_changes where author = ?)",
            [AUTHOR],
        )
    (own.folder / "manifest.json").unlink()
    assert Lake(own.folder).tidy(keep=timedelta(days=30)).dropped == (5, 6)
    text = text_of(run("history", **DAY))
    assert "之前的第 5–6 版不再保留，这一版改了哪些行不再单列" in plain(text)
    assert "undo=7" not in text
    assert "undo=4" in text
    gone = text_of(run("history", **DAY, old="5"))
    assert "第 5 版不再保留" in plain(gone)
    assert "?as_of=2022-05-31&amp;old=7" in gone
    assert "看第 7 版" in plain(gone)
    assert "version=7" in text_of(run("ledger", **DAY, version="5"))
