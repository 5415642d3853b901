"""What a slide says: its headline and its picture, or why there is none."""

from dataclasses import dataclass

from cockpit.screens.figures import Figure, Gap
from cockpit.screens.wall.context import Sentence


@dataclass(frozen=True)
class SlideText:
    """``headline``: part by part; ``picture``: None where ``empty`` says why there is none.

    ``note``: what has to be known to read the picture, may be empty. ``is_assumed``: what it is
    about (the list of domains) is assumed.
    """

    headline: tuple[Sentence, ...]
    picture: object
    empty: str
    note: str = ""
    is_assumed: bool = False


def words(before: str, figure: Figure | None = None, after: str = "", tone: str = "") -> Sentence:
    """A part of a headline: words, a figure among them. A line breaks between parts only."""
    return Sentence(before, figure, after, tone, "")


def of_gap(gap: Gap) -> Sentence:
    """A gap in a headline: ▲ 超序时 7.6 个百分点."""
    if gap.tone == "even":
        return Sentence(gap.word, None, "", "", "")
    return Sentence(f"{gap.word} ", gap.size, " 个百分点", gap.tone, gap.shape)
