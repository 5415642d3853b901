"""The parts of the Monday meeting's page: finding, projects, decisions, texts and earlier ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, lamps, markup, table
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure, Gap
from cockpit.screens.monday.agenda import (
    ASKED,
    DONE,
    GOING,
    LATE,
    MOVED,
    PARTS,
    SHAPES,
    TONES,
    Agenda,
    Subject,
    agenda_of,
    days_words,
    is_kept,
    short_name,
)
from cockpit.screens.page import Headline
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Across, Cell, Line
from cockpit.screens.view import View
from queries import lamps as lamp_questions
from queries import meeting

DECISIONS = (
    Column("state", "状态"),
    Column("name", "事项"),
    Column("lead", "牵头"),
    Column("due", "时限"),
    Column("note", "办得怎样"),
)
OWN = (*DECISIONS[:4], Column("do", "办理"))
CANDIDATES = (
    Column("rank", "名次"),
    Column("name", "项目"),
    Column("ahead", "超序时（百分点）", "points"),
    Column("score", "得分（分）", "count"),
    Column("parts", "得分构成"),
    Column("why", "为什么"),
    Column("last", "上次研究"),
    Column("do", ""),
)
MEETINGS = (
    Column("on", "会议"),
    Column("name", "研究项目"),
    Column("agreed", "议定（件）", "count"),
    Column("done", "落实（件）", "count"),
    Column("kept", "定稿"),
)


def headline(view: View) -> Headline:
    """What the page finds. Raises BadLink."""
    agenda = agenda_of(view)
    return Headline(finding(agenda), lead(agenda), view.stamp().as_of)


def finding(agenda: Agenda) -> str:
    """Which projects, and what became of the last decisions."""
    if agenda.is_bare:
        return "还没有台账，碰头会没有可以研究的项目"
    names = "、".join(short_name(one.name) for one in agenda.subjects)
    verb = "研究" if agenda.items else "建议研究"
    said = f"第 {agenda.week} 周碰头会"
    if names:
        said += f"{verb} {len(agenda.subjects)} 个：{names}"
    else:
        said += "没有要提请研究的项目"
    return f"{said}；上次{counted(agenda.last)}" if agenda.last else said


def counted(rows: Sequence[Row]) -> str:
    """议定 7 件：落实 3 件、推进中 2 件、调整 1 件、逾期 1 件."""
    counts = {state: sum(row.state == state for row in rows) for state in (DONE, GOING, MOVED)}
    counts[LATE] = sum(row.state == LATE for row in rows)
    said = "、".join(f"{state} {n} 件" for state, n in counts.items() if n)
    return f"议定 {len(rows)} 件：{said.replace(DONE, '落实')}"


def lead(agenda: Agenda) -> str:
    """How far behind they are, and what is still open of older meetings."""
    if agenda.is_bare:
        return "先导入项目、计划和进度；议定事项可以在这一页记，也可以从表里导入。"
    said = []
    behind = {
        one.name: -float(one.scored.ahead_pp)
        for one in agenda.subjects
        if one.scored is not None and one.scored.ahead_pp < 0
    }
    if len(behind) > 1 and len(behind) == len(agenda.subjects):
        count = "两" if len(behind) == 2 else numbers.chinese(len(behind))
        least = numbers.fixed(min(behind.values()), 1)
        said.append(f"{count}个都低于序时 {least} 个百分点以上")
    else:
        said += [
            f"{short_name(name)}低于序时 {numbers.fixed(gap, 1)} 个百分点"
            for name, gap in behind.items()
        ]
    if agenda.older:
        said.append(f"更早的会还有 {len(agenda.older)} 件没有落实")
    if not agenda.meetings:
        said.append("还没有开过会：上会项目、议定事项在这一页记下来")
    return "；".join(said) + ("。" if said else "")


@dataclass(frozen=True)
class Step:
    """A step of the preparation: its name, how far it is, whether it is done."""

    name: str
    said: str
    is_done: bool


def steps(agenda: Agenda) -> Markup:
    """回头看, 定项目, 请会议定, 定稿, 会上记录: how far each is."""
    last, own = agenda.last, agenda.decisions
    open_ones = [row for row in last if not row.done]
    asked = [row for row in own if row.state == ASKED]
    held, pinned = agenda.meeting, ""
    if held is not None and is_kept(held):
        pinned = f"第 {int(held.data_version)} 版，{held.as_of:%m-%d} 的数"
    said = (
        Step(
            "1 回头看",
            f"{len(last)} 件，{len(open_ones)} 件没落实" if last else "上次没有议定事项",
            bool(last) and not open_ones,
        ),
        Step("2 定项目", _listed(agenda), bool(agenda.items)),
        Step("3 请会议定", f"{len(own)} 件" if own else "还没有写", bool(own)),
        Step("4 定稿", pinned or "没有定稿，会上看最新的数", bool(pinned)),
        Step(
            "5 会上记录",
            f"议定 {len(own) - len(asked)} 件" + (f"，{len(asked)} 件待议" if asked else ""),
            bool(own) and not asked,
        ),
    )
    may = agenda.may_change
    return markup.render(
        "monday/steps",
        steps=said,
        pin=agenda.link(do="pin") if may else "",
        pin_words="重新定稿" if pinned else "定稿",
        deck=agenda.deck(),
    )


def _listed(agenda: Agenda) -> str:
    if not agenda.subjects:
        return "没有滞后的项目"
    replaced = sum(bool(one.reason) for one in agenda.subjects)
    if not agenda.items:
        return f"按得分建议 {len(agenda.subjects)} 个"
    return f"{len(agenda.subjects)} 个" + (f"，{replaced} 个不按得分" if replaced else "")


@dataclass(frozen=True)
class Piece:
    """A part of a score: its code and name, its points as words, and its length in % of the bar."""

    code: str
    name: str
    points: str
    share: float


@dataclass(frozen=True)
class SubjectCard:
    """A project of the meeting as its card has it."""

    place: int
    name: str
    href: str
    lamp: str
    lamp_shape: str
    lamp_tone: str
    about: str
    score: Figure | None
    pieces: Sequence[Piece]
    gap: Gap | None
    reasons: Sequence[str]
    before: str
    chosen: str  # why it is here though the score has another
    asked: Sequence[tuple[str, str, str]]  # 事项, 牵头与时限, 状态
    acts: Sequence[tuple[str, str]]  # address, words


def subjects(agenda: Agenda) -> Markup:
    """A card a project: why it is here, when it was here last, and the decision asked for."""
    whole = agenda.view.look.filters.unchosen()  # a meeting is the city's, whatever is chosen
    shown = tuple(one.project_id for one in agenda.subjects)
    lit = agenda.view.ask(lamp_questions.chosen, whole, projects=shown)
    rows = {row.project_id: row for row in each(lit)}
    cards = [
        _card(agenda, place, one, rows.get(one.project_id))
        for place, one in enumerate(agenda.subjects, 1)
    ]
    body = markup.render("monday/subjects", cards=cards)
    score = "滞后得分由落后序时、节点逾期、问题超期、漏报加权，再按年计划大小折算，权重为假定"
    title = _proposal(agenda)
    stamp = agenda.view.stamp()
    sub = f"{score}；数据截至 {numbers.iso(stamp.cut_on)}，全市项目，不随筛选"
    for kind, until in (("问题", stamp.until("problems")), ("节点", stamp.until("nodes"))):
        sub += f"；{kind}{until}" if until else ""
    empty = "" if cards else "没有进度滞后、节点或问题超期、漏报的项目；可以在下面写要议的事。"
    return card.html(Card(title, sub, body if cards else "", empty=empty))


def _proposal(agenda: Agenda) -> str:
    if not agenda.subjects:
        return "没有要提请研究的项目"
    if not agenda.items:
        return f"建议研究 {len(agenda.subjects)} 个：得分最高"
    replaced = [one for one in agenda.subjects if one.replaces]
    if replaced:
        names = "、".join(short_name(one.replaces) for one in replaced)
        return f"上会 {len(agenda.subjects)} 个，换下{names}"
    return f"上会 {len(agenda.subjects)} 个"


def _card(agenda: Agenda, place: int, one: Subject, lit: Row | None) -> SubjectCard:
    figures, scored = agenda.figures, one.scored
    lamp = "" if lit is None or lit.lamp == "不计" else str(lit.lamp)
    gap = None
    if scored is not None:
        gap = figures.gap(
            "ahead", scored.ahead_pp, project=one.project_id, narrow={"basis": "month"}
        )
    return SubjectCard(
        place=place,
        name=one.name,
        href="/project?" + agenda.view.look.query(project=one.project_id),
        lamp=lamp and lamps.word(lamp),
        lamp_shape=lamps.SHAPES.get(lamp, ""),
        lamp_tone=lamps.TONES.get(lamp, ""),
        about=about(one),
        score=None
        if scored is None
        else figures.from_ledger("slow_score", scored.score, project=one.project_id),
        pieces=pieces(scored),
        gap=gap,
        reasons=reasons(one),
        before=before_words(agenda, one),
        chosen=_chosen(one),
        asked=[
            (
                row.text,
                " · ".join(part for part in (row.lead, due_words(row)) if part),
                row.state if row.agreed else "",
            )
            for row in agenda.asked(one.project_id)
        ],
        acts=_acts(agenda, one),
    )


def _acts(agenda: Agenda, one: Subject) -> Sequence[tuple[str, str]]:
    if not agenda.may_change:
        return ()
    acts = [(agenda.link(do="ask", of=one.project_id), "写请会议定")]
    if len(agenda.subjects) > 1:
        acts.append((agenda.link(do="order", of=one.project_id), "换次序"))
    return acts


def about(one: Subject) -> str:
    """The township, the leader and the annual plan."""
    if one.scored is None:
        return "现在没有滞后得分"
    row = one.scored
    plan = f"年计划 {numbers.yi(row.annual_plan_wan, 2)} 亿元"
    return " · ".join(part for part in (text(row.township), text(row.leader), plan) if part)


def pieces(scored: Row | None) -> Sequence[Piece]:
    """What a score is made of; parts that give nothing are left out."""
    if scored is None:
        return ()
    points = {code: float(getattr(scored, f"{code}_score")) for code in PARTS}
    return [
        Piece(code, PARTS[code], numbers.fixed(got, 2), 100 * got)
        for code, got in points.items()
        if numbers.rounded(got, 2) > 0
    ]


def reasons(one: Subject) -> Sequence[str]:
    """What makes a project slow, beside its gap, in words."""
    row = one.scored
    if row is None:
        return ()
    said = []
    if not is_missing(row.problem_text):
        clock = f"超期 {int(row.problem_days)} 天" if row.problem_days else "还没超期"
        raised = f"{row.problem_raised_on:%m-%d} 提出"
        said.append(f"问题“{row.problem_text}”{raised}，{clock}")
    if row.milestone_days:
        said.append(f"最久的节点逾期 {int(row.milestone_days)} 天")
    if row.missed_reports:
        days, missed = int(row.judged_reports), int(row.missed_reports)
        said.append(f"近 14 天应报 {days} 天，漏报 {missed} 天")
    return said


def before_words(agenda: Agenda, one: Subject) -> str:
    """When it was last discussed, and what was asked then and is not done."""
    if one.last_on is None:
        return "首次上会"
    said = f"上次研究 {one.last_on:%m-%d}（{one.weeks} 周前）"
    missed = [row for row in agenda.before(one.project_id) if not row.done]
    if missed:
        row = missed[0]
        said += f"；{row.on_date:%m-%d} 要求{row.lead}“{row.text}”，{_still(row)}"
    return said


def _still(row: Row) -> str:
    if row.state == LATE:
        return f"逾期 {int(row.days_late)} 天没有落实"
    return f"{row.due_on:%m-%d} 到期"


def _chosen(one: Subject) -> str:
    if one.replaces:
        return f"换下“{short_name(one.replaces)}”：{one.reason}"
    return f"次序：{one.reason}" if one.reason else ""


def due_words(row: Row) -> str:
    """06-10 前; empty without a date."""
    return "" if is_missing(row.due_on) else f"{row.due_on:%m-%d} 前"


def dates(row: Row) -> Markup:
    """The date agreed last; the first one before it, struck through, where it was put off."""
    if is_missing(row.due_on):
        return Markup("没有时限")
    if not row.is_moved:
        return Markup("{}").format(f"{row.due_on:%m-%d}")
    return Markup("<s>{}</s> {}").format(f"{row.first_due_on:%m-%d}", f"{row.due_on:%m-%d}")


def state_words(row: Row) -> str:
    """▼ 逾期."""
    return f"{SHAPES[row.state]} {row.state}"


def state_cell(row: Row) -> Cell:
    """A decision's state with its shape, and how late or early."""
    return Cell(state_words(row), small=days_words(row), look=TONES[row.state])


