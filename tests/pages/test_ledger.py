"""The ledger page: each filter, views that do not narrow themselves, what cannot be read."""

import re
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pandas as pd
import pytest

from cockpit.screens.ledger import page
from cockpit.screens.ledger.beside import _listed
from tests import awkward
from tests.pages.reading import plain, plain_of, tables_of, text_of, widget


def table(test):
    return tables_of(test)[0]


def finding(test) -> str:
    head = re.search(r'<h1 class="finding">(.*?)</h1>', text_of(test))[1]
    return plain(head)


def links(test, kind: str) -> dict[str, tuple[str, dict[str, list[str]]]]:
    """Tiles or bars: name → (what it says, the query of its link)."""
    pattern = rf'<a class="{kind}[^>]*href="([^"]*)" data-key="([^"]*)"'
    found = re.findall(pattern + r'[^>]*(?:aria-label|title)="([^"]*)"', text_of(test))
    return {
        name: (words, parse_qs(urlsplit(href.replace("&amp;", "&")).query))
        for href, name, words in found
    }


def of(test, kind: str, name: str) -> int:
    """The number of projects that a tile or a bar says."""
    return int(re.search(r"(\d+) 个项目", links(test, kind)[name][0])[1])


NARROW = {  # parameter → value, the column and what it then holds
    "lead": ("市领导 07", "分包领导", {"市领导 07"}),
    "org": ("示例单位 14", None, None),
    "lamp": ("红", "灯", {"▼ 红灯"}),
    "stage": ("停工", "阶段", {"停工"}),
    "show": ("lit", "灯", {"▼ 红灯", "■ 黄灯"}),
}


@pytest.mark.parametrize("name", NARROW)
def test_a_choice_narrows_rows_totals_views_and_the_finding(filled, run, name):
    value, column, held = NARROW[name]
    test = run("ledger", version="1", **{name: value})
    rows = table(test)
    assert 0 < len(rows) < 340
    if column:
        assert set(rows[column]) == held
    assert '所见合计 <a class="f sample n" data-indicator="projects"' in text_of(test)
    assert f"{len(rows)} 个项目" in finding(test)
    assert f"显示 {len(rows)}，共 340 个项目" in text_of(test)
    assert sum(of(test, "q", town) for town in links(test, "q")) == len(rows)
    assert sum(of(test, "db", domain) for domain in list(links(test, "db"))[:8]) == len(rows)


def test_two_values_are_either_and_two_choices_both(filled, run):
    one = len(table(run("ledger", version="1", lamp="红")))
    two = table(run("ledger", version="1", lamp=["红", "黄"]))
    both = table(run("ledger", version="1", lamp=["红", "黄"], stage="停工"))
    assert one < len(two)
    assert 0 < len(both) < len(two)
    assert set(both["阶段"]) == {"停工"}


def test_not_registered_is_what_the_registration_rate_lacks(filled, run):
    test = run("ledger", version="1", show="unregistered")
    assert (
        len(table(test)) == 7
    )  # as 入库率 on the demonstration ledger: started, ≥ 500 万, no 入库
    assert set(table(test)["亮灯原因"]) <= {"开工未入库", "落后序时", None}


def test_lamps_on_the_page_are_those_counted(filled, run):
    test = run("ledger", version="1")
    assert table(test)["灯"].value_counts().to_dict() == {
        "▲ 绿灯": 235, "— 不计": 44, "■ 黄灯": 42, "▼ 红灯": 19,
    }  # fmt: skip
    assert "61 个红灯或黄灯" in finding(test)
    assert list(table(test)["灯"])[:19] == ["▼ 红灯"] * 19  # the worst first


def test_a_tile_narrows_the_other_views_but_not_the_map(filled, run):
    whole, chosen = run("ledger", version="1"), run("ledger", version="1", town="豫龙镇")
    assert links(whole, "q")["豫龙镇"][1]["town"] == ["豫龙镇"]
    assert set(table(chosen)["乡镇（街道）"]) == {"豫龙镇"}
    for town in links(whole, "q"):
        assert of(chosen, "q", town) == of(whole, "q", town)
    domains = list(links(whole, "db"))[:8]
    assert sum(of(chosen, "db", name) for name in domains) == len(table(chosen)) == 60
    assert "已选" in links(chosen, "q")["豫龙镇"][0]
    assert "town" not in links(chosen, "q")["豫龙镇"][1]  # a second click takes it back
    assert links(chosen, "q")["广武镇"][1]["town"] == ["豫龙镇", "广武镇"]


