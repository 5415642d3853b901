"""What is read of a file: nothing silently wrong, and what cannot be read named with its place."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cockpit.errors import Fault
from cockpit.intake.stage import stage
from tests.conftest_gate import cell, faults_of, raw_workbook, read, workbook, write, xml_rows

REPORT = ["项目代码", "填报日期", "本年完成投资", "开工以来完成投资", "形象进度", "填报人"]
ROW = ["P1", "2022-05-31", 8311, 49683, "安装装修", "甲"]


def held(file):
    """The rows of a file's one table as the lake would hold them; there must be no fault."""
    faults = []
    (one,) = stage(read(file, faults).sheets, faults)
    assert [str(fault) for fault in faults] == []
    return one.rows.to_pylist()


def report(folder, *rows, header=REPORT, sheet="", **options):
    """A workbook of 进度报告 in XML; ``sheet`` follows the rows."""
    xml = xml_rows(header, *rows) + sheet
    return raw_workbook(folder, "六月.xlsx", "进度报告", xml, **options)


# cells that hold something and no value


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?"])
def test_an_error_cell_is_a_fault_with_its_address(tmp_path, error):
    row = [*ROW[:3], f"<c t='e'><f>Z1/0</f><v>{error}</v></c>", *ROW[4:]]
    assert faults_of(report(tmp_path, row)) == [
        f"六月.xlsx › 进度报告 › D2 › 开工以来完成投资：是错误值 {error}；"
        "在 Excel 里改好公式，或填上值"
    ]


