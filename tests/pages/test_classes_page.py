"""各类项目: the finding, pairs and projects apart, overlaps, a view a class, what is missing."""

import io
import re
from html import unescape
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from cockpit.errors import BadLink, NoData
from cockpit.link.look import Look
from cockpit.screens.classes import (
    grips,
    levels,
    overlaps,
    overview,
    page,
    parks,
    phases,
    states,
    subdomains,
)
from cockpit.screens.classes.data import classes_data, phase_order
from cockpit.screens.view import View
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart
from cockpit.web.server import downloads
from queries import investment
from tests.given import given, member, of, on, plan, project, report, small_ledger, stage
from tests.pages.reading import charts_of, pictures_of, plain, text_of, widget
from tests.sample import sample_mart

DAY = "2022-05-31"
KEY, THREE, CENTRAL, BONDS = "重点项目", "三个一批", "中央预算内", "专项债"


def opened(run, **query):
    test = run("classes", **{"as_of": DAY, "version": "1"} | query)
    assert not test.exception
    return plain(text_of(test), " ")


def data(mart=None, filters=None, **query):
    asked = {name: [value] for name, value in query.items()}
    return classes_data(View(mart or sample_mart(), Look(filters or on(DAY)), query=asked))


def small(*rows):
    """A ledger with the city's classes, and these rows."""
    mart = small_ledger(marts.empty())
    emptied = (
        *("project", "project_year", "class_membership", "stage_event", "progress_report"),
        *("park", "park_report"),
    )
    for table in emptied:
        mart.execute(f"delete from {table}")
    given(mart, *rows)
    return Mart(1, mart)


def of_class(found, code):
    return found.city.class_of(code)


def test_pairs_and_projects_are_never_taken_for_each_other(filled, run):
    said = opened(run)
    assert "五类 390 个类次 落在 340 个项目上".replace(" ", "") in said.replace(" ", "")
    joined = said.replace(" ", "")
    assert "与380个目标比的是类次" in joined
    assert "与420亿元目标比的是去重后的钱" in joined
    assert "相加有重复，不算率" in joined  # no rate of the added classes
    # 475.0 less 424.0 of plan and 199.0 less 171.0 done, counted more than once
    assert "重复计51.0" in joined
    assert "重复计28.0" in joined


def test_under_a_choice_of_classes_only_what_is_in_two_of_them_is_counted_twice():
    """A project of a chosen class and of one that is not chosen stands in the sum once."""
    found = data(filters=on(DAY, classes=(KEY, BONDS)))
    both = found.implemented.listed - found.implemented.listed_projects  # in these two: 247 - 238
    assert both == 9
    assert overview.finding(found)[1].startswith("相加会重复：9 个项目一身多类，")
    assert overview.finding(data())[1].startswith("相加会重复：47 个项目一身多类，")


def test_one_alone_is_neither_the_most_nor_both_ends():
    """The plan half gone in June, a tenth done: one class behind, and its one subdomain."""
    rows = (
        project("Q1"),
        of("class_membership", project_id="Q1", project_class="补短板982", subdomain="水务",
           valid_from="2022-01-01"),
        plan("Q1", 1000),
        report("Q1", "2022-06-30", 100),
    )  # fmt: skip
    found = data(small(*rows), on("2022-06-30"), view="补短板982")
    assert "补短板982低于序时（40.0 个百分点）" in overview.finding(found)[0]
    said = plain(str(subdomains.html(found, of_class(found, "补短板982"))), " ")
    assert "1 个子领域 低于序时 40.0 个百分点" in said


def test_a_gap_that_stays_is_not_one_that_grows():
    def title(*gaps):
        rows = [
            SimpleNamespace(month=at, ahead_pp=gap, completion_ratio=0.1)
            for at, gap in enumerate(gaps, start=1)
        ]
        return levels.rates_text({"省级": rows}, data()).title

    assert title(-5, -5, -5) == title(-5, -6, -6) == "省级每个月底都低于序时"
    assert title(-5, -6, -7) == "省级每个月底都低于序时，差距一月比一月大"


def test_before_anybody_is_due_no_rate_of_starts_is_said():
    found = data(filters=on("2022-01-01"), view=KEY)
    said = plain(str(levels.ranks(found, of_class(found, KEY))), " ")
    assert "省市级没有到期应开复工的项目" in said
    assert "—%" not in said


