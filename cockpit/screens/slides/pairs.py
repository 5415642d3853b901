"""Slide 3: the five classes' implemented pairs, adding up towards the target."""

from dataclasses import dataclass, replace

from cockpit.city import ALL
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.rows import each
from cockpit.screens.slides.text import SlideText, words
from cockpit.screens.view import View
from cockpit.screens.wall import cards
from cockpit.screens.wall.context import CountCard, Mark
from queries import implementation

ROOM = 1.06  # the track goes a little beyond the target, so that its line stands free


@dataclass(frozen=True)
class PairsRow:
    """A class's part of the implemented pairs, set where the class before ended."""

    name: str  # the class
    start: float  # left end of the bar
    width: float  # of the bar
    implemented: Figure  # pairs
    due: Figure  # pairs due by the day
    missing: Figure  # due and not implemented
    any_missing: bool  # whether there are such
    is_sample: bool  # the bar is drawn hatched


@dataclass(frozen=True)
class PairsPicture:
    """Digit 3: five classes add up towards the target."""

    count: CountCard  # the wall's card
    rows: tuple[PairsRow, ...]  # in the order of the bulletin
    target: Mark | None  # the gold line, absent under a filter
    reach: float  # where bars or target end, whichever is further


def draw(figures: FigureMaker, view: View) -> SlideText:
    """Headline and picture of digit 3."""
    card, row = cards.count(figures, view), view.row(implementation.total)
    if card.empty:
        return SlideText((), None, card.empty)
    classes = view.ask(implementation.by_class)
    classes = classes[(classes["level_group"] == ALL) & (classes["listed"] > 0)]
    target = int(card.target.text) if card.target else 0
    track = ROOM * max(target, int(row.implemented), 1)
    rows, end = [], 0
    for part in each(classes):
        narrow = {"classes": (part.project_class,)}
        implemented, due, missing = (
            figures.from_ledger(code, value, narrow=narrow)
            for code, value in (
                ("implemented", part.implemented),
                ("due", part.due),
                ("due_not_implemented", part.due_not_implemented),
            )
        )
        rows.append(
            PairsRow(
                name=part.short_name,
                start=round(100 * end / track, 2),
                width=round(100 * part.implemented / track, 2),
                implemented=implemented,
                due=due,
                missing=missing,
                any_missing=bool(part.due_not_implemented),
                is_sample=implemented.kind == "sample",
            )
        )
        end += int(part.implemented)
    whole = figures.look.filters.is_whole
    whose = f"{figures.city.class_words}项目" if whole else "所选项目"
    headline = [words(f"{whose}已实施 ", card.implemented, " 个")]
    if target:
        headline.append(words(f"，目标 {card.target_words}"))
    headline += [words("；"), words("应实施 ", card.due, " 个")]
    if card.any_missing:
        headline += [words("，"), words("未实施 ", card.missing, " 个", "warn")]
    elif card.any_due and not card.until:
        headline += [words("，"), words("全部实施", tone="ok")]
    note = "；".join(filter(None, (card.until, "" if whole else "筛选下不与全市目标比")))
    line = replace(card.target, at=round(100 * target / track, 2)) if card.target else None
    picture = PairsPicture(card, tuple(rows), line, round(100 * max(target, end) / track, 2))
    return SlideText(tuple(headline), picture, "", note)
