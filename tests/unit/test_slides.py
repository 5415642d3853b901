"""The wall's slides: what they say, that the wall says the same, and what they say with nothing."""

import inspect
import json
import re
from dataclasses import fields, is_dataclass
from datetime import date
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from given import (
    curve,
    given,
    member,
    of,
    on,
    plan,
    project,
    report,
    small_ledger,
    stage,
    target,
)
from jinja2 import nodes

from cockpit.link.look import Look
from cockpit.screens import render, slides, wall
from cockpit.screens.figures import Figure, Gap
from cockpit.screens.markup import environment
from cockpit.screens.slides import context as of_slides
from cockpit.screens.slides import domains, money
from cockpit.screens.view import View
from cockpit.screens.wall import context as of_wall
from cockpit.screens.wall import points
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart
from queries import dispatch
from queries.filters import Filters
from tests.lent import with_names
from tests.sample import SLIDES, mart_without_ledger, sample_mart
from tests.unit.test_screens import dataclasses_of, text

TEMPLATES = Path(slides.__file__).parent
OF_SLIDES = [  # what the templates read: the context, and each slide's picture
    kind
    for module in (
        of_slides,
        *(
            import_module(f"cockpit.screens.slides.{subject}")
            for subject in ("goal", "grips", "domains", "pairs", "money", "musts", "slow")
        ),
    )
    for kind in dataclasses_of(module)
]
MAY = Look(Filters(date(2022, 5, 31)))


def composed(slide: str, mart: Mart, look: Look = MAY):
    return slides.compose(slide, View(mart, look))


def drawn(slide: str, mart: Mart, look: Look = MAY) -> str:
    return render.slide_document(composed(slide, mart, look), code="abc")


def said(slide: str, mart: Mart, look: Look = MAY) -> str:
    return text(drawn(slide, mart, look))


@pytest.fixture(scope="module")
def small() -> Mart:
    return Mart(1, small_ledger(marts.empty()))


def test_every_field_of_a_slides_context_is_read_by_a_template(monkeypatch):
    """By class: the same name read of another class does not count."""
    contexts = [composed(slide, sample_mart()) for slide in SLIDES]
    named = {(kind, f.name) for kind in OF_SLIDES for f in fields(kind)}
    read = set()
    for kind in OF_SLIDES:

        def noted(one, name, kind=kind):
            read.add((kind, name))
            return object.__getattribute__(one, name)

        monkeypatch.setattr(kind, "__getattribute__", noted)
    for context in contexts:
        render.slide_document(context, code="abc")
    assert named - read == set()


def test_every_field_of_a_context_has_a_sentence():
    lines = [line for kind in OF_SLIDES for line in inspect.getsource(kind).splitlines()]
    assert [line for line in lines if re.match(r"    \w+: ", line) and "#" not in line] == []


def test_a_template_uses_no_attribute_that_no_context_has():
    kinds = [*OF_SLIDES, *dataclasses_of(of_wall), Figure, Gap]
    named = {f.name for kind in kinds for f in fields(kind)} | {"is_missing", "first"}
    attributes = set()
    for path in TEMPLATES.glob("*.j2"):
        tree = environment().parse(path.read_text("utf-8"))
        attributes |= {node.attr for node in tree.find_all(nodes.Getattr)}
    assert attributes - named == set()


def test_every_slide_is_a_step_of_the_walk_with_its_key():
    drawn = render.slide_document(composed("1", sample_mart()), code="c")
    steps = json.loads(unescape(re.search(r'data-walk="([^"]*)"', drawn)[1]))
    assert [slide for slide, _ in steps] == ["", *SLIDES]
    assert [key for _, key in steps] == ["", *SLIDES[:-2], "D", "S"]


