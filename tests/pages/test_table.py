"""A table as a file: what is seen, in the units that its headers name, and no formula."""

import io
from datetime import date

import openpyxl
import pandas as pd

from cockpit.web import table
from cockpit.web.columns import Column

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
    text = table.as_csv(FRAME, COLUMNS).decode("utf-8-sig").splitlines()
    assert text == [
        "项目,年计划（亿元）,完成率（%）,填报",
        "'=1+1,1.95,49.1,2022-05-31",
        "'@甲,,120,",
        "乙,-0.0005,,2022-01-01",
    ]


def test_workbook_keeps_names_as_text_and_numbers_as_numbers():
    book = openpyxl.load_workbook(io.BytesIO(table.as_xlsx(FRAME, COLUMNS, "表", {"截至": "今天"})))
    sheet = book["数据"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert sheet["B2"].value == 1.95
    assert sheet["D2"].value.date() == date(2022, 5, 31)
    assert sheet["B3"].value is None
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in book["说明"]["A"]] == ["表", "截至"]


def test_search_takes_every_word_and_no_pattern():
    frame = pd.DataFrame({"name": ["示例·桥.一", "示例·桥二"], "code": ["A1", "a2"], "n": [1, 2]})
    assert list(table.searched(frame, "桥 a2")["n"]) == [2]
    assert list(table.searched(frame, ".一")["n"]) == [1]
    assert len(table.searched(frame, "1")) == 1  # numbers are not searched
