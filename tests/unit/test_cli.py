"""The command line: corrections, the change from sample to real, copies; all said in Chinese."""

import errno
import io
import re
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from importlib import import_module

import openpyxl
import pytest

from cockpit.__main__ import main
from cockpit.commands import COMMANDS
from cockpit.errors import LinkRefused
from cockpit.intake import demonstration
from cockpit.keys import KeyRing
from cockpit.settings import ROOT, SHANGHAI
from cockpit.shared_links import SharedLinks
from cockpit.warehouse.lake import Lake
from cockpit.warehouse.mart import build
from tests.conftest_gate import new_lake, rows, workbook, write
from tests.faults.damage import account
from tests.serving import free_port

REFERENCE = {
    "domain.csv": "domain,valid_from,position,kind\n交通,2021-01-01,1,assumed\n",
    "class.csv": ("project_class,position,short_name,full_name,has_levels\n专项债,1,债,债,false\n"),
}
SAMPLE = {
    "project.csv": "project_id,valid_from,name\nP1,2022-01-01,示例一\nP2,2022-01-01,示例二\n",
    "class_membership.csv": "project_id,project_class,valid_from\nP1,专项债,2022-01-01\n",
    "progress_report.csv": (
        "project_id,report_date,completed_wan\nP1,2022-05-30,100\nP1,2022-05-31,110\n"
    ),
    "regional_growth.csv": (
        "region,period_end,growth_pct,kind,released_on\n县区 01,2022-04-30,5,sample,2022-05-20\n"
    ),
}
REAL = "project_id,valid_from,name\nR1,2022-01-01,真一\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A small ``data`` folder."""
    folder = tmp_path_factory.mktemp("data")
    for kind, files in (("reference", REFERENCE), ("sample", SAMPLE)):
        (folder / kind).mkdir()
        for name, text in files.items():
            write(folder / kind, name, text)
    return folder


@pytest.fixture
def settings(data, tmp_path, monkeypatch):
    monkeypatch.setattr(demonstration, "DATA", data)
    monkeypatch.setenv("COCKPIT_LAKE", str(tmp_path / "lake"))
    monkeypatch.setenv("COCKPIT_AUTHOR", "测试")
    monkeypatch.setenv("COCKPIT_TODAY", "2022-06-10")


@pytest.fixture
def empty(settings, tmp_path):
    """An empty store that the settings point to."""
    lake = new_lake(tmp_path / "lake")
    yield lake
    lake.close()


@pytest.fixture(scope="module")
def filled(data, tmp_path_factory):
    lake = new_lake(tmp_path_factory.mktemp("filled") / "lake")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demonstration, "DATA", data)
        demonstration.fill(lake, "测试", sample=True, tell=lambda _: None)
    lake.close()
    return lake.folder


@pytest.fixture
def lake(settings, filled, tmp_path):
    """The store after its first filling."""
    shutil.copytree(filled, tmp_path / "lake")
    lake = Lake(tmp_path / "lake")
    yield lake
    lake.close()


def test_fill_loads_what_the_project_brings_as_one_version(empty, capsys):
    assert main(["fill"]) == 0
    said = capsys.readouterr().out
    assert "写 项目：2 行" in said
    assert "第 1 版" in said
    assert {r["kind"] for r in rows(empty, "load")} == {"reference", "sample"}


def test_a_second_fill_says_so_and_leaves_the_store(lake, capsys):
    before = lake.newest_snapshot()
    assert main(["fill"]) == 0
    assert capsys.readouterr().out.startswith("数据已装好：第 1 版")
    assert lake.newest_snapshot() == before


CITY = "name,short_name\n云岭市,云岭\n"
CLASS_HEADS = "project_class,position,short_name,full_name,has_levels"


def test_a_store_that_an_earlier_version_filled_gets_the_names_of_things(lake, data, tmp_path):
    older = rows(lake, "class")
    assert (older[0]["wall_name"], rows(lake, "city")) == (None, [])
    with pytest.MonkeyPatch.context() as patch:
        shutil.copytree(data, tmp_path / "data")
        patch.setattr(demonstration, "DATA", tmp_path / "data")
        write(tmp_path / "data/reference", "city.csv", CITY)
        heads = f"{CLASS_HEADS},wall_name"
        write(tmp_path / "data/reference", "class.csv", f"{heads}\n专项债,1,债,债,false,墙上的债\n")
        assert main(["fill"]) == 0
        assert main(["fill"]) == 0  # once is enough
    assert lake.newest() == 2
    assert rows(lake, "class")[0]["wall_name"] == "墙上的债"
    earlier = build(lake, 1).connection  # which is drawn with the same names
    assert earlier.execute("select name from city").fetchall() == [("云岭市",)]
    assert earlier.execute("select wall_name from class").fetchall() == [("墙上的债",)]


