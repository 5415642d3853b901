"""The walk through the wall and its slides: the one list of slides, in its order.

The composer of slides, their routes, the documents' script, the command line and the tests read it;
a slide that is not here is nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

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


_LIST = (
    SlideEntry("1", "goal", "1", "一个目标", "目标", "固定资产投资增速", False, "as_of"),
    SlideEntry("2", "grips", "2", "两个抓手", "抓手", "投资完成率", True, "cut"),
    SlideEntry("8", "domains", "8", "八个领域", "领域", "投资完成率对序时", True, "cut"),
    SlideEntry("3", "pairs", "3", "五类项目", "项目", "已实施，按类计次", False, "stages"),
    SlideEntry("4", "money", "4", "完成投资", "投资", "五类重大项目，亿元", True, "cut"),
    SlideEntry("slow", "slow", "S", "本周提请研究", "滞后项目", "周一碰头会", False, "cut"),
)
SLIDES: Mapping[str, SlideEntry] = {slide.address: slide for slide in _LIST}
SCREENS = ("wall", *(f"wall/{address}" for address in SLIDES))  # documents, by their address
STEPS = [["", ""], *([slide.address, slide.sign] for slide in _LIST)]  # for the script: what, key