# the bulletin's figures and the demonstration's, which docs/model.md gives
SAID = {
    "1": [
        "荥阳市 1—4月固投增速 22.8%，",
        "超目标 12.8 个百分点",
        "居第 3 位",
        "12.0%",
        "6.8%",
        "6.3%",
    ],
    "2": ["省市级重点项目完成 49.1%，", "超序时 7.6 个百分点", "政府投资项目完成 44.3%，"],
    "8": ["8 个领域中 5 个超序时", "最慢的新型城镇化", "低于序时 8.0 个百分点", "八个领域（假定）"],
    "3": ["已实施 342 个", "目标 380 个以上", "应实施 356 个，未实施 14 个", "172/ 181", "24"],
    "4": ["完成 171.0 亿元", "低于序时 1.0 个百分点", "预计 409", "394–416", "余下 7 个月", "35.6"],
    "musts": [
        "每天必传 96.8%，",
        "领导覆盖最低，80.9%",
        "7,758/8,013 项目日",
        "765/815 项目周",
        "116/122 个节点",
        "165/204 个项目",
        "5 月 1—31 日；橙：低于 95%、未完成，红：低于 90%",
    ],
    "slow": [
        "最需研究：示例·新材料产业园一期",
        "−31.4",
        "卡在要素保障，已超期（5 月 11 日提出）",
        "17天",
        "▼ 红灯",
        "分包市领导 14",
    ],
}


@pytest.mark.parametrize("slide", SLIDES)
def test_slide_says_its_figures(slide):
    words = said(slide, sample_mart())
    missing = [part for part in SAID[slide] if part not in words]
    assert missing == []


def figures_of(part: Any) -> dict[tuple[str, str], set[str]]:
    """The texts of all figures inside a context, by indicator and rows."""
    found: dict[tuple[str, str], set[str]] = {}

    def visit(value: Any) -> None:
        if isinstance(value, Figure):
            found.setdefault((value.indicator, value.href), set()).add(value.text.lstrip("+−"))
        elif is_dataclass(value):
            for f in fields(value):
                visit(getattr(value, f.name))
        elif isinstance(value, tuple):
            for item in value:
                visit(item)

    visit(part)
    return found


@pytest.mark.parametrize("look", [MAY, MAY.narrowed(towns=("豫龙镇",))], ids=["whole", "part"])
def test_a_figure_reads_the_same_on_wall_and_slides(look):
    mart = sample_mart()
    on_wall = figures_of(wall.compose(View(mart, look)))
    shared = 0
    for slide in SLIDES:
        for figure, texts in figures_of(composed(slide, mart, look)).items():
            # a project's gap opens the whole ledger, so several rows have one address
            if figure in on_wall and figure[0] not in {"ahead", "problem_overdue"}:
                shared += 1
                assert texts <= on_wall[figure], (slide, figure)
    assert shared > 10


def test_gaps_of_the_wall_are_those_of_the_slides():
    mart = sample_mart()
    on_wall = wall.compose(View(mart, MAY))
    assert composed("8", mart).picture.domains == on_wall.domains
    assert composed("slow", mart).picture.cards[0].row == on_wall.slow.rows[0]
    grips = [half.grip for half in composed("2", mart).picture.grips]
    assert [g.rate for g in grips] == [g.rate for g in on_wall.grips]
    assert [g.gap.size for g in grips] == [g.gap.size for g in on_wall.grips]


def test_bullets_of_the_small_ledger(small):
    """省市级 key projects: P01 and P02 at 05-31, P12 too at 04-30 (tests/golden/README.md)."""
    (key, *_) = composed("2", small).picture.grips
    values = [month.value for month in key.months]
    assert values[3] == pytest.approx(100 * (45 + 60 + 40) / (100 + 200 + 500), abs=0.01)
    assert values[4] == pytest.approx(100 * (60 + 80) / (100 + 200), abs=0.01)
    assert values[5:] == [None] * 7
    assert [month.mark for month in key.months][:6] == [8.33, 16.67, 25.0, 33.33, 41.67, 50.0]
    assert [month.is_now for month in key.months].index(True) == 4


def test_only_what_no_bulletin_says_is_drawn_as_a_sample():
    key, government = composed("2", sample_mart()).picture.grips
    assert [month.is_sample for month in key.months[:5]] == [True] * 4 + [False]
    assert [month.is_sample for month in government.months[:5]] == [True] * 5


def test_a_year_without_plans_has_no_rates_to_draw():
    for look in (
        Look(Filters(date(2023, 5, 31))),
        Look(Filters(date(2023, 5, 31), towns=("豫龙镇",))),
    ):
        slide = composed("2", sample_mart(), look)
        assert slide.picture is None
        assert "没有 2023 年的年度计划" in slide.empty
        assert "—%" not in slide.title


