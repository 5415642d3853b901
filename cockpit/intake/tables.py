"""The tables a file may bring: contract, key, references, names, and which are the ledger's."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
from pydantic import AliasChoices, TypeAdapter

from cockpit.intake import contracts as c
from cockpit.intake.columns import CODE, Unit

HELPERS = ("project_name", "project_organisation")  # columns that find the project, not held
LEDGER, REFERENCE, PUBLISHED = "ledger", "reference", "published"


@dataclass(frozen=True)
class Reference:
    """``column`` must be found as ``target_column`` of ``target``."""

    column: str
    target: str
    target_column: str


PROJECT = Reference("project_id", "project", "project_id")


@dataclass(frozen=True)
class Table:
    """A table of the lake as files bring it.

    ``key`` are the columns that name a row; ``group`` says whose data it is: the ledger's (what
    ``start-real`` replaces), reference data, or published figures. ``names`` are Chinese names of
    files and sheets; the first is shown. ``quiet`` columns make no difference by themselves and
    keep their first value. ``until_next``: a row stands until the next one (by the key's last
    column), which takes its place whole: a project's profile, a revision of a plan.
    """

    name: str
    row: type[c.Row]
    key: tuple[str, ...]
    group: str
    names: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    quiet: tuple[str, ...] = ()
    until_next: bool = False

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Columns a file may have, those that only find the project among them."""
        return tuple(self.row.model_fields)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Columns the lake holds."""
        return tuple(field for field in self.fields if field not in HELPERS)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Columns without which a file is not of this table."""
        return tuple(f for f, info in self.row.model_fields.items() if info.is_required())

    @cached_property
    def naming(self) -> frozenset[str]:
        """Fields that say which project or thing a row is about."""
        return frozenset({"project_id", "project_name", "name", "region", *self.key})

    @cached_property
    def headers(self) -> dict[str, str]:
        """Header as files write it → field."""
        known = {field: field for field in self.fields}
        for field, info in self.row.model_fields.items():
            if isinstance(info.validation_alias, AliasChoices):
                known |= {str(alias): field for alias in info.validation_alias.choices}
        return known

    @cached_property
    def types(self) -> dict[str, pa.DataType]:
        """Field → the Arrow type in which the lake holds it."""
        return {field: _arrow_type(self.row, field) for field in self.fields}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Field → its unit, of those that have one."""
        noted = {field: _noted(self.row, field) for field in self.fields}
        return {f: n for f, notes in noted.items() for n in notes if isinstance(n, Unit)}

    @cached_property
    def codes(self) -> frozenset[str]:
        """Fields that are codes: keys that people make up."""
        return frozenset(f for f in self.fields if CODE in _noted(self.row, f))

    @cached_property
    def adapter(self) -> TypeAdapter[list[c.Row]]:
        """Validates a list of rows at once."""
        return TypeAdapter(list[self.row])  # type: ignore[name-defined]

    def missing(self, fields: Iterable[str]) -> list[str]:
        """Labels of the required columns that are not among ``fields``."""
        given = set(fields)
        lacking = [self.label(field) for field in self.required if field not in given]
        needs_project = PROJECT in self.references and self.row is not c.PipelineEntry
        if needs_project and not given & {"project_id", "project_name"}:
            lacking.insert(0, "项目代码（或项目名称）")
        return lacking

    def label(self, field: str) -> str:
        """The Chinese name of a field; the field itself where it has none."""
        return next((header for header, f in self.headers.items() if f == field != header), field)


def _noted(row: type[c.Row], field: str) -> list[object]:
    """What the type of a field carries: its Arrow type, its unit."""
    info = row.model_fields[field]
    parts: list[object] = [*info.metadata]
    for inner in getattr(info.annotation, "__args__", ()):  # Kind | None
        parts += getattr(inner, "__metadata__", ())
    return parts


def _arrow_type(row: type[c.Row], field: str) -> pa.DataType:
    return next(note for note in _noted(row, field) if isinstance(note, pa.DataType))


def _table(
    row: type[c.Row],
    name: str,
    key: str,
    group: str,
    names: str,
    *references: Reference,
    quiet: tuple[str, ...] = (),
    until_next: bool = False,
) -> Table:
    split = tuple(key.split()), group, tuple(names.split())
    return Table(name, row, *split, references, quiet, until_next)


_ALL = (
    _table(
        c.Project,
        "project",
        "project_id valid_from",
        LEDGER,
        "项目 项目台账",
        until_next=True,
    ),
    _table(
        c.ProjectAlias,
        "project_alias",
        "old_id new_id",
        LEDGER,
        "项目更名 更名合并",
        Reference("new_id", "project", "project_id"),
    ),
    _table(
        c.ProjectYear,
        "project_year",
        "project_id year revision",
        LEDGER,
        "年度计划 项目年度计划",
        PROJECT,
        until_next=True,
    ),
    _table(
        c.PlanCurve,
        "plan_curve",
        "project_id year revision month",
        LEDGER,
        "计划曲线 月度计划",
        PROJECT,
    ),
    _table(
        c.ClassMembership,
        "class_membership",
        "project_id project_class valid_from",
        LEDGER,
        "项目分类 五类项目",
        PROJECT,
    ),
    _table(
        c.StageEvent, "stage_event", "project_id stage on_date", LEDGER, "项目阶段 阶段", PROJECT
    ),
    _table(
        c.ProgressReport,
        "progress_report",
        "project_id report_date",
        LEDGER,
        "进度报告 进度 日报",
        PROJECT,
        quiet=("received_at",),
    ),
    _table(c.Milestone, "milestone", "milestone_id", LEDGER, "节点 关键节点", PROJECT),
    _table(
        c.MilestoneCheck,
        "milestone_check",
        "milestone_id month",
        LEDGER,
        "节点检查 每月必查",
        Reference("milestone_id", "milestone", "milestone_id"),
    ),
    _table(c.Visit, "visit", "project_id on_date visited_by person", LEDGER, "到场 督导", PROJECT),
    _table(c.Problem, "problem", "problem_id", LEDGER, "问题 问题台账", PROJECT),
    _table(
        c.RoleAssignment,
        "role_assignment",
        "project_id role valid_from",
        LEDGER,
        "五个一 责任人",
        PROJECT,
    ),
    _table(c.BondIssue, "bond_issue", "issue_id", LEDGER, "债券发行 专项债发行", PROJECT),
    _table(
        c.BondUse,
        "bond_use",
        "issue_id report_date",
        LEDGER,
        "债券使用 专项债使用",
        Reference("issue_id", "bond_issue", "issue_id"),
    ),
    _table(c.PipelineEntry, "pipeline_entry", "entry_id", LEDGER, "项目库 储备库", PROJECT),
    _table(c.Waiver, "waiver", "rule key", LEDGER, "例外"),
    _table(c.Program, "program", "year digit position valid_from", REFERENCE, "行动计划 年度目标"),
    _table(c.PeerGroup, "peer_group", "peer_group region valid_from", REFERENCE, "地区分组"),
    _table(c.Calendar, "calendar", "on_date", REFERENCE, "日历 工作日"),
    _table(c.LampRule, "lamp_rule", "rule valid_from", REFERENCE, "亮灯规则"),
    _table(c.ScoreWeight, "score_weight", "component valid_from", REFERENCE, "评分权重"),
    _table(c.FundTarget, "fund_target", "target_id", REFERENCE, "支付目标"),
    _table(c.Domain, "domain", "domain valid_from", REFERENCE, "领域"),
    _table(c.Township, "township", "township", REFERENCE, "乡镇街道 乡镇"),
    _table(c.ProjectClass, "class", "project_class", REFERENCE, "类别 项目类别"),
    _table(c.City, "city", "name", REFERENCE, "城市"),
    _table(c.Plan, "plan", "year", REFERENCE, "行动"),
    _table(c.Benchmark, "benchmark", "region", REFERENCE, "对比地区"),
    _table(c.Level, "level", "level", REFERENCE, "层级"),
    _table(c.Grip, "grip", "grip", REFERENCE, "抓手"),
    _table(c.Library, "library", "library", REFERENCE, "库名"),
    _table(c.FactFigure, "fact_figure", "fact_id", REFERENCE, "公布数对照"),
    _table(
        c.RegionalGrowth, "regional_growth", "region period_end kind", PUBLISHED, "投资增速 增速"
    ),
    _table(c.PublishedFact, "published_fact", "fact_id", PUBLISHED, "公布事实"),
    _table(
        c.FactNote,
        "fact_note",
        "fact_id",
        PUBLISHED,
        "事实说明",
        Reference("fact_id", "published_fact", "fact_id"),
    ),
)
TABLES = {table.name: table for table in _ALL}


def named(stem: str) -> Table | None:
    """The table that a file or sheet is called after: its name, then nothing or no letter.

    ``progress_report-2022-06`` and ``进度报告（6月）`` are 进度报告; ``项目情况`` is nothing known.
    """
    found = [
        (len(name), table)
        for table in _ALL
        for name in (table.name, *table.names)
        if stem.lower().startswith(name) and not stem[len(name) : len(name) + 1].isalpha()
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def fitting(headers: Iterable[str]) -> list[Table]:
    """The tables that have all of these headers and lack no required column."""
    given = set(headers)
    return [
        table
        for table in _ALL
        if given <= set(table.headers)
        and not table.missing(table.headers[header] for header in given)
    ]


def nearest(headers: Iterable[str]) -> Table | None:
    """The table that knows most of these headers, at least one; of equals that lacking least."""
    given = set(headers)

    def fits(table: Table) -> tuple[int, int]:
        known = [table.headers[header] for header in given if header in table.headers]
        return len(known), -len(table.missing(known))

    best = max(_ALL, key=fits)
    return best if fits(best)[0] else None
