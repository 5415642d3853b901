"""Every table that files may bring, each declared once: what it is, and what a row of it is.

One class a table. ``TABLES.declared`` above it says the table's name, whose data it is, what files
and people call it, its key, what its rows refer to and what dates them (``declared.py``); all that
has to name every table is made from that. A field's aliases are the headers that files may use
beside its English name; the first is the one shown to people. Money is 万元. Rules that span rows
are in ``warehouse/checks``; the DDL is in ``warehouse/migrations``.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

import pyarrow as pa
from pydantic import BeforeValidator, model_validator

from cockpit.tables.columns import (
    SHARE,
    Code,
    Count,
    Day,
    Moment,
    Month,
    MonthNumber,
    Name,
    Text,
    Truth,
    Unit,
    Wan,
    Year,
    decimal,
    fault,
    one_of,
    text,
    whole,
)
from cockpit.tables.declared import LEDGER, PUBLISHED, REFERENCE, Reference, Tables
from cockpit.tables.rows import MayNameProject, OfProject, Row, needed, optional

STAGES = ("签约", "履约", "开工", "停工", "复工", "竣工", "投产", "达效", "入库")
PROBLEM_EVENTS = (
    "待交办", "交办", "办理中", "待核验", "退回", "挂起", "延期", "上报", "已销号",
)  # fmt: skip
TIERS = ("专班", "分包领导", "周一碰头会")  # who has a problem, from the site up
ROLES = ("分包市领导", "首席服务官", "政务服务帮办人", "现场盯办人", "项目单位负责人")
SERVICES = ("手续", "要素", "开工", "入库", "进度质量", "投产达效")  # 六包, in their order
MODES = ("分阶段施工许可", "分批次验收", "极简审批", "情景审批")  # of an approval
PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")  # a number that can be reckoned with as it is printed
LAMP_STYLES = ("pp_gap", "time_ratio", "months_overdue", "days_overdue")
ANSWERS = {"计算值": "figure", "输入": "given", "台账之外": "outside"}
KINDS = {"公布": "published", "推导": "derived", "示例": "sample", "假定": "assumed"}

IDLE_REASONS = ("天气", "节假日", "资金", "用地", "手续", "环保管控", "其他")  # no work that day
NODES = ("场地平整", "基础施工", "主体施工", "安装装修", "收尾调试")  # how far a site is, in order
MOST_DIFFICULT = 2  # a site's coefficient: what a score is multiplied by
BODY_GROUPS = ("镇街", "市直", "园区")
PROPOSALS = ("通报表扬", "黄牌")
DECISION_STATES = ("推进中", "已落实", "调整")  # what becomes of a decision
MONDAY = 0
SOURCES = ("中央预算内", "省预算内", "专项债", "市县", "自筹", "贷款")  # of money
FUND_MODES = ("直接投资", "资本金注入", "投资补助", "贷款贴息")  # of 中央预算内投资
ENTRY_STEPS = (  # of an entry of a library: on its way, in 四类库, in 统计库, out
    *("在谈", "签约", "报批", "开工", "在建", "投产"),
    *("审核通过", "手续齐备", "要素落实"),
    *("待报", "已报", "退回", "已入库"),
    "退出",
)
FORMULAS = (  # of the assessment, in the order of its table: each is a term that the questions know
    *("completion", "completion_step"),
    *("started", "started_rate", "started_rate_few", "ceremony", "not_started", "not_registered"),
    *("finished", "three_day", "musts", "entries"),
)


def _coefficient(cell: object) -> Decimal:
    value = decimal(4, 0)(cell)
    if not 0 < value <= MOST_DIFFICULT:
        raise fault(f"应大于 0，至多 {MOST_DIFFICULT}", "难度系数在 1 上下，如 1.02")
    return value


Stage = Annotated[str, one_of(*STAGES), pa.string()]
Role = Annotated[str, one_of(*ROLES), pa.string()]
Service = Annotated[str, one_of(*SERVICES), pa.string()]
Mode = Annotated[str, one_of(*MODES), pa.string()]
ProblemState = Annotated[str, one_of(*PROBLEM_EVENTS, also={"销号": "已销号"}), pa.string()]
IdleReason = Annotated[str, one_of(*IDLE_REASONS), pa.string()]
Bytes = Annotated[int, BeforeValidator(whole(0, 100_000_000)), pa.int32(), Unit("字节")]
Tier = Annotated[str, one_of(*TIERS), pa.string()]
BodyGroup = Annotated[str, one_of(*BODY_GROUPS), pa.string()]
Proposal = Annotated[str, one_of(*PROPOSALS), pa.string()]
DecisionState = Annotated[str, one_of(*DECISION_STATES, also={"落实": "已落实"}), pa.string()]
Source = Annotated[str, one_of(*SOURCES, also={"地方专项债": "专项债"}), pa.string()]
FundMode = Annotated[str, one_of(*FUND_MODES), pa.string()]
EntryStep = Annotated[str, one_of(*ENTRY_STEPS), pa.string()]
Area = Annotated[Decimal, BeforeValidator(decimal(2, 0)), pa.decimal128(18, 2), Unit("平方米")]
Place = Annotated[int, BeforeValidator(whole(1, 999)), pa.int32()]
Coefficient = Annotated[Decimal, BeforeValidator(_coefficient), pa.decimal128(6, 4)]
Formula = Annotated[str, one_of(*FORMULAS), pa.string()]
Answer = Annotated[str, one_of(*ANSWERS.values(), also=ANSWERS), pa.string()]
Kind = Annotated[str, one_of(*KINDS.values(), also=KINDS), pa.string()]
ReleasedKind = Annotated[
    str, one_of("source", "assumed", also={"有来源": "source", "假定": "assumed"}), pa.string()
]
AliasKind = Annotated[
    str,
    one_of("rename", "merge", "split", also={"更名": "rename", "合并": "merge", "拆分": "split"}),
    pa.string(),
]
VisitedBy = Annotated[
    str,
    one_of("team", "leader", also={"专班": "team", "分包市领导": "leader"}),
    pa.string(),
]
Style = Annotated[str, one_of(*LAMP_STYLES), pa.string()]
GrowthPct = Annotated[
    Decimal, BeforeValidator(decimal(2, unit="%", percent=100)), pa.decimal128(8, 2), Unit("%")
]
Target = Annotated[Decimal, BeforeValidator(decimal(4)), pa.decimal128(18, 4)]
Points = Annotated[Decimal, BeforeValidator(decimal(4)), pa.decimal128(10, 4), Unit("分")]
Threshold = Annotated[Decimal, BeforeValidator(decimal(4)), pa.decimal128(10, 4)]
Weight = Annotated[Decimal, BeforeValidator(decimal(4, 0, percent=1)), pa.decimal128(6, 4), SHARE]
Ratio = Annotated[Decimal, BeforeValidator(decimal(4, 0, percent=1)), pa.decimal128(8, 4), SHARE]


def _printed(cell: object) -> str:
    value = text(40)(cell)
    if not PLAIN.fullmatch(value):
        raise fault("应为数字", "只写数字，“约”“以上”和单位留在原句里")
    return value


Printed = Annotated[str, BeforeValidator(_printed), pa.string()]  # a figure as it was printed

TABLES = Tables()


def _in_order(start: date, end: date | None) -> None:
    if end is not None and end < start:
        raise fault("结束早于开始", "核对两个日期", "valid_to")


@TABLES.declared(
    "project",
    LEDGER,
    names="项目 项目台账",
    key="project_id valid_from",
    dated_by="valid_from",
    until_next=True,
)
class Project(Row):
    """A project's profile from a day on; without 项目代码 it is found by name and organisation."""

    project_id: Code | None = optional("项目代码", "项目编号")
    valid_from: Day = needed("生效日期", "起始日期")
    name: Name = needed("项目名称", "名称")
    organisation: Name | None = optional("项目单位", "责任单位", "单位")
    township: Name | None = optional("乡镇街道", "乡镇", "所在乡镇")
    domain: Name | None = optional("领域", "所属领域")
    gov_invested: Truth | None = optional("政府投资", "是否政府投资", "政府投资项目")
    total_wan: Wan | None = optional("总投资")


