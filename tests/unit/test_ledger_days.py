"""Offices' ledgers read for the right day, year and project: never another's, never none."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from cockpit.intake import gate, read
from cockpit.intake.answers import Answers
from cockpit.intake.forms import feed
from cockpit.intake.read import Source
from tests.conftest_gate import new_lake, rows
from tests.ledgers import MAY, asked, done, faults, ledger, load, names
from tests.workbooks.memory import Near


@pytest.fixture
def lake(tmp_path):
    lake = new_lake(tmp_path / "lake")
    yield lake
    lake.close()


def test_months_from_the_last_to_the_first_lose_nothing(lake):
    title = "2022年（单位：万元）"
    load(lake, ledger("项目名称,3月,2月,1月", "示例路,3,2,", "示例桥,30,20,10", title=title))
    assert done(lake)["自编-0001", "2022-03-31"] == 5
    assert done(lake)["自编-0002", "2022-03-31"] == 60


@pytest.mark.parametrize("header", ["2021年完成投资", "2021年累计完成投资", "2021年度完成投资"])
@pytest.mark.parametrize("is_first", [True, False])
def test_the_figure_of_a_whole_earlier_year_is_not_this_years(lake, header, is_first):
    both = f"{header},1-5月完成" if is_first else f"1-5月完成,{header}"
    amounts = "700,21" if is_first else "21,700"
    load(lake, ledger(f"项目名称,总投资,{both}", f"甲,1000,{amounts}"))
    (held,) = rows(lake, "progress_report")
    assert (str(held["report_date"]), held["completed_wan"]) == ("2022-05-31", 21)
    assert held["total_completed_wan"] is None


def test_the_figure_of_an_earlier_year_that_is_said_to_be_the_years_is_of_its_end(lake):
    source = ledger("项目名称,总投资,2021年完成投资", "甲,1000,700")
    load(lake, source, columns={"2021年完成投资": "completed"})
    assert done(lake) == {("自编-0001", "2021-12-31"): 700}


def test_next_years_plan_does_not_make_this_years_figures_old(lake):
    header = "项目名称,项目性质,2022年1-12月完成,2023年计划投资"
    load(lake, ledger(header, "甲,续建,490,400", title="2022年12月（单位：万元）"))
    assert done(lake) == {("自编-0001", "2022-12-31"): 490}


def cells(lake, *sources, **answers):
    """Cell (or row) and rule of each fault of a load."""
    found = faults(lake, *sources, **answers)
    return [(f.cell or f.row or "", f.rule) for f in found]


def sheet(*lines, title):
    """A ledger whose cells have addresses."""
    book = Workbook()
    for line in (title, *lines):
        book.active.append([int(c) if c.isdecimal() else c or None for c in line.split(",")])
    stream = io.BytesIO()
    book.save(stream)
    return Source("月报.xlsx", stream.getvalue())


@pytest.mark.parametrize("rest", ["", ",水务局"])
def test_projects_whose_names_are_numbered_are_not_lost_as_sections(lake, rest):
    header = "项目名称,责任单位" if rest else "项目名称"
    lines = [f"{n}、示例{n}路{rest},100,10" for n in "一二三"]
    found = cells(lake, ledger(f"{header},总投资,1-5月完成", *lines))
    rule = "“{0}、示例{0}路”像是一节的标题，这一行有数，下面没有项目"
    assert found == [(n, rule.format(name)) for n, name in enumerate("一二三", start=3)]
    plain = [line.partition("、")[2] for line in lines]
    load(lake, ledger(f"{header},总投资,1-5月完成", *plain))
    assert len(names(lake)) == 3


def test_an_empty_section_with_noughts_is_none(lake):
    lines = ["一、工业,,100,10", ",甲,100,10", "二、交通,,0,0", "三、民生,,,"]
    load(lake, ledger("序号,项目名称,总投资,1-5月完成", *lines))
    assert names(lake) == ["甲"]


def test_another_header_below_is_a_fault(lake):
    lines = ["甲,100,50,10", "项目名称,年度计划,总投资,1-5月完成", "乙,30,80,13"]
    source = ledger("项目名称,总投资,年度计划,1-5月完成", *lines)
    assert cells(lake, source) == [(4, "表头下面又有一个表头，与上面的不同")]


def test_noughts_of_months_after_the_title_are_no_reports(lake):
    title = "2022年1-2月进展情况（单位：万元）"
    load(lake, ledger("项目名称,1月,2月,3月,4月", "示例路,1,2,0,0", title=title))
    assert max(done(lake)) == ("自编-0001", "2022-02-28")


def test_a_column_that_goes_beyond_the_title_is_a_fault(lake):
    title = "2023年1月进展情况（单位：万元）"
    source = sheet("项目名称,1-12月完成,1月完成", "甲,490,30", title=title)
    assert cells(lake, source) == [("B2", "这一列到 2023-12-31，标题只到 2023-01-31")]
    load(lake, source, without=frozenset({"1-12月完成"}))
    assert done(lake) == {("自编-0001", "2023-01-31"): 30}


def test_a_title_that_goes_beyond_its_columns_is_a_fault(lake):
    title = "2022年1-6月进展情况（单位：万元）"
    source = sheet("项目名称,总投资,1-5月完成", "甲,490,30", title=title)
    assert cells(lake, source) == [("C2", "标题是到 2022-06-30 的，表头只到 2022-05-31")]


@pytest.mark.parametrize(
    ("title", "until"),
    [
        ("2022年1-5月进展情况（6月5日）", "2022-05-31"),
        ("1-5月进展情况 2022.6.5", "2022-05-31"),
        ("2022年1-12月进展情况（2023年1月5日）", "2022-12-31"),
        ("2022年重点项目（截至6月5日）", "2022-06-05"),
        ("2022年重点项目（6月5日）", "2022-06-05"),
    ],
)
def test_the_day_of_printing_is_not_that_of_the_figures(lake, title, until):
    load(lake, ledger("项目名称,总投资,完成投资", "甲,100,10", title=f"{title}（单位：万元）"))
    assert done(lake) == {("自编-0001", until): 10}


def test_what_is_cumulative_until_a_day_is_asked_about(lake):
    header = "项目名称,总投资,截至2022年5月底累计完成投资"
    assert asked(lake, ledger(header, "甲,1000,700")) == ["column"]
    load(lake, ledger(f"{header},1-5月完成", "甲,1000,700,70"))
    (held,) = rows(lake, "progress_report")
    assert (held["completed_wan"], held["total_completed_wan"]) == (70, 700)


def test_the_day_of_filing_is_not_that_of_the_figures(lake):
    load(lake, ledger("项目名称,1-4月完成,1-5月完成,填报日期", "甲,9,10,2022-06-03"))
    assert done(lake) == {("自编-0001", "2022-04-30"): 9, ("自编-0001", "2022-05-31"): 10}
    load(lake, ledger("项目名称,总投资,本年完成,填报日期", "乙,100,20,2022.6.3"))
    assert done(lake)["自编-0002", "2022-05-31"] == 20


def test_months_over_the_years_turn_need_their_year(lake):
    header = "项目名称,月份,本年累计完成"
    lines = ["甲,11月,21", "甲,12月,23", "甲,1月,1"]
    title = "2022年11月-2023年2月（单位：万元）"
    rule = "月份过了年，没有写明是哪一年"
    assert rule in {said for _, said in cells(lake, ledger(header, *lines, title=title))}
    dated = [f"甲,{y},{m},{c}" for y, m, c in ((2022, 11, 21), (2022, 12, 23), (2023, 1, 1))]
    load(lake, ledger("项目名称,年份,月份,本年累计完成", *dated, title=title))
    assert done(lake)["自编-0001", "2023-01-31"] == 1


def test_two_rows_of_one_project_with_the_same_amount_are_asked_about(lake):
    lines = ["项目名称,标段,年度计划,1-5月完成", "甲,一标,50,10", "甲,二标,50,10", "合计,,100,20"]
    assert asked(lake, ledger(*lines)) == ["twins"]
    load(lake, ledger(*lines), accepted={"twins": "重复的一行"})
    assert done(lake) == {("自编-0001", "2022-05-31"): 10}


def test_what_an_earlier_ledger_says_of_a_class_holds_from_its_day(lake):
    for month in (6, 5):
        title = f"2022年1-{month}月进展情况（单位：万元）"
        header = f"项目名称,项目类别,年度计划,1-{month}月完成"
        load(lake, ledger(header, f"示例路,982,50,1{month}", title=title))
    held = [(row["valid_from"], row["valid_to"]) for row in rows(lake, "class_membership")]
    assert sorted(held, key=str) == [
        (MAY, date(2022, 6, 29)),
        (date(2022, 6, 30), None),
    ]


def test_a_nature_is_that_of_its_own_year(lake):
    header = "项目名称,项目性质,2022年计划投资,2022年1-12月完成,2023年计划投资"
    lines = ["示例路,续建,50,49,40", "示例桥,新建,30,9,20"]
    source = ledger(header, *lines, title="2022年12月（单位：万元）")
    found = gate.preview(lake, [source], answers=Answers()).faults
    assert [(f.question, f.row) for f in found] == [("nature", 4)]
    load(lake, source, nature="续建")
    held = {(r["project_id"], r["year"]): r["carry_over"] for r in rows(lake, "project_year")}
    assert held == {
        ("自编-0001", 2022): True,
        ("自编-0001", 2023): True,
        ("自编-0002", 2022): False,
        ("自编-0002", 2023): True,
    }


def test_codes_that_changed_places_are_asked_about(lake):
    load(lake, ledger("项目编号,项目名称,1-5月完成", "A-1,示例路,10", "A-2,示例桥,20"))
    turned = ledger("项目编号,项目名称,1-5月完成", "A-1,示例桥,25", "A-2,示例路,26")
    assert asked(lake, turned) == ["twins", "twins"]


def test_a_column_of_codes_that_only_counts_is_no_code(lake):
    load(lake, ledger("项目编号,项目名称,1-5月完成", "1,示例路,10", "2,示例桥,20"))
    load(lake, ledger("项目编号,项目名称,1-5月完成", "1,示例桥,25", "2,示例路,26", "3,示例渠,9"))
    held = {row["project_id"]: row["name"] for row in rows(lake, "project")}
    assert held == {"自编-0001": "示例路", "自编-0002": "示例桥", "自编-0003": "示例渠"}
    assert done(lake)["自编-0001", "2022-05-31"] == 26


def test_a_fault_of_a_cell_is_told_once(lake):
    source = sheet(
        "项目代码,项目名称,年度计划,1-5月完成",
        "220441018204011234,甲,50,10",
        title="2022年（单位：万元）",
    )
    assert [place for place, _ in cells(lake, source)] == ["A3"]


def test_the_month_ends_sum_beside_the_month_is_this_years(lake):
    """As county ledgers have it: 5月份 › 当月完成, 5月底累计完成."""
    header = "项目名称,总投资,5月份当月完成,5月底累计完成"
    load(lake, ledger(header, "甲厂,9000,100,500"))
    assert [row["completed_wan"] for row in rows(lake, "progress_report")] == [500]


def test_a_row_a_month_is_looked_at_a_few_times_not_once_for_each_other_row(lake, monkeypatch):
    looked = []
    said = feed.Feeding._month_said
    monkeypatch.setattr(feed.Feeding, "_month_said", lambda *of: looked.append(1) or said(*of))
    monkeypatch.setattr(read, "Apart", Near)  # in this process, where it is counted
    lines = [f"示例项目{n},1000,{month},{month}" for n in range(40) for month in (1, 2, 3)]
    load(lake, ledger("项目名称,总投资,月份,本月完成", *lines, title="2022年（单位：万元）"))
    assert len(rows(lake, "progress_report")) == len(lines)
    assert 0 < len(looked) <= 10 * len(lines)
