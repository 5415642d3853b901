"""The wall's slides: a digit, or the week's slow projects, full-screen.

At most six facts a slide, nothing under 40 px at 1080p. A number that the wall has comes from
the wall's own cards and panels, so it reads the same on both.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cockpit import numbers
from cockpit.registry.indicators import Taken
from cockpit.screens import wall
from cockpit.screens.figures import FigureMaker
from cockpit.screens.slides import domains, goal, grips, money, pairs, slow
from cockpit.screens.slides.context import SlideContext, Step
from cockpit.screens.slides.text import SlideText, words
from cockpit.screens.stamp import Stamp
from cockpit.screens.view import View

FILTER_BUDGET = 10


@dataclass(frozen=True)
class _Slide:
    """``sign`` is in the tile and on the key; ``step`` names it in the walk."""

    subject: str
    sign: str
    name: str
    step: str
    measure: str
    by_time: bool  # it is held against 序时 of the look's basis
    taken: Taken  # the day of its headline
    draw: Callable[[FigureMaker, View], SlideText]


_SLIDES = {
    "1": _Slide("goal", "1", "一个目标", "目标", "固定资产投资增速", False, "as_of", goal.draw),
    "2": _Slide("grips", "2", "两个抓手", "抓手", "投资完成率", True, "cut", grips.draw),
    "8": _Slide("domains", "8", "八个领域", "领域", "投资完成率对序时", True, "cut", domains.draw),
    "3": _Slide("pairs", "3", "五类项目", "项目", "已实施，按类计次", False, "stages", pairs.draw),
    "4": _Slide("money", "4", "完成投资", "投资", "五类重大项目，亿元", True, "cut", money.draw),
    "slow": _Slide("slow", "S", "本周提请研究", "滞后项目", "周一碰头会", False, "cut", slow.draw),
}
SLIDES = tuple(_SLIDES)
NAMES = {slide: f"{this.sign} {this.step}" for slide, this in _SLIDES.items()}


def compose(slide: str, view: View) -> SlideContext:
    """Everything that a slide of ``view`` says; ``slide`` is one of SLIDES."""
    this, look, stamp = _SLIDES[slide], view.look, view.stamp()
    said = this.draw(view.figures(), view)
    headline = said.headline or (words(f"{this.name}：还没有可以显示的数"),)
    progress = "" if stamp.time_progress is None else numbers.percent(stamp.time_progress) + "%"
    return SlideContext(
        slide=slide,
        subject=this.subject,
        sign=this.sign,
        name=this.name + ("（假定）" if said.is_assumed else ""),
        measure=this.measure,
        title=wall.title_of(headline, stamp.day(this.taken)),
        description=f"{wall.NAME}。{this.name}：{this.measure}",
        theme=look.theme or "dark",
        as_of=numbers.iso(stamp.as_of),
        progress=progress if this.by_time and said.picture else "",
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
        walk=_walk(slide, wall.walk_query(look, stamp)),
    )


def _note(this: _Slide, said: SlideText, stamp: Stamp) -> str:
    parts = [said.note] if said.note else []
    if said.picture and stamp.cut_words and this.taken == "cut":
        parts.append(stamp.cut_words)
    return "；".join(parts)


def _walk(current: str, query: str) -> tuple[Step, ...]:
    steps = [Step("", "大屏", "", f"/wall{query}", False)]
    for slide, this in _SLIDES.items():
        steps.append(Step(this.sign, this.step, slide, f"/wall/{slide}{query}", slide == current))
    return tuple(steps)
