"""What the growth page looks at: the answers, and the page's own choices in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pandas import DataFrame

from cockpit.city import City
from cockpit.errors import NoData
from cockpit.link.look import Look
from cockpit.link.values import one_of, same
from cockpit.numbers import is_missing
from cockpit.screens.figures import FigureMaker
from cockpit.screens.growth.finding import headline, lead
from cockpit.screens.growth.groups import Group, groups
from cockpit.screens.view import View
from queries import growth

LATER = {"": "显示截至日后发布", "hide": "隐藏"}
LABELS = {"region": "地区", "against": "对比地区", "later": "截至日后发布", "kind": "性质"}
KINDS = {"": "公布与推算", "sample": "示例县区", "all": "全部"}


@dataclass(frozen=True)
class GrowthData:
    """What the page shows.

    ``view``: without a choice of projects; ``latest``, ``series``,
    ``members``: answers of ``queries.growth``; ``region``, ``against``: those compared;
    ``later``, ``kinds``: the page's own choices, keys of LATER and KINDS.
    """

    view: View
    latest: DataFrame
    series: DataFrame
    groups: tuple[Group, ...]
    region: str
    against: str
    later: str
    kinds: str

    @property
    def look(self) -> Look:
        """The look without a choice of projects, which narrows no region."""
        return self.view.look

    @property
    def figures(self) -> FigureMaker:
        """What makes the page's figures."""
        return self.view.figures()

    @property
    def as_of(self) -> date:
        """The day looked at."""
        return self.look.filters.as_of

    @property
    def known(self) -> DataFrame:
        """Rates released by then; columns as ``series``."""
        return self.series[self.series["is_known"].astype(bool)]

    @property
    def target(self) -> float | None:
        """Home's target of the year, %."""
        return _target(self.latest)

    @property
    def title(self) -> str:
        """The finding."""
        if len(self.latest):
            return headline(self.figures, self.latest)
        return f"{self.as_of.year} 年还没有{self.figures.city.name}已发布的增速"

    @property
    def lead(self) -> str:
        """What belongs to the finding: the published place, and what is not counted."""
        return lead(self.groups, self.series, self.figures)


def growth_data(view: View) -> GrowthData:
    """Everything the page shows. Raises BadLink, and NoData where no rate was ever loaded."""
    query, view = view.query, view.at(view.look.unchosen())
    series = view.ask(growth.series)
    if series.empty:
        raise NoData(
            "还没有固定资产投资增速",
            way_out="先导入增速表（regional_growth）：地区、期末、增速、发布日、来源",
        )
    region, against = _regions(query, list(dict.fromkeys(series["region"])), view.city)
    later, kinds = (
        one_of(query, name, LABELS[name], offered)
        for name, offered in (("later", LATER), ("kind", KINDS))
    )

    def make() -> GrowthData:
        latest = view.ask(growth.latest)
        return GrowthData(
            view=view,
            latest=latest,
            series=series,
            groups=groups(view.figures(), view.ask(growth.members), _target(latest)),
            region=region,
            against=against,
            later=later,
            kinds=kinds,
        )

    return view.cached("growth found", make, region, against, later, kinds)


def _target(latest: DataFrame) -> float | None:
    if latest.empty or is_missing(latest["target_pct"].iloc[0]):
        return None
    return float(latest["target_pct"].iloc[0])


def _regions(query: Mapping[str, Sequence[str]], regions: list[str], city: City) -> tuple[str, str]:
    """The two regions of the link; who is not named is home, or else whom it is compared with."""
    named = {
        name: one_of(query, name, LABELS[name], same(regions)) for name in ("region", "against")
    }
    usual = [name for name in (city.name, city.compared_with, *regions) if name in regions]
    region = named["region"] or next((r for r in usual if r != named["against"]), usual[0])
    against = named["against"] or next((r for r in usual if r != region), usual[0])
    return region, against