@TABLES.declared(
    "project_alias",
    LEDGER,
    names="项目更名 更名合并",
    key="old_id new_id",
    references=(Reference("new_id", "project", "project_id"),),
    dated_by=None,
)
class ProjectAlias(Row):
    """A rename, merge or split."""

    old_id: Code = needed("原项目代码")
    new_id: Code = needed("新项目代码")
    kind: AliasKind = needed("类型")
    on_date: Day = needed("日期", "变更日期")


@TABLES.declared(
    "project_year",
    LEDGER,
    names="年度计划 项目年度计划",
    key="project_id year revision",
    dated_by="holds_from(decided_on, year)",
    until_next=True,
)
class ProjectYear(OfProject):
    """A revision of a project's plan for a year."""

    year: Year = needed("年度", "年份")
    revision: Count = needed("计划版次", "版次")
    decided_on: Day | None = optional("确定日期", "批准日期")
    annual_plan_wan: Wan | None = optional("年度计划投资", "年度计划", "本年计划投资")
    carry_over: Truth = needed("是否续建", "续建")
    due_on: Day | None = optional("计划开复工日期", "应开复工日期")
    planned_end: Day | None = optional("计划竣工日期")


@TABLES.declared(
    "plan_curve",
    LEDGER,
    names="计划曲线 月度计划",
    key="project_id year revision month",
    dated_by="holds_from(decided_on, year)",
    dated_with="project_year",
)
class PlanCurve(OfProject):
    """Planned to the end of a month, since 1 January."""

    year: Year = needed("年度", "年份")
    revision: Count = needed("计划版次", "版次")
    month: MonthNumber = needed("月份", "月")
    planned_wan: Wan = needed("累计计划投资", "累计计划")


@TABLES.declared(
    "class_membership",
    LEDGER,
    names="项目分类 五类项目",
    key="project_id project_class valid_from",
    dated_by="valid_from",
)
class ClassMembership(OfProject):
    """A project in a class; a level only where the class has them (``warehouse/checks``)."""

    project_class: Name = needed("项目类别", "类别")
    level: Name | None = optional("层级", "级别")
    phase: Name | None = optional("期次", "三个一批期")  # the second of each is an old list's
    subdomain: Name | None = optional("子领域", "982领域", "九个领域")
    valid_from: Day = needed("纳入日期", "生效日期")
    valid_to: Day | None = optional("退出日期", "失效日期")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        _in_order(self.valid_from, self.valid_to)
        return self


@TABLES.declared(
    "stage_event",
    LEDGER,
    names="项目阶段 阶段",
    key="project_id stage on_date",
    dated_by="on_date",
)
class StageEvent(OfProject):
    """What happened: 签约 履约 开工 停工 复工 竣工 投产 达效 入库."""

    stage: Stage = needed("阶段", "节点")
    on_date: Day = needed("日期", "发生日期")


@TABLES.declared(
    "progress_report",
    LEDGER,
    names="进度报告 进度 日报",
    key="project_id report_date",
    dated_by="report_date",
    quiet=("received_at",),
)
class ProgressReport(OfProject):
    """A project's cumulative figures of a day."""

    report_date: Day = needed("填报日期", "截止日期", "报告日期")
    completed_wan: Wan = needed("本年完成投资", "年度累计完成", "本年累计完成投资")
    total_completed_wan: Wan | None = optional("开工以来完成投资", "累计完成投资")
    image_progress: Text | None = optional("形象进度")
    reporter: Name | None = optional("填报人")
    received_at: Moment | None = optional("接收时间", "收到时间")