def test_a_domain_narrows_the_map_but_not_the_domains(filled, run):
    whole, chosen = run("ledger", version="1"), run("ledger", version="1", domain="生态环保")
    assert len(table(chosen)) == of(whole, "db", "生态环保") == 36
    assert of(chosen, "db", "创新驱动") == of(whole, "db", "创新驱动")
    assert sum(of(chosen, "q", town) for town in links(chosen, "q")) == 36
    assert of(chosen, "db", "专项债") < of(whole, "db", "专项债")


def test_a_class_narrows_the_domains_but_not_the_classes(filled, run):
    whole, chosen = run("ledger", version="1"), run("ledger", version="1", class_="专项债")
    assert len(table(chosen)) == of(whole, "db", "专项债") == 43
    assert of(chosen, "db", "三个一批") == of(whole, "db", "三个一批") == 51
    assert sum(of(chosen, "db", name) for name in list(links(whole, "db"))[:8]) == 43


def test_a_class_lets_go_of_the_level_that_only_key_projects_have(filled, run):
    test = run("ledger", version="1", class_="重点项目", level="省")
    assert of(test, "db", "专项债") == 43
    assert "level" not in links(test, "db")["专项债"][1]


def test_a_picked_row_narrows_map_and_bars_but_not_the_table(filled, run):
    test = run("ledger", version="1", pick="SL-2022-0001")
    assert len(table(test)) == 340
    assert of(test, "q", "乔楼镇") == 1
    assert sum(of(test, "q", town) for town in links(test, "q")) == 1
    assert sum(of(test, "db", name) for name in list(links(test, "db"))[:8]) == 1
    text = text_of(test)
    assert "示例·快速通道东段在乔楼镇" in text
    assert "project=SL-2022-0001" in text
    assert "打开项目页" in text


def test_a_picked_project_outside_the_choice_is_said(filled, run):
    text = text_of(run("ledger", version="1", pick="SL-2022-0001", town="豫龙镇"))
    assert "链接里选的项目不在当前筛选里" in text


def test_tiles_are_as_far_as_the_figures_say(filled, run):
    test = run("ledger", version="1")
    text = text_of(test)
    assert 'class="q1" style="grid-area:1/4"' in text  # 广武镇 31.4 % against 41.7 %
    assert "广武镇低于序时 10 个百分点以上" in text
    alone = run("ledger", version="1", town="广武镇", indicator="completion")
    assert "= 31.4%" in text_of(alone)
    assert "广武镇：21 个项目，完成率 31.4%" in links(test, "q")["广武镇"][0]


def test_chips_take_out_one_choice_or_all(filled, run):
    test = run("ledger", version="1", town=["豫龙镇", "广武镇"], lamp="红", q="示例", show="lit")
    found = re.findall(r'<a class="pill" href="([^"]*)" data-key="([^"]*)"', text_of(test))
    left = {key: parse_qs(urlsplit(href.replace("&amp;", "&")).query) for href, key in found}
    assert list(left) == [
        "乡镇（街道） 豫龙镇",
        "乡镇（街道） 广武镇",
        "灯 ▼ 红灯",
        "只看 亮灯",
        "搜索 示例",
    ]
    assert left["乡镇（街道） 豫龙镇"]["town"] == ["广武镇"]
    assert left["乡镇（街道） 豫龙镇"]["lamp"] == ["红"]
    assert "lamp" not in left["灯 ▼ 红灯"]
    clear = re.search(r'<a class="clr" href="([^"]*)"', text_of(test))[1]
    assert unquote(clear).replace("&amp;", "&") == "/ledger?as_of=2022-05-31&version=1"


def test_within_a_figure_the_choice_narrows_what_is_in_view(filled, run):
    test = run("ledger", version="1", indicator="completion", town="豫龙镇", lamp="红")
    text = text_of(test)
    # title and sentence are of the rows in view, which are not the whole figure
    size = len(table(test))
    assert 0 < size < len(table(run("ledger", version="1", indicator="completion", town="豫龙镇")))
    assert f"下表 {size} 个项目合计" in text
    assert "与所点数字一致" not in text
    assert finding(test).startswith("豫龙镇 · 红灯 投资完成率 ")
    assert "所见合计" in text
    assert set(table(test)["灯"]) == {"▼ 红灯"}
    assert links(test, "q")["广武镇"][1]["indicator"] == ["completion"]
    assert "<em>指标</em>投资完成率" in text