def test_published_figures_stand_in_their_cut_and_computed_ones_under_a_choice(filled, run):
    assert "▲ 7.6" in opened(run)  # as printed; the ledger gives 7.4
    chosen = opened(run, town="豫龙镇")
    assert "公布" not in chosen.partition("这一类先看什么")[2].partition("各类相加")[0]
    assert "与 380 个目标" not in chosen


def test_the_combinations_add_up_to_the_projects_of_their_halves():
    found = data()
    said = plain(str(overlaps.html(found)), " ")
    # 167 + 37 + 43 + 27 + 19; 15 + 12 + 7 + 4 + 3 + 2 + 2 + 1 + 1
    assert "只在一类 293" in said
    assert "在两类以上 47" in said
    assert "加起来 340 个" in said
    rows = found.overlaps.dropna(subset=["combination"])
    assert int(rows.projects.sum()) == 340


def test_the_worst_phase_and_stage_are_said_first(filled, run):
    said = opened(run, view=THREE).replace(" ", "")
    assert "转化最差的是第三期投产0.0%（0÷7）、第四期投产0.0%（0÷4）" in said
    assert "开工前最差的是第四期开工57.1%（4÷7）" in said
    assert "第四期11个签约、4个开工" in said
    assert "第五期：推荐20个，总投资45.0亿元" in said  # of the library: not among the 51


def test_worst_is_the_lowest_rate_and_of_equal_ones_the_larger_base():
    def step(phase, stage, projects, base):
        return phases.Step(phase, stage, projects, base, projects / base)

    every = [
        step("第一期", "履约", 3, 4),
        step("第二期", "投产", 0, 2),
        step("第一期", "投产", 0, 3),
    ]
    assert [s.phase for s in phases.worst(every)] == ["第一期", "第二期"]
    assert phases.worst([step("第一期", "履约", 4, 4)]) == ()


def test_phases_stand_in_the_order_of_their_numbers():
    given_ones = ["第三期", "未填", "第十一期", "第二期", "第四期", "第一期"]
    listed = ["第一期", "第二期", "第三期", "第四期", "第十一期", "未填"]
    assert sorted(given_ones, key=phase_order) == listed


def test_the_total_of_phases_is_recomputed():
    mart = small(
        *(project(f"P{n}") for n in range(1, 6)),
        *(member(f"P{n}", THREE, phase="第一期") for n in (1, 2)),
        *(member(f"P{n}", THREE, phase="第二期") for n in (3, 4, 5)),
        *(stage(f"P{n}", "签约", "2022-01-01") for n in range(1, 6)),
        stage("P1", "履约", "2022-02-01"),
        stage("P3", "履约", "2022-02-01"),
    )
    found = data(mart, view=THREE)
    said = plain(str(phases.by_phase(found, of_class(found, THREE))), " ")
    total = said.partition("合计")[2]
    assert "40 %" in total  # 2 of 5; the mean of 50 and 33 would be 42
    assert "42 %" not in total


def test_a_class_without_phases_without_plan_and_without_members_say_so():
    mart = small(
        project("P1"),
        member("P1", THREE),
        stage("P1", "签约", "2022-01-01"),
        stage("P1", "履约", "2022-02-01"),
        project("P2"),
        member("P2", KEY, level="省"),
    )
    found = data(mart, view=THREE)
    three = of_class(found, THREE)
    said = plain(str(phases.by_phase(found, three)), " ")
    assert "未填" in said
    assert "没有填期次" in said
    assert "没有年计划，不算完成率" in said
    assert "没有填期次，说不出哪一期转化差" in page.finding(found)[1]
    assert "名单上没有项目" in plain(str(overview.classes(found)), " ")
    assert "没有年计划，不算完成率" in plain(str(overview.classes(found)), " ")
    assert page.finding(data(mart, view=BONDS))[0] == "专项债：截至这一日名单上没有项目"


def test_a_phase_that_nobody_is_left_in_stands_with_nothing():
    mart = small(
        *(project(code) for code in ("P1", "P2")),
        member("P1", THREE, phase="第一期"),
        member("P2", THREE, phase="第二期", until="2022-03-31"),
        *(stage(code, "签约", "2022-01-01") for code in ("P1", "P2")),
    )
    found = data(mart, view=THREE)
    said = plain(str(phases.by_phase(found, of_class(found, THREE))), " ")
    assert "第二期 名单上没有项目" in said.replace("  ", " ")


