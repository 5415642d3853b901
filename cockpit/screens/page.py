"""What every page says in the same way: its finding, its stamp, its charts in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from markupsafe import Markup

from cockpit import numbers
from cockpit.screens import figure_link, markup
from cockpit.screens.stamp import Stamp
from cockpit.screens.view import View

LONGEST_NAME = 60  # of a file, in letters of its title


@dataclass(frozen=True)
class ChartText:
    """A chart in words.

    ``title``: the finding; ``sub``: measure · unit · date; ``alt``: what the chart shows, for
    screen readers; ``fine``: the 口径, below it, may be empty; ``height``: of its picture in px.
    """

    title: str
    sub: str
    alt: str
    fine: str = ""
    height: int = 0


@dataclass(frozen=True)
class Headline:
    """What a page finds: ``title`` and ``lead`` (may be empty), taken ``on`` a day."""

    title: str
    lead: str
    on: date

    @property
    def dated(self) -> str:
        """The title with its day, as a link's preview says it."""
        return f"{self.title}｜截至 {numbers.iso(self.on)}"


def headline(title: str, lead: str = "") -> Markup:
    """The finding of a page; its numbers are set in the numerals' type."""
    parts = re.split(r"([+−]?\d[\d,.]*%?)", title)
    marked = [(text, at % 2 == 1) for at, text in enumerate(parts) if text]
    return markup.render("head", title=marked, lead=lead)


def stamp(view: View, *, why: str = "", is_at_cut: bool = True) -> Markup:
    """Kind, dates, basis, version and freshness of what the page shows.

    ``why``: the address of 变动原因 for what the page shows. ``is_at_cut``: whether the page shows
    anything that is taken at the cut.
    """
    said = view.stamp()
    progress = (
        "各组按计划曲线"
        if said.time_progress is None
        else f"{numbers.percent(said.time_progress)}%（{said.basis}）"
    )
    missing = None
    if said.not_reported:
        missing = view.figures().from_ledger("not_reported", said.not_reported)
    return markup.render(
        "stamp",
        stamp=said,
        texts={
            "as_of": numbers.iso(said.as_of),
            "cut": said.cut_words if is_at_cut else "",
            "progress": progress if is_at_cut else "",
        },
        not_reported=missing,
        why=why,
        other_cut=_other_cut(said, view.query) if is_at_cut else None,
    )


def _other_cut(said: Stamp, query: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """The way to the figures of as_of itself and back, where they are not those of the cut."""
    if not said.is_cut_asked and said.cut_on == said.as_of:
        return None
    asked = {name: values for name, values in query.items() if name != "cut"}
    if said.is_cut_asked:
        return "?" + urlencode(asked, doseq=True), "改取填报截至日的数"
    asked = {"as_of": [numbers.iso(said.as_of)], **asked, "cut": ["as_of"]}
    return "?" + urlencode(asked, doseq=True), f"改取 {numbers.month_day(said.as_of)}的数"


def chart_head(chart: ChartText) -> Markup:
    """What stands above a chart, and its words for screen readers."""
    return markup.render("chart_head", title=chart.title, sub=chart.sub, alt=chart.alt)


def saved_words(chart: ChartText, view: View, *, is_chosen: bool) -> Mapping[str, str]:
    """What a chart that is saved as a picture says around it, and the file's name.

    ``is_chosen``: whether the choice of projects changes what it shows.
    """
    said = view.stamp()
    scope = figure_link.scope_words(view.look, view.city) if is_chosen else ""
    parts = (
        view.city.title,
        said.kind_words,
        f"截至 {numbers.iso(said.as_of)}",
        said.cut_words,
        f"数据版本 {said.version}",
        f"筛选：{scope}" if scope else "",
    )
    title = re.sub(r'[\x00-\x1f\\/:*?"<>|]', "-", chart.title)[:LONGEST_NAME]
    return {
        "title": chart.title,
        "sub": chart.sub,
        "fine": chart.fine,
        "stamp": " · ".join(filter(None, parts)),
        "name": f"{title}-{numbers.iso(said.as_of)}-v{said.version}.png",
    }


def fine(words: str) -> Markup:
    """Small print."""
    return markup.render("fine", words=words)
