"""A table as a file: what is seen, in the units that its headers name, and no formula."""

import csv
import io
import re
from datetime import date

import openpyxl
import pandas as pd
import pyarrow.parquet as pq

from cockpit.registry.columns import Column
from cockpit.screens import files, grid

COLUMNS = (
    Column("name", "项目"),
    Column("plan_wan", "年计划（亿元）", "wan"),
    Column("ratio", "完成率（%）", "bar"),
    Column("on", "填报", "date"),
)
FRAME = pd.DataFrame(
    {
        "name": ["=1+1", "@甲", "乙"],
        "plan_wan": [19500.0, None, -5.0],
        "ratio": [0.491, 1.2, None],
        "on": pd.to_datetime(["2022-05-31", None, "2022-01-01"]),
    }
)


def test_csv_has_units_in_its_header_and_neutralised_names():
    text = files.as_csv(FRAME, COLUMNS).decode("utf-8-sig").splitlines()
    assert text == [
        "项目,年计划（亿元）,完成率（%）,填报",
        "'=1+1,1.95,49.1,2022-05-31",
        "'@甲,,120,",
        "乙,-0.0005,,2022-01-01",
    ]


def test_workbook_keeps_names_as_text_and_numbers_as_numbers():
    book = openpyxl.load_workbook(io.BytesIO(files.as_xlsx(FRAME, COLUMNS, "表", {"截至": "今天"})))
    sheet = book["数据"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert sheet["B2"].value == 1.95
    assert sheet["D2"].value.date() == date(2022, 5, 31)
    assert sheet["B3"].value is None
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in book["说明"]["A"]] == ["表", "截至"]


WIDE = (
    Column("lamp", "灯", "lamp"),
    Column("name", "项目"),
    Column("months_wan", "月度（亿元）", "months"),
    Column("on", "填报", "date"),
)
WITH_MONTHS = FRAME.assign(
    lamp=["红", "绿", "不计"], months_wan=[[10000.0, 25000.0], None, [0.0, -1.0]]
)


def test_csv_neutralises_every_beginning_of_a_formula():
    for start in "=+-@\t\r\n＝＋－＠":
        frame = FRAME.iloc[:1].assign(name=f"{start}cmd|' /C calc'!A0")
        rows = list(csv.reader(io.StringIO(files.as_csv(frame, COLUMNS).decode("utf-8-sig"))))
        assert rows[1][0].startswith(f"'{start}")


def test_a_line_of_months_is_a_column_a_month_in_files():
    text = files.as_csv(WITH_MONTHS, WIDE).decode("utf-8-sig").splitlines()
    assert text == [
        "灯,项目,1 月完成（亿元）,2 月完成（亿元）,填报",
        "▼ 红灯,'=1+1,1,2.5,2022-05-31",
        "▲ 绿灯,'@甲,,,",
        "— 不计,乙,0,-0.0001,2022-01-01",
    ]
    book = openpyxl.load_workbook(io.BytesIO(files.as_xlsx(WITH_MONTHS, WIDE, "表", {})))
    assert [cell.value for cell in book["数据"][2]][:4] == ["▼ 红灯", "=1+1", 1, 2.5]
    assert book["数据"]["B2"].data_type == "s"
    assert book["数据"].freeze_panes == "C2"  # the name stays in view


def test_parquet_is_typed_in_the_units_of_its_headers_and_says_what_it_is():
    held = pq.read_table(io.BytesIO(files.as_parquet(WITH_MONTHS, WIDE, "标题", {"截至": "今天"})))
    assert held.column_names == ["灯", "项目", "1 月完成（亿元）", "2 月完成（亿元）", "填报"]
    assert held["项目"].to_pylist()[0] == "=1+1"  # nothing runs a formula here
    assert held["填报"].to_pylist() == [date(2022, 5, 31), None, date(2022, 1, 1)]
    assert held["1 月完成（亿元）"].to_pylist() == [1.0, None, 0.0]
    assert held.schema.metadata["表".encode()] == "标题".encode()
    assert held.schema.metadata["截至".encode()] == "今天".encode()


def test_files_of_no_rows_have_their_header():
    assert files.as_csv(WITH_MONTHS[:0], WIDE).decode("utf-8-sig").strip() == "灯,项目,填报"
    assert (
        pq.read_table(io.BytesIO(files.as_parquet(WITH_MONTHS[:0], WIDE, "表", {}))).num_rows == 0
    )


def test_search_takes_every_word_and_no_pattern():
    frame = pd.DataFrame({"name": ["示例·桥.一", "示例·桥二"], "code": ["A1", "a2"], "n": [1, 2]})
    assert list(files.searched(frame, "桥 a2")["n"]) == [2]
    assert list(files.searched(frame, ".一")["n"]) == [1]
    assert len(files.searched(frame, "1")) == 1  # numbers are not searched


def test_numbers_are_handed_to_the_page_as_they_are_read():
    columns = (
        Column("ahead_pp", "超序时（百分点）", "points"),
        Column("annual_plan_wan", "年计划（亿元）", "wan"),
        Column("completion_ratio", "完成率（%）", "bar"),
        Column("due", "应报（天）", "count"),
        Column("name", "项目"),
    )
    frame = pd.DataFrame(
        {
            "ahead_pp": [-100 * 5 / 12, -0.25, None],  # −41.666…, and a half is away from zero
            "annual_plan_wan": [19_500.000000000002, 12_050, 0],
            "completion_ratio": [0.6025, 1 / 3, None],
            "due": [3.0, 0.0, None],
            "name": ["甲", "乙", "丙"],
        }
    )
    cells = re.findall(r"<t[dh][^>]*>(?:<s[^>]*></s>)?([^<]*)</t[dh]>", grid.html(frame, columns))
    assert cells == [
        *("−41.7", "1.95", "60.3", "3", "甲"),
        *("−0.3", "1.21", "33.3", "0", "乙"),
        *("—", "0.00", "—", "—", "丙"),
    ]


def test_the_first_row_is_reached_by_tab_and_the_others_by_arrows():
    frame = pd.DataFrame({"project_id": ["A", "B", "C"], "name": ["甲", "乙", "丙"]})
    said = grid.html(
        frame, [Column("name", "项目")], project=lambda code: f"/p?{code}", pick=lambda code: code
    )
    first, *others = re.findall(r"<tr><td class=\"p\">.*?</tr>", said)
    assert first.count('tabindex="0"') == 2  # its pick and its name
    assert [row.count('tabindex="-1"') for row in others] == [2, 2]
