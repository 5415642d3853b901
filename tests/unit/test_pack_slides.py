"""The slides: read back, native, and each figure held against the screens' questions."""

import io
import re
from dataclasses import replace

import pytest
from given import given, member, plan, project
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from cockpit import numbers
from cockpit.pack import slides
from cockpit.pack.agenda import Decision
from cockpit.screens import wall
from queries import dispatch, implementation, investment, lamps, meeting, rows
from queries import project as projects
from tests import packed
from tests.packed import content, demonstration, said, small

FONT = slides.FONT
ORDER = ("last", "numbers", "lists", "first", "second", "leaders", "today")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", packed.TODAY)


@pytest.fixture
def view():
    return demonstration()


@pytest.fixture
def deck(view):
    return dict(zip(ORDER, opened(content(view, "slides")).slides, strict=True))


def opened(content: bytes):
    return Presentation(io.BytesIO(content))


def title(slide) -> str:
    return slide.shapes.title.text_frame.text


def texts(slide) -> list[str]:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return [*found, *(cell for table in tables(slide) for line in table for cell in line)]


def everything(slide) -> str:
    return "\n".join(texts(slide))


def tables(slide) -> list[list[list[str]]]:
    held = [shape.table for shape in slide.shapes if shape.has_table]
    return [[[cell.text_frame.text for cell in row.cells] for row in table.rows] for table in held]


def test_seven_slides_in_the_order_of_the_meeting(view):
    made = opened(content(view, "slides"))
    assert [title(slide) for slide in made.slides] == [
        "上次议定 7 件：调整 1 件，推进中 3 件，落实 3 件",
        "完成投资 171.0 亿元，低于序时 1.0 个百分点",
        "应开未开 12 个，应入未入 7 个，应竣未竣 0 个",
        "▼ 红灯　示例·新材料产业园一期",
        "■ 黄灯　示例·城乡供水一体化",
        "15 位领导里 10 位低于序时；督导覆盖 165/204",
        "请会议定 4 件",
    ]


def test_never_more_than_eight_however_many_projects_are_on_the_list(view):
    whole = said(view)
    many = replace(whole, projects=whole.projects * 4)
    made = opened(slides.slides(many))
    assert len(made.slides) == 8
    assert "另 5 个上会项目见周报" in made.slides[5].notes_slide.notes_text_frame.text


def test_every_slide_says_its_day_version_and_that_it_is_a_sample(view):
    stamp = "数据截至 2022-05-31 · 第 1 版 · 示例数据"
    for at, slide in enumerate(opened(content(view, "slides")).slides, start=1):
        assert f"荥阳市重大项目周调度 · {stamp}" in texts(slide)
        assert "示例数据" in texts(slide)
        assert f"{at} / 7" in texts(slide)
        assert f"数据：{stamp}；投资截至 2022-05-31" in slide.notes_slide.notes_text_frame.text


def test_what_became_of_the_last_decisions(view, deck):
    asked = view.ask(
        meeting.decisions, view.look.filters.narrowed(as_of=said(view).agenda.judged_on)
    )
    asked = asked[asked["on_date"] == "2022-05-30"]
    (lines,) = tables(deck["last"])
    assert [line[1].split("\n")[0] for line in lines[1:]] == [*asked["text"]]
    for line, row in zip(lines[1:], asked.itertuples(), strict=True):
        assert line[0].split("\n")[0].endswith(row.state)
        assert line[3].split("\n")[0] == f"{row.due_on:%m-%d}"
        assert line[2].split("\n")[0] == row.lead
    assert "更早的会还有 3 件没落实" in everything(deck["last"])


def test_the_four_numbers_are_those_of_the_wall(view, deck):
    text = everything(deck["numbers"])
    on_wall = wall.compose(view)
    total, before = view.row(investment.total), demonstration("2022-05-27").row(investment.total)
    for figure in (on_wall.goal.growth, on_wall.grips[0].rate, on_wall.count.implemented):
        assert f"{figure.text} {figure.unit}" in text
    then, now = numbers.yi(before.completed_wan), numbers.yi(total.completed_wan)
    assert f"{then} → {now} 亿元" in text
    moved = numbers.yi(total.completed_wan - before.completed_wan, signed=True)
    assert f"变化 {moved} 亿元" in text
    assert f"▽ 低于序时 {numbers.fixed(-total.target_ahead_pp)} 个百分点" in text
    short = view.row(implementation.total).to_target_pairs
    assert f"▽ 距目标 {short} 个" in text
    assert "▲ 超序时 7.6 个百分点（公布值，复算 7.4）" in text


