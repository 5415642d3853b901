"""The annex as a workbook: read back, and each figure held against the screens' questions."""

import pytest
from given import given, member, on, plan, project, report, stage

from cockpit.numbers import WAN_IN_YI
from queries import assessment, dispatch, implementation, investment, meeting, rows
from tests import packed
from tests.packed import book, content, demonstration, lines, reckoned, small

SHEETS = [
    "五类", "领导", "责任单位", "应开未开", "应入未入", "应竣未竣", "议定", "说明",
]  # fmt: skip
MONEY = ("年计划（亿元）", "已完成（亿元）")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", packed.TODAY)


@pytest.fixture
def view():
    return demonstration()


@pytest.fixture
def read(view):
    return book(content(view, "tables"))


@pytest.fixture
def written(view):
    return book(content(view, "tables"), formulas=True)


def held(row, answer, plan_name="plan_wan", done="completed_wan"):
    """A row's amounts and rate are the question's."""
    assert row["年计划（亿元）"] == pytest.approx(answer[plan_name] / WAN_IN_YI)
    assert row["已完成（亿元）"] == pytest.approx(answer[done] / WAN_IN_YI)
    assert row["完成率"] == pytest.approx(answer["completion_ratio"])
    assert row["与序时差（百分点）"] == pytest.approx(answer["ahead_pp"])


def test_it_has_the_seven_sheets_and_says_what_it_is(read):
    assert read.sheetnames == SHEETS
    for sheet in SHEETS[:-1]:
        said = " ".join(str(read[sheet].cell(at, 1).value) for at in (1, 2))
        assert "数据截至 2022-05-31 · 第 1 版 · 示例数据" in said


def test_the_classes_are_those_of_the_screens(view, read):
    found = {row["类别"]: row for row in lines(read, "五类")}
    asked = view.ask(investment.by_class)
    whole = asked[asked["level_group"] == "全部"].set_index("project_class")
    assert {*whole.index} <= {*found}
    for name, answer in whole.iterrows():
        held(found[name], answer, done="counted_completed_wan")
    upper = asked[asked["level_group"] == "省市级"].iloc[0]
    held(found["其中：省市级"], upper, done="counted_completed_wan")
    counted = view.ask(implementation.by_class)
    upper = counted[counted["level_group"] == "省市级"].iloc[0]
    assert found["其中：省市级"]["开复工率"] == pytest.approx(upper["start_ratio"])  # 60/66
    assert found["其中：省市级"]["公布完成率"] == 0.491
    assert found["其中：省市级"]["公布与序时差（百分点）"] == 7.6


def test_the_whole_counts_a_project_once_and_the_sum_of_classes_each_time(view, read):
    found = {row["类别"]: row for row in lines(read, "五类")}
    held(found["合计（去重）"], view.ask(investment.total).iloc[0], done="counted_completed_wan")
    asked = view.ask(investment.by_class)
    whole = asked[asked["level_group"] == "全部"]
    assert found["类次合计"]["项目（个）"] == whole["projects"].sum()
    assert found["类次合计"]["完成率"] == pytest.approx(
        whole["counted_completed_wan"].sum() / whole["plan_wan"].sum()
    )


def test_the_leaders_are_those_of_their_page(view, read):
    asked = view.ask(dispatch.teams)
    asked = asked[asked["leader"].notna() & asked["part"].isna()].set_index("leader")
    found = {row["分包领导"]: row for row in lines(read, "领导")}
    assert {*found} == {*asked.index, "合计"}
    for name, answer in asked.iterrows():
        held(found[name], answer)
        assert found[name]["名次（位）"] == answer["rank"]
        lamps = (found[name]["▼ 红灯（个）"], found[name]["■ 黄灯（个）"])
        assert lamps == (answer["red"], answer["yellow"])
        assert found[name]["应开未开（个）"] == answer["late"]
        assert found[name]["督导覆盖"] == pytest.approx(answer["visited_ratio"])


def test_the_organisations_are_those_of_the_assessment(view, read):
    bodies = view.ask(assessment.bodies)
    asked = bodies[bodies["body_group"] == "市直"].set_index("body")
    found = {row["责任单位"]: row for row in lines(read, "责任单位")}
    assert {*found} == {*asked.index, "合计"}
    for name, answer in asked.iterrows():
        held(found[name], answer)
        assert found[name]["项目（个）"] == answer["projects"]
    assert next(iter(found)) == "示例单位 18"
    few = [name for name, row in found.items() if row["名次（位）"] is None]
    assert few == ["示例单位 38", "合计"]  # three projects: a rate and no place


def test_the_lists_are_those_of_the_ledger(view, read):
    ledger = view.ask(rows.ledger).set_index("name")
    late = ledger[ledger["due_not_implemented"] > 0]
    found = lines(read, "应开未开")
    assert {row["项目"] for row in found} == {*late.index, "合计"}
    assert found[-1]["类次（个）"] == view.row(implementation.total).due_not_implemented
    for row in found[:-1]:
        assert row["灯"] in {"▼ 红灯", "■ 黄灯"}
        due = late.loc[row["项目"]].due_on
        assert row["超期（天）"] == (view.look.filters.as_of - due.date()).days
    registered = view.row(implementation.registration)
    lacking = lines(read, "应入未入")[:-1]
    assert len(lacking) == registered.to_register - registered.registered
    for row in lacking:
        assert row["今年完成（亿元）"] == ledger.loc[row["项目"]].completed_wan / WAN_IN_YI


