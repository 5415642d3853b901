"""Each project's months, by hand, and the townships' tiles."""

from given import Row, given, on, plan, put, report

from queries import reference, rows


def months(mart, day="2022-05-31", **more):
    answer = rows.monthly(mart, on(day), **more)
    return {row.project_id: [float(v) for v in row.months_wan] for row in answer.itertuples()}


def test_a_month_is_its_last_report_less_the_last_one_before(mart):
    given(
        mart,
        plan("P1", 100),
        report("P1", "2022-01-20", 7),
        report("P1", "2022-01-31", 10),
        report("P1", "2022-03-15", 25),
        report("P1", "2022-04-30", 24),  # a stated correction
    )
    assert months(mart) == {"P1": [10, 0, 15, -1]}  # reported to 30 April


def test_months_are_complete_ones_of_the_year(mart):
    given(
        mart,
        plan("P1", 100),
        report("P1", "2021-12-31", 90),
        report("P1", "2022-01-31", 10),
        report("P1", "2022-03-30", 25),
    )
    assert months(mart, "2022-03-30") == {"P1": [10, 0]}  # March is not over
    assert months(mart, "2022-01-30") == {}


def test_only_the_projects_named_and_only_with_a_report(mart):
    given(mart, plan("P1", 1), plan("P2", 1), plan("P3", 1))
    put(mart, report("P1", "2022-01-31", 1), report("P2", "2022-01-31", 2))
    assert set(months(mart)) == {"P1", "P2"}
    assert set(months(mart, projects=("P2", "P3", "没有的"))) == {"P2"}


def test_townships_have_their_tiles(mart):
    put(mart, Row("township", {"township": "甲镇", "position": 1, "tile_column": 3, "tile_row": 2}))
    assert reference.townships(mart, on("2022-05-31")).values.tolist() == [["甲镇", 1, 3, 2]]


def test_what_each_project_completed_is_of_the_year_and_at_the_cut(mart):
    given(
        mart,
        plan("P1", 100),
        plan("P2", 100),
        plan("P3", 100),
        report("P1", "2022-04-30", 30),
        report("P1", "2022-05-20", 35),  # after the day to which the ledger is reported
        report("P2", "2021-12-31", 90),  # of another year
        report("P3", "2022-04-30", 0),
    )
    held = rows.completed(mart, on("2022-05-25"))
    assert held.values.tolist() == [["P1", 30], ["P3", 0]]
    at_the_day = rows.completed(mart, on("2022-05-25", cut="as_of", domains=("水利",)))
    assert at_the_day.values.tolist() == [["P1", 35], ["P3", 0]]
