"""What a load does: which figures move, which projects jump, which past values are said anew."""

from datetime import date

import pytest

from cockpit.intake import gate
from cockpit.intake.read import Source
from cockpit.screens.imports import effect as effects
from cockpit.screens.imports.effect import as_given
from cockpit.warehouse import mart
from tests.conftest_gate import new_lake

TODAY = date(2022, 6, 1)
FIRST = {
    "domain.csv": "domain,valid_from,position,kind\n交通,2021-01-01,1,assumed\n",
    "class.csv": "project_class,position,short_name,full_name,has_levels\n专项债,1,债,债,false\n",
    "project.csv": (
        "project_id,valid_from,name,domain\nP1,2022-01-01,一号,交通\nP2,2022-01-01,二号,交通\n"
    ),
    "class_membership.csv": (
        "project_id,project_class,valid_from\nP1,专项债,2022-01-01\nP2,专项债,2022-01-01\n"
    ),
    "project_year.csv": (
        "project_id,year,revision,annual_plan_wan,carry_over\n"
        "P1,2022,0,30000,false\nP2,2022,0,10000,false\n"
    ),
    "progress_report.csv": (
        "project_id,report_date,completed_wan\n"
        "P1,2022-04-30,1578\nP1,2022-05-31,15000\nP2,2022-04-30,100\nP2,2022-05-31,5000\n"
    ),
}
SECOND = (
    "项目代码,填报日期,本年完成投资\n"
    "P1,2022-04-30,1602\nP1,2022-05-31,27000\nP2,2022-04-30,100\nP2,2022-05-31,5000.5\n"
    "P2,2022-06-01,5000.5\n"
)


@pytest.fixture
def found(tmp_path):
    lake, seen = new_lake(tmp_path / "lake"), []
    gate.load(lake, [Source(n, text.encode()) for n, text in FIRST.items()], author="甲")
    before = mart.build(lake, lake.newest())
    gate.load(
        lake,
        [Source("六月.csv", SECOND.encode(), None)],
        author="甲",
        dry_run=True,
        watch=lambda con: seen.append(effects.effect(before, con, TODAY)),
    )
    return seen[0]


def test_headlines_have_before_after_and_the_difference(found):
    completed = found.headline("completed")
    # 2.0 亿元 (15,000 + 5,000), then 3.20005 (27,000 + 5,000.5)
    assert (completed.was, completed.now, completed.difference) == ("2.0", "3.2", "+1.2")
    assert completed.is_jump
    assert found.headline("annual_plan").difference == ""
    assert not found.headline("annual_plan").is_jump
    assert found.headline("fai_growth").now == "—"


def test_every_value_that_was_loaded_and_changes_is_named_with_its_row(found):
    said = [(r.about, r.on, r.was, r.now, r.difference, r.place) for r in found.restated]
    assert said == [
        ("一号", date(2022, 4, 30), "1,578", "1,602", "+24", "六月.csv › 第 2 行"),
        ("一号", date(2022, 5, 31), "15,000", "27,000", "+12,000", "六月.csv › 第 3 行"),
        ("二号", date(2022, 5, 31), "5,000", "5,000.5", "+0.5", "六月.csv › 第 5 行"),
    ]  # not 二号's 04-30, which is the same, nor 06-01, which is new
    assert {(r.what, r.unit) for r in found.restated} == {("本年完成投资", "万元")}


def test_a_project_jumps_by_an_amount_and_a_ratio(found):
    assert found.jumps == ()  # 1.2 亿元 more, and not the double


def test_a_figure_is_said_with_the_decimals_it_has():
    assert as_given(22.84) == "22.84"
    assert as_given(-27.0, signed=True) == "−27"
    assert as_given(1602.5) == "1,602.5"
    assert as_given(None) == "—"
