"""Every rate known by the day as a row, with who published it when; and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup
from pandas import DataFrame

from cockpit import numbers
from cockpit.registry.columns import GROWTH_SERIES, Column
from cockpit.screens import grid
from cockpit.screens.files import File
from cockpit.screens.growth.data import KINDS, GrowthData, growth_data
from cockpit.screens.once import once
from cockpit.screens.page import ChartText
from cockpit.screens.view import View

NOT_NARROWED = "增速是整个地区的数，不随类别、领域、乡镇等筛选变化。"
NO_POINTS = "这一类在截至日前没有增速；请选“全部”或更晚的日期。"


@once
def fine(seen: GrowthData) -> str:
    """What has to be known to read the rows."""
    return (
        "发布日“推定”＝按该来源惯例推定，未见原文日期。"
        f"{seen.figures.city.short_name}没有同期增速的，差值留空。依据的原文在下载的文件里。{NOT_NARROWED}"
    )


@dataclass(frozen=True)
class Points:
    """The table of rates: its finding, and the rows of the kind that is asked for."""

    title: str
    frame: DataFrame
    columns: Sequence[Column]
    as_of: str

    @property
    def head(self) -> ChartText:
        """What stands above it."""
        sub = f"按期间从新到旧，{len(self.frame)} 行；截至日（{self.as_of}）后发布的不列"
        return ChartText(self.title, sub, self.title)

    def table(self) -> Markup:
        """The table."""
        return grid.html(self.frame, self.columns)


def columns_of(seen: GrowthData) -> list[Column]:
    """The columns of the rows, the city's name in their headers."""
    said = seen.figures.city.said
    return [replace(column, header=said(column.header)) for column in GROWTH_SERIES]


def points(seen: GrowthData) -> Points:
    """Every rate known by the day, with who published it when."""
    # where each was read, in the words of whoever noted it, is in the files
    columns = [column for column in columns_of(seen) if column.name != "evidence"]

    def make() -> Points:
        return Points(*_listed(seen), columns, numbers.iso(seen.as_of))

    return seen.view.cached("growth points", make, seen.kinds)


def file(view: View) -> File:
    """The rates of the page's table as a file. Raises BadLink, NoData."""
    seen = growth_data(view)
    title, frame = _listed(seen)
    name = f"固定资产投资增速-{numbers.iso(seen.as_of)}"
    return File(frame, columns_of(seen), name, title, _notes(seen))


def _listed(seen: GrowthData) -> tuple[str, DataFrame]:
    """The finding, and the rows of the kind that is asked for."""
    real = seen.known[seen.known["kind"] != "sample"]
    later = int((~seen.series["is_known"].astype(bool) & (seen.series["kind"] != "sample")).sum())
    listed = {"": real, "sample": seen.known[seen.known["kind"] == "sample"], "all": seen.known}
    title = f"已收录 {len(real) + later} 个增速，截至日前可知 {len(real)} 个，每个都有出处"
    return title, _rows(listed[seen.kinds])


def _rows(frame: DataFrame) -> DataFrame:
    """The rows as listed: the newest period first, words for the codes."""
    newest = frame.sort_values("period_end", ascending=False, kind="stable")
    released = newest["released_kind"].map({"assumed": "推定", "source": "见于来源"})
    return newest.assign(
        period=[numbers.period_words(day) for day in newest["period_end"]],
        released_basis=released.fillna(newest["released_kind"]),
    )


def _notes(seen: GrowthData) -> dict[str, str]:
    stamp = seen.figures.stamp
    return {
        "数据版本": str(stamp.version),
        "截至": numbers.iso(stamp.as_of),
        "范围": KINDS[seen.kinds],
        "口径": "固定资产投资累计同比，可比口径；只列截至日前已发布的",
    }
