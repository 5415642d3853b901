"""专项债: what the page finds, the targets, the batches, the three amounts, the file."""

import io
from html import unescape

import openpyxl
import pytest

from cockpit.errors import BadLink, NoData
from cockpit.link.look import Look
from cockpit.screens.bonds import curves, page, payments, tables
from cockpit.screens.bonds.data import bonds_data
from cockpit.screens.view import View
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart
from cockpit.web.server import downloads
from tests.given import bond, given, member, of, on, project, report, used
from tests.pages.reading import plain, text_of, widget
from tests.sample import sample_mart

DAY = "2022-05-31"
HOSTILE = '<img src=x onerror="alert(1)">**粗**'


def opened(run, **query):
    test = run("bonds", **{"as_of": DAY, "version": "1"} | query)
    assert not test.exception
    return text_of(test)


def data(mart=None, filters=None, **query):
    asked = {name: [value] for name, value in query.items()}
    return bonds_data(View(mart or sample_mart(), Look(filters or on(DAY)), query=asked))


def small(*rows):
    """A ledger of bonds to P1 and P2."""
    mart = marts.empty()
    given(mart, *(project(code, name=f"项目{code}") for code in ("P1", "P2")))
    given(mart, *(member(code, "专项债") for code in ("P1", "P2")))
    given(mart, *rows)
    return Mart(1, mart)


def test_the_finding_says_what_lies_idle_and_whose_it_is(filled, run):
    said = plain(opened(run))
    assert "发行 62.2 亿元，支付 46.0 亿元，使用率 74.0%；未用 16.2 亿元" in said
    assert "13.4 亿元在 33 个完成额已达到位额的项目" in said
    # the batches of 2020 and the first of 2021: 1.0794 + 2.0755 + 1.2501 + 3.8239
    assert "8.2 亿元发行已满 52 周还没有用" in said
    assert "示例·城乡供水一体化（示例单位 40，1.47 亿元，最早一笔已满 113 周）" in said
    assert "2020、2021 年发行的照近三个月的付法赶不上支付目标" in said


def test_the_years_stand_against_targets_that_are_said_to_be_sample(filled, run):
    said = plain(opened(run), " ")
    # 0.9 x 32.2 - 27.795 and 0.75 x 25 - 16.685 in June, 0.5 x 5 - 1.52 in four months
    assert "每月要付 3.50 亿元才赶得上支付目标" in said
    assert "支付目标为示例，未公布" in said
    assert "2022-09-30" in said
    assert "近期付法够用" in said


def test_a_choice_is_not_held_against_the_citys_targets(filled, run):
    said = plain(opened(run, **{"class": "专项债"}), " ")
    assert "筛选下不与全市目标比" in said
    assert "要快到" not in said
    assert "赶不上支付目标" not in said
    assert "2022-06-30" not in said


def test_the_list_follows_the_state_of_the_work(filled, run):
    test = run("bonds", as_of=DAY, version="1")
    assert "示例·城乡供水一体化" in text_of(test)
    widget(test, "bonds work").set_value("unstarted").run()
    assert test.query_params["work"] == "unstarted"
    listed = data(work="unstarted").listed
    assert len(listed) == 5
    assert {row.work_state for row in listed} == {"未开工"}
    assert plain(str(tables.projects(data(work="unstarted")))).count("未开工") == 5


def test_an_unknown_state_is_a_bad_link():
    with pytest.raises(BadLink):
        data(work="nothing")


def test_without_bonds_the_page_says_so():
    with pytest.raises(NoData, match="没有发行专项债"):
        data(filters=on("2019-12-31"))
    with pytest.raises(NoData, match="筛选下没有发行专项债"):
        data(filters=on(DAY, towns=("没有这个镇",)))


def test_without_targets_the_page_says_how_to_get_them():
    found = data(small(bond("B1", "P1", 30000), used("B1", "2022-04-30", 10000)))
    said = plain(str(page.years(found)), " ")
    assert "还没有装入支付目标" in said
    assert "没有目标" in said


def test_a_target_that_is_past_and_missed_is_named():
    aim = of(
        "fund_target",
        target_id="T",
        issue_year=2021,
        due_on="2022-03-31",
        target_ratio=0.9,
        kind="assumed",
    )
    found = data(small(bond("B1", "P1", 30000), used("B1", "2022-04-30", 10000), aim))
    assert "2021 年发行的支付目标已到期而未达到" in page.lead(found)
    said = plain(str(page.years(found)), " ")
    assert "支付目标都已到期，还差 1.70 亿元" in said  # 0.9 x 3 - 1
    assert "支付目标为假定" in said


