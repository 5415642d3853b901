"""What the page of the assessment is drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from pandas import DataFrame

from cockpit.errors import NoData
from cockpit.link.values import bad, day, one_of, single
from cockpit.numbers import is_missing
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from cockpit.tables.contracts import BODY_GROUPS, FORMULAS, PROPOSALS
from queries import assessment
from queries.filters import Filters
from queries.quarters import quarter_before, quarter_end

PATH = "/assessment"
READS = ("quarter", "group", "body", "weights", "decide", "do")
OPENED = ("decide", "do")  # those of a dialog: no other link takes them along
WEIGHTS, FOUND, FIXED = "weights", "found", "fixed"  # what ``do`` opens; FIXED:number of an item
BLOCKS = ("投资完成", "开复工与入库", "竣工投产达效", "服务推进")
NOUNS = {"镇街": "镇街", "市直": "市直单位", "园区": "园区"}
QUARTERS = ("一季度", "二季度", "三季度", "四季度")
PRAISE, CARD = PROPOSALS
WHOLE = 100  # what weights of a trial add up to


@dataclass(frozen=True)
class Proposal:
    """What the rules propose of a body: praise or a card, by which rule; ``row``: its score."""

    kind: str
    row: Row
    rules: Sequence[str]


@dataclass(frozen=True)
class AssessmentData:
    """The scores of a quarter.

    ``quarter_on``: its day, the end of it or the day looked at while it runs; ``group``: of
    BODY_GROUPS; ``body``: the one whose arithmetic is open, empty for none; ``weights``: of a
    trial, None without one; ``decide``: the body and the kind of proposal that the link decides;
    ``do``: the dialog that the link opens (WEIGHTS, FOUND, FIXED), and of which item.
    """

    view: View
    quarter_on: date
    group: str
    body: str
    weights: tuple[int, ...] | None
    decide: tuple[str, str] | None
    do: tuple[str, str]

    @property
    def as_of(self) -> date:
        """The day looked at."""
        return self.view.look.filters.as_of

    @property
    def ends_on(self) -> date:
        """The last day of the quarter."""
        return quarter_end(self.quarter_on)

    @property
    def is_running(self) -> bool:
        """Whether the quarter is not over on the day looked at: it only foretells."""
        return self.as_of < self.ends_on

    @property
    def name(self) -> str:
        """二季度; of another year than that looked at with it."""
        return quarter_name(self.ends_on, self.as_of)

    @property
    def figures(self) -> FigureMaker:
        """What makes the figures of the quarter's day."""
        return self.view.at(self.view.look.narrowed(as_of=self.quarter_on)).figures()

    @cached_property
    def scores(self) -> DataFrame:
        """The scores of the quarter, of all groups."""
        return self.view.ask(assessment.bodies, self.at())

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The scores of the group, the best first."""
        return self.rows_of(self.group)

    @cached_property
    def groups(self) -> Mapping[str, int]:
        """The groups that have bodies, with how many."""
        sizes = self.scores["body_group"].value_counts()
        return {group: int(sizes[group]) for group in BODY_GROUPS if group in sizes}

    @cached_property
    def before(self) -> Mapping[str, int]:
        """The places of the quarter before, by body."""
        found = self.view.ask(assessment.bodies, self.at(quarter_before(self.quarter_on)))
        placed = found[found["place"].notna()]
        return dict(zip(placed["body"], placed["place"].astype(int), strict=True))

    @cached_property
    def tried(self) -> Sequence[Row]:
        """The scores of the group under the weights of the trial; none without one."""
        if self.weights is None:
            return ()
        found = self.view.ask(assessment.bodies, self.at(), weights=tuple(map(float, self.weights)))
        return tuple(each(found[found["body_group"] == self.group]))

    @cached_property
    def block_points(self) -> tuple[float, ...]:
        """The points of the four blocks as the weights table has them."""
        return tuple(float(n) for n in next(each(self.scores)).block_points)

    @cached_property
    def rules(self) -> Mapping[str, Row]:
        """The weights table of the quarter, a line a formula, in the order of its blocks."""
        found = self.view.ask(assessment.rules, self.at())
        return {row.formula: row for row in each(found)}

    @cached_property
    def newest_rules(self) -> Sequence[Row]:
        """The newest weights table, whatever is looked at: it may hold from a later day on."""
        return tuple(each(self.view.ask(assessment.rules, self.at(date.max))))

    @cached_property
    def supervised(self) -> Sequence[Row]:
        """日督导 of seven days, and what is open of before."""
        return tuple(each(self.view.ask(assessment.supervision)))

    @cached_property
    def opened(self) -> Row | None:
        """The score of the body that is open."""
        return next((row for row in each(self.scores) if row.body == self.body), None)

    @cached_property
    def decided_on(self) -> date:
        """The last day of the last quarter that is over: the one whose proposals are decided."""
        return self.ends_on if not self.is_running else quarter_before(self.quarter_on)

    @cached_property
    def decided(self) -> Sequence[Proposal]:
        """The proposals of that quarter, cards first."""
        return self.proposals(self.view.ask(assessment.bodies, self.at(self.decided_on)))

    @cached_property
    def verdicts(self) -> Mapping[tuple[str, str], Row]:
        """What was decided on them by the day looked at, by body and kind."""
        found = self.view.ask(assessment.verdicts, self.at(self.as_of), quarter_end=self.decided_on)
        return {(row.body, row.proposal): row for row in each(found)}

    def rows_of(self, group: str) -> Sequence[Row]:
        """The scores of a group, the best first."""
        return tuple(each(self.scores[self.scores["body_group"] == group]))

    def proposals(self, scores: DataFrame) -> Sequence[Proposal]:
        """What the rules propose by these scores, of all groups, cards first."""
        rows = sorted(each(scores), key=lambda row: BODY_GROUPS.index(row.body_group))
        return [
            *(Proposal(CARD, row, card_rules(row)) for row in rows if row.is_carded),
            *(Proposal(PRAISE, row, (first_words(row),)) for row in rows if row.is_praised),
        ]

    def score(self, row: Row) -> Figure:
        """A body's score."""
        return self.figures.from_ledger("assessment_score", row.score)

    def link(self, **more: str) -> str:
        """The page's address with some of its own parameters changed; empty ones are left out."""
        own = {name: single(self.view.query, name, name) for name in READS if name not in OPENED}
        return f"{PATH}?" + self.view.look.query(**(own | more))

    def at(self, on: date | None = None) -> Filters:
        """The filters of a day, else of the quarter's, over all projects."""
        return self.view.look.filters.unchosen().narrowed(as_of=on or self.quarter_on)