def test_lamps_behind_a_figure_can_be_narrowed_too(filled, run):
    test = run("ledger", version="1", indicator="lamp_red", class_="重点项目")
    assert set(table(test)["灯"]) == {"▼ 红灯"}
    assert sum(of(test, "q", town) for town in links(test, "q")) == len(table(test))


def test_columns_are_those_of_the_link(filled, run):
    test = run("ledger", version="1", cols=["name", "organisation", "total_wan"])
    assert list(table(test).columns) == ["项目", "责任单位", "总投资（亿元）"]
    assert list(table(run("ledger", version="1")).columns)[:5] == [
        "灯",
        "项目",
        "超序时（百分点）",
        "完成率（%）",
        "分包领导",
    ]


def test_months_are_drawn_in_hundred_millions(filled, run):
    said = re.findall(r'<svg role="img" aria-label="([^"]*)"', text_of(run("ledger", version="1")))
    months = [[float(size) for size in re.findall(r" 月 ([\d.]+)", words)] for words in said]
    assert {len(held) for held in months} == {5}
    # five roundings a project
    assert sum(map(sum, months)) == pytest.approx(171.0, abs=0.005 * 5 * len(months))


def test_rows_are_paged_and_the_page_is_in_the_link(filled, fresh, run, monkeypatch):
    monkeypatch.setattr(page, "PAGE", 100)
    first, last = run("ledger", version="1"), run("ledger", version="1", page="4")
    assert (len(table(first)), len(table(last))) == (100, 40)
    assert "第 301—340 行" in text_of(last)
    assert ">340</a> 个项目" in text_of(last)  # totals of all rows in view
    assert len(table(run("ledger", version="1", page="99"))) == 40
    picked = run("ledger", version="1", page="4", pick="SL-2022-0001")
    assert of(picked, "q", "乔楼镇") == 1  # from another page of the table


def test_rows_are_sorted_by_the_link(filled, run):
    plans = list(table(run("ledger", version="1", sort="plan"))["年计划（亿元）"].dropna())
    assert plans == sorted(plans, reverse=True)


def test_widgets_write_the_address(filled, run):
    test = run("ledger", version="1", page="2", pick="SL-2022-0001")
    widget(test, "show").set_value("lit").run()
    assert test.query_params["show"] == ["lit"] or test.query_params["show"] == "lit"
    assert "page" not in test.query_params
    assert "pick" not in test.query_params
    widget(test, "lead").set_value(["市领导 07"]).run()
    assert set(table(test)["分包领导"]) == {"市领导 07"}


def test_a_choice_that_leaves_nothing_has_a_way_back(filled, run):
    text = text_of(run("ledger", version="1", lead="没有这个人"))
    assert "筛选之后没有剩下的项目" in text
    assert "全部清除" in text
    assert "没有画成" not in text


def test_words_of_a_link_are_written_as_text(filled, run):
    text = text_of(run("ledger", version="1", q="<img src=x>", lead="<b>甲"))
    assert "<img" not in text
    assert "<b>甲" not in text
    assert "&lt;b&gt;甲" in text


def test_a_figure_of_a_project_opens_just_its_row(filled, run):
    test = run("ledger", version="1", indicator="completed", project="SL-2021-0012")
    assert finding(test) == "示例·新材料产业园一期 完成投资 0.3 亿元"
    assert len(table(test)) == 1
    assert "下表 1 个项目合计 0.3 亿元。" in text_of(test)
    assert "<em>项目</em>示例·新材料产业园一期" in text_of(test)


def test_a_lamps_gap_is_called_by_month(filled, run):
    rows = table(run("ledger", version="1", indicator="lamp_red", as_of="2022-05-20", basis="day"))
    assert "落后按月序时（百分点）" in rows
    assert not [name for name in rows if "序时 33.3" in name]


def test_a_class_is_counted_by_its_whole_name():
    listed = pd.Series(["专项债项目、重点项目（省）", "专项债", ""])
    assert [_listed(listed, name) for name in ("专项债", "重点项目")] == [1, 1]


BAD = {"lamp": "紫", "stage": "飞升", "show": "x", "sort": "x", "cols": "密码", "page": "零"}


