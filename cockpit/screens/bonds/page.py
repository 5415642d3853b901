"""The finding of the page, and its first part: each year of issue against the city's target."""

from datetime import date

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import BOND_PROJECTS, Column
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import card, markup, table
from cockpit.screens.bonds.data import ENOUGH, IDLE, BondsData, bonds_data
from cockpit.screens.card import Card
from cockpit.screens.files import File
from cockpit.screens.once import once
from cockpit.screens.page import Headline
from cockpit.screens.page_file import page_file
from cockpit.screens.rows import Row
from cockpit.screens.table import Cell, Line, Said
from cockpit.screens.view import View
from cockpit.screens.wall.cards import share_bar
from queries import funds

LONG = 52  # weeks
YEARS = (
    Column("name", "发行年度"),
    Column("projects", "项目（个）", "count"),
    Column("issued", "发行（亿元）", "wan"),
    Column("used", "支付（亿元）", "wan"),
    Column("idle", "未用（亿元）", "wan"),
    Column("rate", "使用率（%）", "bar"),
    Column("target", "目标与期限"),
    Column("short", "距目标（亿元）", "wan"),
    Column("needed", "每月须付（亿元/月）", "wan"),
    Column("recent", "近三个月月均（亿元/月）", "wan"),
    Column("read", "读法"),
)


@once
def headline(view: View) -> Headline:
    """What the page finds. Raises NoData, BadLink."""
    found = bonds_data(view)
    return Headline(finding(found), lead(found), found.as_of)


def finding(found: BondsData) -> str:
    """Issued, paid, idle, and how much of it belongs to projects whose work is done."""
    total = found.total
    if is_missing(total.use_ratio):
        return "有专项债的记录，发行额为 0，没有使用率"
    said = (
        f"发行 {numbers.yi(total.issued_wan)} 亿元，支付 {numbers.yi(total.used_wan)} 亿元，"
        f"使用率 {numbers.percent(total.use_ratio)}%"
    )
    if over := sum(row.idle_wan < 0 for row in found.batches):
        return f"{said}；{over} 个批次支付超过发行，先核对"
    if not total.idle_wan:
        return f"{said}，已全部用完"
    said += f"；未用 {numbers.yi(total.idle_wan)} 亿元"
    enough = found.states.get(ENOUGH)
    if enough is not None and enough.idle_wan > 0:
        said += (
            f"，其中 {numbers.yi(enough.idle_wan)} 亿元在 {int(enough.projects):,} 个"
            "完成额已达到位额的项目"
        )
    return said


def lead(found: BondsData) -> str:
    """How long it lies and whose it is, what misses its target, what was paid before its work."""
    said = []
    if paid := int(found.work_total.paid_over):
        said.append(f"{paid:,} 个项目支付超过完成两成以上（假定），先核对")
    late = [row for row in found.batches if row.weeks >= LONG and row.idle_wan > 0]
    if late:
        amount = numbers.yi(sum(row.idle_wan for row in late))
        said.append(f"{amount} 亿元发行已满 {LONG} 周还没有用")
    waiting = [row for row in found.projects if row.idle_wan > 0]
    if waiting:
        most = waiting[0]
        whose = text(most.organisation) or "责任单位未填"
        said.append(
            f"未用最多的是{text(most.name) or most.project_id}（{whose}，"
            f"{numbers.yi(most.idle_wan, 2)} 亿元，最早一笔已满 {int(most.idle_weeks):,} 周）"
        )
    if found.is_whole:
        slow = [str(int(row.year)) for row in found.years if _pace(row) == "slow"]
        if slow:
            said.append(f"{'、'.join(slow)} 年发行的照近三个月的付法赶不上支付目标")
        missed = [str(int(row.year)) for row in found.years if _pace(row) == "missed"]
        if missed:
            said.append(f"{'、'.join(missed)} 年发行的支付目标已到期而未达到")
    idle = found.states.get(IDLE)
    if idle is not None and idle.idle_wan > 0:
        said.append(
            f"{int(idle.projects):,} 个项目未开工，压着 {numbers.yi(idle.idle_wan, 2)} 亿元"
        )
    return "；".join(said) + "。" if said else ""


def _pace(row: Row) -> str:
    """How the last months stand against what a target asks: empty where nothing can be said."""
    if is_missing(row.target_ratio) and is_missing(row.needed_monthly_wan):
        return ""
    if is_missing(row.needed_monthly_wan):
        return "missed" if row.short_wan > 0 else "reached"
    if row.needed_monthly_wan <= 0:
        return "reached"
    if is_missing(row.recent_monthly_wan):
        return ""
    return "enough" if row.recent_monthly_wan >= row.needed_monthly_wan else "slow"


def _read(row: Row) -> Markup | str:
    match _pace(row):
        case "missed":
            return _said("bad", "▼", "已到期未达到")
        case "reached":
            return _said("ok", "▲", "已达目标")
        case "enough":
            return _said("ok", "▲", "近期付法够用")
        case "slow" if row.recent_monthly_wan <= 0:
            return _said("warn", "▽", "近三个月没有支付")
        case "slow":
            times = float(row.needed_monthly_wan) / float(row.recent_monthly_wan)
            return _said("warn", "▽", f"要快到 {numbers.fixed(times)} 倍")
    return numbers.MISSING