def test_a_list_names_six_and_counts_the_rest(view, deck):
    late, unregistered, ahead = tables(deck["lists"])
    ledger = view.ask(rows.ledger)
    asked = ledger[ledger["due_not_implemented"] > 0].set_index("name")
    days = {
        name: (view.look.filters.as_of - row.due_on.date()).days for name, row in asked.iterrows()
    }
    assert [len(table) for table in (late, unregistered, ahead)] == [6, 6, 6]
    for name, said_of in late:
        assert said_of == f"{days[name.split(chr(10))[0]]} 天"
    assert min(days[name.split("\n")[0]] for name, _ in late) >= sorted(days.values())[-6]
    counts = [text for text in texts(deck["lists"]) if re.fullmatch(r"\d+ 个", text)]
    assert counts == [f"{len(asked)} 个", "7 个", "0 个"]
    assert "另 6 个" in texts(deck["lists"])
    money = {row.name: f"{numbers.yi(row.completed_wan, 2)} 亿元" for row in ledger.itertuples()}
    assert all(money[name.split("\n")[0]] == told for name, told in unregistered)


@pytest.mark.parametrize(("slide", "code"), [("first", "SL-2021-0012"), ("second", "SL-2021-0163")])
def test_a_project_stands_as_on_its_page(view, deck, slide, code):
    text = everything(deck[slide])
    facts = view.ask(projects.facts, project=code).iloc[0]
    assert f"▽{numbers.fixed(-facts.ahead_pp)}" in text
    done, planned = (numbers.yi(v, 2) for v in (facts.completed_wan, facts.annual_plan_wan))
    rate = numbers.percent(facts.completion_ratio)
    assert f"今年完成 {done} 亿元，{rate}%" in text
    assert f"年计划 {planned} 亿元" in text
    slow = view.ask(dispatch.slow).set_index("project_id").loc[code]
    assert slow.ahead_pp == pytest.approx(facts.ahead_pp)
    lit = view.ask(lamps.by_project).set_index("project_id").loc[code]
    assert title(deck[slide]).startswith({"红": "▼ 红灯", "黄": "■ 黄灯"}[lit.lamp])
    problem = view.ask(projects.problems, project=code).iloc[0]
    assert problem.text in text
    assert f"超期 {problem.days_over} 天" in text
    for node in view.ask(projects.milestones, project=code).itertuples():
        assert node.title in text
        assert f"{node.planned_on:%m-%d}" in text


@pytest.mark.parametrize(("slide", "code"), [("first", "SL-2021-0012"), ("second", "SL-2021-0163")])
def test_its_months_are_a_native_chart_with_the_data_inside(view, deck, slide, code):
    (frame,) = [shape for shape in deck[slide].shapes if shape.has_chart]
    months = view.ask(rows.monthly, projects=(code,))["months_wan"].iloc[0]
    plot = frame.chart.plots[0]
    assert [*plot.categories] == [f"{at} 月" for at in range(1, len(months) + 1)]
    assert [*plot.series[0].values] == pytest.approx([wan / 10_000 for wan in months])
    inside = packed.book(frame.chart.part.chart_workbook.xlsx_part.blob)
    assert [row[1].value for row in inside.active.iter_rows(min_row=2)] == pytest.approx(
        [wan / 10_000 for wan in months]
    )
    assert not [shape for shape in deck[slide].shapes if shape.shape_type == 13]  # no picture


@pytest.mark.parametrize(("slide", "code"), [("first", "SL-2021-0012"), ("second", "SL-2021-0163")])
def test_what_is_asked_of_the_meeting_stands_whole(view, deck, slide, code):
    asked = view.ask(meeting.decisions)
    asked = asked[(asked["project_id"] == code) & (asked["on_date"] == "2022-06-06")]
    assert f"请会议定 {len(asked)} 件" in texts(deck[slide])
    assert {*asked["text"]} <= {*texts(deck[slide])}


def test_the_leaders_are_those_of_their_page_the_last_first(view, deck):
    lines = tables(deck["leaders"])[0]
    asked = view.ask(dispatch.teams)
    asked = asked[asked["leader"].notna() & asked["part"].isna()]
    asked = asked.sort_values("rank", ascending=False)
    assert [line[0] for line in lines[1:]] == [*asked["leader"]]
    for line, row in zip(lines[1:], asked.itertuples(), strict=True):
        assert line[1] == str(row.projects)
        assert line[2] == f"{numbers.percent(row.completion_ratio)}%"
        assert line[3] == numbers.fixed(row.ahead_pp, signed=True)
        assert line[5] == (str(row.late) if row.late else "—")
        assert line[7] == f"{row.visited}/{row.assigned}"