def test_every_unreadable_cell_of_a_workbook_is_listed(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "进度报告"
    sheet.append(REPORT)
    sheet.append(["P1", datetime(2022, 5, 31), 8311, "#REF!", "#N/A", "甲"])
    sheet.append(["P1", datetime(2022, 5, 30), "=C2-1", 5, "", "甲"])
    book.save(tmp_path / "六月.xlsx")
    places = [fault.split("：")[0] for fault in faults_of(tmp_path / "六月.xlsx")]
    assert [place.split(" › ")[2] for place in places] == ["D2", "E2", "C3"]


def test_an_error_written_as_text_is_one_too(tmp_path):
    header = "项目代码,填报日期,本年完成投资,形象进度\n"
    file = write(tmp_path, "进度报告.csv", header + "P1,2022-05-31,#REF!,#N/A")
    assert [f.split("：")[1][:8] for f in faults_of(file)] == ["是错误值 #RE", "是错误值 #N/"]


@pytest.mark.parametrize("stored", ["", "<v/>", "<v></v>"])
def test_a_formula_without_its_result_is_a_fault(tmp_path, stored):
    (fault,) = faults_of(report(tmp_path, [*ROW[:3], f"<c><f>C2+1</f>{stored}</c>", *ROW[4:]]))
    assert fault == (
        "六月.xlsx › 进度报告 › D2 › 开工以来完成投资："
        "是公式，文件里没有存算出的值；用 Excel 打开，算好后保存一次"
    )


def test_a_result_that_is_to_be_reckoned_on_opening_is_not_taken(tmp_path):
    row = [*ROW[:3], "<c><f>C2+1</f><v>0</v></c>", *ROW[4:]]  # a library's 0, that nobody reckoned
    (fault,) = faults_of(report(tmp_path, row, book="<calcPr fullCalcOnLoad='1'/>"))
    assert "D2 › 开工以来完成投资：是公式，文件里没有存算出的值" in fault


def test_the_stored_result_of_a_formula_is_read(tmp_path):
    row = [*ROW[:3], "<c><f>C2+41372</f><v>49683</v></c>", "<c t='str'><f>A1</f><v></v></c>", "甲"]
    (got,) = held(report(tmp_path, row))
    assert (got["total_completed_wan"], got["image_progress"]) == (49683, None)


def test_a_merged_cell_that_hides_a_value_is_a_fault(tmp_path):
    second = ["P1", "2022-05-30", 8252, None, None, None]
    merged = "<mergeCells><mergeCell ref='F2:F3'/></mergeCells>"
    assert faults_of(report(tmp_path, ROW, second, sheet=merged)) == [
        "六月.xlsx › 进度报告 › F3 › 填报人：是合并单元格的一部分；取消合并，每一格填上自己的值"
    ]


def test_merged_cells_without_a_value_hide_nothing(tmp_path):
    rows = ([*ROW[:5], None], ["P1", "2022-05-30", 8252, None, None, None])
    merged = "<mergeCells><mergeCell ref='F2:F3'/></mergeCells>"
    assert [r["reporter"] for r in held(report(tmp_path, *rows, sheet=merged))] == [None, None]


def test_a_merged_cell_keeps_its_own_value(tmp_path):
    merged = "<mergeCells><mergeCell ref='A2:A2'/><mergeCell ref='H2:I9'/></mergeCells>"
    assert held(report(tmp_path, ROW, sheet=merged))[0]["project_id"] == "P1"


# numbers as the office sees them


def growth(folder, value, code):
    header = ["地区", "截止日期", "同比增速", "数据性质", "发布日期"]
    row = ["荥阳市", "2022-05-31", cell(value, 1), "公布", "2022-06-20"]
    return raw_workbook(folder, "投资增速.xlsx", "投资增速", xml_rows(header, row), formats=(code,))


@pytest.mark.parametrize(
    ("stored", "code", "rate"),
    [
        (0.0835, "0.00%", "8.35"),
        (0.0835, "0.0%", "8.35"),  # what stands there, not what the format rounds to
        (-0.012, "0.00%;[Red]-0.00%", "-1.2"),
        (8.35, "General", "8.35"),
        (8.35, "0.00_ ", "8.35"),
        (8.35, '0.00"%"', "8.35"),  # a sign beside the number, which is per cent already
        (1.1, "0%", "110"),
        (0.08, "+0.0%;-0.0%", "8"),
        (0.08, "[Red]+0.00%", "8"),
        (-0.08, "0.0%_);(0.0%)", "-8"),
        (0.08, '"同比"+0.0%', "8"),
        (0.08, "%0.0", "8"),
        (0.08, "General%", "8"),
        (0.08, "0.0％", "0.08"),  # a sign of full width is a letter beside the number
    ],
)
def test_a_percent_cell_keeps_what_the_office_sees(tmp_path, stored, code, rate):
    assert held(growth(tmp_path, stored, code))[0]["growth_pct"] == Decimal(rate)


@pytest.mark.parametrize(
    ("stored", "code", "says"),
    [
        (0.8, "0%", "是百分数，这一列不是"),
        (3.2, '0.00"亿元"', "显示的数和存的 3.2 不同"),
        (83110, '0!.0,"万"', "显示的数和存的 83110 不同"),
        (83110000, "#,##0,", "显示的数和存的 83110000 不同"),
        (8311.123456, "0.00", "最多 4 位小数"),
        (3.2, "0.00亿", "显示的数和存的 3.2 不同"),
        (3.2, "[$亿-804]0.00", "显示的数和存的 3.2 不同"),
        (8400, "[$€-407]#,##0.00", "显示的数和存的 8400 不同"),
        (8400, '"$"#,##0', "显示的数和存的 8400 不同"),
        (84, '0 "million"', "显示的数和存的 84 不同"),
        (84000, '[<10000]0;0.0,"万"', "显示的数和存的 84000 不同"),  # by its size, as 84.0万
        (8400, ";;;", "显示的数和存的 8400 不同"),  # as nothing
        (84, "0-0", "显示的数和存的 84 不同"),  # as 8-4
        (0.8, "0.0;0.0%", "显示的数和存的 0.8 不同"),
        (0.8, "0.0%%", "显示的数和存的 0.8 不同"),
    ],
)
def test_a_sum_that_is_shown_as_another_is_a_fault(tmp_path, stored, code, says):
    row = [*ROW[:2], cell(stored, 1), *ROW[3:]]
    (fault,) = faults_of(report(tmp_path, row, formats=(code,)))
    assert fault.startswith(f"六月.xlsx › 进度报告 › C2 › 本年完成投资：{says}")


@pytest.mark.parametrize(
    "code",
    [
        "0.00",
        "#,##0.00",
        '0"万元"',
        '"¥"#,##0.00',
        "0_ ",
        "@",
        "[$¥-804]#,##0.00",
        "#,##0.00 [$万元]",
        "+#,##0;-#,##0",
        "0.00E+00",
        "# ?/?",
        '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
        "[Red][>100]0.0;[Blue]0.0",
    ],
)
def test_a_sum_in_its_own_unit_is_read_however_it_is_shown(tmp_path, code):
    row = [*ROW[:2], cell(8311.25, 1), *ROW[3:]]
    assert held(report(tmp_path, row, formats=(code,)))[0]["completed_wan"] == Decimal("8311.25")


@pytest.mark.parametrize(
    "code", ["yyyy-mm-dd;@", "[$-804]yyyy年m月d日", 'm"月"d"日"', "mm:ss.0", "h:mm AM/PM"]
)
def test_a_day_in_a_sum_is_a_fault_whatever_its_format(tmp_path, code):
    (fault,) = faults_of(report(tmp_path, [*ROW[:2], cell(44712, 1), *ROW[3:]], formats=(code,)))
    assert "应为数字（写的是“2022-05-31" in fault


def test_a_binary_tail_is_no_decimal_place(tmp_path):
    row = [*ROW[:2], 0.1 + 0.2, *ROW[3:]]
    assert held(report(tmp_path, row))[0]["completed_wan"] == Decimal("0.3")


@pytest.mark.parametrize(("stored", "code", "text"), [(0.8, "0%", "80%"), (0.805, "0.0%", "80.5%")])
def test_a_percentage_in_a_text_column_stays_as_it_is_shown(tmp_path, stored, code, text):
    row = [*ROW[:4], cell(stored, 1), ROW[5]]
    assert held(report(tmp_path, row, formats=(code,)))[0]["image_progress"] == text


def test_a_single_precision_number_is_read_as_it_was_written(tmp_path):
    table = pa.table(
        {
            "project_id": ["P1"],
            "report_date": [date(2022, 5, 31)],
            "completed_wan": pa.array([8400.1], pa.float32()),
        }
    )
    pq.write_table(table, tmp_path / "progress_report.parquet")
    (got,) = held(tmp_path / "progress_report.parquet")
    assert got["completed_wan"] == Decimal("8400.1")


def test_a_moment_of_utc_is_the_day_in_shanghai(tmp_path):
    table = pa.table(
        {
            "project_id": ["P1"],
            "report_date": [datetime(2022, 5, 30, 16, tzinfo=UTC)],
            "completed_wan": [1],
        }
    )
    pq.write_table(table, tmp_path / "progress_report.parquet")
    assert held(tmp_path / "progress_report.parquet")[0]["report_date"] == date(2022, 5, 31)


# codes and labels


def project(folder, code, style=0, formats=()):
    header = ["项目代码", "生效日期", "项目名称"]
    sheet = xml_rows(header, [cell(code, style), "2022-01-01", "一号"])
    return raw_workbook(folder, "项目.xlsx", "项目", sheet, formats=formats)


@pytest.mark.parametrize(
    ("code", "form", "says"),
    [
        ("<c><v>4.1018220220101e+17</v></c>", "General", "是超过 15 位的数字，Excel 只存前 15 位"),
        ("<c><v>410182202201010001</v></c>", "0", "是超过 15 位的数字，Excel 只存前 15 位"),
        (12, "0000", "存的是 12，“0012”只是显示出来的"),
        (12, '"SL-"0000', '存的是 12，格式“"SL-"0000”的样子只是显示出来的'),
        (44562, "yyyy-mm-dd", "应为文字，是日期"),
        ("<c t='b'><v>1</v></c>", "General", "应为文字，是 TRUE 或 FALSE"),
        ("<c t='inlineStr'><is><t>4.10182E+17</t></is></c>", "General", "是科学记数"),
    ],
)
def test_a_code_that_excel_has_changed_is_refused_with_the_cure(tmp_path, code, form, says):
    (fault,) = faults_of(project(tmp_path, code, 1, (form,)))
    assert fault.startswith(f"项目.xlsx › 项目 › A2 › 项目代码：{says}")
    assert fault.endswith("在 Excel 里把这一列设为文本格式，重新录入")


@pytest.mark.parametrize(("code", "form"), [(1003, "General"), (1003, "0"), (1003, "0000")])
def test_a_code_that_is_a_whole_number_is_read(tmp_path, code, form):
    assert held(project(tmp_path, code, 1, (form,)))[0]["project_id"] == "1003"


def test_a_long_whole_number_of_parquet_is_exact(tmp_path):
    columns = {"project_id": [410182202201010001], "valid_from": ["2022-01-01"], "name": ["一号"]}
    pq.write_table(pa.table(columns), tmp_path / "project.parquet")
    assert held(tmp_path / "project.parquet")[0]["project_id"] == "410182202201010001"


def test_a_scientific_code_of_csv_is_refused(tmp_path):
    file = write(tmp_path, "项目.csv", "项目代码,生效日期,项目名称\n4.10182E+17,2022-06-01,一号")
    assert "第 2 行 › 项目代码：是科学记数，长代码的后几位已经丢了" in faults_of(file)[0]


def test_a_month_that_lost_its_nought_is_refused(tmp_path):
    header = ["节点编号", "检查月份"]
    sheet = xml_rows(header, ["J1", cell(2022.1, 1)])
    book = raw_workbook(tmp_path, "节点检查.xlsx", "节点检查", sheet, formats=("0.00",))
    file = write(tmp_path, "节点检查.csv", "节点编号,检查月份\nJ1,2022.1")
    for fault in (*faults_of(book), *faults_of(file)):
        assert "检查月份：2022.1 分不清是 1 月还是 10 月" in fault
        assert "写成 2022-01 或 2022-10" in fault


@pytest.mark.parametrize(("said", "month"), [("2022.10", 10), ("2022.01", 1), ("2022.5", 5)])
def test_a_month_that_can_be_only_one_is_read(tmp_path, said, month):
    file = write(tmp_path, "节点检查.csv", f"节点编号,检查月份\nJ1,{said}")
    assert held(file)[0]["month"] == date(2022, month, 1)


# text


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        ("id,n\nP1,安装装修\n".encode()[:-2] + b"x\n", "第 2 行第 13 个字节", "读不成 UTF-8"),
        ("a\n一\n".encode("utf-8-sig") + b"\xff\n", "第 3 行第 1 个字节", "读不成 UTF-8"),
        ("id,n\nP1,安装".encode("gb18030")[:-1] + b"\n2,x", "第 2 行第 6 个字节", "读不成 GB18030"),
        ("id,n\nP1,主體施工\n".encode("big5"), "第 2 行", "像是 Big5"),
        ("id,n\nP1,x\nP2,プロジェクト\n".encode("shift_jis"), "第 3 行", "像是 Shift-JIS"),
        (
            "a\n主体\n".encode() + "安装装修\n".encode("gb18030"),
            "第 2 行",
            "混了两种编码",
        ),
        ("甲\n主体施工\n".encode("gb18030") + "安装装修\n".encode(), "第 3 行", "混了两种编码"),
        ("a\n一,b\n".encode("utf-16")[:-1], "第 2 行", "读不成 UTF-16"),
        (b"\xff\xfe" + "a\n\0".encode("utf-16-le"), "第 2 行", "有值为 0 的字符"),
        (b"a,b\n1,\x00\n", "第 2 行第 3 个字节", "有值为 0 的字节"),
        (bytes(2_000_000), "第 1 行第 1 个字节", "有值为 0 的字节"),
        (b'project_id\n"P1', "第 2 行", "引号或换行不成对"),
    ],
)
def test_bytes_that_are_no_text_refuse_the_file_with_their_place(tmp_path, content, place, says):
    (tmp_path / "进度报告.csv").write_bytes(content)
    (fault,) = faults_of(tmp_path / "进度报告.csv")
    assert fault.startswith("进度报告.csv › " + place if place else "进度报告.csv：")
    assert says in fault
    assert len(fault) < 200


