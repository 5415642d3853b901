"""The pages: the one list of them, in the order of the sidebar.

The router, the sidebar, links' previews, downloads, the definitions, tests and benchmarks all read
it; a page that is not here is nowhere, and a test holds that each has all that it needs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from cockpit import settings
from cockpit.city import City
from cockpit.link import since
from cockpit.link.look import Look
from cockpit.screens import figure_link
from cockpit.screens.assessment.data import READS as ASSESSMENT
from cockpit.screens.bonds.data import READS as BONDS
from cockpit.screens.bulletin.checked import READS as BULLETIN
from cockpit.screens.ceremonies.data import READS as CEREMONIES
from cockpit.screens.classes.data import READS as CLASSES
from cockpit.screens.growth.data import LABELS as GROWTH
from cockpit.screens.history.data import READS as HISTORY
from cockpit.screens.ledger import narrowing
from cockpit.screens.monday.agenda import READS as MONDAY
from cockpit.screens.musts.data import READS as MUSTS
from cockpit.screens.page import Headline
from cockpit.screens.pipeline.data import READS as PIPELINE
from cockpit.screens.problems.data import READS as PROBLEMS
from cockpit.screens.targets import solver
from cockpit.screens.teams.data import READS as TEAMS
from cockpit.screens.view import View
from cockpit.screens.worklog.page import READS as WORKLOG
from queries.filters import Filters

SCRIPTS = settings.ROOT / "pages"


@dataclass(frozen=True)
class PageEntry:
    """A page.

    ``path``: its address, without the slash; ``title``: in the sidebar, under ``section``;
    ``script``: its file below ``pages/``; ``about``: what it is for, in a sentence. ``own``: the
    parameters that it reads beside a look's (cockpit.link.look.NAMES); any other name in a link is
    refused. ``example_query``: those without which it shows nothing, or less. ``shows``: codes of
    the indicators whose figures it draws, in any view; of pages with ``is_explaining`` all.
    ``screen``: its name among the screens of an indicator, where the title would not do.
    ``is_listed``: whether the sidebar leads to it. ``is_filtered``: whether the day and the choice
    of projects change what it shows; else its bar does not offer them. ``is_scoped``: whether the
    choice does: a meeting is the city's.
    """

    path: str
    title: str
    section: str
    script: str
    about: str
    own: tuple[str, ...] = ()
    example_query: Mapping[str, str] = field(default_factory=dict, hash=False)
    shows: tuple[str, ...] = ()
    is_explaining: bool = False
    screen: str = ""
    is_listed: bool = True
    is_filtered: bool = True
    is_scoped: bool = True

    @property
    def room(self) -> str:
        """Its room among the screens."""
        return self.path or "wall"

    def headline(self, view: View) -> Headline:
        """What it finds for a view, made once an address. Raises CockpitError."""

        def make() -> Headline:
            made: Headline = self._room().headline(view)
            return made

        own = (tuple(view.query.get(name, ())) for name in self.own)
        return view.cached(f"headline {self.path}", make, *own)

    def views(self, view: View) -> Sequence[Mapping[str, str]]:
        """What its further views are asked for by; none where it has just one."""
        made: Sequence[Mapping[str, str]] = getattr(self._room(), "views", lambda _: ())(view)
        return made

    def _room(self) -> Any:
        return import_module(f"cockpit.screens.{self.room}")

    @property
    def file(self) -> Path:
        """Its script."""
        return SCRIPTS / self.script

    @property
    def name(self) -> str:
        """A word of the file system's for it: of a picture, of a line in a benchmark."""
        return self.file.stem

    def window(self, city: City) -> str:
        """The title of its window."""
        return f"{self.title} · {city.brand}"

    def description(self, city: City) -> str:
        """What a link's preview says of it."""
        return f"{city.title}调度驾驶舱。{self.title}：{city.said(self.about)}"

    def example(self, as_of: date) -> str:
        """The address of the page at its fullest on the demonstration, at a day."""
        return f"/{self.path}?{Look(Filters(as_of)).query(**self.example_query)}"


