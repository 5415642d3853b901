"""Columns of answers: their Chinese headers with units, how a value is held, what they mean.

The same columns make the table on the page, the CSV, the workbook and the words of a formula.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text", "wan", "share", "points", "rate", "count", "date", "bar", "lamp", "months", "moved"
]


@dataclass(frozen=True)
class Column:
    """A column: its name in the question's answer, its header, and what its values are.

    wan: 万元, shown as 亿元; moved: a change of it, signed. share: a ratio, shown as %. bar: the
    same, drawn. points: 百分点, signed. rate: already %, or a score. lamp: 绿, 黄, 红 or 不计, with
    its shape. months: a list of 万元, drawn as a line, in files a column a month. On the page:
    ``width`` in px; there and in workbooks ``decimals`` of points and rates.

    ``meaning``: what it holds, in the words of a formula; a column of which a figure is made has
    one, and no header where no table shows it. ``adds_up_to``: the indicator that its sum is, may
    be empty. ``beside``: the columns that a table shows with a figure made of it.
    ``is_in_answer``: whether the question gives it; else the screen works it out or joins it.
    """

    name: str
    header: str = ""
    kind: Kind = "text"
    width: int | None = None
    decimals: int = 1
    meaning: str = ""
    adds_up_to: str = ""
    beside: tuple[str, ...] = ()
    is_in_answer: bool = True


# what was completed since then; worked out only where it is shown, and called by its date (moves)
MOVED = (
    Column("moved_lastmonday_wan", "完成较前一个周一（亿元）", "moved", 112, is_in_answer=False),
    Column("moved_lastmonth_wan", "完成较上月末（亿元）", "moved", 112, is_in_answer=False),
)
COMPLETED_FROM = "completed_from"  # file, sheet and cell; asked only where it is shown
# whose it is and how far it is stands first: a laptop's width, without scrolling sideways
PROJECTS = (
    Column("lamp", "灯", "lamp", 68, is_in_answer=False),
    Column("name", "项目", width=168),
    Column("ahead_pp", "超序时（百分点）", "points", 76),
    Column("completion_ratio", "完成率（%）", "bar", 126),
    Column("leader", "分包领导", width=92),
    Column("township", "乡镇（街道）", width=84),
    Column("annual_plan_wan", "年计划（亿元）", "wan", 74, adds_up_to="annual_plan"),
    Column(
        "completed_wan", "已完成（亿元）", "wan", 74, meaning="累计完成投资", adds_up_to="completed"
    ),
    *MOVED,
    Column("months_wan", "月度（亿元）", "months", 78, is_in_answer=False),
    Column("lamp_why", "亮灯原因", width=88, is_in_answer=False),
    Column("stage", "阶段", width=56),
    Column("classes", "类别", width=140),
    Column("reported_on", "最近填报", "date", 92),
    Column("domain", "领域", width=120),
    Column("organisation", "责任单位", width=110),
    Column("investor", "投资主体", width=80),
    Column("total_wan", "总投资（亿元）", "wan", 96),
    Column(
        "forecast_wan",
        "年末预测（亿元）",
        "wan",
        104,
        meaning="年末预测",
        adds_up_to="forecast",
        beside=("forecast_wan",),
    ),
    Column(COMPLETED_FROM, "已完成出处", width=220, is_in_answer=False),
    Column("image_progress", "形象进度", width=160),
    Column("due_on", "应开工", "date", 92),
    Column("started_on", "开工", "date", 92),
    Column("registered_on", "入库", "date", 92),
    Column("project_id", "项目代码", width=110),
)
# the columns of the project ledger that show until others are chosen
USUAL_PROJECTS = (
    "lamp", "name", "ahead_pp", "completion_ratio", "leader", "township", "annual_plan_wan",
    "completed_wan", "months_wan", "lamp_why", "stage", "classes", "reported_on",
)  # fmt: skip
# of which figures are made, without a place in the table
PROJECTS_COUNTED = (
    Column("counted_plan_wan", meaning="年度计划投资"),
    Column("counted_completed_wan", meaning="有计划项目的累计完成投资"),
    Column("listed", meaning="在册的（项目，类别）"),
    Column("implemented", meaning="已实施的（项目，类别）", beside=("started_on",)),
    Column("due", meaning="应实施的（项目，类别）", beside=("due_on", "started_on")),
    Column(
        "due_not_implemented",
        meaning="应实施未实施的（项目，类别）",
        beside=("due_on", "started_on"),
    ),
    Column("due_started", meaning="应开（复）工中已开（复）工的", beside=("due_on", "started_on")),
    Column("due_to_start", meaning="应开（复）工的"),
    Column("in_production", meaning="已投产的"),
    Column("registered", meaning="已入库的", beside=("started_on", "registered_on", "total_wan")),
    Column("to_register", meaning="已开工且总投资 500 万元以上的"),
)
BOND_ISSUES = (
    Column("name", "项目", width=220),
    Column("township", "乡镇（街道）", width=92),
    Column("year", "发行年度", "count", 80),
    Column("batch", "批次", width=110),
    Column("issued_on", "发行日", "date", 92),
    Column(
        "issued_wan", "发债资金（亿元）", "wan", 110, meaning="发行额", adds_up_to="bond_issued"
    ),
    Column("used_wan", "已使用（亿元）", "wan", 110, meaning="累计使用额", adds_up_to="bond_used"),
    Column(
        "idle_wan", "未用（亿元）", "wan", 100, meaning="发行未用的专项债", adds_up_to="bond_idle"
    ),
    Column("use_ratio", "使用率（%）", "bar", 160),
    Column("weeks", "发行已满（周）", "count", 100),
    Column("used_on", "使用截至", "date", 92),
    Column("domain", "领域", width=120),
    Column("issue_id", "债券代码", width=110),
    Column("project_id", "项目代码", width=110),
)
BOND_PROJECTS = (
    Column("name", "项目", width=200),
    Column("issued_wan", "到位（亿元）", "wan", 90, meaning="发行到项目的专项债"),
    Column("used_wan", "支付（亿元）", "wan", 90, meaning="已付出的专项债"),
    Column(
        "done_wan",
        "完成（亿元）",
        "wan",
        90,
        meaning="开工以来完成的投资",
        adds_up_to="bond_work_done",
    ),
    Column("use_ratio", "使用率（%）", "bar", 140),
    Column("idle_wan", "未用（亿元）", "wan", 90, meaning="发行未用的专项债"),
    Column("idle_weeks", "最早一笔已满（周）", "count", 110),
    Column("work_state", "完成与到位", width=150),
    Column("organisation", "责任单位", width=110),
    Column("leader", "分包领导", width=92),
    Column("township", "乡镇（街道）", width=92),
    Column("domain", "领域", width=120),
    Column("issues", "债券（笔）", "count", 80),
    Column("first_issued_on", "首笔发行日", "date", 92),
    Column("project_id", "项目代码", width=110),
)
BOND_PROJECTS_COUNTED = (
    Column("listed", meaning="有专项债发行的项目"),
    Column("paid_over", meaning="支付超过完成两成的项目", beside=("used_wan", "done_wan")),
    Column("done_over", meaning="完成超过到位两成的项目", beside=("done_wan", "issued_wan")),
)
FLOWS = (
    Column("name", "项目", width=200),
    Column("source", "资金来源", width=100),
    Column("mode", "支持方式", width=100),
    Column("year", "下达年度", "count", 80),
    Column("allotted_wan", "下达（亿元）", "wan", 90, meaning="累计下达额"),
    Column("arrived_wan", "到位（亿元）", "wan", 90, meaning="累计到位额"),
    Column("paid_wan", "支付（亿元）", "wan", 90, meaning="累计支付额"),
    Column("arrival_ratio", "到位率（%）", "bar", 140),
    Column("payment_ratio", "支付率（%）", "bar", 140),
    Column("told_on", "填报截至", "date", 92),
    Column("organisation", "责任单位", width=110),
    Column("township", "乡镇（街道）", width=92),
    Column("domain", "领域", width=120),
    Column("project_id", "项目代码", width=110),
)
FLOWS_COUNTED = (
    Column("arriving_wan", meaning="填报了到位的下达额", beside=("allotted_wan",)),
    Column("paying_wan", meaning="填报了支付的下达额", beside=("allotted_wan",)),
)
PIPELINE_ENTRIES = (
    Column("library", "库", width=150),
    Column("entries", "项目数（个）", "count", 90, meaning="入库项目数"),
    Column("total_wan", "总投资（亿元）", "wan", 110, meaning="总投资"),
    Column("plan_wan", "年计划（亿元）", "wan", 110, meaning="年度计划投资"),
    Column("entered_on", "入库日", "date", 92),
    Column("name", "项目", width=220),
    Column("organisation", "责任单位", width=110),
    Column("project_id", "项目代码", width=110),
    Column("entry_id", "条目代码", width=120),
)
FLOW_ENTRIES = (
    Column("flow_stage", "走到", width=100),
    Column("reached", "条目（个）", "count", 80, meaning="走到这一步的条目"),
    Column("name", "条目", width=200),
    Column("organisation", "责任单位", width=110),
    Column("waiting_days", "在这一步（天）", "count", 100),
    Column("reason", "退出原因", width=170),
    Column("left_on", "退出日", "date", 92),
    Column("entered_on", "入库日", "date", 92),
    Column("leader", "分包领导", width=92),
    Column("township", "乡镇（街道）", width=92),
    Column("library", "库", width=110),
    Column("entry_id", "条目代码", width=100),
    Column("project_id", "项目代码", width=110),
)
FLOW_COUNTED = (
    Column("waits", meaning="停在这一步的条目", beside=("waiting_days",)),
    Column("leaves", meaning="从这一步退出的条目", beside=("reason", "left_on")),
)
HOPS = (
    Column("hop", "哪一步", width=130),
    Column("name", "项目", width=200),
    Column("organisation", "责任单位", width=110),
    Column("leader", "分包领导", width=92),
    Column("from_on", "从哪天起", "date", 92),
    Column("to_on", "走完", "date", 92),
    Column("days", "用了（天）", "count", 80),
    Column("waiting_days", "还在等（天）", "count", 90),
    Column("subject", "代码", width=110),
    Column("project_id", "项目代码", width=110),
)
HOPS_COUNTED = (
    Column("base", meaning="走到上一步的"),
    Column("moved", meaning="走完这一步的", beside=("from_on", "to_on", "days")),
    Column("waits", meaning="还没走这一步的", beside=("from_on", "waiting_days")),
)
BOARD_CARDS = (
    Column("board_step", "环节", width=80),
    Column("name", "项目", width=200),
    Column("organisation", "责任单位", width=110),
    Column("leader", "分包领导", width=92),
    Column("days", "在这一步（天）", "count", 100),
    Column("since_on", "从哪天起", "date", 92),
    Column("total_wan", "总投资（亿元）", "wan", 100, meaning="总投资", adds_up_to="board_total"),
    Column("cards", "个数（个）", "count", 80, meaning="在这一步的项目"),
    Column("township", "乡镇（街道）", width=92),
    Column("board", "推进台", width=110),
    Column("card", "代码", width=110),
    Column("project_id", "项目代码", width=110),
)
STATISTICS = (
    Column("name", "项目", width=200),
    Column("stat_state", "停在", width=80),
    Column("reason", "差什么", width=200),
    Column("state_on", "这一步的日期", "date", 100),
    Column("started_on", "开工", "date", 92),
    Column("days", "开工已过（天）", "count", 100),
    Column("organisation", "责任单位", width=110),
    Column("leader", "分包领导", width=92),
    Column("township", "乡镇（街道）", width=92),
    Column("total_wan", "总投资（亿元）", "wan", 100),
    Column("annual_plan_wan", "年计划（亿元）", "wan", 90),
    Column("completed_wan", "今年完成（亿元）", "wan", 100),
    Column(
        "unseen_wan",
        "其中统计未计（亿元）",
        "wan",
        120,
        meaning="没入库的项目今年完成的投资",
        adds_up_to="statistics_unseen",
    ),
    Column("domain", "领域", width=120),
    Column("project_id", "项目代码", width=110),
)
STATISTICS_COUNTED = (
    Column("counted", meaning="已开工、总投资 500 万元以上的项目"),
    Column("outside", meaning="其中没有入库的", beside=("stat_state", "reason")),
)
DROPPED = (
    Column("reason", "退出原因", width=190),
    Column("dropped", "条目（个）", "count", 80, meaning="退出的条目"),
    Column("name", "条目", width=200),
    Column("organisation", "责任单位", width=110),
    Column("step_before", "退出前走到", width=100),
    Column("left_on", "退出日", "date", 92),
    Column("entered_on", "入库日", "date", 92),
    Column("total_wan", "总投资（亿元）", "wan", 100),
    Column("library", "库", width=120),
    Column("entry_id", "条目代码", width=100),
    Column("project_id", "项目代码", width=110),
)
GROWTH_POINTS = (
    Column("region", "地区", width=120),
    Column("period_end", "累计至", "date", 92),
    Column("growth_pct", "累计同比增速（%）", "rate", 130, meaning="累计同比增速"),
    Column("kind", "性质", width=90),
    Column("released_on", "发布日", "date", 92),
    Column("publisher", "来源", width=220),
    Column("url", "网址", width=320),
)
LAMPS = (
    Column("lamp", "灯", "lamp", 66),
    Column("name", "项目", width=220),
    Column("township", "乡镇（街道）", width=92),
    Column("domain", "领域", width=120),
    Column("completion_ratio", "完成率（%）", "bar", 150),
    Column("behind_pp", "落后按月序时（百分点）", "points", 130),
    Column("from_on", "应办之日", "date", 92),
    Column("overdue_months", "已过月末（个）", "count", 100),
    Column("reported_on", "最近填报", "date", 92),
    Column("organisation", "责任单位", width=110),
    Column("project_id", "项目代码", width=110),
)
LAMPS_COUNTED = (Column("is_red", meaning="红灯项目"), Column("is_yellow", meaning="黄灯项目"))
REPORTERS = (
    Column("name", "项目", width=220),
    Column("organisation", "责任单位", width=110),
    Column("leader", "分包领导", width=86),
    Column("township", "乡镇（街道）", width=92),
    Column("annual_plan_wan", "年计划（亿元）", "wan", 96, adds_up_to="annual_plan"),
    Column("due_on", "应开工", "date", 92),
    Column("stage", "阶段", width=60),
    Column("reported_on", "本年最近填报", "date", 106),
    Column("days_since", "距截至日（天）", "count", 100),
    Column("project_id", "项目代码", width=110),
)
REPORTERS_COUNTED = (
    Column("to_report", meaning="应报项目"),
    Column("not_reported", meaning="本年未报项目"),
    Column("silent", meaning="近 7 天未报项目"),
)
GROWTH_MEMBERS = (
    Column("peer_group", "分组", width=150),
    Column("region", "地区", width=120),
    Column("rank", "位次", "count", 80),
    Column("growth_pct", "累计同比增速（%）", "rate", 130, meaning="累计同比增速"),
    Column("kind", "性质", width=90),
    Column("period_end", "累计至", "date", 92),
)
GROWTH_SERIES = (
    Column("period", "期间", width=130, is_in_answer=False),
    Column("region", "地区", width=100),
    Column("growth_pct", "累计同比（%）", "rate", 110),
    Column("lead_pp", "{home}高出（百分点）", "points", 130),
    Column("kind", "性质", width=90),
    Column("released_on", "发布日", "date", 100),
    Column("released_basis", "发布日依据", width=90, is_in_answer=False),
    Column("publisher", "发布方", width=150),
    Column("url", "网址", width=260),
    Column("evidence", "依据", width=420),
    Column("period_end", "累计至", "date", 100),
)
_WHO = (
    Column("name", "项目", width=220),
    Column("township", "乡镇（街道）", width=92),
    Column("organisation", "责任单位", width=110),
    Column("leader", "分包领导", width=86),
)
_CODE = Column("project_id", "项目代码", width=110)
REPORT_DAYS = (
    *_WHO,
    Column("missing", "未报（天）", "count", 80),
    Column("late", "迟报（天）", "count", 80),
    Column("in_time", "按时（天）", "count", 80, meaning="当天收到填报的项目日"),
    Column("known", "应报（天）", "count", 80, meaning="应报且接收时间已知的项目日"),
    Column("unknown", "无接收时间（天）", "count", 120),
    Column("in_time_ratio", "按时率（%）", "bar", 150),
    Column("missing_on", "未报的日子", width=220),
    _CODE,
)
DAY_CALLS = (
    *_WHO,
    Column("state", "当天", width=90),
    Column("caller", "催谁", width=92),
    Column("caller_role", "角色", width=92),
    Column("last_on", "上次填报", "date", 92),
    Column("received_on", "收到", "date", 92),
    Column("due", "应传（个）", "count", 80, meaning="当天应报的项目"),
    Column("reported", "已传（个）", "count", 80, meaning="当天已报的项目"),
    Column("missing", "未传（个）", "count", 80, meaning="当天未报的项目"),
    _CODE,
)
VISIT_WEEKS = (
    *_WHO,
    Column("missing", "未到（周）", "count", 80),
    Column("visited", "已到（周）", "count", 80, meaning="已到的"),
    Column("due", "应到（周）", "count", 80, meaning="应到的"),
    Column("visited_ratio", "到场率（%）", "bar", 150),
    Column("missing_weeks", "未到的周（周一）", width=180),
    _CODE,
)
NODES_DUE = (
    _WHO[0],
    Column("title", "节点", width=150),
    Column("state", "查否", width=70),
    Column("planned_on", "计划日期", "date", 92),
    Column("checked_on", "检查日", "date", 92),
    *_WHO[1:],
    Column("due", "到期（个）", "count", 80, meaning="到期的节点"),
    Column("checked", "已查（个）", "count", 80, meaning="已查的节点"),
    Column("milestone_id", "节点代码", width=120),
    _CODE,
)
LEADER_ROUNDS = (
    *_WHO,
    Column("state", "到否", width=70),
    Column("visited_on", "本月最近到场", "date", 106),
    Column("assigned", "分包（个）", "count", 80, meaning="有分包领导的{led}"),
    Column("visited", "已到（个）", "count", 80, meaning="已到的"),
    _CODE,
)
PROBLEMS = (
    Column("text", "问题", width=240),
    Column("state", "状态", width=90),
    Column("days_over", "超期（天）", "count", 80),
    Column("step", "办理", width=76),
    Column("tier", "现由谁管", width=96),
    Column("name", "项目", width=200),
    Column("township", "乡镇（街道）", width=92),
    Column("organisation", "责任单位", width=110),
    Column("leader", "分包领导", width=86),
    Column("service", "六包", width=86),
    Column("raised_on", "提出", "date", 92),
    Column("first_due_on", "首次期限", "date", 92),
    Column("due_on", "应办结", "date", 92),
    Column("closed_on", "办结", "date", 92),
    Column("days_used", "已用（天）", "count", 80),
    Column("age", "在办时长", width=86),
    Column("extensions", "延期（次）", "count", 80),
    Column("returns", "退回（次）", "count", 80),
    Column("of_year", "今年提出（件）", "count", 110, meaning="今年提出的问题"),
    Column("in_hand", "在办（件）", "count", 80, meaning="在办问题"),
    Column("overdue", "超期（件）", "count", 80, meaning="超期问题"),
    Column("judged", "已满三天（件）", "count", 110, meaning="提出已满三天的问题"),
    Column("closed_in_three", "三日内办结（件）", "count", 120, meaning="三天内办结的问题"),
    Column("problem_id", "问题代码", width=110),
    _CODE,
)
PROBLEM_WEEK = (
    Column("text", "问题", width=240),
    Column("step", "办理", width=76),
    Column("tier", "现由谁管", width=96),
    Column("name", "项目", width=200),
    Column("township", "乡镇（街道）", width=92),
    Column("organisation", "责任单位", width=110),
    Column("service", "六包", width=86),
    Column("raised_on", "提出", "date", 92),
    Column("due_on", "应办结", "date", 92),
    Column("moved_on", "最近流转", "date", 92),
    Column("closed_on", "办结", "date", 92),
    Column("before", "此前在办（件）", "count", 110, meaning="近七天之前提出、当时在办的问题"),
    Column("raised", "新增（件）", "count", 80, meaning="近七天提出的问题"),
    Column("moved", "推进落实（件）", "count", 110, meaning="近七天有流转、仍在办的较早问题"),
    Column("closed", "已销号（件）", "count", 100, meaning="近七天销号的问题"),
    Column("problem_id", "问题代码", width=110),
    _CODE,
)
ENTERPRISE = (
    Column("firm", "企业", width=150),
    Column("kind", "诉求类别", width=110),
    Column("raised_on", "提出", "date", 92),
    Column("closed_on", "解决", "date", 92),
    Column("solved_year", "解决年份", width=86),
    Column("state", "状态", width=80),
    Column("solved", "已解决（个）", "count", 96, meaning="解决的企业诉求"),
    Column("subsidy_wan", "奖补（万元）", "count", 96, meaning="奖补资金（万元）"),
    Column("service_id", "诉求编号", width=120),
)
APPROVALS = (
    Column("mode", "审批模式", width=130),
    Column("service", "六包", width=86),
    Column("item", "事项", width=130),
    Column("name", "项目", width=200),
    Column("township", "乡镇（街道）", width=92),
    Column("organisation", "责任单位", width=110),
    Column("started_on", "受理", "date", 92),
    Column("done_on", "办结", "date", 92),
    Column("days_used", "用时（天）", "count", 86),
    Column("granted", "办结（件）", "count", 86, meaning="按新模式办结的事项"),
    _CODE,
)
TEAM_PROJECTS = (
    Column("lamp", "灯", "lamp", 66),
    *_WHO,
    Column("part", "项目范围", width=96),
    Column("annual_plan_wan", "年计划（亿元）", "wan", 96),
    Column("completed_wan", "已完成（亿元）", "wan", 96),
    Column("completion_ratio", "完成率（%）", "bar", 150),
    Column("late", "应开未开（个）", "count", 96, meaning="应实施未实施的项目"),
    Column("late_since", "应开工", "date", 92),
    Column("visited_on", "本月领导到场", "date", 106),
    Column("in_hand", "在办问题（件）", "count", 96, meaning="在办问题"),
    Column("overdue", "超期问题（件）", "count", 96, meaning="超期问题"),
    Column("posts", "应设岗位（个）", "count", 96, meaning="应设的岗位"),
    Column("filled", "到位岗位（个）", "count", 96, meaning="到位的岗位"),
    Column("vacant", "空岗（个）", "count", 80, meaning="空缺的岗位"),
    Column("vacant_roles", "空缺的岗位", width=160),
    Column("vacant_days", "最久已空（天）", "count", 96),
    _CODE,
)
TEAM_COUNTED = (
    Column("listed", meaning="有专班的项目"),
    Column("counted_plan_wan", meaning="年度计划投资"),
    Column("counted_completed_wan", meaning="有计划项目的累计完成投资"),
    Column("is_red", meaning="红灯项目"),
    Column("is_yellow", meaning="黄灯项目"),
    Column("is_green", meaning="绿灯项目"),
    Column("is_not_counted", meaning="不计灯的项目"),
)
TEAM_STEPS = (
    *_WHO,
    Column("part", "项目范围", width=96),
    Column("service", "走到哪一包", width=96),
    Column("item", "未办完的事项", width=150),
    Column("since_on", "从哪天起", "date", 92),
    Column("step_days", "在包（天）", "count", 80),
    _CODE,
)
TEAM_STEPS_COUNTED = (Column("listed", meaning="有专班的项目"),)
TEAM_MEMBERS = (
    Column("person", "现场盯办人", width=120),
    Column("state", "到否", width=90),
    Column("projects", "盯办项目（个）", "count", 100),
    Column("days", "到现场（天）", "count", 90),
    Column("workdays", "工作日（天）", "count", 90),
    Column("days_ratio", "占工作日（%）", "bar", 150),
    Column("reached", "达到三分之一（人）", "count", 120, meaning="达到三分之一的盯办人"),
    Column("judged", "可判（人）", "count", 80, meaning="有到场记录可判的盯办人"),
)
ON_SITE = (
    Column("text", "问题", width=240),
    Column("state", "在哪办结", width=90),
    Column("owner_role", "办理岗位", width=110),
    Column("owner", "现任", width=92),
    Column("name", "项目", width=200),
    Column("township", "乡镇（街道）", width=92),
    Column("organisation", "责任单位", width=110),
    Column("service", "六包", width=86),
    Column("raised_on", "提出", "date", 92),
    Column("closed_on", "办结", "date", 92),
    Column("on_site", "现场办结（件）", "count", 100, meaning="在现场办结的问题"),
    Column("known", "有记录（件）", "count", 90, meaning="记有是否现场办结的问题"),
    Column("problem_id", "问题代码", width=110),
    _CODE,
)
BRANCHES = (
    *_WHO,
    Column("thing", "五有", width=76),
    Column("state", "有否", width=90),
    Column("since_on", "支部成立", "date", 92),
    Column("has_it", "有（项）", "count", 76, meaning="具备的一项"),
    Column("lacks", "缺（项）", "count", 76, meaning="缺的一项"),
    _CODE,
)
BRANCH_PROJECTS = (
    *_WHO,
    Column("since_on", "支部成立", "date", 92),
    Column("lacking", "缺哪几项", width=180),
    Column("built", "有支部（个）", "count", 90, meaning="建了临时党支部的项目"),
    Column("complete", "五有齐（个）", "count", 90, meaning="五项都有的项目"),
    _CODE,
)
CEREMONY_PROJECTS = (
    Column("name", "项目", width=200),
    Column("state", "现在", width=110),
    Column("township", "乡镇（街道）", width=92),
    Column("organisation", "责任单位", width=110),
    Column("ceremony", "集中开工", width=210),
    Column("held_on", "集中开工日", "date", 92),
    Column(
        "announced_wan", "公布总投资（亿元）", "wan", 92, decimals=2, meaning="公布的总投资",
        adds_up_to="ceremony_announced",
    ),
    Column("started_on", "开工", "date", 92),
    Column("days_to_start", "到开工（天）", "count", 88),
    Column("registered_on", "入库", "date", 92),
    Column("days_to_register", "到入库（天）", "count", 88),
    Column("days_waiting", "未开工已（天）", "count", 96),
    Column("rise_wan", "近30天完成（亿元）", "wan", 100),
    Column("completion_ratio", "年计划完成率（%）", "share", 100),
    _CODE,
)  # fmt: skip
CEREMONY_COUNTED = (
    Column("listed", meaning="名单上的项目"),
    Column("started", meaning="已开工的"),
    Column("registered", meaning="已入库的"),
    Column("unregistered", meaning="已开工、没入库的"),
    Column("stalled", meaning="停滞的"),
    Column("not_started", meaning="没有开工的"),
)
BALLOTS = (
    Column("ballot", "票号", width=80),
    Column("state", "有效否", width=80),
    Column("reason", "作废原因", width=150),
    Column("voter_role", "投票人身份", width=110),
    Column("voter_body", "投票人单位", width=120),
    Column("tour", "观摩", width=130),
    Column("on_date", "观摩日期", "date", 92),
    Column("tour_group", "观摩组", width=80),
    Column("valid", "有效（张）", "count", 80, meaning="有效的选票"),
    Column("void", "作废（张）", "count", 80, meaning="作废的选票"),
    Column("inspection_id", "观摩编号", width=110),
)
BALLOT_MARKS = (
    Column("ballot", "票号", width=80),
    Column("voter_role", "投票人身份", width=110),
    Column("body", "观摩对象", width=110),
    Column("rank", "名次", "count", 70),
    Column("points", "分（分）", "count", 80, meaning="每张有效票给的分"),
    Column("counted", "计票（张）", "count", 80, meaning="计入的有效票"),
    Column("tour", "观摩", width=130),
    Column("on_date", "观摩日期", "date", 92),
    Column("inspection_id", "观摩编号", width=110),
)
PROMISES = (
    Column("name", "项目", width=200),
    Column("body", "观摩对象", width=110),
    Column("promised_node", "承诺节点", width=110),
    Column("promised_on", "承诺日期", "date", 92),
    Column("state", "兑现", width=110),
    Column("reached_on", "到的日期", "date", 92),
    Column("days", "比承诺晚（天）", "count", 96),
    Column("node_then", "当时走到", width=110),
    Column("node_then_on", "当时节点日期", "date", 100),
    Column("node_now", "现在走到", width=110),
    Column("node_now_on", "现在节点日期", "date", 100),
    Column("tour", "哪次观摩承诺", width=130),
    Column("made_on", "观摩日期", "date", 92),
    Column("township", "乡镇（街道）", width=92),
    Column("organisation", "责任单位", width=110),
    _CODE,
)
PROMISES_COUNTED = (
    Column("promised", meaning="承诺的节点"),
    Column("kept", meaning="如期到的"),
    Column("late", meaning="晚到的"),
    Column("missed", meaning="过了承诺日还没到的"),
)
DECISIONS = (
    Column("text", "议定事项", width=220),
    Column("name", "项目", width=180),
    Column("lead", "牵头", width=110),
    Column("helps", "配合", width=120),
    Column("due_on", "时限", "date", 92),
    Column("state", "状态", width=80),
    Column("days_late", "超期（天）", "count", 90),
    Column("supervisor", "督办人", width=110),
    Column("note", "办得怎样", width=180),
    Column("first_due_on", "首次时限", "date", 92),
    Column("done_on", "落实日期", "date", 92),
    Column("on_date", "哪次会", "date", 92),
    Column("agreed_on", "议定日期", "date", 92),
    Column("recorded_by", "记录人", width=110),
    Column("decision_id", "议定编号", width=120),
    Column("project_id", "项目代码", width=140),
)
DECISIONS_COUNTED = (
    Column("agreed", meaning="截至日已经议定的"),
    Column("done", meaning="截至日已落实的"),
    Column("overdue", meaning="过了议定的时限、还没落实的"),
    Column("due", meaning="截至日已到时限的"),
    Column("due_done", meaning="截至日已到时限、已落实的"),
)
CONVERSION = (
    *_WHO,
    Column("project_class", "类别", width=96),
    Column("phase", "期次", width=86),
    Column("conversion_step", "哪一步", width=80),
    Column("reached_stage", "现在走到", width=90),
    Column("stuck_since", "停在这一步自", "date", 106),
    Column("days_since", "已停（天）", "count", 90),
    Column("base", "走到前一步（个）", "count", 110, meaning="走到前一步的项目"),
    Column("reached", "走到（个）", "count", 86, meaning="走到这一步的项目"),
    Column("stuck", "停在（个）", "count", 86, meaning="停在这一步的项目"),
    _CODE,
)
CONVERSION_COUNTED = (Column("converted", meaning="走到这一步的项目"),)
LISTED_COUNTED = (Column("listed", meaning="名单上的项目"),)
PROJECT_STATES = (
    *_WHO,
    Column("project_class", "类别", width=96),
    Column("level", "级别", width=60),
    Column("project_state", "建设状态", width=100),
    Column("due_on", "应开工", "date", 92),
    Column("started_on", "开工", "date", 92),
    Column("made_on", "投产", "date", 92),
    Column("days_over", "过应开工（天）", "count", 100),
    Column("annual_plan_wan", "年计划（亿元）", "wan", 96),
    Column("completed_wan", "已完成（亿元）", "wan", 96),
    Column("completion_ratio", "完成率（%）", "bar", 150),
    _CODE,
)
OVERLAPS = (
    *_WHO,
    Column("classes_held", "一身几类", width=90),
    Column("combination", "类别", width=210),
    Column("annual_plan_wan", "年计划（亿元）", "wan", 96),
    Column("completed_wan", "已完成（亿元）", "wan", 96),
    Column("completion_ratio", "完成率（%）", "bar", 150),
    _CODE,
)
PAIRS = (
    Column("name", "项目", width=200),
    Column("ahead_pp", "超序时（百分点）", "points", 96),
    Column("completion_ratio", "完成率（%）", "bar", 150),
    Column("project_class", "类别", width=96),
    Column("level", "级别", width=60),
    Column("phase", "期次", width=86),
    Column("subdomain", "子领域", width=130),
    Column("annual_plan_wan", "年计划（亿元）", "wan", 96),
    Column("completed_wan", "已完成（亿元）", "wan", 96, meaning="累计完成投资"),
    *_WHO[1:],
    _CODE,
)
PAIRS_COUNTED = (
    Column("listed", meaning="名单上的（项目，类别）"),
    Column("behind", meaning="低于序时的（项目，类别）"),
    Column("counted_plan_wan", meaning="年度计划投资"),
    Column("counted_completed_wan", meaning="有计划的累计完成投资"),
)
PHASES = (
    Column("phase", "期次", width=90),
    Column("conversion_step", "走到哪一步", width=100),
    Column("base_projects", "走到前一步（个）", "count", 120),
    Column("projects", "走到（个）", "count", 90),
    Column("conversion_ratio", "转化率（%）", "share", 100),
    Column("stuck", "停在（个）", "count", 90),
)
MATRIX = (
    Column("domain", "领域", width=140),
    Column("project_class", "类别", width=100),
    Column("projects", "项目（个）", "count", 90),
    Column("without_plan", "没有年计划（个）", "count", 110),
    Column("plan_wan", "年计划（亿元）", "wan", 100),
    Column("counted_completed_wan", "有计划的完成（亿元）", "wan", 120),
    Column("completion_ratio", "完成率（%）", "share", 90),
    Column("ahead_pp", "超序时（百分点）", "points", 110),
)
PARKS = (
    Column("name", "园区", width=150),
    Column("township", "乡镇（街道）", width=92),
    Column("buildings", "厂房（栋）", "count", 86, meaning="规划的厂房"),
    Column("started", "已动工（栋）", "count", 92, meaning="已动工的厂房"),
    Column("topped", "封顶（栋）", "count", 86, meaning="封顶的厂房"),
    Column("planned_m2", "规划面积（㎡）", "count", 110),
    Column("built_m2", "建成面积（㎡）", "count", 110),
    Column("built_ratio", "建成（%）", "bar", 150),
    Column("signed", "签约（家）", "count", 86, meaning="签约的企业"),
    Column("opened", "入驻（家）", "count", 86, meaning="入驻的企业"),
    Column("told_on", "填报", "date", 92),
    Column("park_id", "园区编号", width=110),
)
PARKS_COUNTED = (
    Column("listed", meaning="园区"),
    Column("counted_built_m2", meaning="建成的建筑面积（㎡）"),
    Column("counted_planned_m2", meaning="规划的建筑面积（㎡）"),
)
KIND_WORDS = {"published": "公布", "derived": "由公布推算", "sample": "示例", "real": "台账"}
