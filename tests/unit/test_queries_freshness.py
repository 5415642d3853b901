"""Who has not reported, and how old each table and each group's reports are."""

import pytest
from given import Row, bond, given, member, on, plan, project, put, rate, report, stage, used
from pandas import NA
from sample import sample_mart

from cockpit.tables.contracts import TABLES
from queries import freshness

WEEKLY = [  # a project so big that the whole ledger is reported when it is
    plan("P0", 100_000),
    report("P0", "2022-05-24", 1),
    report("P0", "2022-05-31", 2),
]


def rows(mart, day="2022-05-31", **choice):
    return freshness.by_project(mart, on(day, **choice)).set_index("project_id")


def groups(mart, kind, day="2022-05-31", **choice):
    answer = freshness.by_group(mart, on(day, **choice))
    return answer[answer.group_kind == kind].set_index("group_name")


@pytest.mark.parametrize(
    ("reported", "silent"), [("2022-05-24", True), ("2022-05-25", False), ("2022-05-31", False)]
)
def test_seven_days_include_the_day_itself(mart, reported, silent):
    given(mart, WEEKLY, plan("P1", 100), report("P1", reported, 40))
    assert rows(mart).silent.notna()["P1"] == silent


def test_project_that_never_reported_is_both(mart):
    given(mart, WEEKLY, plan("P1", 100), report("P1", "2021-12-31", 40))
    assert (rows(mart).not_reported["P1"], rows(mart).silent["P1"]) == (1, 1)


def test_finished_project_owes_no_weekly_report(mart):
    given(
        mart,
        WEEKLY,
        [plan("P1", 100), report("P1", "2022-03-31", 100), stage("P1", "竣工", "2022-04-01")],
    )
    assert rows(mart).silent.isna()["P1"]
    assert rows(mart).to_report["P1"] == 1


def test_only_who_is_due_with_a_plan_has_to_report(mart):
    given(mart, plan("P1", 100, due="2022-06-01"), plan("P2", 0), project("P3"))
    assert rows(mart).empty
    assert list(rows(mart, "2022-06-01").index) == ["P1"]


def test_never_reported_stands_before_long_ago(mart):
    given(
        mart,
        plan("P1", 100),
        plan("P2", 100),
        plan("P3", 100),
        report("P1", "2022-05-30", 1),
        report("P3", "2022-01-31", 1),
    )
    assert list(rows(mart).index) == ["P2", "P3", "P1"]


def test_stamp_counts_what_the_rows_show(mart):
    given(mart, WEEKLY, plan("P1", 1), plan("P2", 1), plan("P3", 1), report("P3", "2022-05-01", 1))
    row = freshness.stamp(mart, on("2022-05-31")).iloc[0]
    assert (row.to_report, row.not_reported, row.silent) == (4, 2, 3)


def test_a_ledger_reported_by_the_month_accuses_nobody_of_a_week(mart):
    given(
        mart,
        [plan("P1", 100), report("P1", "2022-04-30", 40), report("P1", "2022-05-31", 50)],
        [plan("P2", 1), report("P2", "2022-04-30", 1), project("P2", organisation="乙局")],
        plan("P3", 1),
    )
    for day in ("2022-05-31", "2022-06-08", "2022-06-20"):
        for filters in (on(day), on(day, cut="as_of")):
            row = freshness.stamp(mart, filters).iloc[0]
            assert (row.is_weekly, row.silent is NA, row.not_reported) == (False, True, 1)
            assert freshness.by_project(mart, filters).silent.isna().all()
            assert freshness.by_group(mart, filters).silent.isna().all()


def test_nobody_is_accused_before_the_first_report_of_the_year(mart):
    given(mart, plan("P1", 100), report("P1", "2021-12-31", 40))
    for day in ("2022-01-15", "2022-02-10"):
        row = freshness.stamp(mart, on(day)).iloc[0]
        assert (row.to_report, row.not_reported is NA, row.silent is NA) == (1, True, True)
        assert rows(mart, day).not_reported.isna().all()
        assert groups(mart, "类别", day).not_reported.isna().all()


def test_who_fell_due_after_the_month_end_reported_to_is_asked_at_the_next(mart):
    given(
        mart,
        [plan("P1", 100), report("P1", "2022-02-28", 40), report("P1", "2022-03-31", 50)],
        plan("P2", 100, due="2022-03-01"),
    )
    asked = {
        day: freshness.stamp(mart, on(day)).not_reported[0] for day in ("2022-03-15", "2022-03-31")
    }
    assert asked == {"2022-03-15": 0, "2022-03-31": 1}
    assert rows(mart, "2022-03-15").to_report["P2"] == 1


def role(project_id, person, since="2022-01-01"):
    values = {"project_id": project_id, "role": "分包市领导", "person": person}
    return Row("role_assignment", values | {"valid_from": since})


