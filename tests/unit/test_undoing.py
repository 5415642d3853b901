"""Undo: what a version wrote goes back as a new version, or is refused with what stands on it."""

import shutil
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit.commands.sources import from_paths
from cockpit.errors import NotFound, Refused, TouchedLater, UndoRefused
from cockpit.intake import corrections, demonstration, gate, undoing
from cockpit.intake.corrections import Reason
from cockpit.intake.read import Source
from cockpit.intake.undoing import Back
from cockpit.tables.contracts import TABLES
from cockpit.warehouse import feed
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import new_lake, rows, write

WHY = Reason("甲", "填反了")
PROJECTS = """
    project_id,valid_from,name,organisation
    P1,2022-01-01,一号,甲局
    P2,2022-01-01,二号,乙局
"""
REPORTS = """
    project_id,report_date,completed_wan
    P1,2022-05-30,100
    P2,2022-05-30,50
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template")
    lake = new_lake(folder / "lake")
    load(lake, write(folder, "project.csv", PROJECTS))
    load(lake, write(folder, "progress_report.csv", REPORTS))
    lake.close()
    return lake.folder


@pytest.fixture
def lake(template, tmp_path, opened):
    """Two projects as version 1, a report of each as version 2."""
    lake = opened(shutil.copytree(template, tmp_path / "lake"))
    yield lake
    lake.close()


def load(lake, *files, kind=None, **options):
    return gate.load(lake, from_paths(files, kind), author="测试", **options)


def reports(lake, tmp_path, text, name="progress_report.csv"):
    return load(lake, write(tmp_path, name, "project_id,report_date,completed_wan\n" + text))


def held(lake, version=None):
    """Every table's rows and where they come from, in no order; not the gate's own records."""
    found = dict(lake.tables_at(lake.newest() if version is None else version))
    return {
        name: Counter(tuple(row.items()) for row in found[name].to_pylist())
        for name in (*TABLES, "origin", "answer")
        if name in found and found[name].num_rows
    }


def completed(lake):
    return {
        f"{row['project_id']} {row['report_date']}": int(row["completed_wan"])
        for row in rows(lake, "progress_report")
    }


def loads(lake):
    return [(row["file"], row["kind"]) for row in rows(lake, "load")]


def test_a_changed_row_has_its_earlier_value_and_origin_again(lake, tmp_path):
    reports(lake, tmp_path, "P1,2022-05-30,200", "五月.csv")
    assert completed(lake)["P1 2022-05-30"] == 200
    done = undoing.undo(lake, 3, WHY)
    assert (done.version, done.tables) == (4, (Back("progress_report", 0, 0, 1),))
    assert completed(lake) == {"P1 2022-05-30": 100, "P2 2022-05-30": 50}
    origin = {row["key"]: row["load_id"] for row in rows(lake, "origin")}
    assert origin["P1|2022-05-30"] == 2  # load 1 brought the projects, 2 the reports
    assert loads(lake)[-2:] == [("五月.csv", "real"), ("undo 3", "real")]
    assert lake.version(4).message == "撤销第 3 版：填反了"
    assert lake.version(4).author == "甲"


def test_new_rows_go_out(lake, tmp_path):
    reports(lake, tmp_path, "P1,2022-05-31,110\nP1,2022-05-30,105")
    done = undoing.undo(lake, 3, WHY)
    assert done.tables == (Back("progress_report", 1, 0, 1),)
    assert done.projects == 1
    assert held(lake) == held(lake, 2)


def test_rows_that_were_taken_out_come_back(lake, tmp_path):
    with lake.change("测试", "减少") as con:
        con.execute("delete from progress_report where project_id = 'P2'")
    done = undoing.undo(lake, 3, WHY)
    assert done.tables == (Back("progress_report", 0, 1, 0),)
    assert completed(lake) == {"P1 2022-05-30": 100, "P2 2022-05-30": 50}


def test_a_correction_goes_back_with_its_reason(lake):
    corrections.set_value(lake, ("progress_report", "P1|2022-05-30", "completed_wan"), "90", WHY)
    assert len(rows(lake, "waiver")) == 1
    undoing.undo(lake, 3, WHY)
    assert held(lake) == held(lake, 2)
    assert rows(lake, "waiver") == []


def test_an_undo_can_be_undone(lake, tmp_path):
    reports(lake, tmp_path, "P1,2022-05-31,110\nP1,2022-05-30,105")
    undoing.undo(lake, 3, WHY)
    assert undoing.undo(lake, 4, WHY).version == 5
    assert held(lake) == held(lake, 3)
    assert undoing.undo(lake, 3, WHY).version == 6
    assert held(lake) == held(lake, 2)


def test_a_row_that_was_written_later_too_is_in_the_way(lake, tmp_path):
    reports(lake, tmp_path, "P1,2022-05-30,200\nP2,2022-05-30,60")
    reports(lake, tmp_path, "P1,2022-05-30,210")
    before = lake.newest_snapshot()
    with pytest.raises(UndoRefused) as refusal:
        undoing.undo(lake, 3, WHY)
    assert refusal.value.rows == (TouchedLater("progress_report", "P1|2022-05-30", "一号", 4),)
    assert (refusal.value.total, lake.newest_snapshot()) == (1, before)
    assert "先撤销后来的那一版" in refusal.value.way_out
    undoing.undo(lake, 4, WHY)  # the way out
    undoing.undo(lake, 3, WHY)
    assert held(lake) == held(lake, 2)


def test_a_row_that_was_taken_out_later_is_in_the_way(lake, tmp_path):
    reports(lake, tmp_path, "P1,2022-05-31,110")
    with lake.change("测试", "减少") as con:
        con.execute("delete from progress_report where report_date = '2022-05-31'")
    with pytest.raises(UndoRefused) as refusal:
        undoing.undo(lake, 3, WHY)
    assert refusal.value.rows == (TouchedLater("progress_report", "P1|2022-05-31", "一号", 4),)


def test_a_value_that_a_later_file_confirmed_after_another_is_in_the_way(lake, tmp_path):
    reports(lake, tmp_path, "P1,2022-05-30,200")
    reports(lake, tmp_path, "P1,2022-05-30,210")
    reports(lake, tmp_path, "P1,2022-05-30,200")
    with pytest.raises(UndoRefused) as refusal:
        undoing.undo(lake, 3, WHY)
    assert [row.version for row in refusal.value.rows] == [5]


def test_a_project_that_others_speak_of_since_stays(lake, tmp_path):
    load(lake, write(tmp_path, "project.csv", "project_id,valid_from,name\nP3,2022-01-01,三号"))
    load(
        lake,
        write(tmp_path, "visit.csv", "project_id,on_date,visited_by,person\nP3,2022-05-02,team,甲"),
    )
    with pytest.raises(UndoRefused) as refusal:
        undoing.undo(lake, 3, WHY)
    assert [(row.table, row.name, row.version) for row in refusal.value.rows] == [
        ("visit", "三号", 4)
    ]


def test_a_second_profile_goes_back_though_others_speak_of_the_project(lake, tmp_path):
    load(lake, write(tmp_path, "project.csv", "project_id,valid_from,name\nP1,2022-05-01,一号二期"))
    reports(lake, tmp_path, "P1,2022-05-31,110")
    undoing.undo(lake, 3, WHY)
    assert [row["name"] for row in rows(lake, "project")] == ["一号", "二号"]


def test_what_would_break_a_rule_is_refused(lake, tmp_path):
    reports(lake, tmp_path, "P1,2022-05-30,80")
    reports(lake, tmp_path, "P1,2022-05-31,90")  # not below 80; below the 100 of before
    with pytest.raises(UndoRefused) as refusal:
        undoing.undo(lake, 3, WHY)
    assert "不合规则" in refusal.value.what
    assert [fault.project for fault in refusal.value.faults] == ["P1"]
    assert lake.newest() == 4


def test_a_version_is_undone_once(lake, tmp_path):
    reports(lake, tmp_path, "P1,2022-05-30,200")
    undoing.undo(lake, 3, WHY)
    with pytest.raises(UndoRefused, match="第 3 版已经被第 4 版撤销") as refusal:
        undoing.undo(lake, 3, WHY)
    assert refusal.value.way_out == "要恢复它，撤销第 4 版"


def test_a_dry_run_says_what_goes_back_and_writes_nothing(lake, tmp_path):
    reports(lake, tmp_path, "P1,2022-05-31,110")
    before, seen = lake.newest_snapshot(), []

    def watch(con):
        seen.extend(con.execute("select count(*) from progress_report").fetchall())

    done = undoing.undo(lake, 3, WHY, dry_run=True, watch=watch)
    assert (done.version, done.tables) == (None, (Back("progress_report", 1, 0, 0),))
    assert seen == [(2,)]
    assert lake.newest_snapshot() == before
    assert undoing.look(lake, 3) == done


@pytest.mark.parametrize(
    ("number", "error", "says"),
    [
        (1, Refused, "第 1 版是首次装入"),
        (9, NotFound, "没有第 9 版"),
        (0, NotFound, "没有第 0 版"),
    ],
)
def test_a_version_that_cannot_be_undone(lake, number, error, says):
    with pytest.raises(error, match=says):
        undoing.undo(lake, number, WHY)


def test_a_version_without_rows_of_a_table_has_nothing_to_write_back(lake):
    with lake.change("测试", "只记一笔") as con:
        gate.record_load(con, 9, file="x", author="测试", note="", kind="real")
    with pytest.raises(Refused, match="第 3 版没有改动数据行"):
        undoing.undo(lake, 3, WHY)


def test_a_reason_is_needed(lake, tmp_path):
    reports(lake, tmp_path, "P1,2022-05-30,200")
    with pytest.raises(Refused, match="没有写理由"):
        undoing.undo(lake, 3, Reason("甲", " "))


def test_the_ledger_is_of_the_kind_of_before_again(lake, tmp_path, monkeypatch):
    data = tmp_path / "data"
    (data / "sample").mkdir(parents=True)
    write(data / "sample", "project.csv", "project_id,valid_from,name\nS1,2022-01-01,示例一")
    monkeypatch.setattr(demonstration, "DATA", data)
    demonstration.start_sample(lake, "测试", tell=lambda _: None)
    assert gate.ledger_kind(lake.reading()) == "sample"
    undoing.undo(lake, 3, WHY)
    assert gate.ledger_kind(lake.reading()) == "real"
    assert held(lake) == held(lake, 2)
    undoing.undo(lake, 4, WHY)
    assert gate.ledger_kind(lake.reading()) == "sample"
    demonstration.start_real(lake, "测试")
    undoing.undo(lake, 6, WHY)
    assert gate.ledger_kind(lake.reading()) == "sample"
    assert [row["name"] for row in rows(lake, "project")] == ["示例一"]


def test_what_was_loaded_into_a_new_ledger_keeps_the_old_one_out(lake, tmp_path, monkeypatch):
    data = tmp_path / "data"
    (data / "sample").mkdir(parents=True)
    write(data / "sample", "project.csv", "project_id,valid_from,name\nS1,2022-01-01,示例一")
    monkeypatch.setattr(demonstration, "DATA", data)
    demonstration.start_sample(lake, "测试", tell=lambda _: None)
    demonstration.start_real(lake, "测试")
    load(lake, write(tmp_path, "project.csv", PROJECTS))
    with pytest.raises(UndoRefused) as refusal:
        undoing.undo(lake, 4, WHY)
    assert [(r.key, r.version) for r in refusal.value.rows] == [
        ("P1|2022-01-01", 5),
        ("P2|2022-01-01", 5),
    ]
    with pytest.raises(UndoRefused, match="写的是示例台账，现在装的是正式台账"):
        undoing.undo(lake, 3, WHY)


def test_reference_data_goes_back_as_reference_data(lake, tmp_path):
    load(lake, write(tmp_path, "township.csv", "township,position\n甲镇,1"))
    undoing.undo(lake, 3, WHY)
    assert loads(lake)[-1] == ("undo 3", "reference")
    assert rows(lake, "township") == []


@pytest.mark.parametrize(
    ("undos", "back"),
    [
        ({}, {}),
        ({4: 3}, {3: 4}),
        ({4: 3, 5: 4}, {4: 5}),
        ({4: 3, 5: 4, 6: 3}, {4: 5, 3: 6}),
        ({4: 3, 5: 4, 6: 5}, {5: 6, 3: 4}),
    ],
)
def test_which_undo_holds(undos, back):
    assert feed.in_force(undos) == back


SHOWN = st.lists(
    st.tuples(st.sampled_from(["P1", "P2"]), st.integers(29, 31), st.integers(1, 9)),
    min_size=1,
    unique_by=lambda row: row[:2],
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=st.lists(SHOWN, min_size=1, max_size=3))
def test_loads_undone_in_turn_leave_just_what_was_there(template, tmp_path_factory, changes):
    """Cumulative figures grow with day and load, so that no rule keeps a load out."""
    lake = Lake(tmp_path_factory.mktemp("random") / "lake")
    shutil.copytree(template, lake.folder)
    loaded = []
    for turn, change in enumerate(changes, start=1):
        lines = "\n".join(f"{p},2022-05-{d},{1000 * d + 10 * turn + v}" for p, d, v in change)
        text = f"project_id,report_date,completed_wan\n{lines}\n"
        try:
            done = gate.load(lake, [Source("填报.csv", text.encode())], author="测试")
        except gate.LoadRefused:  # a figure that would fall: nothing was written
            continue
        if done.version:
            loaded.append(done.version)
    for version in reversed(loaded):
        assert undoing.undo(lake, version, WHY).version
        assert held(lake) == held(lake, version - 1)
    lake.close()
