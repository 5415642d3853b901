"""The latest period and the places in the groups, drawn in HTML on the first paint."""

from datetime import date

from cockpit import numbers
from cockpit.link import today
from cockpit.link.look import Look
from cockpit.screens import growth as said
from cockpit.screens.view import View
from cockpit.web import compare, linked, markup, release
from cockpit.web.growth.found import Found
from queries.growth import HOME


def since(view: View) -> None:
    """The latest rate against the release before it, a small line; nothing where there is none."""
    if found := release.previous(view):
        line = compare.comparison_line(found, "fai_growth")
        linked.draw(line, key="growth compared")


def now(seen: Found) -> None:
    """The latest period against the target and everybody, and the places in the groups."""
    text = seen.view.cached("growth latest", lambda: _drawn(seen))
    linked.draw(text, key="growth latest")


def _drawn(seen: Found) -> str:
    empty = {"title": seen.title, "words": "", "href": "", "link": ""}
    is_empty = seen.latest.empty
    if is_empty:
        empty |= _before(seen)
    return markup.render(
        "growth_latest",
        now=None if is_empty else said.latest(seen.figures, seen.latest),
        empty=empty,
        groups=() if is_empty else seen.groups,
        ranks_title="没有本期的增速，不排位次" if is_empty else said.ranks_title(seen.groups),
        period="" if is_empty else numbers.period_words(seen.latest["period_end"].iloc[0].date()),
    )


def _before(seen: Found) -> dict[str, str]:
    """What was last known of home, and the way to a day that has a rate of its year."""
    own = seen.known[seen.known["region"] == HOME]
    said_of_last = f"截至 {numbers.iso(seen.as_of)} 没有{HOME}的增速。"
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


def _day_with_a_rate(seen: Found) -> date | None:
    """The usual day, else the end of the last year before, when home had a rate of that year."""
    view = seen.view
    first, _ = today.reported(view.mart, view.today)
    own = seen.series[seen.series["region"] == HOME]
    released = own[own["released_on"].dt.year == own["period_end"].dt.year]["released_on"].dt.date
    usual = today.default_as_of(view.mart, view.today)
    if any(day.year == usual.year and day <= usual for day in released) and usual != seen.as_of:
        return usual
    before = [day.year for day in released if day.year < seen.as_of.year]
    before = [year for year in before if first is None or year >= first.year]
    return date(max(before), 12, 31) if before else None
