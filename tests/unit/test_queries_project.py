"""One project: who it is, where it stands, who is on it, what changed, where values come from."""

from datetime import date

import pytest
from given import Row, bond, curve, given, member, on, plan, project, renamed, report, stage, used

from cockpit.numbers import is_missing
from queries import project as one
from queries import provenance

MAY = on("2022-05-31")


def node(title, planned, actual=None, *, id_=""):
    return Row(
        "milestone",
        {
            "milestone_id": id_ or title,
            "project_id": "P1",
            "title": title,
            "planned_on": planned,
            "actual_on": actual,
        },
    )


def checked(milestone_id, month, day, result="正常"):
    return Row(
        "milestone_check",
        {"milestone_id": milestone_id, "month": month, "checked_on": day, "result": result},
    )


def role(name, person, since="2022-01-01", until=None):
    return Row(
        "role_assignment",
        {
            "project_id": "P1",
            "role": name,
            "person": person,
            "valid_from": since,
            "valid_to": until,
        },
    )


def problem(id_, raised, *, due=None, closed=None, owner="首席服务官"):
    return Row(
        "problem",
        {
            "problem_id": id_,
            "project_id": "P1",
            "service": "要素",
            "text": f"示例问题 {id_}",
            "raised_on": raised,
            "owner_role": owner,
            "due_on": due,
            "closed_on": closed,
            "on_site": False,
        },
    )


def visit(day, person="甲", by="team"):
    return Row("visit", {"project_id": "P1", "on_date": day, "visited_by": by, "person": person})


def loaded(load_id, file="台账.csv", *, author="示例人员 01", note="", at="2022-06-01 08:00"):
    return Row(
        "load",
        {
            "load_id": load_id,
            "file": file,
            "author": author,
            "loaded_at": at,
            "note": note,
            "kind": "sample",
        },
    )


def origin(table, key, load_id, row=2, **where):
    its = {"table_name": table, "key": key, "load_id": load_id, "row": row}
    return Row("origin", its | where)


def read_as(field, letters, part):
    """How a column of sheet Sheet1 of load 7 was read."""
    its = {"load_id": 7, "sheet": "Sheet1", "part": part, "field": field, "letters": letters}
    return Row("load_column", its)


def waiver(rule, key, reason, at="2022-04-12 17:30"):
    return Row(
        "waiver",
        {"rule": rule, "key": key, "reason": reason, "author": "示例人员 02", "accepted_at": at},
    )


# ---- identity


def test_id_of_now_stands_for_itself(mart):
    given(mart, project("P1"))
    row = one.identity(mart, MAY, "P1").iloc[0]
    assert row.project_id == "P1"
    assert is_missing(row.renamed_on)


def test_renamed_id_leads_through_the_chain_to_the_one_of_now(mart):
    given(mart, project("P3"), renamed("P1", "P2", day="2022-02-01"), renamed("P2", "P3"))
    row = one.identity(mart, MAY, "P1").iloc[0]
    assert (row.project_id, row.renamed_on.date()) == ("P3", date(2022, 4, 1))


def test_circle_of_renames_ends(mart):
    given(mart, renamed("P1", "P2"), renamed("P2", "P1"))
    assert one.identity(mart, MAY, "P1").empty


@pytest.mark.parametrize("asked", ["", "P9", "'; drop table project; --", "P1%"])
def test_unknown_id_is_nobody(mart, asked):
    given(mart, project("P1"))
    assert one.identity(mart, MAY, asked).empty


def test_names_hold_earlier_ids_and_names(mart):
    given(
        mart,
        project("P2", name="示例旧名", since="2021-01-01"),
        project("P2", name="示例新名", since="2022-03-01"),
        renamed("P1", "P2"),
    )
    row = one.names(mart, MAY).iloc[0]
    assert row["name"] == "示例新名"
    assert set(row.known_as.split()) == {"示例旧名", "示例新名", "P1"}


# ---- where it stands


def test_money_and_gap_are_taken_at_the_cut(mart):
    given(
        mart,
        plan("P1", 1000),
        report("P1", "2022-04-30", 200),
        report("P1", "2022-05-30", 900),
    )
    row = one.facts(mart, on("2022-05-31"), "P1").iloc[0]  # the ledger is reported to 30 May
    assert (row.completed_wan, row.completion_ratio) == (900, 0.9)
    assert row.ahead_pp == pytest.approx(100 * (0.9 - (4 + 30 / 31) / 12))


