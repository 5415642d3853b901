"""The gate: what it takes, what it refuses and how it says so, and what it writes."""

import shutil
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from cockpit.commands.remedies import fault_text
from cockpit.commands.sources import from_paths
from cockpit.errors import KindsMixed, LoadRefused
from cockpit.intake import corrections, gate
from cockpit.intake.answers import Answers
from cockpit.intake.corrections import Reason
from cockpit.intake.which_table import named
from cockpit.tables import cleaning, columns
from cockpit.tables.contracts import TABLES
from cockpit.warehouse.lake import MIGRATIONS, Lake
from tests.conftest_gate import faults_of, new_lake, rows, workbook, write

PROJECTS = """
    project_id,valid_from,name,organisation
    P1,2022-01-01,一号,甲局
    P2,2022-01-01,二号,乙局
"""
REPORTS = """
    project_id,report_date,completed_wan,received_at
    P1,2022-05-30,100,2022-05-30 17:00
    P1,2022-05-31,110.5,2022-05-31 17:00
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template")
    lake = new_lake(folder / "lake")
    load(lake, write(folder, "project.csv", PROJECTS))
    lake.close()
    return lake.folder


@pytest.fixture
def lake(template, tmp_path, opened):
    """A lake with two projects, as version 1."""
    lake = opened(shutil.copytree(template, tmp_path / "lake"))
    yield lake
    lake.close()


def load(lake, *files, kind=None, **options):
    return gate.load(lake, from_paths(files, kind), author="测试", **options)


def refused(lake, *files, **options):
    """The faults of a load that must be refused, as people read them; the lake stays as it was."""
    before = lake.newest_snapshot()
    with pytest.raises(LoadRefused) as refusal:
        load(lake, *files, **options)
    assert lake.newest_snapshot() == before
    return [fault_text(fault) for fault in refusal.value.faults]


# what is written


def test_values_arrive_typed(lake, tmp_path):
    result = load(lake, write(tmp_path, "progress_report.csv", REPORTS))
    assert (result.version, result.changed) == (2, 2)
    assert rows(lake, "progress_report")[1] == {
        "project_id": "P1",
        "report_date": date(2022, 5, 31),
        "completed_wan": Decimal("110.5"),
        "total_completed_wan": None,
        "image_progress": None,
        "reporter": None,
        "received_at": datetime(2022, 5, 31, 17),
    }


def test_where_a_value_comes_from_is_recorded(lake, tmp_path):
    load(lake, write(tmp_path, "进度报告-5月.csv", REPORTS), note="5月")
    (line,) = [r for r in rows(lake, "load") if r["load_id"] == 2]
    assert (line["file"], line["author"], line["note"], line["kind"]) == (
        "进度报告-5月.csv",
        "测试",
        "5月",
        "real",
    )
    origin = [r for r in rows(lake, "origin") if r["table_name"] == "progress_report"]
    assert [(r["key"], r["load_id"], r["row"]) for r in origin] == [
        ("P1|2022-05-30", 2, 2),
        ("P1|2022-05-31", 2, 3),
    ]


def test_the_same_values_make_no_version(lake, tmp_path):
    file = write(tmp_path, "progress_report.csv", REPORTS)
    load(lake, file)
    before = lake.newest_snapshot()
    result = load(lake, file)
    assert (result.version, result.changed, lake.newest_snapshot()) == (None, 0, before)


def test_a_file_saved_anew_with_another_hash_makes_no_version(lake, tmp_path):
    load(lake, write(tmp_path, "progress_report.csv", REPORTS))
    again = workbook(
        tmp_path,
        "again.xlsx",
        进度报告=[
            ["本年完成投资（万元）", "填报日期", "项目代码", "接收时间"],
            [110.50, "2022/5/31", "P1", "2022-05-31 17:00:00"],
            [100, datetime(2022, 5, 30), "P1", "2022年5月30日 17:00"],
        ],
    )
    assert load(lake, again).version is None


def test_only_the_row_that_differs_is_written(lake, tmp_path):
    load(lake, write(tmp_path, "progress_report.csv", REPORTS))
    result = load(lake, write(tmp_path, "progress_report.csv", REPORTS.replace("110.5", "120")))
    (table,) = result.written
    assert (table.new, table.changed, table.same) == (0, 1, 1)
    changes = lake.changes("progress_report", "project_id", "P1")
    assert [(c.version, c.row["completed_wan"]) for c in changes if c.kind != "insert"] == [
        (3, Decimal("110.5")),
        (3, Decimal("120")),
    ]


def test_a_corrected_report_keeps_the_time_it_was_received(lake, tmp_path):
    load(lake, write(tmp_path, "progress_report.csv", REPORTS))
    later = REPORTS.replace("110.5,2022-05-31 17:00", "120,2022-06-09 09:00")
    load(lake, write(tmp_path, "progress_report.csv", later))
    assert rows(lake, "progress_report")[-1]["received_at"] == datetime(2022, 5, 31, 17)


def test_received_at_alone_makes_no_version(lake, tmp_path):
    load(lake, write(tmp_path, "progress_report.csv", REPORTS))
    later = write(tmp_path, "progress_report.csv", REPORTS.replace("17:00", "18:00"))
    assert load(lake, later).version is None


def test_a_row_that_is_not_in_the_file_stays(lake, tmp_path):
    load(lake, write(tmp_path, "progress_report.csv", REPORTS))
    one = "project_id,report_date,completed_wan\nP1,2022-06-01,111"
    load(lake, write(tmp_path, "progress_report.csv", one))
    assert len(rows(lake, "progress_report")) == 3


def test_a_column_that_is_not_in_the_file_stays(lake, tmp_path):
    full = "project_id,report_date,completed_wan,image_progress\nP1,2022-05-31,100,主体封顶"
    load(lake, write(tmp_path, "progress_report.csv", full))
    part = "project_id,report_date,completed_wan\nP1,2022-05-31,101"
    load(lake, write(tmp_path, "progress_report.csv", part))
    (report,) = rows(lake, "progress_report")
    assert (report["completed_wan"], report["image_progress"]) == (101, "主体封顶")


def test_a_dry_run_says_what_would_change_and_writes_nothing(lake, tmp_path):
    before = lake.newest_snapshot()
    result = load(lake, write(tmp_path, "progress_report.csv", REPORTS), dry_run=True)
    assert (result.changed, result.version, lake.newest_snapshot()) == (2, None, before)


def test_text_that_looks_like_a_formula_stays_text(lake, tmp_path):
    text = "project_id,valid_from,name\nP3,2022-01-01,=1+1\nP4,2022-01-01,@SUM(A1)"
    load(lake, write(tmp_path, "project.csv", text))
    assert [r["name"] for r in rows(lake, "project")][2:] == ["=1+1", "@SUM(A1)"]


def test_several_files_are_one_version(lake, tmp_path):
    more = write(tmp_path, "project.csv", PROJECTS.replace("P2", "P3").replace("二号", "三号"))
    load(lake, write(tmp_path, "progress_report.csv", REPORTS.replace("P1", "P3")), more)
    assert (lake.newest(), len(rows(lake, "progress_report"))) == (2, 2)


# what is read


def test_gb18030_is_read(lake, tmp_path):
    text = "项目代码,填报日期,本年完成投资\nP1,2022年5月31日,１００"
    load(lake, write(tmp_path, "进度.csv", text, "gb18030"))
    assert rows(lake, "progress_report")[0]["completed_wan"] == 100  # full-width digits


def test_a_byte_order_mark_is_no_part_of_the_first_header(lake, tmp_path):
    assert load(lake, write(tmp_path, "progress_report.csv", REPORTS, "utf-8-sig")).version == 2


def test_parquet_is_read(lake, tmp_path):
    pq.write_table(
        pa.table(
            {
                "project_id": ["P1"],
                "report_date": [date(2022, 5, 31)],
                "completed_wan": [float("100.25")],
                "total_completed_wan": [float("nan")],
            }
        ),
        tmp_path / "progress_report.parquet",
    )
    load(lake, tmp_path / "progress_report.parquet")
    (report,) = rows(lake, "progress_report")
    assert (report["completed_wan"], report["total_completed_wan"]) == (Decimal("100.25"), None)


def test_a_workbook_brings_a_sheet_a_table(lake, tmp_path):
    book = workbook(
        tmp_path,
        "六月.xlsx",
        项目=[["项目代码", "生效日期", "项目名称"], [1003, datetime(2022, 1, 1), "三号"]],
        project_year=[
            ["project_id", "year", "revision", "annual_plan_wan", "carry_over"],
            ["1003", 2022.0, 1, 0.1 + 0.2, False],
        ],
    )
    load(lake, book)
    (plan,) = rows(lake, "project_year")
    assert (plan["project_id"], plan["annual_plan_wan"]) == ("1003", Decimal("0.3"))
    origin = [r for r in rows(lake, "origin") if r["table_name"] == "project_year"]
    assert [(r["sheet"], r["row"]) for r in origin] == [("project_year", 2)]


def test_a_file_of_any_name_is_known_by_its_headers(lake, tmp_path):
    assert load(lake, write(tmp_path, "from_the_office.csv", REPORTS)).version == 2


@pytest.mark.parametrize(
    ("stem", "table"),
    [
        ("progress_report", "progress_report"),
        ("progress_report-2022-06", "progress_report"),
        ("进度报告（6月）", "progress_report"),
        ("project_year", "project_year"),
        ("project 2022", "project"),
        ("项目年度计划", "project_year"),
        ("项目情况", None),
        ("reports", None),
    ],
)
def test_table_of_a_name(stem, table):
    found = named(stem)
    assert (found.name if found else None) == table


def test_empty_lines_are_passed_over_and_rows_keep_their_number(tmp_path):
    text = "project_id,report_date,completed_wan\n,,\nP1,2022-05-31,x"
    (fault,) = faults_of(write(tmp_path, "progress_report.csv", text))
    assert fault == (
        "progress_report.csv › 第 3 行 › 本年完成投资：应为数字（写的是“x”）；只写数字"
    )


# what is refused


@pytest.mark.parametrize(
    ("column", "cell", "rule"),
    [
        ("completed_wan", "100亿元", "应为数字（写的是“100亿元”）；只写数字，单位写在表头"),
        ("completed_wan", "约100", "应为数字"),
        ("completed_wan", "1e5", "应为数字"),
        ("completed_wan", "-1", "不能是负数"),
        ("completed_wan", "1.23456", "最多 4 位小数"),
        ("completed_wan", "", "必填，不能为空"),
        ("completed_wan", "9" * 13, "数太大，请核对单位"),
        ("completed_wan", "1,00", "应为数字"),
        ("report_date", "2022-02-30", "没有这一天"),
        ("report_date", "1999-12-31", "日期应在 2000 到 2100 年之间"),
        ("report_date", "5月31日", "应为日期"),
        ("report_date", "44712", "应为日期"),
        ("received_at", "2022-05-31 25:00", "没有这个时刻"),
        ("image_progress", "a\x07b", "含有不可见的控制字符"),
        ("project_id", "P|1", "不能含有“|”"),
    ],
)
def test_a_bad_cell_is_named(tmp_path, column, cell, rule):
    row = {
        "project_id": "P1",
        "report_date": "2022-05-31",
        "completed_wan": "1",
        "received_at": "",
        "image_progress": "",
    } | {column: f'"{cell}"'}
    text = ",".join(row) + "\n" + ",".join(row.values())
    (fault,) = faults_of(write(tmp_path, "progress_report.csv", text))
    label = TABLES["progress_report"].label(column)
    assert fault.startswith(f"progress_report.csv › 第 2 行 › {label}：{rule}")


def test_every_fault_is_listed_not_only_the_first(lake, tmp_path):
    text = """
        project_id,report_date,completed_wan
        P1,2022-05-31,x
        P9,2022-13-01,-1
        P9,2022-05-31,5
        P1,2022-05-30,5
        P1,2022-05-30,6
    """
    faults = refused(lake, write(tmp_path, "progress_report.csv", text))
    assert [fault.partition("：")[0] for fault in faults] == [
        "progress_report.csv › 第 2 行 › 本年完成投资（P1 一号）",
        "progress_report.csv › 第 3 行 › 填报日期",
        "progress_report.csv › 第 3 行 › 本年完成投资",
        "progress_report.csv › 第 6 行（P1 一号）",
        "progress_report.csv › 第 4 行 › 项目代码",
    ]


def test_a_fault_in_one_file_leaves_out_all(lake, tmp_path):
    good = write(tmp_path, "project.csv", PROJECTS.replace("一号", "壹号"))
    bad = write(tmp_path, "progress_report.csv", REPORTS.replace("110.5", "多"))
    assert len(refused(lake, good, bad)) == 1
    assert rows(lake, "project")[0]["name"] == "一号"


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("project_id,report_date", "completed_wan"),
        (
            "project_id,report_date,completed_wan,备注",
            "备注：没有这一列；改成表里的列名；进度报告的列有",
        ),
        ("project_id,report_date,completed_wan,本年完成投资", "这一列出现了两次"),
        ("project_id,report_date,本年完成投资（亿元）", "应为万元，写的是亿元；换算成万元并改表头"),
        ("report_date,completed_wan", "项目代码（或项目名称）：缺少这一列"),
    ],
)
def test_a_bad_header_is_named(tmp_path, header, says):
    said = "\n".join(faults_of(write(tmp_path, "progress_report.csv", header + "\n")))
    assert says in said.replace("本年完成投资：缺少这一列", "completed_wan")


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("progress_report.csv", b"", "文件是空的"),
        ("progress_report.xlsx", b"PK\x03\x04" + bytes(200), "不是可读的 .xlsx 工作簿"),
        ("progress_report.parquet", b"PAR1 not at all PAR1", "不是完整的 Parquet 文件"),
        ("report.pdf", b"%PDF-1.4", "是 PDF，不是表格文件"),
        ("unknown.csv", b"a,b\n1,2\n", "认不出这是哪张表"),
        ("notes.csv", b"fact_id,note,\xd6\xd0\n", "认不出这是哪张表"),
    ],
)
def test_a_bad_file_is_named(tmp_path, name, content, rule):
    (tmp_path / name).write_bytes(content)
    (fault,) = faults_of(tmp_path / name)
    assert fault.startswith(f"{name}：{rule}")


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert faults_of(tmp_path / "no.csv") == ["no.csv：打不开这个文件；核对路径和权限"]


def test_a_row_with_a_cell_too_many_is_named(tmp_path):
    text = "project_id,report_date,completed_wan\nP1,2022-05-31,1,234\nP1,2022-05-30"
    assert faults_of(write(tmp_path, "progress_report.csv", text)) == [
        "progress_report.csv › 第 2 行：这一行有 4 格，表头有 3 格；核对逗号和引号",
        "progress_report.csv › 第 3 行：这一行有 2 格，表头有 3 格；核对逗号和引号",
    ]


def test_the_same_key_in_two_files_is_named(lake, tmp_path):
    one = write(tmp_path, "progress_report-1.csv", REPORTS)
    two = write(tmp_path, "progress_report-2.csv", REPORTS)
    faults = refused(lake, one, two)
    assert faults[0] == (
        "progress_report-2.csv › 第 2 行（P1 一号）：与 progress_report-1.csv 第 2 行的键相同"
        "（写的是“P1|2022-05-30”）；核对哪一行是对的"
    )
    assert len(faults) == 2


CLASSES = """
    project_class,position,short_name,full_name,has_levels
    重点,1,重点项目,重点建设项目,true
    债券,2,债券项目,“债券”项目,false
