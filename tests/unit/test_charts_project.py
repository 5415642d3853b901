"""A project's curve: what is drawn, and where its labels stand."""

from datetime import date

import pandas as pd
import pytest

from cockpit.charts.project import curve
from cockpit.progress_curve import ProgressCurve


def given_curve(completed=3000.0, even=12_500.0, plan=30_000.0, cut=date(2022, 5, 31), months=12):
    ends = pd.date_range("2022-01-31", periods=months, freq="ME")
    return ProgressCurve(
        reports=pd.DataFrame({"report_date": pd.to_datetime([cut]), "completed_wan": [completed]}),
        planned=pd.DataFrame(
            {"month_end": ends, "planned_wan": [30_000 * n / 12 for n in range(1, months + 1)]}
        ),
        plan_wan=plan,
        cut_on=cut,
        completed_wan=completed,
        even_wan=even,
        gap="▽ 低于序时",
        gap_pp="31.4",
        reached="0.30 亿元 · 10.0%",
        plan="年计划 3.00 亿元",
        cut="截至 5 月底",
        is_behind=even is not None and completed < even,
    )


def label(figure, text):
    return next(note for note in figure.layout.annotations if text in note.text)


def gap_line(figure):
    return next(trace for trace in figure.data if trace.line.width == 4)


def test_values_are_in_yi_and_start_on_the_first_of_january():
    actual = next(trace for trace in curve(given_curve()).data if trace.line.width == 3)
    assert list(actual.y) == [0.0, 0.3]
    assert pd.Timestamp(actual.x[0]) == pd.Timestamp("2022-01-01")


def test_gap_reaches_from_what_was_done_to_what_time_asks_for():
    assert list(gap_line(curve(given_curve())).y) == pytest.approx([0.3, 1.25])


@pytest.mark.parametrize(
    "completed", [0.0, 3000.0, 12_000.0, 12_500.0, 13_000.0, 29_000.0, 45_000.0]
)
def test_two_labels_of_the_gap_never_share_a_place(completed):
    figure = curve(given_curve(completed))
    gap, reached = label(figure, "低于序时"), label(figure, "亿元 · ")
    apart = (gap.y, gap.yshift or 0) != (reached.y, reached.yshift or 0)
    assert apart


def test_words_stand_above_the_plot_whatever_the_day():
    for month in (1, 5, 11):
        figure = curve(given_curve(cut=date(2022, month, 28)))
        note = label(figure, "亿元 · ")
        assert (note.xref, note.x, note.yref, note.y) == ("paper", 0, "paper", 1)
        assert 16 < note.yshift < figure.layout.margin.t  # its line is over the plot, and drawn


def test_without_a_plan_only_what_was_done_is_drawn():
    figure = curve(given_curve(plan=None, even=None, months=0))
    assert not [trace for trace in figure.data if trace.line.dash and len(set(trace.x)) > 1]
    assert not [note for note in figure.layout.annotations if "年计划" in note.text]


def test_beyond_the_plan_is_not_clamped():
    figure = curve(given_curve(completed=45_000.0))
    assert figure.layout.yaxis.range[1] > 4.5