def _named(agenda: Agenda, row: Row) -> Cell:
    about = text(row.name) if not is_missing(row.project_id) else "不限一个项目"
    href = (
        "/project?" + agenda.view.look.query(project=row.project_id)
        if not is_missing(row.project_id)
        else ""
    )
    small = Markup('<a href="{}">{}</a>').format(href, about) if href else about
    return Cell(row.text, small=small)


def _owners(row: Row) -> tuple[Cell, Cell]:
    helps = f"配合 {row.helps}" if text(row.helps) else ""
    supervisor = f"督办 {row.supervisor}" if text(row.supervisor) else "没有督办人"
    return Cell(row.lead, small=helps), Cell(dates(row), small=supervisor, look="due")


def last(agenda: Agenda) -> Markup:
    """What the meeting before decided, as it stands; older ones that are still open behind it."""
    rows = agenda.last
    if not rows:
        title = "上次没有议定事项"
        return card.html(Card(title, empty="会上议定的事记在这一页，下次会从它们开始。"))
    lines: list[Line | Across] = [_decision(agenda, row) for row in rows]
    if agenda.older:
        lines.append(Across(f"更早的会，没有落实的 {len(agenda.older)} 件", is_head=True))
        lines += [_decision(agenda, row) for row in agenda.older]
    body = _rate(agenda) + table.html(DECISIONS, lines, look="decisions")
    sub = f"{agenda.last_on:%m-%d} 会议；状态截至 {numbers.iso(agenda.judged_on)}"
    return card.html(Card(f"上次{counted(rows)}", sub, body, "调整不改原时限，两个日期都留着。"))


