"""The parts of the assessment's page: finding, ranks with their arithmetic, proposals, rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.assessment.arithmetic import Step, arithmetic
from cockpit.screens.assessment.data import (
    BLOCKS,
    CARD,
    FIXED,
    NOUNS,
    PRAISE,
    WEIGHTS,
    AssessmentData,
    Proposal,
    assessment_data,
    quarter_name,
    whole,
)
from cockpit.screens.assessment.data import FOUND as FOUND_ON_SITE
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure
from cockpit.screens.once import once
from cockpit.screens.page import Headline
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Across, Cell, Line
from cockpit.screens.view import View
from queries import assessment

BLOCK_COLUMNS = ("investment_points", "starting_points", "finished_points", "service_points")
MOST_FOUND, MOST_OPEN, MOST_NAMED = 8, 40, 4
PROJECTS = (
    Column("name", "项目"),
    Column("ratio", "年计划完成率（%）", "share"),
    Column("start", "开复工与入库"),
    Column("finish", "竣工"),
    Column("problems", "三日办结"),
    Column("lamp", "灯"),
)
RULES = (
    Column("block", "块"),
    Column("item", "项"),
    Column("points", "分值"),
    Column("note", "算法"),
)
FOUND = (
    Column("on", "日期", "date"),
    Column("name", "项目"),
    Column("finding", "发现问题"),
    Column("due", "整改期限", "date"),
    Column("state", "状态"),
    Column("do", "办理"),
)
MOVED = (Column("name", "名次会变的"), Column("from", "现"), Column("to", "试算后"))


@once
def headline(view: View) -> Headline:
    """What the page finds. Raises NoData, BadLink."""
    found = assessment_data(view)
    return Headline(finding(found), lead(found), found.quarter_on)


def finding(found: AssessmentData) -> str:
    """Who is first and last of the group, and whom the rules propose to warn."""
    until = numbers.month_day(found.quarter_on)
    when = f"{found.name}算到 {until}" if found.is_running else f"{found.name}"
    placed = [row for row in found.rows if not is_missing(row.place)]
    if not placed:
        return f"{when}：{NOUNS[found.group]}项目都不足 5 个，只有得分，不排名次"
    first, last = placed[0], placed[-1]
    said = f"{when}：{first.body} {numbers.fixed(first.score, 1)} 分居首"
    if last is not first:
        said += f"，{last.body} {numbers.fixed(last.score, 1)} 分居末"
    carded = [row.body for row in reversed(found.rows) if row.is_carded]
    if carded:
        verb = "将被提议黄牌" if found.is_running else "达到黄牌条件"
        more = f"等 {len(carded)} 个" if len(carded) > MOST_NAMED else ""
        said += f"；{'、'.join(carded[:MOST_NAMED])}{more}{verb}"
    return said


def lead(found: AssessmentData) -> str:
    """What is still to come, and what is to be decided."""
    said = []
    if found.is_running:
        days = (found.ends_on - found.as_of).days
        said.append(f"离季末还有 {days} 天，季度没过完只预告")
    red = sum(whole(row.red_again) for row in found.rows)
    if red:
        first = numbers.month_day(_before(found))
        said.append(f"本组有 {red} 个项目 {first}红灯、{_now(found)}仍红")
    pending = _pending(found)
    name = quarter_name(found.decided_on, found.as_of)
    if pending:
        said.append(f"{name}还有 {len(pending)} 条提议等办公室定")
    return "；".join(said) + "。" if said else ""


def _now(found: AssessmentData) -> str:
    return "现在" if found.is_running else f"{numbers.month_day(found.quarter_on)}"


def _before(found: AssessmentData) -> date:
    first = date(found.ends_on.year, found.ends_on.month - 2, 1)
    return date.fromordinal(first.toordinal() - 1)


def _pending(found: AssessmentData) -> list[Proposal]:
    return [one for one in found.decided if (one.row.body, one.kind) not in found.verdicts]


@dataclass(frozen=True)
class Block:
    """A block of a row: its ``points`` as words, empty where it has no base; ``share`` in %."""

    points: str
    share: float


@dataclass(frozen=True)
class Mark:
    """A proposal in a row: its ``tone``, shape and words."""

    tone: str
    shape: str
    words: str


@dataclass(frozen=True)
class Ranked:
    """A row of the ranks; ``steps``: its arithmetic, where it is open."""

    place: str
    change: str
    body: str
    href: str
    projects: int
    score: Figure
    blocks: Sequence[Block]
    entry: str
    marks: Sequence[Mark]
    steps: Sequence[Step]
    is_open: bool


@once
def ranks(found: AssessmentData) -> Markup:
    """The group's ranks, each with its four blocks; the open one with its arithmetic."""
    noun = NOUNS[found.group]
    first, *rest = found.rows
    title = f"{noun} {len(found.rows)} 个"
    if rest:
        title = f"{first.body} {numbers.fixed(first.score, 1)} 分居首：{_where(found)}"
    running = "进行中，算到" if found.is_running else "算到"
    sub = (
        f"{noun} {len(found.rows)} 个 · {found.name}{running} {numbers.iso(found.quarter_on)} · "
        "满分 100，名次按未取整的得分 · 点一行看计算过程"
    )
    if not found.view.look.filters.is_whole:
        sub += " · 考核算全部项目，不随筛选"
    if len(found.rows) != sum(1 for row in found.rows if not is_missing(row.place)):
        sub += " · 项目不足 5 个的不排名"
    return markup.render(
        "assessment/ranks",
        title=title,
        sub=sub,
        noun=noun,
        blocks=[
            (name, numbers.short(points))
            for name, points in zip(BLOCKS, found.block_points, strict=True)
        ],
        foretold="季末将提议" if found.is_running else "提议",
        rows=[_ranked(found, row) for row in found.rows],
    )