def _said(tone: str, shape: str, words: str) -> Markup:
    return markup.drawn("read", tone, shape, words, of="bonds/macros")


@once
def years(found: BondsData) -> Markup:
    """Each year of issue: used, the target with its day, and what it asks a month."""
    lines = [_year(found, row) for row in found.years]
    if len(lines) > 1:
        lines.append(_year(found, found.total, "sum"))
    columns = YEARS if found.is_whole else tuple(c for c in YEARS if c.name not in _AIMED)
    return card.html(
        Card(
            _title(found),
            f"按发行年度 · 使用率 = 累计使用 ÷ 发行 · 截至 {numbers.iso(found.on)}",
            table.html(columns, lines, look="bonds"),
            _fine(found),
        )
    )


_AIMED = ("target", "short", "needed", "read")


def _title(found: BondsData) -> str:
    total = found.total
    if not found.is_whole or is_missing(total.short_wan):
        used = f"用了 {numbers.percent(total.use_ratio)}%"
        ending = "发行额为 0" if is_missing(total.use_ratio) else used
        return f"{len(found.years):,} 个年度发行的专项债，{ending}"
    if is_missing(total.needed_monthly_wan):
        if total.short_wan > 0:
            return f"支付目标都已到期，还差 {numbers.yi(total.short_wan, 2)} 亿元"
        return "支付目标都已到期，已达到"
    needed = numbers.yi(total.needed_monthly_wan, 2)
    if not total.needed_monthly_wan:
        return "还没到期的支付目标都已达到"
    if is_missing(total.recent_monthly_wan):
        return f"每月要付 {needed} 亿元才赶得上支付目标"
    recent = numbers.yi(total.recent_monthly_wan, 2)
    word = "只付" if total.recent_monthly_wan < total.needed_monthly_wan else "付了"
    return f"每月要付 {needed} 亿元才赶得上支付目标，近三个月月均{word} {recent} 亿元"


def _fine(found: BondsData) -> str:
    if not found.is_whole:
        return "支付目标是全市的，筛选下不与全市目标比。"
    kinds = {row.target_kind for row in found.years if not is_missing(row.target_ratio)}
    if not kinds:
        return "还没有装入支付目标：导入“支付目标”后，这里看每月要付多少。"
    said = "每月须付 = （目标比例 × 发行 − 累计使用）÷ 到期限的月数；合计为各年度之和。"
    if "sample" in kinds:
        said = "支付目标为示例，未公布。" + said
    elif "assumed" in kinds:
        said = "支付目标为假定。" + said
    return said


def _year(found: BondsData, row: Row, look: str = "") -> Line:
    year = None if is_missing(row.year) else int(row.year)
    where = {} if year is None else {"year": str(year)}
    figures = found.figures
    rate = figures.fact_or_ledger("bond_use_rate", row.use_ratio, where=where, decimals=2)
    mark = row.target_ratio if found.is_whole else None
    cells: dict[str, Cell | Said] = {
        "name": "合计" if year is None else f"{year} 年发行",
        "projects": Cell(
            figures.from_ledger("bond_projects", row.projects), small=f"{int(row.issues):,} 笔"
        ),
        "issued": figures.from_ledger("bond_issued", row.issued_wan, where=where, decimals=2),
        "used": figures.from_ledger("bond_used", row.used_wan, where=where, decimals=2),
        "idle": found.of_year("bond_idle", row.idle_wan, year),
        "rate": Cell(rate, bar=share_bar(row.use_ratio, mark)),
        "target": _target(row, found.as_of, is_total=year is None),
        "short": found.of_year("bond_short", row.short_wan, year),
        "needed": found.of_year("bond_needed", row.needed_monthly_wan, year),
        "recent": found.of_year("bond_recent", row.recent_monthly_wan, year),
        "read": _read(row),
    }
    return Line(cells, look)


def _target(row: Row, as_of: date, *, is_total: bool) -> Cell | str:
    if is_total:
        return Cell("分年定", look="none")
    if is_missing(row.target_ratio):
        return Cell("没有目标", look="none")
    over = "，已到期" if row.target_due_on.date() <= as_of else ""
    share = numbers.percent(row.target_ratio, 0)
    return Cell(f"{share}%", small=f"{numbers.iso(row.target_due_on)}{over}", look="gold")


def file(view: View) -> File:
    """The projects with bonds, to take along."""
    found = bonds_data(view)
    frame = view.ask(funds.projects)
    shown = {row.project_id for row in found.listed}
    return page_file(
        view,
        frame[frame["project_id"].isin(shown)],
        BOND_PROJECTS,
        "专项债项目",
        {
            "支付截至": numbers.iso(found.on),
            "完成截至": numbers.iso(view.stamp().cut_on),
            "口径": view.city.said(INDICATORS["bond_work_done"].definition),
        },
    )
