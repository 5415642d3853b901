"""三必 at its boundaries: midnight, the month's end, a holiday, no reports, no visits; by group."""

from datetime import date

import pytest
from given import given, of, on, plan, project, put, report, small_ledger, stage
from sample import sample_mart

from cockpit.warehouse import mart as marts
from queries import dispatch

MAY = on("2022-05-31")
GROUPS = ("leader", "organisation", "township")


@pytest.fixture(scope="module")
def ledger():
    return small_ledger(marts.empty())


def calendar(mart, *days, due=True):
    put(mart, *[of("calendar", on_date=day, workday=due, report_due=due) for day in days])


def received(project_id, day, at, text="主体施工"):
    row = report(project_id, day, 1, image=text)
    return of("progress_report", **{**row.values, "received_at": at})


def role(project_id, name, person):
    its = {"project_id": project_id, "role": name, "person": person}
    return of("role_assignment", **its, valid_from="2022-01-01", valid_to=None)


def visit(project_id, day, by="team"):
    return of("visit", project_id=project_id, on_date=day, visited_by=by, person="示例人员 01")


def under_way(mart, *projects):
    given(
        mart, *[plan(p, 100) for p in projects], *[stage(p, "开工", "2022-01-01") for p in projects]
    )


def test_a_report_one_minute_after_midnight_is_late(mart):
    under_way(mart, "P1", "P2")
    calendar(mart, "2022-05-30", "2022-05-31")
    put(
        mart,
        received("P1", "2022-05-30", "2022-05-30 23:59:00"),
        received("P2", "2022-05-30", "2022-05-31 00:01:00"),
        received("P1", "2022-05-31", "2022-05-31 23:59:00"),
        received("P2", "2022-05-31", "2022-06-01 00:01:00"),
    )
    whole = dispatch.daily(mart, MAY).iloc[0]
    assert (whole.due, whole.in_time, whole.late, whole.missing) == (4, 2, 2, 0)
    today = dispatch.today(mart, MAY).iloc[0]
    assert (today.due, today.reported, today.in_time, today.late) == (2, 2, 1, 1)
    rows = dispatch.today_rows(mart, MAY).set_index("project_id")
    assert dict(rows["state"]) == {"P1": "已传", "P2": "迟传"}


def test_a_week_across_the_months_end_belongs_to_the_month_that_it_ends_in(mart):
    under_way(mart, "P1")
    days = [f"2022-05-{day:02}" for day in range(23, 32)] + [f"2022-06-{d:02}" for d in range(1, 8)]
    calendar(mart, *days)
    put(mart, visit("P1", "2022-05-24"), visit("P1", "2022-05-30"), visit("P1", "2022-06-07"))
    may = dispatch.weekly(mart, MAY)
    # 05-23 to 05-29 is May's; that of 05-30 is running, and nobody is called absent of it
    assert list(may["week_start"].dt.strftime("%m-%d").fillna("")) == ["", "05-23", "05-30"]
    assert list(may["is_running"]) == [False, False, True]
    assert (may["due"].iloc[0], may["visited"].iloc[0]) == (1, 1)
    june = dispatch.weekly(mart, on("2022-06-07"))
    assert list(june["week_start"].dt.strftime("%m-%d").fillna("")) == ["", "05-30", "06-06"]
    assert (june["due"].iloc[0], june["visited"].iloc[0]) == (1, 1)


def test_on_a_holiday_nobody_is_asked_and_the_month_stands(mart):
    under_way(mart, "P1")
    calendar(mart, "2022-05-26", "2022-05-27")
    calendar(mart, "2022-05-28", due=False)
    put(
        mart,
        received("P1", "2022-05-26", "2022-05-26 18:00:00"),
        received("P1", "2022-05-27", "2022-05-27 18:00:00"),
    )
    row = dispatch.today(mart, on("2022-05-28")).iloc[0]
    assert (row.due, row.reported, row.missing) == (0, 0, 0)
    assert dispatch.today_rows(mart, on("2022-05-28")).empty
    assert dispatch.daily(mart, on("2022-05-28")).iloc[0].in_time == 2


def test_without_any_report_nobody_is_said_to_be_missing(mart):
    under_way(mart, "P1", "P2")
    calendar(mart, "2022-05-30", "2022-05-31")
    row = dispatch.today(mart, MAY).iloc[0]
    assert (row.due, row.is_asked) == (2, False)
    assert row[["reported", "missing"]].isna().all()
    assert set(dispatch.today_rows(mart, MAY)["state"]) == {"未装入填报"}
    assert dispatch.group_days(mart, MAY)["due"].sum() == 0


def test_a_day_that_has_begun_is_asked_about_where_reports_come_daily(mart):
    under_way(mart, "P1", "P2")
    calendar(mart, "2022-05-27", "2022-05-30", "2022-05-31")
    put(
        mart,
        received("P1", "2022-05-27", "2022-05-27 18:00:00"),
        received("P1", "2022-05-30", "2022-05-30 18:00:00"),
        role("P1", "现场盯办人", "示例人员 05"),
        role("P2", "首席服务官", "示例人员 06"),
        role("P2", "分包市领导", "市领导 01"),
    )
    row = dispatch.today(mart, MAY).iloc[0]
    assert (row.due, row.reported, row.missing) == (2, 0, 2)
    assert (row.is_judged, row.is_asked) == (False, True)  # expected, and not yet missing
    rows = dispatch.today_rows(mart, MAY).set_index("project_id")
    callers = {p: tuple(rows.loc[p, ["caller", "caller_role"]]) for p in rows.index}
    assert callers == {
        "P1": ("示例人员 05", "现场盯办人"),
        "P2": ("示例人员 06", "首席服务官"),  # nobody watches on site; the leader only then
    }
    assert str(rows.loc["P1", "last_on"].date()) == "2022-05-30"