def _where(found: AssessmentData) -> str:
    """In which block the last one loses most against the first."""
    placed = [row for row in found.rows if not is_missing(row.place)]
    if len(placed) < 2:
        return "各块得分"
    first, last = placed[0], placed[-1]
    lost = {
        name: float(first[n] or 0) - float(last[n] or 0)
        for name, n in zip(BLOCKS, _places(first), strict=True)
        if not is_missing(first[n]) and not is_missing(last[n])
    }
    worst = [name for name, gap in sorted(lost.items(), key=lambda p: -p[1])[:2] if gap >= 1]
    return f"{last.body}差在{'和'.join(worst)}" if worst else "首末相差不大"


def _places(row: Row) -> list[int]:
    return [row._fields.index(name) for name in BLOCK_COLUMNS]


def _ranked(found: AssessmentData, row: Row) -> Ranked:
    is_open = row.body == found.body
    marks = [Mark("ok", "▲", PRAISE)] if row.is_praised else []
    if row.is_last:
        marks.append(Mark("warn", "■", f"{CARD} · 后三名"))
    if row.is_red_again:
        marks.append(Mark("warn", "■", f"{CARD} · 连续红灯 {int(row.red_again)}"))
    elif row.red_again:
        marks.append(Mark("note", "", f"连续红灯 {int(row.red_again)}，不到一成"))
    return Ranked(
        place="—" if is_missing(row.place) else str(int(row.place)),
        change=_change(found, row),
        body=row.body,
        href=found.link(body="" if is_open else row.body, group=found.group),
        projects=int(row.projects),
        score=found.score(row),
        blocks=[
            Block(
                "" if is_missing(value) else numbers.fixed(value, 1),
                0 if is_missing(value) else min(100.0, 100 * float(value) / points),
            )
            for value, points in zip(
                (getattr(row, name) for name in BLOCK_COLUMNS), found.block_points, strict=True
            )
        ],
        entry=numbers.short(row.entry_points, signed=bool(row.entry_points)),
        marks=marks,
        steps=arithmetic(found, row) if is_open else (),
        is_open=is_open,
    )


def _change(found: AssessmentData, row: Row) -> str:
    before = found.before.get(row.body)
    if is_missing(row.place) or before is None:
        return ""
    moved = before - int(row.place)
    return "平" if not moved else f"→ {'升' if moved > 0 else '降'} {abs(moved)}"


@once
def projects(found: AssessmentData) -> Markup:
    """The projects of the open body, with what its score counts of each."""
    rows = tuple(each(found.view.ask(assessment.projects, found.at(), body=found.body)))
    lines = [_project(found, row) for row in rows]
    costly = sum(bool(row.is_late) + bool(row.is_unregistered) for row in rows)
    title = f"{found.body}的 {len(rows)} 个项目"
    title += f"，{costly} 处扣分" if costly else "，没有因开工、入库扣分的"
    sub = f"扣分的在前，再按完成率从低到高；截至 {numbers.iso(found.quarter_on)}"
    return card.html(Card(title, sub, table.html(PROJECTS, lines, look="counted")))


def _project(found: AssessmentData, row: Row) -> Line:
    look = found.view.look.narrowed(as_of=found.quarter_on)
    judged = whole(row.judged)
    return Line(
        {
            "name": Cell(row.name, href="/project?" + look.query(project=row.project_id)),
            "ratio": numbers.percent(row.completion_ratio),
            "start": Cell(
                _start(found, row), look="bad" if row.is_late or row.is_unregistered else ""
            ),
            "finish": "已竣" if row.is_finished else "应竣未竣" if row.is_to_finish else "未到期",
            "problems": f"{whole(row.closed_in_three)} / {judged}" if judged else "没有",
            "lamp": "连续红灯" if row.is_red_again else "红" if row.is_red else "",
        }
    )