@pytest.mark.parametrize("name", BAD)
def test_a_value_that_cannot_be_is_said(filled, run, name):
    text = text_of(run("ledger", version="1", **{name: BAD[name]}))
    assert "链接有误" in text
    assert f"位置：{name}=" in text


def test_on_the_curve_basis_the_map_has_its_own_progress(filled, run):
    text = text_of(run("ledger", version="1", basis="curve"))
    assert "没有画成" not in text
    assert "低于序时 &lt;" in text


@pytest.mark.parametrize("day", ["2022-01-15", "2021-12-31", "2022-12-31"])
def test_other_days_have_a_page(filled, run, day):
    assert "没有画成" not in text_of(run("ledger", version="1", as_of=day))


def test_lamps_are_coloured_as_their_words_say(filled, run):
    text = text_of(run("ledger", version="1", lamp=["红", "绿"], cols="lamp"))
    assert text.count('<td class="bad" data-at="0">▼ 红灯</td>') == 19
    assert '<td class="ok" data-at="2">▲ 绿灯</td>' in text
    assert '<td class="warn"' not in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"indicator": "completion", "year": "2020"}, "不按发行年度分"),
        ({"indicator": "completed", "library": "四类库"}, "不按库分"),
        ({"indicator": "pipeline_entries", "library": "火星库"}, "没有库“火星库”的数据"),
        ({"indicator": "fai_growth", "region": "火星"}, "没有地区“火星”的数据"),
        ({"indicator": ["completed", "completion"]}, "只能有一个"),
        ({"indicator": "bond_issued", "lead": "市领导 07"}, "不能按分包领导选"),
        ({"indicator": "fai_growth", "project": "SL-2021-0012"}, "不能按项目选"),
        ({"sort": "x"}, "可选：behind（低于序时最多在前）"),
        ({"cols": "x"}, "可选：lamp（灯）、name（项目）"),
        ({"show": ["lit", "unregistered"]}, "“只看”给了 2 个值"),
    ],
)
def test_a_selector_that_does_not_fit_the_figure_is_said(filled, run, query, said):
    assert said in text_of(run("ledger", version="1", **query))


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        ("daily_report", r"下表 \d+ 个项目合计 [\d,]+ 天 ÷ [\d,]+ 天 = [\d.]+%，与所点数字一致"),
        ("weekly_visit", r"下表 \d+ 个项目合计 \d+ 周 ÷ \d+ 周 = [\d.]+%，与所点数字一致"),
        ("problems_overdue", r"下表 (\d+) 个问题合计 \1 件，与所点数字一致"),
    ],
)
def test_a_figure_of_dispatch_opens_its_rows(filled, run, indicator, said):
    test = run("ledger", version="1", indicator=indicator)
    assert re.search(said, plain_of(test))
    assert len(table(test))


def test_a_map_of_other_townships_is_not_drawn(tmp_path, monkeypatch, run):
    store = awkward.lake(tmp_path / "lake", awkward.elsewhere())
    monkeypatch.setenv("COCKPIT_LAKE", str(store.folder))
    text = text_of(run("ledger", as_of="2022-05-31"))
    assert "项目所在的乡镇（街道）都不在乡镇街道表里，不画示意图" in text
    assert "索河街道" not in text
    assert "所选项目都没有本年计划" not in text


def test_every_figure_of_the_wall_opens_its_rows(filled, run):
    """Card 1's own figure ended in an error, and the rank in nothing: nobody had opened them."""
    wall = text_of(run("", version="1", as_of="2022-05-30"))
    links = [unescape(link) for link in re.findall(r'href="/ledger\?([^"]+)"', wall)]
    queries = {}
    for link in links:
        query = {name: values[0] for name, values in parse_qs(link).items()}
        queries.setdefault(query.get("indicator"), query)
    assert {"fai_growth", "fai_rank", "completed", "problems_overdue"} <= queries.keys()
    for code, query in queries.items():
        text = plain_of(run("ledger", **query))
        assert "没有画成" not in text, code
        assert "没有可以相加的数" not in text, code


def test_where_each_figure_stands_is_a_column_for_who_asks(run, filled):
    """The demonstration's reports come from a file without letters: its row is said."""
    test = run("ledger", cols=["name", "completed_wan", "completed_from"])
    assert "已完成出处" in text_of(test)
    assert re.search(r"progress_report\S* › 第 \d+ 行", plain(text_of(test)))