def _rate(agenda: Agenda) -> Markup:
    """How many that were due by then are done, of the meeting before."""
    view = agenda.view.at(agenda.view.look.unchosen().narrowed(as_of=agenda.judged_on))
    rows = each(view.ask(meeting.settled))
    by_meeting = list(rows)[1:]  # behind all of them together
    found = next((one for one in by_meeting if one.on_date.date() == agenda.last_on), None)
    if found is None:
        return Markup()
    figures, where = view.figures(), {"meeting_id": str(found.meeting_id)}
    shown = (
        ("议定", "decisions_agreed", found.agreed),
        ("已落实", "decisions_done", found.done),
        ("逾期", "decisions_overdue", found.overdue),
        ("到期落实率", "decisions_done_rate", found.done_ratio),
    )
    made = [(name, figures.from_ledger(code, value, where=where)) for name, code, value in shown]
    return markup.render("monday/rate", figures=made)


def _decision(agenda: Agenda, row: Row) -> Line:
    lead_cell, due = _owners(row)
    note = Cell(text(row.note) or "—")
    if agenda.view.is_latest and not row.done:
        act = Markup('<a class="act" href="{}">记办理</a>').format(
            agenda.link(do="move", of=row.decision_id)
        )
        note = Cell(text(row.note), small=act)
    return Line(
        {
            "state": state_cell(row),
            "name": _named(agenda, row),
            "lead": lead_cell,
            "due": due,
            "note": note,
        },
        look="late-one" if row.state == LATE else "",
    )