def _start(found: AssessmentData, row: Row) -> str:
    if row.is_late:
        return f"应开未开，{numbers.short(found.rules['not_started'].points)} 分"
    if row.is_unregistered:
        return f"开工未入库，{numbers.short(found.rules['not_registered'].points)} 分"
    said = "已开" if row.is_begun else "不在应开里"
    return f"{said}，本季集中开工" if row.is_announced else said


@once
def decided(found: AssessmentData) -> Markup:
    """The proposals of the last quarter that is over, each with its state and who may decide."""
    name = quarter_name(found.decided_on, found.as_of)
    pending = _pending(found)
    if not found.decided:
        body = markup.render("words", words="按那一季末的数，没有达到条件的。")
        return card.html(Card(f"{name}没有提议", _decided_sub(found), body))
    title = f"{name}还有 {len(pending)} 条提议未定" if pending else f"{name}的提议都已定"
    return card.html(
        Card(
            title,
            _decided_sub(found),
            markup.render("assessment/decided", items=[_item(found, one) for one in found.decided]),
            "规则只提议，由办公室定；采纳、不采纳都写理由。定了以后不改，定错了在“版本”页撤销那一版。",
        )
    )


def _decided_sub(found: AssessmentData) -> str:
    return f"系统只提议 · 以 {numbers.iso(found.decided_on)} 的数为准"


def _item(found: AssessmentData, one: Proposal) -> dict[str, object]:
    verdict = found.verdicts.get((one.row.body, one.kind))
    state = "待定" if verdict is None else "已采纳" if verdict.is_accepted else "不采纳"
    said = ""
    if verdict is not None:
        who = " ".join(
            part
            for part in (
                f"{verdict.decided_on:%m-%d}",
                text(verdict.decided_by),
                text(verdict.document),
            )
            if part
        )
        said = f"理由：{verdict.reason}（{who}）"
    may_decide = verdict is None and found.view.is_latest
    return {
        "kind": one.kind,
        "tone": "ok" if one.kind == PRAISE else "warn",
        "shape": "▲" if one.kind == PRAISE else "■",
        "body": one.row.body,
        "state": state,
        "is_open": verdict is None,
        "rules": [f"{NOUNS[one.row.body_group]}：{rule}" for rule in one.rules],
        "score": f"得分 {numbers.fixed(one.row.score, 1)}",
        "said": said,
        "href": found.link(decide=f"{one.kind}:{one.row.body}") if may_decide else "",
    }


@once
def foretold(found: AssessmentData) -> Markup:
    """What the rules would propose of the running quarter, if it ended as it stands."""
    proposals = found.proposals(found.scores)
    praised = [one for one in proposals if one.kind == PRAISE]
    carded = [one for one in proposals if one.kind == CARD]
    end = numbers.month_day(found.ends_on)
    title = f"按现有数据，{end}将提 {len(praised)} 条表扬，{len(carded)} 家达到黄牌条件"
    both = sorted({one.row.body for one in praised} & {one.row.body for one in carded})
    groups = [
        (CARD, "warn", "■", [(one.row.body, "；".join(one.rules)) for one in carded]),
        (PRAISE, "ok", "▲", [(one.row.body, "；".join(one.rules)) for one in praised]),
    ]
    return card.html(
        Card(
            title,
            f"{found.name}未完，只预告，季末才能定；截至 {numbers.iso(found.quarter_on)}",
            markup.render(
                "assessment/foretold",
                groups=[(kind, tone, shape, rows) for kind, tone, shape, rows in groups if rows],
                both=both,
            ),
        )
    )


@once
def rules(found: AssessmentData) -> Markup:
    """The weights table in force."""
    since = max((row.valid_from for row in found.rules.values()), default=None)
    lines: list[Line | Across] = []
    block = ""
    for row in found.rules.values():
        lines.append(
            Line(
                {
                    "block": row.block if row.block != block else "",
                    "item": row.item,
                    "points": _points(row),
                    "note": text(row.note),
                }
            )
        )
        block = row.block
    title = "权重表" if since is None else f"权重表：{numbers.iso(since)} 起施行"
    return card.html(
        Card(
            title,
            "分 · 假定，可改；改了另成一版，以前的季度仍按当时的表算",
            _act(found, "改权重", WEIGHTS) + table.html(RULES, lines, look="rules"),
        )
    )