def test_total_since_the_start_is_carried_on_and_never_made_up(mart):
    given(
        mart,
        plan("P1", 60),
        report("P1", "2021-10-31", 30, since_start=80),
        report("P1", "2021-12-31", 45),
        report("P1", "2022-05-31", 20),
        plan("P2", 60),
        report("P2", "2022-05-31", 20),
    )
    assert one.facts(mart, on("2022-05-31"), "P1").total_completed_wan[0] == 80 + 15 + 20
    assert is_missing(one.facts(mart, on("2022-05-31"), "P2").total_completed_wan[0])


def test_plan_curve_stands_beside(mart):
    given(mart, plan("P1", 120), curve("P1", *range(5, 61, 5)), report("P1", "2022-05-31", 40))
    row = one.facts(mart, on("2022-05-31", "curve"), "P1").iloc[0]
    assert row.counted_planned_wan == 25
    assert row.ahead_pp == pytest.approx(100 * (40 - 25) / 120)


def test_the_earliest_profile_holds_before_its_own_day(mart):
    """A list loaded in June with memberships from January leaves nobody out of the spring."""
    given(mart, project("P1", since="2022-06-01", town="甲镇"))
    given(mart, project("P1", since="2022-06-15", town="乙镇"))
    towns = [one.facts(mart, on(day), "P1").township[0] for day in ("2022-04-30", "2022-06-20")]
    assert towns == ["甲镇", "乙镇"]


def test_project_without_a_plan_has_no_rate(mart):
    given(mart, project("P1"), report("P1", "2022-05-31", 40))
    row = one.facts(mart, MAY, "P1").iloc[0]
    assert row.completed_wan == 40
    assert is_missing(row.completion_ratio)
    assert is_missing(row.ahead_pp)


def test_reports_are_the_years_up_to_as_of(mart):
    days = ("2021-12-31", "2022-01-31", "2022-05-31", "2022-06-01")
    given(mart, *(report("P1", day, n) for n, day in enumerate(days)))
    assert list(one.reports(mart, MAY, "P1").completed_wan) == [1, 2]


def test_curve_in_force_is_that_of_the_last_revision(mart):
    given(
        mart,
        plan("P1", 120),
        curve("P1", 10, 20, 30),
        plan("P1", 60, revision=1, decided="2022-04-15"),
        curve("P1", 5, 10, 15, revision=1),
    )
    curves = [
        list(one.planned(mart, on(d), "P1").planned_wan) for d in ("2022-04-14", "2022-04-30")
    ]
    assert curves == [[10, 20, 30], [5, 10, 15]]


# ---- nodes


def test_slip_of_nodes(mart):
    given(
        mart,
        node("一", "2022-03-01", "2022-03-01"),
        node("二", "2022-04-01", "2022-04-08"),
        node("三", "2022-05-01"),
        node("四", "2022-05-31"),
        node("五", "2022-05-10", "2022-06-02"),  # reached after as_of: still open
        node("六", "2022-05-20", "2022-05-20"),  # nodes of May were loaded
    )
    rows = one.milestones(mart, MAY, "P1").set_index("title")
    assert rows.state.to_dict() == {
        "一": "按期", "二": "迟完成", "三": "逾期", "五": "逾期", "六": "按期", "四": "未到",
    }  # fmt: skip
    assert rows.slip_days.fillna(-99).to_dict() == {
        "一": 0, "二": 7, "三": 30, "五": 21, "六": 0, "四": -99,
    }  # fmt: skip


def test_node_is_to_check_in_its_month_and_while_it_is_overdue(mart):
    given(
        mart,
        node("四月逾期", "2022-04-10"),
        node("本月", "2022-05-10", "2022-05-09"),
        node("早完成", "2022-04-20", "2022-04-18"),
        node("将来", "2022-06-10"),
        checked("本月", "2022-05-01", "2022-05-20", "完成"),
        checked("四月逾期", "2022-04-01", "2022-04-28", "滞后"),
    )
    rows = one.milestones(mart, MAY, "P1").set_index("title")
    assert set(rows[rows.to_check_this_month].index) == {"四月逾期", "本月"}
    assert set(rows[rows.checked_this_month].index) == {"本月"}
    assert rows.check_result["四月逾期"] == "滞后"


# ---- roles


