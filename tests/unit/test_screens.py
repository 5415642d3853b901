"""The wall: its context, its templates, and what it says."""

import gzip
import re
from dataclasses import fields
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from jinja2 import nodes

from cockpit.city import City, Digit
from cockpit.link.look import Look
from cockpit.screens import render, wall
from cockpit.screens.figures import Figure, Gap
from cockpit.screens.markup import environment
from cockpit.screens.stamp import stamp_of
from cockpit.screens.view import View
from cockpit.screens.wall import context, dispatch
from cockpit.warehouse.lake import Version
from cockpit.warehouse.mart import Mart
from queries import funds
from queries.filters import Filters
from tests.given import bond, given, member, of, plan, project, report, staged, used
from tests.lent import empty_mart
from tests.sample import mart_without_ledger, sample_mart

SCREENS = Path(render.__file__).parent
MAY = Look(Filters(date(2022, 5, 31)))


def drawn(mart: Mart, look: Look = MAY) -> str:
    at = datetime(2022, 6, 1, 0, 0, tzinfo=UTC)
    view = View(mart, look, version=Version(mart.version, 0, at, "", ""))
    return render.wall_document(wall.compose(view))


def text(html: str) -> str:
    body = re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", body)))


def dataclasses_of(module) -> list[type]:
    return [
        v for v in vars(module).values() if isinstance(v, type) and v.__module__ == module.__name__
    ]


def attributes_used() -> set[str]:
    used: set[str] = set()
    for path in SCREENS.rglob("*.j2"):
        if path.parent.name not in ("wall", "slides", "templates"):
            continue
        tree = environment().parse(path.read_text("utf-8"))
        used |= {node.attr for node in tree.find_all(nodes.Getattr)}
        used |= {node.name for node in tree.find_all(nodes.Name)}
    return used


def test_every_field_of_a_context_is_used_by_a_template():
    named = {f.name for kind in dataclasses_of(context) for f in fields(kind)}
    assert named - attributes_used() == set()


def test_a_template_uses_no_attribute_that_no_context_has():
    named = {f.name for kind in [*dataclasses_of(context), Figure, Gap] for f in fields(kind)}
    named |= {name for kind in (City, Digit) for name in dir(kind)} | {"digits"}
    named |= {"is_missing", "index", "first", "length"}  # a property; Jinja's loop and filter
    tree = environment().parse((SCREENS / "wall/fragment.html.j2").read_text("utf-8"))
    attributes = {node.attr for node in tree.find_all(nodes.Getattr)}
    assert attributes - named == set()


def test_every_field_of_a_context_has_a_sentence():
    source = Path(context.__file__).read_text("utf-8")
    bare = [
        line for line in source.splitlines() if re.match(r"    \w+: ", line) and "#" not in line
    ]
    assert bare == []


def test_the_month_on_its_first_day_is_a_day():
    mart = sample_mart()
    periods = []
    for day in (1, 2):
        look = Look(Filters(date(2022, 6, day)))
        view = View(mart, look)
        periods.append(dispatch.must(view.figures(), view).period)
    assert periods == ["6 月 1 日", "6 月 1—2 日"]


def test_the_wall_says_the_published_figures():
    said = text(drawn(sample_mart()))
    for figure in (
        "22.8%",
        "49.1%",
        "60.3%",
        "80.8%",
        "62.2亿元",
        "46.0亿元",
        "86.32%",
        "66.74%",
        "531个",
        "92个",
        "113亿元",
        "第 3 位",
    ):
        assert figure in said, figure


def test_the_wall_says_what_the_demonstration_ledger_adds():
    said = text(drawn(sample_mart()))
    # 171.0 of 420 is 40.7 %, 1.0 under 5/12; 342 pairs, 297 projects; by the table of docs/model.md
    for words in ("171.0亿元", "40.7%", "342个", "297", "应实施 356", "未实施 14", "示例数据"):
        assert words in said, words


def test_a_published_figure_gives_way_under_a_filter():
    said = text(drawn(sample_mart(), MAY.narrowed(towns=("豫龙镇",))))
    assert "49.1%" not in said
    assert "筛选下不与全市目标比" in said
    assert "目标 420" not in said
    assert "目标 380" not in said


