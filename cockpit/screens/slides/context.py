"""What the slides' templates read: frozen dataclasses, a sentence a field.

A slide's picture is declared in its own module.

Numbers arrive as figures or text, places as percentages of the picture (0..100, from the left or
from the bottom); a template decides on look, never on a number.
"""

from dataclasses import dataclass

from cockpit.city import City
from cockpit.screens.wall.context import Sentence


@dataclass(frozen=True)
class Step:
    """A step of the walk through wall and slides."""

    sign: str  # the key that opens it: 1, S; empty for the wall
    name: str  # 目标
    slide: str  # the slide, empty for the wall
    href: str  # its address with the same look
    is_current: bool  # it is the one shown


@dataclass(frozen=True)
class SlideContext:
    """A whole slide."""

    city: City  # whose slide it is
    slide: str  # its name in the address: 1
    subject: str  # what it is about; names its template
    sign: str  # in the tile: 1, or S
    name: str  # 一个目标, with 假定 where its list is
    measure: str  # what is measured
    title: str  # of the document: headline and date
    description: str  # of a link's preview
    theme: str  # dark or light
    as_of: str  # 2022-05-31
    progress: str  # 41.7%, empty where 序时 is not what it is held against
    kind: str  # sample, real or empty
    kind_words: str  # 示例数据
    version: str  # data version
    stale: str  # 历史版本 or 非最新, else empty
    latest_href: str  # from there to the latest; empty in a file that is opened alone
    filter_words: str  # the choice in words, empty for the whole city
    headline: tuple[Sentence, ...]  # the finding, part by part
    picture: object  # of the slide's own module; None with nothing to show
    empty: str  # what to load, or why there is nothing
    note: str  # what has to be known to read it, may be empty
    walk: tuple[Step, ...]  # wall and slides; empty in a file that is opened alone