@pytest.mark.parametrize("text", ["荥阳", "报表", "示例·老旧小区改造", "崔庙镇，广武镇", "１００"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_of_these_encodings_is_read_however_short(tmp_path, text, encoding):
    table = f"项目代码,生效日期,项目名称\nP1,2022-01-01,{text}"
    assert held(write(tmp_path, "project.csv", table, encoding))[0]["name"] == text


@pytest.mark.parametrize(
    "unseen",
    [
        "\u200b", "\ufeff", "\xa0", "\u3000", "\u2060", "\xad", "\u2009", "\u034f", "\u180f",
        "\u2065", "\u2800", "\u17b4", "\ufff0", "\U0001bca0", "\U0001d173", "\U000e0001",
        "\U000e0020", "\U000e0100",
    ],
)  # fmt: skip
def test_characters_that_nobody_sees_are_no_part_of_a_code(tmp_path, unseen):
    text = f"项目代码,生效日期,项目名称\n{unseen}SL-{unseen}2021-0002{unseen},2022-01-01,一号"
    assert held(write(tmp_path, "项目.csv", text))[0]["project_id"] == "SL-2021-0002"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张\u3000三", "张三"),
        ("示例单位\xa004", "示例单位 04"),
        ("\ufeff老旧小区\u200b改造\u3000", "老旧小区改造"),
        ("示例单位  04", "示例单位 04"),
    ],
)
def test_a_name_is_read_as_it_is_seen(tmp_path, written, name):
    text = f"项目代码,生效日期,项目名称\nP1,2022-01-01,{written}"
    assert held(write(tmp_path, "项目.csv", text))[0]["name"] == name


