"""The page of targets held against earlier days: lines of its cards, a column of its tables."""

from markupsafe import Markup

from cockpit.link import since, today
from cockpit.link.since import Since
from cockpit.screens import compare, release
from cockpit.screens.targets.before import Before
from cockpit.screens.targets.data import TargetsData
from cockpit.screens.view import View
from queries import investment

TABLES_SINCE = "lastmonth"
COMPARED = ("completed", "implemented")


def lines(view: View, answers: TargetsData, also: Since | None) -> dict[str, Markup]:
    """The small line of each card, by the indicator of its figure; each names 变动原因.

    ``also``: what the link asks for besides the usual days.
    """
    own = None if also is None or also.code else also
    usual = since.on_day(
        TABLES_SINCE,
        since.DAYS[TABLES_SINCE](view.look.filters.as_of),
        view.versions(),
        view.mart.version,
        view.look.filters.as_of,
    )
    base = also or usual
    said = {
        code: compare.comparison_line(
            compare.compared(view, code, also=own), code, compare.href(view.look, code, base)
        )
        for code in COMPARED
    }
    # what is still to go moves as the share of the goal does
    share = answers.goal.codes[0]
    said[answers.goal.codes[2]] = compare.comparison_line(
        (), share, compare.href(view.look, share, base)
    )
    released = release.previous(view)
    opens = compare.href(view.look.unchosen(), "fai_growth", base)
    if released and released[0].figure.href.startswith("/why"):
        opens = released[0].figure.href
    said["fai_growth"] = compare.comparison_line(released, "fai_growth", opens)
    return said


def before(view: View) -> Before | None:
    """The shares of the last month-end, in the version current then; None before the ledger."""
    as_of, shown = view.look.filters.as_of, view.mart.version
    day, versions = since.DAYS[TABLES_SINCE](as_of), view.versions()
    base = since.on_day(TABLES_SINCE, day, versions, shown, as_of)
    mart = view.mart_of(base.version)
    first, _ = today.reported(mart, view.today)
    if first is None or first > day:
        return None
    filters = view.look.narrowed(as_of=day).filters

    cut, own_cut = compare.cut_of(mart, filters), compare.cut_of(view.mart, view.look.filters)
    named = compare.named_by_cut(base, cut)
    is_same_year = cut.year == own_cut.year
    said = "" if is_same_year else f"跨年不与{named.name}比。"
    if mart is view.mart and cut == own_cut:
        said = f"{compare.same_words(cut)}，所以没有变化。"
    return Before(
        base.code,
        named.spaced.rstrip(),
        compare.words_of(base, cut),
        said,
        is_same_year,
        mart.ask(investment.total, filters).iloc[0],
        mart.ask(investment.by_class, filters),
        mart.ask(investment.grips, filters),
        mart.ask(investment.by_domain, filters),
    )