@TABLES.declared(
    "site_report",
    LEDGER,
    names="现场填报 每日一传",
    key="report_id",
    dated_by="report_date",
)
class SiteReport(OfProject):
    """A report from the site; of those of a day the last that was filled in stands."""

    report_id: Code = needed("现场填报编号")
    report_date: Day = needed("填报日期")
    reporter: Name | None = optional("填报人")
    filled_at: Moment = needed("填写时间")
    received_at: Moment = needed("接收时间", "收到时间")
    is_working: Truth = needed("今日施工", "是否施工")
    idle_reason: IdleReason | None = optional("未施工原因")
    workers: Count | None = optional("到岗人数")
    node: Name | None = optional("形象节点")
    image_progress: Text | None = optional("形象进度")
    completed_wan: Wan | None = optional("本年完成投资", "本年累计完成")
    note: Text | None = optional("现场说明")

    @model_validator(mode="after")
    def _says_why_nobody_works(self) -> Self:
        if not self.is_working and self.idle_reason is None:
            raise fault(
                "今日未施工，没有写原因", f"填 {'、'.join(IDLE_REASONS)} 之一", "idle_reason"
            )
        if self.is_working and self.idle_reason is not None:
            raise fault("施工的日子写了未施工原因", "施工的留空", "idle_reason")
        return self


@TABLES.declared(
    "photo",
    LEDGER,
    names="现场照片",
    key="report_id sha256",
    references=(Reference("report_id", "site_report", "report_id"),),
    dated_by="on_date",
)
class Photo(OfProject):
    """A photo of a report from the site, by its hash."""

    report_id: Code = needed("现场填报编号")
    sha256: Code = needed("照片校验码")
    on_date: Day = needed("照片日期")
    taken_at: Moment | None = optional("拍摄时间")
    received_at: Moment = needed("接收时间", "收到时间")
    size_bytes: Bytes = needed("字节数")


@TABLES.declared(
    "milestone",
    LEDGER,
    names="节点 关键节点",
    key="milestone_id",
    dated_by="actual_on",
)
class Milestone(OfProject):
    """A planned node."""

    milestone_id: Code = needed("节点编号")
    title: Name = needed("节点名称", "节点")
    planned_on: Day = needed("计划日期", "计划完成日期")
    actual_on: Day | None = optional("实际日期", "实际完成日期")


@TABLES.declared(
    "milestone_check",
    LEDGER,
    names="节点检查 每月必查",
    key="milestone_id month",
    references=(Reference("milestone_id", "milestone", "milestone_id"),),
    dated_by="checked_on",
)
class MilestoneCheck(Row):
    """The monthly check of a node."""

    milestone_id: Code = needed("节点编号")
    month: Month = needed("检查月份", "月份")
    checked_on: Day | None = optional("检查日期")
    result: Name | None = optional("检查结果", "结果")


@TABLES.declared(
    "visit",
    LEDGER,
    names="到场 督导",
    key="project_id on_date visited_by person",
    dated_by="on_date",
)
class Visit(OfProject):
    """A site visit by the team or the leader."""

    on_date: Day = needed("到场日期", "日期")
    visited_by: VisitedBy = needed("到场人类别", "谁到场")
    person: Name = needed("到场人", "姓名")


@TABLES.declared(
    "problem",
    LEDGER,
    names="问题 问题台账",
    key="problem_id",
    dated_by="raised_on",
)
class Problem(OfProject):
    """A problem; due three days after it was raised unless a later day was agreed."""

    problem_id: Code = needed("问题编号")
    service: Name | None = optional("服务包", "六包")
    text: Text = needed("问题", "问题内容")
    raised_on: Day = needed("提出日期")
    owner_role: Name | None = optional("责任人", "责任角色")
    due_on: Day | None = optional("办结期限", "限办日期")
    closed_on: Day | None = optional("办结日期")
    on_site: Truth | None = optional("一线办结", "现场办结")


@TABLES.declared(
    "problem_event",
    LEDGER,
    names="问题流转 问题办理",
    key="problem_id happened_at state",
    references=(Reference("problem_id", "problem", "problem_id"),),
    dated_by="happened_at::date",
)
class ProblemEvent(Row):
    """What became of a problem; a 延期 says its new date, a 上报 to whom."""

    problem_id: Code = needed("问题编号")
    happened_at: Moment = needed("流转时间", "发生时间")
    state: ProblemState = needed("流转状态", "流转")
    tier: Tier | None = optional("上报到")
    moved_by: Name | None = optional("经办人")
    agreed_by: Name | None = optional("同意人")
    due_on: Day | None = optional("新的期限", "延期至")
    note: Text | None = optional("说明", "备注")

    @model_validator(mode="after")
    def _says_what_its_state_needs(self) -> Self:
        if self.state == "延期" and self.due_on is None:
            raise fault("延期没有写新的期限", "填上延到哪一天", "due_on")
        if self.state != "延期" and self.due_on is not None:
            raise fault("只有延期写新的期限", "不是延期的留空", "due_on")
        if self.state == "上报" and self.tier is None:
            raise fault("上报没有写报到哪里", f"填 {'、'.join(TIERS[1:])} 之一", "tier")
        if self.state != "上报" and self.tier is not None:
            raise fault("只有上报写报到哪里", "不是上报的留空", "tier")
        return self


@TABLES.declared(
    "role_assignment",
    LEDGER,
    names="五个一 责任人",
    key="project_id role valid_from",
    dated_by="valid_from",
)
class RoleAssignment(OfProject):
    """Who fills one of the five roles, from when to when."""

    role: Role = needed("角色")
    person: Name = needed("姓名", "人员")
    valid_from: Day = needed("起始日期", "任职日期")
    valid_to: Day | None = optional("结束日期", "离任日期")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        _in_order(self.valid_from, self.valid_to)
        return self


