"""Offices' ledgers at their edges: what must not be lost, doubled, guessed or let through."""

import io
import shutil
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from cockpit.intake import demonstration, gate
from cockpit.intake.answers import Answers
from cockpit.intake.forms import dates, words
from cockpit.intake.read import Source
from cockpit.warehouse import originals
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import new_lake, rows
from tests.ledgers import asked, done, ledger, load, names


@pytest.fixture
def lake(tmp_path):
    lake = new_lake(tmp_path / "lake")
    yield lake
    lake.close()


def test_a_project_whose_name_begins_like_a_note_is_a_project(lake):
    load(lake, ledger("项目名称,总投资,本年完成", "注塑产业园,1000,99", "说明书印刷厂,1000,98"))
    assert names(lake) == ["注塑产业园", "说明书印刷厂"]


def test_a_numbered_row_whose_name_carries_a_count_is_a_project(lake):
    load(lake, ledger("序号,项目名称,总投资,本年完成", "1,旧小区改造(1个),500,50", "2,乙,500,50"))
    assert names(lake) == ["乙", "旧小区改造(1个)"]


def test_the_figure_of_a_quarter_is_not_that_of_the_year(lake):
    assert asked(lake, ledger("项目名称,总投资,2022年4-6月完成投资", "甲,100,10")) == ["column"]
    title = "2022年4-6月进展情况（单位：万元）"
    assert asked(lake, ledger("项目名称,总投资,完成投资", "甲,100,10", title=title)) == ["column"]


def test_months_that_are_printed_and_empty_are_no_reports(lake):
    months = ",".join(f"{n}月" for n in range(1, 13))
    load(lake, ledger(f"项目名称,{months}", "示例路,1,2,3,,,,,,,,,", title="2022年（单位：万元）"))
    assert done(lake) == {
        ("自编-0001", "2022-01-31"): 1,
        ("自编-0001", "2022-02-28"): 3,
        ("自编-0001", "2022-03-31"): 6,
    }
    assert [row["valid_from"] for row in rows(lake, "project")] == [date(2022, 3, 31)]


def test_a_month_that_was_forgotten_is_a_fault_and_those_before_the_start_are_not(lake):
    title = "2022年（单位：万元）"
    lines = ["项目名称,1月,2月,3月", "示例路,,2,3", "示例桥,1,,3"]
    assert asked(lake, ledger(*lines, title=title)) == ["前面有一个月没有填，得不出累计"]
    load(lake, ledger(*lines[:2], title=title))
    assert done(lake)["自编-0001", "2022-03-31"] == 5


def test_two_rows_of_one_month_are_a_fault(lake):
    lines = ["项目名称,年份,月份,当月完成", "甲,2022,1,10", "甲,2022,2,5", "甲,2022,2,7"]
    assert asked(lake, ledger(*lines, title="（单位：万元）")) == ["这个项目这个月有两行"]


def test_a_unit_that_is_answered_holds_for_its_own_sheet(lake):
    files = [
        Source(f"{name}.csv", f"2022年5月,\n项目名称,总投资\n{project},{amount}".encode())
        for name, project, amount in (("县级", "甲", 1000), ("市级", "乙", 0.9))
    ]
    assert asked(lake, *files) == ["unit", "unit"]
    assert asked(lake, *files, units={"县级.csv": "万元"}) == ["unit"]
    load(lake, *files, units={"县级.csv›总投资": "万元", "市级.csv": "亿元"})
    assert sorted(row["total_wan"] for row in rows(lake, "project")) == [1000, 9000]


def test_one_of_two_columns_of_a_name_can_be_left_out(lake):
    source = ledger("项目名称,年度计划,年度计划,本年完成", "甲,100,120,10")
    assert asked(lake, source) == ["column"]
    load(lake, source, columns={"年度计划@B": "-"})
    assert [row["annual_plan_wan"] for row in rows(lake, "project_year")] == [120]
    assert rows(lake, "answer") == []  # it is of this workbook alone