def _act(found: AssessmentData, words: str, what: str) -> Markup:
    """A link that opens a dialog, where the newest data are looked at."""
    if not found.view.is_latest:
        return Markup()
    return markup.render("assessment/act", words=words, href=found.link(do=what))


def _points(row: Row) -> str:
    value = numbers.short(row.points)
    if row.formula == "entries":
        return f"±{numbers.short(row.cap)}"
    if row.formula == "completion_step":
        return f"±{value}，至多 {numbers.short(row.cap)}"
    return value if is_missing(row.cap) else f"{value}，至多 {numbers.short(row.cap)}"


@once
def supervised(found: AssessmentData) -> Markup:
    """日督导: what was found in seven days and is still open."""
    rows = found.supervised
    week = [row for row in rows if row.is_of_week]
    late = [row for row in rows if row.is_overdue]
    fixed = sum(not row.is_open for row in week)
    if not rows:
        body = markup.render("words", words="近七天没有装入督导记录，也没有未整改的。")
        return card.html(Card("日督导", "", _act(found, "登记一条", FOUND_ON_SITE) + body))
    title = f"日督导：近 7 天查出 {len(week)} 条，{fixed} 条已整改"
    title += f"，共 {len(late)} 条超期" if late else "，没有超期的"
    shown = rows[: max(MOST_FOUND, min(sum(row.is_open for row in rows), MOST_OPEN))]
    lines: list[Line | Across] = [_found(found, row) for row in shown]
    if more := len(rows) - len(shown):
        lines.append(Across(f"另 {more} 条不在这里，未整改的在前"))
    sub = f"未整改的在前，此前查出仍未整改的也在内；截至 {numbers.iso(found.as_of)}"
    body = _act(found, "登记一条", FOUND_ON_SITE) + table.html(FOUND, lines, look="found")
    return card.html(Card(title, sub, body))


def _found(found: AssessmentData, row: Row) -> Line:
    where = " · ".join(part for part in (text(row.township), text(row.organisation)) if part)
    state, look = "整改中", ""
    if not row.is_open:
        state, look = "▲ 已整改", "good"
    elif row.is_overdue:
        state, look = f"▼ 超 {int(row.days_over)} 天", "bad"
    project = "/project?" + found.view.look.query(project=row.project_id)
    return Line(
        {
            "on": f"{row.on_date:%m-%d}",
            "name": Cell(text(row.name) or row.project_id, small=where, href=project),
            "finding": row.finding,
            "due": "" if is_missing(row.due_on) else f"{row.due_on:%m-%d}",
            "state": Cell(state, look=look),
            "do": Cell("记整改", href=found.link(do=f"{FIXED}:{row.item_id}"))
            if row.is_open and found.view.is_latest
            else "",
        }
    )


def fixing(row: Row) -> Markup:
    """What the dialog of an item that is put right is about."""
    sub = f"{row.on_date:%Y-%m-%d} 查出 · {text(row.name) or row.project_id}"
    if not is_missing(row.due_on):
        sub += f" · 限 {row.due_on:%Y-%m-%d} 前整改"
    return markup.render("assessment/deciding", text=row.finding, sub=sub)


@once
def trial(found: AssessmentData) -> Markup:
    """Whose places change under the weights of the trial."""
    if found.weights is None:
        return markup.render("words", words="改四块的权重，看名次怎么变。")
    now = {row.body: row.place for row in found.rows}
    moved = [
        (row, int(now[row.body]), int(row.place))
        for row in found.tried
        if not is_missing(row.place) and now[row.body] != row.place
    ]
    said = "-".join(map(str, found.weights))
    if not moved:
        return markup.render("words", words=f"按 {said}，{NOUNS[found.group]}的名次都不变。")
    lines = [
        Line(
            {
                "name": Cell(row.body, small=f"试算得分 {numbers.fixed(row.score, 1)}"),
                "from": f"第 {was} 名",
                "to": f"第 {to} 名（{'升' if to < was else '降'} {abs(was - to)}）",
            }
        )
        for row, was, to in moved
    ]
    words = markup.render("words", words=f"按 {said}，{len(moved)} 个{NOUNS[found.group]}换名次：")
    return words + table.html(MOVED, lines, look="moved")


def deciding(found: AssessmentData, one: Proposal) -> Markup:
    """What the dialog of a decision is about."""
    name = quarter_name(found.decided_on, found.as_of)
    sub = f"{name} · {'；'.join(one.rules)} · 得分 {numbers.fixed(one.row.score, 1)}"
    return markup.render("assessment/deciding", text=f"{one.row.body}：{one.kind}", sub=sub)