@TABLES.declared("ceremony", LEDGER, names="集中开工", key="ceremony_id", dated_by="on_date")
class Ceremony(Row):
    """A 集中开工; ``phase``: of 三个一批, where it was one of theirs."""

    ceremony_id: Code = needed("场次编号")
    on_date: Day = needed("日期", "开工日期")
    title: Text = needed("场次", "名称")
    phase: Text | None = optional("期次")


@TABLES.declared(
    "ceremony_project",
    LEDGER,
    names="集中开工项目",
    key="ceremony_id project_id",
    dated_by="on_date",
    dated_with="ceremony",
    references=(Reference("ceremony_id", "ceremony", "ceremony_id"),),
)
class CeremonyProject(OfProject):
    """A project of a 集中开工, as the list of the day had it: who left later stays."""

    ceremony_id: Code = needed("场次编号")
    announced_total_wan: Wan | None = optional("公布总投资")


@TABLES.declared(
    "inspection", LEDGER, names="观摩 观摩讲评", key="inspection_id", dated_by="on_date"
)
class Inspection(Row):
    """A tour (观摩讲评): sites are seen in a day or more, then ranked by ballot."""

    inspection_id: Code = needed("观摩编号")
    on_date: Day = needed("观摩日期", "日期")
    title: Name = needed("观摩名称", "名称")


@TABLES.declared(
    "inspection_stop",
    LEDGER,
    names="观摩点位 观摩路线",
    key="inspection_id position",
    dated_by="on_date",
    dated_with="inspection",
    references=(Reference("inspection_id", "inspection", "inspection_id"),),
)
class InspectionStop(OfProject):
    """A site seen on a tour, and what its body promised there.

    ``body_group``: the bodies that are ranked together, all where it is empty; ``coefficient``:
    what the body's score is multiplied by; ``looks_back_to``: the earlier tour whose site this is.
    """

    inspection_id: Code = needed("观摩编号")
    position: Place = needed("站序", "顺序")
    body: Name = needed("观摩对象", "考核对象")
    body_group: Name | None = optional("观摩组", "组别")
    coefficient: Coefficient | None = optional("难度系数")
    promised_node: Name | None = optional("承诺节点")
    promised_on: Day | None = optional("承诺日期", "承诺完成日期")
    looks_back_to: Code | None = optional("回头看观摩编号", "回头看")

    @model_validator(mode="after")
    def _promises_a_node_for_a_day(self) -> Self:
        if (self.promised_node is None) != (self.promised_on is None):
            raise fault("承诺节点和承诺日期要一起填", "没有承诺的两格都空着", "promised_on")
        return self


@TABLES.declared(
    "inspection_ballot",
    LEDGER,
    names="观摩选票 观摩投票",
    key="inspection_id ballot body",
    dated_by="on_date",
    dated_with="inspection",
    references=(Reference("inspection_id", "inspection", "inspection_id"),),
)
class InspectionBallot(Row):
    """The place that a ballot gives a body.

    A voter is known by role and body, never by name. What a voter can do wrong (two bodies in one
    place, one left out, a place that the tour has not) is taken in: it makes the ballot void.
    """

    inspection_id: Code = needed("观摩编号")
    ballot: Code = needed("票号")
    voter_role: Name | None = optional("投票人身份", "身份")
    voter_body: Name | None = optional("投票人单位", "投票单位")
    body: Name = needed("观摩对象", "考核对象")
    rank: Place | None = needed("名次")


@TABLES.declared(
    "assessed_body",
    LEDGER,
    names="考核对象",
    key="body valid_from",
    dated_by="valid_from",
    until_next=True,
)
class AssessedBody(Row):
    """Who is assessed from a day on, in which group, and whose projects count for it."""

    body: Name = needed("考核对象")
    valid_from: Day = needed("生效日期")
    body_group: BodyGroup = needed("考核组")
    township: Name | None = optional("乡镇")
    organisation: Name | None = optional("责任单位")

    @model_validator(mode="after")
    def _answers_for_one(self) -> Self:
        if (self.township is None) == (self.organisation is None):
            raise fault("乡镇和责任单位填一个", "算哪个乡镇的项目，或哪个单位的项目", "township")
        return self


@TABLES.declared(
    "assessment_entry", LEDGER, names="考核加减分", key="body on_date reason", dated_by="on_date"
)
class AssessmentEntry(Row):
    """Points that were added to a body's score or taken off."""

    body: Name = needed("考核对象")
    on_date: Day = needed("日期")
    reason: Text = needed("事由")
    points: Points = needed("加减分")
    document: Text | None = optional("文号")


@TABLES.declared(
    "assessment_verdict",
    LEDGER,
    names="考核决定",
    key="quarter_end body proposal",
    dated_by="decided_on",
)
class AssessmentVerdict(Row):
    """What was decided on a proposal of a quarter; always with its reason."""

    quarter_end: Day = needed("季末")
    body: Name = needed("考核对象")
    proposal: Proposal = needed("提议")
    is_accepted: Truth = needed("是否采纳")
    reason: Text = needed("理由")
    decided_by: Name | None = optional("决定人")
    decided_on: Day = needed("决定日期")
    document: Text | None = optional("文号")


@TABLES.declared("supervision_item", LEDGER, names="日督导", key="item_id", dated_by="on_date")
class SupervisionItem(OfProject):
    """What the daily inspection found on a site, and until when it is to be put right."""

    item_id: Code = needed("督导编号")
    on_date: Day = needed("督导日期", "日期")
    organisation: Name | None = optional("整改单位")
    finding: Text = needed("发现问题", "问题")
    due_on: Day | None = optional("整改期限")
    done_on: Day | None = optional("整改日期")

    @model_validator(mode="after")
    def _is_done_after_it_was_found(self) -> Self:
        _in_order(self.on_date, self.done_on)
        return self


