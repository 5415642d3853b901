"""A class by the state of its projects: what is made, what is late, rates past 100 %, its funds."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.city import ProjectClass
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.classes.data import ClassesData
from cockpit.screens.classes.squares import squares
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Across, Cell, Line
from queries import funds

ENDS = 1.5  # of the track of rates
LISTED = 20
MADE = ("此前已投产", "今年投产")
RATES = (
    Column("name", "项目"),
    Column("state", "状态"),
    Column("plan", "年计划（亿元）", "wan"),
    Column("done", "完成（亿元）", "wan"),
    Column("bar", "0 — 100% — 150%"),
    Column("rate", "完成率（%）", "share"),
)
LATE = (
    Column("name", "项目"),
    Column("state", "情形"),
    Column("due", "应开工", "date"),
    Column("days", "相差（天）", "count"),
    Column("plan", "年计划（亿元）", "wan"),
)
FUNDS = (
    Column("name", "方式"),
    Column("projects", "项目（个）", "count"),
    Column("allotted", "下达（亿元）", "wan"),
    Column("arrived", "到位（亿元）", "wan"),
    Column("paid", "支付（亿元）", "wan"),
    Column("arrival", "到位率（%）", "share"),
    Column("payment", "支付率（%）", "share"),
)


def finding(found: ClassesData, one: ProjectClass) -> tuple[str, str]:
    """How many are in production, or how far bonds are used; how far those with a plan are."""
    count, money = found.counts.get(one.code), found.money.get(one.code)
    if count is None:
        return f"{one.short_name}没有名单上的项目", ""
    made = int(count.in_production)
    said = f"{one.short_name} {int(count.listed):,} 个，竣工投产 {made:,} 个"
    bonds = next(each(found.ask(funds.bonds, one.code)), None) if one.has_bonds else None
    if bonds is not None and not is_missing(bonds.use_ratio):
        said = (
            f"{one.short_name} {int(count.listed):,} 个，资金使用率 "
            f"{numbers.percent(bonds.use_ratio)}%，未用 {numbers.yi(bonds.idle_wan)} 亿元"
        )
    if money is None or is_missing(money.completion_ratio):
        return f"{said}；没有年计划，不算完成率", ""
    against = found.against(one.code, money)
    planned = int(money.projects) - int(money.without_plan)
    gap = against.gap.word
    if against.gap.tone != "even":
        gap += f" {against.gap.size.text} 个百分点"
    said += f"；有本年计划的 {planned:,} 个完成 {against.rate.text}%，{gap}"
    if not money.without_plan:
        return said, ""
    return said, (
        f"率要连着分母看：{int(money.projects):,} 个里 {int(money.without_plan):,} 个没有本年计划，"
        "不进完成率。"
    )


@once
def by_state(found: ClassesData, one: ProjectClass) -> Markup:
    """A square a project, by state, with the production rate."""
    rows = found.state_rows(one.code)
    groups = []
    for state, pairs in found.states(one.code).items():
        ours = [row for row in rows if row.project_state == state]
        figure = found.figure(one.code, "state_projects", pairs, where={"project_state": state})
        groups.append((state, figure, squares(ours)))
    count = found.counts.get(one.code)
    title, sub = "没有名单上的项目", ""
    if count is not None:
        rate = found.figures.fact_or_ledger(
            "production_rate", count.production_ratio, narrow=found.narrow(one.code)
        )
        made = int(count.in_production)
        title = f"{int(count.listed):,} 个里 {made:,} 个已竣工投产"
        if not rate.is_missing and made:
            title += f"，竣工投产率 {rate.text}%"
        kind = "，为公布数" if rate.kind == "published" else ""
        sub = f"一格一个项目 · 竣工投产率 = 已投产 ÷ 全部{kind} · 截至 {numbers.iso(found.on)}"
    body = markup.render("classes/states", groups=groups) if groups else ""
    empty = "" if groups else "这一类没有名单上的项目。"
    return card.html(Card(title, sub, body, empty=empty))


@once
def rates(found: ClassesData, one: ProjectClass) -> Markup:
    """The projects with a plan from the highest rate, past 100 % too."""
    rows = [row for row in found.state_rows(one.code) if not is_missing(row.completion_ratio)]
    rows.sort(key=lambda row: (-float(row.completion_ratio), str(row.project_id)))
    over = sum(float(row.completion_ratio) > 1 for row in rows)
    time = found.view.stamp().time_progress
    lines: list[Line | Across] = [_rate(found, row, time) for row in rows[:LISTED]]
    if len(rows) > LISTED:
        lines.append(Across(f"另有 {len(rows) - LISTED:,} 个，下载看全部"))
    title = f"有本年计划的 {len(rows):,} 个"
    money = found.money.get(one.code)
    if money is not None and not is_missing(money.completion_ratio):
        title += f"完成 {found.against(one.code, money).rate.text}%"
    if over:
        title += f"，{over:,} 个已超过年计划"
    sub = (
        "完成率可以超过 100%，轨道到 150%，再超出的右端画双线 · 金线为序时 · "
        f"截至 {numbers.iso(found.cut_on)}"
    )
    left = len(found.state_rows(one.code)) - len(rows)
    fine = f"其余 {left:,} 个没有本年计划，不进分子分母（假定的读法）。" if left else ""
    empty = "" if rows else "这一类没有年计划，不算完成率。"
    body = table.html(RATES, lines, look="classes rates")
    return card.html(Card(title if rows else "没有年计划", sub, body, fine, empty))


def _rate(found: ClassesData, row: Row, time: float | None) -> Line:
    figures, project = found.figures, str(row.project_id)
    place = (text(row.organisation), text(row.township), text(row.leader))
    return Line(
        {
            "name": Cell(
                text(row.name) or project,
                small=" · ".join(filter(None, place)) or "责任单位未填",
                href=found.project(project),
            ),
            "state": str(row.project_state),
            "plan": figures.from_ledger(
                "annual_plan", row.annual_plan_wan, project=project, decimals=2
            ),
            "done": figures.from_ledger(
                "completed", row.completed_wan, project=project, decimals=2
            ),
            "bar": markup.drawn(
                "past",
                100 * max(0.0, float(row.completion_ratio)),
                None if time is None else 100 * time,
                ENDS,
                of="classes/macros",
            ),
            "rate": figures.from_ledger("completion", row.completion_ratio, project=project),
        }
    )


@once
def late(found: ClassesData, one: ProjectClass) -> Markup:
    """Who has not started: due ones first, then those that come."""
    rows = [
        row
        for row in found.state_rows(one.code)
        if row.project_state in {"应开未开", "未到开工日", "未定开工日"}
    ]
    due = sum(row.project_state == "应开未开" for row in rows)
    title = f"没开工的 {len(rows):,} 个，{due:,} 个已到期" if rows else "都已开工"
    lines: list[Line | Across] = [_late(found, row) for row in rows[:LISTED]]
    if len(rows) > LISTED:
        lines.append(Across(f"另有 {len(rows) - LISTED:,} 个，下载看全部"))
    empty = "" if rows else "名单上的项目都开工了。"
    body = table.html(LATE, lines, look="classes few")
    return card.html(Card(title, f"截至 {numbers.iso(found.on)}", body, empty=empty))


def _late(found: ClassesData, row: Row) -> Line:
    project = str(row.project_id)
    place = (text(row.organisation), text(row.township), text(row.leader))
    days: Cell | None = None
    if not is_missing(row.days_over):
        over = int(row.days_over)
        days = Cell(f"{abs(over):,}", small="还有" if over < 0 else "已过")
    return Line(
        {
            "name": Cell(
                text(row.name) or project,
                small=" · ".join(filter(None, place)) or "责任单位未填",
                href=found.project(project),
            ),
            "state": str(row.project_state),
            "due": numbers.iso(row.due_on),
            "days": days,
            "plan": found.figures.from_ledger(
                "annual_plan", row.annual_plan_wan, project=project, decimals=2
            ),
        }
    )


@once
def flows(found: ClassesData, one: ProjectClass) -> Markup:
    """下达, 到位 and 支付 of the source that has the class's name, by how the money is given."""
    frame = found.view.ask(funds.sources)
    ours = list(each(frame[frame["source"] == one.code]))
    whole = next((row for row in ours if not text(row.mode)), None)
    if whole is None:
        empty = f"还没有装入{one.short_name}资金的下达、到位、支付。"
        return card.html(Card("资金怎么给、给到哪一步", empty=empty))
    modes = [row for row in ours if text(row.mode)]
    names = [text(row.mode) for row in modes]
    title = (
        (f"{len(names)} 种方式：" if names else "")
        + f"下达 {numbers.yi(whole.allotted_wan)}、到位 {numbers.yi(whole.arrived_wan)}、"
        + (f"支付 {numbers.yi(whole.paid_wan)} 亿元")
    )
    sub = f"{one.short_name}投资，按支持方式，自下达起累计 · 截至 {numbers.iso(whole.told_on)}"
    lines = [_flow(found, one.code, row) for row in modes]
    lines.append(_flow(found, one.code, whole, "sum"))
    fine = (
        "下达、到位、支付是三个数；到位率、支付率都以下达为底，合计的率由合计的数重新算出；"
        "没有填报的不进那个率的两边；投资完成率另算。"
    )
    return card.html(Card(title, sub, table.html(FUNDS, lines, look="classes flows"), fine))


