"""The latest period and the places in the groups."""

from datetime import date

from markupsafe import Markup

from cockpit import numbers
from cockpit.link import today
from cockpit.link.look import Look
from cockpit.screens import compare, markup, release
from cockpit.screens.growth.data import GrowthData
from cockpit.screens.growth.groups import ranks_title
from cockpit.screens.growth.latest import latest
from cockpit.screens.once import once
from cockpit.screens.view import View


@once
def compared_line(view: View) -> Markup:
    """The latest rate against the release before it, a small line; nothing where there is none."""
    found = release.previous(view)
    return compare.comparison_line(found, "fai_growth") if found else Markup()


def latest_card(seen: GrowthData) -> Markup:
    """The latest period against the target and everybody, and the places in the groups."""
    return seen.view.cached("growth latest", lambda: _latest_card(seen))


def _latest_card(seen: GrowthData) -> Markup:
    empty = {"title": seen.title, "words": "", "href": "", "link": ""}
    is_empty, city = seen.latest.empty, seen.figures.city
    if is_empty:
        empty |= _before(seen)
    return markup.render(
        "growth/latest",
        home=city.short_name,
        now=None if is_empty else latest(seen.figures, seen.latest),
        empty=empty,
        groups=() if is_empty else seen.groups,
        ranks_title="没有本期的增速，不排位次"
        if is_empty
        else ranks_title(seen.groups, city.parent),
        period="" if is_empty else numbers.period_words(seen.latest["period_end"].iloc[0].date()),
    )


def _before(seen: GrowthData) -> dict[str, str]:
    """What was last known of home, and the way to a day that has a rate of its year."""
    own = seen.known[seen.known["is_home"].astype(bool)]
    said_of_last = f"截至 {numbers.iso(seen.as_of)} 没有{seen.figures.city.name}的增速。"
    if len(own):
        last = own.iloc[-1]
        said_of_last = (
            f"最近一期是 {numbers.period_words(last['period_end'])}的 "
            f"{numbers.fixed(last['growth_pct'])}%。每年第一期为 1—2 月，1 月不单独公布。"
        )
    day = _day_with_a_rate(seen)
    if day is None:
        return {"words": said_of_last}
    query = Look(seen.look.narrowed(as_of=day).filters, seen.look.version).query()
    return {"words": said_of_last, "href": f"/growth?{query}", "link": f"看 {numbers.iso(day)}"}


def _day_with_a_rate(seen: GrowthData) -> date | None:
    """The usual day, else the end of the last year before, when home had a rate of that year."""
    view = seen.view
    first, _ = today.reported(view.mart, view.today)
    own = seen.series[seen.series["is_home"].astype(bool)]
    released = own[own["released_on"].dt.year == own["period_end"].dt.year]["released_on"].dt.date
    usual = today.default_as_of(view.mart, view.today)
    if any(day.year == usual.year and day <= usual for day in released) and usual != seen.as_of:
        return usual
    before = [day.year for day in released if day.year < seen.as_of.year]
    before = [year for year in before if first is None or year >= first.year]
    return date(max(before), 12, 31) if before else None
