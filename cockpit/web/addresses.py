"""The pages by their addresses: their names, and which parameters each reads beside the look.

Any other name in a link is refused (cockpit.parameters). A test holds the table to what the pages
read.
"""

from dataclasses import dataclass

from cockpit import since
from cockpit.screens.targets import solver
from cockpit.web import figure_click
from cockpit.web.growth.found import LABELS as GROWTH
from cockpit.web.ledger import narrowing


@dataclass(frozen=True)
class Page:
    """A page: ``title`` in the sidebar; ``about``: what it is for, in a sentence.

    ``own``: the parameters that it reads beside a look's (cockpit.look.NAMES); ``is_listed``:
    whether the sidebar leads to it.
    """

    title: str
    about: str
    own: tuple[str, ...] = ()
    is_listed: bool = True

    @property
    def window(self) -> str:
        """The title of its window."""
        return f"{self.title} · 12834 投资调度"

    @property
    def description(self) -> str:
        """What a link's preview says of it."""
        return f"荥阳市扩大有效投资“12834”行动调度驾驶舱。{self.title}：{self.about}"


PAGES = {  # the path, without its slash
    "": Page("驾驶舱", "一个目标、两个抓手、八个领域、项目与投资", ("indicator", *since.READS)),
    "targets": Page("目标进度", "年底能不能完成，差在哪些项目", (*solver.READS, *since.READS)),
    "growth": Page("增速对比", "固定资产投资增速与目标、各地相比", tuple(GROWTH)),
    "why": Page(
        "变动原因", "一个数变了多少，由哪些项目", ("indicator", "project", "cause", *since.READS)
    ),
    "ledger": Page(
        "项目台账", "每个数字背后的项目，可筛选、下载", (*figure_click.READS, *narrowing.READS)
    ),
    "project": Page("项目", "一个项目的进度、灯、问题与来源", ("project",), is_listed=False),
    "freshness": Page("数据更新情况", "谁还没报，数据到哪一天"),
    "indicators": Page("指标口径", "每个数字的口径、算式与来源", ("definition",)),
    "reconciliation": Page("公布与对账", "公布数字与台账逐条对照", ("fact",)),
}
