"""通报 and 周报: read back, and each figure held against the screens' questions."""

import io
import re

import docx
import pytest
from docx.oxml.ns import qn
from given import given, member, plan, project, report, stage

from cockpit import numbers
from cockpit.pack.sections import plain, sections
from cockpit.screens import wall
from queries import assessment, dispatch, growth, implementation, investment, meeting, rows
from tests import packed
from tests.packed import content, demonstration, said, small

KINDS = ("notice", "weekly")
HEADINGS = [
    "总体", "五类项目", "排名", "应开未开、应入未入、应竣未竣", "问题", "“三必”执行", "下周要点",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", packed.TODAY)


@pytest.fixture
def view():
    return demonstration()


def paper(view, kind, meeting=""):
    return docx.Document(io.BytesIO(content(view, kind, meeting)))


def body(document) -> str:
    return "\n".join(line.text for line in document.paragraphs)


def tables(document, header: str) -> list[list[list[str]]]:
    """The tables whose header has a column of this name: rows of cells."""
    made = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [table for table in made if header in table[0]]


def figure(text: str, pattern: str) -> str:
    found = re.search(pattern, text)
    assert found, f"{pattern} in {text[:200]}"
    return found[1]


def number(text: str) -> float:
    return float(text.replace(numbers.MINUS, "-").replace(",", ""))


@pytest.mark.parametrize("kind", KINDS)
def test_the_seven_parts_stand_in_their_order(view, kind):
    text = body(paper(view, kind))
    places = [
        text.index(f"{at}、{name}") for at, name in zip("一二三四五六七", HEADINGS, strict=True)
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("kind", KINDS)
def test_the_figures_of_the_whole_are_those_of_the_wall(view, kind):
    text = body(paper(view, kind))
    total, counted = view.row(investment.total), view.row(implementation.total)
    assert figure(text, r"重大项目完成投资 ([\d.]+) 亿元") == numbers.yi(total.completed_wan)
    assert figure(text, r"为年度计划的 ([\d.]+)%") == numbers.percent(total.completion_ratio)
    gap = figure(text, r"为年度计划的 [\d.]+%，低于序时 ([\d.]+) 个百分点")
    assert gap == numbers.fixed(-total.ahead_pp)
    assert figure(text, r"为全年目标的 ([\d.]+)%") == numbers.percent(total.target_ratio)
    assert figure(text, r"已实施 (\d+) 个（类次）") == str(counted.implemented)
    assert figure(text, r"距目标还差 (\d+) 个") == str(counted.to_target_pairs)
    assert figure(text, r"应实施未实施 (\d+) 个") == str(counted.due_not_implemented)
    home = view.ask(growth.latest).iloc[0]
    assert figure(text, r"固定资产投资 1—4 月增速 ([\d.]+)%") == numbers.fixed(home.growth_pct)
    assert figure(text, r"居郑州 16 县（市）区第 (\d+) 位") == "3"  # published


@pytest.mark.parametrize("kind", KINDS)
def test_the_classes_are_those_of_the_walls_panel(view, kind):
    text = body(paper(view, kind))
    for row in wall.compose(view).classes.rows:
        told = figure(text, re.escape(row.name) + r" (\d+ 个，完成年计划的 [\d.]+%)")
        assert told == f"{row.projects.text} 个，完成年计划的 {row.rate.text}%"
        word = f"{row.gap.word} {row.gap.size.text} 个百分点"
        assert word in figure(text, re.escape(row.name) + r" ([^；。]+)")
    assert "超序时 7.6 个百分点（公布值，复算 7.4）" in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_ranks_name_the_first_and_the_last_three(view, kind):
    text = body(paper(view, kind))
    asked = view.ask(dispatch.teams)
    asked = asked[asked["leader"].notna() & asked["part"].isna()].sort_values("rank")
    best, worst = asked.head(3), asked.tail(3).iloc[::-1]
    told = [
        f"{row.leader}（{numbers.percent(row.completion_ratio)}%）" for row in best.itertuples()
    ]
    assert f"前三为{'、'.join(told)}" in text
    told = [
        f"{row.leader}（{numbers.percent(row.completion_ratio)}%）" for row in worst.itertuples()
    ]
    assert f"后三为{'、'.join(told)}" in text
    bodies = view.ask(assessment.bodies)
    bodies = bodies[(bodies["body_group"] == "市直") & (bodies["projects"] >= 5)]
    first = bodies.sort_values("completion_ratio").iloc[-1]
    assert f"前三为{first.body}（{numbers.percent(first.completion_ratio)}%）" in text


@pytest.mark.parametrize("kind", KINDS)
def test_problems_and_musts_are_those_of_their_pages(view, kind):
    text = body(paper(view, kind))
    week, total = view.row(dispatch.problem_week), view.row(dispatch.problems)
    assert f"新增 {week.raised} 件，销号 {week.closed} 件；在办 {total.in_hand} 件" in text
    assert (
        f"超期 {total.overdue} 件；今年三日办结率 {numbers.percent(total.three_day_ratio)}%" in text
    )
    month = view.ask(dispatch.daily).iloc[0]
    assert f"每天必传 {numbers.percent(month.in_time_ratio)}%" in text
    assert f"每周必到 {numbers.percent(view.ask(dispatch.weekly).iloc[0].visited_ratio)}%" in text
    assert f"领导覆盖 {numbers.percent(view.row(dispatch.coverage).visited_ratio)}%" in text
    today = view.row(dispatch.today)
    assert (today.missing, "应传 256 个项目，全部已传" in text) == (0, True)


def test_who_did_not_report_is_named(view):
    before = demonstration("2022-05-20")
    missing = before.row(dispatch.today).missing
    names = before.ask(dispatch.today_rows, lacking=True)["name"].head(6)
    told = f"未传 {missing} 个：{'、'.join(names)}，另 {missing - 6} 个。"
    assert told in body(paper(before, "notice", "2022-05-23"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_lists_have_everybodys_name(view, kind):
    late, unregistered, ahead = tables(paper(view, kind), "项目")[:3]
    ledger = view.ask(rows.ledger)
    asked = ledger[ledger["due_not_implemented"] > 0].set_index("name")
    assert {line[2] for line in late[1:]} == {*asked.index}
    for line in late[1:]:
        assert line[7] == numbers.yi(asked.loc[line[2]].annual_plan_wan, 2)
        assert line[5] == numbers.iso(asked.loc[line[2]].due_on)
    lacking = ledger[(ledger["to_register"] == True) & (ledger["registered"] == False)]  # noqa: E712
    assert {line[2] for line in unregistered[1:]} == {*lacking["name"]}
    assert "应竣未竣 0 个；年内还应竣 37 个" in body(paper(view, kind))
    assert len(ahead) == 7


@pytest.mark.parametrize("kind", KINDS)
def test_the_decisions_stand_with_what_became_of_them(view, kind):
    asked = view.ask(meeting.decisions, packed.said(view).agenda and _at(view))
    of_last = asked[asked["on_date"] == "2022-05-30"].set_index("text")
    lines = [line for table in tables(paper(view, kind), "办得怎样") for line in table[1:]]
    told = {line[1].split("\n")[0]: line for line in lines}
    for words, row in of_last.iterrows():
        assert told[words][0].split(" ")[1] == row.state
        assert told[words][3].split("\n")[0] == f"{row.due_on:%m-%d}"
        assert told[words][2] == row["lead"]
    assert told["补报入库材料"][3] == "06-10\n原 06-02"


def _at(view):
    return view.look.filters.narrowed(as_of=said(view).agenda.judged_on)


def test_the_tables_of_the_weekly_are_the_questions_rows(view):
    document = paper(view, "weekly")
    (leaders,) = tables(document, "分包领导")[:1]
    asked = view.ask(dispatch.teams)
    asked = asked[asked["leader"].notna() & asked["part"].isna()].set_index("leader")
    assert len(leaders) - 1 == len(asked)
    for rank, name, count, planned, done, rate, gap, lit, late, visits in leaders[1:]:
        row = asked.loc[name]
        assert (int(rank), int(count), int(late)) == (row["rank"], row.projects, row.late)
        assert (planned, done) == (numbers.yi(row.plan_wan, 2), numbers.yi(row.completed_wan, 2))
        assert (rate, number(gap)) == (
            numbers.percent(row.completion_ratio),
            float(numbers.rounded(row.ahead_pp, 1)),
        )
        assert lit == (" ".join(_lit(row)) or "—")
        assert visits == f"{row.visited}/{row.assigned}"
    (classes,) = tables(document, "类别")
    total = view.row(investment.total)
    assert classes[-1][:5] == [
        "合计（去重）", str(total.projects), numbers.yi(total.plan_wan, 2),
        numbers.yi(total.counted_completed_wan, 2), numbers.percent(total.completion_ratio),
    ]  # fmt: skip


def _lit(row) -> list[str]:
    return [f"{shape}{n}" for shape, n in (("▼", row.red), ("■", row.yellow)) if n]


@pytest.mark.parametrize("kind", KINDS)
def test_every_run_names_its_east_asian_font(view, kind):
    document = paper(view, kind)
    parts = [document.element.body, document.sections[0].footer._element]
    runs = [run for part in parts for run in part.iter(qn("w:r"))]
    fonts = [run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") for run in runs]
    assert len(runs) > 300
    assert {font.get(qn("w:eastAsia")) for font in fonts} == {
        "方正小标宋简体", "黑体", "仿宋", "楷体"
    }  # fmt: skip
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name].element.rPr.rFonts
        assert style.get(qn("w:eastAsia")) in {"黑体", "仿宋", "楷体"}


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_its_day_version_and_that_it_is_a_sample(view, kind):
    document = paper(view, kind)
    stamp = "数据截至 2022-05-31 · 第 1 版 · 示例数据"
    assert f"（{stamp}）" in body(document)
    assert stamp in document.sections[0].footer.paragraphs[0].text
    assert document.core_properties.comments == stamp


@pytest.mark.parametrize("kind", KINDS)
def test_an_almost_empty_ledger_gives_sentences(mart, kind):
    given(mart, project("P1"), plan("P1", 100), member("P1", level="省"))
    document = paper(small(mart), kind)
    text = body(document)
    for told in ("分包领导：没有装入分包领导的名单。", "应入未入：没有装入入库记录，不判"):
        assert told in text
    assert "会上没有提请议定的事项。" in text
    assert "还没有开过会" in text


def test_names_that_are_hostile_stay_text(mart):
    given(
        mart,
        project("P1", name="<w:p>&</w:p>\x07", organisation="甲 & 乙 <b>"),
        plan("P1", 100, due="2022-03-01"),
        member("P1", level="省"),
        project("P2"),
        stage("P2", "开工", "2022-05-31"),
        report("P2", "2022-05-31", 10),
    )
    cells = [c.text for t in paper(small(mart), "notice").tables for r in t.rows for c in r.cells]
    assert any(cell.startswith("<w:p>&</w:p>") for cell in cells)
    assert "甲 & 乙 <b>" in cells


def test_a_figure_stays_a_figure_for_who_shows_the_text(view):
    """So that a screen links each to its rows."""
    first = sections(said(view))[0].paragraphs[0]
    figures = [part for part in first if not isinstance(part, str)]
    assert [one.indicator for one in figures][:2] == ["completed", "completion"]
    assert all(one.href for one in figures)
    assert "171.0" in plain(first)


@pytest.mark.parametrize("kind", KINDS)
def test_properties_of_tables_stand_in_words_order(view, kind):
    """Word calls a document broken whose properties do not."""
    order = [
        "tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar",
        "tblLook",
    ]  # fmt: skip
    for table in paper(view, kind).tables:
        names = [one.tag.rpartition("}")[2] for one in table._tbl.tblPr]
        assert {"tblBorders", "tblCellMar"} <= {*names}
        assert names == sorted(names, key=order.index)
        for cell in table.rows[0].cells:
            held = [one.tag.rpartition("}")[2] for one in cell._tc.tcPr]
            assert held == [name for name in ("tcW", "shd") if name in held]
