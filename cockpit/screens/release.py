"""The latest rate of growth against the release before it."""

from cockpit import numbers
from cockpit.registry.indicators import INDICATORS, ORIGINS
from cockpit.screens import compare
from cockpit.screens.compare import Comparison
from cockpit.screens.figures import Figure
from cockpit.screens.view import View
from queries import growth


def previous(view: View) -> tuple[Comparison, ...]:
    """The latest rate against the release before it, of the same year; else nothing."""
    look = view.look.unchosen()  # a choice of projects narrows no region
    series = view.ask(growth.series, look.filters)
    home = series[series["is_home"].astype(bool) & series["is_known"].astype(bool)]
    home = home[home["period_end"].dt.year == view.look.filters.as_of.year]
    if len(home) < 2:
        return ()
    was, now = home.iloc[-2], home.iloc[-1]
    indicator = INDICATORS["fai_growth"]
    delta = float(now["growth_pct"]) - float(was["growth_pct"])
    period = f"1—{was['period_end'].month} 月"
    day = was["released_on"].date()
    note = f"{period} {numbers.fixed(was['growth_pct'])}%，{numbers.iso(day)} 发布"
    # 变动原因 splits it by the days of release, where each has its own
    opens = "/indicators?" + look.query(definition="fai_growth")
    if day < now["released_on"].date() and day.year == view.look.filters.as_of.year:
        opens = "/why?" + look.query(indicator="fai_growth", since=numbers.iso(day))
    both = {str(was["kind"]), str(now["kind"])}
    kind = both.pop() if len(both) == 1 else "derived"
    figure = Figure(
        compare.difference_text(indicator, delta),
        compare.difference_unit(indicator),
        "fai_growth",
        kind,
        opens,
        f"固定资产投资增速较前一期（{period}）· {ORIGINS[kind]} · {note}",
    )
    return (Comparison(f"较前一期（{period}）", figure, "", note),)