def test_what_an_office_has_loaded_is_not_replaced(lake, data, tmp_path):
    own = write(tmp_path, "class.csv", f"{CLASS_HEADS}\n专项债,1,自改,债,false\n")
    assert main(["load", str(own)]) == 0
    with pytest.MonkeyPatch.context() as patch:
        shutil.copytree(data, tmp_path / "data")
        patch.setattr(demonstration, "DATA", tmp_path / "data")
        write(tmp_path / "data/reference", "city.csv", CITY)
        assert main(["fill"]) == 0
    assert rows(lake, "city")[0]["name"] == "云岭市"
    assert rows(lake, "class")[0]["short_name"] == "自改"


def test_fill_without_the_sample(empty, monkeypatch):
    monkeypatch.setenv("COCKPIT_SAMPLE", "off")
    main(["fill"])
    assert (rows(empty, "project"), len(rows(empty, "domain"))) == ([], 1)


def test_a_real_load_beside_the_sample_is_refused(lake, tmp_path, capsys):
    file = write(tmp_path, "project.csv", REAL)
    assert main(["load", str(file)]) == 1
    said = capsys.readouterr().err
    assert "现在装的是示例台账" in said
    assert "python -m cockpit start-real" in said
    assert lake.newest() == 1


def test_start_real_empties_the_ledger_and_what_the_sample_brought(lake, tmp_path):
    assert main(["start-real", "--yes"]) == 0
    assert rows(lake, "project") == rows(lake, "regional_growth") == []
    assert len(rows(lake, "domain")) == 1
    assert len(rows(lake, "project", version=1)) == 2  # the earlier version keeps it
    assert main(["load", str(write(tmp_path, "project.csv", REAL))]) == 0
    assert [r["project_id"] for r in rows(lake, "project")] == ["R1"]
    assert main(["check"]) == 0


SAMPLE_RATE = "县区 01|2022-04-30|sample"


def test_start_real_says_what_goes_and_what_stays(lake, capsys):
    capsys.readouterr()
    main(["start-real", "--yes"])
    said = capsys.readouterr().out.splitlines()
    # by hand from SAMPLE and REFERENCE: two projects, a membership, two reports, a county's rate
    assert said[:2] == [
        "退出：项目 2 行、项目分类 1 行、进度报告 2 行、投资增速 1 行",
        "留下：领域 1 行、类别 1 行；以前的 1 个版本都还能打开",
    ]


def test_start_real_takes_a_corrected_sample_rate_out_too(lake, tmp_path):
    main(["set", "regional_growth", SAMPLE_RATE, "growth_pct", "6", "--reason", "试"])
    assert [r["kind"] for r in rows(lake, "load") if r["file"] == "set"] == ["sample"]
    assert main(["start-real", "--yes"]) == 0
    assert rows(lake, "regional_growth") == []
    assert [r for r in rows(lake, "origin") if r["table_name"] == "regional_growth"] == []
    assert main(["load", str(write(tmp_path, "project.csv", REAL))]) == 0


def test_start_real_takes_sample_rates_out_however_they_came(lake, tmp_path):
    text = SAMPLE["regional_growth.csv"].replace("01", "02")
    main(["load", str(write(tmp_path, "regional_growth.csv", text))])
    assert len(rows(lake, "regional_growth")) == 2
    main(["start-real", "--yes"])
    assert rows(lake, "regional_growth") == []
    assert main(["load", str(write(tmp_path, "project.csv", REAL))]) == 0


def test_a_corrected_reference_row_stays_when_the_sample_goes(lake):
    main(["set", "domain", "交通|2021-01-01", "position", "2", "--reason", "试"])
    main(["start-real", "--yes"])
    assert [r["position"] for r in rows(lake, "domain")] == [2]


def test_start_real_runs_the_checks(lake, capsys):
    with lake.change("别处", "坏的一行") as con:
        con.execute("insert into published_fact (fact_id, rank, rank_of) values ('x', 7, 6)")
    assert main(["start-real", "--yes"]) == 1
    assert "位次应在 1 到位次总数之间" in capsys.readouterr().err
    assert lake.newest() == 2


def test_start_sample_gets_the_demonstration_back(lake, tmp_path):
    main(["start-real", "--yes"])
    main(["load", str(write(tmp_path, "project.csv", REAL))])
    assert main(["start-sample", "--yes"]) == 0
    assert [r["project_id"] for r in rows(lake, "project")] == ["P1", "P2"]
    assert len(rows(lake, "regional_growth")) == 1
    assert main(["load", str(write(tmp_path, "project.csv", REAL))]) == 1


