"""The registry of questions: what the rows of an answer are, which of them is the figure, and how
they are told apart and shown.

A question that gives one row, and whose rows no link opens, needs no entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from cockpit.registry import columns
from cockpit.registry.columns import Column

Said = Literal["usual_row", "first", "latest_known", "last_complete", "with_all_members"]

SUBJECTS = {  # of the questions in a folder of queries/, in the order of 指标口径
    "growth": "固定资产投资增速",
    "investment": "完成投资与年末",
    "change": "变动与所需",
    "implementation": "实施、开工与投产",
    "funds": "专项债资金",
    "pipeline": "跑项争资",
    "classes": "类别重叠、期次与园区",
    "lamps": "红黄绿灯",
    "freshness": "填报",
    "dispatch": "三必调度与问题",
    "assessment": "督导考核",
    "ceremonies": "集中开工与观摩",
    "meeting": "周一碰头会",
}
SELECTORS = {  # parameters of a link that pick among rows, each named after its column
    "year": "发行年度",
    "work_state": "完成与到位",
    "library": "库",
    "flow_stage": "走到",
    "hop": "哪一步",
    "board": "推进台",
    "board_step": "环节",
    "stat_state": "入统进度",
    "reason": "退出原因",
    "region": "地区",
    "peer_group": "分组",
    "service": "六包",
    "organisation": "责任单位",
    "tier": "现由谁管",
    "step": "办理",
    "age": "在办时长",
    "leader": "分包领导",
    "part": "项目范围",
    "owner_role": "办理岗位",
    "thing": "五有",
    "mode": "模式",
    "source": "资金来源",
    "solved_year": "解决年份",
    "ceremony_id": "集中开工场次",
    "inspection_id": "观摩编号",
    "tour_group": "观摩组",
    "body": "观摩对象",
    "meeting_id": "碰头会",
    "phase": "期次",
    "conversion_step": "走到哪一步",
    "subdomain": "子领域",
    "project_state": "建设状态",
    "combination": "类别组合",
    "classes_held": "一身几类",
    "held_in": "在一类还是多类",
    "park_id": "园区",
}


@dataclass(frozen=True)
class QuestionEntry:
    """What the rows of an answer are.

    Of rows that a figure opens. ``noun``: what one is called; ``columns``: of their table;
    ``usual``: those that show until others are chosen, by name, all where it is empty;
    ``counted``: columns of which figures are made, without a place in the table;
    ``selectors``: which of ``SELECTORS`` pick among them; ``of_projects``: whether each is a
    project.

    Of an answer that gives figures. ``usual_row``: the row that is the figure, unless a link says
    otherwise, as column values (None: empty). ``said``: which rows are read as present values: the
    usual ones; the first; home's latest known rate; the last complete month; the groups of which
    every member has a rate. ``label``: the column that tells these apart; ``narrows``: the field
    of the filters that a label chooses. ``period``: the column of the period, where a value is
    said with it; ``whose``: and with home, or its lead, in front. ``kind``: the column that says of
    what kind a published figure is, or ``is_sample``; empty: of the ledger's kind.
    """

    noun: str = ""
    columns: tuple[Column, ...] = ()
    usual: tuple[str, ...] = ()
    counted: tuple[Column, ...] = ()
    selectors: tuple[str, ...] = ()
    of_projects: bool = False
    usual_row: Mapping[str, Any] = field(default_factory=dict)
    said: Said = "usual_row"
    label: str = ""
    narrows: str = ""
    period: str = ""
    whose: Literal["", "home", "lead"] = ""
    kind: str = ""

    def column(self, name: str) -> Column:
        """A column of its rows, in the table or counted. Raises KeyError."""
        for column in (*self.columns, *self.counted):
            if column.name == name:
                return column
        raise KeyError(name)


QUESTIONS: dict[str, QuestionEntry] = {
    "rows.ledger": QuestionEntry(
        noun="个项目",
        columns=columns.PROJECTS,
        usual=columns.USUAL_PROJECTS,
        counted=columns.PROJECTS_COUNTED,
        of_projects=True,
    ),
    "rows.bond_issues": QuestionEntry(
        noun="笔债券", columns=columns.BOND_ISSUES, selectors=("year",)
    ),
    "rows.pipeline_entries": QuestionEntry(
        noun="条", columns=columns.PIPELINE_ENTRIES, selectors=("library",)
    ),
    "rows.growth_points": QuestionEntry(
        noun="个地区", columns=columns.GROWTH_POINTS, selectors=("region",)
    ),
    "growth.members": QuestionEntry(
        noun="个成员", columns=columns.GROWTH_MEMBERS, selectors=("peer_group",)
    ),
    "growth.latest": QuestionEntry(usual_row={"is_home": True}, label="region", kind="kind"),
    "growth.ranks": QuestionEntry(said="with_all_members", label="peer_group", kind="is_sample"),
    "growth.series": QuestionEntry(
        columns=columns.GROWTH_SERIES,
        said="latest_known",
        period="period_end",
        whose="home",
        kind="kind",
    ),
    "growth.pairs": QuestionEntry(said="first", period="period_end", whose="lead", kind="own_kind"),
    "investment.monthly": QuestionEntry(said="last_complete", period="month"),
    "change.needed_by_class": QuestionEntry(usual_row={"project_class": None}),
    "implementation.by_class": QuestionEntry(
        usual_row={"level_group": "全部"}, label="project_class", narrows="classes"
    ),
    "implementation.conversion": QuestionEntry(usual_row={"phase": None}, label="conversion_step"),
    "implementation.conversion_rows": QuestionEntry(
        noun="个项目",
        columns=columns.CONVERSION,
        counted=columns.CONVERSION_COUNTED,
        selectors=("phase", "conversion_step"),
    ),
    "implementation.states": QuestionEntry(usual_row={"project_state": None}),
    "implementation.state_rows": QuestionEntry(
        noun="个项目",
        columns=columns.PROJECT_STATES,
        counted=columns.LISTED_COUNTED,
        selectors=("project_state",),
    ),
    "classes.overlaps": QuestionEntry(
        usual_row={"combination": None, "classes_held": None, "held_in": None}
    ),
    "classes.overlap_rows": QuestionEntry(
        noun="个项目",
        columns=columns.OVERLAPS,
        counted=columns.LISTED_COUNTED,
        selectors=("combination", "classes_held", "held_in"),
    ),
    "classes.parts": QuestionEntry(usual_row={"phase": None, "subdomain": None}),
    "classes.pairs": QuestionEntry(
        noun="个项目",
        columns=columns.PAIRS,
        counted=columns.PAIRS_COUNTED,
        selectors=("phase", "subdomain"),
    ),
    "classes.parks": QuestionEntry(usual_row={"park_id": None}),
    "classes.park_rows": QuestionEntry(
        noun="个园区",
        columns=columns.PARKS,
        counted=columns.PARKS_COUNTED,
        selectors=("park_id",),
    ),
    "funds.bonds": QuestionEntry(usual_row={"year": None}),
    "funds.work_states": QuestionEntry(usual_row={"work_state": None}),
    "funds.projects": QuestionEntry(
        noun="个项目",
        columns=columns.BOND_PROJECTS,
        counted=columns.BOND_PROJECTS_COUNTED,
        selectors=("work_state",),
    ),
    "funds.payments": QuestionEntry(usual_row={"year": None}),
    "funds.sources": QuestionEntry(usual_row={"source": None, "mode": None}),
    "funds.flows": QuestionEntry(
        noun="笔资金",
        columns=columns.FLOWS,
        counted=columns.FLOWS_COUNTED,
        selectors=("source", "mode"),
    ),
    "pipeline.libraries": QuestionEntry(label="library"),
    "pipeline.flow": QuestionEntry(label="flow_stage"),
    "pipeline.flow_rows": QuestionEntry(
        noun="个条目",
        columns=columns.FLOW_ENTRIES,
        counted=columns.FLOW_COUNTED,
        selectors=("library", "flow_stage"),
    ),
    "pipeline.hops": QuestionEntry(label="hop"),
    "pipeline.hop_rows": QuestionEntry(
        noun="个", columns=columns.HOPS, counted=columns.HOPS_COUNTED, selectors=("hop",)
    ),
    "pipeline.board": QuestionEntry(label="board_step"),
    "pipeline.board_rows": QuestionEntry(
        noun="个", columns=columns.BOARD_CARDS, selectors=("board", "board_step")
    ),
    "pipeline.statistics": QuestionEntry(usual_row={"stat_state": None}),
    "pipeline.statistics_rows": QuestionEntry(
        noun="个项目",
        columns=columns.STATISTICS,
        counted=columns.STATISTICS_COUNTED,
        selectors=("stat_state",),
    ),
    "pipeline.dropped": QuestionEntry(usual_row={"library": None, "reason": None}),
    "pipeline.dropped_rows": QuestionEntry(
        noun="个条目", columns=columns.DROPPED, selectors=("library", "reason")
    ),
    "lamps.by_project": QuestionEntry(
        noun="个项目", columns=columns.LAMPS, counted=columns.LAMPS_COUNTED, of_projects=True
    ),
    "freshness.by_project": QuestionEntry(
        noun="个项目",
        columns=columns.REPORTERS,
        counted=columns.REPORTERS_COUNTED,
        of_projects=True,
    ),
    "dispatch.daily": QuestionEntry(usual_row={"on_date": None}),
    "dispatch.weekly": QuestionEntry(usual_row={"week_start": None}),
    "dispatch.today_rows": QuestionEntry(noun="个项目", columns=columns.DAY_CALLS),
    "dispatch.daily_rows": QuestionEntry(noun="个项目", columns=columns.REPORT_DAYS),
    "dispatch.weekly_rows": QuestionEntry(noun="个项目", columns=columns.VISIT_WEEKS),
    "dispatch.monthly_rows": QuestionEntry(noun="个节点", columns=columns.NODES_DUE),
    "dispatch.coverage": QuestionEntry(usual_row={"leader": None}),
    "dispatch.coverage_rows": QuestionEntry(
        noun="个项目", columns=columns.LEADER_ROUNDS, selectors=("leader",)
    ),
    "dispatch.teams": QuestionEntry(usual_row={"leader": None, "part": None}),
    "dispatch.team_rows": QuestionEntry(
        noun="个项目",
        columns=columns.TEAM_PROJECTS,
        counted=columns.TEAM_COUNTED,
        selectors=("leader", "part"),
    ),
    "dispatch.team_steps": QuestionEntry(usual_row={"service": None, "part": None}),
    "dispatch.team_steps_rows": QuestionEntry(
        noun="个项目",
        columns=columns.TEAM_STEPS,
        counted=columns.TEAM_STEPS_COUNTED,
        selectors=("service", "part"),
    ),
    "dispatch.team_thirds_rows": QuestionEntry(noun="人", columns=columns.TEAM_MEMBERS),
    "dispatch.on_site": QuestionEntry(usual_row={"owner_role": None}),
    "dispatch.on_site_rows": QuestionEntry(
        noun="个问题", columns=columns.ON_SITE, selectors=("owner_role",)
    ),
    "dispatch.branches": QuestionEntry(usual_row={"thing": None}),
    "dispatch.branch_projects": QuestionEntry(noun="个项目", columns=columns.BRANCH_PROJECTS),
    "dispatch.branches_rows": QuestionEntry(
        noun="项", columns=columns.BRANCHES, selectors=("thing",)
    ),
    "dispatch.problems": QuestionEntry(
        usual_row=dict.fromkeys(("service", "organisation", "tier", "step", "age"))
    ),
    "dispatch.problems_rows": QuestionEntry(
        noun="个问题",
        columns=columns.PROBLEMS,
        selectors=("service", "organisation", "tier", "step", "age"),
    ),
    "dispatch.enterprise": QuestionEntry(usual_row={"solved_year": None}),
    "dispatch.enterprise_rows": QuestionEntry(
        noun="个诉求", columns=columns.ENTERPRISE, selectors=("solved_year",)
    ),
    "dispatch.approvals": QuestionEntry(usual_row={"mode": None}),
    "dispatch.approvals_rows": QuestionEntry(
        noun="件", columns=columns.APPROVALS, selectors=("mode",)
    ),
    "assessment.bodies": QuestionEntry(label="body"),
    "ceremonies.ceremonies": QuestionEntry(usual_row={"ceremony_id": None}),
    "ceremonies.project_rows": QuestionEntry(
        noun="个项目",
        columns=columns.CEREMONY_PROJECTS,
        counted=columns.CEREMONY_COUNTED,
        selectors=("ceremony_id",),
    ),
    "ceremonies.tours": QuestionEntry(usual_row={"inspection_id": None, "tour_group": None}),
    "ceremonies.scores": QuestionEntry(usual_row={"is_latest": True}, label="body"),
    "ceremonies.score_rows": QuestionEntry(
        noun="张票", columns=columns.BALLOT_MARKS, selectors=("inspection_id", "body")
    ),
    "ceremonies.ballots": QuestionEntry(
        noun="张票", columns=columns.BALLOTS, selectors=("inspection_id", "tour_group")
    ),
    "ceremonies.promises": QuestionEntry(
        noun="个承诺",
        columns=columns.PROMISES,
        counted=columns.PROMISES_COUNTED,
        selectors=("inspection_id", "tour_group"),
    ),
    "meeting.settled": QuestionEntry(usual_row={"meeting_id": None}),
    "meeting.decisions": QuestionEntry(
        noun="件",
        columns=columns.DECISIONS,
        counted=columns.DECISIONS_COUNTED,
        selectors=("meeting_id",),
    ),
    "meeting.discussed": QuestionEntry(label="name"),
    "dispatch.problem_week_rows": QuestionEntry(noun="个问题", columns=columns.PROBLEM_WEEK),
}
_PLAIN = QuestionEntry()


def entry(question: str) -> QuestionEntry:
    """The entry of a question, ``"investment.total"``; an empty one where it needs none."""
    return QUESTIONS.get(question, _PLAIN)


def subject(question: str) -> str:
    """The heading under which 指标口径 has the figures of a question."""
    return SUBJECTS.get(question.partition(".")[0], "其他")
