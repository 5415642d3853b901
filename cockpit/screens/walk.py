"""The walk through the wall and its slides: the one list of slides, in its order.

The composer of slides, their routes, the documents' script, the command line and the tests read it;
a slide that is not here is nowhere. What there is to show is code, a picture a kind of digit; which
sign and name it has, and in which order, is the plan's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cockpit.city import DOMAINS, GOAL, GRIPS, MONEY, PAIRS, City
from cockpit.registry.indicators import Taken


@dataclass(frozen=True)
class SlideEntry:
    """A slide.

    ``address``: its name in the address, /wall/1; ``subject``: of its module and template;
    ``sign``: in the tile and on the key; ``name``; ``step`` names it in the walk; ``measure``: what
    is measured; ``is_by_time``: it is held against 序时 of the look's basis; ``taken``: the day of
    its headline.
    """

    address: str
    subject: str
    sign: str
    name: str
    step: str
    measure: str
    is_by_time: bool
    taken: Taken


MEASURES: Mapping[str, tuple[str, bool, Taken]] = {  # of what a digit counts, before the slow ones
    GOAL: ("固定资产投资增速", False, "as_of"),
    GRIPS: ("投资完成率", True, "cut"),
    DOMAINS: ("投资完成率对序时", True, "cut"),
    PAIRS: ("已实施，按类计次", False, "stages"),
    MONEY: ("{classes}重大项目，亿元", True, "cut"),
}
OTHERS = (  # behind those of the digits
    # not B, 必: a presenter's remote sends it to blacken the screen
    SlideEntry("musts", "musts", "D", "“三必”调度", "三必", "本月按时到位的比率", False, "as_of"),
    SlideEntry("slow", "slow", "S", "本周提请研究", "滞后项目", "周一碰头会", False, "cut"),
)


def slides_of(city: City) -> Mapping[str, SlideEntry]:
    """The slides of a city's walls by their address, in the order of its plan's digits."""
    return {slide.address: slide for slide in (*_of_digits(city), *OTHERS)}


def _of_digits(city: City) -> Iterator[SlideEntry]:
    for digit in city.digits:
        measure, is_by_time, taken = MEASURES[digit.counts]
        yield SlideEntry(
            address=digit.slide,
            subject=digit.subject,
            sign=digit.sign,
            name=digit.name,
            step=digit.noun,
            measure=city.said(measure),
            is_by_time=is_by_time,
            taken=taken,
        )


def steps_of(city: City) -> list[list[str]]:
    """For the script: the wall, then its slides, each with the key that opens it."""
    return [["", ""], *([slide.address, slide.sign] for slide in slides_of(city).values())]
