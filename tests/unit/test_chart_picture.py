"""The picture of a chart: where its values stand, its colours and words, and what it refuses."""

import re
from xml.etree import ElementTree

import pandas as pd
import plotly.graph_objects as go
import pytest

from cockpit.charts import axis, ink
from cockpit.charts.svg.elements import INKS, dashes
from cockpit.charts.svg.picture import picture
from cockpit.charts.svg.words import Run, runs
from cockpit.charts.template import NUMERALS, figure
from cockpit.charts.waterfall import waterfall
from cockpit.screens import styles


def bare(*traces, **layout):
    """A plot of 100 px from 0 to 10 across and from 0 to 20 upright, 10 px around it."""
    made = figure(height=120)
    made.update_layout(margin={"l": 10, "r": 10, "t": 10, "b": 10}, **layout)
    made.update_xaxes(range=[0, 10], tickvals=[], ticktext=[])
    made.update_yaxes(range=[0, 20], tickvals=[], ticktext=[])
    made.add_traces(traces)
    return made


def line(xs, ys, **more):
    return go.Scatter(x=xs, y=ys, mode="lines", line={"color": ink.PLAN, "width": 2} | more)


def bar(size, **more):
    return go.Bar(x=[5], y=[size], marker={"color": ink.BLUE700}, **more)


def drawn(made):
    return ElementTree.fromstring(picture(made))


def test_a_value_stands_in_percent_across_and_in_px_down():
    (path,) = drawn(bare(line([0, 5, 10], [0, 5, 20]))).iter("path")
    assert path.get("d") == "M0.000 100L50.000 75L100.000 0"  # 5 of 20 is 25 px up from 100


def test_a_line_is_broken_where_a_value_is_missing():
    (path,) = drawn(bare(line([0, 5, 10, 10], [0, None, 20, 0]))).iter("path")
    assert path.get("d") == "M0.000 100M100.000 0L100.000 100"


def test_a_day_stands_where_it_is_in_its_year():
    made = bare(line(["2022-01-01", pd.Timestamp("2022-02-01")], [0, 0]))
    made.update_xaxes(range=["2022-01-01", "2022-12-31"])
    (path,) = drawn(made).iter("path")
    assert path.get("d") == "M0.000 100L8.516 100"  # 31 of 364 days


def test_letters_and_strokes_are_not_stretched_with_the_plot():
    made = bare(line([0, 10], [0, 20]))
    made.add_annotation(x=5, y=10, text="序时", showarrow=False)
    inside = [each for each in drawn(made).iter("svg") if each.get("preserveAspectRatio") == "none"]
    assert len(inside) == 1
    assert not list(inside[0].iter("text"))
    assert next(inside[0].iter("path")).get("vector-effect") == "non-scaling-stroke"


def test_a_bar_below_zero_hangs():
    made = bare(bar(-5), bargap=0.2)
    made.update_yaxes(range=[-10, 10])
    (found,) = drawn(made).iter("rect")
    across = [found.get(name) for name in ("x", "width", "y", "height")]
    assert across == ["46%", "8%", "50", "25"]  # a bar of 0.8 around 5, 10 of 20 from the top


def test_the_value_of_a_bar_gets_smaller_with_it():
    font = {"size": 15, "color": ink.TEXT, "family": NUMERALS}
    made = bare(bar(10, text=["10.0"], textposition="outside", textfont=font), bargap=0.2)
    (value,) = drawn(made).iter("text")
    # 8 % of the width for four letters of at most 0.38 of their size
    assert value.get("style") == "font-size:min(15px,5.26cqw)"


def test_a_picture_has_the_colours_of_the_page_in_either_theme():
    steps = pd.DataFrame(
        {"label": ["甲", "乙", "丙"], "text": ["1", "+2", "3"], "kind": ["end", "time", "end"],
         "at": [1.0, 1.0, 3.0], "size": [0.0, 2.0, 0.0]}
    )  # fmt: skip
    said = picture(waterfall(steps))
    assert 'fill="var(--gold)"' in said  # what time does is gold
    assert not re.search("#[0-9A-Fa-f]{6}|rgb", said)


def test_every_colour_of_a_chart_is_one_of_the_page():
    text = (styles.HERE / "templates" / "page.css").read_text("utf-8")
    both = set(re.findall(r"(--\w+): light-dark\(", text))
    assert {f"var({name})" for name in both} >= INKS


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "</text><a href='x'>", '甲" & <i>乙']
)
def test_names_from_the_data_stay_words(name):
    made = bare()
    made.add_annotation(x=5, y=10, text=name, showarrow=False)
    made.update_xaxes(tickvals=[5], ticktext=[name])
    found = list(drawn(made).iter("text"))
    assert ["".join(text.itertext()) for text in found] == [name, name]
    assert not [each for text in found for each in text if each.tag != "tspan"]


def test_words_are_read_as_plotly_reads_them():
    assert runs("<b>&lt;甲&gt; 6.8%</b>　公布 <span style='font-size:13px'>5</span>") == [
        Run("<甲> 6.8%", None, True),
        Run("　公布 ", None, False),
        Run("5", 13, False),
    ]


def test_only_what_plotly_can_say_more_of_takes_the_keyboard():
    said = go.Scatter(x=[1], y=[1], mode="markers", marker={"size": 5, "color": ink.PLAN})
    assert drawn(bare(said)).get("tabindex") == "0"
    assert drawn(bare(said.update(hoverinfo="skip"))).get("tabindex") is None


@pytest.mark.parametrize(
    "trace",
    [
        go.Pie(values=[1]),
        go.Scatter(x=[1], y=[1], mode="text", text=["甲"]),
        go.Scatter(x=[1], y=[1], mode="lines", line={"color": "#123456", "width": 1}),
        line([1], [1], shape="hv"),
        line([1], [1], dash="longdash"),
        go.Scatter(x=[1], y=[1], mode="markers", marker={"size": 5, "symbol": "star"}),
        bar(1, textposition="inside"),
    ],
)
def test_what_it_cannot_draw_is_an_error_and_not_left_out(trace):
    with pytest.raises((NotImplementedError, KeyError)):
        picture(bare(trace))


@pytest.mark.parametrize(
    ("part", "value"),
    [("showlegend", True), ("title", "甲"), ("images", [{"source": "x"}]), ("barmode", "stack")],
)
def test_nor_is_a_part_of_the_layout(part, value):
    with pytest.raises(NotImplementedError):
        picture(bare(**{part: value}))


def test_dashes_of_a_name_are_plotlys():
    assert dashes("dot", 1) == "3 3"  # at least 3 px
    assert dashes("dash", 2) == "9 9"
    assert dashes("6px,4px", 2) == "6 4"
    assert dashes(None, 2) is None


@pytest.mark.parametrize(
    ("top", "written"),
    [
        (472, ["0", "100", "200", "300", "400"]),
        (2.73, ["0", "0.5", "1", "1.5", "2", "2.5"]),
        (0.9, ["0", "0.2", "0.4", "0.6", "0.8"]),
        (0.09, ["0", "0.02", "0.04", "0.06", "0.08"]),
        (12_345, ["0", "5,000", "10,000"]),
        (10, ["0", "2", "4", "6", "8", "10"]),
    ],
)
def test_an_axis_has_round_steps(top, written):
    made = axis.values(top)
    assert made["ticktext"] == written
    assert made["range"] == [0, top]


def test_words_at_the_side_get_the_room_that_they_take():
    assert axis.beside(["亿元", "1"], 12) == 34  # 24 and the air around them
    assert axis.beside([], 12) == 10
