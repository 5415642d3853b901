"""Shapes and notes of a figure as SVG: rectangles, lines, brackets, and words at a place."""

import re
from xml.etree.ElementTree import Element

from cockpit.charts.svg import words
from cockpit.charts.svg.elements import add, dashes, paint, percent, written
from cockpit.charts.svg.scale import Given, Plot, merged, only
from cockpit.charts.svg.traces import curve_space, path, rectangle

BORDER = 1  # px that Plotly leaves around a note besides its padding
HALO = 4  # px of ground around letters that stand on lines
POINT = re.compile(r"[ML]([^,]+),([^ML]+)")
ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def shape(parent: Element, given: Given, plot: Plot) -> None:
    """A rectangle, a line, or a line of several points."""
    only(
        given, "type", "xref", "yref", "x0", "x1", "y0", "y1", "path", "fillcolor", "opacity",
        "line", "layer",
    )  # fmt: skip
    line, refs = given["line"], (given.get("xref", "x"), given.get("yref", "y"))
    only(line, "color", "width", "dash")
    look = {"opacity": given.get("opacity")}
    if line["width"]:
        look |= {
            "stroke": paint(line["color"]),
            "stroke_width": line["width"],
            "stroke_dasharray": dashes(line.get("dash"), line["width"]),
        }
    if given["type"] == "rect":
        corners = ((given["x0"], given["y0"]), (given["x1"], given["y1"]))
        rectangle(parent, corners, plot, refs, fill=paint(given["fillcolor"]), **look)
    elif given["type"] == "line":
        add(
            parent, "line",
            x1=percent(plot.across(given["x0"], refs[0])), y1=plot.down(given["y0"], refs[1]),
            x2=percent(plot.across(given["x1"], refs[0])), y2=plot.down(given["y1"], refs[1]),
            **look,
        )  # fmt: skip
    elif given["type"] == "path":
        points = [(plot.across(float(x)), plot.down(float(y))) for x, y in _points(given["path"])]
        add(
            curve_space(parent, plot, is_cut=False), "path", d=path(points), fill="none",
            vector_effect="non-scaling-stroke", **look,
        )  # fmt: skip
    else:
        raise NotImplementedError(f"the picture of a chart cannot draw a {given['type']}")


def _points(text: str) -> list[tuple[str, str]]:
    if POINT.sub("", text):
        raise NotImplementedError(f"the picture of a chart cannot draw {text[:40]}")
    return POINT.findall(text)


def note(parent: Element, given: Given, plot: Plot, layout: Given) -> None:
    """Words at a place, with a leader where they stand apart from it."""
    only(
        given, "text", "x", "y", "xref", "yref", "xanchor", "yanchor", "xshift", "yshift", "font",
        "showarrow", "bgcolor", "borderpad", "ax", "ay", "arrowhead", "arrowwidth", "arrowcolor",
        "standoff",
    )  # fmt: skip
    font = merged(layout["font"], given.get("font", {}))
    if given.get("xref") == "paper" and "xanchor" not in given:
        raise NotImplementedError("a note on paper has to say how it stands across")
    if given.get("yref") == "paper" and "yanchor" not in given:
        raise NotImplementedError("a note on paper has to say how it stands upright")
    across, upright = given.get("xanchor", "center"), given.get("yanchor", "middle")
    x = plot.across(given["x"], given.get("xref", "x"))
    y = plot.down(given["y"], given.get("yref", "y")) - given.get("yshift", 0)
    shift, pad = given.get("xshift", 0), BORDER + given.get("borderpad", 1)
    if given["showarrow"]:
        _leader(parent, given, x, y)
        shift, y = shift + given["ax"], y + given["ay"]
    above, below = words.height(given["text"], font["size"])
    high = above + below + 2 * pad
    top = round(y - {"top": 0, "middle": high / 2, "bottom": high}[upright])
    halo = {}
    if "bgcolor" in given:
        halo = {
            "stroke": paint(given["bgcolor"]),
            "stroke_width": HALO,
            "paint_order": "stroke",
            "stroke_linejoin": "round",
        }
    words.line(
        parent, given["text"], font, x=x, y=top + pad + above,
        dx=(shift + {"left": pad, "center": 0, "right": -pad}[across]) or None,
        text_anchor=ANCHORS[across] if across != "left" else None, class_="chart-note", **halo,
    )  # fmt: skip


def _leader(parent: Element, given: Given, x: float, y: float) -> None:
    """A thin line from the words to ``standoff`` px before their point."""
    if given["arrowhead"] != 0:
        raise NotImplementedError("the picture of a chart draws no heads of arrows")
    ax, ay = given["ax"], given["ay"]
    long = (ax**2 + ay**2) ** 0.5
    near = given["standoff"] / long if long else 0
    at = add(parent, "svg", x=percent(x), y=y, overflow="visible")
    add(
        at, "path", d=f"M{written(near * ax)} {written(near * ay)}L{written(ax)} {written(ay)}",
        stroke=paint(given["arrowcolor"]), stroke_width=given["arrowwidth"],
    )  # fmt: skip
