"""The parts of the page of teams: finding, leaders, presence, problems on site, branches, steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.registry.columns import TEAM_PROJECTS, Column
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure
from cockpit.screens.files import File
from cockpit.screens.once import once
from cockpit.screens.page import Headline
from cockpit.screens.page_file import page_file
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Cell, Line
from cockpit.screens.teams.data import LED, OTHERS, UNNAMED, TeamsData, teams_data
from cockpit.screens.view import View
from cockpit.screens.wall.context import Bar
from cockpit.tables.contracts import SERVICES
from queries import dispatch

MOST_SQUARES = 30
ROOM = 1.44  # a bar's track, in 序时: the mark stands at seven tenths
LAMPS = (
    ("red", "bad", "▼", "红灯"), ("yellow", "warn", "■", "黄灯"),
    ("green", "ok", "▲", "绿灯"), ("not_counted", "mute", "—", "不计"),
)  # fmt: skip
DONE = "六包办完"
NO_ITEMS = "未装入"


def headline(view: View) -> Headline:
    """What the page finds. Raises NoData, BadLink, NotFound."""
    found = teams_data(view)
    return view.cached(
        "teams headline",
        lambda: Headline(_finding(found), _lead(found), found.as_of),
        found.only,
    )


def _finding(found: TeamsData) -> str:
    ranked = [row for row in found.leaders if not is_missing(row.rank)]
    whole = found.whole("")
    posts = f"五个一 {int(whole.filled):,} / {int(whole.posts):,} 岗到位"
    judged = [row for row in ranked if not is_missing(row.ahead_pp)]
    if not judged:
        named = sum(row.leader != UNNAMED for row in found.leaders)
        return f"{named} 位分包领导，本年还没有可比的完成投资；{posts}"
    behind = [row for row in judged if numbers.rounded(float(row.ahead_pp), 1) < 0]
    if not behind:
        return f"{len(judged)} 位分包领导的项目都不低于序时；{posts}"
    worst = min(behind, key=lambda row: row.ahead_pp)
    size = numbers.fixed(abs(float(worst.ahead_pp)))
    return (
        f"{len(judged)} 位分包领导中 {len(behind)} 位低于序时，"
        f"{worst.leader} 落后 {size} 个百分点；{posts}"
    )


def _lead(found: TeamsData) -> str:
    total, said = found.total, []
    if not is_missing(total.ahead_pp):
        points = numbers.rounded(float(total.ahead_pp), 1)
        word = "超" if points > 0 else "低于"
        gap = f"，{word}序时 {numbers.fixed(abs(points))} 个百分点" if points else "，与序时持平"
        rate = numbers.percent(total.completion_ratio)
        said.append(f"{_counted(found)} {int(total.projects):,} 个完成 {rate}%{gap}")
    if total.late:
        said.append(f"应开未开 {int(total.late)} 个")
    led = found.whole(LED)
    if led is not None and not is_missing(led.visited) and led.assigned > led.visited:
        said.append(f"{found.month}还有 {int(led.assigned - led.visited)} 个没督导到")
    whole = found.whole("")
    if whole.vacant:
        said.append(f"空岗 {int(whole.vacant):,} 个，最久的空了 {int(whole.vacant_days):,} 天")
    return "；".join(said) + ("。" if said else "")


def _counted(found: TeamsData) -> str:
    return found.view.city.led_words if found.only else "有专班的项目"


@once
def switch_words(found: TeamsData) -> dict[str, str]:
    """What may be counted, and how many each is."""
    led = found.whole(LED)
    count = 0 if led is None else int(led.projects)
    return {
        "": f"有专班的 {int(found.whole('').projects):,}",
        "led": f"{found.view.city.led_words} {count:,}",
    }


def leaders(found: TeamsData) -> Markup:
    """The leaders in their rank, each with the 序时 mark; the one that is opened is marked."""
    return found.view.cached(
        "teams leaders", lambda: card.html(_leaders(found)), found.only, found.opened
    )


def _leaders(found: TeamsData) -> Card:
    columns = (
        Column("rank", "名次（位）", "count"),
        Column("moved", f"较 {found.before.month} 月底"),
        Column("name", "分包领导"),
        Column("projects", "项目（个）", "count"),
        Column("plan", "年计划（亿元）", "wan"),
        Column("done", "已完成（亿元）", "wan"),
        Column("rate", "完成率（%）", "share"),
        Column("ahead", "与序时差（百分点）", "points"),
        Column("lamps", "灯"),
        Column("late", "应开未开（个）", "count"),
        Column("visited", f"{found.month}督导到位"),
        Column("problems", "在办问题（件）", "count"),
        Column("vacant", "空岗（个）", "count"),
    )
    top = _track(found)
    lines = [_leader(found, row, top) for row in found.leaders]
    lines.append(_sum(found, top))
    body = table.html(columns, lines, look="leaders-of")
    progress = found.total.time_progress
    bases = found.view.stamp().basis
    time = "" if is_missing(progress) else f"序时 {numbers.percent(progress)}%（{bases}）"
    cut = numbers.iso(found.view.stamp().cut_on)
    sub = "，".join(
        part
        for part in (
            f"按分包领导 · {_counted(found)} {int(found.total.projects):,} 个 · 名次按完成率",
            f"投资截至 {cut}",
            time,
            "点一位，下面换成他的项目",
        )
        if part
    )
    return Card(_leaders_title(found), sub, body, _leaders_fine(found))


def _leaders_title(found: TeamsData) -> str:
    ranked = [row for row in found.leaders if not is_missing(row.rank)]
    if not ranked:
        return f"{len(found.leaders)} 位分包领导，没有可比的完成率，不排名次"
    judged = [row for row in ranked if not is_missing(row.ahead_pp)]
    first = "、".join(str(row.leader) for row in ranked if row.rank == 1)
    if not judged:
        return f"{first} 第一"
    ahead = sum(numbers.rounded(float(row.ahead_pp), 1) > 0 for row in judged)
    return f"{ahead} 位超序时，{len(judged) - ahead} 位没有超；{first} 第一"


def _leaders_fine(found: TeamsData) -> str:
    led = found.view.city.led_words
    said = [
        "完成率 = 已完成 ÷ 年计划，先合计后相除；没有年计划的项目两头都不算，相同的同名次",
        f"督导到位只问{led}（假定），月中换人的问截至日在任的领导本人",
    ]
    if found.only and (others := found.whole(OTHERS)) is not None:
        left = [f"其他项目 {int(others.projects):,} 个不计入上表"]
        if not is_missing(others.overdue) and others.overdue:
            left.append(f"其中超期问题 {int(others.overdue):,} 件")
        if others.vacant:
            left.append(f"空岗 {int(others.vacant):,} 个")
        said.append("，".join(left))
    return "；".join(said) + "。"


def _track(found: TeamsData) -> float:
    """The share that the whole of a bar stands for."""
    rates = [row.completion_ratio for row in found.leaders if not is_missing(row.completion_ratio)]
    times = [row.time_progress for row in found.leaders if not is_missing(row.time_progress)]
    return float(max([*rates, *(ROOM * time for time in times), 0.01]))


def _bar(row: Row, top: float) -> Bar | None:
    if is_missing(row.completion_ratio):
        return None
    mark = None if is_missing(row.time_progress) else round(100 * row.time_progress / top, 2)
    value = round(100 * max(0.0, float(row.completion_ratio)) / top, 2)
    return Bar(value, mark, hatched=False, beyond=False)


def _leader(found: TeamsData, row: Row, top: float) -> Line:
    name = str(row.leader)
    is_opened = name == found.opened
    rank = None
    if not is_missing(row.rank):
        rank = found.view.figures().from_ledger("team_rank", row.rank)
    cells = _cells(found, row, top, name)
    cells |= {
        "rank": "" if rank is None else rank,
        "moved": _moved(found, row),
        "name": Cell(name, href=found.link(opened=name), look="now" if is_opened else ""),
    }
    return Line(cells, look="on" if is_opened else "")


def _moved(found: TeamsData, row: Row) -> Cell | str:
    before = found.ranks_before.get(str(row.leader))
    if before is None or is_missing(row.rank):
        return ""
    places = before - int(row.rank)
    if not places:
        return Cell("平", look="mute")
    return f"{'升' if places > 0 else '降'} {abs(places)}"


def _sum(found: TeamsData, top: float) -> Line:
    cells = _cells(found, found.total, top, "")
    cells |= {"rank": "", "moved": "", "name": "合计"}
    return Line(cells, look="total")


def _cells(found: TeamsData, row: Row, top: float, leader: str) -> dict[str, Any]:
    def figure(code: str, value: Any) -> Figure:
        return found.figure(code, value, leader=leader)

    small = ""
    led = int(row.led_projects)
    if not found.only:
        small = f"应建专班 {led:,}"
    elif leader and (others := found.of_leader(leader, OTHERS)) is not None:
        small = f"＋其他 {int(others.projects):,}"
    return {
        "projects": Cell(figure("team_projects", row.projects), small=small),
        "plan": figure("team_plan", row.plan_wan),
        "done": figure("team_completed", row.completed_wan),
        "rate": Cell(figure("team_completion", row.completion_ratio), bar=_bar(row, top)),
        "ahead": markup.drawn("gap_short", found.gap(row.ahead_pp, leader)),
        "lamps": _lamps(found, row, leader),
        "late": Cell(figure("team_late", row.late), look="bad" if row.late else "mute"),
        "visited": _visited(found, row, leader),
        "problems": _problems(found, row, leader),
        "vacant": Cell(
            figure("posts_vacant", row.vacant),
            small=_other_vacant(found, leader),
            look="bad" if row.vacant else "mute",
        ),
    }


def _lamps(found: TeamsData, row: Row, leader: str) -> Markup:
    lamps = [
        (tone, shape, word, found.figure(f"team_{name}", getattr(row, name), leader=leader))
        for name, tone, shape, word in LAMPS
    ]
    return markup.drawn("lamps", lamps, of="teams/macros")


def _visited(found: TeamsData, row: Row, leader: str) -> Markup | str | None:
    if not row.assigned:
        return ""
    if is_missing(row.visited):
        return "没有装入到场"
    came, of = int(row.visited), int(row.assigned)
    where = {"leader": leader} if leader and leader != UNNAMED else None
    rate = found.view.figures().from_ledger("leader_coverage", row.visited_ratio, where=where)
    squares = ([True] * came + [False] * (of - came))[:MOST_SQUARES] if leader else []
    return markup.drawn("visited", squares, f"{came:,}/{of:,}", rate, of="teams/macros")


def _problems(found: TeamsData, row: Row, leader: str) -> Cell | None:
    if is_missing(row.in_hand):
        return None
    small = f"超期 {int(row.overdue):,}" if row.overdue else ""
    if found.only:
        others = found.of_leader(leader, OTHERS) if leader else found.whole(OTHERS)
        if others is not None and not is_missing(others.overdue) and others.overdue:
            small = "，".join(filter(None, (small, f"其他超期 {int(others.overdue):,}")))
    figure = found.figure("team_problems", row.in_hand, leader=leader)
    return Cell(figure, small=small, look="over" if small else "" if row.in_hand else "mute")


def _other_vacant(found: TeamsData, leader: str) -> str:
    if not found.only:
        return ""
    others = found.of_leader(leader, OTHERS) if leader else found.whole(OTHERS)
    return f"其他 {int(others.vacant):,}" if others is not None and others.vacant else ""


def steps(found: TeamsData) -> Markup:
    """How many projects are in each of the six services, and for how long."""
    return found.view.cached("teams steps", lambda: card.html(_steps(found)), found.only)


def _steps(found: TeamsData) -> Card:
    frame = found.view.ask(dispatch.team_steps)
    its = frame["part"] == found.part if found.part else frame["part"].isna()
    rows = {str(row.service): row for row in each(frame[its & frame["service"].notna()])}
    sub = f"{_counted(found)}走到哪一包 · 个"
    if not rows:
        return Card("没有装入六包事项", sub, empty="导入六包事项后，这里看各项目走到哪一包。")
    told = frame["told_on"].iloc[0].date()
    sub += f" · 截至 {numbers.iso(told)}"
    most = max(int(row.projects) for row in rows.values())
    columns = (
        Column("name", "六包"),
        Column("projects", "项目（个）", "count"),
        Column("days", "在包（天）", "count"),
        Column("items", "办理（天）", "count"),
    )
    lines = []
    for service in (*SERVICES, DONE, NO_ITEMS):
        row = rows.get(service)
        if row is None:
            if service in SERVICES:
                lines.append(Line({"name": service, "projects": "0", "days": None, "items": None}))
            continue
        lines.append(Line(_step(found, service, row, most)))
    largest = max(rows.values(), key=lambda row: row.projects)
    waits = sum(int(rows[s].projects) for s in SERVICES[:3] if s in rows)
    title = f"{int(largest.projects):,} 个在“{largest.service}”，{waits:,} 个还在开工和之前"
    fine = (
        "项目所在的一包 = 第一个还有事项没办完也没免办的，所以开了工、入了库，"
        "手续没办完的仍在“手续”。在包、办理都取中位数，办理只看本年办完的事项。"
    )
    return Card(title, sub, table.html(columns, lines, look="kept steps-of"), fine)


def _step(found: TeamsData, service: str, row: Row, most: int) -> dict[str, Any]:
    where = {"service": service} | ({"part": found.part} if found.part else {})
    figures = found.view.figures()
    projects = figures.from_ledger("step_projects", row.projects, where=where)
    bar = Bar(round(100 * int(row.projects) / most, 2), None, hatched=False, beyond=False)
    return {
        "name": service,
        "projects": Cell(projects, bar=bar),
        "days": None
        if is_missing(row.median_days)
        else figures.from_ledger("step_days", row.median_days, decimals=0),
        "items": None
        if is_missing(row.item_days)
        else figures.from_ledger("item_days", row.item_days, decimals=0),
    }


@dataclass(frozen=True)
class Member:
    """A person with presence: days on site, as a share of the working days, and the work log."""

    name: str
    days: int
    projects: int
    percent: float
    is_reached: bool
    href: str
    says: str


def thirds(found: TeamsData) -> Markup:
    """三分之一 by person, most days first, with the line of a third."""
    return found.view.cached("teams thirds", lambda: card.html(_thirds(found)))


def _thirds(found: TeamsData) -> Card:
    row = found.view.row(dispatch.team_thirds)
    led = found.view.city.led_words
    sub = f"到现场天数 ÷ {found.month}工作日 · 每根一人，只计{led}的现场盯办人"
    if not row.asked:
        return Card("没有现场盯办人", sub, empty="名单里没有现场盯办人。")
    if is_missing(row.reached):
        return Card(
            f"{found.month}没有可判的到场", sub, empty="没有装入这个月的到场记录，不能说谁没到。"
        )
    frame = found.view.ask(dispatch.team_thirds_rows)
    people = [_member(found, one) for one in each(frame[frame["days"].notna()])]
    low = [one for one in people if not one.is_reached]
    body = markup.render(
        "teams/thirds",
        people=list(reversed(people)),
        low=low,
        rate=found.view.figures().from_ledger("third_rate", row.reached_ratio),
        top=max(100.0, *(one.percent for one in people)),
        short=found.month,
    )
    said = f"，{len(low):,} 位没达到" if low else ""
    title = f"{int(row.reached):,} / {int(row.judged):,} 位盯办人做到“三分之一”{said}"
    sub += f" · {int(row.workdays)} 个工作日，截至 {numbers.iso(row.judged_on.date())}"
    fine = (
        "一人一天去几个项目算一天，节假日到场也算，可以超过工作日；其他岗位没有到场要求，不判。"
        "三分之一按工作日数，是假定读法。"
    )
    return Card(title, sub, body, fine)


def _member(found: TeamsData, row: Row) -> Member:
    return Member(
        name=str(row.person),
        days=int(row.days),
        projects=int(row.projects),
        percent=round(100 * float(row.days_ratio), 1),
        is_reached=bool(row.reached),
        href=found.log(str(row.person)),
        says=f"{row.person}：{int(row.days)} 天，盯办 {int(row.projects)} 个项目",
    )


def on_site(found: TeamsData) -> Markup:
    """一线: problems closed in the month, and how many on site, by the role that had them."""
    return found.view.cached("teams on site", lambda: card.html(_on_site(found)))


def _on_site(found: TeamsData) -> Card:
    frame = found.view.ask(dispatch.on_site)
    total = next(each(frame))
    day = found.view.stamp().day("problems")
    month = f"{day.month} 月"
    sub = f"现场办结 ÷ 记有在不在现场的 · 按办理岗位 · {month}，截至 {numbers.iso(day)}"
    if not total.closed:
        return Card(f"{month}没有销号的问题", sub, empty="这个月没有办结的问题，或没有装入。")
    columns = (
        Column("name", "办理岗位"),
        Column("counts", "现场 / 销号（件）", "count"),
        Column("rate", "占比（%）", "share"),
    )
    lines = []
    for row in each(frame[frame["owner_role"].notna()]):
        figure = found.view.figures().from_ledger(
            "on_site_rate", row.on_site_ratio, where={"owner_role": str(row.owner_role)}
        )
        share = 0.0 if is_missing(row.on_site_ratio) else 100 * float(row.on_site_ratio)
        bar = Bar(round(share, 2), None, hatched=False, beyond=False)
        counts = f"{int(row.on_site):,} / {int(row.closed):,}"
        lines.append(
            Line({"name": row.owner_role, "counts": counts, "rate": Cell(figure, bar=bar)})
        )
    whole = found.view.figures().from_ledger("on_site_rate", total.on_site_ratio)
    counts = f"{int(total.on_site):,} / {int(total.closed):,}"
    lines.append(Line({"name": "合计", "counts": counts, "rate": whole}, look="total"))
    title = f"{month}销号的 {int(total.closed):,} 个问题，{int(total.on_site):,} 个在一线现场办结"
    unknown = int(total.closed - total.known)
    fine = f"{unknown:,} 件没有记在不在现场，不进占比。" if unknown else "“一线”为假定读法。"
    return Card(title, sub, table.html(columns, lines, look="kept sited"), fine)


def five(found: TeamsData) -> Markup:
    """五有: which of the five the branches have."""
    return found.view.cached("teams five", lambda: card.html(_five(found)))


def _five(found: TeamsData) -> Card:
    frame = found.view.ask(dispatch.branches)
    led = found.view.city.led_words
    sub = f"临时党支部 · {led} · 个 · 截至 {numbers.iso(found.as_of)}"
    if frame.empty:
        return Card("没有装入临时党支部", sub, empty="导入临时党支部后，这里看五有缺哪一项。")
    total = next(each(frame))
    things = list(each(frame[frame["thing"].notna()]))
    columns = (
        Column("name", "五有"),
        Column("has", "具备（个）", "count"),
        Column("lacks", "缺（个）", "count"),
    )
    lines = [_thing(found, row) for row in things]
    worst: Sequence[Row] = sorted(things, key=lambda row: -row.lacks)[:2]
    figures = found.view.figures()
    body = table.html(columns, lines, look="kept five")
    body = markup.render(
        "teams/five",
        built=figures.from_ledger("branch_built", total.built),
        complete=figures.from_ledger("branch_complete", total.complete),
        of=f"{int(total.projects):,}",
        body=body,
    )
    title = f"{int(total.built):,} 个{led}建了临时党支部，{int(total.complete):,} 个“五有”齐"
    lacking = "、".join(str(row.thing) for row in worst if row.lacks)
    sub += f" · 最缺{lacking}" if lacking else ""
    fine = (
        "五有 = 支部有牌子、阵地有党旗、活动有场地、运行有制度、工作有推动，五项全有才算齐；"
        "没有支部的，五项都算缺。"
    )
    return Card(title, sub, body, fine)


def _thing(found: TeamsData, row: Row) -> Line:
    where = {"thing": str(row.thing)}
    figures = found.view.figures()
    bar = Bar(round(100 * int(row.has_it) / int(row.projects), 2), None, False, False)
    has = figures.from_ledger("branch_has", row.has_it, where=where)
    lacks = figures.from_ledger("branch_lacks", row.lacks, where=where)
    return Line({"name": row.thing, "has": Cell(has, bar=bar), "lacks": lacks})


def file(view: View) -> File:
    """The projects with a team by leader, to take along."""
    found = teams_data(view)
    frame = view.ask(dispatch.team_rows)
    return page_file(
        view,
        frame[frame["part"] == LED] if found.only else frame,
        TEAM_PROJECTS,
        "分包与专班",
        {
            "投资截至": numbers.iso(view.stamp().cut_on),
            "范围": _counted(found),
            "口径": view.city.said(INDICATORS["team_projects"].definition),
        },
    )