@pytest.mark.parametrize(("typed", "code"), [("确认\n", 0), ("好\n", 1), ("", 1)])
def test_start_real_asks_before(lake, monkeypatch, typed, code):
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert main(["start-real"]) == code
    assert lake.newest() == (2 if code == 0 else 1)


def test_set_corrects_one_value_with_its_reason(lake, capsys):
    # 110 → 90 falls below the day before: a stated correction may
    command = ["set", "进度报告", "P1|2022-05-31", "本年完成投资", "90", "--reason", "重复计入"]
    assert main(command) == 0
    assert "110 → 90，第 2 版" in capsys.readouterr().out
    assert [float(r["completed_wan"]) for r in rows(lake, "progress_report")] == [100, 90]
    (waiver,) = rows(lake, "waiver")
    assert (waiver["rule"], waiver["key"], waiver["reason"]) == (
        "set",
        "progress_report|P1|2022-05-31|completed_wan|90.0000",
        "重复计入",
    )
    assert main(["check"]) == 0


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "says"),
    [
        ("progress_report", "P1|2022-05-31", "completed_wan", "-1", "不能是负数"),
        ("progress_report", "P1|2022-05-31", "report_date", "2022-06-01", "不能改"),
        ("progress_report", "P1|2022-06-01", "completed_wan", "1", "没有这一行"),
        ("progress_report", "P1|2022-05-31", "plan", "1", "没有这一列"),
        ("reports", "P1|2022-05-31", "completed_wan", "1", "没有这张表"),
        ("progress_report", "P1|2022-05-31", "completed_wan", "110.0", "现在就是这个值"),
        ("progress_report", "P1|2022-05-30", "completed_wan", "120", "不得减少"),
        ("class_membership", "P1|专项债|2022-01-01", "level", "县", "其他类别不写"),
    ],
)
def test_a_bad_correction_changes_nothing(lake, capsys, table, key, column, value, says):
    assert main(["set", table, key, column, value, "--reason", "试"]) == 1
    assert says in capsys.readouterr().err
    assert lake.newest() == 1


