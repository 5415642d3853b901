"""The wall: everything it says, composed from a mart and a look."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

from cockpit import numbers
from cockpit.city import City
from cockpit.link.look import BASIS_NAMES, LABELS, PARAMETERS, Look
from cockpit.numbers import is_missing
from cockpit.screens.figures import FigureMaker, Gap
from cockpit.screens.stamp import Stamp
from cockpit.screens.view import View
from cockpit.screens.wall import cards, dispatch, panels
from cockpit.screens.wall.context import Sentence, WallContext
from cockpit.settings import SHANGHAI
from queries import implementation, investment

FILTER_BUDGET = 20
MISSING_PROGRESS = "各按计划曲线"


def compose(view: View) -> WallContext:
    """Everything the wall of ``view`` says. Asks its mart; touches nothing else."""
    return view.cached("wall", lambda: _composed(view))


def _composed(view: View) -> WallContext:
    figures, look, stamp = view.figures(), view.look, view.stamp()
    headline = _headline(figures, view)
    published = "；".join(_published_words(figures, view))
    return WallContext(
        city=stamp.city,
        title=title_of(headline, stamp.cut_on),
        description=f"{name_of(stamp.city)}。{published}" if published else name_of(stamp.city),
        theme=look.theme or "dark",
        as_of=numbers.iso(stamp.as_of),
        cut_words=stamp.cut_words,
        progress=MISSING_PROGRESS
        if stamp.time_progress is None
        else (numbers.percent(stamp.time_progress) + "%"),
        basis=stamp.basis,
        version=str(stamp.version),
        stale=stamp.stale,
        latest_href=latest_href(look, stamp),
        kind=stamp.ledger_kind,
        kind_words=stamp.kind_words,
        committed=""
        if stamp.committed_at is None
        else (f"{stamp.committed_at.astimezone(SHANGHAI):%m-%d %H:%M}"),
        freshness=stamp.freshness,
        filter_words=filter_words(look, FILTER_BUDGET),
        headline=headline,
        goal=cards.goal(figures, view),
        grips=(grips := cards.grips(figures, view)),
        grips_empty=cards.grips_empty(figures, view, grips),
        domains=cards.domains(figures, view),
        count=cards.count(figures, view),
        money=cards.money(figures, view),
        growth=panels.growth(figures, view),
        classes=panels.classes(figures, view),
        bonds=panels.bonds(figures, view),
        must=dispatch.must(figures, view),
        slow=dispatch.slow(figures, view),
        problems=dispatch.problems(figures, view),
        pipeline=panels.pipeline(figures, view),
        footnote=_footnote(stamp, view, look.filters.is_whole),
        not_reported=figures.from_ledger("not_reported", stamp.not_reported)
        if stamp.not_reported and stamp.is_begun
        else None,
        cockpit_href="/?" + look.query(),
        walk_query=walk_query(look, stamp),
    )


def name_of(city: City) -> str:
    """What the wall is called: the city, its plan and what this is."""
    return f"{city.title} 调度驾驶舱".strip()


def walk_query(look: Look, stamp: Stamp) -> str:
    """?town=…: the look for links to walls, without its day where that is the newest.

    A wall goes on with the days, unless another day was chosen.
    """
    is_newest = look.version is None and look.filters.as_of == stamp.newest_on
    return "?" + (look.undated_query() if is_newest else look.query())


def latest_href(look: Look, stamp: Stamp, path: str = "/wall") -> str:
    """The way from an earlier day or version to the latest, with the same choice; else empty."""
    if not stamp.stale:
        return ""
    return f"{path}?{replace(look, version=None).undated_query()}"


def _headline(figures: FigureMaker, view: View) -> tuple[Sentence, ...]:
    """The finding: what is done, how far from 序时, where the year ends."""
    total, whole = view.row(investment.total), figures.look.filters.is_whole
    if is_missing(total.completed_wan) and not is_missing(total.ahead_pp):  # of a choice
        gap = _gap(cards.money(figures, view).plan_gap)
        said = f"所选 {int(total.projects)} 个项目本年都没有填报，按 0 计，"
        return (Sentence(said, None, "", "", ""), gap)
    if is_missing(total.completed_wan):
        return (Sentence(_nothing_words(figures, bool(total.projects)), None, "", "", ""),)
    money = cards.money(figures, view)
    chosen = figures.from_ledger("projects", view.row(implementation.total).listed_projects)
    parts = [
        Sentence(
            f"{figures.city.class_words}项目" if whole else "所选 ",
            None if whole else chosen,
            "",
            "",
            "",
        ),
        Sentence("完成 " if whole else " 个项目完成 ", money.completed, " 亿元", "", ""),
    ]
    if not money.rate.is_missing:
        parts[-1] = replace(parts[-1], after=" 亿元，")
        parts.append(Sentence(f"完成{money.rate_words}的 ", money.rate, "%", "", ""))
    if not money.gap.size.is_missing:
        parts[-1] = replace(parts[-1], after="%，")
        parts.append(_gap(money.gap))
    if cards.has_year_end(view):
        parts.append(Sentence("；按当前节奏年末预计 ", money.forecast, " 亿元", "", ""))
    if (off := cards.off_target(figures, view)) is not None:
        joint = "，" if cards.has_year_end(view) else "；"
        parts.append(replace(off, words=joint + off.words))
    return tuple(parts)


def _gap(gap: Gap) -> Sentence:
    if gap.tone == "even":
        return Sentence(gap.word, None, "", "", "")
    return Sentence(f"{gap.word} ", gap.size, " 个百分点", gap.tone, gap.shape)


def _nothing_words(figures: FigureMaker, has_projects: bool) -> str:
    if has_projects:
        return "截至这一日，本年还没有填报"
    if not figures.look.filters.is_whole:
        return cards.NOTHING_LEFT
    if figures.loaded.get("project"):
        return cards.empty_words(figures, True)
    return "还没有项目台账：用 python -m cockpit load 导入后，这里显示结论"


def _published_words(figures: FigureMaker, view: View) -> list[str]:
    """The digits as a preview says them."""
    words = []
    goal = cards.goal(figures, view)
    if not goal.empty:
        words.append(f"固投增速 {goal.growth.text}%（{goal.period}）")
    words += [f"{grip.full_name}完成率 {grip.rate.text}%" for grip in cards.grips(figures, view)]
    domains, count = cards.domains(figures, view), cards.count(figures, view)
    if not domains.empty:
        words.append(f"{domains.ahead.text}/{domains.of} 个领域超序时")
    if not count.empty:
        words.append(f"已实施 {count.implemented.text} 个")
    return words


def title_of(headline: tuple[Sentence, ...], on: date) -> str:
    """A headline as a document's title: as text, with the day of its figures."""
    return f"{text_of(headline)}｜截至 {numbers.iso(on)}"