@TABLES.declared(
    "service_item",
    LEDGER,
    names="六包事项 服务事项",
    key="project_id service item",
    dated_by="coalesce(done_on, started_on)",
)
class ServiceItem(OfProject):
    """An item of one of the six services; done when it has its day, or where it is not asked."""

    service: Service = needed("服务包", "六包")
    item: Name = needed("事项", "服务事项")
    position: Count = needed("序号", "事项序号")
    mode: Mode | None = optional("审批模式", "办理模式")
    owner_role: Name | None = optional("办理岗位", "责任角色")
    planned_on: Day | None = optional("计划办结日期", "计划日期")
    started_on: Day | None = optional("开始日期", "受理日期")
    done_on: Day | None = optional("办结日期")
    is_waived: Truth | None = optional("免办", "是否免办")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.started_on and self.done_on and self.done_on < self.started_on:
            raise fault("办结早于开始", "核对两个日期", "done_on")
        return self


@TABLES.declared(
    "party_branch",
    LEDGER,
    names="临时党支部 党支部",
    key="project_id valid_from",
    dated_by="valid_from",
    until_next=True,
)
class PartyBranch(OfProject):
    """The temporary party branch of a project from a day on: which of 五有 it has."""

    valid_from: Day = needed("成立日期", "支部成立日期")
    sign: Truth | None = optional("支部有牌子", "牌子")
    flag: Truth | None = optional("阵地有党旗", "党旗")
    venue: Truth | None = optional("活动有场地", "场地")
    rules: Truth | None = optional("运行有制度", "制度")
    running: Truth | None = optional("工作有推动", "运行")


@TABLES.declared(
    "enterprise_service",
    LEDGER,
    names="万人助万企 企业诉求",
    key="service_id",
    dated_by="raised_on",
)
class EnterpriseService(Row):
    """A question of a firm (万人助万企): when it was solved, what was paid out for it."""

    service_id: Code = needed("诉求编号")
    firm: Name = needed("企业名称", "企业")
    kind: Name | None = optional("诉求类别", "类别")
    raised_on: Day = needed("诉求提出日期", "提出日期")
    solved_on: Day | None = optional("解决日期", "办结日期")
    subsidy_wan: Wan | None = optional("奖补资金", "奖补金额")

    @model_validator(mode="after")
    def _is_solved_after_it_is_raised(self) -> Self:
        if self.solved_on and self.solved_on < self.raised_on:
            raise fault("解决早于提出", "核对两个日期", "solved_on")
        return self


@TABLES.declared("meeting", LEDGER, names="周一碰头会", key="meeting_id", dated_by="as_of")
class Meeting(Row):
    """A Monday meeting: on which figures it was prepared, and what it saw.

    ``pinned``: the hash of the documents and figures kept for it; empty until they are.
    """

    meeting_id: Code = needed("会议编号")
    on_date: Day = needed("会议日期")
    as_of: Day = needed("数据截至")
    data_version: Count | None = optional("会议数据版本")
    pinned: Code | None = optional("定稿")

    @model_validator(mode="after")
    def _is_on_a_monday(self) -> Self:
        if self.on_date.weekday() != MONDAY:
            raise fault("碰头会不在周一", "写周一的日期", "on_date")
        return self

    @model_validator(mode="after")
    def _is_kept_of_a_version(self) -> Self:
        if self.pinned is not None and self.data_version is None:
            raise fault("定稿没有写会议数据版本", "写定稿用的版本，或把定稿留空", "data_version")
        return self


@TABLES.declared(
    "meeting_item",
    LEDGER,
    names="上会项目",
    key="meeting_id position",
    dated_by="as_of",
    dated_with="meeting",
    references=(Reference("meeting_id", "meeting", "meeting_id"),),
)
class MeetingItem(OfProject):
    """A project that a meeting speaks of; one that the score did not put there has a reason.

    ``proposed_rank``: its place by the score then; ``replaces``: the code of the project that the
    score had proposed for this place.
    """

    meeting_id: Code = needed("会议编号")
    position: Place = needed("上会序号")
    proposed_rank: Place | None = optional("得分名次")
    replaces: Code | None = optional("换下项目代码")
    replaced_reason: Text | None = optional("换项目的原因")

    @model_validator(mode="after")
    def _replaces_with_a_reason(self) -> Self:
        if self.replaces is not None and self.replaced_reason is None:
            raise fault("换了项目没有写原因", "写明为什么换", "replaced_reason")
        return self


@TABLES.declared(
    "decision",
    LEDGER,
    names="议定事项",
    key="decision_id",
    dated_by="as_of",
    dated_with="meeting",
    references=(Reference("meeting_id", "meeting", "meeting_id"),),
)
class Decision(MayNameProject):
    """What a meeting is asked to decide, and from ``agreed_on`` on has decided.

    ``due_on`` is the first date and stays; a 调整 has the new one. ``page``: of the deck.
    """

    decision_id: Code = needed("议定编号")
    meeting_id: Code = needed("会议编号")
    text: Text = needed("议定事项")
    lead: Name = needed("牵头单位", "牵头")
    helps: Text | None = optional("配合单位", "配合")
    due_on: Day | None = optional("议定时限", "时限")
    supervisor: Name | None = optional("督办人")
    page: Text | None = optional("汇报页")
    agreed_on: Day | None = optional("议定日期")
    recorded_by: Name | None = optional("记录人")

    @model_validator(mode="after")
    def _says_who_and_until_when(self) -> Self:
        if self.agreed_on is None:
            return self
        if self.due_on is None:
            raise fault("议定了没有时限", "写明哪天之前办完", "due_on")
        if self.supervisor is None:
            raise fault("议定了没有督办人", "写明谁督办", "supervisor")
        if self.due_on < self.agreed_on:
            raise fault("时限早于议定的那一天", "写议定之后的日期", "due_on")
        return self


