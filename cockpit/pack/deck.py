"""The deck: the same content as the files, as pages of a document that is walked on a screen."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from cockpit import numbers
from cockpit.numbers import text
from cockpit.pack.agenda import Decision, counts, weekday
from cockpit.pack.lists import NOT_FINISHED, NOT_STARTED, Named, NameList
from cockpit.pack.moves import Move
from cockpit.pack.said import UNDECIDED, Said
from cockpit.pack.slow import Slow
from cockpit.pack.standing import Standing, ends
from cockpit.screens.deck.context import (
    BodiesBody,
    Decided,
    DecisionsBody,
    DeckContext,
    LastBody,
    Listed,
    Month,
    NamesBody,
    Node,
    Number,
    Page,
    Photo,
    ProjectBody,
    Ranked,
)
from cockpit.screens.figures import Gap
from cockpit.screens.monday.agenda import short_name
from cockpit.screens.rows import each
from cockpit.screens.view import View
from cockpit.screens.wall.cards import share_bar
from cockpit.screens.wall.context import Bar
from queries import project

NAMED, MOST_OPEN, MOST_DONE, MOST_LEADERS = 6, 6, 6, 16
MOST_READ, MOST_BEFORE, MOST_NODES, MOST_UNITS = 7, 3, 7, 5
LONG_AGO = timedelta(weeks=4)  # of the photo beside the newest one
TONES = {"逾期": "bad", "调整": "warn", "推进中": "busy", "已落实": "ok", "待议": "mute"}
ROWS = 6  # of the first page, of its height
MONTHS = [f"{month} 月" for month in range(1, 13)]
Source = Callable[[str], str]  # from a photo's hash to where a document finds it; "": nowhere


def compose(view: View, said: Said, photos: Source | None = None) -> DeckContext:
    """The pages of a meeting. ``photos``: None where they may not be shown."""
    stamp, look = view.stamp(), view.look
    pages = [
        _last(said),
        _numbers(said),
        _names(said),
        *(_project(view, said, one, place, photos) for place, one in enumerate(said.projects, 1)),
        _bodies(said),
        _decisions(said),
    ]
    meeting = f"第 {said.agenda.week} 周 · {numbers.iso(said.agenda.on)}"
    return DeckContext(
        city=said.city,
        title=f"周一碰头会汇报 · {meeting} · {said.city.brand}",
        description=f"{said.title}，{said.meeting}会议；{said.last_words}",
        theme=look.theme or "dark",
        meeting=meeting,
        version=str(said.version),
        kind=stamp.ledger_kind,
        kind_words=stamp.kind_words,
        stale="" if stamp.is_latest else "历史版本",
        dwell=look.rotate,
        pages=pages,
    )


def decided(one: Decision) -> Decided:
    """A decision as a page has it."""
    return Decided(
        shape=one.shape,
        state=one.state,
        tone=TONES.get(one.state, "mute"),
        clock=one.clock,
        text=one.text,
        project=short_name(one.project),
        lead=one.lead,
        helps=one.helps,
        first_due="" if one.first_due is None else f"{one.first_due:%m-%d}",
        due="" if one.due is None else f"{one.due:%m-%d}",
        weekday="" if one.due is None else weekday(one.due),
        supervisor=one.supervisor,
        note=one.note,
    )


def _last(said: Said) -> Page:
    agenda = said.agenda
    rows = [one for one in agenda.last if one.state != "待议"]
    waiting = [one for one in rows if one.state != "已落实"]
    done = [one for one in rows if one.state == "已落实"]
    older = f"更早的会没落实 {len(agenda.older)} 件" if agenda.older else ""
    room = 2 * max(0, ROWS - len(waiting) - -(-len(done) // 2))  # of two columns
    if older and room < len(agenda.older):
        older += f"，先列 {room} 件" if room else "，见周一碰头会页"
    shown = waiting[:MOST_OPEN]
    left = len(waiting) - len(shown)
    when = "" if agenda.last_on is None else f"{agenda.last_on:%m-%d} 会议议定"
    sub = f"{when}；没落实的 {len(waiting)} 件先说" if waiting else when
    if left:
        sub += f"，另 {left} 件没落实见周一碰头会页"
    notes = [
        *(f"{one.text}：{one.lead}，{one.note or one.clock or one.state}" for one in waiting),
        *(f"更早：{one.text}（{one.on:%m-%d}），{one.lead}，{one.clock}" for one in agenda.older),
    ]
    return Page(
        "last",
        "上次议定",
        f"上次议定 {len(rows)} 件：{counts(rows)}" if rows else "上次没有议定事项",
        sub,
        f"状态截至 {numbers.iso(agenda.judged_on)}",
        LastBody(
            [decided(one) for one in shown],
            [decided(one) for one in done[:MOST_DONE]],
            [decided(one) for one in agenda.older[:room]],
            older,
            "" if rows else f"{said.last_words}。今天议定的事记下来，下周一从它们开始。",
        ),
        notes or ["没有要回头看的事。"],
    )


def _numbers(said: Said) -> Page:
    moves = said.moves
    money = moves[-1] if moves else None
    title = "四个数还没有可以显示的" if money is None else f"{money.name} {_value(money)}"
    if money is not None and money.against:
        title += f"，{money.against.rpartition('，')[2].lstrip('▲▽＝■ ')}"
    then = "上次会议用的数" if said.agenda.last_as_of == said.since.day else said.since.name
    sub = f"{numbers.chinese(len(moves))}个数：{said.since.day:%m-%d}（{then}）→ {said.cut:%m-%d}"
    return Page(
        "numbers",
        "四个数",
        title,
        sub,
        _until(said),
        [
            Number(
                digit=one.digit,
                name=one.name,
                figure=one.figure,
                before="" if one.before == one.figure.text else one.before,
                against=one.against,
                tone=one.tone,
                bar=None if one.share is None else _bar(one.share, one.mark, said),
                why=one.why,
            )
            for one in moves
        ],
        [f"{one.digit}：{one.name} {_value(one)}；{one.why}" for one in moves],
    )


def _value(one: Move) -> str:
    unit = one.figure.unit
    joint = "" if unit == "%" else " "
    return one.figure.text if one.figure.is_missing else f"{one.figure.text}{joint}{unit}"


def _bar(share: float, mark: float | None, said: Said) -> Bar:
    at = None if mark is None else round(min(mark, 100.0), 2)
    return Bar(round(max(0.0, min(share, 100.0)), 2), at, bool(said.kind), share > 100)


def _until(said: Said) -> str:
    words = f"数据截至 {numbers.iso(said.cut)}"
    return f"{words}　序时 {said.progress}" if said.progress else words


def _names(said: Said) -> Page:
    title = "，".join(
        f"{one.title} {one.count}{'' if one.unknown else ' 个'}" for one in said.lists
    )
    return Page(
        "names",
        "三张清单",
        title,
        f"每张至多列 {NAMED} 个，全部名单在附表里",
        f"截至 {numbers.iso(said.as_of)}",
        [_list(one) for one in said.lists],
        [f"{one.title}：{'、'.join(row.name for row in one.rows) or '没有'}" for one in said.lists],
    )


def _list(one: NameList) -> NamesBody:
    rows = one.rows or one.ahead
    tone = "even" if one.unknown else "ok"
    if one.rows:
        tone = "bad" if one.title == NOT_STARTED else "warn"
    empty = one.unknown or ("" if one.rows or one.ahead else "没有")
    more = len(one.rows) - NAMED
    return NamesBody(
        title=one.title,
        count=numbers.MISSING if one.unknown else str(len(one.rows)),
        tone=tone,
        sub=one.sub or ("" if one.rows else one.ahead_said),
        rows=[_listed(row, one) for row in rows[:NAMED]],
        more=f"另 {more} 个" if more > 0 else "",
        empty=empty,
    )


def _listed(row: Named, one: NameList) -> Listed:
    said = row.said
    if not said and row.days is not None:
        said = f"{row.days} 天"
    by = f"应竣 {row.due:%m-%d}" if one.title == NOT_FINISHED and row.due is not None else ""
    tone = "bad" if row.days is not None and row.days > 0 and one.rows else "even"
    return Listed(short_name(row.name), said, " · ".join(filter(None, (by, row.who))), tone)


def _project(view: View, said: Said, one: Slow, place: int, photos: Source | None) -> Page:
    late = [node for node in one.nodes if node.tone == "bad"]
    nodes = one.nodes
    if len(nodes) > MOST_NODES:  # those about the first that is not reached
        first = next((n for n, node in enumerate(nodes) if node.actual is None), 0)
        start = max(0, min(first - 1, len(nodes) - MOST_NODES))
        nodes = nodes[start : start + MOST_NODES]
    nodes_said = f"{len(one.nodes)} 个"
    if late:
        nodes_said += f"，{len(late)} 个超期"
    if len(nodes) < len(one.nodes):
        nodes_said += f"，只画 {len(nodes)} 个"
    tallest = max(one.months, default=0.0)
    about = "　".join(filter(None, (one.classes, one.organisation, one.township)))
    if one.leader:
        about += f"　分包{one.leader}"
    body = ProjectBody(
        lamp=one.lamp,
        lamp_tone=one.lamp_tone,
        about=about,
        gap=one.gap,
        completed=one.completed,
        plan=one.plan,
        bar=_share(one.completed_wan, one.plan_wan, one.time, said),
        time="" if one.time is None else f"{numbers.percent(one.time)}%",
        months=[
            Month(
                MONTHS[at],
                numbers.fixed(value, 2),
                round(max(0.0, 78 * value / tallest), 1) if tallest > 0 else 0.0,
            )
            for at, value in enumerate(one.months)
        ],
        nodes=[
            Node(
                node.title,
                "没有计划日" if node.planned is None else f"{node.planned:%m-%d}",
                node.said,
                node.tone,
            )
            for node in nodes
        ],
        nodes_said=nodes_said,
        photos=_photos(view, one.project_id, photos),
        service=one.service,
        cause=one.cause,
        clock=one.clock,
        chosen=one.chosen,
        asked=[decided(d) for d in one.asked[:MOST_BEFORE]],
        to_ask=[decided(d) for d in one.to_ask],
        facts=one.facts,
    )
    notes = [
        f"卡在{one.service}：{one.cause}；{one.clock}",
        one.discussed,
        *(f"{d.on:%m-%d} 要求 {d.lead}：{d.text}，{d.clock or d.state}" for d in one.asked),
        *(f"请会议定：{d.text}（{d.lead}）" for d in one.to_ask),
    ]
    return Page(
        "project",
        f"项目{numbers.chinese(place)}",
        one.name,
        about,
        _until(said),
        body,
        [line for line in notes if line],
    )


def _share(done: float | None, plan: float | None, time: float | None, said: Said) -> Bar | None:
    if done is None or not plan:
        return None
    return share_bar(done / plan, time, hatched=bool(said.kind))


def _photos(view: View, code: str, source: Source | None) -> list[Photo]:
    """The newest photo of the site, and the last of four weeks or more before it."""
    if source is None:
        return []
    held = [
        (row.report_date.date(), str(row.photos[0]), text(row.node))
        for row in each(view.ask(project.site_reports, project=code))
        if row.stands and len(row.photos)
    ]
    if not held:
        return []
    newest = held[0]
    before = next((one for one in held if one[0] <= newest[0] - LONG_AGO), None)
    made = [
        Photo(source(sha256), f"{day:%m-%d}", node)
        for day, sha256, node in ((before, newest) if before else (newest,))
    ]
    return [photo for photo in made if photo.source]


def _bodies(said: Said) -> Page:
    rows = sorted(said.leaders, key=_worst_first)
    behind = sum(one.gap.tone == "warn" for one in rows)
    visited = [one for one in rows if one.visited is not None and one.assigned]
    title = f"{len(rows)} 位领导里 {behind} 位低于序时" if rows else "没有装入分包领导"
    if visited:
        done = sum(one.visited or 0 for one in visited)
        title += f"；督导覆盖 {done}/{sum(one.assigned or 0 for one in visited)}"
    best, worst = ends(said.organisations)
    ranked = [one for one in said.organisations if one.rank is not None]
    worst = ranked[len(best) :][-MOST_UNITS:][::-1] or worst
    more = len(rows) - MOST_LEADERS
    month = f"{said.as_of.month} 月"
    return Page(
        "bodies",
        "领导与单位",
        title,
        "按完成率，后面的在前",
        _until(said),
        BodiesBody(
            leaders=[_ranked(one, said) for one in rows[:MOST_LEADERS]],
            more=f"另 {more} 位领导没有列" if more > 0 else "",
            worst=[_ranked(one, said) for one in worst],
            best=[_ranked(one, said) for one in best],
            month=month,
            time=said.progress,
            empty="" if rows or ranked else "没有装入分包领导，也没有项目 5 个以上的责任单位。",
        ),
        [
            *(f"{one.name}：{one.rate_words}，督导 {one.visits}" for one in rows[:NAMED]),
        ]
        or ["没有可讲的。"],
    )


def _worst_first(one: Standing) -> tuple[bool, float, str]:
    return (one.rate is None, one.rate or 0.0, one.name)


def _ranked(one: Standing, said: Said) -> Ranked:
    return Ranked(
        name=one.name,
        projects=str(one.projects),
        bar=None if one.rate is None else share_bar(one.rate, one.time, hatched=bool(said.kind)),
        rate=one.rate_text,
        gap=_gap(one.gap),
        tone=one.gap.tone,
        red=f"▼{one.red}" if one.red else "",
        yellow=f"■{one.yellow}" if one.yellow else "",
        late=str(one.late) if one.late else numbers.MISSING,
        unregistered=str(one.unregistered) if one.unregistered else numbers.MISSING,
        visits=one.visits,
    )


def _gap(gap: Gap) -> str:
    if gap.size.is_missing:
        return numbers.MISSING
    return f"{gap.shape} {gap.size.text}"


def _decisions(said: Said) -> Page:
    rows: Sequence[Decision] = said.agenda.asked
    shown = rows[:MOST_READ]
    left = len(rows) - len(shown)
    sub = "定了一件记一件；下周一从这几件开始" + (f"；另 {left} 件见周一碰头会页" if left else "")
    return Page(
        "decisions",
        "今日议定",
        said.today_words,
        sub if rows else "",
        f"第 {said.agenda.week} 周　{numbers.iso(said.agenda.on)}",
        DecisionsBody([decided(one) for one in shown], "" if rows else UNDECIDED + "。"),
        list(_read_out(rows)) or [UNDECIDED + "。"],
    )


def _read_out(rows: Iterable[Decision]) -> Iterable[str]:
    for place, one in enumerate(rows, 1):
        due = "时限未定" if one.due is None else f"{_day(one.due)}前"
        helps = f"，{one.helps}配合" if one.helps else ""
        yield f"第{numbers.chinese(place)}件：{one.lead}牵头{helps}，{due}，{one.text}。"


def _day(day: date) -> str:
    return f"{day.month} 月 {day.day} 日（{weekday(day)}）"