@pytest.mark.parametrize(
    "steering", ["\x1b[2J", "\x85", "\u202e", "\u200f", "\n", "\u2028", "\x07"]
)
@pytest.mark.parametrize("column", ["项目代码", "项目名称"])
def test_what_steers_text_is_refused_in_keys_and_names(tmp_path, steering, column):
    row = {"项目代码": "P1", "生效日期": "2022-01-01", "项目名称": "一号"}
    row[column] = f'"A{steering}B"'
    text = ",".join(row) + "\n" + ",".join(row.values())
    (tmp_path / "项目.csv").write_bytes(text.encode())
    (fault,) = faults_of(tmp_path / "项目.csv")
    assert f"{column}：含有换行或不可见的控制字符" in fault
    assert steering not in fault


@pytest.mark.parametrize(
    "lost", ["安装\ufffd修", "锟斤拷装修", "涓讳綋鏂藉伐瀹屾垚", "ä¸»ä½“æ–½å·¥"]
)
@pytest.mark.parametrize("at", [4, 5])  # a text and a name
def test_text_that_another_program_has_lost_is_refused(tmp_path, lost, at):
    row = [*ROW[:at], lost, *ROW[at + 1 :]]
    (fault,) = faults_of(report(tmp_path, row))
    assert "有读坏了的字" in fault