def test_a_grip_on_its_line_is_said_in_full_and_one_without_a_plan_as_such():
    """P1 has done 5 of 12 by the end of May: just 5/12. No project is 政府投资 with a plan."""
    connection = with_names(marts.empty())
    given(
        connection,
        plan("P1", 12),
        report("P1", "2022-05-31", 5),
        project("P2", gov=True),
        member("P2", "三个一批"),
    )
    title = composed("2", Mart(1, connection)).title
    assert title.startswith("省市级重点项目完成 41.7%，与序时持平；政府投资项目没有本年计划｜")


def test_waterfall_of_the_small_ledger_ends_at_the_implemented(small):
    picture = composed("3", small).picture
    assert picture.count.implemented.text == "10"  # ten pairs, by the README
    ends = [row.start + row.width for row in picture.rows]
    starts = [row.start for row in picture.rows]
    assert starts[0] == 0
    assert starts[1:] == pytest.approx(ends[:-1], abs=0.02)
    assert ends[-1] == pytest.approx(picture.reach * 10 / 16, abs=0.02)  # of a target of 16


@pytest.mark.parametrize(("aim", "place"), [(4, 94.34), (1, 47.17)])
def test_the_line_of_the_target_stands_at_the_target(aim, place):
    """Two are implemented: of four, the line is at 4 / (1.06 × 4); of one, the bars pass it."""
    connection = with_names(marts.empty())
    started = [stage(name, "开工", "2022-02-01") for name in ("P1", "P2")]
    given(connection, plan("P1", 1), plan("P2", 1), started, target("3", aim))
    mart = Mart(1, connection)
    picture = composed("3", mart).picture
    assert (picture.target.at, picture.target.text) == (place, str(aim))
    assert picture.reach == 94.34
    assert f'style="--at:{place}%"></b>' in drawn("3", mart)


def test_the_whole_city_is_no_choice_in_a_year_without_a_target():
    whole = Look(Filters(date(2021, 12, 31)))
    for slide in ("3", "4"):
        words = said(slide, sample_mart(), whole)
        assert "所选项目" not in words
        assert "五类项目" in words
        assert "所选项目" in said(slide, sample_mart(), whole.narrowed(towns=("豫龙镇",)))


def test_curve_of_the_small_ledger_ends_where_the_total_is(small):
    picture = composed("4", small).picture
    assert picture.money.completed.text == "0.0"  # 283 万元
    assert picture.now_x == pytest.approx(100 * 5 / 12, abs=0.01)
    points = picture.done.split()
    assert points[0] == "0.00,100.00"
    assert len(points) == 6  # 1 January and five month-ends
    assert points[-1] == f"{picture.now_x:.2f},{100 - picture.now_y:.2f}"


def test_by_the_plans_curve_the_gold_line_is_the_curve():
    """P1 plans 2, 4, 6, 8 and 30 of 100 by the ends of January to May, then straight on."""
    connection = with_names(marts.empty())
    given(
        connection,
        plan("P1", 100),
        curve("P1", 2, 4, 6, 8, 30),
        report("P1", "2022-05-31", 35),
        target("4", 0.02),  # 200 万元
    )
    picture = composed("4", Mart(1, connection), Look(Filters(date(2022, 5, 31), "curve"))).picture
    top = money.ROOM * 200
    gold = [tuple(map(float, point.split(","))) for point in picture.goal.split()]
    assert [round(12 * x / 100, 2) for x, _ in gold] == [float(m) for m in range(13)]
    heights = [100 - y for _, y in gold]
    planned = [0, 2, 4, 6, 8, 30, 40, 50, 60, 70, 80, 90, 100]
    assert heights == pytest.approx([100 * 2 * p / top for p in planned], abs=0.01)
    assert picture.progress_y == pytest.approx(heights[5], abs=0.01)
    assert picture.progress_side == "above"  # 35 of 200 against 30 %: the dot lies under gold
    assert picture.now_y < picture.progress_y