def own(agenda: Agenda) -> Markup:
    """What this meeting is asked to decide, or decided; each with what may be done to it."""
    rows = agenda.decisions
    asked = [row for row in rows if row.state == ASKED]
    agreed = len(rows) - len(asked)
    title = f"这次议定 {agreed} 件" + (f"，{len(asked)} 件待议" if asked else "")
    if not rows:
        return card.html(Card("这次要定的事", empty="还没有写要会上定的事。"))
    sub = f"{numbers.iso(agenda.on_date)} 周一；事项、牵头、时限、督办人齐了才能议定，配合可不填"
    lines: list[Line | Across] = [_own(agenda, row) for row in rows]
    return card.html(Card(title, sub, table.html(OWN, lines, look="decisions")))


def _own(agenda: Agenda, row: Row) -> Line:
    lead_cell, due = _owners(row)
    act: Markup | str = text(row.note) or "—"
    if agenda.view.is_latest and row.state == ASKED:
        act = _act(agenda.link(do="record", of=row.decision_id), "议定")
    elif agenda.view.is_latest and not row.done:
        act = _act(agenda.link(do="move", of=row.decision_id), "记办理")
    return Line(
        {
            "state": state_cell(row),
            "name": _named(agenda, row),
            "lead": lead_cell,
            "due": due,
            "do": act,
        }
    )