@TABLES.declared(
    "decision_event",
    LEDGER,
    names="议定办理 议定事项办理",
    key="decision_id happened_at state",
    references=(Reference("decision_id", "decision", "decision_id"),),
    dated_by="happened_at::date",
)
class DecisionEvent(Row):
    """What became of a decision; a 调整 says its new date."""

    decision_id: Code = needed("议定编号")
    happened_at: Moment = needed("办理时间")
    state: DecisionState = needed("议定状态")
    due_on: Day | None = optional("调整后的时限", "新的时限")
    moved_by: Name | None = optional("经办人")
    note: Text | None = optional("办理情况", "说明", "备注")

    @model_validator(mode="after")
    def _moves_the_date_with_a_new_one(self) -> Self:
        if self.state == "调整" and self.due_on is None:
            raise fault("调整没有写新的时限", "填上调整到哪一天", "due_on")
        if self.state != "调整" and self.due_on is not None:
            raise fault("只有调整写新的时限", "不是调整的留空", "due_on")
        return self


@TABLES.declared(
    "bond_issue",
    LEDGER,
    names="债券发行 专项债发行",
    key="issue_id",
    dated_by="issued_on",
)
class BondIssue(OfProject):
    """Bond money issued to a project."""

    issue_id: Code = needed("发行编号", "债券编号")
    year: Year = needed("发行年度", "年度")
    batch: Name | None = optional("批次")
    issued_on: Day = needed("发行日期")
    amount_wan: Wan = needed("发行金额", "金额")


@TABLES.declared(
    "bond_use",
    LEDGER,
    names="债券使用 专项债使用",
    key="issue_id report_date",
    references=(Reference("issue_id", "bond_issue", "issue_id"),),
    dated_by="report_date",
)
class BondUse(Row):
    """Bond money used to date."""

    issue_id: Code = needed("发行编号", "债券编号")
    report_date: Day = needed("填报日期", "截止日期")
    used_wan: Wan = needed("累计使用金额", "已使用金额")


@TABLES.declared(
    "fund_flow",
    LEDGER,
    names="资金拨付 资金台账 资金情况",
    key="project_id source year report_date",
    dated_by="report_date",
)
class FundFlow(OfProject):
    """Money of one source and year in a project, cumulative as told on a day: three amounts.

    Several batches of a year are one row, their sum; bonds keep each issue (``bond_issue``).
    ``mode``: how 中央预算内 money is given.
    """

    source: Source = needed("资金来源", "来源")
    year: Year = needed("下达年度", "资金年度", "年度")
    report_date: Day = needed("填报日期", "截止日期")
    allotted_wan: Wan = needed("下达金额", "下达资金", "累计下达")
    arrived_wan: Wan | None = optional("到位金额", "到位资金", "累计到位")
    paid_wan: Wan | None = optional("支付金额", "支付资金", "累计支付")
    mode: FundMode | None = optional("支持方式", "安排方式")

    @model_validator(mode="after")
    def _has_a_mode_only_where_there_are_some(self) -> Self:
        if self.mode is not None and self.source != "中央预算内":
            raise fault("只有中央预算内资金写支持方式", "不是中央预算内的留空", "mode")
        return self


@TABLES.declared(
    "park",
    LEDGER,
    names="小微企业园 园区",
    key="park_id",
    dated_by=None,
)
class Park(Row):
    """A 小微企业园: what is to be built there."""

    park_id: Code = needed("园区编号")
    name: Name = needed("园区名称", "园区")
    township: Name | None = optional("乡镇街道", "乡镇", "所在乡镇")
    planned_m2: Area | None = optional("规划建筑面积", "规划面积")
    buildings: Count = needed("厂房栋数", "规划栋数")


@TABLES.declared(
    "park_report",
    LEDGER,
    names="小微企业园月报 园区月报",
    key="park_id report_date",
    references=(Reference("park_id", "park", "park_id"),),
    dated_by="report_date",
)
class ParkReport(Row):
    """A park's state on a day; ``buildings_started``: under way and topped out together."""

    park_id: Code = needed("园区编号")
    report_date: Day = needed("填报日期", "截止日期")
    built_m2: Area | None = optional("建成建筑面积", "建成面积")
    buildings_started: Count = needed("已动工栋数", "已开工栋数")
    buildings_topped: Count = needed("封顶栋数")
    signed_firms: Count = needed("签约企业", "签约企业数")
    open_firms: Count = needed("入驻企业", "入驻企业数")

    @model_validator(mode="after")
    def _tops_out_what_was_started(self) -> Self:
        if self.buildings_topped > self.buildings_started:
            raise fault("封顶的多于已动工的", "已动工栋数含封顶的", "buildings_topped")
        return self


@TABLES.declared(
    "pipeline_entry",
    LEDGER,
    names="项目库 储备库",
    key="entry_id",
    dated_by="entered_on",
)
class PipelineEntry(MayNameProject):
    """An entry of a library or list, or a count of them; on its way in it has no day yet."""

    entry_id: Code = needed("条目编号", "编号")
    library: Name = needed("库", "库别")
    entries: Count = needed("条目数", "个数")
    total_wan: Wan | None = optional("总投资")
    plan_wan: Wan | None = optional("年度计划投资")
    entered_on: Day | None = optional("入库日期", "进入日期")
    title: Name | None = optional("条目名称")
    organisation: Name | None = optional("申报单位")


