"""What 导入 says of previews made by hand: finding, steps, the sheet, faults, the effect."""

import re
from dataclasses import replace
from html import unescape

import pytest

from cockpit.intake.demonstration import Leaving
from cockpit.intake.understood import RowKind
from cockpit.remedy import Remedy, RemedyCode
from cockpit.screens.imports import choices, faults, files, outcome, picture, sheet, steps
from cockpit.screens.imports import work as works
from cockpit.screens.imports.work import Done, Work
from tests import previews

MEANINGS = {"name": "项目名称", "plan": "年度计划", "total": "总投资", "completed": "今年累计完成"}


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


@pytest.fixture
def faulty() -> Work:
    return previews.work(previews.faulty(), of=previews.effect())


@pytest.fixture
def ready() -> Work:
    return previews.work(previews.ready(), of=previews.effect())


def test_the_finding_says_what_stands_between_and_what_would_move(faulty):
    title, lead = steps.finding(faulty)
    assert title == "读出 13 行；有 2 处错误要改、1 件要你定、1 条提醒要说明，改完才能导入"
    assert lead.startswith("照现在读到的：完成投资 168.0 → 171.0 亿元。")
    assert "什么都没有写入" in lead


def test_the_finding_of_each_other_state(ready):
    assert steps.finding(Work())[0] == "把工作簿拖进来，看清会变什么再导入"
    assert steps.finding(ready)[0] == "没有错误，可以导入：完成投资 168.0 → 171.0 亿元"
    assert steps.finding(ready, is_dry=True)[0].startswith("没有错误，写入打开后可以导入")
    ready.take("又一个.csv", b"x")
    assert steps.finding(ready)[0] == "正在读 3 个文件"
    done = Work(done=Done(7, 114, ("五月.xlsx",), "", previews.effect()))
    assert steps.finding(done)[0] == "已导入，成为第 7 版：完成投资 168.0 → 171.0 亿元"


def test_the_steps_have_their_state_and_what_is_missing(faulty, ready):
    assert [(step.state, step.words) for step in steps.steps(faulty)] == [
        ("ok", "2 个读完，1 个没读"),
        ("warn", "13 行，1 件要定"),
        ("bad", "错误 2 处，提醒 1 条（已说明 0）"),
        ("", "完成投资 168.0 → 171.0 亿元"),
    ]
    assert steps.why_not(faulty, is_dry=False) == "还差 2 处错误、1 件待定、1 条原因"
    assert [step.state for step in steps.steps(ready)] == ["ok"] * 4
    assert steps.why_not(ready, is_dry=True) == "写入没有打开，这里只试算"


def test_it_may_be_committed_only_when_nothing_is_open(faulty, ready):
    assert not faulty.is_ready
    assert ready.is_ready
    ready.say(RemedyCode.UNIT, "", "万元")  # an answer that was not read yet
    assert not ready.is_ready
    assert ready.is_to_be_read


def test_a_warning_wants_a_reason_and_no_new_reading():
    held = previews.work(replace(previews.faulty(), faults=(previews.fell(),)))
    assert not held.is_ready
    key = held.key
    (warning,) = held.warnings
    held.explain(warning.place_key, "  核过\n台账 ")
    assert held.reasons == {warning.place_key: "核过 台账"}
    assert held.is_ready
    assert held.key == key
    assert held.said().reason(warning) == "核过 台账"
    held.explain(warning.place_key, "   ")
    assert not held.is_ready
    held.explain("unit@elsewhere", "不是这里的")
    assert held.reasons == {}


def test_files_are_listed_with_what_was_read_or_why_not(faulty):
    rows = files.rows(faulty)
    assert [(row.state, row.kind) for row in rows] == [
        ("读完", "1 KB · Excel"),
        ("读完", "1 KB · 文本"),
        ("没读", "1 KB · Excel · 打不开"),
    ]
    assert files.size_words(11_400_000) == "11.4 MB"
    assert rows[0].said == "13 行；上月底稿：隐藏的表，没有读"
    assert rows[2].said.startswith("文件有密码")
    assert files.title(faulty) == "2 个文件读完，1 个没读"


def test_while_reading_each_file_has_its_place_in_the_line(faulty):
    faulty.take("又一个.csv", b"x")
    states = [row.state for row in files.rows(faulty, "专项债支付5月.csv")]
    assert states == ["读完", "在读", "排队", "排队"]


def test_one_file_takes_the_place_of_an_earlier_one_of_its_name():
    held = Work()
    held.take("a.xlsx", b"1")
    held.take("b.xlsx", b"2")
    held.take("a.xlsx", b"3")
    assert [(f.name, f.content) for f in held.files] == [("a.xlsx", b"3"), ("b.xlsx", b"2")]


def test_what_a_session_holds_is_bounded(monkeypatch):
    monkeypatch.setattr(works, "MOST_BYTES", 10)
    held = Work()
    held.take("a.xlsx", b"123456")
    held.take("b.xlsx", b"12345")
    assert [f.name for f in held.files] == ["a.xlsx"]
    assert "没有收下" in held.refused[0]