"""
LEVELS = """
    level,position,level_group
    省,1,省市级
    县,2,县级
"""


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("P1,六类,,2022-01-01", "类别要在类别表里（写的是“表里有 重点、债券”"),
        ("P1,债券,县,2022-01-01", "分层级的类别要写层级，其他类别不写"),
        ("P1,重点,,2022-01-01", "分层级的类别要写层级，其他类别不写"),
        ("P1,重点,乡,2022-01-01", "层级要在层级表里"),
    ],
)
def test_a_membership_is_held_to_the_listed_classes_and_levels(lake, tmp_path, row, says):
    text = f"project_id,project_class,level,valid_from\n{row}"
    listed = [write(tmp_path, "class.csv", CLASSES), write(tmp_path, "level.csv", LEVELS)]
    (fault,) = refused(lake, *listed, write(tmp_path, "class_membership.csv", text))
    assert "class_membership.csv" in fault
    assert says in fault


def test_a_class_that_comes_in_the_same_load_is_known_by_each_of_its_names(lake, tmp_path):
    text = """
        project_id,project_class,level,valid_from
        P1,重点建设项目,省级,2022-01-01
        P1,“债券”项目,,2022-01-01
        P2,重点,县,2022-01-01
    """
    listed = [write(tmp_path, "class.csv", CLASSES), write(tmp_path, "level.csv", LEVELS)]
    load(lake, write(tmp_path, "class_membership.csv", text), *listed)
    found = [(r["project_class"], r["level"]) for r in rows(lake, "class_membership")]
    assert set(found) == {("重点", "省"), ("债券", None), ("重点", "县")}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("P1,专项债,,2022-01-01,2021-12-31", "结束早于开始"),
        (",专项债,,2022-01-01,", "没有说是哪个项目"),
    ],
)
def test_a_bad_membership_is_named(tmp_path, row, says):
    text = f"project_id,project_class,level,valid_from,valid_to\n{row}"
    (fault,) = faults_of(write(tmp_path, "class_membership.csv", text))
    assert says in fault


def test_a_check_that_fails_rolls_back_and_names_the_row(lake, tmp_path):
    load(lake, write(tmp_path, "progress_report.csv", REPORTS))
    lower = "project_id,report_date,completed_wan\nP1,2022-06-01,90"
    (fault,) = refused(lake, write(tmp_path, "progress_report-6.csv", lower))
    assert fault.startswith(
        "progress_report-6.csv › 第 2 行 › P1|2022-06-01（一号）："
        "本年累计完成投资在一年之内不得减少（写的是“本年完成投资 90，前一次 110.5”）"
    )


def test_a_waiver_in_the_same_load_lets_it_pass(lake, tmp_path):
    falls = write(tmp_path, "progress_report.csv", REPORTS.replace("110.5", "90"))
    waiver = write(
        tmp_path,
        "waiver.csv",
        """rule,key,reason,author,accepted_at
        completed_never_falls,P1|2022-05-31,合同额误计,甲,2022-06-01""",
    )
    assert load(lake, falls, waiver).version == 2


FACT = "fact_id,period_end,known_on,period,subject,indicator,value,rank,rank_of,quote\n"


@pytest.mark.parametrize(
    ("value", "rank", "says"),
    [
        ("约49.1", "", "应为数字（写的是“约49.1”）"),
        ("49.1%", "", "应为数字（写的是“49.1%”）"),
        ("1e3", "", "应为数字"),
        ("", "", "数值和位次都没有填"),
    ],
)
def test_a_bad_published_fact_is_named(tmp_path, value, rank, says):
    text = f"{FACT}f,2022-05-31,2022-06-10,2022年5月,某市,增速,{value},{rank},,原句"
    (fault,) = faults_of(write(tmp_path, "published_fact.csv", text))
    assert says in fault


@pytest.mark.parametrize(("value", "rank"), [("49.1", ""), ("-3", ""), ("", "2"), ("66.70", "1")])
def test_a_published_fact_has_a_number_or_a_rank(tmp_path, value, rank):
    text = f"{FACT}f,2022-05-31,2022-06-10,2022年5月,某市,增速,{value},{rank},6,原句"
    assert faults_of(write(tmp_path, "published_fact.csv", text)) == []


# corrections


def corrected(lake, tmp_path):
    """A lake in which `set` put 90 after 100, and the file that a load may bring later."""
    load(lake, write(tmp_path, "progress_report.csv", REPORTS))
    cell = ("progress_report", "P1|2022-05-31", "completed_wan")
    corrections.set_value(lake, cell, "90", Reason("甲", "重复计入"))


def test_a_correction_lets_only_the_value_pass_that_was_set(lake, tmp_path):
    corrected(lake, tmp_path)
    load(lake, write(tmp_path, "progress_report.csv", REPORTS.replace("110.5", "90")))
    (fault,) = refused(lake, write(tmp_path, "progress_report.csv", REPORTS.replace("110.5", "80")))
    assert "不得减少（写的是“本年完成投资 80，前一次 100”）" in fault


def test_a_load_says_which_corrections_it_overwrites(lake, tmp_path):
    corrected(lake, tmp_path)
    file = write(tmp_path, "progress_report.csv", REPORTS)
    (table,) = load(lake, file).written
    assert table.overwrites == (
        "进度报告 P1|2022-05-31 本年完成投资：90 → 110.5（更正的理由：重复计入）",
    )
    (again,) = load(lake, file).written
    assert again.overwrites == ()
    later = write(tmp_path, "progress_report.csv", REPORTS.replace("110.5", "120"))
    assert load(lake, later).written[0].overwrites == ()  # no longer the corrected value


def test_a_load_of_other_columns_leaves_a_correction(lake, tmp_path):
    corrected(lake, tmp_path)
    text = "project_id,report_date,completed_wan,image_progress\nP1,2022-05-31,90,主体封顶"
    (table,) = load(lake, write(tmp_path, "progress_report.csv", text)).written
    assert (table.changed, table.overwrites) == (1, ())


# notes beside the tables


def test_a_sheet_of_notes_is_skipped_and_said(lake, tmp_path):
    book = workbook(
        tmp_path,
        "进度.xlsx",
        Sheet1=[["项目代码", "填报日期", "本年完成投资"], ["P1", "2022-05-31", 5]],
        说明=[["表", "项目台账"], ["口径", "截至 2022-05-31"]],
    )
    result = load(lake, book)
    assert (result.version, result.skipped) == (
        2,
        ("进度.xlsx › 说明：没有认得的表头，不是数据表",),
    )


def test_a_workbook_without_any_known_sheet_stays_a_fault(tmp_path):
    book = workbook(tmp_path, "资料.xlsx", 甲=[["表", "口径"]], 乙=[["一", "二"]])
    faults = faults_of(book)
    assert [fault.partition("：")[0] for fault in faults] == ["资料.xlsx › 甲", "资料.xlsx › 乙"]


def test_a_sheet_called_like_a_table_is_never_skipped(tmp_path):
    book = workbook(
        tmp_path,
        "资料.xlsx",
        项目=[["代号", "叫法"], ["P1", "一号"]],
        进度报告=[["项目代码", "填报日期", "本年完成投资"], ["P1", "2022-05-31", 5]],
    )
    assert faults_of(book)[0].startswith("资料.xlsx › 项目 › 代号：没有这一列")


# which project


def test_a_project_is_found_by_name_and_organisation(lake, tmp_path):
    text = "项目名称,项目单位,填报日期,本年完成投资\n二号,乙局,2022-05-31,5"
    load(lake, write(tmp_path, "进度.csv", text))
    assert rows(lake, "progress_report")[0]["project_id"] == "P2"


def test_a_new_project_without_code_gets_the_gates_own(lake, tmp_path):
    text = "项目名称,项目单位,生效日期,总投资\n新项目,丙局,2022-03-01,500"
    report = "项目名称,填报日期,本年完成投资\n新项目,2022-05-31,5"
    load(lake, write(tmp_path, "项目.csv", text), write(tmp_path, "进度.csv", report))
    assert rows(lake, "project")[-1]["project_id"] == "自编-0001"
    assert rows(lake, "progress_report")[0]["project_id"] == "自编-0001"
    assert load(lake, write(tmp_path, "项目.csv", text)).version is None  # found again by name


def test_an_ambiguous_name_is_asked_about_and_match_answers(lake, tmp_path):
    twin = "project_id,valid_from,name,organisation\nP3,2022-01-01,二号,丙局"
    load(lake, write(tmp_path, "project.csv", twin))
    file = write(tmp_path, "进度.csv", "项目名称,填报日期,本年完成投资\n二号,2022-05-31,5")
    assert refused(lake, file) == [
        "进度.csv › 第 2 行 › 项目名称：同名的有几个项目：P2（乙局）、P3（丙局）（写的是“二号”）；"
        '填项目代码，或导入时加 --match "二号=P2"'
    ]
    load(lake, file, answers=Answers(matches={"二号": "P3"}))
    assert rows(lake, "progress_report")[0]["project_id"] == "P3"


def test_a_match_must_name_a_project_that_is_there(lake, tmp_path):
    file = write(tmp_path, "进度.csv", "项目名称,填报日期,本年完成投资\n二号,2022-05-31,5")
    with pytest.raises(LoadRefused) as refusal:
        load(lake, file, answers=Answers(matches={"二号": "P9"}))
    assert [fault_text(fault) for fault in refusal.value.faults] == [
        "--match：没有这个项目（写的是“二号=P9”）；核对项目代码"
    ]
    new = write(tmp_path, "project.csv", "project_id,valid_from,name\nP9,2022-01-01,九号")
    assert load(lake, new, file, answers=Answers(matches={"二号": "P9"})).version == 2


def test_an_id_that_only_looks_like_the_gates_own_is_let_be(lake, tmp_path):
    text = """
        项目代码,项目名称,生效日期
        自编-x0001,甲,2022-03-01
        自编-0007,乙,2022-03-01
        ,丙,2022-03-01
    """
    load(lake, write(tmp_path, "项目.csv", text))
    assert rows(lake, "project")[-1]["project_id"] == "自编-0008"


def test_finding_projects_of_one_name_does_not_grow_as_the_square(lake, tmp_path, monkeypatch):
    folded, asked = cleaning.folded, []
    monkeypatch.setattr(cleaning, "folded", lambda text: asked.append(text) or folded(text))
    text = "项目名称,项目单位,生效日期\n" + "".join(f"道路,{n}局,2022-01-01\n" for n in range(300))
    assert load(lake, write(tmp_path, "项目.csv", text)).written[0].new == 300
    assert len(asked) < 20 * 300  # each with each would be 45,000


def test_of_many_projects_of_one_name_a_few_are_named(lake, tmp_path):
    text = "项目名称,项目单位,生效日期\n" + "".join(f"道路,{n}局,2022-01-01\n" for n in range(30))
    load(lake, write(tmp_path, "项目.csv", text))
    file = write(tmp_path, "进度.csv", "项目名称,填报日期,本年完成投资\n道路,2022-05-31,5")
    (fault,) = refused(lake, file)
    assert "自编-0005（4局） 等 30 个（写的是" in fault
    assert "自编-0006" not in fault


@pytest.mark.parametrize("row", ["P1,2022-05-31,x", "P1,2022-05-31,1"])  # a cell, a key
def test_too_many_faults_end_a_load_early_and_say_so(lake, tmp_path, monkeypatch, row):
    monkeypatch.setattr("cockpit.errors.MOST_FAULTS", 3)
    text = "项目代码,填报日期,本年完成投资\n" + f"{row}\n" * 9
    with pytest.raises(LoadRefused) as refusal:
        load(lake, write(tmp_path, "进度.csv", text))
    assert refusal.value.what.startswith("看到 3 处问题就停下了，后面的没有再看")
    assert [fault.name for fault in refusal.value.faults] == ["一号"] * 3
    assert lake.newest() == 1


def test_an_unknown_name_is_not_invented(lake, tmp_path):
    text = "项目名称,填报日期,本年完成投资\n无此项目,2022-05-31,5"
    (fault,) = refused(lake, write(tmp_path, "进度.csv", text))
    assert "没有这个项目（写的是“无此项目”）" in fault


def test_what_a_row_refers_to_must_exist(lake, tmp_path):
    text = "issue_id,report_date,used_wan\nZ1,2022-05-30,5\nZ1,2022-05-31,5"
    (fault,) = refused(lake, write(tmp_path, "bond_use.csv", text))
    assert fault.startswith("bond_use.csv › 第 2 行 › 发行编号：没有这一项，共 2 行（写的是“Z1”）")


# sample and real


def test_sample_files_do_not_enter_a_real_ledger(lake, tmp_path):
    with pytest.raises(KindsMixed, match="现在装的是正式台账"):
        load(lake, write(tmp_path, "progress_report.csv", REPORTS), kind="sample")


def test_reference_data_enters_beside_either(lake, tmp_path):
    text = "domain,valid_from,position,kind\n交通,2021-01-01,1,假定"
    load(lake, write(tmp_path, "domain.csv", text))
    assert rows(lake, "domain")[0]["kind"] == "assumed"
    assert [r["kind"] for r in rows(lake, "load")] == ["real", "reference"]


@pytest.mark.parametrize(
    ("name", "kind", "says"),
    [
        ("domain", "sample", "参考数据不能按 sample 导入"),
        ("domain", "real", "参考数据不能按 real 导入"),
        ("domain", "published", "参考数据不能按 published 导入"),
        ("fact_note", "sample", "公布数据不能按 sample 导入"),
        ("fact_note", "reference", "公布数据不能按 reference 导入"),
        ("project", "reference", "台账不能按 reference 导入"),
    ],
)
def test_a_kind_that_is_not_the_tables_is_refused(lake, tmp_path, name, kind, says):
    texts = {
        "domain": "domain,valid_from,position,kind\n交通,2021-01-01,1,假定",
        "fact_note": "fact_id,note",
        "project": PROJECTS,
    }
    (fault,) = refused(lake, write(tmp_path, f"{name}.csv", texts[name]), kind=kind)
    assert fault == f"{name}.csv：{says}；去掉 --kind，由表决定"


# two at once


class Overtaken(Lake):
    """A lake into which somebody else commits just before every change of ours."""

    def change(self, author, message, **options):
        with Lake(self.where).change("别处", "先一步") as con:
            con.execute("insert into domain values ('水利', null, 1, null)")
        return super().change(author, message, **options)


def test_a_load_without_change_never_reports_anothers_version(lake, tmp_path):
    file = write(tmp_path, "progress_report.csv", REPORTS)
    load(lake, file)
    assert load(Overtaken(lake.where), file).version is None
    later = write(tmp_path, "progress_report.csv", REPORTS.replace("110.5", "120"))
    assert load(Overtaken(lake.where), later).version == 5


# contracts and tables agree


def test_every_contract_has_the_columns_and_types_of_its_table(con):
    ours = {
        (table.name, column): str(table.types[column])
        for table in TABLES.values()
        for column in table.columns
    }
    theirs = {
        (name, field.name): str(field.type)
        for name in TABLES
        for field in con.execute(f'select * from "{name}" limit 0').to_arrow_table().schema
    }
    assert ours == theirs


def test_only_the_gates_own_records_have_no_contract(con):
    names = {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}
    assert names - set(TABLES) == {"load", "origin", "load_column", "answer"}


@pytest.fixture
def con():
    con = duckdb.connect()
    for file in sorted(MIGRATIONS.glob("*.sql")):
        con.execute(file.read_text("utf-8"))
    return con


# cells


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(["-", "/", ".", ""]))
def test_a_day_is_read_back_however_it_is_written(on, mark):
    assert columns.day(on.strftime(f"%Y{mark}%m{mark}%d")) == on


@given(st.decimals(0, 10**9, places=4, allow_nan=False))
def test_a_sum_is_read_back_with_or_without_commas(value):
    read = columns.decimal(4, 0)
    assert read(str(value)) == read(f"{value:,}") == value


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_a_fault_of_ours(cell):
    with suppress(PydanticCustomError):
        assert isinstance(columns.decimal(4)(cell), Decimal)