def test_without_any_visit_no_week_is_judged_and_nobody_called(mart):
    under_way(mart, "P1")
    calendar(mart, *[f"2022-05-{day}" for day in range(23, 32)])
    weeks = dispatch.group_weeks(mart, MAY)
    assert list(weeks["due"]) == [1, 1, 1, 1]  # two weeks of the whole, and of the one group
    assert weeks["visited"].isna().all()
    assert dispatch.week_calls(mart, MAY, date(2022, 5, 30)).empty
    assert dispatch.coverage(mart, MAY).visited.isna().all()


def test_the_running_week_lists_those_to_come(ledger):
    rows = dispatch.week_calls(ledger, MAY, date(2022, 5, 30))
    assert list(rows["project_id"]) == ["P01", "P02", "P04"]  # P03 was visited on 05-31
    ended = dispatch.week_calls(ledger, MAY, date(2022, 5, 23))
    assert list(ended["project_id"]) == ["P03", "P04"]


def site_report(mart, project_id, day, words, *, is_working):
    at = f"{day} 17:00:00"
    row = [project_id, f"{project_id} {day}", day, at, at, is_working, words]
    mart.execute(
        "insert into site_report (project_id, report_id, report_date, filled_at, received_at,"
        " is_working, image_progress) values (?, ?, ?, ?, ?, ?, ?)",
        row,
    )


def test_unchanged_words_are_told_from_new_ones(mart):
    under_way(mart, "P1")
    calendar(mart, "2022-05-27", "2022-05-30", "2022-05-31")
    put(
        mart,
        received("P1", "2022-04-29", "2022-04-29 18:00:00", "基础施工"),
        received("P1", "2022-05-27", "2022-05-27 18:00:00", "基础施工"),
        received("P1", "2022-05-30", "2022-05-30 18:00:00", "主体施工"),
        received("P1", "2022-05-31", "2022-05-31 18:00:00", "主体施工"),
    )
    (row,) = dispatch.group_projects(mart, MAY, "township", "甲镇").itertuples()
    assert sorted(row.unchanged_days) == [27, 31]
    assert sorted(row.due_days) == [27, 30, 31]
    assert row.in_time == 3


def test_the_words_of_the_site_are_judged_not_the_node_and_an_idle_day_tells_none(mart):
    days = [f"2022-05-{day}" for day in (24, 25, 26, 27)]
    under_way(mart, "P1")
    calendar(mart, *days)
    put(mart, *(received("P1", day, f"{day} 18:00:00", "主体施工") for day in days))
    told = (("钢筋绑扎 5 吨", True), ("浇筑 20 方", True), (None, False), ("浇筑 20 方", True))
    for day, (words, is_working) in zip(days, told, strict=True):
        site_report(mart, "P1", day, words, is_working=is_working)
    (row,) = dispatch.group_projects(mart, MAY, "township", "甲镇").itertuples()
    assert list(row.unchanged_days) == [27]  # the 25th has the same node and other words


def test_a_project_without_a_leader_stands_in_a_group_of_its_own(mart):
    given(mart, project("P1", town=None), plan("P1", 100), stage("P1", "开工", "2022-01-01"))
    calendar(mart, "2022-05-30", "2022-05-31")
    put(mart, report("P1", "2022-05-30", 1), report("P1", "2022-05-31", 1))
    for by in ("leader", "township"):
        assert set(dispatch.group_days(mart, MAY, by)["group_name"].dropna()) == {"未填"}
        (row,) = dispatch.group_projects(mart, MAY, by, "未填").itertuples()
        assert (row.due, row.unknown) == (2, 2)  # no time of receipt: neither late nor in time


@pytest.mark.parametrize("by", GROUPS)
def test_groups_and_their_projects_add_up_to_the_whole(by):
    mart = sample_mart().connection
    counts = ["due", "in_time", "late", "missing", "unknown"]
    answer = dispatch.group_days(mart, MAY, by)
    months = answer[answer["on_date"].isna()]
    whole, groups = months.iloc[0], months.iloc[1:]
    # the sums of the drawing's acceptance: 7,758 of 8,013, 73 late and 182 missing
    assert list(whole[counts]) == [8013, 7758, 73, 182, 0]
    assert list(groups[counts].sum()) == list(whole[counts])
    days = answer[answer["on_date"].notna()]
    assert list(days[days["group_name"].isna()][counts].sum()) == list(whole[counts])
    name = groups["group_name"].iloc[0]
    rows = dispatch.group_projects(mart, MAY, by, name)
    assert list(rows[counts].sum()) == list(groups.iloc[0][counts])
    assert rows["missing_days"].map(len, na_action="ignore").sum() == rows["missing"].sum()


@pytest.mark.parametrize("by", GROUPS)
def test_weeks_of_groups_add_up_to_the_weeks(by):
    mart = sample_mart().connection
    answer = dispatch.group_weeks(mart, MAY, by)
    whole = answer[answer["group_name"].isna()].set_index("week_start")
    groups = answer[answer["group_name"].notna()].groupby("week_start")[["due", "visited"]].sum()
    assert (groups["due"] == whole["due"]).all()
    assert (groups["visited"] == whole["visited"]).all()
    # 765 of 815 in the weeks that ended, 94 of 163 in the running one
    ended = whole[~whole["is_running"]]
    assert (ended["visited"].sum(), ended["due"].sum()) == (765, 815)
    assert tuple(whole[whole["is_running"]].iloc[0][["visited", "due"]]) == (94, 163)