def test_groups_are_classes_organisations_and_leaders(mart):
    given(
        mart,
        project("P1", organisation="甲局"),
        project("P2", organisation="乙局"),
        plan("P1", 100),
        plan("P2", 100_000),  # the whole ledger is reported when it is
        report("P2", "2022-05-24", 4),
        report("P2", "2022-05-31", 5),
        member("P1", "专项债"),
        member("P1", "三个一批"),
        member("P2", "专项债"),
        role("P2", "市领导 01"),
    )
    assert dict(groups(mart, "类别").silent) == {"专项债": 1, "三个一批": 1}  # P1 in both
    assert dict(groups(mart, "责任单位").to_report) == {"甲局": 1, "乙局": 1}
    assert dict(groups(mart, "分包领导").silent) == {"未明确": 1, "市领导 01": 0}
    assert groups(mart, "类别", classes="三个一批").to_report.to_dict() == {"三个一批": 1}


def test_leader_is_the_one_of_the_day(mart):
    given(
        mart,
        plan("P1", 100),
        role("P1", "市领导 01"),
        role("P1", "市领导 02", since="2022-06-01"),
    )
    assert rows(mart).leader["P1"] == "市领导 01"
    assert rows(mart, "2022-06-01").leader["P1"] == "市领导 02"


def test_age_of_a_class_is_its_last_report(mart):
    given(
        mart,
        plan("P1", 100),
        plan("P2", 100),
        member("P1", "专项债"),
        member("P2", "专项债"),
        report("P1", "2022-05-01", 1),
        report("P2", "2022-05-11", 1),
    )
    row = groups(mart, "类别").loc["专项债"]
    assert (str(row.last_report_on.date()), row.days_since) == ("2022-05-11", 20)


def source(mart, table, day="2022-05-31"):
    return freshness.sources(mart, on(day)).set_index("table_name").loc[table]


def test_a_table_reaches_as_far_as_the_day_looked_at(mart):
    given(mart, bond("B1", "P1", 50), used("B1", "2022-05-01", 20), used("B1", "2022-06-01", 30))
    row = source(mart, "bond_use")
    assert (str(row.last_on.date()), row.days_since) == ("2022-05-01", 30)
    assert source(mart, "visit").isna().last_on


def test_growth_of_a_sample_is_no_release(mart):
    given(
        mart,
        rate("荥阳市", "2022-03-31", 20, released="2022-04-20"),
        rate("县区 01", "2022-04-30", 20, released="2022-05-20", kind="sample"),
    )
    assert str(source(mart, "regional_growth").last_on.date()) == "2022-04-20"


def load(load_id, file, at, kind="real"):
    values = {"load_id": load_id, "file": file, "author": "甲", "loaded_at": at, "kind": kind}
    return Row("load", values | {"note": ""})


def origin(table, key, load_id):
    return Row("origin", {"table_name": table, "key": key, "load_id": load_id, "row": 2})


def test_a_source_names_its_last_load(mart):
    put(
        mart,
        load(1, "一月.csv", "2022-02-01 09:00:00"),
        load(2, "二月.csv", "2022-03-01 09:00:00"),
        origin("progress_report", "P1|2022-01-31", 1),
        origin("progress_report", "P1|2022-02-28", 2),
        report("P1", "2022-02-28", 5),
    )
    row = source(mart, "progress_report")
    assert (row.file, row.author, row.load_id) == ("二月.csv", "甲", 2)


def test_loads_are_newest_first_with_the_tables_that_hold_of_them(mart):
    put(
        mart,
        load(1, "一月.csv", "2022-02-01 09:00:00"),
        load(2, "二月.csv", "2022-03-01 09:00:00"),
        origin("progress_report", "P1|2022-01-31", 1),
        origin("project", "P1|2022-01-01", 1),
    )
    found = freshness.loads(mart, on("2022-05-31"))
    assert list(found.file) == ["二月.csv", "一月.csv"]
    assert found.tables[1] == "progress_report、project"
    assert found.tables.isna()[0]


def loaded(mart):
    return set(freshness.loaded(mart, on("2022-01-15")).query("is_loaded")["table_name"])


def test_what_is_loaded_does_not_depend_on_the_day(mart):
    the_fixtures = loaded(mart)  # the city's names
    given(
        mart,
        plan("P1", 100, year=2023),
        bond("B1", "P1", 50, issued="2023-06-01"),
        rate("荥阳市", "2022-02-28", 18.4, released="2022-03-20", kind="sample"),
    )
    assert loaded(mart) - the_fixtures == {
        "project",
        "class_membership",
        "project_year",
        "bond_issue",
    }
    put(mart, rate("全国", "2022-02-28", 12.2, released="2022-03-18"))
    assert "regional_growth" in loaded(mart)


def test_every_table_with_a_day_of_its_own_has_an_age():
    """The calendar had none, and 指标口径 said 没有数据 of a table that is there."""
    named = set(freshness.sources(sample_mart().connection, on("2022-05-31"))["table_name"])
    assert named == {table.name for table in TABLES.values() if table.dated_by}
    assert {"calendar", "progress_report", "lamp_rule"} < named