def quarter_name(ends_on: date, seen_on: date) -> str:
    """一季度, or 2021 年四季度 where it is of another year than the day from which it is seen."""
    name = QUARTERS[(ends_on.month - 1) // 3]
    return name if ends_on.year == seen_on.year else f"{ends_on.year} 年{name}"


def first_words(row: Row) -> str:
    """Why praise is proposed."""
    return "本组第 1 名" if row.place == 1 else "本组前两名"


def card_rules(row: Row) -> tuple[str, ...]:
    """Why a card is proposed, each rule in words."""
    said = []
    if row.is_last:
        last = "末名" if row.place == row.placed_bodies and row.placed_bodies < 5 else "后三名"
        behind = abs(round(float(row.ahead_pp), 1))
        said.append(f"第 {int(row.place)} 名（{last}），且低于序时 {behind} 点")
    if row.is_red_again:
        said.append(f"{int(row.red_again)} 个项目连续两个季末红灯（共 {int(row.projects)} 个）")
    return tuple(said)


@once
def assessment_data(view: View) -> AssessmentData:
    """What the page is drawn from. Raises NoData, BadLink."""
    query = view.query
    as_of = view.look.filters.as_of
    quarter_on = _quarter(single(query, "quarter", "季度"), as_of)
    group = one_of(query, "group", "考核组", NOUNS)
    found = AssessmentData(
        view=view,
        quarter_on=quarter_on,
        group=group,
        body=single(query, "body", "考核对象"),
        weights=_weights(single(query, "weights", "试算权重")),
        decide=_decided(single(query, "decide", "决定")),
        do=_done(single(query, "do", "办理")),
    )
    if found.scores.empty:
        raise NoData(
            "截至这一日没有可考核的项目",
            way_out="先导入项目、年度计划与类别（写明乡镇、责任单位），或换一个日期",
        )
    if lacking := [formula for formula in FORMULAS if formula not in found.rules]:
        said = f"考核权重表缺 {'、'.join(lacking)}" if found.rules else "没有装入考核权重表"
        raise NoData(said, way_out="导入考核权重表（每一种算法一行），或换一个日期")
    if found.scores["score"].isna().all():
        raise NoData("还没有年度计划，算不出得分", way_out="导入年度计划，或换一个日期")
    if found.body and found.opened is None:
        raise bad(f"没有“{found.body[:40]}”这个考核对象", "body")
    if group and group not in found.groups:
        raise bad(f"“{group}”组没有考核对象", "group")
    usual = found.opened.body_group if found.opened is not None else next(iter(found.groups))
    return found if group else replace(found, group=usual)


def _quarter(text: str, as_of: date) -> date:
    """The day at which a quarter is scored. Raises BadLink."""
    if not text:
        return as_of
    ends_on = day(text, "quarter")
    if quarter_end(ends_on) != ends_on or ends_on > quarter_end(as_of):
        raise bad(f"“{text[:40]}”不是截至日以前的一个季末", "quarter")
    return min(ends_on, as_of)


def _weights(text: str) -> tuple[int, ...] | None:
    """The weights of a trial, 30-25-20-25. Raises BadLink."""
    if not text:
        return None
    parts = text.split("-")
    if len(parts) != len(BLOCKS) or not all(p.isdecimal() and len(p) <= 3 for p in parts):
        raise bad(f"“{text[:40]}”不是四块的权重，写成 40-25-20-15", "weights")
    weights = tuple(map(int, parts))
    if sum(weights) != WHOLE:
        raise bad(f"四块权重合计 {sum(weights)}，应为 {WHOLE}", "weights")
    return weights


def _decided(text: str) -> tuple[str, str] | None:
    """What a link decides, 黄牌:乔楼镇: the body and the kind. Raises BadLink."""
    if not text:
        return None
    kind, _, body = text.partition(":")
    if kind not in PROPOSALS or not body:
        raise bad(f"没有“{text[:40]}”这条提议", "decide")
    return body, kind


def _done(text: str) -> tuple[str, str]:
    """The dialog that a link opens, and of which item: fixed:DC-001. Raises BadLink."""
    what, _, item = text.partition(":")
    if text and (what not in {WEIGHTS, FOUND, FIXED} or (what == FIXED) != bool(item)):
        raise bad(f"没有“{text[:40]}”这个办理", "do")
    return what, item


def whole(value: Any) -> int:
    """A count; 0 where there is none."""
    return 0 if is_missing(value) else int(value)