def text_of(headline: tuple[Sentence, ...]) -> str:
    """A headline as text."""
    return "".join(
        part.words + (part.figure.text if part.figure else "") + part.after for part in headline
    )


def filter_words(look: Look, budget: int) -> str:
    """The choice in at most ``budget`` characters: values, or else how many of each."""
    chosen = {LABELS[name]: getattr(look.filters, field) for name, field in PARAMETERS.items()}
    chosen = {label: values for label, values in chosen.items() if values}
    words = " · ".join("、".join(values) for values in chosen.values())
    if len(words) <= budget:
        return words
    return " · ".join(f"{label[:2]} {len(values)} 个" for label, values in chosen.items())


def _twelfths(day: date) -> str:
    """序时 by month, written out: 5/12, or (4+20/31)/12 within a month."""
    days = monthrange(day.year, day.month)[1]
    if day.day == days:
        return f"{day.month}/12"
    return f"({day.month - 1}+{day.day}/{days})/12"


def _footnote(stamp: Stamp, view: View, is_whole: bool) -> str:
    share = f" = {_twelfths(stamp.cut_on)}" if stamp.basis == BASIS_NAMES["month"] else ""
    parts = [f"口径：完成率 = 累计完成 ÷ 年度计划，序时{stamp.basis}{share}"]
    if (
        not view.ask(investment.by_domain).empty
        and (view.ask(investment.by_domain)["kind"] == "assumed").any()
    ):
        parts.append(f"{numbers.chinese(len(view.ask(investment.by_domain)))}领域清单为假定")
    if view.row(investment.total).without_plan:
        parts.append(f"无本年计划 {int(view.row(investment.total).without_plan)} 个不计完成率")
    if not is_whole:
        parts.append("筛选下不与全市目标比")
    return "；".join(parts)


# the page 驾驶舱 shows what is composed above
from cockpit.screens.wall.page import headline  # noqa: E402

__all__ = [
    "compose",
    "filter_words",
    "headline",
    "latest_href",
    "text_of",
    "title_of",
    "walk_query",
]