def test_the_strip_has_a_cell_a_row_with_what_was_made_of_it(faulty):
    shown = sheet.picture(faulty.preview.understood[0], faulty.preview.faults)
    looks = "".join({"out": "o"}.get(cell.look, cell.look) for cell in shown.strip.cells)
    # title, -, header of two, section, rows 6—18 (13 in error, 15 in question), sum, note
    assert looks == "tt" + "oo" + "o" + "d" * 7 + "e" + "d" + "q" + "d" * 3 + "e" + "t"
    assert [(mark.words, mark.look) for mark in shown.strip.marks] == [
        ("13", "bad"), ("19", "bad"), ("15", "warn"),
    ]  # fmt: skip
    assert shown.strip.left_out == "不取：标题 1、表头 2、分节 1、小计和合计 1、附注 1"
    assert shown.strip.cells[12].href == "#row-13"


def test_many_rows_share_the_cells_and_the_worst_is_drawn():
    long = previews.understood(last=50_000)
    shown = sheet.picture(long, [previews.not_a_number("F30001")])
    assert len(shown.strip.cells) <= sheet.MOST_CELLS
    assert [cell.look for cell in shown.strip.cells].count("e") == 1
    assert long.count(RowKind.TAKEN) == 49_993


def test_a_sheet_on_its_side_has_every_column_and_hides_whom_to_call(faulty):
    html = str(sheet.html(faulty, MEANINGS))
    assert html.count('data-say="column"') == 8
    assert html.count('data-say="unit"') == 3
    assert "13800000000" not in html
    assert "● ● ●" in html
    assert "没写，待定" in html
    assert '<option value="plan" selected>年度计划</option>' in html


def test_a_question_names_the_likely_answer_first_and_chooses_none(faulty):
    (question,) = sheet.asked(faulty, MEANINGS)
    assert [(choice.words, choice.at, choice.is_likely) for choice in question.choices] == [
        ("万元", 1, True), ("亿元", 0, False), ("元", 2, False),
    ]  # fmt: skip
    html = str(sheet.questions_html(faulty, MEANINGS))
    assert "checked" not in html
    assert html.count("建议") == 1


@pytest.mark.parametrize(
    ("remedy", "said"),
    [
        (Remedy(RemedyCode.HIDDEN, ("a.csv", "take")), "读"),
        (Remedy(RemedyCode.HIDDEN, ("a.csv", "leave")), "不读"),
        (Remedy(RemedyCode.COLUMN, ("F", "plan")), "年度计划"),
        (Remedy(RemedyCode.COLUMN, ("F", "-")), "不导入这一列"),
        (Remedy(RemedyCode.MATCH, ("某某", "P900")), "示例·光伏发电站一期"),
        (Remedy(RemedyCode.AS_OF, ("a.csv", "2022-05-31")), "2022-05-31"),
        (Remedy(RemedyCode.AS_OF, ("a.csv", "")), "另填一天"),
        (Remedy(RemedyCode.NATURE, ("a.csv", "续建")), "续建"),
        (Remedy(RemedyCode.ACCEPT, ("units",)), ""),
        (Remedy(RemedyCode.START_REAL), ""),
    ],
)
def test_a_remedy_in_words(remedy, said):
    assert choices.words(remedy, previews.moved().names, MEANINGS) == said


def questions_of(*faults) -> list[choices.Question]:
    return sheet.asked(previews.work(replace(previews.faulty(), faults=faults)), MEANINGS)


def test_a_question_says_of_which_file_and_sheet_it_is():
    (county, city, _) = questions_of(*map(previews.which_day, previews.TWO), previews.which_unit())
    assert (county.place, city.place) == ("县级.xlsx，Sheet1", "市级.xlsx，Sheet1")
    held = replace(previews.faulty(), files=previews.files()[:1], faults=(previews.which_unit(),))
    (only,) = sheet.asked(previews.work(held), MEANINGS)
    assert only.place == "Sheet1"


def test_what_several_sheets_are_asked_names_them_all_once():
    days = [previews.which_day(place) for place in previews.TWO]
    asked = questions_of(*days, previews.which_unit())
    words = "这 2 张表都一样：县级.xlsx Sheet1、市级.xlsx Sheet1"
    assert [question.alike for question in asked] == [words, "", ""]


def test_sheets_for_which_another_answer_is_likely_are_not_alike():
    units = [
        previews.fault(
            file=place,
            question="unit",
            remedies=tuple(
                Remedy(RemedyCode.UNIT, (place, unit), is_likely=unit == likely)
                for unit in ("万元", "亿元")
            ),
        )
        for place, likely in zip(previews.TWO, ("万元", "亿元"), strict=True)
    ]
    assert [question.alike for question in questions_of(*units)] == ["", ""]


