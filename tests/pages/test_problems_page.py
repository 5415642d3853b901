"""问题: its finding, its tables and what they open, and one problem with its history."""

import re
from datetime import date
from html import unescape
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from cockpit.errors import WritingClosed
from cockpit.link.look import Look
from cockpit.screens.problems import lists
from cockpit.screens.problems.data import problems_data
from cockpit.screens.view import View
from cockpit.warehouse.lake import Lake
from cockpit.web import problems as widgets
from tests.conftest_gate import new_lake
from tests.given import on
from tests.pages.reading import plain, press, text_of
from tests.sample import sample_mart

DAY = "2022-05-31"
HOSTILE = '<img src=x onerror="alert(1)">**粗**'


def opened(run, **query):
    test = run("problems", **{"as_of": DAY, "version": "1"} | query)
    assert not test.exception
    return text_of(test)


def test_the_finding_says_how_many_are_open_and_with_whom_those_over_their_day_are(filled, run):
    said = plain(opened(run))
    assert "在办 18 件问题，3 件超期：周一碰头会 1 件，分包领导 2 件" in said
    assert "超期 17 天（示例·新材料产业园一期）；今天到期 6 件" in said  # 05-14 to 05-31


def test_the_tiles_balance(filled, run):
    said = plain(opened(run))
    assert "8 件原在办 + 新增 21 − 销号 11" in said  # 18
    assert re.search(r"近七天新增\s*21", said)
    assert re.search(r"近七天已销号\s*11", said)


def test_the_open_ones_stand_worst_first_with_both_days(filled, run):
    said = plain(opened(run), " ").partition("急的在前")[2]
    places = [said.index(words) for words in ("超期 17 天", "超期 10 天", "超期 8 天", "今天到期")]
    assert places == sorted(places)
    assert "05-12，延至 06-15" in said
    assert "退回 1 次" in said


def test_the_lists_of_the_week_are_switched(filled, run):
    said = plain(opened(run), " ")
    assert "近七天前提出" not in said
    said = plain(opened(run, list="closed"), " ")
    assert "近七天已销号 11 件" in said
    assert re.search(r"05-\d\d 提出，05-\d\d 销号", said)
    said = plain(opened(run, list="moved"), " ")
    assert "近七天推进落实 4 件" in said
    assert "另有 3 件更早提出、仍在办的，近七天没有流转" in said  # 18 - 11 new ones - 4
    said = plain(opened(run, list="raised"), " ")
    assert "10 件当周就已销号" in said  # 21 raised, 11 of them in hand
    assert "没有“x”这个清单" in plain(opened(run, list="x"))


def test_the_stairs_the_ages_and_the_days_to_come(filled, run):
    said = plain(opened(run), " ")
    assert "3 件已经上了台阶" in said
    assert re.search(r"超期超过 3 天或退回 1 次\s+分包领导\s+2", said)
    assert "11 件提出不过三天；最久 22 天" in said  # 05-09 to 05-31
    # due on 05-21 and not over ten days late before 06-01; six are due today, so 05-31 + 4
    assert re.search(r"06-01\s+1 件升到周一碰头会\s*：\s*贷款未放款", said)
    assert re.search(r"06-04\s+6 件升到分包领导", said)


def test_firms_and_modes_stand_beside_with_their_kinds(filled, run):
    said = plain(opened(run), " ")
    assert re.search(r"2021 年\s+385\s*个\s+385\s+570", said)
    assert "今年解决 164 个，在办 7 个" in said
    assert re.search(r"公布\s*营商环境评价综合成绩\s*第 2 位", said)
    assert re.search("荥阳模式”审批今年办结 60 件", said)
    before = plain(opened(run, as_of="2022-05-30"), " ")
    assert "营商环境评价" not in before  # published on 05-31


def test_counts_open_their_rows(filled, run):
    text = unquote(unescape(opened(run)))
    assert "indicator=problems_in_hand&tier=分包领导" in text
    assert "indicator=three_day_rate&service=要素" in text


def test_a_problem_opens_with_its_history(filled, run):
    said = plain(opened(run, problem="WT-125"), " ")
    assert re.search(r"示例·冷链物流中心\s+▼\s*超期 10 天\s+收起", said)
    assert re.search(r"首次期限\s+2022-05-21", said)
    assert re.search(r"2022-05-25 10:00\s+退回\s+示例人员 61\s+款未到账，不予销号", said)
    assert said.index("2022-05-18 08:40") < said.index("2022-05-25 10:00")


def test_one_without_events_says_so(filled, run):
    assert "没有装入它的流转" in opened(run, problem="WT-001")