def test_five_roles_with_their_history_and_vacancy(mart):
    given(
        mart,
        project("P1"),
        role("分包市领导", "甲", until="2022-03-14"),
        role("分包市领导", "乙", "2022-03-15"),
        role("首席服务官", "丙", until="2022-05-12"),
        role("现场盯办人", "丁", until="2022-06-30"),  # its last day is still to come
        visit("2022-05-03", "乙", "leader"),
        visit("2022-04-03", "乙", "leader"),
    )
    rows = one.roles(mart, MAY, "P1")
    assert list(rows[rows.role == "分包市领导"].person) == ["乙", "甲"]
    assert list(rows[rows.is_current].person) == ["乙", "丁"]
    left = rows[rows.role == "首席服务官"].iloc[0]
    assert left.vacant_from.date() == date(2022, 5, 13)
    assert rows[rows.role == "分包市领导"].iloc[0].visits_in_month == 1
    never = rows[rows.role == "项目单位负责人"].iloc[0]
    assert is_missing(never.person)
    assert is_missing(never.vacant_from)


# ---- problems


def test_three_day_clock(mart):
    given(
        mart,
        project("P1"),
        problem("当日", "2022-05-10", closed="2022-05-10"),
        problem("第三日", "2022-05-10", closed="2022-05-13"),
        problem("第四日", "2022-05-10", closed="2022-05-14"),
        problem("超期", "2022-05-10"),
        problem("最后一日", "2022-05-28"),
        problem("另定", "2022-05-10", due="2022-06-15"),
        problem("之后办结", "2022-05-20", closed="2022-06-01"),
        problem("之后提出", "2022-06-01"),
    )
    rows = one.problems(mart, MAY, "P1").set_index("problem_id")
    assert rows.state.to_dict() == {
        "当日": "三日内办结", "第三日": "三日内办结", "第四日": "迟办结", "超期": "超期",
        "最后一日": "在办", "另定": "在办", "之后办结": "超期",
    }  # fmt: skip
    assert list(rows.days_over[["超期", "最后一日", "另定"]]) == [18, 0, -15]
    assert rows.agreed_later["另定"]
    assert not rows.agreed_later["超期"]
    assert rows.days_used["第三日"] == 3


def test_problem_names_who_holds_the_role_now(mart):
    given(
        mart,
        project("P1"),
        problem("一", "2022-05-10"),
        role("首席服务官", "甲", until="2022-05-20"),
        role("首席服务官", "乙", "2022-05-21"),
    )
    assert one.problems(mart, MAY, "P1").owner[0] == "乙"


# ---- reports and visits


def calendar(*days, due=True):
    return [Row("calendar", {"on_date": day, "workday": True, "report_due": due}) for day in days]


def test_reports_are_due_on_days_of_the_calendar_while_under_way(mart):
    given(
        mart,
        calendar("2022-05-02", "2022-05-03", "2022-05-04", "2022-05-05"),
        stage("P1", "开工", "2022-05-02"),
        stage("P1", "停工", "2022-05-04"),
        stage("P1", "入库", "2022-05-04"),
        report("P1", "2022-05-02", 1),
    )
    rows = one.report_days(mart, on("2022-05-05"), "P1").set_index("on_date")
    assert [day.day for day in rows[rows.is_due].index] == [2, 3]
    assert [day.day for day in rows[rows.is_reported].index] == [2]
    assert is_missing(rows.in_time.iloc[1])  # no time of receipt: never late


def test_visits_of_the_year_the_last_first(mart):
    given(mart, project("P1"), visit("2021-12-31"), visit("2022-05-01"), visit("2022-05-31"))
    assert [day.day for day in one.visits(mart, MAY, "P1").on_date] == [31, 1]


# ---- bonds, stages, lamps


def test_bonds_carry_what_was_used_by_as_of(mart):
    given(
        mart,
        bond("B1", "P1", 100),
        used("B1", "2022-04-30", 20),
        used("B1", "2022-06-30", 90),
        bond("B2", "P1", 50, issued="2022-06-01"),
    )
    rows = one.bonds(mart, MAY, "P1")
    assert [(r.issue_id, r.used_wan, r.use_ratio) for r in rows.itertuples()] == [("B1", 20, 0.2)]


def test_stages_last_until_the_next(mart):
    given(mart, stage("P1", "签约", "2022-05-01"), stage("P1", "开工", "2022-05-11"))
    rows = one.stages(mart, MAY, "P1")
    assert list(zip(rows.stage, rows.days_in_stage, strict=True)) == [("签约", 10), ("开工", 20)]


# ---- what changed