def _flow(found: ClassesData, source: str, row: Row, look: str = "") -> Line:
    where = {"source": source} | ({"mode": str(row.mode)} if text(row.mode) else {})

    def figure(code: str, value: object) -> Any:
        return found.figures.from_ledger(code, value, where=where)

    return Line(
        {
            "name": text(row.mode) or "合计",
            "projects": f"{int(row.projects):,}",
            "allotted": figure("fund_allotted", row.allotted_wan),
            "arrived": figure("fund_arrived", row.arrived_wan),
            "paid": figure("fund_paid", row.paid_wan),
            "arrival": figure("fund_arrival_rate", row.arrival_ratio),
            "payment": figure("fund_payment_rate", row.payment_ratio),
        },
        look,
    )


@once
def bonds_line(found: ClassesData, one: ProjectClass) -> Markup:
    """A line of figures of the bonds of the class, which leads to their page."""
    frame = found.ask(funds.bonds, one.code)
    if frame.empty:
        return card.html(Card("专项债资金", empty="截至这一日没有发行专项债。"))
    row = next(each(frame))
    parts: Sequence[tuple[str, Any]] = [
        ("发行", found.figure(one.code, "bond_issued", row.issued_wan)),
        ("支付", found.figure(one.code, "bond_used", row.used_wan)),
        ("使用率", found.figure(one.code, "bond_use_rate", row.use_ratio)),
        ("未用", found.figure(one.code, "bond_idle", row.idle_wan)),
    ]
    title = "资金没有使用率"
    if not is_missing(row.use_ratio):
        title = (
            f"资金使用率 {numbers.percent(row.use_ratio)}%，未用 {numbers.yi(row.idle_wan)} 亿元"
        )
    sub = f"{int(row.issues):,} 笔发行 · 截至 {numbers.iso(found.view.stamp().day('bonds'))}"
    href = "/bonds?" + found.view.look.query()
    return card.html(Card(title, sub, markup.render("classes/line", parts=parts, href=href)))