def test_two_sheets_of_one_name_are_told_apart():
    sheets = tuple(replace(previews.understood(), file=f"{name}.xlsx") for name in ("县级", "市级"))
    held = replace(previews.faulty(), understood=sheets)
    html = plain(str(sheet.html(previews.work(held), MEANINGS)))
    assert "县级.xlsx Sheet1" in html
    assert "市级.xlsx Sheet1" in html


def test_a_fault_has_a_picture_of_its_cells_with_true_letters_and_numbers(faulty):
    (first, *_) = faults.rules(faulty, MEANINGS)
    drawn = first.blocks[0].picture
    assert [letters for letters, _ in drawn.heads] == ["B", "C", "D", "E", "F", "G", "H"]
    assert [line.number for line in drawn.lines] == [4, 12, 13, 14]
    meant = [cell for line in drawn.lines for cell in line.cells if cell.is_meant]
    assert [cell.text for cell in meant] == ["约1.5亿"]
    assert drawn.lines[0].cells[4].text == "年度计划"
    assert drawn.lines[1].cells[4].text == "13,560.5"
    assert {line.cells[6].text for line in drawn.lines[1:]} == {"● ● ●"}


def test_hostile_cells_are_text(faulty):
    html = str(faults.html(faulty, MEANINGS))
    assert "<img" not in html
    assert "&lt;img src=x" in html
    assert len(picture.text_of("长" * 10_000)) == picture.LONGEST + 1
    assert picture.text_of("a\u202eb") == "a\\u202eb"


def test_of_one_rule_three_are_drawn_and_the_others_counted():
    more = [previews.not_a_number(f"F{row}") for row in range(100, 400)]
    held = previews.work(previews.faulty(*more))
    first = faults.rules(held, MEANINGS)[0]
    assert (len(first.blocks), first.more) == (3, 298)
    text = plain(faults.html(held, MEANINGS))
    assert "同一规则另 298 处：Sheet1!F102、Sheet1!F103" in text
    assert text.count("怎么改") == 4  # and the sum's


def test_many_warnings_of_a_kind_may_be_explained_at_once():
    more = [previews.fell(f"G{row}") for row in range(100, 150)]
    held = previews.work(previews.faulty(*more))
    listed = faults.warnings(held)
    assert len(listed) == 4
    assert (listed[-1].key, listed[-1].count) == ("units", 51)
    held.explain("units", "逐条核过")
    assert held.unexplained == []
    assert all(warning.reason == "逐条核过" for warning in faults.warnings(held))


def test_a_row_that_is_put_aside_is_read_anew_and_may_come_back(faulty):
    place = f"{previews.PLACE} › 13"
    faulty.apply(faulty.preview.errors[0].remedies[0])
    assert faulty.answers.rows_left_out == {place}
    assert faulty.is_to_be_read
    assert "还是导入" in faults.html(faulty, MEANINGS)
    faulty.take_back(place)
    assert not faulty.is_to_be_read


def test_the_effect_has_six_figures_projects_and_past_values(faulty):
    assert outcome.title(faulty) == (
        "完成投资 168.0 → 171.0 亿元，2 个过去的数会被改",
        "与第 6 版比，截至 2022-05-31；只按现在没有错的行来算",
    )
    text = plain(outcome.html(faulty))
    assert "完成投资 168.0 → 171.0 亿元 +3.0" in text
    assert "投资完成率 39.6 → 40.3 % +0.7 个百分点" in text
    assert "红灯项目 65 → 62 个 −3" in text
    assert "112 个有变化" in text
    assert "1 个表里没有 示例·光伏发电站一期，保留原值，不删" in text
    assert "2022-04-30 本年完成投资 1,578 1,602 万元 +24" in text
    assert "Sheet1!G12" in text


def test_a_real_ledger_on_a_demonstration_waits_for_the_confirmation():
    held = previews.work(previews.ready(), of=previews.effect())
    held.was_read(6, previews.ready(), previews.effect(), replaces_sample=True)
    assert not held.is_ready
    assert steps.why_not(held, is_dry=False) == "还差 让示例退出的确认"
    assert "示例台账要先退出" in steps.finding(held)[0]
    held.is_sure = True
    assert held.is_ready


def test_the_switch_says_what_goes_and_what_stays():
    leaving = Leaving((("项目", 343), ("进度报告", 36960)), (("日历", 457),), 6)
    assert plain(outcome.switch_html(leaving)) == (
        "退出 项目 343 行 进度报告 36960 行 留下 日历 457 行 以前的 6 个版本，都还能打开"
    )


def test_after_the_commit_it_says_what_was_loaded_and_the_ways_on():
    done = Done(7, 114, ("五月.xlsx",), "五月月报", previews.effect())
    html = outcome.done_html(done, "/history?as_of=2022-05-31", "/?as_of=2022-05-31")
    text = plain(html)
    assert text.startswith("五月.xlsx；附言：五月月报 写入 114 行。 完成投资 168.0 → 171.0 亿元")
    assert 'href="/history?as_of=2022-05-31"' in html