def _act(href: str, words: str) -> Markup:
    return Markup('<a class="act" href="{}">{}</a>').format(href, words)


def candidates(agenda: Agenda) -> Markup:
    """The next by the score, and what each is there for; any of them can take a place."""
    if not agenda.candidates or agenda.is_over:
        return Markup()
    figures = agenda.figures
    may_swap = agenda.may_change and bool(agenda.subjects)
    lines: list[Line | Across] = []
    for one in agenda.candidates:
        row = one.scored
        assert row is not None
        gap = figures.gap("ahead", row.ahead_pp, project=one.project_id, narrow={"basis": "month"})
        lines.append(
            Line(
                {
                    "rank": str(one.rank),
                    "name": Cell(
                        one.name,
                        small=_under(row),
                        href="/project?" + agenda.view.look.query(project=one.project_id),
                    ),
                    "ahead": markup.drawn("gap_short", gap),
                    "score": figures.from_ledger("slow_score", row.score, project=one.project_id),
                    "parts": markup.drawn("parts", pieces(row), of="monday/macros"),
                    "why": "、".join(_why(one)),
                    "last": f"{one.last_on:%m-%d}" if one.last_on else "—",
                    "do": _act(agenda.link(do="swap", of=one.project_id), "换上")
                    if may_swap
                    else "",
                }
            )
        )
    body = table.html(CANDIDATES, lines, look="candidates")
    sub = "按得分排；换上要写原因，记入会议记录"
    return card.html(Card(f"后面 {len(lines)} 个", sub, body))


def _under(row: Row) -> str:
    problem = text(row.problem_text) or "没有在办问题"
    return " · ".join(part for part in (text(row.leader), problem) if part)


def _why(one: Subject) -> Sequence[str]:
    row = one.scored
    assert row is not None
    said = []
    if row.milestone_days:
        said.append(f"节点逾期 {int(row.milestone_days)} 天")
    if row.problem_days:
        said.append(f"问题超期 {int(row.problem_days)} 天")
    if row.missed_reports:
        said.append(f"漏报 {int(row.missed_reports)} 次")
    return said or ["进度低于序时"]


@dataclass(frozen=True)
class PackFile:
    """A file to hand on: what kind, what it is called, what is in it, where it is made."""

    ending: str
    name: str
    said: str
    href: str


def pack(agenda: Agenda, files: Sequence[tuple[str, str, str, str]]) -> Markup:
    """The files of the meeting; ``files``: ending, name, words, the name in an address."""
    query = agenda.view.fixed.unchosen().query(meeting=numbers.iso(agenda.on_date))
    shown = [
        PackFile(ending, name, words, f"/download/{address}?{query}")
        for ending, name, words, address in files
    ]
    version, until = agenda.view.mart.version, numbers.iso(agenda.view.look.filters.as_of)
    sub = f"都用第 {version} 版、截至 {until} 的数，同一份内容；点开时生成"
    return card.html(Card("出材料", sub, markup.render("monday/pack", files=shown)))


