"""What the ledger's address says beside the look: whom, which lamp and stage, and how it is shown.

The address is the only state: each choice is a parameter, every link of the page is the present
address with one of them changed, and Back undoes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import pandas as pd
from pandas import DataFrame, Series

from cockpit.errors import BadLink
from cockpit.link.look import LABELS, PARAMETERS, Look
from cockpit.link.values import WAY_BACK, many_of, number, one_of, same, several, single
from cockpit.screens import lagging, lamps

PATH = "/ledger"
LIT = ("红", "黄")
STAGES = ("签约", "履约", "开工", "停工", "复工", "竣工", "投产", "达效")
USUAL_SHOWS = ("", "lit", "unregistered")
NEEDED = "needed"  # of 变动原因: those below 序时 of the month-end ahead, two weeks off or more
SHOWS = {
    "": "全部",
    "lit": "亮灯",
    "unregistered": "未入库",
    **lagging.NAMES,
    NEEDED: "到月底不够序时",
}
SORTS = {  # code → words, column, ascending
    "": ("灯最重、落后最多在前", "", True),
    "behind": ("低于序时最多在前", "ahead_pp", True),
    "ahead": ("超序时最多在前", "ahead_pp", False),
    "plan": ("年计划从大到小", "annual_plan_wan", False),
    "completed": ("已完成从大到小", "completed_wan", False),
    "ratio": ("完成率从低到高", "completion_ratio", True),
    "reported": ("最久未填报在前", "reported_on", True),
    "name": ("按名称", "name", True),
}
MANY = {"lead": "leader", "org": "organisation", "lamp": "lamp", "stage": "stage"}  # → column
NAMES = {
    "lead": "分包领导", "org": "责任单位", "lamp": "灯", "stage": "阶段", "show": "只看",
    "project": "项目", "q": "搜索词", "sort": "排序", "cols": "列", "pick": "选中项目",
    "page": "页码", "since": "比较日", "since_version": "比较版本",
}  # fmt: skip
SEARCHED = (
    "name", "project_id", "organisation", "township", "domain", "classes", "leader", "stage",
    "investor",
)  # fmt: skip
LONGEST_SEARCH = 60
ONE = (
    "show",
    "sort",
    "q",
    "project",
    "pick",
    "page",
    "since",
    "since_version",
)  # of one value each


@dataclass(frozen=True)
class Narrowing:
    """A choice among the projects of a look, and how they are shown.

    ``lead``, ``org``, ``lamp``, ``stage``: values of those columns, empty for all. ``show``: a
    code of SHOWS. ``q``: words to search. ``project``: the code of the only one. ``pick``: the
    code of the project whose row is picked; it narrows the other views, not the table. ``sort``: a
    code of SORTS. ``page``: from 1. ``cols``: names of columns, empty for the usual ones.
    ``since``, ``since_version``: what the column of change is held against, as
    ``cockpit.link.since`` reads it.
    """

    lead: tuple[str, ...] = ()
    org: tuple[str, ...] = ()
    lamp: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    show: str = ""
    q: str = ""
    project: str = ""
    pick: str = ""
    sort: str = ""
    page: int = 1
    cols: tuple[str, ...] = ()
    since: str = ""
    since_version: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether no row is left out."""
        many = self.lead or self.org or self.lamp or self.stage
        return not (many or self.show or self.q.strip() or self.project)

    def query(self) -> dict[str, str | tuple[str, ...]]:
        """The choice as parameters of an address; what is usual is left out."""
        said: dict[str, str | tuple[str, ...]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                said[field.name] = value if isinstance(value, tuple) else str(value)
        return said


READS = tuple(field.name for field in fields(Narrowing))


def read(
    query: Mapping[str, Sequence[str]], columns: Mapping[str, str], *, of_projects: bool = True
) -> Narrowing:
    """The choice in an address. Raises BadLink.

    ``columns``: name → header of those that a table offers; ``of_projects``: whether its rows are
    projects, which have a leader, a lamp and a stage.
    """
    _fits(query, columns, of_projects=of_projects)
    many = {name: several(query, name) for name in MANY}
    many_of(query, "lamp", NAMES["lamp"], same(list(lamps.WORDS)))
    many_of(query, "stage", NAMES["stage"], same(STAGES))
    one = {name: single(query, name, NAMES[name]) for name in ONE}
    one["q"] = (query.get("q") or [""])[0]  # with the space that a second word follows
    one_of(query, "show", NAMES["show"], SHOWS)
    one_of(query, "sort", NAMES["sort"], {code: words for code, (words, *_) in SORTS.items()})
    cols = many_of(query, "cols", NAMES["cols"], columns)
    return Narrowing(
        **many,
        show=one["show"],
        q=one["q"][:LONGEST_SEARCH],
        project=one["project"],
        pick=one["pick"],
        sort=one["sort"],
        page=number(query, "page", NAMES["page"], 1) or 1,
        cols=cols,
        since=one["since"],
        since_version=one["since_version"],
    )


def _fits(
    query: Mapping[str, Sequence[str]], columns: Mapping[str, str], *, of_projects: bool
) -> None:
    """A filter that no row could answer to is refused, not passed over."""
    idle = [] if of_projects else [*MANY, "show"]
    idle += [] if "project_id" in columns else ["project"]
    for name in idle:
        if any(query.get(name, ())):
            raise BadLink(
                f"这个数字的明细不能按{NAMES[name]}选，可用搜索",
                where=f"{name}=",
                way_out=WAY_BACK,
            )


def search_text(frame: DataFrame) -> "Series[str]":
    """What a search looks into, one text a row; made once a frame, as joining is the slow part."""
    parts = [frame[name].fillna("").astype(str) for name in SEARCHED if name in frame]
    joined = parts[0]
    for part in parts[1:]:
        joined = joined + "\n" + part
    return joined


def of_project(frame: DataFrame, project: str) -> DataFrame:
    """The rows of just one project, by its code; all where none is named."""
    return frame[frame["project_id"] == project] if project else frame


def matching(frame: DataFrame, narrowing: Narrowing) -> DataFrame:
    """The rows that a choice keeps."""
    frame = of_project(frame, narrowing.project)
    keep = pd.Series(True, index=frame.index)
    for name, column in MANY.items():
        if values := getattr(narrowing, name):
            keep &= frame[column].isin(values)
    if narrowing.show:
        keep &= showing(frame, narrowing.show)
    for word in narrowing.q.split():
        keep &= frame["searched"].str.contains(word, case=False, regex=False)
    return frame[keep]


def showing(frame: DataFrame, show: str) -> "Series[bool]":
    """Which rows a code of SHOWS keeps; beyond 亮灯 and 未入库 the frame says it (``is_shown``)."""
    if show not in USUAL_SHOWS:
        return frame["is_shown"]
    if show == "lit":
        return frame["lamp"].isin(LIT)
    due = frame["to_register"].fillna(False).astype(bool)
    return due & ~frame["registered"].fillna(False).astype(bool)


def sorted_by(frame: DataFrame, sort: str) -> DataFrame:
    """The rows in the order of a code of SORTS; equal ones stay as the question gave them."""
    _, column, ascending = SORTS[sort]
    if not column:
        return frame.sort_values("lamp_level", ascending=False, kind="stable")
    return frame.sort_values(column, ascending=ascending, kind="stable", na_position="last")


@dataclass(frozen=True)
class Address:
    """The page's address: a look, a choice and the figure that was clicked (its parameters).

    ``called``: the name of the choice's only project, empty without one.
    """

    look: Look
    narrowing: Narrowing
    clicked: Mapping[str, str]
    called: str = ""

    def to(self, look: Look | None = None, **choice: Any) -> str:
        """The address with another look or other parts of the choice; from the first page."""
        parts: dict[str, Any] = {"pick": "", "page": 1} | choice
        changed = replace(self.narrowing, **parts)
        more: dict[str, str | Sequence[str]] = {**self.clicked, **changed.query()}
        return f"{PATH}?{(look or self.look).query(**more)}"

    def toggled(self, field: str, value: str, **narrow: Any) -> str:
        """The address with a value put into a filter of the look, or taken out of it.

        ``narrow``: further fields of the filters to set.
        """
        now: tuple[str, ...] = getattr(self.look.filters, field)
        new = tuple(v for v in now if v != value) if value in now else (*now, value)
        return self.to(self.look.narrowed(**{field: new}, **narrow))

    def opened(self, indicator: str) -> str:
        """The address that opens the rows behind an indicator, within the same choice."""
        changed = replace(self.narrowing, pick="", page=1).query()
        return f"{PATH}?{self.look.query(indicator=indicator, **changed)}"

    def cleared(self) -> str:
        """The address without any choice of projects; day, columns and order stay."""
        none: dict[str, Any] = dict.fromkeys(PARAMETERS.values(), ())
        kept = ("sort", "cols", "since", "since_version")
        plain = Narrowing(**{name: getattr(self.narrowing, name) for name in kept})
        return replace(self, narrowing=plain).to(self.look.narrowed(**none))

    def chips(self, indicator: str = "") -> list[tuple[str, str, str]]:
        """What is chosen, one (name, value, the address without it) a value."""
        said = []
        if indicator:
            said.append(("指标", indicator, replace(self, clicked={}).to()))
        for name, field in PARAMETERS.items():
            for value in getattr(self.look.filters, field):
                said.append((LABELS[name], value, self.toggled(field, value)))
        for name in MANY:
            values = getattr(self.narrowing, name)
            for value in values:
                rest = tuple(v for v in values if v != value)
                shown = lamps.WORDS[value] if name == "lamp" else value
                left: dict[str, Any] = {name: rest}
                said.append((NAMES[name], shown, self.to(**left)))
        if self.narrowing.show:
            said.append(("只看", SHOWS[self.narrowing.show], self.to(show="")))
        if words := self.narrowing.q.strip():
            said.append(("搜索", words, self.to(q="")))
        if self.narrowing.project:
            said.append(("项目", self.called or self.narrowing.project, self.to(project="")))
        return said

    def words(self) -> list[str]:
        """The page's own choice in words, in front of a finding."""
        own = self.narrowing
        said = [self.called or own.project, "、".join(own.lead), "、".join(own.org)]
        said.append("、".join(lamps.WORDS[value].split()[-1] for value in own.lamp))
        said.append(f"{'、'.join(own.stage)}阶段" if own.stage else "")
        said.append(SHOWS[own.show] if own.show else "")
        said.append(f"“{own.q.strip()}”" if own.q.strip() else "")
        return [part for part in said if part]
