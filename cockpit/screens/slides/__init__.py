"""The wall's slides: a digit, or the week's slow projects, full-screen.

At most six facts a slide, nothing under 40 px at 1080p. A number that the wall has comes from
the wall's own cards and panels, so it reads the same on both.
"""

from collections.abc import Mapping
from importlib import import_module

from cockpit import numbers
from cockpit.errors import UnknownSlide
from cockpit.screens import wall
from cockpit.screens.slides.context import SlideContext, Step
from cockpit.screens.slides.text import SlideText, words
from cockpit.screens.stamp import Stamp
from cockpit.screens.view import View
from cockpit.screens.walk import SlideEntry, slides_of

FILTER_BUDGET = 10


def compose(slide: str, view: View) -> SlideContext:
    """Everything that a slide of ``view`` says; ``slide``: its address. Raises UnknownSlide."""
    there = slides_of(view.city)
    if slide not in there:
        steps = [(one.address, f"{one.sign} {one.step}".strip()) for one in there.values()]
        raise UnknownSlide(slide, steps)
    this, look, stamp = there[slide], view.look, view.stamp()
    draw = import_module(f"cockpit.screens.slides.{this.subject}").draw
    said: SlideText = draw(view.figures(), view)
    headline = said.headline or (words(f"{this.name}：还没有可以显示的数"),)
    progress = "" if stamp.time_progress is None else numbers.percent(stamp.time_progress) + "%"
    return SlideContext(
        city=stamp.city,
        slide=slide,
        subject=this.subject,
        sign=this.sign,
        name=this.name + ("（假定）" if said.is_assumed else ""),
        measure=this.measure,
        title=wall.title_of(headline, stamp.day(this.taken)),
        description=f"{wall.name_of(stamp.city)}。{this.name}：{this.measure}",
        theme=look.theme or "dark",
        as_of=numbers.iso(stamp.as_of),
        progress=progress if this.is_by_time and said.picture else "",
        kind=stamp.ledger_kind,
        kind_words=stamp.kind_words,
        version=str(stamp.version),
        stale=stamp.stale,
        latest_href=wall.latest_href(look, stamp, f"/wall/{slide}"),
        filter_words=wall.filter_words(look, FILTER_BUDGET),
        headline=headline,
        picture=said.picture,
        empty=said.empty,
        note=_note(this, said, stamp),
        walk=_walk(there, slide, wall.walk_query(look, stamp)),
    )


def _note(this: SlideEntry, said: SlideText, stamp: Stamp) -> str:
    parts = [said.note] if said.note else []
    if said.picture and stamp.cut_words and this.taken == "cut":
        parts.append(stamp.cut_words)
    return "；".join(parts)


def _walk(there: Mapping[str, SlideEntry], current: str, query: str) -> tuple[Step, ...]:
    steps = [Step("", "大屏", "", f"/wall{query}", False)]
    for slide, this in there.items():
        steps.append(Step(this.sign, this.step, slide, f"/wall/{slide}{query}", slide == current))
    return tuple(steps)