@pytest.mark.parametrize("basis", ["month", "day", "curve"])
@pytest.mark.parametrize("day", [date(2022, 1, 20), date(2022, 5, 15), date(2022, 5, 31)])
def test_the_dot_lies_on_the_side_of_the_gold_line_that_the_gap_says(basis, day):
    picture = composed("4", sample_mart(), Look(Filters(day, basis))).picture
    gold = [tuple(map(float, point.split(","))) for point in picture.goal.split()]
    (at_now,) = [100 - y for x, y in gold if x == picture.now_x]
    assert at_now == pytest.approx(picture.progress_y, abs=0.01)
    assert (picture.now_y > at_now) == (picture.money.gap.tone == "ok")


def test_a_day_within_a_month_ends_the_curve_on_that_day():
    picture = composed("4", sample_mart(), Look(Filters(date(2022, 5, 15), "day"))).picture
    assert picture.now_x == pytest.approx(100 * (4 + 15 / 31) / 12, abs=0.01)


def test_domains_stand_on_their_side_of_the_line():
    picture = composed("8", sample_mart()).picture
    for row in picture.rows:
        is_ahead = picture.domains.bars[row.place].gap.tone == "ok"
        assert (row.start >= picture.line) == is_ahead
        assert 0 <= row.start <= row.start + row.width <= 100


def test_the_line_stays_on_the_track_with_all_domains_on_one_side():
    for gaps in ([5.0, 1.0], [-1.0, -5.0], [0.0]):
        line, scale = domains._axis(gaps)
        ends = [line + scale * gap for gap in gaps]
        assert all(0 <= place <= 100 for place in [line, *ends])


def test_labels_at_the_years_end_stand_apart():
    assert money._apart(90.0, 88.0) == (90.0, 90.0 - money.APART)
    assert money._apart(50.0, 90.0) == (50.0, 90.0)
    assert money._apart(None, 40.0) == (None, 40.0)


@pytest.mark.parametrize("slide", SLIDES)
def test_without_a_ledger_a_slide_says_what_to_load(slide):
    words = said(slide, mart_without_ledger())
    if slide == "1":
        assert "22.8%" in words  # growth is published
    else:
        assert "装入项目、年度计划、项目分类" in words
        assert "还没有可以显示的数" in words
    assert "nan" not in words.lower()


@pytest.mark.parametrize("slide", SLIDES)
def test_with_nothing_at_all_a_slide_still_stands(slide):
    words = said(slide, Mart(0, with_names(marts.empty())))
    assert "装入" in words
    assert "None" not in words


@pytest.mark.parametrize("slide", ["2", "8", "3", "4", "slow"])
def test_a_filter_that_leaves_nothing_is_said(slide):
    nothing = MAY.narrowed(classes=("中央预算内",), towns=("豫龙镇",), domains=("创新驱动",))
    assert "当前筛选下没有项目" in said(slide, sample_mart(), nothing)


def test_a_part_with_projects_and_no_problem_is_not_said_to_have_no_project():
    connection = with_names(marts.empty())
    given(
        connection,
        [plan("P1", 100), project("P1", town="甲镇"), report("P1", "2022-05-31", 50)],
        [plan("P2", 100), project("P2", town="乙镇")],
        of("problem", problem_id="Q", project_id="P2", text="用电", raised_on="2022-05-01"),
    )
    look = MAY.narrowed(towns=("甲镇",))
    mart = Mart(1, connection)
    panel = wall.compose(View(mart, look)).problems
    assert panel.empty == "当前筛选下没有登记的问题"


def test_a_part_is_not_held_against_the_citys_targets():
    look = MAY.narrowed(towns=("豫龙镇",))
    pairs, curve = (said(slide, sample_mart(), look) for slide in ("3", "4"))
    assert "目标 380" not in pairs
    assert "目标 420" not in curve
    assert "筛选下不与全市目标比" in pairs
    assert "筛选下不与全市目标比" in curve
    assert "豫龙镇" in curve


@pytest.fixture
def spoken(mart):
    """What wall, its text and the slides of the digits say of a small ledger."""

    def words(*rows: Any, day: str = "2022-06-30", basis: str = "month") -> str:
        held, look = Mart(1, given(mart, *rows)), Look(on(day, basis))
        context = wall.compose(View(held, look))
        screens = [text(render.wall_document(context)), points.points(context, "")]
        return " ".join([*screens, *(said(slide, held, look) for slide in "2834")])

    return words