@TABLES.declared(
    "pipeline_step",
    LEDGER,
    names="入库流程 项目推进 跑项进度",
    key="entry_id step on_date",
    references=(Reference("entry_id", "pipeline_entry", "entry_id"),),
    dated_by="on_date",
)
class PipelineStep(Row):
    """An entry of a library moves on; ``note``: why it was sent back (退回) or left (退出)."""

    entry_id: Code = needed("条目编号")
    step: EntryStep = needed("环节", "步骤")
    on_date: Day = needed("日期", "发生日期")
    note: Text | None = optional("原因", "说明", "备注")


@TABLES.declared(
    "waiver",
    LEDGER,
    names="例外",
    key="rule key",
    dated_by=None,
)
class Waiver(Row):
    """An accepted exception to a rule, with its reason."""

    rule: Name = needed("规则")
    key: Annotated[str, BeforeValidator(text(400)), pa.string()] = needed("行键")
    reason: Text = needed("理由")
    author: Name = needed("署名")
    accepted_at: Moment = needed("时间")


@TABLES.declared(
    "program",
    REFERENCE,
    names="行动计划 年度目标",
    key="year digit position valid_from",
    dated_by="valid_from",
)
class Program(Row):
    """A line of the year's plan."""

    year: Year = needed("年度", "年份")
    digit: Code = needed("数字")
    position: Count = needed("序号")
    title: Name = needed("标题")
    indicator: Code = needed("指标代码", "指标")
    target: Target | None = optional("目标值", "目标")
    unit: Name | None = optional("单位", "计量单位")
    valid_from: Day = needed("生效日期")


@TABLES.declared(
    "peer_group",
    REFERENCE,
    names="地区分组",
    key="peer_group region valid_from",
    dated_by="valid_from",
)
class PeerGroup(Row):
    """A region in a group, from when to when."""

    peer_group: Name = needed("分组")
    region: Name = needed("地区")
    valid_from: Day = needed("生效日期")
    valid_to: Day | None = optional("失效日期")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        _in_order(self.valid_from, self.valid_to)
        return self


@TABLES.declared(
    "calendar",
    REFERENCE,
    names="日历 工作日",
    key="on_date",
    dated_by="on_date",
)
class Calendar(Row):
    """A day: whether it is a working day, and whether reports are due."""

    on_date: Day = needed("日期")
    workday: Truth = needed("工作日")
    report_due: Truth = needed("应报")
    note: Name | None = optional("说明")


@TABLES.declared(
    "lamp_rule",
    REFERENCE,
    names="亮灯规则",
    key="rule valid_from",
    dated_by="valid_from",
)
class LampRule(Row):
    """A rule of the lamps, from a day on."""

    rule: Code = needed("规则")
    valid_from: Day = needed("生效日期")
    indicator: Code = needed("指标代码", "指标")
    style: Style = needed("方式")
    yellow: Threshold = needed("黄灯")
    red: Threshold = needed("红灯")
    unit: Name | None = optional("单位")
    kind: Kind = needed("数据性质")
    note: Text | None = optional("说明")


@TABLES.declared(
    "score_weight",
    REFERENCE,
    names="评分权重",
    key="component valid_from",
    dated_by="valid_from",
)
class ScoreWeight(Row):
    """The weight of a component of the slow projects' score, from a day on."""

    component: Code = needed("成分")
    valid_from: Day = needed("生效日期")
    weight: Weight = needed("权重")
    cap: Threshold = needed("上限")
    unit: Name | None = optional("单位")
    kind: Kind = needed("数据性质")


@TABLES.declared(
    "escalation_rule",
    REFERENCE,
    names="问题升级规则",
    key="from_tier to_tier valid_from",
    dated_by="valid_from",
)
class EscalationRule(Row):
    """When a problem goes up a tier, from a day on: by days overdue, by how often it came back."""

    from_tier: Tier = needed("由谁")
    to_tier: Tier = needed("升到")
    valid_from: Day = needed("生效日期")
    overdue_days: Count | None = optional("超期超过天数")
    returns: Count | None = optional("退回次数")
    kind: Kind = needed("数据性质")
    note: Text | None = optional("说明")

    @model_validator(mode="after")
    def _goes_up(self) -> Self:
        if TIERS.index(self.to_tier) <= TIERS.index(self.from_tier):
            raise fault("只能往上升", f"次序是 {'、'.join(TIERS)}", "to_tier")
        return self


@TABLES.declared(
    "assessment_rule",
    REFERENCE,
    names="考核权重表",
    key="formula valid_from",
    dated_by="valid_from",
)
class AssessmentRule(Row):
    """A line of the weights table from a day on; ``formula`` says what is reckoned.

    ``threshold``: a rate of a started_rate, percentage points of a completion_step. ``cap``: at
    most so many points, up or down.
    """

    formula: Formula = needed("算法")
    valid_from: Day = needed("生效日期")
    block: Text = needed("考核块")
    item: Text = needed("考核项")
    points: Points = needed("分值")
    threshold: Threshold | None = optional("线")
    cap: Points | None = optional("封顶")
    kind: Kind = needed("数据性质")
    note: Text | None = optional("说明")


@TABLES.declared(
    "fund_target",
    REFERENCE,
    names="支付目标",
    key="target_id",
    dated_by="due_on",
)
class FundTarget(Row):
    """A share of an issue year's bonds to be used by a day."""

    target_id: Code = needed("目标编号")
    issue_year: Year = needed("发行年度")
    due_on: Day = needed("期限")
    target_ratio: Ratio = needed("目标比例")
    kind: Kind = needed("数据性质")
    source: Text | None = optional("来源")


@TABLES.declared(
    "domain",
    REFERENCE,
    names="领域",
    key="domain valid_from",
    dated_by="valid_from",
)
class Domain(Row):
    """One of the domains, from a day on."""

    domain: Name = needed("领域")
    valid_from: Day = needed("生效日期")
    position: Count = needed("序号")
    kind: Kind = needed("数据性质")