def test_where_nobody_finishes_late_it_says_so_and_looks_ahead(view, read):
    assert not view.ask(implementation.to_finish)["late"].any()
    texts = [row[0].value for row in read["应竣未竣"].iter_rows()]
    assert texts[0] == "应竣未竣 0 个"
    assert "截至 2022-05-31 没有应竣未竣的项目。" in texts
    ahead = view.ask(implementation.to_finish)
    ahead = ahead[ahead["finished_on"].isna()].head(6)
    assert [row["项目"] for row in lines(read, "应竣未竣")] == [*ahead["name"]]


def test_the_decisions_are_as_they_stand_on_the_day_of_judging(view, read):
    asked = view.ask(meeting.decisions, on(packed.TODAY)).set_index("text")
    found = lines(read, "议定")
    of_last = [row for row in found if f"{row['会议']:%m-%d}" == "05-30"]
    assert len(of_last) == 7
    for row in found:
        answer = asked[asked["on_date"] == row["会议"]].loc[row["事项"]]
        assert row["状态"].split(" ")[1] == answer["state"]
        assert row["时限"] == answer["due_on"]
        assert (row["原时限"] is not None) == bool(answer["is_moved"])


def test_rates_and_totals_are_formulas_that_come_to_what_is_shown(read, written):
    formulas = 0
    for sheet in SHEETS[:-1]:
        for line in written[sheet].iter_rows(min_row=packed.HEADER + 1):
            for cell in line:
                if not (isinstance(cell.value, str) and cell.value.startswith("=")):
                    continue
                formulas += 1
                shown, made = (
                    read[sheet][cell.coordinate].value,
                    reckoned(written[sheet], cell.coordinate),
                )
                where = f"{sheet}!{cell.coordinate} {cell.value}"
                assert (made if isinstance(made, str) else pytest.approx(made)) == shown, where
    assert formulas > 200


def test_a_rate_follows_when_an_amount_is_changed(written):
    sheet = written["责任单位"]
    header = [cell.value for cell in sheet[packed.HEADER]]
    plan_at, done_at, rate_at = (header.index(name) for name in (*MONEY, "完成率"))
    first, last = packed.HEADER + 1, sheet.max_row
    while sheet.cell(last, header.index("责任单位") + 1).value != "合计":
        last -= 1
    before = reckoned(sheet, sheet.cell(last, rate_at + 1).coordinate)
    done = sheet.cell(first, done_at + 1)
    done.value += 10
    whole = [sheet.cell(at, plan_at + 1).value for at in range(first, last)]
    assert reckoned(sheet, sheet.cell(last, rate_at + 1).coordinate) == pytest.approx(
        before + 10 / sum(whole)
    )
    assert reckoned(sheet, sheet.cell(first, rate_at + 1).coordinate) == pytest.approx(
        done.value / whole[0]
    )


def test_what_looks_like_a_formula_stays_a_name(mart):
    given(
        mart,
        project("P1", name='=HYPERLINK("http://x","y")', organisation="=1+1", town="@SUM(A1)"),
        plan("P1", 100, due="2022-03-01"),
        member("P1", level="省"),
        project("P2", name="示例二"),
        stage("P2", "开工", "2022-05-31"),
        report("P2", "2022-05-31", 10),
    )
    sheets = book(content(small(mart), "tables"), formulas=True)
    cells = [cell for sheet in sheets for line in sheet.iter_rows() for cell in line]
    hostile = [cell for cell in cells if str(cell.value).startswith(("=1+1", "=HYPER", "@SUM"))]
    assert len(hostile) >= 3
    assert {cell.data_type for cell in hostile} == {"s"}


@pytest.mark.parametrize("day", ["2022-01-01", "2022-05-31"])
def test_an_almost_empty_ledger_gives_sentences(mart, day):
    given(mart, project("P1"), plan("P1", 100), member("P1", level="省"))
    sheets = book(content(small(mart, day), "tables"))
    texts = [str(cell.value) for sheet in sheets for line in sheet.iter_rows() for cell in line]
    assert "没有装入分包领导的名单。" in texts
    assert "没有装入入库记录，不判。" in texts
    assert "2022 年的年度计划没有写明计划竣工日期，不判。" in texts
    assert "没有议定事项。" in texts
    assert not {"nan", "NaT", "inf", "<NA>"} & {*texts}


def test_another_meeting_has_its_own_decisions(view):
    sheets = book(content(view, "tables", "2022-05-30"))
    days = {f"{row['会议']:%m-%d}" for row in lines(sheets, "议定")}
    assert days == {"05-30", "05-23", "05-16", "05-09"}
