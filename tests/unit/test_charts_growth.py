"""Growth by period, drawn: what a line joins, what is hollow, what is grey."""

from datetime import date

import pandas as pd
import pytest

from cockpit.charts import growth, ink
from cockpit.charts.growth import Target

AS_OF = date(2022, 5, 31)


def point(day, pct, *, kind="published", known=True, joins=False, region="全国"):
    return {
        "region": region,
        "period_end": pd.Timestamp(day),
        "growth_pct": pct,
        "kind": kind,
        "is_known": known,
        "joins_previous": joins,
        "released_on": pd.Timestamp(day),
    }


def drawn(*points, **more):
    frame = pd.DataFrame(points)
    regions = list(dict.fromkeys(frame["region"]))
    return growth.series(frame, regions, as_of=AS_OF, target=None, **more)


def lines(figure):
    return [trace for trace in figure.data if trace.mode == "lines"]


def joins(figure):
    return [
        (a.month, b.month)
        for line in lines(figure)
        for a, b, _ in zip(line.x[::3], line.x[1::3], line.x[2::3], strict=True)
    ]


def test_missing_month_is_left_open():
    figure = drawn(
        point("2022-02-28", 12.2),
        point("2022-03-31", 9.3, joins=True),
        point("2022-05-31", 6.2),
    )
    assert joins(figure) == [(2, 3)]


def test_a_hidden_row_between_is_not_bridged():
    """The question joined to a row that the reader has hidden: nothing else takes its place."""
    figure = drawn(point("2022-02-28", 12.2), point("2022-04-30", 6.8, joins=True))
    assert joins(figure) == []


def test_line_to_what_is_released_later_is_grey():
    figure = drawn(
        point("2022-03-31", 9.3),
        point("2022-04-30", 6.8, joins=True),
        point("2022-05-31", 6.2, joins=True, known=False),
    )
    assert [line.line.color for line in lines(figure)] == [ink.BLUE700, ink.PLAN]
    assert joins(figure) == [(3, 4), (4, 5)]


@pytest.mark.parametrize(
    ("kind", "known", "symbol", "inside", "edge"),
    [
        ("published", True, "circle", ink.BLUE700, ink.BLUE700),
        ("derived", True, "diamond", ink.SURFACE, ink.BLUE700),
        ("sample", True, "circle", ink.SURFACE, ink.BLUE700),
        ("published", False, "circle", ink.PLAN, ink.PLAN),
        ("derived", False, "diamond", ink.SURFACE, ink.PLAN),
    ],
)
def test_point_shows_its_kind(kind, known, symbol, inside, edge):
    figure = drawn(point("2022-04-30", 6.8, kind=kind, known=known))
    marker = next(trace.marker for trace in figure.data if trace.mode == "markers")
    assert (marker.symbol[0], marker.color[0], marker.line.color[0]) == (symbol, inside, edge)


def test_target_stands_in_its_year_and_region_only():
    frame = pd.DataFrame([point("2022-04-30", 6.8), point("2022-04-30", 22.8, region="荥阳市")])
    figure = growth.series(
        frame,
        ["荥阳市", "全国"],
        as_of=AS_OF,
        target=Target("荥阳市", 2022, 10),
    )
    gold = [trace for trace in figure.data if trace.line.color == ink.GOLD_MARK]
    assert [(list(t.y), t.yaxis) for t in gold] == [([10, 10], "y")]
    assert "目标 10%" in [note.text for note in figure.layout.annotations]


def test_names_from_the_data_stay_text():
    figure = drawn(point("2022-04-30", 6.8, region="<a href='x'>甲"))
    said = [note.text for note in figure.layout.annotations] + list(figure.data[-1].text)
    assert not any("<a" in text for text in said)


def test_labels_of_a_pair_stand_on_opposite_sides():
    frame = pd.DataFrame([point("2022-04-30", 6.8), point("2022-04-30", 6.3, region="郑州市")])
    figure = growth.pair(frame, "郑州市", "全国", as_of=AS_OF)
    shifts = {note.text: note.yshift for note in figure.layout.annotations if "%" in note.text}
    assert shifts["<b>全国 6.8%</b>"] > 0 > shifts["<b>郑州市 6.3%</b>"]
