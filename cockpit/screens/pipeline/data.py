"""What the page of 跑项争资 is drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cockpit.city import Library
from cockpit.errors import NoData
from cockpit.link.values import bad, single
from cockpit.numbers import is_missing, text
from cockpit.screens.figures import FigureMaker
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from queries import lamps, pipeline, rows

PATH = "/pipeline"
READS = ("board",)
STEPS = ("在谈", "签约", "报批", "开工", "在建", "投产")  # of a board, in their order
REGISTERED = "已入库"


@dataclass(frozen=True)
class PipelineData:
    """``board``: which board of steps is shown, a class or a library by its code."""

    view: View
    board: str

    @property
    def as_of(self) -> date:
        """The day looked at."""
        return self.view.look.filters.as_of

    @property
    def entries_on(self) -> date:
        """The day to which entries and their steps are told."""
        return self.view.stamp().day("entries")

    @property
    def stages_on(self) -> date:
        """The day to which starts and stops are told."""
        return self.view.stamp().day("stages")

    @property
    def is_whole(self) -> bool:
        """Whether nothing is chosen."""
        return self.view.look.filters.is_whole

    @property
    def figures(self) -> FigureMaker:
        """What makes the page's figures."""
        return self.view.figures()

    @property
    def followed(self) -> Sequence[str]:
        """The classes that are followed from 签约 on."""
        return [one.code for one in self.view.city.classes if one.is_converted]

    @cached_property
    def named(self) -> Mapping[str, Library]:
        """The libraries that the city has, in its order, then those that only entries name."""
        ours = self.view.city.libraries
        told = {code: Library(code, has_total=True) for code in self.libraries if code not in ours}
        return {**ours, **told}

    @cached_property
    def _libraries(self) -> Sequence[Row]:
        return tuple(each(self.view.ask(pipeline.libraries)))

    @cached_property
    def libraries(self) -> Mapping[str, Row]:
        """Entries of the year by library; those without any are left out."""
        return {row.library: row for row in self._libraries}

    @cached_property
    def entries(self) -> Sequence[Row]:
        """Entries of the year by the day looked at."""
        return tuple(each(self.view.ask(rows.pipeline_entries)))

    @property
    def statistics_library(self) -> Row | None:
        """The library of statistics, where its entries' steps are loaded."""
        return next((row for row in self._libraries if row.is_statistics), None)

    @cached_property
    def ways(self) -> Mapping[str, Sequence[Row]]:
        """The way of each library to statistics, stage by stage."""
        found: dict[str, list[Row]] = {}
        for row in each(self.view.ask(pipeline.flow)):
            found.setdefault(row.library, []).append(row)
        return found

    @cached_property
    def leavers(self) -> Sequence[Row]:
        """Entries that left on the way of a library, at the stage that they left from."""
        return [row for row in each(self.view.ask(pipeline.flow_rows)) if row.leaves]

    @cached_property
    def hops(self) -> Mapping[str, Row]:
        """The hops, by their name."""
        return {row.hop: row for row in each(self.view.ask(pipeline.hops))}

    @cached_property
    def boards(self) -> Mapping[str, Mapping[str, Row]]:
        """The boards that have anything on them: by step."""
        found: dict[str, dict[str, Row]] = {}
        for row in each(self.view.ask(pipeline.board)):
            found.setdefault(row.board, {})[row.board_step] = row
        codes = [*self.followed, *self.named]
        return {code: found[code] for code in sorted(found, key=lambda c: _place(c, codes))}

    @cached_property
    def cards(self) -> Sequence[Row]:
        """The cards of the board that is shown, the longest in a step first."""
        found = each(self.view.ask(pipeline.board_rows))
        return [row for row in found if row.board == self.board]

    @cached_property
    def states(self) -> Mapping[str, Row]:
        """Started projects by how far they are told to statistics."""
        found = each(self.view.ask(pipeline.statistics))
        return {text(row.stat_state): row for row in found if not is_missing(row.stat_state)}

    @property
    def started(self) -> Row | None:
        """All started projects of 500 万元 and more; None without any, or without any 入库."""
        return next(each(self.view.ask(pipeline.statistics)), None)

    @cached_property
    def outside(self) -> Sequence[Row]:
        """Those that have started and are not in statistics."""
        return [row for row in each(self.view.ask(pipeline.statistics_rows)) if row.outside]

    @cached_property
    def lamps(self) -> Mapping[str, str]:
        """The lamp of each project."""
        frame = self.view.ask(lamps.by_project, self.view.look.filters.unchosen())
        return dict(zip(frame["project_id"], frame["lamp"], strict=True))

    @cached_property
    def dropped(self) -> Sequence[Row]:
        """Entries that left in the year: all, by library, by library and reason."""
        return tuple(each(self.view.ask(pipeline.dropped)))

    def left(self, library: str) -> Sequence[Row]:
        """By reason, who left a library, most first."""
        return [r for r in self.dropped if r.library == library and not is_missing(r.reason)]

    def project(self, project_id: str) -> str:
        """The address of a project."""
        return "/project?" + self.view.look.query(project=project_id)

    def rows_of(self, code: str, **where: str) -> str:
        """The address of the rows behind a figure."""
        return "/ledger?" + self.view.look.query(indicator=code, **where)


def _place(code: str, codes: Sequence[str]) -> tuple[int, str]:
    return (codes.index(code) if code in codes else len(codes), code)


@once
def pipeline_data(view: View) -> PipelineData:
    """What the page is drawn from. Raises NoData, BadLink."""
    asked = single(view.query, "board", "推进台")
    found = PipelineData(view, asked)
    known = {*found.boards, *found.followed, *found.named}
    if asked and asked not in known:
        raise bad(f"没有“{asked[:40]}”这个推进台", "board")
    nothing = not (found.libraries or found.hops or found.boards or found.started is not None)
    if nothing:
        raise NoData(
            "截至这一日没有跑项争资的记录" if found.is_whole else "当前筛选下没有跑项争资的记录",
            way_out="导入“项目库”（一条一行）和“入库流程”，或换一个日期"
            if found.is_whole
            else "放宽筛选，或换一个日期",
        )
    return PipelineData(view, asked or next(iter(found.boards), ""))