def test_paid_before_the_work_is_said_first_and_listed_first():
    found = data(
        small(
            bond("B1", "P1", 90000),
            bond("B2", "P2", 30000),
            used("B2", "2022-04-30", 13000),
            report("P1", DAY, 100),
            report("P2", DAY, 10000),
        )
    )
    assert page.lead(found).startswith("1 个项目支付超过完成两成以上（假定）")
    assert [row.project_id for row in found.listed] == ["P2", "P1"]
    assert "支付比完成多 0.30 亿元" in plain(str(tables.projects(found)))


def test_more_used_than_issued_is_said_in_the_finding():
    found = data(small(bond("B1", "P1", 10000), used("B1", "2022-04-30", 12000)))
    assert "1 个批次支付超过发行，先核对" in page.finding(found)
    assert "支付超过发行" in plain(str(tables.projects(found)))


def test_all_used_up_is_said():
    found = data(small(bond("B1", "P1", 10000), used("B1", "2022-04-30", 10000)))
    assert page.finding(found).endswith("使用率 100.0%，已全部用完")
    assert "这一类没有项目" in plain(str(tables.projects(found)))


def test_batches_are_compared_at_six_months():
    assert curves.at([(0, 0), (5, 40), (7, 60)], 6) == 50
    assert curves.at([(0, 0), (5, 40)], 6) is None
    assert curves.text_of(data()).title.startswith("满 6 个月时，2021 年第三批用了")


def test_a_panel_has_its_target_only_while_it_is_to_come_and_of_the_whole_city():
    assert [b.target is None for b in curves.panel(data(), 2020).batches] == [False] * 3
    part = data(filters=on(DAY, classes=("专项债",)))
    assert [b.target is None for b in curves.panel(part, 2020).batches] == [True] * 3
    later = data(filters=on("2022-06-30"))
    assert [b.target is None for b in curves.panel(later, 2020).batches] == [True] * 3


def test_the_file_has_the_projects_that_are_listed(filled):
    query = {"as_of": [DAY], "version": ["1"], "work": ["unstarted"]}
    name, body, _ = downloads.written("bonds.xlsx", query)
    assert name == "专项债项目-2022-05-31-v1.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(body))
    cells = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert sum("未开工" in row for row in cells) == 5


def test_names_are_shown_as_they_are_written():
    mart = marts.empty()
    given(mart, project("P1", name=HOSTILE), member("P1", "专项债"))
    given(mart, bond("B1", "P1", 100, batch=HOSTILE))
    found = data(Mart(1, mart))
    for text in (tables.projects(found), tables.weeks(found), tables.work(found)):
        assert "<img" not in str(text)
        assert HOSTILE in unescape(str(text))


def test_the_months_stand_beside_what_the_target_asks(filled, run):
    said = plain(opened(run), " ")
    # Σ of the issues' curves: 29,320 万元 in January, 25,551 in May
    assert "支付一月比一月少：1月 2.93，5月 2.56 亿元" in said
    assert "6月须付" in said
    assert "3.50" in said
    chosen = plain(opened(run, classes="重点项目"), " ")
    assert "须付" not in chosen  # the city's target is not the part's


def test_a_month_without_a_report_is_said_not_drawn_as_nothing():
    found = data(
        small(
            bond("B1", "P1", 20_000),
            used("B1", "2022-01-31", 1_000),
            used("B1", "2022-03-31", 6_000),
            used("B1", "2022-04-30", 9_000),
        )
    )
    shown = payments.columns(found)
    assert [one.total for one in shown] == [
        None,
        None,
        0.5,
        0.3,
        None,
    ]  # 亿元; before January nothing is told
    said = payments.text_of(found, shown)
    assert said.title == "4月支付 0.30 亿元"  # not less than March's, which is of two months
    assert "2月、5月没有填报" in said.fine
    assert "3月含没有填报的2月。" in said.fine
    assert "1 笔在发行当月之后才第一次填报" in said.fine


def test_bonds_without_a_report_of_work_say_so():
    said = plain(str(tables.projects(data(small(bond("B1", "P1", 20_000))))), " ")
    assert "1 个项目到位 2.0、支付 0.0 亿元，完成没有填报" in said


def test_a_need_stands_alone_where_no_month_is_told():
    found = data(filters=on("2022-01-15"))
    said = payments.text_of(found, payments.columns(found))
    assert said.title == "今年没有装入支付数"
    assert said.alt.startswith("每月须付 2.77 亿元")


def test_a_month_that_still_runs_says_how_far(filled, run):
    said = plain(opened(run, as_of="2022-05-20"), " ")  # bonds are told at month-ends
    assert "5月没有填报" in said
    assert "5月到 20 日" not in said
    assert "每月须付" in said
    assert "月须付" not in said.replace("每月须付", "")
    rows = (
        bond("B1", "P1", 20_000),
        used("B1", "2022-04-30", 9_000),
        used("B1", "2022-05-18", 11_000),
    )
    found = data(small(*rows), on("2022-05-20"))
    assert "5月到 20 日。" in payments.text_of(found, payments.columns(found)).fine