def test_a_published_figure_gives_way_before_it_was_known():
    said = text(drawn(sample_mart(), Look(Filters(date(2022, 5, 30)))))
    assert "49.1%" not in said


def test_money_of_a_monday_is_that_of_the_day_to_which_the_ledger_is_reported():
    """30 May 2022: 132.0 亿元 and 33.3 % were the money and the share of April."""
    mart = sample_mart()
    look = Look(Filters(date(2022, 5, 30)))
    stamp = stamp_of(mart, look)
    said = text(drawn(mart, look))
    assert "132.0亿元" not in said
    assert "33.3%" not in said
    assert stamp.cut_on in {date(2022, 5, 29), date(2022, 5, 30)}
    assert ("数据到 5 月 29 日" in said) == (stamp.cut_on == date(2022, 5, 29))


def test_without_a_ledger_every_panel_says_what_to_load():
    said = text(drawn(mart_without_ledger()))
    for words in (
        "装入项目、年度计划、项目分类、进度报告后显示",
        "装入专项债发行与使用后显示",
        "装入跑项争资名录后显示",
        "还没有项目台账",
    ):
        assert words in said, words
    assert "22.8%" in said  # growth is published
    assert "nan" not in said.lower()


def test_a_day_without_data_is_not_taken_for_data_not_loaded():
    said = text(drawn(sample_mart(), Look(Filters(date(2023, 1, 15)))))
    assert "2023 年截至这一日还没有数据" in said
    assert "后显示" not in said
    assert "1 月没有装入填报、到场和检查的记录" in said
    assert "本年增速截至这一日尚未发布；最近一期为 2022 年 1—4月 22.8%" in said


def test_nothing_due_is_not_all_done():
    connection = empty_mart()
    given(
        connection,
        project("P1"),
        member("P1", "三个一批"),
        plan("P1", 100, due="2022-09-01"),
    )
    staged(connection, "2022-05-02")
    said = text(drawn(Mart(1, connection)))
    assert "应实施 0，尚无" in said
    assert "全部实施" not in said


def test_with_nothing_at_all_the_wall_still_stands():
    said = text(drawn(Mart(0, empty_mart())))
    assert "装入固定资产投资增速" in said
    assert "nan" not in said.lower()
    assert "None" not in said


def test_time_progress_has_no_step_before_the_first_month_end():
    stamp = stamp_of(sample_mart(), Look(Filters(date(2022, 1, 15))))
    assert stamp.basis == "按月"
    day = stamp.cut_on.day  # 14 or 15: straight within January
    assert stamp.time_progress == pytest.approx(day / 31 / 12)


def test_the_curve_basis_has_no_single_time_progress():
    assert "各按计划曲线" in text(drawn(sample_mart(), Look(Filters(date(2022, 5, 31), "curve"))))


def test_a_hostile_name_stays_text():
    connection = empty_mart()
    given(
        connection,
        project("P1", name="<script>alert(1)</script>"),
        member("P1", "三个一批"),
        plan("P1", 100),
        report("P1", "2022-05-31", 1),
    )
    html = drawn(Mart(1, connection))
    assert "<script>alert" not in html


def test_the_document_is_small_and_asks_for_nothing_else():
    html = drawn(sample_mart())
    assert len(gzip.compress(html.encode())) <= 150 * 1024
    outside = [
        url
        for url in re.findall(r"""(?:src|href)=["']?([^"'\s>]+)""", html)
        if url.startswith(("http:", "https:", "//"))
    ]
    assert outside == []


def test_the_preview_carries_the_headline():
    html = drawn(sample_mart())
    (title,) = re.findall(r'<meta property="og:title" content="([^"]+)"', html)
    assert title.startswith("五类项目完成 171.0 亿元")
    assert title.endswith("截至 2022-05-31")


def test_two_renders_of_one_version_are_the_same_bytes():
    assert drawn(sample_mart()) == drawn(sample_mart())