def test_undo_says_what_goes_back_first_then_writes_it(lake, capsys):
    main(["set", "进度报告", "P1|2022-05-31", "本年完成投资", "115", "--reason", "补报"])
    command = ["undo", "2", "--reason", "报错了项目"]
    assert main([*command, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "进度报告：改回 1 行" in said
    assert "试运行，没有写入" in said
    assert lake.newest() == 2
    assert main([*command, "--author", "甲"]) == 0
    assert "已撤销第 2 版，写成第 3 版" in capsys.readouterr().out
    assert [row["completed_wan"] for row in rows(lake, "progress_report")] == [100, 110]
    assert (lake.version(3).author, lake.version(3).message) == ("甲", "撤销第 2 版：报错了项目")


def test_an_undo_that_something_stands_on_names_it(lake, capsys):
    for value in ("115", "116"):
        main(["set", "进度报告", "P1|2022-05-31", "本年完成投资", value, "--reason", "补报"])
    assert main(["undo", "2", "--reason", "试"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("不能撤销：")
    assert "进度报告 P1|2022-05-31（示例一）：第 3 版" in said
    assert lake.newest() == 3


def test_remove_ends_the_memberships_the_day_before(lake):
    assert main(["remove", "P1", "--on", "2022-06-01", "--reason", "终止"]) == 0
    (membership,) = rows(lake, "class_membership")
    assert membership["valid_to"] == date(2022, 5, 31)
    assert len(rows(lake, "project")) == 2  # what was stays


def test_remove_without_a_day_means_today(lake):
    main(["remove", "P1", "--reason", "终止"])
    assert rows(lake, "class_membership")[0]["valid_to"] == date(2022, 6, 9)


def test_a_removed_project_does_not_come_back_by_a_load(lake, tmp_path, capsys):
    main(["remove", "P1", "--on", "2022-06-01", "--reason", "终止"])
    again = "project_id,project_class,valid_from,valid_to\nP1,专项债,2022-01-01,\n"
    file = write(tmp_path, "class_membership.csv", again)
    assert main(["load", str(file), "--kind", "sample"]) == 1
    assert "已撤出的项目不得经导入重新归类" in capsys.readouterr().err


def test_an_exception_is_recorded_and_then_let_pass(lake, tmp_path):
    text = SAMPLE["progress_report.csv"].replace("110", "90")
    load = ["load", str(write(tmp_path, "progress_report.csv", text)), "--kind", "sample"]
    assert main(load) == 1
    waive = ["waive", "completed_never_falls", "P1|2022-05-31", "--reason", "误计"]
    assert main(waive) == 0
    assert main(load) == 0


def test_history_names_every_version(lake, capsys):
    main(["set", "项目", "P1|2022-01-01", "项目名称", "示例甲", "--reason", "错字"])
    capsys.readouterr()
    main(["history"])
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("测试  首次装入，含示例台账")
    assert second.endswith("测试  更正 项目 P1|2022-01-01：错字")


def test_history_of_a_project_shows_old_and_new(lake, capsys):
    main(["set", "进度报告", "P1|2022-05-31", "completed_wan", "115", "--reason", "补报"])
    capsys.readouterr()
    assert main(["history", "--project", "P1"]) == 0
    said = capsys.readouterr().out
    assert "进度报告：新增 2 行" in said
    assert "进度报告 2022-05-31：本年完成投资 110 → 115" in said
    assert main(["history", "--project", "P9"]) == 1


def test_backup_and_restore(lake, tmp_path):
    assert main(["backup", str(tmp_path / "copy")]) == 0
    main(["start-real", "--yes"])
    assert main(["restore", str(tmp_path / "copy"), "--yes"]) == 0
    assert (lake.newest(), len(rows(lake, "project"))) == (3, 2)


@pytest.mark.parametrize("folder", ["", " "])
def test_a_backup_to_nowhere_is_refused(lake, folder, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert main(["backup", folder]) == 1
    assert "没有写备份放到哪里" in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_load_says_what_it_did(lake, tmp_path, capsys):
    text = SAMPLE["progress_report.csv"] + "P1,2022-06-01,120\n"
    command = ["load", str(write(tmp_path, "progress_report.csv", text)), "--kind", "sample"]
    main([*command, "--dry-run"])
    main(command)
    main(command)
    effect = [
        "影响（截至 2022-06-01）：",
        "  固定资产投资增速 尚无数据",
        "  年度计划投资 尚无数据",
        "  完成投资 0.0 亿元，不变",
        "  投资完成率 尚无数据",
        "  在册 1 个，不变",
        "  已实施 0 个，不变",
        "  项目：新增 0 个",
        "  项目：有改动 1 个：P1 示例一",
    ]
    assert capsys.readouterr().out.splitlines() == [
        *("进度报告：新增 1 行，改动 0 行，相同 2 行", *effect, "核对通过；这是试运行，没有写入"),
        *("进度报告：新增 1 行，改动 0 行，相同 2 行", *effect, "已写入第 2 版"),
        *("进度报告：新增 0 行，改动 0 行，相同 3 行", "没有任何值改变，不产生新版本"),
    ]


EFFECT = {
    "project.csv": "project_id,valid_from,name\nP1,2022-01-01,一号\nP2,2022-01-01,二号\n",
    "class_membership.csv": """
        project_id,project_class,valid_from
        P1,专项债,2022-01-01
        P2,专项债,2022-01-01
    """,
    "project_year.csv": """
        project_id,year,revision,annual_plan_wan,carry_over
        P1,2022,0,1200000,false
        P2,2022,0,850000,false
    """,
    "progress_report.csv": """
        project_id,report_date,completed_wan
        P1,2022-05-31,100000
        P2,2022-05-31,50000
    """,
}


@pytest.mark.parametrize("dry_run", [[], ["--dry-run"]])
def test_a_load_ends_with_what_it_does_to_the_headlines(empty, tmp_path, capsys, dry_run):
    first = [str(write(tmp_path, name, text)) for name, text in EFFECT.items()]
    main(["load", *first])
    new = EFFECT["project.csv"] + "P3,2022-01-01,三号\n"
    plans = """
        project_id,year,revision,decided_on,annual_plan_wan,carry_over
        P1,2022,1,2022-05-01,2228000,false
    """
    capsys.readouterr()
    second = (write(tmp_path, "project.csv", new), write(tmp_path, "project_year.csv", plans))
    assert main(["load", *map(str, second), *dry_run]) == 0
    said = capsys.readouterr().out.splitlines()
    # by hand: 120 + 85 = 205.0 亿元, then 222.8 + 85 = 307.8; 15 / 205 = 7.3 %, 15 / 307.8 = 4.9 %
    assert "  年度计划投资 205.0 → 307.8 亿元，变动大，请核对" in said
    assert "  完成投资 15.0 亿元，不变" in said
    assert "  投资完成率 7.3 → 4.9 %，变动大，请核对" in said
    assert "  跳动：P1 一号 年度计划投资 120.0 → 222.8 亿元" not in said  # not the double
    assert "  项目：新增 1 个：P3 三号" in said
    assert "  项目：有改动 1 个：P1 一号" in said


def test_a_load_names_the_jumps_and_who_is_absent(empty, tmp_path, capsys):
    main(["load", *(str(write(tmp_path, name, text)) for name, text in EFFECT.items())])
    three = EFFECT["project.csv"] + "P3,2022-01-01,三号\n"
    report = "project_id,report_date,completed_wan\nP3,2022-05-31,7\n"
    files = write(tmp_path, "project.csv", three), write(tmp_path, "progress_report.csv", report)
    main(["load", *map(str, files)])
    later = EFFECT["progress_report.csv"].replace("100000", "300000")
    capsys.readouterr()
    assert main(["load", str(write(tmp_path, "progress_report.csv", later))]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "  跳动：P1 一号 完成投资 10.0 → 30.0 亿元" in said
    assert "  进度报告：这次没有、已装的照旧 1 个：P3 三号" in said


def test_a_refused_load_prints_every_fault(lake, tmp_path, capsys):
    file = write(tmp_path, "progress_report.csv", "project_id,report_date,completed_wan\nP1,a,b")
    assert main(["load", str(file), "--kind", "sample"]) == 1
    said = capsys.readouterr().err
    assert "共 2 处问题，数据没有任何改动" in said
    assert "第 2 行 › 填报日期（P1 示例一）：应为日期（写的是“a”）" in said
    assert "第 2 行 › 本年完成投资（P1 示例一）：应为数字（写的是“b”）" in said


def test_a_refused_load_gives_its_workbooks_back_with_the_cells_marked(lake, tmp_path, capsys):
    head = ["项目代码", "填报日期", "本年完成投资"]
    files = [
        workbook(tmp_path, "五月.xlsx", 进度报告=[head, ["P1", "2022-05-31", "约110"]]),
        workbook(tmp_path, "六月.xlsx", 进度报告=[head, ["P1", "2022-06-01", 120]]),
        write(tmp_path, "七月.csv", "项目代码,填报日期,本年完成投资\nP1,2022-07-01,多\n"),
    ]
    report = tmp_path / "改.xlsx"
    command = ["load", *map(str, files), "--kind", "sample", "--report"]
    assert main([*command, str(report)]) == 1
    said = capsys.readouterr()
    assert f"标好的工作簿：{report}（五月.xlsx" in said.out
    sheet = openpyxl.load_workbook(report)["进度报告"]
    assert sheet["C2"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["C2"].comment.text.startswith("应为数字")
    second = openpyxl.load_workbook(tmp_path / "改-2.xlsx").worksheets[0]
    assert second["C2"].value == "多"
    assert second["C2"].comment is not None
    assert not (tmp_path / "改-3.xlsx").exists()  # 六月 is sound
    assert main([*command, str(files[0])]) == 1
    assert "不能写在原文件上" in capsys.readouterr().err


def test_a_load_says_what_it_skips_and_overwrites(lake, tmp_path, capsys):
    main(["set", "进度报告", "P1|2022-05-31", "本年完成投资", "105", "--reason", "重复计入"])
    capsys.readouterr()
    book = workbook(
        tmp_path,
        "六月.xlsx",
        进度报告=[["项目代码", "填报日期", "本年完成投资"], ["P1", "2022-05-31", 110]],
        说明=[["表", "进度报告"]],
    )
    assert main(["load", str(book), "--kind", "sample"]) == 0
    assert capsys.readouterr().out.splitlines()[:4] == [
        "没有导入 六月.xlsx › 说明：没有认得的表头，不是数据表",
        "进度报告：新增 0 行，改动 1 行，相同 0 行",
        "覆盖了更正：进度报告 P1|2022-05-31 本年完成投资：105 → 110（更正的理由：重复计入）",
        "影响（截至 2022-05-31）：",
    ]


@pytest.mark.parametrize(
    "command",
    [
        ["set", "项目", "P1|2022-01-01", "项目名称", "示例甲", "--reason", "错字"],
        ["remove", "P1", "--on", "2022-06-01", "--reason", "终止"],
        ["waive", "completed_never_falls", "P1|2022-05-31", "--reason", "误计"],
        ["start-real", "--yes"],
    ],
    ids=lambda command: command[0],
)
def test_a_command_names_its_own_version(lake, monkeypatch, capsys, command):
    class Followed(Lake):
        """A lake into which somebody else commits right after us."""

        @contextmanager
        def change(self, author, message, **options):
            with super().change(author, message, **options) as con:
                yield con
            with Lake(self.folder).change("别处", "随后") as con:
                con.execute("insert into fact_note values ('x', 'y')")

    monkeypatch.setattr("cockpit.commands.shared.Lake", Followed)
    assert main(command) == 0
    assert "第 2 版" in capsys.readouterr().out
    assert lake.newest() == 3


DAYS = ["0001-01-01", "1989-12-31", "2100-01-01", "9999-12-31", "20220531", "2022-02-30", "今天"]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "command",
    [
        ["render", "wall", "--out", "OUT", "--as-of"],
        ["reconcile", "--as-of"],
        ["remove", "P1", "--reason", "试", "--on"],
    ],
    ids=lambda command: command[0],
)
def test_a_day_of_the_command_line_is_held_to_the_rule_of_links(
    lake, tmp_path, capsys, command, day
):
    out = tmp_path / "wall.html"
    assert main([*(str(out) if word == "OUT" else word for word in command), day]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"没有执行：“{day}”不")
    assert f"位置：{command[-1]}" in said
    assert (lake.newest(), out.exists()) == (1, False)


def test_a_day_before_the_ledger_is_refused_as_the_wall_refuses_it(lake, tmp_path, capsys):
    out = tmp_path / "wall.html"
    assert main(["render", "wall", "--out", str(out), "--as-of", "1999-01-01"]) == 1
    assert "1999-01-01 早于台账：第一次填报是 2022-05-30" in capsys.readouterr().err
    assert not out.exists()
    assert main(["reconcile", "--as-of", "1999-01-01"]) == 1


def test_a_picture_that_does_not_fit_the_disk_leaves_the_one_before(lake, tmp_path, monkeypatch):
    out = tmp_path / "wall.html"
    out.write_text("before")

    def full(_):
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("os.fsync", full)
    assert main(["render", "wall", "--out", str(out)]) == 1
    assert [path.name for path in tmp_path.glob("wall*")] == ["wall.html"]
    assert out.read_text() == "before"


def test_nothing_to_reconcile_is_said(lake, capsys):
    assert main(["reconcile", "--as-of", "2022-06-01"]) == 1
    assert "到 2022-06-01 还没有公布的数可对" in capsys.readouterr().err


def test_where_nothing_can_be_written_is_said_with_its_path(lake, tmp_path, capsys):
    (tmp_path / "a file").write_text("")
    for command, place in (
        (["render", "wall", "--out", str(tmp_path)], tmp_path),
        (["render", "wall", "--out", str(tmp_path / "a file" / "x.html")], tmp_path / "a file"),
        (["backup", str(tmp_path / "a file")], tmp_path / "a file"),
        (["backup", "/proc/nope"], "/proc/nope"),
    ):
        assert main(command) == 1
        said = capsys.readouterr().err
        assert said.startswith("没有执行：")
        assert f"位置：{place}" in said


def test_a_key_is_made_shown_once_and_revoked(lake, capsys):
    assert main(["key", "create", "一楼大厅", "--address", "https://screens.example/"]) == 0
    said = capsys.readouterr().out
    (key,) = re.findall(r"^https://screens\.example/wall\?key=(\S+)$", said, re.M)
    assert "只显示这一次" in said
    KeyRing(lake.folder).require(key)
    main(["key", "list"])
    assert main(["key", "revoke", "一楼大厅"]) == 0
    main(["key", "list"])
    in_use, revoked, after = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"1  一楼大厅  20\d\d-\d\d-\d\d \d\d:\d\d 发  在用", in_use)
    assert revoked == "已停用第 1 把密钥（一楼大厅），那块屏幕下次刷新时不再显示"
    assert after.endswith(" 停用")
    assert key not in in_use + after


def test_a_key_outlives_the_change_of_ledgers_and_is_in_no_backup(lake, tmp_path, capsys):
    main(["key", "create", "一楼大厅"])
    key = re.findall(r"key=(\S+)", capsys.readouterr().out)[0]
    main(["backup", str(tmp_path / "copy")])
    main(["start-real", "--yes"])
    assert main(["restore", str(tmp_path / "copy"), "--yes"]) == 0
    main(["fill"])
    KeyRing(lake.folder).require(key)
    assert not [path for path in (tmp_path / "copy").rglob("*") if "key" in path.name]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["create"], "没有说是哪块屏幕"),
        (["create", "12"], "只有数字"),
        (["create", "东", "--address", "ftp://x"], "不是网址"),
        (["create", "东", "--address", "http://x:port"], "不是网址"),
        (["revoke", "东"], "没有这把密钥"),
    ],
)
def test_a_key_that_cannot_be_is_said(lake, capsys, arguments, says):
    assert main(["key", *arguments]) == 1
    assert says in capsys.readouterr().err
    main(["key", "list"])
    assert capsys.readouterr().out == "还没有发过密钥\n"


def test_without_a_store_the_way_out_is_fill(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COCKPIT_LAKE", str(tmp_path / "none"))
    for command in (["history"], ["key", "create", "一楼大厅"]):
        assert main(command) == 1
        assert "python -m cockpit fill" in capsys.readouterr().err


def test_an_accident_is_a_sentence_and_no_traceback(lake, monkeypatch, capsys):
    monkeypatch.setattr("cockpit.commands.looking.history", lambda _: 1 / 0)
    assert main(["history"]) == 1
    said = capsys.readouterr().err
    assert "出了意外，没有完成：ZeroDivisionError" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "arguments", [[], ["load"], ["fly"], ["set", "a"], ["load", "--kind", "x"]]
)
def test_a_wrong_command_line_is_said_in_chinese_with_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("命令写法有误：")
    assert "用法：" in said


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_is_there_and_says_what_it_does(command, capsys):
    module, name = command.where.split(":")
    assert callable(getattr(import_module(f"cockpit.commands.{module}"), name))
    with pytest.raises(SystemExit):
        main([command.name, "--help"])
    assert command.help in capsys.readouterr().out.replace("\n", "")


def test_settings_lists_every_setting(capsys):
    assert main(["settings"]) == 0
    assert "COCKPIT_LAKE = " in capsys.readouterr().out


def test_settings_are_listed_also_when_one_is_wrong(monkeypatch, capsys):
    monkeypatch.setenv("COCKPIT_READERS", "signed_in")
    assert main(["settings"]) == 1
    said = capsys.readouterr()
    assert "COCKPIT_READERS = signed_in" in said.out
    assert "COCKPIT_POLL_SECONDS = " in said.out
    assert "设置有误：没有“signed_in”这个取值" in said.err


def test_no_command_goes_on_with_a_wrong_setting(lake, monkeypatch, capsys):
    monkeypatch.setenv("COCKPIT_TODAY", "gestern")
    assert main(["history"]) == 1
    assert "设置有误" in capsys.readouterr().err


STEERING = "\x1b[2J\x1b]0;x\x07\u202e\x9b"


def test_nothing_printed_steers_a_terminal(lake, tmp_path, capsys):
    named = f"坏{STEERING}.csv"
    cells = f"项目代码,填报日期,{STEERING}\nP1,{STEERING},1"
    main(["load", str(write(tmp_path, named, cells)), "--kind", "sample"])
    main(["load", str(write(tmp_path, "progress_report.csv", cells)), "--kind", "sample"])
    reason = f"错{STEERING}字\n第 9 版  假的"
    change = ["set", "项目", "P1|2022-01-01", "项目名称", "示例甲", "--reason", reason]
    assert main([*change, "--author", STEERING]) == 0
    with lake.change("别处", "旧数据") as con:
        con.execute("update project set name = ? where project_id = 'P2'", [STEERING])
    for command in (["history"], ["history", "--project", "P2"], ["check"], ["history", STEERING]):
        with suppress(SystemExit):
            main(command)
    said = "".join(capsys.readouterr())
    assert "\\x1b" in said
    assert [c for c in said if c != "\n" and not c.isprintable()] == []
    assert [line for line in said.splitlines() if line.startswith("第 9 版")] == []


def test_a_quoted_value_is_cut_at_40_characters(lake, tmp_path, capsys):
    text = "项目代码,填报日期,本年完成投资\nP1,2022-05-31," + "9x" * 100_000
    assert main(["load", str(write(tmp_path, "进度报告.csv", text)), "--kind", "sample"]) == 1
    said = capsys.readouterr().err
    assert f"（写的是“{'9x' * 20}…（共 200000 个字）”）" in said


def test_a_word_that_is_no_level_of_the_log_is_refused(lake, monkeypatch, capsys):
    monkeypatch.setenv("COCKPIT_LOG", "loud")
    assert main(["history"]) == 1
    assert "没有“loud”这个取值\n位置：COCKPIT_LOG" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_said(settings, monkeypatch, capsys):
    monkeypatch.setenv("COCKPIT_LAKE", "/proc/nope/lake")
    assert main(["fill"]) == 1
    assert "没有执行：没有这个地方\n位置：/proc/nope" in capsys.readouterr().err


@pytest.fixture
def taken():
    """A port of the loopback that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_that_is_taken_is_said_with_another(lake, taken, capsys):
    assert main(["serve", "--port", str(taken)]) == 1
    said = capsys.readouterr()
    assert f"没有执行：这个端口已有程序占着\n位置：127.0.0.1:{taken}" in said.err
    assert f"make run PORT={taken + 1}" in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--port", "99999"], "没有这个端口"),
        (["--port", "-1"], "没有这个端口"),
        (["--port", "0"], "没有这个端口"),  # any that is free, of which nobody is told
        (["--address", "192.0.2.1"], "这不是本机的地址"),
        (["--address", "no such host"], "没有这个地址"),
        (["--port", "many"], "命令写法有误：--port: 应为整数，写的是 'many'"),
    ],
)
def test_where_nothing_can_be_served_is_said(lake, monkeypatch, capsys, arguments, says):
    monkeypatch.setattr("os.execve", lambda *_: pytest.fail("became a server"))
    with suppress(SystemExit):
        assert main(["serve", *arguments]) == 1
    assert says in capsys.readouterr().err


def test_serve_becomes_the_server_of_the_project(lake, monkeypatch, capsys):
    ran = []
    monkeypatch.setattr("os.execve", lambda _, command, __: ran.append(command) or sys.exit(0))
    monkeypatch.chdir("/")
    port = free_port()
    with pytest.raises(SystemExit):
        main(["serve", "--port", str(port)])
    assert f"大屏   http://127.0.0.1:{port}/wall" in capsys.readouterr().out
    assert list(ran[0][1:5]) == ["-m", "streamlit", "run", "app.py"]


@pytest.mark.parametrize(
    ("address", "said", "writing"),
    [
        ("127.0.0.1", None, "on"),
        ("localhost", None, "on"),
        ("0.0.0.0", None, None),
        ("127.0.0.1", "off", "off"),
    ],
)
def test_serve_opens_writing_only_on_the_loopback(lake, monkeypatch, address, said, writing):
    monkeypatch.delenv("COCKPIT_WRITING", raising=False)
    if said:
        monkeypatch.setenv("COCKPIT_WRITING", said)
    found = []
    monkeypatch.setattr(
        "os.execve",
        lambda _, __, environment: found.append(environment.get("COCKPIT_WRITING")) or sys.exit(0),
    )
    monkeypatch.chdir("/")
    with pytest.raises(SystemExit):
        main(["serve", "--address", address, "--port", str(free_port())])
    assert found == [writing]


def test_revoke_views_ends_the_shared_links(lake, capsys):
    links = SharedLinks(lake.folder)
    until = datetime.now(SHANGHAI) + timedelta(days=1)
    key = links.key("/wall?", until)
    links.require(key, "/wall?")
    assert main(["key", "revoke-views"]) == 0
    assert "分享链接已全部停用" in capsys.readouterr().out
    with pytest.raises(LinkRefused):
        links.require(key, "/wall?")


def test_serve_takes_the_base_of_the_address(lake, monkeypatch, capsys):
    ran = []
    monkeypatch.setattr("os.execve", lambda _, command, __: ran.append(command) or sys.exit(0))
    monkeypatch.setenv("COCKPIT_ADDRESS", "https://city.example/cockpit")
    port = free_port()
    with pytest.raises(SystemExit):
        main(["serve", "--port", str(port)])
    assert f"http://127.0.0.1:{port}/cockpit/wall" in capsys.readouterr().out
    assert ran[0][-2:] == ["--server.baseUrlPath", "cockpit"]


def test_serve_without_a_store_names_fill(settings, capsys):
    assert main(["serve"]) == 1
    assert "python -m cockpit fill" in capsys.readouterr().err


def test_check_store_reads_every_file_of_every_version(lake, tmp_path, capsys):
    before = set(lake.folder.rglob("*.parquet"))  # small tables lie in the catalogue
    with lake.change("甲", "成文件") as con:
        con.execute("insert into fact_note select range::varchar, 'x' from range(3000)")
    assert main(["check", "--store"]) == 0
    first, second, total = capsys.readouterr().out.splitlines()
    assert first.startswith("第 1 版")
    assert first.endswith(f"  {len(before)} 个文件")
    assert second.endswith(f"甲  成文件  {len(before) + 1} 个文件")
    assert total == f"目录库和 {len(before) + 1} 个数据文件逐行读过，0 个有问题"
    (file,) = set(lake.folder.rglob("*.parquet")) - before
    file.write_bytes(file.read_bytes()[:-1])
    assert main(["check", "--store"]) == 1
    said = capsys.readouterr().out
    assert f"{file}：数据文件不完整" in said
    assert "1 个有问题" in said


def test_an_account_that_may_only_read_can_look_and_back_up(lake, tmp_path):
    """The backup goes to where it may write; what writes here says that it may not."""
    paths = [lake.folder, *lake.folder.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & 0o555)
    copy = tmp_path / "copy"
    for command, code in (
        ("history", 0),
        ("check --store", 0),
        (f"backup {copy}", 0),
        ("set domain 交通 position 2 --reason 试", 1),
        (f"restore {copy} --yes", 1),
    ):
        done = subprocess.run(
            [*account(), sys.executable, "-m", "cockpit", *command.split()],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, "没有执行：没有权限" in done.stderr) == (code, bool(code)), command
    for path in paths:
        path.chmod(path.stat().st_mode | 0o200)
