"""Ten changes to the small ledger, with the changed figures worked out by hand.

A figure that was merely copied from the ledger's totals would stay; the SQL has to follow. The
unchanged figures of 2022-05-31 are: completed 283, of planned projects 278, plan 640, pairs listed
14, due 11, implemented 10.
"""

import pytest
from given import member, on, plan, put, renamed, report, small_ledger, stage

from cockpit.warehouse import mart as marts
from queries import funds, implementation, investment
from tests.lent import empty_mart

MAY = on("2022-05-31")


@pytest.fixture
def ledger():
    return small_ledger(empty_mart())


def test_project_dropped(ledger):
    for table in ("project", "class_membership"):
        ledger.execute(f"delete from {table} where project_id = 'P07'")
    row = investment.total(ledger, MAY).iloc[0]
    assert (row.completed_wan, row.plan_wan, row.projects) == (213, 590, 11)  # 283−70, 640−50
    assert row.completion_ratio == pytest.approx(208 / 590)  # 278 − 70


def test_membership_doubled_in_the_same_class_changes_nothing(ledger):
    before = investment.by_class(ledger, MAY)
    put(ledger, member("P07", "补短板982", since="2022-02-01"))
    assert investment.by_class(ledger, MAY).equals(before)
    assert implementation.total(ledger, MAY).listed[0] == 14


def test_membership_doubled_in_another_class_adds_a_pair_and_no_money(ledger):
    put(ledger, member("P07", "专项债", since="2022-02-01"))
    counts = implementation.total(ledger, MAY).iloc[0]
    assert (counts.listed, counts.due, counts.implemented) == (15, 12, 11)
    assert counts.implemented_projects == 9
    assert investment.total(ledger, MAY).completed_wan[0] == 283
    bonds = investment.by_class(ledger, MAY).query("project_class == '专项债'").iloc[0]
    assert (bonds.completed_wan, bonds.plan_wan) == (79, 120)  # P06 0/40, P08 9/30, P07 70/50


def test_wan_written_for_yi(ledger):
    ledger.execute(
        "update progress_report set completed_wan = completed_wan * 10000 "
        "where project_id = 'P03' and report_date = '2022-05-31'"
    )
    row = investment.total(ledger, MAY).iloc[0]
    assert row.completed_wan == 300_253  # 283 − 30 + 300 000
    assert row.completion_ratio == pytest.approx(300_248 / 640)  # shown, not clamped


def test_report_after_as_of(ledger):
    put(ledger, report("P06", "2022-06-01", 25))
    assert investment.total(ledger, MAY).completed_wan[0] == 283
    assert investment.total(ledger, on("2022-06-01", cut="as_of")).completed_wan[0] == 308


def test_plan_revised(ledger):
    put(ledger, plan("P02", 300, revision=1, decided="2022-05-31", carry_over=True))
    row = investment.total(ledger, MAY).iloc[0]
    assert (row.plan_wan, row.original_plan_wan) == (740, 690)  # 640 + 100; P03 50 more at first
    assert investment.total(ledger, on("2022-05-30", cut="as_of")).plan_wan[0] == 640


def test_plan_missing(ledger):
    ledger.execute("delete from project_year where project_id = 'P01'")
    row = investment.total(ledger, MAY).iloc[0]
    assert (row.completed_wan, row.counted_completed_wan, row.plan_wan) == (283, 218, 540)
    assert row.without_plan == 3  # P01 beside P09 and P11
    assert row.completion_ratio == pytest.approx(218 / 540)


def test_project_renamed(ledger):
    put(
        ledger,
        renamed("P08", "P08-1", day="2022-05-01"),
        report("P08-1", "2022-05-31", 15),
    )
    ledger.execute(
        "insert into project select 'P08-1', '2022-05-01', '示例立体车库', organisation, township, "
        "domain, gov_invested, total_wan from project where project_id = 'P08'"
    )
    marts.settle(ledger)
    row = investment.total(ledger, MAY).iloc[0]
    assert (row.projects, row.completed_wan, row.plan_wan) == (12, 289, 640)  # P08 15 for 9
    assert (
        investment.total(ledger, on("2022-04-30", cut="as_of")).completed_wan[0] == 174
    )  # old reports count
    assert funds.bonds(ledger, MAY).issued_wan[0] == 180


def test_carry_over_resumed_a_day_late(ledger):
    put(ledger, stage("P10", "停工", "2021-12-20"), stage("P10", "复工", "2022-06-01"))
    counts = implementation.total(ledger, MAY).iloc[0]
    assert (counts.due, counts.implemented, counts.due_not_implemented) == (11, 9, 3)
    assert implementation.total(ledger, on("2022-06-01")).implemented[0] == 10


def test_two_bonds_swapped(ledger):
    ledger.execute(
        "update bond_issue set project_id = case issue_id when 'B1' then 'P08' else 'P06' end "
        "where issue_id in ('B1', 'B2')"
    )
    whole = funds.bonds(ledger, MAY).iloc[0]
    assert (whole.issued_wan, whole.used_wan) == (180, 100)  # the same in all
    part = funds.bonds(ledger, on("2022-05-31", classes="三个一批")).iloc[0]
    assert (part.issued_wan, part.used_wan) == (50, 40)  # P06 has B2 now; it was 100 and 60


def test_report_corrected(ledger):
    ledger.execute(
        "update progress_report set completed_wan = 50 "
        "where project_id = 'P02' and report_date = '2022-05-31'"
    )
    row = investment.total(ledger, MAY).iloc[0]
    assert row.completed_wan == 253
    assert row.ahead_pp == pytest.approx(100 * (248 / 640 - 5 / 12))  # now behind
