"""The page 导入 without a browser: dropping, answering, committing, and who may."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from cockpit.errors import LakeBusy, WritingClosed
from cockpit.intake import gate
from cockpit.intake.preview import Preview
from cockpit.remedy import Remedy, RemedyCode
from cockpit.screens.imports.work import CHANGES
from cockpit.web import imports, writing
from cockpit.web.server.writing import Writer
from tests import previews
from tests.pages.reading import plain_of, text_of

DROPPED = (previews.FILE, b"rows", "application/x")


@pytest.fixture
def gated(monkeypatch):
    """The gate gives this preview; what it was asked and what was loaded."""
    held = SimpleNamespace(preview=previews.faulty(), asked=[], loaded=[], problem=None)

    def preview(_lake, sources, **said) -> Preview:
        held.asked.append(([source.name for source in sources], said["answers"]))
        if held.problem:
            raise held.problem
        return held.preview

    def load(_lake, sources, **said):
        held.loaded.append(([source.name for source in sources], said))
        return SimpleNamespace(version=3, changed=114)

    monkeypatch.setattr(gate, "preview", preview)
    monkeypatch.setattr(gate, "load", load)
    return held


@pytest.fixture
def opened(monkeypatch):
    monkeypatch.setattr(writing, "is_known", lambda: True)
    monkeypatch.setattr(writing, "closed", lambda: None)
    monkeypatch.setattr(writing, "may_try", lambda: True)
    monkeypatch.setattr(writing, "writer", lambda: Writer("示例人员 03"))
    monkeypatch.setattr(writing, "written", lambda: None)


@pytest.fixture
def closed(monkeypatch):
    refusal = WritingClosed("这台服务器没有打开写入", way_out="要写入，还缺：COCKPIT_WRITING=on")
    monkeypatch.setattr(writing, "is_known", lambda: True)
    monkeypatch.setattr(writing, "closed", lambda: refusal)


def dropped(run, *files):
    page = run("imports", as_of="2022-05-31")
    page.file_uploader[0].set_value(list(files or [DROPPED]))
    return page.run()


def button(page, key: str):
    return next(one for one in page.button if one.key == key)


def work_of(page):
    return page.session_state[imports.HELD]


def test_what_is_dropped_is_read_once_and_said(filled, run, gated, opened):
    page = dropped(run)
    assert not page.exception
    text = plain_of(page)
    assert "读出 13 行；有 2 处错误要改、1 件要你定、1 条提醒要说明" in text
    assert "还差 2 处错误、1 件待定、1 条原因" in text
    assert button(page, "imports-commit-top").disabled
    page.run()
    page.run()
    assert [names for names, _ in gated.asked] == [[previews.FILE]]
    assert page.file_uploader[0].value in (None, [])  # it is in the work, not in the drop zone


def test_an_answer_is_read_anew_and_a_reason_is_not(filled, run, gated, opened):
    page = dropped(run)
    work = work_of(page)
    imports.heard(work, "reason", work.warnings[0].place_key, "核过")
    page.run()
    assert len(gated.asked) == 1
    assert "已说明 1" in plain_of(page)
    imports.heard(work, "answer", "0", "1")
    page.run()
    assert len(gated.asked) == 2
    assert gated.asked[1][1].units == {"": "万元"}
    assert list(gated.asked[1][1].accepted.values()) == ["核过"]


@pytest.mark.parametrize(
    ("name", "of", "value"),
    [
        ("answer", "9", "0"),
        ("answer", "0", "77"),
        ("answer", "x", "0"),
        ("column", "没有这一列", "name"),
        ("column", "年度计划", "no such meaning"),
        ("unit", "年度计划", "斤"),
        ("day", "", "2022-05-31"),
        ("day", "0", "2022-05-31"),
        ("day-alike", "7", "2022-05-31"),
        ("answer-alike", "9", "0"),
        ("reason", "someone@else", "x"),
        ("leave", "-1", ""),
        ("sheet", "5", ""),
        ("rm -rf", "", ""),
    ],
)
def test_what_names_nothing_that_is_there_changes_nothing(name, of, value):
    work = previews.work(previews.faulty())
    before = (work.key, dict(work.reasons), work.sheet, len(work.files))
    imports.heard(work, name, of, value)
    assert (work.key, work.reasons, work.sheet, len(work.files)) == before


def test_columns_and_days_are_corrected_by_hand():
    work = previews.work(previews.faulty())
    imports.heard(work, "column", "年度计划", "total")
    imports.heard(work, "unit", "总投资", "亿元")
    imports.heard(work, "fix", "1", str(len(work.preview.errors[1].remedies)))
    assert work.answers.columns == {f"{previews.PLACE}›年度计划": "total"}
    assert work.answers.units == {f"{previews.PLACE}›总投资": "亿元"}
    assert work.answers.rows_left_out == {f"{previews.PLACE} › 19"}


def asking(*faults):
    return previews.work(replace(previews.faulty(), faults=faults))


def test_a_day_is_said_of_the_sheet_that_is_asked_about():
    work = asking(*map(previews.which_day, previews.TWO))
    imports.heard(work, "day", "0", "2022-13-01")
    imports.heard(work, "day", "1", "2022-04-30")
    assert work.answers.days == {previews.TWO[1]: date(2022, 4, 30)}
    assert work.answers.as_of is None


def test_a_day_may_be_said_of_all_the_sheets_that_are_asked_about():
    work = asking(*map(previews.which_day, previews.TWO), previews.which_unit())
    imports.heard(work, "day-alike", "0", "2022-04-30")
    assert work.answers.days == dict.fromkeys(previews.TWO, date(2022, 4, 30))
    imports.heard(work, "day", "2", "2022-05-31")  # it asks for a unit
    assert previews.PLACE not in work.answers.days


@pytest.mark.parametrize(
    ("question", "code", "values", "said"),
    [
        ("hidden", RemedyCode.HIDDEN, ("take", "leave"), {"hidden_of": False}),
        ("nature", RemedyCode.NATURE, ("新建", "续建"), {"natures": "续建"}),
    ],
)
def test_one_sheet_is_answered_and_the_other_stays_open(question, code, values, said):
    faults = [
        previews.fault(
            file=place,
            question=question,
            remedies=tuple(Remedy(code, (place, value)) for value in values),
        )
        for place in previews.TWO
    ]
    ((name, value),) = said.items()
    work = asking(*faults)
    imports.heard(work, "answer", "1", "1")
    assert getattr(work.answers, name) == {previews.TWO[1]: value}
    work = asking(*faults)
    imports.heard(work, "answer-alike", "0", "1")
    assert getattr(work.answers, name) == dict.fromkeys(previews.TWO, value)


def test_what_is_ready_is_committed_once_by_who_writes(filled, run, gated, opened):
    gated.preview = previews.ready()
    page = dropped(run)
    note = next(one for one in page.text_input if one.key == "imports-note")
    note.set_value("五月月报").run()
    button(page, "imports-commit-end").click().run()
    assert not page.exception
    ((names, said),) = gated.loaded
    assert names == [previews.FILE]
    assert (said["author"], said["note"], said["before"]) == ("示例人员 03", "五月月报", None)
    assert "已导入，成为第 3 版" in plain_of(page)
    assert work_of(page).files == []


def test_a_note_that_was_just_typed_goes_with_the_upper_button_too(filled, run, gated, opened):
    gated.preview = previews.ready()
    page = dropped(run)
    next(one for one in page.text_input if one.key == "imports-note").set_value("刚写的")
    button(page, "imports-commit-top").click().run()  # one run brings both
    ((_, said),) = gated.loaded
    assert said["note"] == "刚写的"


def test_giving_up_forgets_all(filled, run, gated, opened):
    page = dropped(run)
    work = work_of(page)
    button(page, "imports-give-up-top").click().run()
    assert (work.files, work.preview) == ([], None)
    assert "把工作簿拖进来" in plain_of(page)


def test_another_load_at_work_is_a_sentence_and_another_try(filled, run, gated, opened):
    gated.problem = LakeBusy("另一个导入正在写，等了 60 秒", way_out="稍后再试")
    page = dropped(run)
    assert "另一个导入正在写" in plain_of(page)
    gated.problem = None
    button(page, "imports-again").click().run()
    assert "读出 13 行" in plain_of(page)


def test_closed_it_is_looked_at_and_never_written(filled, run, gated, closed, monkeypatch):
    monkeypatch.setattr(writing, "may_try", lambda: True)
    gated.preview = previews.ready()
    page = dropped(run)
    text = plain_of(page)
    assert "没有错误，写入打开后可以导入" in text
    assert "要写入，还缺：COCKPIT_WRITING=on" in text
    assert button(page, "imports-commit-top").disabled


def test_who_may_bring_nothing_is_told_how_it_is_opened(filled, run, closed, monkeypatch):
    monkeypatch.setattr(writing, "may_try", lambda: False)
    page = run("imports")
    assert not page.file_uploader
    assert "要写入，还缺" in plain_of(page)


def test_a_still_says_nothing_of_who_may_write(filled, run):
    page = run("imports")
    assert page.file_uploader[0].disabled
    assert "写入 " not in text_of(page).partition("stamp")[2][:400]


def test_every_remedy_that_answers_something_can_be_given_here():
    known = {"accept", "waive", "no-kind", "load", "start-real", "start-sample", "check-store"}
    assert {code.value for code in RemedyCode} - known == {code.value for code in CHANGES}


def test_its_bar_offers_no_filter_that_would_do_nothing(filled, run):
    page = run("imports")
    assert not page.date_input
    assert not page.button_group
