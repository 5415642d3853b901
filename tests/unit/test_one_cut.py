"""One cut, one 序时 and one gap a project on every screen of a look, on every day."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sample import filled, sample_mart

from cockpit.link.look import Look
from cockpit.screens import slides, wall
from cockpit.screens.project.data import project_data
from cockpit.screens.project.heading import about
from cockpit.screens.view import View
from cockpit.warehouse.mart import Mart
from queries import change, dispatch, investment, lamps, rows
from queries.filters import Filters
from queries.moments import cut_on

FIRST, LAST = date(2022, 1, 1), date(2022, 6, 30)


@pytest.fixture(scope="module")
def monthly() -> Mart:
    """The demonstration as an office that reports by the month has it: month-ends alone."""
    mart = filled("reference", "published", "sample", kind="sample")
    mart.connection.execute(
        "delete from progress_report where report_date <> last_day(report_date)"
    )
    return mart


def days(step: int) -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        yield day
        day += timedelta(days=step)


def gaps(frame, column="ahead_pp") -> dict[str, float]:
    """Project → gap, rounded as every screen rounds it."""
    known = frame[frame[column].notna()]
    return {row["project_id"]: round(float(row[column]), 9) for row in known.to_dict("records")}


def held(mart: Mart, day: date) -> None:
    look = Look(Filters(day))
    view = View(mart, look)
    stamp, total = view.stamp(), view.row(investment.total)
    connection, filters = mart.connection, look.filters
    # one cut
    assert total.cut_on.date() == stamp.cut_on
    months, forecast = view.ask(investment.monthly), view.row(investment.forecast)
    over = months[months["is_over"].astype(bool)]
    if len(over):
        assert forecast.cut_on.date() == over["ends_on"].iloc[-1].date() == stamp.cut_on
        # one sum
        sums = [over["completed_wan"].iloc[-1], forecast.completed_wan]
        sums.append(view.ask(rows.ledger)["completed_wan"].sum())
        assert sums == [pytest.approx(float(total.completed_wan))] * 3
    # one 序时
    lit = lamps.by_project(connection, filters)
    shares = {stamp.time_progress, total.time_progress}
    shares |= set(lit["time_progress"].dropna())
    assert len({round(float(share), 12) for share in shares}) == 1
    # one gap a project
    ledger = gaps(rows.ledger(connection, filters))
    behind = lit[lit["not_counted"].isna() & (lit["style"] == "pp_gap")]
    for other in (
        {key: -value for key, value in gaps(behind, "behind_pp").items()},
        gaps(dispatch.slow(connection, filters)),
        gaps(change.needed_by_project(connection, filters)),
    ):
        assert {key: ledger[key] for key in other} == pytest.approx(other, abs=1e-8)
    # and the screens say these
    said = wall.compose(view)
    slow = slides.compose("slow", view)
    assert said.cut_words == stamp.cut_words
    assert {slides.compose(slide, view).progress for slide in ("2", "4")} <= {
        said.progress,
        "",
    }
    if slow.picture is not None:
        first = said.slow.rows[0]
        assert slow.picture.cards[0].row.gap.signed.text == first.gap.signed.text
        project_id = dispatch.slow(connection, filters).iloc[0].project_id
        one = project_data(project_id, view)
        gap = about(one).gap
        assert (gap.signed.text if gap else "—") == first.gap.signed.text


@pytest.mark.parametrize("step", [29, pytest.param(1, marks=pytest.mark.slow)])
def test_every_day_of_a_daily_ledger_has_one_cut(step):
    for day in days(step):
        held(sample_mart(), day)


@pytest.mark.parametrize("step", [29, pytest.param(1, marks=pytest.mark.slow)])
def test_every_day_of_a_monthly_ledger_has_one_cut(monthly, step):
    for day in days(step):
        held(monthly, day)


def test_a_monthly_ledger_is_cut_at_its_month_ends(monthly):
    for day in days(1):
        cut = cut_on(monthly.connection, Filters(day))
        end = day if (day + timedelta(1)).day == 1 else day.replace(day=1) - timedelta(1)
        assert cut == (day if end.year < day.year else min(end, date(2022, 5, 31)))


def test_a_daily_ledger_is_cut_at_the_day_or_just_before():
    for day in days(1):
        if day <= date(2022, 5, 31) and day.day > 4:
            cut = cut_on(sample_mart().connection, Filters(day))
            assert (day - cut).days <= 3, day


def test_since_last_monday_moves_with_every_day_of_a_month():
    """Weeks of May: what was done since the Monday before moves on each day, and never falls."""
    sums = [
        View(sample_mart(), Look(Filters(date(2022, 5, day)))).row(investment.total).completed_wan
        for day in range(2, 31, 7)
    ]
    assert all(later > earlier for earlier, later in pairwise(sums))
