"""跑项争资: what the page finds, the libraries, the way, the board, who is not in statistics."""

import io
from html import unescape

import openpyxl
import pytest

from cockpit.errors import BadLink, NoData
from cockpit.link.look import Look
from cockpit.screens.pipeline import board, page, statistics, way
from cockpit.screens.pipeline.data import pipeline_data
from cockpit.screens.view import View
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart
from cockpit.web.server import downloads
from tests.given import entry, given, member, of, on, project, report, stage
from tests.pages.reading import plain, text_of, widget
from tests.sample import sample_mart

DAY = "2022-05-31"
HOSTILE = '<img src=x onerror="alert(1)">**粗**'


def opened(run, **query):
    test = run("pipeline", **{"as_of": DAY, "version": "1"} | query)
    assert not test.exception
    return plain(text_of(test), " ")


def data(mart=None, filters=None, **query):
    asked = {name: [value] for name, value in query.items()}
    return pipeline_data(View(mart or sample_mart(), Look(filters or on(DAY)), query=asked))


def small(*rows):
    """A ledger with P1 and P2 of a class that is followed from 签约 on."""
    mart = marts.empty()
    given(mart, of("class", project_class="甲类", position=1, is_converted=True))
    for code in ("P1", "P2"):
        given(mart, project(code, name=f"项目{code}"), member(code, "甲类"))
    given(mart, *rows)
    return Mart(1, mart)


def step(entry_id, name, day, note=None):
    return of("pipeline_step", entry_id=entry_id, step=name, on_date=day, note=note)


def boards_offered(found):
    """The switch's words as Streamlit gets them: its Markdown knows no HTML without its signs."""
    said = board.offered(found)[HOSTILE]
    return said.replace("\\<", "").replace("\\*", "")


def words(html):
    return plain(str(html), " ")


def test_the_finding_says_which_money_statistics_cannot_see(filled, run):
    said = opened(run)
    # 0.35 + 0.6318 + 0.2619 + 0.5761 + 0.391 + 0.6142 + 0.3997
    assert (
        "储备 531 个，今年入统 92 个；已开工的还有 7 个没入统，今年完成 3.22 亿元没进统计" in said
    )
    assert "签约未履约 4 个、履约未开工 4 个" in said
    assert "2 个被退回" in said


def test_the_libraries_stand_side_by_side_with_what_is_published_and_what_is_not(filled, run):
    said = words(page.libraries(data()))
    assert "各库不相加" in said
    assert "郑州第一方阵" in said
    assert "申报成功项目数第 1、发债额度第 1" in said
    assert said.count("位次未公布") == 5
    assert said.count("未公布") == 5 + 2  # totals of the four libraries and of the bonds
    assert said.count("台账") == 7  # each published count with the ledger's own
    assert "1157" not in said.replace(",", "")  # 531 + 92 + 85 + 10 + 19 + 18 + 20 + … is no figure


def test_the_way_closes_on_screen(filled, run):
    said = words(way.way(data()))
    assert "531 = 入统 53 + 停在途中 398 + 退出 80" in said  # 22 + 205 + 76 + 92 + 3; 41 + 27 + 12
    assert "主体不符 18、与其他县市区重报 14、并入其他项目 9" in said
    assert "停得最多的是“手续在办”，205 个" in said


def test_hops_say_the_median_and_who_waits_longest(filled, run):
    said = words(way.hops(data()))
    assert "投产→达效转化最低，54.2%；建设以外等得最久的在开工→入库，784 天" in said  # 13 of 24
    assert "51 个里走完 47 个" in said
    assert "各步的中位数不能相加" in said


def test_the_board_follows_the_switch(filled, run):
    test = run("pipeline", as_of=DAY, version="1")
    assert "签约还没履约 4 个，履约还没开工 4 个：这 8 个是下一批能开的" in plain(text_of(test))
    widget(test, "pipeline board").set_value("招商签约").run()
    assert test.query_params["board"] == "招商签约"
    assert "还没开工的：在谈 6 个、签约 3 个、报批 4 个" in plain(text_of(test))
    widget(test, "pipeline board").set_value("三个一批").run()
    assert "board" not in test.query_params  # the usual one needs no parameter


def test_a_column_shows_the_longest_first_and_leads_to_the_rest():
    found = data()
    days = [row.days for row in found.cards if row.board_step == "签约"]
    assert days == sorted(days, reverse=True)
    assert "另 1 个" in words(board.board(found))
    assert "投产促达效；其中 13 个已达效" in words(board.board(found))
    assert "示例·智慧园区二期 68" in words(board.board(found))  # who has its effect waits no more
    assert "这一步没有" in words(board.board(data(board="中央预算内谋划")))  # no 签约 there


def test_an_unknown_board_is_a_bad_link():
    with pytest.raises(BadLink):
        data(board="没有这个")


def test_who_has_started_and_is_not_in_statistics_is_listed_with_what_is_lacking(filled, run):
    said = words(statistics.statistics(data()))
    assert "284 个里 277 个已入库，入库率 97.5%；还差 7 个，今年干的 3.22 亿元没进统计" in said
    assert "施工许可证缺页" in said
    assert "今年新入 53，往年入库 224" in said
    assert len(data().outside) == 7
    assert [row.stat_state for row in data().outside[:2]] == ["退回", "退回"]