def test_a_view_of_no_class_is_a_bad_link_and_an_empty_list_has_no_page():
    with pytest.raises(BadLink):
        data(view="没有这一类")
    with pytest.raises(NoData, match="名单上没有项目"):
        data(filters=on("2019-12-31"))
    with pytest.raises(NoData, match="当前筛选下没有"):
        data(filters=on(DAY, towns=("没有这个镇",)))


def test_a_choice_of_another_class_is_said_in_the_view(filled, run):
    said = opened(run, **{"view": THREE, "class": KEY})
    assert "筛选的类别里没有它" in said


def test_the_view_is_written_into_the_address(filled, run):
    test = run("classes", as_of=DAY, version="1")
    widget(test, "classes view").set_value(CENTRAL).run()
    assert test.query_params["view"] == CENTRAL
    widget(test, "classes view").set_value("all").run()
    assert "view" not in test.query_params


def test_key_projects_stand_by_level_with_the_published_rank(filled, run):
    said = opened(run, view=KEY).replace(" ", "")
    assert "省市级67个完成49.1%，超序时7.6个百分点；县级137个完成35.2%，低于序时6.4个百分点" in said
    assert "郑州6县（市）第2位" in said
    assert "66个应开，6个没开" in said
    assert "应开未开9个，最久的已过150天" in said
    assert "县级每个月底都低于序时" in said


def test_rates_past_the_plan_are_not_clamped():
    found = data(view=CENTRAL)
    said = plain(str(states.rates(found, of_class(found, CENTRAL))), " ")
    assert "151.7" in said  # 1.0832 of 0.7140
    assert "其余 13 个没有本年计划" in said


@pytest.mark.parametrize(("view", "lines"), [("grips", 3), (KEY, 4)])  # 序时 among them
def test_rates_by_month_are_drawn_first_as_a_picture(filled, run, view, lines):
    test = run("classes", as_of=DAY, version="1", view=view)
    (chart,), (picture,) = charts_of(test), pictures_of(test)
    assert len(chart["data"]) == lines
    assert picture.count("chart-line") == lines
    assert "序时" in picture


def test_an_earlier_crossing_is_dated():
    text = grips.curve_text(data(view="grips"))
    assert "政府投资项目自 4 月追上序时" in text.title  # −0.9 at the end of March, +0.9 in April


def test_the_levels_of_a_month_are_in_words():
    found = data(view=KEY)
    text = levels.curve_text(found, of_class(found, KEY))
    assert text.title == "县级每个月底都低于序时，差距一月比一月大"


def test_the_total_of_the_matrix_is_that_of_distinct_projects():
    mart = small(
        project("P1", domain="交通"),
        project("P2", domain="交通"),
        member("P1", KEY, level="省"),
        member("P1", BONDS),
        member("P2", BONDS),
        plan("P1", 100),
        plan("P2", 300),
        report("P1", "2022-05-31", 50),
        report("P2", "2022-05-31", 30),
    )
    said = plain(str(grips.matrix(data(mart, view="grips"))), " ")
    row = said.split("交通")[-1].partition("合计")[0]
    # 50/100; bonds 80/400; both once 80/400 = 20.0, not (50 + 80) / (100 + 400) = 26.0
    assert "50.0" in row
    assert row.count("20.0") == 2
    assert "26.0" not in row


def test_domains_go_month_by_month_against_the_calendar():
    mart = small(
        project("P1", domain="交通"),
        project("P2", domain="产业"),
        member("P1", KEY, level="省"),
        member("P2", KEY, level="县"),
        plan("P1", 100),
        plan("P2", 200),
        report("P1", "2022-02-28", 10),
        report("P1", "2022-03-31", 40),
        report("P2", "2022-02-28", 50),
        report("P2", "2022-03-31", 50),
    )
    said = plain(str(grips.domains(data(mart, on("2022-03-31"), view="grips"))))
    # 交通 10 % less 2/12, 40 % less 3/12; 产业 25 % at both, of 2/12 and 3/12
    assert "较上个月底，交通进得最多，21.7 个百分点；产业退得最多，8.3 个百分点" in said
    assert "交通▽−8.3▽−6.7▲+15.0+21.7" in said
    assert "产业▽−8.3▲+8.30.0−8.3" in said


def test_the_last_month_of_a_domain_is_its_figure():
    found = data(view="grips")
    months = found.view.ask(investment.domains_monthly)
    last = months[months["month"] == 5].set_index("domain").ahead_pp
    now = found.view.ask(investment.by_domain).set_index("domain").ahead_pp
    assert len(now) == 8
    assert all(last[name] == pytest.approx(now[name]) for name in now.index)