# fmt: off
_LIST = (
    PageEntry(
        "", "驾驶舱", "会议", "screen/cockpit.py",
        "{digits}",
        own=("indicator", *since.READS),
        shows=(
            "fai_growth", "fai_lead_pp", "fai_over_target_pp", "fai_rank", "completed",
            "completion", "ahead", "target_completion", "target_ahead", "to_target",
            "needed_monthly", "forecast", "forecast_low", "forecast_high", "domains_ahead",
            "listed", "implemented", "implemented_projects", "due", "due_not_implemented",
            "start_rate", "bond_projects", "bond_issued", "bond_used", "bond_use_rate",
            "pipeline_entries", "pipeline_total", "daily_report", "weekly_visit",
            "monthly_check", "leader_coverage", "posts_filled", "problems_in_hand",
            "problems_overdue", "three_day_rate", "problem_overdue",
            "decisions_overdue", "not_reported",
        ),
        screen="驾驶舱与大屏",
    ),
    PageEntry(
        "monday", "周一碰头会", "会议", "meeting/monday.py",
        "这次研究哪个项目、为什么，上次议定的落实了没有",
        own=MONDAY,
        shows=(
            "slow_score", "ahead", "decisions_agreed", "decisions_done", "decisions_overdue",
            "decisions_done_rate", "not_reported",
        ),
        is_scoped=False,
    ),
    PageEntry(
        "targets", "目标进度", "分析", "analysis/targets.py",
        "年底能不能完成，差在哪些项目",
        own=(*solver.READS, *since.READS),
        shows=(
            "fai_growth", "fai_over_target_pp", "fai_rank", "completed", "annual_plan",
            "completion", "ahead", "target_completion", "target_ahead", "needed_monthly",
            "forecast", "listed", "projects", "implemented", "implemented_projects",
            "due_not_implemented", "to_go", "recent_monthly", "closable", "to_target",
            "pairs_to_target", "not_reported",
        ),
    ),
    PageEntry(
        "growth", "增速对比", "分析", "analysis/growth.py",
        "固定资产投资增速与目标、各地相比",
        own=tuple(GROWTH),
        shows=(
            "fai_growth", "fai_lead_pp", "fai_over_target_pp", "fai_rank", "fai_period_growth",
            "fai_pair_lead_pp", "not_reported",
        ),
    ),
    PageEntry(
        "why", "变动原因", "分析", "analysis/why.py",
        "一个数变了多少，由哪些项目",
        own=("indicator", "project", "cause", *since.READS),
        shows=(
            "completed", "completion", "ahead", "recent_week", "needed_weekly", "not_reported",
        ),
    ),
    PageEntry(
        "classes", "各类项目", "分析", "analysis/classes.py",
        "哪一类落后、一身几类的有哪些，各类先看的指标",
        own=CLASSES,
        shows=(
            "listed", "implemented", "due_not_implemented", "projects", "implemented_projects",
            "annual_plan", "completed", "completion", "ahead", "start_rate", "production_rate",
            "conversion", "stage_reached", "stage_stuck", "state_projects", "overlap_projects",
            "pairs", "pairs_plan", "pairs_completed", "pairs_behind", "pairs_completion",
            "pairs_ahead", "bond_issued", "bond_used", "bond_use_rate", "bond_idle",
            "fund_allotted", "fund_arrived", "fund_paid", "fund_arrival_rate",
            "fund_payment_rate", "parks", "park_buildings", "park_started", "park_topped",
            "park_signed", "park_opened", "park_built", "not_reported",
        ),
    ),
    PageEntry(
        "musts", "三必执行", "调度", "dispatch/musts.py",
        "每天必传、每周必到、每月必查执行得怎样，现在该催谁",
        own=MUSTS,
        shows=(
            "daily_report", "due_today", "reported_today", "missing_today", "weekly_visit",
            "monthly_check", "leader_coverage", "not_reported",
        ),
    ),
    PageEntry(
        "problems", "问题", "调度", "dispatch/problems.py",
        "在办的问题到了哪一步、超期几天、在谁手里",
        own=PROBLEMS,
        shows=(
            "problems_in_hand", "problems_overdue", "three_day_rate", "problem_median_days",
            "problems_before", "problems_raised", "problems_moved", "problems_closed",
            "problems_of_year", "enterprise_solved", "enterprise_subsidy", "approvals_granted",
            "approval_days", "not_reported",
        ),
    ),
    PageEntry(
        "teams", "分包与专班", "调度", "dispatch/teams.py",
        "哪位分包领导的项目落后、哪个岗位空着、六包走到哪一步",
        own=TEAMS,
        shows=(
            "annual_plan", "completion", "leader_coverage", "team_projects", "team_plan",
            "team_completed", "team_completion", "team_ahead", "team_rank", "team_red",
            "team_yellow", "team_green", "team_not_counted", "team_late", "team_problems",
            "posts_vacant", "step_projects", "step_days", "item_days", "third_rate",
            "on_site_rate", "branch_built", "branch_complete", "branch_has", "branch_lacks",
            "assessment_score", "not_reported",
        ),
    ),
    PageEntry(
        "worklog", "工作日志", "调度", "dispatch/worklog.py",
        "一个人一个月的项目进展、到场和问题，可打印",
        own=WORKLOG,
        example_query={"person": "示例人员 31"},
        shows=("annual_plan", "completed", "not_reported"),
        is_listed=False,
    ),
    PageEntry(
        "assessment", "督导考核", "调度", "dispatch/assessment.py",
        "这个季度谁居首、谁居末、差在哪里，要定哪些表扬和黄牌",
        own=ASSESSMENT,
        shows=("assessment_score", "not_reported"),
    ),
    PageEntry(
        "ceremonies", "集中开工与观摩", "调度", "dispatch/ceremonies.py",
        "集中开工的项目后来怎样了，观摩谁第一、承诺兑现了没有",
        own=CEREMONIES,
        shows=(
            "ceremony_projects", "ceremony_announced", "ceremony_started", "ceremony_registered",
            "ceremony_unregistered", "ceremony_stalled", "ceremony_not_started",
            "ceremony_median_days", "tour_valid", "tour_void", "tour_mean", "tour_score",
            "tour_promised", "tour_kept", "tour_late", "tour_missed", "not_reported",
        ),
    ),
    PageEntry(
        "bonds", "专项债", "资金", "funds/bonds.py",
        "专项债用了多少、未用的钱在谁那里躺了多久、每月要付多少才赶得上目标",
        own=BONDS,
        shows=(
            "bond_projects", "bond_issued", "bond_used", "bond_use_rate", "bond_idle",
            "bond_short", "bond_needed", "bond_recent", "bond_work_done", "bond_state_projects",
            "bond_state_idle", "bond_paid_over", "bond_done_over", "not_reported",
        ),
    ),
    PageEntry(
        "pipeline", "跑项争资", "资金", "funds/pipeline.py",
        "各个库争来多少、卡在哪一步，开了工的哪些还没入统",
        own=PIPELINE,
        shows=(
            "pipeline_entries", "pipeline_total", "pipeline_plan", "way_reached", "way_waiting",
            "way_left", "hop_rate", "hop_days", "hop_waiting", "board_cards", "board_total",
            "statistics_projects", "statistics_outside", "statistics_unseen",
            "pipeline_dropped", "annual_plan", "completed", "not_reported",
        ),
    ),
    PageEntry(
        "ledger", "项目台账", "项目", "projects/ledger.py",
        "每个数字背后的项目，可筛选、下载",
        own=(*figure_link.READS, *narrowing.READS),
        shows=(
            "completed", "annual_plan", "completion", "ahead", "projects", "not_reported",
        ),
    ),
    PageEntry(
        "project", "项目", "项目", "projects/project.py",
        "一个项目的进度、灯、问题与来源",
        own=("project",),
        example_query={"project": "SL-2022-0011"},
        shows=(
            "completed", "annual_plan", "completion", "ahead", "assessment_score",
            "not_reported",
        ),
        screen="项目页",
        is_listed=False,
    ),
    PageEntry(
        "imports", "导入", "数据", "data/imports.py",
        "放入工作簿，看清读到了什么、错在哪、会变什么，再导入",
        is_filtered=False,
    ),
    PageEntry(
        "history", "版本", "数据", "data/history.py",
        "谁改了什么，能不能撤回",
        own=HISTORY,
        shows=(
            "fai_growth", "annual_plan", "completed", "completion", "ahead", "listed",
            "implemented", "lamp_red", "not_reported",
        ),
    ),
    PageEntry(
        "bulletin", "核稿", "数据", "data/bulletin.py",
        "通报里的数彼此、与台账能不能成立",
        own=BULLETIN,
        is_explaining=True,
        is_filtered=False,
    ),
    PageEntry(
        "freshness", "数据更新情况", "数据", "data/freshness.py",
        "谁还没报，数据到哪一天",
        shows=(
            "days_since", "not_reported", "to_report", "silent", "table_age",
        ),
    ),
    PageEntry(
        "indicators", "指标口径", "数据", "data/indicators.py",
        "每个数字的口径、算式与来源",
        own=("definition",),
        example_query={"definition": "completion"},
        is_explaining=True,
    ),
    PageEntry(
        "reconciliation", "公布与对账", "数据", "data/reconciliation.py",
        "公布数字与台账逐条对照",
        own=("fact",),
        example_query={"fact": "key.ahead"},
        is_explaining=True,
    ),
)
# fmt: on
PAGES: Mapping[str, PageEntry] = {page.path: page for page in _LIST}
SECTIONS: Mapping[str, Sequence[PageEntry]] = {  # section → its pages
    section: [page for page in _LIST if page.section == section]
    for section in dict.fromkeys(page.section for page in _LIST)
}


def screens_of_indicator(code: str) -> list[tuple[str, str]]:
    """Name and path (``/why``) of the screens that show an indicator, in the sidebar's order."""
    return [
        (page.screen or page.title, f"/{page.path}")
        for page in PAGES.values()
        if code in page.shows
    ]