@pytest.mark.parametrize(
    "word", ["合计", "合 计", "总计：", "小计", "全市合计", "合计（12个）", "共计12个"]
)
def test_a_row_of_sums_is_no_project(tmp_path, word):
    file = write(
        tmp_path, "项目.csv", f"项目代码,生效日期,项目名称\nP1,2022-01-01,一号\n{word},,\n,,{word}"
    )
    faults = []
    taken = read(file, faults)
    assert (faults, taken.sheets[0].numbers) == ([], [2])
    assert taken.skipped == ("项目.csv：合计行没有导入：第 3、4 行",)


@pytest.mark.parametrize("name", ["规划设计", "合计路改造工程", "总计划平台建设项目一期"])
def test_a_project_whose_name_only_sounds_like_a_sum_is_one(tmp_path, name):
    file = write(tmp_path, "项目.csv", f"项目代码,生效日期,项目名称\nP1,2022-01-01,{name}")
    assert held(file)[0]["name"] == name


def test_binary_parquet_is_decoded_or_refused(tmp_path):
    def stored(*names):
        table = pa.table(
            {
                "project_id": ["P1"] * len(names),
                "valid_from": ["2022-01-01"] * len(names),
                "name": pa.array(names, pa.binary()),
            }
        )
        pq.write_table(table, tmp_path / "project.parquet")
        return tmp_path / "project.parquet"

    assert held(stored("一号".encode()))[0]["name"] == "一号"
    (fault,) = faults_of(stored(b"ok", "一号".encode("gb18030")))
    assert fault.startswith("project.parquet › 第 3 行：“name”这一列是二进制，读不成 UTF-8 文字")


@pytest.mark.parametrize("value", [["甲", "乙"], {"a": 1}, timedelta(1)], ids=str)
def test_values_that_are_no_cell_are_refused_by_their_column(tmp_path, value):
    table = pa.table({"project_id": ["P1"], "valid_from": ["2022-01-01"], "name": [value]})
    pq.write_table(table, tmp_path / "project.parquet")
    (fault,) = faults_of(tmp_path / "project.parquet")
    assert "“name”这一列是" in fault


# what is not shown