def test_a_link_of_a_figure_carries_the_whole_look():
    look = Look(Filters(date(2022, 5, 31), "day", towns=("豫龙镇",)), version=1, theme="light")
    html = unescape(drawn(sample_mart(), look))
    hrefs = re.findall(r'data-indicator="completed" href="([^"]+)"', html)
    assert hrefs
    assert all("as_of=2022-05-31&basis=day" in href and "version=1" in href for href in hrefs)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_theme_is_written_into_the_document(theme):
    look = Look(Filters(date(2022, 5, 31)), theme=theme)
    assert f'data-theme="{theme}"' in drawn(sample_mart(), look)


def test_a_browser_too_old_reads_the_headline_as_a_sentence():
    html = drawn(sample_mart())
    (old,) = re.findall(r'<p class="old">(.*?)</p>', html)
    assert old.startswith("这个浏览器太旧")
    assert "171.0" in old
    # it is taken away only where both pieces of CSS are understood
    assert re.search(
        r"@supports \(width: 1cqw\) and \(color: light-dark\([^)]*\)\) {\s*\.old { display: none",
        html,
    )


def test_a_published_rates_gap_is_its_own_beside_another_ledger():
    """A ledger whose 中央预算内 projects have done a tenth: 80.8 % less 5/12 is 39.1 ahead."""
    connection = empty_mart()
    copied = sample_mart().connection.execute("select * from published_fact").fetchall()
    marks = ", ".join("?" * len(copied[0]))
    connection.executemany(f"insert into published_fact values ({marks})", copied)
    given(
        connection,
        [plan("P1", 100), member("P1", "中央预算内"), report("P1", "2022-05-31", 10)],
        [plan("P2", 100), report("P2", "2022-05-31", 5)],  # 省级重点
        [plan("P3", 100), member("P3", "补短板982"), report("P3", "2022-05-31", 5)],
    )
    mart = Mart(1, connection)
    said = wall.compose(View(mart, MAY))
    rows = {row.name: row for row in said.classes.rows}
    central, key = rows["中央预算内投资"], rows["省市重点项目"]
    assert (central.rate.text, central.gap.signed.text) == ("80.8", "+39.1")
    assert central.gap.size.kind == "derived"
    assert central.gap.size.href == central.rate.href
    assert (key.rate.text, key.gap.size.text, key.gap.recount) == (
        "49.1",
        "7.6",
        "公布值，复算 7.4",
    )
    assert said.grips[0].gap.recount == "公布值，复算 7.4"
    gap982 = rows["补短板“982”"]  # 60.3 less 5/12 gives 18.7 within rounding
    assert (gap982.rate.text, gap982.gap.size.text, gap982.gap.recount) == ("60.3", "18.7", "")


def test_a_classs_count_is_that_of_the_list_that_it_opens():
    """P2 joins after the cut: it is on the list that the count opens, and in no rate yet."""
    connection = empty_mart()
    given(
        connection,
        [plan("P1", 100), member("P1", "三个一批"), report("P1", "2022-05-20", 10)],
        [plan("P2", 100), member("P2", "三个一批", since="2022-05-25")],
    )
    mart = Mart(1, connection)
    (row,) = wall.compose(View(mart, MAY)).classes.rows
    assert (row.projects.text, row.projects.title[-10:]) == ("2", "2022-05-31")
    assert (row.rate.text, row.rate.title[-10:]) == ("10.0", "2022-05-20")


def test_a_made_up_payment_target_has_no_mark_on_the_wall():
    view = View(sample_mart(), Look(Filters(date(2022, 5, 31))))
    rows = view.ask(funds.bonds).dropna(subset=["year"])
    assert set(rows["target_kind"]) == {"sample"}  # the demonstration has one a year
    assert [year.bar.mark for year in wall.compose(view).bonds.years] == [None, None, None]


def test_a_payment_target_of_the_city_is_the_mark_of_its_year():
    mart = empty_mart()
    target = of(
        "fund_target",
        target_id="T",
        issue_year=2021,
        due_on="2022-09-30",
        target_ratio=0.75,
        kind="published",
    )
    bonds = (bond("B1", "P1", 100, issued="2021-03-01"), used("B1", "2022-04-30", 30))
    given(mart, project("P1"), member("P1", "专项债"), *bonds, target)
    said = wall.compose(View(Mart(1, mart), Look(Filters(date(2022, 5, 31)))))
    assert [year.bar.mark for year in said.bonds.years] == [75]
