"""The weekly bulletin in its own paragraphs: words and figures, to be written or shown.

The order is that of a bulletin: 总体, classes, ranks, three lists, problems, 三必, what is next. A
figure stays a figure, so that a screen can link it to its rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cockpit import numbers
from cockpit.numbers import chinese
from cockpit.pack import standing
from cockpit.pack.agenda import Decision
from cockpit.pack.lists import NameList
from cockpit.pack.said import NAMED, UNDECIDED, Said, some
from cockpit.pack.standing import FEW, Standing
from cockpit.screens.figures import Figure, Gap

COMING = 3  # of the decisions that fall due, named in running text
Part = str | Figure
Paragraph = tuple[Part, ...]


@dataclass(frozen=True)
class Section:
    """A part of the bulletin: 总体 and its paragraphs; the number is given by its place."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


def sections(said: Said) -> tuple[Section, ...]:
    """The seven parts of the bulletin."""
    return (
        Section("总体", (_whole(said),)),
        Section(f"{said.city.class_words}项目", _classes(said)),
        Section("排名", _ranks(said)),
        Section("应开未开、应入未入、应竣未竣", tuple(map(_list, said.lists))),
        Section("问题", (_problems(said),)),
        Section("“三必”执行", _musts(said)),
        Section("下周要点", _next(said)),
    )


def numbered(at: int) -> str:
    """一、 of the first section."""
    return f"{chinese(at + 1)}、"


def plain(paragraph: Iterable[Part]) -> str:
    """A paragraph as text."""
    return "".join(part if isinstance(part, str) else part.text for part in paragraph)


def _gap(gap: Gap) -> Iterator[Part]:
    """，低于序时 1.3 个百分点; nothing where there is none."""
    if gap.size.is_missing:
        return
    if gap.tone == "even":
        yield "，与序时持平"
        return
    yield f"，{gap.word} "
    yield gap.size
    yield " 个百分点"
    if gap.recount:
        yield f"（{gap.recount}）"


def _whole(said: Said) -> Paragraph:
    wall, money, count = said.wall, said.wall.money, said.wall.count
    until = numbers.month_end_words(said.cut, said.as_of)
    whose = f"所选范围（{said.scope}）的" if said.scope else f"{said.city.class_words}"
    parts: list[Part] = []
    if money.completed.is_missing:
        parts += [f"{money.empty or '没有完成投资的数据'}。"]
    else:
        parts += [f"截至 {until}，{whose}重大项目完成投资 ", money.completed, " 亿元"]
        parts += [*_moved(said)]
        if not money.plan_rate.is_missing:
            parts += ["，为年度计划的 ", money.plan_rate, "%", *_gap(money.plan_gap)]
        if money.rate_words == "目标" and not money.rate.is_missing:
            parts += ["；为全年目标的 ", money.rate, "%", *_gap(money.gap)]
        parts += ["。"]
    if not count.implemented.is_missing and not count.empty:
        parts += ["已实施 ", count.implemented, " 个（类次）"]
        if count.target is not None:
            short = int(count.target.text) - int(count.implemented.decimal)
            parts += [f"，距目标还差 {short:,} 个" if short > 0 else "，已达目标"]
        if count.any_missing:
            parts += ["，应实施未实施 ", count.missing, " 个"]
        parts += ["。"]
    if not wall.goal.growth.is_missing:
        parts += [f"固定资产投资 {spaced(wall.goal.period)}增速 ", wall.goal.growth, "%"]
        if not wall.goal.gap.size.is_missing and wall.goal.gap.tone != "even":
            parts += [f"，{wall.goal.gap.word} ", wall.goal.gap.size, " 个百分点"]
        if wall.growth.rank is not None:
            parts += [f"，居{wall.growth.rank.name}第 ", wall.growth.rank.rank, " 位"]
        parts += ["。"]
    return tuple(parts)


def _moved(said: Said) -> Iterator[Part]:
    """（较 5 月 27 日 +4.5 亿元）: of the money."""
    for move in said.moves:
        if move.figure.indicator == "completed" and move.delta and move.before:
            yield f"（较 {numbers.month_day(said.since.day, said.as_of)} {move.delta}）"


def _classes(said: Said) -> tuple[Paragraph, ...]:
    wall, parts = said.wall, []
    if not wall.classes.rows:
        return ((f"{wall.classes.empty or '没有项目'}。",),)
    for row in wall.classes.rows:
        one: list[Part] = [row.name, " ", row.projects, " 个"]
        if row.rate is not None and not row.rate.is_missing and row.gap is not None:
            one += ["，完成年计划的 ", row.rate, "%", *_gap(row.gap)]
        if row.started is not None and not row.started.is_missing:
            one += ["，开复工率 ", row.started, "%"]
        parts += [*one, "；"]
    parts[-1] = "。"
    if (
        wall.bonds.issued is not None
        and wall.bonds.used is not None
        and wall.bonds.rate is not None
    ):
        parts += ["专项债发行 ", wall.bonds.issued, " 亿元，使用 ", wall.bonds.used]
        parts += [" 亿元"]
        parts += ["。"] if wall.bonds.rate.is_missing else ["，使用率 ", wall.bonds.rate, "%。"]
    return (tuple(parts),)