def test_who_left_is_counted_by_reason(filled, run):
    said = words(statistics.dropped(data()))
    assert "今年退出 83 个，最多的原因是暂缓实施，27 个" in said
    assert "投资方改投外地 1" in said


def test_the_workbook_has_those_outside_and_no_others(filled):
    query = {"as_of": [DAY], "version": ["1"]}
    name, body, _ = downloads.written("pipeline.xlsx", query)
    assert name == "开工未入统的项目-2022-05-31-v1.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(body))
    cells = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert sum("退回" in row for row in cells) == 2
    assert sum(any(state in row for state in ("待报", "已报", "退回")) for row in cells) == 7
    assert not any("已入库" in row for row in cells)


def test_a_choice_is_not_held_against_what_is_published(filled, run):
    said = opened(run, town="豫龙镇")
    assert "不与公布数比" in said
    assert "郑州第一方阵" not in said


# what is missing is said


def test_without_anything_the_page_says_what_to_load():
    with pytest.raises(NoData, match="没有跑项争资的记录"):
        data(Mart(1, marts.empty()))
    with pytest.raises(NoData, match="筛选下没有"):
        data(filters=on(DAY, towns=("没有这个镇",)))


def test_counts_alone_have_no_way_and_the_card_says_what_to_load():
    found = data(small(entry("E1", "储备", 531)))
    assert page.finding(found) == "一个库和清单有记录，还看不到逐条的去向"
    assert "导入“项目库”（一条一行）和“入库流程”" in words(way.way(found))
    assert "导入“项目阶段”" in words(way.hops(found))
    assert "看不到谁已入统" in words(statistics.statistics(found))
    assert "没有条目退出" in words(statistics.dropped(found))
    assert "531" in words(page.libraries(found))


def test_a_ledger_without_libraries_still_says_who_is_not_in_statistics():
    rows = (stage("P1", "开工", "2022-02-01"), stage("P2", "开工", "2022-02-01"))
    found = data(small(*rows, stage("P2", "入库", "2022-03-01"), report("P1", DAY, 2000)))
    assert page.finding(found) == "已开工的还有 1 个没入统，今年完成 0.20 亿元没进统计"
    said = words(statistics.statistics(found))
    assert "没有报送的记录" in said
    assert "还没有库和清单" in words(page.libraries(found))


def test_all_in_statistics_is_said():
    rows = (stage("P1", "开工", "2022-02-01"), stage("P1", "入库", "2022-03-01"))
    found = data(small(*rows))
    assert page.finding(found) == "已开工的 1 个都已入统"
    assert "100.0%" in words(statistics.statistics(found))


def test_names_are_shown_as_they_are_written():
    rows = [
        *(
            of(
                "pipeline_entry",
                entry_id=code,
                library=HOSTILE,
                entries=1,
                entered_on="2022-03-01",
                title=HOSTILE,
            )
            for code in ("E1", "E2")
        ),
        step("E1", "审核通过", "2022-03-02"),
        step("E1", "在谈", "2022-03-02"),
        step("E2", "退出", "2022-03-03", HOSTILE),
        project("P3", name=HOSTILE),
        member("P3", "甲类"),
        stage("P3", "开工", "2022-03-01"),
        stage("P1", "开工", "2022-03-01"),
        stage("P1", "入库", "2022-03-02"),
    ]
    found = data(small(*rows), board=HOSTILE)
    assert "<img" not in boards_offered(found)
    parts = {
        "libraries": page.libraries(found),
        "way": way.way(found),
        "board": board.board(data(small(*rows))),
        "statistics": statistics.statistics(found),
        "dropped": statistics.dropped(found),
    }
    for name, text in parts.items():
        assert "<img" not in str(text), name
        assert HOSTILE in unescape(str(text)), name


def test_the_reason_of_most_is_counted_across_libraries():
    """Two left for want of land, from two libraries one each, and one for want of money."""
    left = {"E1": ("甲库", "用地"), "E2": ("乙库", "用地"), "E3": ("乙库", "资金")}
    entries = [entry(code, library, day="2022-01-10") for code, (library, _) in left.items()]
    steps = [step(code, "退出", "2022-02-01", reason) for code, (_, reason) in left.items()]
    said = words(statistics.dropped(data(small(*entries, *steps))))
    assert "今年退出 3 个，最多的原因是用地，2 个" in said
    more = [entry("E4", "乙库", day="2022-01-10"), step("E4", "退出", "2022-02-01", "资金")]
    said = words(statistics.dropped(data(small(*entries, *more, *steps))))
    assert "最多的原因是用地、资金，各 2 个" in said


def test_where_every_hop_was_made_none_is_the_lowest():
    made = [stage(code, name, "2022-02-01") for code in ("P1", "P2") for name in ("签约", "履约")]
    assert "各步都走完了" in words(way.hops(data(small(*made))))


def test_before_anyone_has_reported_no_money_is_said_to_be_unseen(filled, run):
    said = plain(text_of(run("pipeline", as_of="2021-01-05", version="1")))
    assert "已开工的还有 2 个没入统" in said
    assert "没进统计" not in said.replace("没进统计的", "")