@pytest.mark.parametrize(
    ("rows", "told", "untold"),
    [
        (
            [report("P1", "2022-06-30", 60_000), project("P1")],
            ["五类项目完成 6.0"],
            ["计划 —", "—%"],
        ),
        ([project("P1")], ["本年还没有填报"], ["预计 0", "年末预测", "—%"]),
        ([target("4", 9), plan("P1", 9)], ["本年还没有填报"], ["预计 0", "年末预测"]),
        (
            [target("4", 5), plan("P1", 60_000), report("P1", "2022-06-30", 60_000)],
            ["完成目标的 120.0%", "超出目标 7.0 亿元"],
            ["月均还需", "差 "],
        ),
    ],
    ids=["no plan", "nothing", "no report", "passed"],
)
def test_without_a_goal_a_report_or_a_gap_none_is_said(spoken, rows, told, untold):
    words = spoken(*rows)
    assert [part for part in told if part not in words] == []
    assert [part for part in [*untold, "所选", "nan"] if part in words] == []


def test_pace_is_of_the_cut(spoken):
    words = spoken(
        target("4", 42),
        plan("P1", 420_000),
        report("P1", "2022-04-30", 132_000),
        report("P1", "2022-05-30", 164_000),
        day="2022-05-30",
        basis="day",
    )
    # 42 − 16.4 = 25.6 in 7 and 1/31 months
    assert re.search(r"月均还需 ?3\.6", words)
    assert re.search(r"余下 7\.0 个月，月均还需 ?3\.6", words)


def test_the_walk_keeps_the_look_and_marks_where_it_is():
    look = Look(Filters(date(2022, 5, 31), towns=("豫龙镇",)), theme="light")
    html = drawn("8", sample_mart(), look)
    steps = re.findall(r'<a href="([^"]+)" data-slide="(\w*)"( aria-current="page")?', html)
    assert [slide for _, slide, _ in steps] == ["", *SLIDES]
    assert [slide for _, slide, current in steps if current] == ["8"]
    assert all("theme=light" in unescape(href) and "town=" in href for href, _, _ in steps)


def test_a_file_leads_to_no_slide():
    mart = sample_mart()
    on_wall = render.wall_document(wall.compose(View(mart, MAY)))
    alone = render.slide_document(slides.compose("4", View(mart, MAY)))
    assert "/wall/" not in on_wall + alone
    assert "data-slide" not in alone
    assert "171.0" in alone


def test_the_preview_carries_the_slides_headline():
    html = drawn("1", sample_mart())
    (title,) = re.findall(r'<meta property="og:title" content="([^"]+)"', html)
    assert title.startswith("荥阳市 1—4月固投增速 22.8%，超目标 12.8 个百分点")
    assert title.endswith("截至 2022-05-31")


def test_the_meetings_projects_have_their_true_gap(small):
    """P03 has done 30 of 50 and is there for its problem (tests/golden/README.md)."""
    rows = dispatch.slow(small.connection, MAY.filters).set_index("project_id")
    assert rows.ahead_pp["P03"] == pytest.approx(100 * (30 / 50 - 5 / 12))
    assert rows.ahead_pp["P05"] == pytest.approx(100 * (12 / 60 - 5 / 12))
    assert rows.score.is_monotonic_decreasing


def missing_reports(days: tuple[int, ...], *reports: tuple[str, int]) -> Mart:
    """P1, under way, of which reports are due on these days of May and scored where they miss."""
    connection = with_names(marts.empty())
    given(
        connection,
        project("P1"),
        member("P1", "三个一批"),
        plan("P1", 100, due="2022-01-01"),
        stage("P1", "开工", "2022-01-01"),
        [report("P1", day, wan) for day, wan in reports],
    )
    connection.execute(
        "insert into score_weight by name select 'missed_reports' as component, 0.15 as weight,"
        " 14 as cap, date '2022-01-01' as valid_from, 'assumed' as kind"
    )
    connection.execute(
        "insert into calendar by name select make_date(2022, 5, unnest($days)) as on_date,"
        " true as workday, true as report_due",
        {"days": list(days)},
    )
    return Mart(1, connection)