def test_a_hidden_sheet_is_left_out_and_named(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "进度报告"
    old = book.create_sheet("进度报告（旧）")
    for sheet, figure in ((book.active, 8400), (old, 8500)):
        sheet.append(REPORT[:3])
        sheet.append(["P1", "2022-06-01", figure])
    old.sheet_state = "veryHidden"
    book.save(tmp_path / "六月.xlsx")
    taken = read(tmp_path / "六月.xlsx", [])
    assert [sheet.cells for sheet in taken.sheets] == [[("P1", "2022-06-01", 8400)]]
    assert taken.skipped == ("六月.xlsx › 进度报告（旧）：是隐藏的工作表；要导入就先取消隐藏",)


def test_what_is_hidden_is_asked_about_and_taken_or_left_as_answered(tmp_path):
    sheet = (
        "<cols><col min='1' max='1' hidden='1'/></cols>"
        + xml_rows(REPORT, ROW)[: -len("</sheetData>")]
        + "<row hidden='1'>"
        + "".join(map(cell, ["P1", "2022-06-01", 999999]))
        + "</row></sheetData>"
    )
    file, faults = raw_workbook(tmp_path, "六月.xlsx", "进度报告", sheet), []
    assert read(file, faults).sheets == []
    assert [(fault.question, fault.rule) for fault in faults] == [
        ("hidden", "第 3 行，A 列被隐藏，读不读")
    ]
    taken = read(file, [], hidden=True)
    assert taken.sheets[0].numbers == [2, 3]
    assert taken.skipped == ("六月.xlsx › 进度报告：隐藏的列照样导入了：A 列",)
    left: list[Fault] = []
    assert read(file, left, hidden=False).sheets == []
    assert [fault.rule for fault in left] == ["缺少这一列"]  # the code was in the hidden one


@pytest.mark.parametrize(
    ("before", "second"), [("", "ht='0' customHeight='1'"), ("<sheetFormatPr zeroHeight='1'/>", "")]
)
def test_rows_without_height_are_hidden_ones(tmp_path, before, second):
    rows = [("hidden='0'", REPORT), (second, ["P9", *ROW[1:]]), ("hidden='0' ht='14'", ROW)]
    lines = "".join(f"<row {how}>{''.join(map(cell, row))}</row>" for how, row in rows)
    xml = f"{before}<sheetData>{lines}</sheetData>"
    taken = read(raw_workbook(tmp_path, "六月.xlsx", "进度报告", xml), [], hidden=False)
    assert [row[0] for sheet in taken.sheets for row in sheet.cells] == ["P1"]
    assert taken.skipped == ("六月.xlsx › 进度报告：隐藏的行没有导入：第 2 行",)


def test_a_column_without_width_is_a_hidden_one(tmp_path):
    narrow = "<cols><col min='2' max='2' width='0' customWidth='1'/></cols>"
    file = raw_workbook(tmp_path, "六月.xlsx", "进度报告", narrow + xml_rows(REPORT, ROW))
    assert read(file, [], hidden=True).skipped == (
        "六月.xlsx › 进度报告：隐藏的列照样导入了：B 列",
    )


@pytest.mark.parametrize(
    "row",
    [
        "<row r='2'>{0}<c r='C2'><v>9</v></c></row>",
        "<row r='2'>{0}</row><row r='2'><c r='A2'><v>2</v></c></row>",
    ],
)
def test_a_cell_that_a_file_has_twice_is_a_fault(tmp_path, row):
    xml = f"<row>{''.join(map(cell, REPORT))}</row>" + row.format("".join(map(cell, ROW)))
    file = raw_workbook(tmp_path, "六月.xlsx", "进度报告", f"<sheetData>{xml}</sheetData>")
    (fault,) = faults_of(file)
    assert "这一格写了两次" in fault


@pytest.mark.parametrize("number", ["99", "-1"])
def test_a_text_that_the_workbook_does_not_have_is_a_sentence(tmp_path, number):
    row = [*ROW[:4], f"<c t='s'><v>{number}</v></c>", ROW[5]]
    (fault,) = faults_of(report(tmp_path, row))
    assert fault.startswith("六月.xlsx：不是可读的 .xlsx 工作簿")


def test_days_of_a_workbook_from_1904_are_the_days_shown(tmp_path):
    row = ["P1", cell(43250, 1), *ROW[2:]]  # 43250 days after 1904-01-01, by hand 2022-05-31
    file = report(tmp_path, row, formats=("yyyy/m/d",), book="<workbookPr date1904='1'/>")
    assert held(file)[0]["report_date"] == date(2022, 5, 31)


def test_a_plain_workbook_is_read_whole(tmp_path):
    file = workbook(tmp_path, "六月.xlsx", 进度报告=[REPORT, ROW])
    (got,) = held(file)
    assert list(got.values())[:1] == ["P1"]
    assert (got["completed_wan"], got["image_progress"], got["reporter"]) == (
        8311,
        "安装装修",
        "甲",
    )