def test_what_is_typed_is_drawn_as_it_is_typed(lake, tmp_path, monkeypatch, run):
    lake.backup(tmp_path / "copy")
    own = Lake(tmp_path / "own")
    own.restore(tmp_path / "copy")
    with own.change(HOSTILE, "测试") as con:
        con.execute("update problem set text = ? where problem_id = 'WT-125'", [HOSTILE])
        con.execute(
            "insert into problem_event values"
            " ('WT-125', '2022-05-31 09:00', '挂起', null, $said, null, null, $said)",
            {"said": HOSTILE},
        )
    monkeypatch.setenv("COCKPIT_LAKE", str(own.folder))
    test = run("problems", as_of=DAY, problem="WT-125")
    assert not test.exception
    text = text_of(test)
    assert "<img" not in text
    assert text.count("&lt;img src=x") >= 3


def test_an_unknown_problem_and_a_day_before_it_are_sentences(filled, run):
    assert "没有“没有它”这个问题" in opened(run, problem="没有它")
    assert "没有“WT-125”这个问题" in opened(run, problem="WT-125", as_of="2022-05-01")


def test_an_empty_lake_says_what_to_load(nowhere, run):
    new_lake(nowhere)
    assert "先导入" in text_of(run("problems"))


def test_a_choice_without_problems_says_so(filled, run):
    assert "放宽筛选" in opened(run, town="城关乡", **{"class": "三个一批"})


# moving it on


def dialog(run, problem, move):
    return run("problems", as_of=DAY, problem=problem, move=move)


def test_only_what_its_state_allows_is_offered(own, run):
    text = unescape(text_of(run("problems", as_of=DAY, problem="WT-152")))  # 待交办
    assert set(re.findall(r"move=(\w+)", text)) == {"assign", "accept", "hold", "extend", "report"}
    text = text_of(run("problems", as_of=DAY, problem="WT-001"))  # closed
    assert "move=" not in text


def test_who_may_not_write_is_told_why_and_asked_nothing(own, run, monkeypatch):
    refusal = WritingClosed("这台服务器没有打开写入", way_out="要写入，还缺：COCKPIT_WRITING=on")
    monkeypatch.setattr(widgets.writing, "closed", lambda: refusal)
    test = dialog(run, "WT-152", "assign")
    assert "还缺：COCKPIT_WRITING=on" in plain(text_of(test))
    assert not test.text_area
    assert own.newest() == 1


def test_a_press_by_who_lost_the_right_writes_nothing(own, run, monkeypatch):
    def refuse():
        raise WritingClosed("这里的写入只对管理数据的人开放")

    monkeypatch.setattr(widgets.writing, "closed", lambda: None)
    monkeypatch.setattr(widgets.writing, "writer", refuse)
    test = press(dialog(run, "WT-152", "assign"), "交办")
    assert "这里的写入只对管理数据的人开放" in plain(text_of(test))
    assert own.newest() == 1


def test_a_state_that_does_not_allow_it_is_a_sentence(own, run, open_to_all):
    test = dialog(run, "WT-152", "close")
    said = plain(text_of(test))
    assert "现在是待交办，不能销号" in said
    assert "先受理、交核验" in said
    assert not test.text_area


def test_a_move_is_a_version_by_who_writes_and_stands_in_the_history(own, run, open_to_all):
    test = dialog(run, "WT-152", "assign")
    test.text_area[0].set_value(HOSTILE)
    press(test, "交办")
    assert own.version(2).author == "李"
    text = text_of(run("problems", as_of=DAY, problem="WT-152"))
    assert "&lt;img src=x" in text
    assert "<img" not in text
    assert re.search(r"办理\s+办理中", plain(text, " "))


def test_an_extension_asks_who_agreed_and_keeps_the_first_day(own, run, open_to_all):
    test = press(dialog(run, "WT-148", "extend"), "延期")
    assert "先写明谁同意的" in plain(text_of(test))
    assert own.newest() == 1
    test.text_input[-1].set_value("市领导 05")
    press(test, "延期")
    said = plain(text_of(run("problems", as_of=DAY, problem="WT-148")), " ")
    assert re.search(r"首次期限\s+2022-06-02\s+延至\s+2022-06-03，市领导 05同意", said)


def test_an_unknown_move_is_a_sentence(own, run):
    assert "这个流转" in plain(text_of(run("problems", as_of=DAY, problem="WT-152", move="x")))


def test_a_projects_problems_lead_here_with_their_state(filled, run):
    text = unescape(text_of(run("project", as_of=DAY, version="1", project="SL-2021-0066")))
    assert "/problems?as_of=2022-05-31&version=1&problem=WT-125" in text
    assert "办理中，退回 1 次" in plain(text)