def test_an_answer_for_one_organisation_is_none_for_another(lake):
    load(lake, ledger("项目名称,责任单位,总投资", "综合楼,城建局,500"))
    first = ledger("项目名称,责任单位,总投资", "综合楼,城建局一处,500")
    assert asked(lake, first) == ["match"]
    load(lake, first, matches={"综合楼": "自编-0001"})
    assert asked(lake, first) == []  # remembered
    assert asked(lake, ledger("项目名称,责任单位,总投资", "综合楼,卫健局,1200")) == ["match"]


def test_a_project_that_was_said_to_be_new_is_made_once(lake):
    load(lake, ledger("项目名称,总投资", "综合楼一期,500"))
    second = ledger("项目名称,总投资", "综合楼1期,2000")
    assert asked(lake, second) == ["match"]
    load(lake, second, matches={"综合楼1期": "新项目"})
    assert load(lake, second).version is None
    assert names(lake) == ["综合楼1期", "综合楼一期"]


def test_two_lists_of_one_project_are_laid_together(lake):
    one = Source("甲表.csv", "2022年5月（单位：万元）,,\n项目名称,总投资,本年完成\n甲,,10".encode())
    two = Source(
        "乙表.csv", "2022年5月（单位：万元）,,\n项目名称,总投资,本年完成\n甲,900,10".encode()
    )
    load(lake, one, two)
    assert [row["total_wan"] for row in rows(lake, "project")] == [900]
    assert load(lake, one, two).version is None


def test_a_title_of_several_years_gives_months_no_year(lake):
    title = "2021-2023年三年行动重点项目（单位：万元）"
    assert asked(lake, ledger("项目名称,1月", "甲,1", title=title)) == ["period"]


@pytest.mark.parametrize(
    "text",
    [
        "完工，联系138 1234 5678",
        "张三138-1234-5678",
        "主体0575 81234567",
        "＋８６１３８１２３４５６７８",
    ],
)
def test_no_telephone_number_reaches_the_lake(lake, text):
    load(lake, ledger("项目名称,本年完成,形象进度", f"甲,10,{text}"))
    (held,) = rows(lake, "progress_report")
    assert "1234" not in str(held["image_progress"])


def test_a_unit_that_is_none_is_asked_about(lake):
    assert asked(lake, ledger("项目名称,年度计划（百亿元）", "甲,1", title="2022年5月")) == ["unit"]
    assert words.unit_named("千万元") == "千万元"


def test_a_year_that_is_none_is_a_fault(lake):
    lines = ["项目名称,年份,月份,项目性质,年度计划,当月完成", "甲,今年,1,续建,10,1"]
    assert asked(lake, ledger(*lines, title="（单位：万元）"))


@pytest.mark.parametrize("cell", [43220, 43220.5, "43220", Decimal("43220.5")])
def test_a_day_of_a_book_of_1904_is_four_years_later(cell):
    assert dates.day(cell, is_1904=True) == date(2022, 5, 1)
    assert dates.day(cell) == date(2018, 4, 30)


def test_what_was_in_a_zip_is_kept_as_it_came(lake, tmp_path):

    source = ledger("项目名称,总投资", "甲,500")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("月报.csv", source.content)
    load(lake, Source("五月.zip", stream.getvalue()))
    (held,) = (row for row in rows(lake, "load"))
    assert originals.content_of(lake.folder, held["sha256"]) == source.content


HEADER = "序号,项目名称,总投资,项目性质,本年完成"
NAME_OF_CITY = "荥阳市"


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference") / "lake"
    lake = Lake(folder)
    demonstration.fill(lake, "测试", sample=False, tell=lambda _: None)
    lake.close()
    return folder


@pytest.fixture
def referred(reference, tmp_path):
    """A store with its reference tables and published figures, and no ledger."""
    shutil.copytree(reference, tmp_path / "referred")
    lake = Lake(tmp_path / "referred")
    yield lake
    lake.close()