def test_changes_say_what_was_before_and_after(mart):
    given(
        mart,
        project("P2", name="示例旧名", since="2021-01-01"),
        project("P2", name="示例新名", since="2022-03-01"),
        member("P2", "重点项目", level="县", since="2022-01-01", until="2022-04-30"),
        renamed("P1", "P2", day="2022-03-01"),
        plan("P2", 100),
        plan("P2", 60, revision=1, decided="2022-04-15"),
        waiver("completed_never_falls", "P2|2022-04-12", "误报更正"),
    )
    rows = one.changes(mart, MAY, "P2")
    said = {(r.on_date.date().isoformat(), r.kind): r for r in rows.itertuples()}
    assert list(said) == [
        ("2022-05-01", "退出名单"),
        ("2022-04-15", "计划调整"),
        ("2022-04-12", "说明"),
        ("2022-03-01", "改号"),
        ("2022-03-01", "资料变更"),
        ("2022-01-01", "列入名单"),
    ]
    revised = said["2022-04-15", "计划调整"]
    assert (revised.before_wan, revised.after_wan) == (100, 60)
    renaming = said["2022-03-01", "资料变更"]
    assert (renaming.before, renaming.after) == ("示例旧名", "示例新名")
    assert said["2022-04-12", "说明"].reason == "误报更正"


def test_change_after_as_of_is_not_told_yet(mart):
    given(mart, plan("P1", 100), plan("P1", 60, revision=1, decided="2022-06-15"))
    assert "计划调整" not in set(one.changes(mart, MAY, "P1").kind)


def test_report_rewritten_after_a_later_one_was_loaded_is_told(mart):
    given(
        mart,
        report("P1", "2022-05-30", 10),
        report("P1", "2022-05-31", 20),
        loaded(1),
        loaded(2, note="补五月三十日", at="2022-06-03 09:00"),
        origin("progress_report", "P1|2022-05-30", 2),
        origin("progress_report", "P1|2022-05-31", 1),
    )
    rows = one.changes(mart, on("2022-06-30"), "P1")
    told = rows[rows.kind == "补报或重报"].iloc[0]
    assert told["item"] == "2022-05-30 的填报"
    assert (told.reason, told.on_date.date()) == ("补五月三十日", date(2022, 6, 3))


# ---- where values come from


def test_values_come_with_file_row_and_author(mart):
    given(
        mart,
        plan("P1", 100),
        report("P1", "2022-04-30", 30),
        report("P1", "2022-05-31", 40),
        bond("B1", "P1", 50),
        loaded(7, "日报.csv", author="示例人员 09"),
        origin("progress_report", "P1|2022-05-31", 7, row=214),
        origin("progress_report", "P1|2022-04-30", 7, row=2),
        origin("bond_issue", "B1", 7, row=5),
    )
    rows = provenance.origin(mart, MAY, "P1").set_index("item")
    completed = rows.loc["累计完成"]
    assert (completed.value_wan, completed.file, completed.source_row, completed.author) == (
        40, "日报.csv", 214, "示例人员 09",
    )  # fmt: skip
    assert rows.loc["专项债 第一批"].source_row == 5
    assert is_missing(rows.loc["年计划"].file)  # no recorded origin: said, not hidden


def test_a_value_of_a_workbook_comes_with_its_cell(mart):
    given(
        mart,
        plan("P1", 100),
        report("P1", "2022-05-31", 40),
        loaded(7, "月报.xlsx"),
        origin("project_year", "P1|2022|0", 7, row=38, sheet="Sheet1", part=1),
        origin("progress_report", "P1|2022-05-31", 7, row=38, sheet="Sheet1", part=2),
        read_as("annual_plan_wan", "F", part=1),
        read_as("completed_wan", "X", part=1),
        read_as("completed_wan", "H", part=2),
    )
    rows = provenance.origin(mart, MAY, "P1").set_index("item")
    assert (rows.loc["年计划"].cell, rows.loc["累计完成"].cell) == ("F38", "H38")


def test_row_under_an_earlier_id_is_found(mart):
    given(
        mart,
        report("P2", "2022-05-31", 40),
        renamed("P1", "P2"),
        loaded(7),
        origin("progress_report", "P1|2022-05-31", 7, row=9),
    )
    rows = provenance.origin(mart, MAY, "P2").set_index("item")
    assert rows.loc["累计完成"].source_row == 9