def test_what_is_read_aloud_has_who_what_and_by_when(view, deck):
    asked = view.ask(meeting.decisions)
    asked = asked[asked["on_date"] == "2022-06-06"]
    said_of = texts(deck["today"])
    for row in asked.itertuples():
        (text,) = [one for one in said_of if one.startswith(f"{row.text}\n")]
        assert f"{row.lead} 牵头" in text
        assert f"督办 {row.supervisor}" in text
        assert any(one.startswith(f"{row.due_on:%m-%d} 周") for one in said_of)


def test_fonts_are_set_for_east_asian_text_everywhere(view):
    made = opened(content(view, "slides"))
    parts = [slide._element for slide in made.slides]
    parts += [slide.notes_slide.notes_text_frame._txBody for slide in made.slides]
    runs = [run for part in parts for run in part.iter(qn("a:r"))]
    assert len(runs) > 300
    for run in runs:
        faces = {name: run.rPr.find(qn(f"a:{name}")) for name in ("latin", "ea")}
        assert {face.get("typeface") for face in faces.values()} == {FONT}
    charts = [s.chart for slide in made.slides for s in slide.shapes if s.has_chart]
    for chart in charts:
        props = [*chart._chartSpace.iter(qn("a:defRPr"))]
        assert props
        assert all(one.find(qn("a:ea")).get("typeface") == FONT for one in props)
    theme = made.slide_master.part.part_related_by(slides.RELATIONSHIP_TYPE.THEME).blob.decode()
    assert theme.count(f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/>') == 2


def test_nothing_stands_beyond_the_edge(view):
    for slide in opened(content(view, "slides")).slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= Inches(slides.WIDTH)
            assert shape.top + shape.height <= Inches(slides.HEIGHT)


def test_a_long_text_is_set_smaller_then_shortened_and_says_so():
    assert slides.fitted("十个字十个字十个字一", 3.0, (30, 20, 10)) == 20  # 10 × 20 / 72 = 2.8 in
    assert slides.fitted("字" * 100, 3.0, (30, 20, 10)) == 10
    assert slides.shortened("字" * 100, 3.0, 10).endswith("字…")
    assert slides.width_of(slides.shortened("字" * 100, 3.0, 10), 10) <= 3.0


def test_a_decision_without_anything_says_what_is_open(view):
    whole = said(view)
    bare = Decision(
        "X", whole.agenda.on, "", "", "定一件事", "", "", "", None, None, "待议", "", ""
    )
    asked = replace(whole, agenda=replace(whole.agenda, asked=(bare,) * 9))
    text = everything(opened(slides.slides(asked)).slides[6])
    assert "牵头未定" in text
    assert "时限未定" in text
    assert "另 3 件见通报附件" in text


def test_an_almost_empty_ledger_gives_sentences(mart):
    given(mart, project("P1"), plan("P1", 100), member("P1", level="省"))
    made = opened(content(small(mart), "slides"))
    text = "\n".join(everything(slide) for slide in made.slides)
    for told in (
        "还没有开过会",
        "这是第一次会。",
        "没有装入分包领导的名单",
        "会上没有提请议定的事项；会上新提的，定了就记。",
        "没有装入入库记录，不判",
        "没有装入开工等节点，不计已实施",
    ):
        assert told in text
    assert not re.search(r"\b(None|nan|NaT|inf)\b", text)


def test_a_meeting_that_is_over_has_what_it_decided(view, monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", "2022-05-31")
    made = opened(content(view, "slides", "2022-05-30"))
    lit = view.ask(lamps.by_project).set_index("name")["lamp"]
    shape = {"红": "▼ 红灯", "黄": "■ 黄灯"}
    assert [title(slide) for slide in made.slides][3:5] == [
        f"{shape[lit[name]]}　{name}" for name in ("示例·标准化厂房三期", "示例·数据中心一期")
    ]
    assert title(made.slides[-1]) == "今日议定 7 件，请逐件宣读"
    assert "替换 示例·新材料产业园一期" in everything(made.slides[4])


def test_of_many_decisions_asked_for_the_rest_is_counted_and_read_at_the_end(view):
    whole = said(view)
    first = whole.projects[0]
    many = replace(first, to_ask=first.to_ask * 3)
    made = opened(slides.slides(replace(whole, projects=(many,))))
    assert "请会议定 6 件，先列 2 件" in texts(made.slides[3])
    held = [shape for shape in made.slides[3].shapes if shape.has_text_frame]
    cause = next(shape for shape in held if "卡在哪" in shape.text_frame.text)
    asked = next(shape for shape in held if "先列 2 件" in shape.text_frame.text)
    assert cause.top + cause.height <= asked.top + Inches(0.2)