@TABLES.declared(
    "township",
    REFERENCE,
    names="乡镇街道 乡镇",
    key="township",
    dated_by=None,
)
class Township(Row):
    """A township and its tile on the map of tiles."""

    township: Name = needed("乡镇街道", "乡镇")
    position: Count = needed("序号")
    tile_column: Count | None = optional("列")
    tile_row: Count | None = optional("行")


@TABLES.declared(
    "class",
    REFERENCE,
    names="类别 项目类别",
    key="project_class",
    dated_by=None,
)
class ProjectClass(Row):
    """A class of projects, its names, and what it has: levels, teams, a way from 签约 to 达效."""

    project_class: Name = needed("项目类别", "类别")
    position: Count = needed("序号")
    short_name: Name = needed("简称")
    full_name: Name = needed("全称")
    wall_name: Name | None = optional("大屏名称")
    has_levels: Truth | None = optional("分层级")
    has_teams: Truth | None = optional("有专班")
    is_converted: Truth | None = optional("计转化率")
    has_bonds: Truth | None = optional("专项债类")


@TABLES.declared("city", REFERENCE, names="城市", key="name", dated_by=None)
class City(Row):
    """Whose ledger it is."""

    name: Name = needed("城市名称")
    short_name: Name = needed("城市简称")
    parent: Name | None = optional("上级市")
    compared_with: Name | None = optional("首要对比地区")


@TABLES.declared("plan", REFERENCE, names="行动", key="year", dated_by=None)
class Plan(Row):
    """The plan of a year and those after it, until the next."""

    year: Year = needed("年度", "年份")
    name: Name = needed("行动代号")
    title: Name = needed("行动名称")


@TABLES.declared("benchmark", REFERENCE, names="对比地区", key="region", dated_by=None)
class Benchmark(Row):
    """A region that growth is compared with."""

    region: Name = needed("对比地区")
    position: Count = needed("序号")


@TABLES.declared("level", REFERENCE, names="层级", key="level", dated_by=None)
class Level(Row):
    """A level of projects, and the group in which it is counted."""

    level: Name = needed("层级", "级别")
    position: Count = needed("序号")
    level_group: Name = needed("层级分组")


@TABLES.declared("grip", REFERENCE, names="抓手", key="grip", dated_by=None)
class Grip(Row):
    """A part of the projects that is followed by itself: a class, a level group, an investor."""

    grip: Name = needed("抓手")
    position: Count = needed("序号")
    short_name: Name = needed("简称")
    project_class: Name | None = optional("项目类别", "类别")
    level_group: Name | None = optional("层级分组")
    investor: Name | None = optional("投资主体")


@TABLES.declared("library", REFERENCE, names="库名", key="library", dated_by=None)
class Library(Row):
    """A library or list, and what screens call it."""

    library: Name = needed("库", "库别")
    position: Count = needed("序号")
    name: Name = needed("大屏名称")
    has_total: Truth | None = optional("列总投资")


@TABLES.declared("fact_figure", REFERENCE, names="公布数对照", key="fact_id", dated_by=None)
class FactFigure(Row):
    """What a published fact is held against: a figure, and the row of it that is meant."""

    fact_id: Code = needed("事实编号")
    answer: Answer = needed("对照")
    indicator: Code | None = optional("指标代码", "指标")
    project_class: Name | None = optional("项目类别", "类别")
    level_group: Name | None = optional("层级分组")
    region: Name | None = optional("地区")
    library: Name | None = optional("库", "库别")
    year: Year | None = optional("年度", "年份")
    difference_of: Code | None = optional("完成率的事实编号")
    section: Name | None = optional("对账分组")
    position: Count | None = optional("序号")


@TABLES.declared(
    "regional_growth",
    PUBLISHED,
    names="投资增速 增速",
    key="region period_end kind",
    dated_by="released_on",
)
class RegionalGrowth(Row):
    """A cumulative year-on-year rate of fixed-asset investment, %."""

    region: Name = needed("地区")
    period_end: Day = needed("截止日期", "期末")
    growth_pct: GrowthPct = needed("同比增速", "增速")
    kind: Kind = needed("数据性质")
    released_on: Day = needed("发布日期")
    released_kind: ReleasedKind | None = optional("发布日期性质")
    publisher: Name | None = optional("发布单位")
    url: Text | None = optional("网址")
    evidence: Text | None = optional("依据")


@TABLES.declared(
    "published_fact",
    PUBLISHED,
    names="公布事实",
    key="fact_id",
    dated_by="known_on",
)
class PublishedFact(Row):
    """A figure of a bulletin, in its printed form, with the sentence it stands in."""

    fact_id: Code = needed("事实编号")
    period_end: Day = needed("期末", "截止日期")
    known_on: Day = needed("公布日期")
    period: Name = needed("期间")
    subject: Name = needed("主体")
    indicator: Name = needed("指标")
    value: Printed | None = optional("数值")
    unit: Name | None = optional("单位")
    rank: Count | None = optional("位次")
    rank_of: Count | None = optional("位次总数")
    rank_group: Name | None = optional("位次分组")
    quote: Text = needed("原句")

    @model_validator(mode="after")
    def _says_a_figure(self) -> Self:
        if self.value is None and self.rank is None:
            raise fault("数值和位次都没有填", "至少填一个", "value")
        return self


@TABLES.declared(
    "fact_note",
    PUBLISHED,
    names="事实说明",
    key="fact_id",
    references=(Reference("fact_id", "published_fact", "fact_id"),),
    dated_by=None,
)
class FactNote(Row):
    """The explanation of a published fact."""

    fact_id: Code = needed("事实编号")
    note: Text = needed("说明")