def test_a_project_ahead_is_proposed_for_what_holds_it():
    """P1 has done 60 of 100 by 05-31 and reported on two of the three days due."""
    mart = missing_reports((27, 30, 31), ("2022-05-27", 55), ("2022-05-31", 60))
    (card,) = composed("slow", mart).picture.cards
    assert (card.row.stuck_on, card.row.reason) == ("填报", "近 14 天应报 3 天，漏报 1 天")
    assert (card.row.gap.tone, card.row.gap.signed.text) == ("ok", "+18.3")
    words = said("slow", mart)
    assert "示例P1 卡在填报，超序时 18.3 个百分点" in words.replace("▲", "")
    assert "低于序时" not in words


def test_missed_reports_are_of_the_days_judged_and_named_by_their_last():
    """Of 25, 26 and 27 May one is missed; of 30 and 31 May no daily reports were loaded."""
    mart = missing_reports((25, 26, 27, 30, 31), ("2022-05-25", 55), ("2022-05-27", 60))
    picture = composed("slow", mart).picture
    assert picture.cards[0].row.reason == "近 14 天应报 3 天，漏报 1 天（填报到 5 月 27 日）"
    assert [name for name, _ in picture.kinds] == ["近 14 天漏报（填报到 5 月 27 日）"]


def test_a_problem_of_another_year_is_dated_with_its_year():
    connection = with_names(marts.empty())
    given(connection, plan("P1", 100), report("P1", "2022-05-31", 60))
    connection.execute(
        "insert into score_weight by name select 'problem_overdue_days' as component,"
        " 0.2 as weight, 30 as cap, date '2022-01-01' as valid_from, 'assumed' as kind;"
        "insert into problem by name select 'Q1' as problem_id, 'P1' as project_id,"
        " '用电' as text, date '2021-12-20' as raised_on;"
        "insert into problem by name select 'Q2' as problem_id, 'P1' as project_id,"
        " '用水' as text, date '2022-05-30' as raised_on"
    )
    (card,) = composed("slow", Mart(1, connection)).picture.cards
    assert card.row.raised == "2021 年 12 月 20 日提出"
    assert card.row.overdue.text == "159"  # due on 12-23: 8 days to the year's end, 151 to 05-31


def test_one_slow_project_is_not_the_slowest_of_several():
    connection = with_names(marts.empty())
    given(
        connection,
        project("P1", name="<b>独一个</b>"),
        member("P1", "三个一批"),
        plan("P1", 100, due="2022-01-01"),
        report("P1", "2022-05-31", 1),
    )
    assert "本周没有要提请研究的项目" in said("slow", Mart(1, connection))  # no weights: no score
    connection.execute(
        "insert into score_weight by name select 'behind_pp' as component, 0.4 as weight,"
        " 30 as cap, date '2022-01-01' as valid_from, 'assumed' as kind"
    )
    html = drawn("slow", Mart(1, connection))
    words = text(html)
    assert "<b>独一个</b> " in words  # as text
    assert "<b>独" not in html
    assert "得分最高" not in words
    assert "另有" not in words


def test_on_another_basis_the_slow_slide_says_that_it_goes_by_month():
    by_day = Look(Filters(MAY.filters.as_of, "day"))
    slide = composed("slow", sample_mart(), by_day)
    assert slide.note.startswith("滞后得分的权重为假定；序时按月")
    row = slide.picture.cards[0].row
    assert "basis" not in row.gap.size.href  # by month is a link's default: it opens that gap
    assert "basis" not in dict(slide.picture.kinds)["低于序时"].href
    drawn = text(render.wall_document(wall.compose(View(sample_mart(), by_day))))
    # of the decisions of 05-16 one was due on 05-25, and another was put off to June
    assert re.search("议定逾期 ?1 ?件，对按月序时", drawn)


def test_a_year_that_is_over_is_not_forecast():
    connection = with_names(marts.empty())
    given(
        connection,
        target("4", 1),
        [plan("P1", 12000), report("P1", "2022-11-30", 7000), report("P1", "2022-12-31", 9000)],
    )
    mart, look = Mart(1, connection), Look(Filters(date(2022, 12, 31)))
    whole = wall.compose(View(mart, look))
    for screen in (whole, composed("4", mart, look)):
        assert "预计" not in screen.title
        assert "全年距目标差 0.1 亿元" in screen.title
    assert whole.money.forecast.is_missing