def test_parks_tell_what_was_told_by_the_day(filled, run):
    said = opened(run, view="parks").replace(" ", "")
    assert "9个小微企业园86栋厂房，封顶31栋；签约142家，入驻27家" in said
    assert said.count("示例园区0") >= 9
    before = data(filters=on("2021-12-31"), view="parks")
    assert "截至这一日还没有填报" in parks.finding(before)[0]


def test_without_parks_the_view_says_what_to_load():
    assert "导入“小微企业园”" in plain(str(parks.html(data(small(), view="parks"))))
    chosen = data(filters=on(DAY, towns=("没有这个镇",)), view="parks")
    assert "所选乡镇（街道）没有小微企业园" in plain(str(parks.html(chosen)))


def test_a_name_from_a_file_is_never_markup():
    hostile = '<img src=x onerror="alert(1)">'
    mart = small(
        project("P1", name=hostile, organisation=hostile, town=hostile),
        member("P1", THREE, phase=hostile),
        member("P1", CENTRAL),
        member("P1", hostile),
        stage("P1", "签约", "2022-01-01"),
        plan("P1", 100, due="2022-02-01"),
        report("P1", "2022-05-31", 130),
        of("park", park_id="Y", name=hostile, township=hostile, planned_m2=10, buildings=1),
    )
    for view in ("all", THREE, CENTRAL, hostile, "grips", "parks"):
        found = data(mart, view=view)
        parts = [overview.classes, overview.rulers, overlaps.html, overlaps.several, parks.html]
        drawn = "".join(str(part(found)) for part in (*parts, grips.matrix))
        for code in (THREE, CENTRAL, hostile):
            one = of_class(found, code)
            for part in (
                states.by_state,
                states.rates,
                states.late,
                phases.funnel,
                phases.by_phase,
            ):
                drawn += str(part(found, one))
        assert "<img" not in drawn


@pytest.mark.parametrize(
    ("query", "rows", "first"),
    [
        ("", 340, "项目"),
        (f"&view={THREE}", 51, "项目"),
        ("&view=补短板982", 68, "项目"),
        (f"&view={CENTRAL}", 24, "项目"),
        ("&view=grips", 38, "领域"),
        ("&view=parks", 9, "园区"),
    ],
)
def test_each_view_is_handed_on_as_a_workbook(filled, query, rows, first):
    asked = {"as_of": [DAY], "version": ["1"]}
    if query:
        asked["view"] = [query.partition("=")[2]]
    _, body, _ = downloads.written("classes.xlsx", asked)
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(at for at, row in enumerate(cells) if row[0] == first)
    assert len([row for row in cells[head + 1 :] if row[0]]) == rows


def test_the_phases_are_handed_on_with_their_rates(filled):
    asked = {"as_of": [DAY], "version": ["1"], "view": [THREE]}
    _, body, _ = downloads.written("phases.xlsx", asked)
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    said = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    fourth = [row for row in said if row[:2] == ("第四期", "开工")]
    assert [row[2:4] for row in fourth] == [(7, 4)]
    assert fourth[0][4] == pytest.approx(400 / 7)


def test_the_phases_file_without_a_view_speaks_of_its_class(filled):
    _, body, _ = downloads.written("phases.xlsx", {"as_of": [DAY], "version": ["1"]})
    notes = dict(openpyxl.load_workbook(io.BytesIO(body))["说明"].iter_rows(values_only=True))
    assert "转化最差的是第三期投产" in notes["结论"]


@pytest.mark.parametrize("view", ["", KEY, THREE, "补短板982", BONDS, CENTRAL, "grips", "parks"])
def test_every_count_opens_its_rows(filled, run, view):
    """A link of each indicator and choice of rows, as the ledger reads it: not a bad one."""
    text = text_of(run("classes", as_of=DAY, version="1", **({"view": view} if view else {})))
    hrefs = {unescape(href) for href in re.findall(r'href="(/ledger\?[^"]*)"', text)}
    kinds = {}
    for href in hrefs:
        query = parse_qs(urlsplit(href).query)
        kinds.setdefault((query["indicator"][0], *sorted(query)), query)
    assert kinds
    for query in kinds.values():
        said = plain(text_of(run("ledger", **query)))
        assert "链接有误" not in said, query
        assert "不一致，请告诉管理员" not in said, query