def earlier(agenda: Agenda) -> Markup:
    """The meetings before, with what became of what each decided, and whether it is kept."""
    rows = [row for row in agenda.meetings if row.on_date.date() != agenda.on_date]
    if not rows:
        return Markup()
    decided = agenda.decided(agenda.now_on)
    lines: list[Line | Across] = []
    for row in rows:
        own_ones = [one for one in decided if one.meeting_id == row.meeting_id and one.agreed]
        names = [
            short_name(text(item.name) or item.project_id)
            for item in agenda.listed
            if item.meeting_id == row.meeting_id
        ]
        kept = "—"
        if is_kept(row):
            kept = f"第 {int(row.data_version)} 版"
        lines.append(
            Line(
                {
                    "on": Cell(f"{row.on_date:%Y-%m-%d}", href=opened(agenda, row)),
                    "name": "、".join(names) or "—",
                    "agreed": str(len(own_ones)),
                    "done": str(sum(one.done for one in own_ones)),
                    "kept": kept,
                }
            )
        )
    body = table.html(MEETINGS, lines, look="meetings")
    return card.html(Card(f"历次会议 {len(lines)} 次", "点日期打开那次会的数和议定事项", body))


def opened(agenda: Agenda, row: Row) -> str:
    """The address of a meeting with the figures that it had."""
    look = agenda.view.look.narrowed(as_of=row.as_of.date())
    return f"/monday?{look.query(meeting=f'{row.on_date:%Y-%m-%d}')}"


def reminder(agenda: Agenda) -> str:
    """The reminder to send: when, what is on the agenda, which projects, who is to be there."""
    lines = [
        f"【提醒】第 {agenda.week} 周周一碰头会（{agenda.on_date:%Y-%m-%d}）",
        "议程：1. 上次议定事项落实情况；2. 四个数和三张清单；3. 研究滞后项目；4. 议定事项宣读。",
    ]
    if agenda.last:
        lines.append(f"上次{counted(agenda.last)}。")
    for place, one in enumerate(agenda.subjects, 1):
        why = "；".join(reasons(one))
        gap = ""
        if one.scored is not None and one.scored.ahead_pp < 0:
            gap = f"低于序时 {numbers.fixed(abs(float(one.scored.ahead_pp)), 1)} 个百分点"
        said = "；".join(part for part in (gap, why) if part)
        lines.append(f"项目{place}：{one.name}" + (f"（{said}）" if said else ""))
    if people := attending(agenda):
        lines.append(f"请参加：{'、'.join(people)}。")
    for row in agenda.decisions:
        due = due_words(row)
        said = f"{row.text}（{'，'.join(part for part in (row.lead, due) if part)}）"
        lines.append(f"{'请会议定' if row.state == ASKED else '已议定'}：{said}")
    until = numbers.iso(agenda.view.stamp().cut_on)
    lines.append(f"数据截至 {until}。打开：{{origin}}{agenda.link()}")
    return "\n".join(lines)


def reminding(agenda: Agenda) -> Markup:
    """The reminder as it is copied, a line a paragraph; the address in words."""
    words = reminder(agenda).replace(f"{{origin}}{agenda.link()}", "（这次会的链接）")
    body = markup.render("monday/reminder", lines=words.split("\n"))
    sub = "发给参会的人；复制的文字里链接是完整的"
    return card.html(Card("会议提醒", sub, body))


def attending(agenda: Agenda) -> Sequence[str]:
    """Who is to be there, each once: leaders of the projects, who leads, helps and supervises."""
    found: list[str] = []
    for one in agenda.subjects:
        if one.scored is not None:
            found.append(text(one.scored.leader))
    for row in (*agenda.decisions, *(r for r in agenda.last if not r.done)):
        found += [row.lead, *text(row.helps).replace("，", "、").split("、"), text(row.supervisor)]
    return list(dict.fromkeys(name.strip() for name in found if name.strip()))


def moving(row: Row) -> Markup:
    """What a dialog about a decision begins with."""
    due = "" if is_missing(row.due_on) else f"，时限 {row.due_on:%Y-%m-%d}"
    about = f"{row.lead} 牵头{due}"
    return markup.render("monday/about", title=row.text, said=about)


def swapping(one: Subject) -> Markup:
    """What the dialog about a project begins with."""
    return markup.render("monday/about", title=one.name, said="；".join(reasons(one)) or about(one))