# raising one


def ask(run, project="new"):
    return run("problems", as_of=DAY, **{"raise": project})


def test_a_problem_is_raised_with_its_project_found_by_name(own, run, open_to_all):
    test = ask(run)
    test.text_input(key="raised project").set_value("示例·冷链物流中心")
    test.text_area(key="raised text").set_value(HOSTILE)
    test.selectbox(key="raised service").set_value("要素")
    press(test, "登记")
    assert own.version(2).author == "李"
    found = own.reading().execute(
        "select problem_id, project_id, text from problem where problem_id like 'DJ-%'"
    )
    ((problem, project, text),) = found.fetchall()
    assert (project, text) == ("SL-2021-0066", HOSTILE)
    said = text_of(run("problems", as_of=DAY, problem=problem))
    assert "&lt;img src=x" in said
    assert "<img" not in said
    assert "在办 19 件" in plain(said)


def test_one_of_a_later_day_than_that_looked_at_is_shown_on_its_own_day(own, run, open_to_all):
    test = ask(run, "SL-2021-0066")
    test.text_area(key="raised text").set_value("缺料")
    test.selectbox(key="raised service").set_value("要素")
    test.date_input(key="raised on").set_value(date(2022, 6, 1))
    test = press(test, "登记")
    assert own.newest() == 2
    said = plain(text_of(test), " ")
    assert "截至这一日没有" not in said
    assert "问题的来龙去脉；截至 2022-06-01" in said
    assert test.query_params["as_of"] == "2022-06-01"


@pytest.mark.parametrize(
    ("typed", "words"),
    [("没有它", "没有这个项目"), ("冷链", "对得上 3 个项目"), ("", "先写是哪个项目")],
)
def test_a_project_that_is_not_one_is_a_sentence(own, run, open_to_all, typed, words):
    test = ask(run)
    test.text_input(key="raised project").set_value(typed)
    test.text_area(key="raised text").set_value("缺料")
    test.selectbox(key="raised service").set_value("要素")
    test = press(test, "登记")
    assert words in plain(text_of(test))
    assert own.newest() == 1


def test_from_a_project_its_code_stands_there_already(own, run, open_to_all):
    text = unescape(text_of(run("project", as_of=DAY, version="1", project="SL-2021-0066")))
    assert "/problems?as_of=2022-05-31&version=1&raise=SL-2021-0066" in text
    assert ask(run, "SL-2021-0066").text_input(key="raised project").value == "SL-2021-0066"
    assert not ask(run, "长" * 300).exception


def test_who_may_not_write_raises_nothing(own, run, monkeypatch):
    refusal = WritingClosed("这台服务器没有打开写入", way_out="要写入，还缺：COCKPIT_WRITING=on")
    monkeypatch.setattr(widgets.writing, "closed", lambda: refusal)
    test = ask(run)
    assert "还缺：COCKPIT_WRITING=on" in plain(text_of(test))
    assert not test.text_area


def test_the_text_of_the_week_has_its_lists():
    view = View(sample_mart(), Look(on(DAY)))
    said = lists.weekly_text(problems_data(view)).splitlines()
    assert said[0] == (
        "【问题化解】05-25 至 05-31：原在办 8 件，新增 21 件，销号 11 件，在办 18 件，超期 3 件，"
        "今年三日办结率 92.0%"  # 127 of 138
    )
    assert sum(line.startswith(("新增 21", "推进落实 4", "已销号 11")) for line in said) == 3
    assert said[-1] == "截至 2022-05-31，数据版本 1，示例数据"


def test_without_any_problem_the_first_can_be_raised_and_what_is_beside_stands(own, run):
    with own.change("测试", "没有问题") as con:
        con.execute("delete from problem_event")
        con.execute("delete from problem")
    test = run("problems", as_of=DAY)
    said = plain(text_of(test), " ")
    assert "今年没有登记过问题" in said
    assert "或在下面登记一件" in said
    assert "万人助万企：今年解决 164 个" in said
    assert any(button.label == "登记问题" for button in test.button)
    assert not re.search(r"现由谁管|\s提出，当周|责任单位\s+在办", said)


def test_where_all_was_done_in_time_no_service_is_called_the_slowest(filled, run):
    said = plain(opened(run, town="汜水镇"), " ")
    assert "三日内都办结了" in said
    assert "最慢：三日办结率 100" not in said


def test_a_text_of_several_lines_is_one_line_of_the_list():
    row = SimpleNamespace(text="第一行\n第二行", name="甲", closed_on=None, due_on=date(2022, 6, 1))
    assert lists._told("新增", [row], with_term=True)[1] == "1. 第一行 第二行（甲，限 06-01）"
