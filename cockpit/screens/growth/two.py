"""Any region against any other: the latest common period, and both lines in words."""

from markupsafe import Markup
from pandas import DataFrame

from cockpit import chart_sizes
from cockpit.screens import markup
from cockpit.screens.growth.data import GrowthData
from cockpit.screens.growth.lines import drawn, months, told
from cockpit.screens.growth.pair import Pair, pair
from cockpit.screens.once import once
from cockpit.screens.page import ChartText
from queries import growth

NO_LINES = "两地在截至日前都没有已发布的增速，请换一个日期或地区。"


@once
def same_region(seen: GrowthData) -> str:
    """What is said where both are one region; else empty."""
    if seen.region != seen.against:
        return ""
    others = len(set(seen.series["region"])) > 1
    return f"两边是同一个地区，{'请在上面另选一个' if others else '没有收录别处的增速'}。"


def _pair(seen: GrowthData) -> Pair | None:
    rows = seen.view.ask(growth.pairs, region=seen.region, against=seen.against)
    return None if rows.empty else pair(seen.figures, rows, seen.region, seen.against)


@once
def pair_line(seen: GrowthData) -> Markup:
    """The latest period of both, empty where there is none."""
    made = _pair(seen)
    return Markup() if made is None else markup.render("growth/pair", pair=made)


@once
def pair_points(seen: GrowthData) -> DataFrame:
    """The rates that are drawn, columns as of ``growth.series``."""
    return drawn(seen, [seen.region, seen.against])


def pair_text(seen: GrowthData) -> ChartText | None:
    """Both lines in words; None where none is drawn."""
    both = (seen.region, seen.against, seen.later)
    return seen.view.cached("growth pair words", lambda: _pair_text(seen), *both)


def _pair_text(seen: GrowthData) -> ChartText | None:
    points, made = pair_points(seen), _pair(seen)
    if points.empty:
        return None
    is_sample = (points["kind"] == "sample").any()
    return ChartText(
        made.title if made else f"{seen.region}与{seen.against}没有同一期的增速，只能分别看",
        f"固定资产投资累计同比 · % · {months(points)}",
        "；".join(told(points, name) for name in (seen.region, seen.against)),
        "只比两地都已发布的同一期。"
        + ("空心圆为示例县区，不是任何县（市）区的公布值。" if is_sample else ""),
        chart_sizes.PAIR,
    )
