"""What is answered for one sheet holds for that sheet alone, and wins over what is said for all."""

from argparse import Namespace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from cockpit.commands.answering import answered
from cockpit.commands.remedies import fault_text
from cockpit.errors import LoadRefused, Refused
from cockpit.intake.answers import LEFT_OUT, series
from cockpit.intake.read import Source
from cockpit.remedy import RemedyCode
from tests.conftest_gate import new_lake, rows
from tests.ledgers import APRIL, MARCH, MAY, faults, load, table

COUNTY, CITY = "县级.csv", "市级.csv"


@pytest.fixture
def lake(tmp_path):
    lake = new_lake(tmp_path / "lake")
    yield lake
    lake.close()


def book(name, **sheets):
    """A workbook of these sheets; rows that begin with - are hidden."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, lines in sheets.items():
        sheet = made.create_sheet(title)
        for number, line in enumerate(lines, start=1):
            sheet.append([_value(cell) for cell in line.removeprefix("-").split(",")])
            sheet.row_dimensions[number].hidden = line.startswith("-")
    out = BytesIO()
    made.save(out)
    return Source(name, out.getvalue())


def _value(text):
    return int(text) if text.isdecimal() else text or None


def asked(lake, *sources, **answers):
    """What is asked, and of which sheet."""
    return [(f.question or f.rule, f.file) for f in faults(lake, *sources, **answers)]


def columns(lake, name, field):
    return {
        row["name"] if "name" in row else row["project_id"]: row[field] for row in rows(lake, name)
    }


# the day


def undated():
    return [
        table(name, "重点项目进展（单位：万元）,", "项目名称,总投资", f"{project},1000")
        for name, project in ((COUNTY, "甲"), (CITY, "乙"))
    ]


def test_two_files_can_be_of_different_days(lake):
    assert asked(lake, *undated()) == [("period", COUNTY), ("period", CITY)]
    assert asked(lake, *undated(), days={COUNTY: APRIL}) == [("period", CITY)]
    load(lake, *undated(), days={COUNTY: APRIL, CITY: MAY})
    assert columns(lake, "project", "valid_from") == {"甲": APRIL, "乙": MAY}


def test_the_day_of_a_sheet_wins_over_that_of_all(lake):
    load(lake, *undated(), as_of=MAY, days={COUNTY: APRIL})
    assert columns(lake, "project", "valid_from") == {"甲": APRIL, "乙": MAY}


def test_a_file_answers_for_its_sheets_and_a_sheet_for_itself(lake):
    lines = "重点项目进展（单位：万元）,", "项目名称,总投资"
    made = book("台账.xlsx", 省=[*lines, "甲,10"], 市=[*lines, "乙,10"], 县=[*lines, "丙,10"])
    said = {"台账.xlsx": MAY, "台账.xlsx › 市": APRIL}
    load(lake, made, as_of=MARCH, days=said)
    assert columns(lake, "project", "valid_from") == {"甲": MAY, "乙": APRIL, "丙": MAY}


def test_a_month_without_a_year_has_that_of_its_own_sheets_day(lake):
    files = [
        table(name, "重点项目（单位：万元）,", "项目名称,1月底累计完成", f"{project},10")
        for name, project in ((COUNTY, "甲"), (CITY, "乙"))
    ]
    load(lake, *files, days={COUNTY: date(2022, 1, 31), CITY: date(2023, 1, 31)})
    days = sorted(str(row["report_date"]) for row in rows(lake, "progress_report"))
    assert days == ["2022-01-31", "2023-01-31"]


# what is hidden


def hidden():
    lines = "2022年5月（单位：万元）,", "项目名称,总投资"
    return book("台账.xlsx", 县=[*lines, "甲,10", "-乙,20"], 市=[*lines, "丙,30", "-丁,40"])


def test_hidden_rows_are_taken_of_one_sheet_and_left_of_another(lake):
    places = "台账.xlsx › 县", "台账.xlsx › 市"
    assert asked(lake, hidden()) == [("hidden", place) for place in places]
    assert asked(lake, hidden(), hidden_of={places[0]: True}) == [("hidden", places[1])]
    load(lake, hidden(), hidden_of=dict(zip(places, (True, False), strict=True)))
    assert sorted(row["name"] for row in rows(lake, "project")) == ["丙", "乙", "甲"]


def test_what_is_said_of_a_sheets_hidden_rows_wins(lake):
    load(lake, hidden(), hidden=False, hidden_of={"台账.xlsx › 市": True})
    assert sorted(row["name"] for row in rows(lake, "project")) == ["丁", "丙", "甲"]


def test_it_holds_for_sheets_of_our_own_tables_too(lake):
    own = "项目代码,项目名称,生效日期"
    made = book(
        "项目.xlsx",
        项目一=[own, "P1,甲,2022-01-01", "-P2,乙,2022-01-01"],
        项目二=[own, "P3,丙,2022-01-01", "-P4,丁,2022-01-01"],
    )
    places = "项目.xlsx › 项目一", "项目.xlsx › 项目二"
    assert asked(lake, made) == [("hidden", place) for place in places]
    load(lake, made, hidden=True, hidden_of={places[1]: False})
    assert sorted(row["project_id"] for row in rows(lake, "project")) == ["P1", "P2", "P3"]


# new or carried over


def planned():
    return [
        table(
            name, "2022年5月重点项目（单位：万元）,", "项目名称,年度计划投资", f"{project}一,50",
            f"{project}二,60",
        )
        for name, project in ((COUNTY, "甲"), (CITY, "乙"))
    ]  # fmt: skip


def test_the_projects_of_one_list_are_new_and_those_of_another_carried_over(lake):
    found = faults(lake, *planned(), nature="")
    assert [(f.question, f.file) for f in found] == [("nature", COUNTY), ("nature", CITY)]
    assert all("共 2 个项目" in f.rule for f in found)
    assert asked(lake, *planned(), nature="", natures={CITY: "续建"}) == [("nature", COUNTY)]
    load(lake, *planned(), nature="", natures={CITY: "续建", COUNTY: "新建"})
    carried = [row["carry_over"] for row in rows(lake, "project_year")]
    assert sorted(carried) == [False, False, True, True]


def test_what_is_said_of_a_lists_projects_wins(lake):
    load(lake, *planned(), nature="新建", natures={COUNTY: "续建"})
    names = {row["project_id"]: row["name"] for row in rows(lake, "project")}
    carried = {names[row["project_id"]] for row in rows(lake, "project_year") if row["carry_over"]}
    assert carried == {"甲一", "甲二"}


# what a column is


def unclear(*names):
    files = {COUNTY: ("甲", 7), CITY: ("乙", 9)}
    return [
        table(
            name,
            "2022年5月（单位：万元）,",
            "项目名称,责任单位,合计",
            "{},城建局,{}".format(*files[name]),
        )
        for name in names or files
    ]


def test_one_header_means_two_things_in_two_sheets(lake):
    assert asked(lake, *unclear()) == [("column", COUNTY), ("column", CITY)]
    assert asked(lake, *unclear(), columns={f"{COUNTY}›合计": "total"}) == [("column", CITY)]
    load(lake, *unclear(), columns={f"{COUNTY}›合计": "total", f"{CITY}›合计": "completed"})
    assert columns(lake, "project", "total_wan") == {"甲": 7, "乙": None}
    assert [row["completed_wan"] for row in rows(lake, "progress_report")] == [9]


def test_what_a_sheets_own_column_is_wins_over_what_is_said_for_all(lake):
    own = {"合计": "total", f"{CITY}›合计": LEFT_OUT}
    load(lake, *unclear(), columns=own)
    assert columns(lake, "project", "total_wan") == {"甲": 7, "乙": None}
    assert rows(lake, "progress_report") == []


def test_a_sheets_own_column_wins_over_one_left_out_everywhere(lake):
    load(lake, *unclear(), without=frozenset({"合计"}), columns={f"{CITY}›合计": "total"})
    assert columns(lake, "project", "total_wan") == {"甲": None, "乙": 9}


def test_a_remembered_choice_of_a_sheet_is_that_sheets_alone(lake):
    load(lake, *unclear(COUNTY), columns={f"{COUNTY}›合计": "total"})
    assert asked(lake, *unclear()) == [("column", CITY)]
    assert asked(lake, *unclear(COUNTY)) == []


def test_a_choice_for_all_is_remembered_for_sheets_without_one_of_their_own(lake):
    load(lake, *unclear(), columns={"合计": "total", f"{CITY}›合计": LEFT_OUT})
    other = table("省级.csv", "2022年5月（单位：万元）,", "项目名称,责任单位,合计", "丙,城建局,5")
    load(lake, *unclear(), other)
    assert columns(lake, "project", "total_wan") == {"甲": 7, "乙": None, "丙": 5}


def test_what_is_said_now_wins_over_what_is_remembered(lake):
    load(lake, *unclear(CITY), columns={f"{CITY}›合计": LEFT_OUT})
    load(lake, *unclear(CITY), columns={"合计": "total"})
    assert columns(lake, "project", "total_wan") == {"乙": 9}
    later = table(CITY, "2022年6月（单位：万元）,", "项目名称,责任单位,合计", "乙,城建局,11")
    load(lake, later)  # and the last word on the sheet is remembered
    assert sorted(row["total_wan"] for row in rows(lake, "project")) == [9, 11]


def test_a_choice_is_remembered_for_the_same_sheet_of_another_month(lake):
    may, june = (
        table(
            f"县级重点项目2022年{n}月进展.csv",
            f"2022年{n}月（单位：万元）,",
            "项目名称,责任单位,合计",
            "甲,城建局,7",
        )
        for n in (5, 6)
    )
    load(lake, may, columns={f"{may.name}›合计": "total"})
    assert asked(lake, june) == []
    other = table(
        "市级重点项目2022年6月进展.csv",
        "2022年6月（单位：万元）,",
        "项目名称,责任单位,合计",
        "甲,城建局,7",
    )
    assert asked(lake, other) == [("column", other.name)]


def test_sheets_of_one_workbook_that_differ_by_the_month_keep_their_own(lake):
    def made(county, city):
        said = "2022年5月（单位：万元）,", "项目名称,责任单位,合计"
        sheets = {"4月": [*said, f"甲,城建局,{county}"], "5月": [*said, f"乙,城建局,{city}"]}
        return book("台账.xlsx", **sheets)

    own = {"台账.xlsx › 4月›合计": "total", "台账.xlsx › 5月›合计": LEFT_OUT}
    load(lake, made(7, 9), columns=own)
    load(lake, made(8, 10))
    assert columns(lake, "project", "total_wan") == {"甲": 8, "乙": None}


@pytest.mark.parametrize(
    ("place", "same"),
    [
        ("县级2022年5月进展.xlsx › Sheet1", "县级进展.xlsx › Sheet1"),
        ("县级进展（2022年1-5月）.xlsx › 5月", "县级进展().xlsx › "),
        ("5月.csv", "5月.csv"),  # a month alone is no name
        ("台账.csv", "台账.csv"),
    ],
)
def test_a_sheet_without_its_month(place, same):
    assert series(place) == same


# at the command line


def typed(**flags):
    names = ["match", "accept", "without", "without_row", "unit", "column"]
    names += ["as_of", "hidden", "nature", "project_class"]
    return answered(Namespace(**({name: [] for name in names} | flags)))


def test_flags_say_it_of_all_or_of_a_sheet():
    said = typed(
        as_of=["2022-05-31", "台账=新.xlsx › 市=2022-04-30"],
        hidden=["leave", "台账.xlsx › 市=take"],
        nature=["市级.csv=续建"],
        project_class=["三个一批", "市级.csv=重点项目/市"],
        column=["台账.xlsx › 市›合计=总投资"],
        unit=["市级.csv=亿元"],
    )
    assert (said.as_of, said.days) == (MAY, {"台账=新.xlsx › 市": APRIL})
    assert (said.hidden, said.hidden_of) == (False, {"台账.xlsx › 市": True})
    assert (said.nature, said.natures) == ("", {"市级.csv": "续建"})
    assert (said.project_class, said.classes) == ("三个一批", {"市级.csv": "重点项目/市"})
    assert said.columns == {"台账.xlsx › 市›合计": "total"}
    assert said.units == {"市级.csv": "亿元"}


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        ("as_of", "台账.xlsx › 市=五月"),
        ("as_of", "=2022-05-31"),
        ("hidden", "市级.csv"),
        ("hidden", "市级.csv=maybe"),
        ("nature", "改建"),
    ],
)
def test_a_flag_that_cannot_be_read_is_refused(flag, said):
    with pytest.raises(Refused, match="--" + flag.replace("_", "-")):
        typed(**{flag: [said]})


def test_the_command_line_offers_the_flag_for_that_sheet(lake):
    (first, _) = faults(lake, *undated())
    assert f'加 --as-of "{COUNTY}=2022-05-31"' in fault_text(first)
    (first, _) = faults(lake, hidden())
    assert '加 --hidden "台账.xlsx › 县=take"' in fault_text(first)
    assert '加 --hidden "台账.xlsx › 县=leave"' in fault_text(first)
    (first, _) = faults(lake, *planned(), nature="")
    assert f'加 --nature "{COUNTY}=续建"' in fault_text(first)
    (first, _) = faults(lake, *unclear())
    assert f'加 --column "{COUNTY}›合计=总投资"' in fault_text(first)


@pytest.mark.parametrize(
    ("answer", "flag"),
    [
        ({"days": {"县极.csv": APRIL}}, "--as-of"),
        ({"hidden_of": {"县级.csv › Sheet2": True}}, "--hidden"),
        ({"natures": {"县极.csv": "新建"}}, "--nature"),
        ({"units": {"县极.csv": "万元"}}, "--unit"),
        ({"columns": {"县极.csv›合计": "total"}}, "--column"),
    ],
)
def test_a_sheet_that_the_load_has_not_is_told_where_it_was_typed(lake, answer, flag):
    said = {"as_of": MAY, "is_typed": True} | answer
    with pytest.raises(LoadRefused) as refusal:
        load(lake, *undated(), **said)
    (fault,) = refusal.value.faults
    assert isinstance(fault.file, RemedyCode)
    assert fault_text(fault).startswith(f"{flag}：这次没有这张表（写的是“县")
    assert COUNTY in fault.way_out
    load(lake, *undated(), **(said | {"is_typed": False}))  # on the page a file may be gone again


def test_headers_of_two_lines_are_no_sheets_that_are_missing(lake):
    load(
        lake, *undated(), as_of=MAY, is_typed=True, columns={"5月份›合计": "total", "合计": "total"}
    )
    assert len(rows(lake, "project")) == 2
