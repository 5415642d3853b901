"""What the gate asks about, what it says once instead of often, and every fault at once."""

import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from cockpit.commands import COMMANDS
from cockpit.commands.remedies import fault_text
from cockpit.commands.sources import from_paths
from cockpit.errors import LoadRefused
from cockpit.intake import checks, gate
from cockpit.intake.answers import Answers
from cockpit.intake.questions import QUESTIONS
from cockpit.tables.contracts import TABLES
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import new_lake, rows, workbook, write

PROJECTS = """
    项目代码,生效日期,项目名称,项目单位,领域,总投资
    SL-2021-0002,2022-01-01,老旧小区改造 二期,甲局,交通,68000
    SL-2021-0003,2022-01-01,三号,乙局,,54000
    SL-2021-0004,2022-01-01,四号,乙局,,87000
"""
PLANS = """
    项目代码,年度,计划版次,年度计划投资,是否续建
    SL-2021-0002,2022,0,32000,否
    SL-2021-0003,2022,0,21000,否
    SL-2021-0004,2022,0,47000,否
"""
REPORTS = """
    项目代码,填报日期,本年完成投资,形象进度
    SL-2021-0002,2022-05-31,8400,主体施工
    SL-2021-0003,2022-05-31,5400,
    SL-2021-0004,2022-05-31,8700,
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template")
    lake = new_lake(folder / "lake")
    texts = {"项目": PROJECTS, "年度计划": PLANS, "进度报告": REPORTS}
    load(lake, *(write(folder, f"{name}.csv", text) for name, text in texts.items()))
    lake.close()
    return lake.folder


@pytest.fixture
def lake(template, tmp_path):
    """A lake with three projects, their plans and a report each."""
    shutil.copytree(template, tmp_path / "lake")
    lake = Lake(tmp_path / "lake")
    yield lake
    lake.close()


def load(lake, *files, kind=None, **options):
    return gate.load(lake, from_paths(files, kind), author="测试", **options)


def refused(lake, *files, **options):
    before = lake.newest_snapshot()
    with pytest.raises(LoadRefused) as refusal:
        load(lake, *files, **options)
    assert lake.newest_snapshot() == before
    return [fault_text(fault) for fault in refusal.value.faults]


def test_the_command_line_explains_every_question_that_can_be_accepted():
    (load_command,) = (command for command in COMMANDS if command.name == "load")
    (accept,) = (one for one in load_command.arguments if one.name == "--accept")
    assert [
        question for question in QUESTIONS if f"{question} " not in accept.options["help"]
    ] == []


# blanks


def test_a_blank_that_would_erase_a_value_is_asked_about(lake, tmp_path):
    file = write(tmp_path, "进度报告.csv", REPORTS.replace("主体施工", ""))
    (fault,) = refused(lake, file)
    assert fault == (
        "进度报告.csv › 第 2 行 › 形象进度（SL-2021-0002 老旧小区改造 二期）："
        "空着，会抹去已装的值：第 2 行，第 2 行已装的是“主体施工”；"
        "补上；不更新这一列：加 --without 形象进度；确实如此：加 --accept blanks=原因"
    )
    load(lake, file, answers=Answers(accepted={"blanks": "核对过"}))
    assert rows(lake, "progress_report")[0]["image_progress"] is None


@pytest.mark.parametrize("header", ["image_progress", "形象进度（必填）"])
def test_the_column_to_leave_out_is_named_as_it_is_taken(lake, tmp_path, header):
    text = REPORTS.replace("形象进度", header).replace("主体施工", "")
    file = write(tmp_path, "进度报告.csv", text)
    (fault,) = refused(lake, file)
    without = re.search("加 --without (.+?)；", fault)[1]
    load(lake, file, answers=Answers(without=frozenset({without})))
    assert [r["image_progress"] for r in rows(lake, "progress_report")].count("主体施工") == 1


def test_many_blanks_are_said_once_a_column(lake, tmp_path):
    text = "项目代码,年度,计划版次,年度计划投资,是否续建\n" + "\n".join(
        f"SL-2021-000{n},2022,0,,否" for n in (2, 3, 4)
    )
    (fault,) = refused(lake, write(tmp_path, "年度计划.csv", text))
    assert "年度计划投资" in fault
    assert "会抹去已装的值：第 2、3、4 行，第 2 行已装的是“32000”" in fault


def test_a_new_profile_with_a_blank_asks_too(lake, tmp_path):
    text = "项目代码,生效日期,项目名称,领域\nSL-2021-0002,2022-06-01,老旧小区改造 二期,"
    (fault,) = refused(lake, write(tmp_path, "项目.csv", text))
    assert "领域" in fault
    assert "已装的是“交通”" in fault


def test_a_new_profile_keeps_what_its_file_has_no_column_for(lake, tmp_path):
    text = "项目代码,生效日期,项目名称,总投资\nSL-2021-0002,2022-06-01,新名,68100"
    load(lake, write(tmp_path, "项目.csv", text))
    (new,) = [r for r in rows(lake, "project") if r["name"] == "新名"]
    assert (new["domain"], new["organisation"], new["total_wan"]) == ("交通", "甲局", 68100)


# units


@pytest.mark.parametrize(("times", "unit"), [("0.0001", "亿元"), ("10000", "元")])
def test_a_column_in_another_unit_is_said_once(lake, tmp_path, times, unit):
    lines = [
        f"SL-2021-000{n},2022-06-01,{Decimal(wan) * Decimal(times):f}"
        for n, wan in ((2, 8500), (3, 5500), (4, 8800))
    ]
    text = "项目代码,填报日期,本年完成投资\n" + "\n".join(lines)
    (fault,) = refused(lake, write(tmp_path, "进度报告.csv", text))
    assert f"本年完成投资（SL-2021-0002 老旧小区改造 二期）：像是{unit}：与已装的相差约 1 万倍" in (
        fault.replace("1 万 倍", "1 万倍")
    )
    assert fault.endswith("确实如此：加 --accept units=原因")


def test_one_plan_in_yi_is_asked_about(lake, tmp_path):
    text = "项目代码,年度,计划版次,确定日期,年度计划投资,是否续建"
    file = write(tmp_path, "年度计划.csv", f"{text}\nSL-2021-0002,2022,9,2022-05-01,3.2,否")
    (fault,) = refused(lake, file)
    assert "像是亿元" in fault
    reasons = {"units": "核对过", "above_plan": "核对过"}  # 8,400 done of 3.2
    assert load(lake, file, answers=Answers(accepted=reasons)).version == 2


def test_sums_of_another_size_in_the_same_unit_pass(lake, tmp_path):
    text = """
        项目代码,填报日期,本年完成投资
        SL-2021-0002,2022-06-01,60000
        SL-2021-0003,2022-06-01,5400
    """
    assert load(lake, write(tmp_path, "进度报告.csv", text)).version == 2


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("年度计划投资（亿）", "亿"),
        ("年度计划投资（单位：亿）", "单位:亿"),
        ("年度计划投资（百万）", "百万"),
        ("年度计划投资(RMB)", "RMB"),
        ("年度计划投资（%）", "%"),
        ("年度计划投资【千元】", "千元"),
        ("年度计划投资（元）", "元"),
        ("年度计划投资（万元）（亿元）", "亿元"),
    ],
)
def test_a_unit_that_is_not_the_columns_own_is_refused_with_the_cure(lake, tmp_path, header, word):
    text = PLANS.replace("年度计划投资", header)
    (fault,) = refused(lake, write(tmp_path, "年度计划.csv", text))
    assert f"应为万元，写的是{word}；换算成万元并改表头" in fault


@pytest.mark.parametrize(
    "header", ["（万元）", "(单位：万元)", " ( 万 元 )", "（必填）", "（人民币万元）"]
)
def test_a_columns_own_unit_is_known_however_it_is_written(lake, tmp_path, header):
    text = PLANS.replace("年度计划投资", f"年度计划投资{header}")
    assert load(lake, write(tmp_path, "年度计划.csv", text)).version is None


def test_a_unit_where_there_is_none_is_refused(lake, tmp_path):
    text = REPORTS.replace("形象进度", "形象进度（%）")
    (fault,) = refused(lake, write(tmp_path, "进度报告.csv", text))
    assert "括号里的“%”不是这一列的单位" in fault


@pytest.mark.parametrize(
    "name", ["年度计划-单位亿.csv", "年度计划（亿元）.csv", "年度计划_千元.csv"]
)
def test_a_unit_in_the_name_of_a_file_is_read_too(lake, tmp_path, name):
    (fault,) = refused(lake, write(tmp_path, name, PLANS))
    assert "金额应为万元" in fault


# shares


def test_a_share_above_one_and_a_half_is_asked_about(lake, tmp_path):
    text = """
        目标编号,发行年度,期限,目标比例,数据性质
        T1,2022,2022-06-30,80,假定
        T2,2022,2022-12-31,0.9,假定
    """
    file = write(tmp_path, "支付目标.csv", text)
    (fault,) = refused(lake, file)
    assert "第 2 行 › 目标比例：比例大于 1.5，这一列是小数（0.8 就是 80%）（写的是“80”）" in fault
    assert load(lake, file, answers=Answers(accepted={"shares": "核对过"})).version == 2


# twins


@pytest.mark.parametrize(
    "code", ["sl-2021-0002", "ＳＬ－２０２１－０００２", "SL–2021–0002", "SL-2021-OOO2"]
)
def test_a_new_code_that_looks_like_another_is_told(lake, tmp_path, code):
    file = write(tmp_path, "项目.csv", f"项目代码,生效日期,项目名称\n{code},2022-01-01,五号")
    (fault,) = refused(lake, file)
    assert "与“SL-2021-0002”看起来一样" in fault
    assert load(lake, file, answers=Answers(accepted={"twins": "核对过"})).version == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("АB-1", "AB-1"),  # Cyrillic А
        ("ZX-1", "ΖΧ-1"),  # Greek, capitals that are drawn alike, small letters that are not
        ("EMN1", "ΕΜΝ1"),
        ("HY-1", "НҮ-1"),
        ("dl-1", "ԁӏ-1"),
        ("P-12", "P-١٢"),  # digits of Arabic
        ("P1", "P1\u0301"),  # a mark above
        ("P-1", "P˗1"),
        ("P/1", "P∕1"),
    ],
)
def test_two_new_codes_that_look_alike_are_told(lake, tmp_path, one, other):
    text = f"项目代码,生效日期,项目名称\n{one},2022-01-01,五号\n{other},2022-01-01,六号"
    (fault,) = refused(lake, write(tmp_path, "项目.csv", text))
    assert "第 3 行" in fault
    assert "看起来一样" in fault


def test_a_code_with_an_unseen_character_is_the_same_project(lake, tmp_path):
    text = PROJECTS.replace("SL-2021-0002", "SL-2021-0002\u200b").replace("68000", "68100")
    result = load(lake, write(tmp_path, "项目.csv", text))
    assert [(t.new, t.changed) for t in result.written] == [(0, 1)]


def test_a_new_project_of_the_same_name_and_organisation_is_asked_about(lake, tmp_path):
    text = "项目代码,生效日期,项目名称,项目单位\nX-1,2022-06-01,老旧小区　改造二期,甲局"
    (fault,) = refused(lake, write(tmp_path, "项目.csv", text))
    assert "与 SL-2021-0002 同名同单位" in fault


def test_a_name_is_found_however_its_spaces_are_written(lake, tmp_path):
    text = "项目名称,填报日期,本年完成投资\n老旧小区\u3000改造二期,2022-06-01,8500"
    load(lake, write(tmp_path, "进度报告.csv", text))
    assert rows(lake, "progress_report")[-1]["project_id"] == "SL-2021-0002"


def test_a_reference_that_looks_like_a_project_says_which(lake, tmp_path):
    text = "项目代码,填报日期,本年完成投资\nsl-2021-0002,2022-06-01,8500"
    (fault,) = refused(lake, write(tmp_path, "进度报告.csv", text))
    assert "没有这个项目（写的是“sl-2021-0002”）；看起来像 SL-2021-0002" in fault


def test_a_long_code_that_excel_has_cut_is_asked_about(lake, tmp_path):
    text = "项目代码,生效日期,项目名称\n410182202201010000,2022-01-01,五号"
    (fault,) = refused(lake, write(tmp_path, "项目.csv", text))
    assert "长代码第 15 位以后都是 0" in fault


# every fault at once


def test_faults_of_cells_keys_references_and_rules_come_together(lake, tmp_path):
    reports = write(
        tmp_path,
        "进度报告.csv",
        """
        项目代码,填报日期,本年完成投资
        SL-2021-0002,2022-06-01,x
        SL-2021-0003,2022-06-01,100
        SL-2021-0009,2022-06-01,100
        SL-2021-0004,2022-06-01,8800
        SL-2021-0004,2022-06-01,8900
        """,
    )
    plans = write(tmp_path, "年度计划.csv", PLANS.replace("年度计划投资", "年度计划投资（亿）"))
    broken = tmp_path / "项目分类.csv"
    broken.write_bytes(b"\x00")
    faults = refused(lake, reports, plans, broken, write(tmp_path, "节点.csv", "甲,乙\n1,2"))
    for said in (
        "第 2 行 › 本年完成投资（SL-2021-0002 老旧小区改造 二期）：应为数字",
        "第 3 行 › SL-2021-0003|2022-06-01（三号）：本年累计完成投资在一年之内不得减少",
        "第 6 行（SL-2021-0004 四号）：与 进度报告.csv 第 5 行的键相同",
        "应为万元，写的是亿",
        "项目分类.csv › 第 1 行第 1 个字节",
        "节点.csv › 甲：没有这一列",
    ):
        assert [fault for fault in faults if said in fault], said


def test_an_unreadable_list_of_projects_makes_no_project_unknown(lake, tmp_path):
    (tmp_path / "项目.csv").write_bytes("项目代码\nX1\n".encode() + b"\xff")
    reports = write(tmp_path, "进度报告.csv", "项目代码,填报日期,本年完成投资\nX1,2022-06-01,1")
    assert len(refused(lake, tmp_path / "项目.csv", reports)) == 1


def test_no_message_names_a_column_in_english(lake):
    labels = [table.label(field) for table in TABLES.values() for field in table.fields]
    assert [label for label in labels if label.isascii()] == []
    for check in checks.all_checks():
        answer = lake.reading().execute(check.sql)
        shown = [column[0] for column in answer.description[len(check.table.key) :]]
        assert [n for n in shown if checks.evidence_name(check, n).isascii()] == [], check.name


def test_a_file_that_is_not_recognised_says_what_was_looked_for(lake, tmp_path):
    near = write(tmp_path, "六月.csv", "项目号,填报日期,本年完成投资\nP1,2022-06-01,1")
    far = write(tmp_path, "七月.csv", "甲,乙\n1,2")
    one, two = refused(lake, near, far)
    assert one == (
        "六月.csv：认不出这是哪张表：最像 进度报告，缺 项目代码（或项目名称），不认得 项目号；"
        "改好列名；若就是 进度报告，让文件或工作表以“进度报告”开头"
    )
    assert two.startswith("七月.csv：认不出这是哪张表：第 1 行写的是 甲、乙，没有一个是认得的列名")
    assert len(two) < 160


def test_a_column_can_be_left_out_without_touching_the_file(lake, tmp_path):
    file = write(tmp_path, "进度报告.csv", REPORTS.replace("形象进度", "备注金额"))
    (fault,) = refused(lake, file)
    assert "备注金额：没有这一列" in fault
    assert "这一列不导入：加 --without 备注金额" in fault
    result = load(lake, file, answers=Answers(without=frozenset({"备注金额"})))
    assert result.skipped == ("进度报告.csv：按要求没有导入的列：备注金额",)


def test_no_way_out_tells_to_delete():
    for source in Path(gate.__file__).parent.rglob("*.py"):
        assert not re.findall("删去|删除|只留一行|清空这", source.read_text("utf-8")), source


def test_a_fault_of_a_workbook_names_its_cell_and_its_project(lake, tmp_path):
    book = workbook(
        tmp_path,
        "六月.xlsx",
        进度报告=[["项目代码", "填报日期", "本年完成投资"], ["SL-2021-0003", "2022-06-01", "多"]],
    )
    (fault,) = refused(lake, book)
    assert fault.startswith(
        "六月.xlsx › 进度报告 › C2 › 本年完成投资（SL-2021-0003 三号）：应为数字"
    )