def test_each_projects_completed_comes_with_its_cell(mart):
    """The last report's of the year so far; of a renamed project, under the id it then had."""
    given(
        mart,
        report("P1", "2022-04-30", 30),
        report("P1", "2022-05-31", 40),
        report("P1", "2022-06-30", 50),
        report("P3", "2022-05-31", 7),
        report("P4", "2022-05-31", 8),
        renamed("P2", "P3"),
        loaded(7, "月报.xlsx"),
        loaded(8, "日报.parquet"),
        origin("progress_report", "P1|2022-04-30", 7, row=11, sheet="Sheet1", part=1),
        origin("progress_report", "P1|2022-05-31", 7, row=38, sheet="Sheet1", part=2),
        origin("progress_report", "P1|2022-06-30", 7, row=39, sheet="Sheet1", part=2),
        origin("progress_report", "P2|2022-05-31", 8, row=9, sheet=None, part=None),
        read_as("completed_wan", "X", part=1),
        read_as("completed_wan", "H", part=2),
    )
    rows = provenance.completed(mart, MAY).set_index("project_id")
    assert list(rows.index) == ["P1", "P3"]  # of P4's nothing is recorded
    assert tuple(rows.loc["P1", ["file", "sheet", "cell"]]) == ("月报.xlsx", "Sheet1", "H38")
    assert (rows.loc["P3"].file, rows.loc["P3"].source_row) == ("日报.parquet", 9)
    assert list(provenance.completed(mart, MAY, ("P3",)).project_id) == ["P3"]


def test_corrected_value_carries_its_reason(mart):
    given(
        mart,
        report("P1", "2022-05-31", 40),
        loaded(7, "set"),
        origin("progress_report", "P1|2022-05-31", 7),
        waiver("set", "progress_report|P1|2022-05-31|completed_wan", "多填一个零"),
    )
    rows = provenance.origin(mart, MAY, "P1").set_index("item")
    assert rows.loc["累计完成"].correction == "多填一个零"


def site_report(report_id, day, filled, **more):
    its = {
        "project_id": "P1", "report_id": report_id, "report_date": day, "filled_at": filled,
        "received_at": filled, "is_working": True, "workers": 40, "node": "主体施工",
        "image_progress": report_id,
    }  # fmt: skip
    return Row("site_report", its | more)


def test_of_a_days_reports_the_last_filled_in_stands_and_each_has_its_photos(mart):
    photo = {"project_id": "P1", "report_id": "B", "on_date": "2022-05-31"}
    given(
        mart,
        plan("P1", 100),
        site_report("A", "2022-05-31", "2022-05-31 18:00"),
        site_report("B", "2022-05-31", "2022-05-31 17:00", received_at="2022-06-01 00:01"),
        site_report("C", "2022-06-01", "2022-06-01 18:00"),  # after as_of
        site_report("D", "2021-12-31", "2021-12-31 18:00"),  # of another year
        Row("photo", photo | {"sha256": "b", "received_at": "2022-05-31 17:00"}),
        Row("photo", photo | {"sha256": "a", "received_at": "2022-05-31 17:00"}),
    )
    found = one.site_reports(mart, on("2022-05-31"), "P1")
    assert list(found["report_id"]) == ["A", "B"]
    assert list(found["stands"]) == [True, False]
    assert list(found["in_time"]) == [True, False]  # B came a minute after midnight
    assert [list(photos) for photos in found["photos"]] == [[], ["a", "b"]]


def test_a_form_knows_the_last_report_before_its_day_and_what_a_day_brings(mart):
    """105 - 50 over 11 days, of which the week before 05-30 has 105 - 70 over 7: 5 a day."""
    given(
        mart,
        plan("P1", 1000),
        report("P1", "2022-05-19", 50),
        report("P1", "2022-05-23", 70),
        report("P1", "2022-05-30", 105, image="主体施工"),
        report("P1", "2022-05-31", 900),
        role("首席服务官", "甲", until="2022-05-01"),
        role("首席服务官", "乙", since="2022-05-02"),
    )
    known = one.reporting(mart, on("2022-05-31"), "P1").iloc[0]
    assert (known.last_wan, str(known.last_on.date()), known.daily_wan) == (105, "2022-05-30", 5)
    assert (known.last_image, known.owner, known.annual_plan_wan) == ("主体施工", "乙", 1000)


def test_a_form_of_a_year_without_a_report_knows_none(mart):
    given(mart, plan("P1", 1000), report("P1", "2021-12-31", 900))
    known = one.reporting(mart, on("2022-01-01"), "P1").iloc[0]
    assert known[["last_on", "last_wan", "daily_wan"]].isna().all()