@pytest.mark.parametrize(
    ("title", "level"),
    [
        (f"{NAME_OF_CITY}县级重点项目2022年5月进展情况（单位：万元）", "县"),
        ("2022年5月县级重点项目进展情况（单位：万元）", "县"),
        (f"郑州市{NAME_OF_CITY}市级重点项目2022年5月进展情况（单位：万元）", "市"),
        (f"{NAME_OF_CITY}省市级重点项目2022年5月进展情况（单位：万元）", None),
        ("省、市级重点项目2022年5月进展情况（单位：万元）", None),
    ],
)
def test_the_level_of_a_title_is_not_the_end_of_the_citys_name(referred, title, level):
    listed = ledger(HEADER, "1,甲厂,1000,新建,50", title=title)
    assert asked(referred, listed) == ([] if level else ["class"])
    load(referred, listed, project_class="-")
    held = [row["level"] for row in rows(referred, "class_membership")]
    assert held == ([level] if level else [])


def test_what_may_be_wrong_is_asked_too_where_the_demonstration_gives_way(lake):
    twins = ledger(HEADER, "1,灌区配套工程,9000,新建,50", "2,灌区配套,9000,新建,50")
    seen = gate.preview(lake, [twins], answers=Answers(nature="新建"), before=lambda _: None)
    assert [fault.question for fault in seen.warnings] == ["twins"]


def test_the_samples_of_a_sheet_are_of_its_first_projects(lake):
    lines = (
        "序号,项目名称,总投资,本年完成",
        ",一、先进制造业（2个）,,",
        "1,甲厂,1000,",
        "2,乙厂,900,50",
    )
    (sheet,) = gate.preview(lake, [ledger(*lines)]).understood
    assert [column.samples for column in sheet.columns] == [
        ("1", "2"),
        ("甲厂", "乙厂"),
        ("1000", "900"),
        ("", "50"),
    ]


NO_CLASS = "2022年5月项目进展情况（单位：万元）"


def test_of_projects_in_no_class_it_is_asked_which_they_are_of(referred):
    """They would be in no total: a ledger went in and every figure stayed as it was."""
    month = ledger(HEADER, "1,甲厂,1000,新建,50", "2,乙厂,900,新建,40", title=NO_CLASS)
    (fault,) = gate.preview(referred, [month]).faults
    assert (fault.question, fault.row) == ("class", 3)
    offered = [remedy.values for remedy in fault.remedies]
    assert offered[:3] == [("月报.csv", f"重点项目/{level}") for level in ("省", "市", "县")]
    assert ("月报.csv", "三个一批") in offered
    assert offered[-1] == ("月报.csv", "-")

    load(referred, month, classes={"月报.csv": "重点项目/县"})
    held = {(row["project_class"], row["level"]) for row in rows(referred, "class_membership")}
    assert held == {("重点项目", "县")}
    later = ledger(HEADER, "1,甲厂,1000,新建,60", title=NO_CLASS.replace("5月", "6月"))
    assert asked(referred, later) == []  # it is in one


def test_projects_may_stay_in_no_class_and_what_is_no_class_is_asked_again(referred):
    month = ledger(HEADER, "1,甲厂,1000,新建,50", title=NO_CLASS)
    assert asked(referred, month, project_class="重点项目") == ["class"]  # of which level
    assert asked(referred, month, project_class="没有这类") == ["class"]
    load(referred, month, project_class="-")
    assert rows(referred, "class_membership") == []
    assert names(referred) == ["甲厂"]


def test_a_project_that_left_its_class_is_asked_about_when_it_comes_again(referred):
    load(referred, ledger(HEADER, "1,甲厂,1000,新建,50", title=NO_CLASS), project_class="三个一批")
    with referred.change("测试", "移出") as con:
        con.execute("update class_membership set valid_to = date '2022-06-01'")
    later = ledger(HEADER, "1,甲厂,1000,新建,60", title="2022年7月项目进展情况（单位：万元）")
    assert asked(referred, later) == ["class"]