def _ranks(said: Said) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for who, rows, why in (
        ("分包领导", said.leaders, "没有装入分包领导的名单"),
        ("责任单位", said.organisations, "项目没有填责任单位"),
    ):
        best, worst = standing.ends(rows)
        if not best:
            found.append((f"{who}：{why if not rows else '没有可排的完成率'}。",))
            continue
        parts: list[Part] = [f"{who}按投资完成率：前{chinese(len(best))}为", *_named(best)]
        if worst:
            parts += [f"；后{chinese(len(worst))}为", *_named(worst)]
        few = f"；不足 {FEW} 个项目的不排" if who == "责任单位" else ""
        found.append((*parts, f"{few}。"))
    return tuple(found)


def _named(rows: Sequence[Standing]) -> Iterator[Part]:
    for at, row in enumerate(rows):
        yield f"{'、' if at else ''}{row.name}（"
        yield row.figure
        yield "%）"


def _list(held: NameList) -> Paragraph:
    if held.unknown:
        return (f"{held.title}：{held.unknown}。",)
    if not held.rows:
        ahead = f"；{held.ahead_said}" if held.ahead_said else ""
        names = f"：{some(tuple(one.name for one in held.ahead), NAMED)}" if held.ahead else ""
        return (f"{held.title} 0 个{ahead}{names}。",)
    sub = f"（{held.sub}）" if held.sub else ""
    names = some(tuple(one.name for one in held.rows), NAMED)
    return (f"{held.title} {held.count} 个{sub}：{names}。",)


def _problems(said: Said) -> Paragraph:
    week, panel = said.week, said.wall.problems
    if week.empty or panel.in_hand is None:
        return (f"{week.empty}。",)
    parts: list[Part] = [f"{week.days}新增 {week.raised} 件，销号 {week.closed} 件；在办 "]
    parts += [panel.in_hand, " 件"]
    if panel.overdue is not None:
        parts += ["，超期 ", panel.overdue, " 件"]
    if panel.three_day is not None and not panel.three_day.is_missing:
        parts += ["；今年三日办结率 ", panel.three_day, "%"]
    return (*parts, "。")


def _musts(said: Said) -> tuple[Paragraph, ...]:
    must = said.wall.must
    if must.empty or not must.rows:
        return ((f"{must.empty or '没有“三必”的记录'}。",),)
    parts: list[Part] = [f"{must.period}："]
    for at, row in enumerate(must.rows):
        front = "，" if at else ""
        if row.rate.is_missing:
            parts.append(f"{front}{row.name}不判：{row.absent or row.note or '没有记录'}")
        else:
            parts += [f"{front}{row.name} ", row.rate, "%"]
    silent = said.silent
    day = numbers.month_day(silent.day, said.as_of)
    if silent.empty:
        told = f"{silent.empty}。"
    elif not silent.missing:
        told = f"{day}应传 {silent.due} 个项目，全部已传。"
    else:
        told = f"{day}应传 {silent.due} 个项目，未传 {silent.missing} 个：{some(silent.names)}。"
    return (*parts, "。"), (told,)


def _next(said: Said) -> tuple[Paragraph, ...]:
    asked = enumerate(said.agenda.asked, start=1)
    found: list[Paragraph] = [(f"{at}．{decided(one)}",) for at, one in asked]
    if not found:
        found.append((f"{UNDECIDED}。",))
    if said.coming:
        first = said.coming[:COMING]
        due = "；".join(f"{one.text}（{one.lead}，{by_when(one)}）" for one in first)
        more = len(said.coming) - len(first)
        due += f"；另 {more} 件" if more else ""
        found.append((f"一周内到期的前次议定 {len(said.coming)} 件：{due}。",))
    late = [one for one in (*said.agenda.last, *said.agenda.older) if one.state == "逾期"]
    if late:
        told = "；".join(f"{one.text}（{one.lead}，{one.clock}）" for one in late)
        found.append((f"已逾期、接着督办：{told}。",))
    if said.wall.money.needed is not None:
        found.append(("要完成全年目标，此后月均还需 ", said.wall.money.needed, " 亿元。"))
    return tuple(found)


def by_when(one: Decision) -> str:
    """6 月 10 日前; 时限未定."""
    return "时限未定" if one.due is None else f"{numbers.month_day(one.due, one.on)}前"


def decided(one: Decision) -> str:
    """示例单位 14 牵头、示例单位 32 配合，6 月 10 日前报出剩余用地组卷（项目）；督办 ….."""
    lead = f"{before(one.lead)}牵头" if one.lead else "牵头未定"
    helps = f"、{before(one.helps)}配合" if one.helps else ""
    about = f"（{one.project}）" if one.project else ""
    watched = f"；督办 {one.supervisor}" if one.supervisor else "；督办人未定"
    return f"{lead}{helps}，{by_when(one)}{one.text}{about}{watched}。"


def before(name: str) -> str:
    """A name before Chinese words: a space after its digit or letter."""
    return f"{name} " if name[-1:].isascii() and name[-1:].isalnum() else name


def spaced(period: str) -> str:
    """1—4 月, as running text has it."""
    return period.replace("月", " 月")
