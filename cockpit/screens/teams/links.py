"""The links by which the sites of a leader's projects report: for who may write, never kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from cockpit import numbers
from cockpit.errors import NoData, NotFound
from cockpit.keys import IssuedKey
from cockpit.numbers import text
from cockpit.registry.columns import Column
from cockpit.report_keys import ReportKeys
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.report.cards import LinkCard, cards_document
from cockpit.screens.rows import each
from cockpit.screens.table import Across, Cell, Line
from cockpit.screens.teams.data import LED, UNNAMED, TeamsData
from queries import dispatch

SHEET = "/report-cards"
PROJECT = "project"  # of a link to the sheet: the one whose card it is, else all of the leader's
MOST_LISTED, MOST_CARDS = 60, 200
OWN_MACHINE = {"127.0.0.1", "localhost", "[::1]", "::1"}
COLUMNS = (
    Column("name", "项目"),
    Column("reporter", "填报人"),
    Column("since", "链接"),
    Column("do", "办理"),
)
ASKS = {
    "renew": ("换新之后，现在的链接马上停用，手机上要重新打开新的。", "换新"),
    "revoke": ("停用之后，这个项目的手机不能再填报，直到发新的链接。", "停用"),
}


@dataclass(frozen=True)
class SiteLink:
    """A project and the key of its site: ``key`` and ``issued`` are None where it has none."""

    project_id: str
    name: str
    place: str
    organisation: str
    reporter: str
    key: str | None
    issued: IssuedKey | None

    def card(self, address: str) -> LinkCard:
        """What is printed of it; ``address``: of this server, as phones open it."""
        path = f"{address}/report/{self.key}"
        return LinkCard(self.project_id, self.name, self.organisation, path, self.reporter)


def site_links(found: TeamsData, keys: ReportKeys) -> Sequence[SiteLink]:
    """The opened leader's projects as his card has them, each with its key."""
    frame = found.view.ask(dispatch.team_rows)
    rows = list(each(frame[frame["leader"] == found.opened]))
    if found.only:
        rows = [row for row in rows if row.part == LED]
    codes = tuple(str(row.project_id) for row in rows)
    asked = found.view.ask(dispatch.reporters, projects=codes)
    reporters = dict(zip(asked["project_id"], asked["reporter"], strict=True))
    held: Mapping[str, tuple[str, IssuedKey]] = keys.keys_of(set(codes))
    nothing = (None, None)
    return [
        SiteLink(
            str(row.project_id),
            str(row.name),
            " · ".join(part for part in (text(row.township), text(row.organisation)) if part),
            text(row.organisation),
            reporters.get(row.project_id, ""),
            *held.get(str(row.project_id), nothing),
        )
        for row in rows
    ]


def html(
    found: TeamsData, links: Sequence[SiteLink], asked: tuple[str, str] | None, address: str
) -> Markup:
    """The card. ``asked``: what is open below which project: show, renew or revoke."""
    having = [one for one in links if one.key]
    lacking = len(links) - len(having)
    whose = "没有分包领导的" if found.opened == UNNAMED else f"{found.opened}："
    title = f"{whose}{len(links):,} 个项目，{len(having):,} 个有填报链接"
    lines: list[Line | Across] = []
    for one in links[:MOST_LISTED]:
        lines.append(_line(found, one))
        if asked and asked[1] == one.project_id and (one.key or asked[0] == "show"):
            lines.append(Across(_below(found, one, asked[0], address)))
    if more := len(links) - MOST_LISTED:
        lines += [Across(f"另 {more:,} 个没有列，打印的里面有")] if more > 0 else []
    body = markup.render(
        "teams/links",
        lacking=lacking,
        cards=len(having),
        sheet=_sheet(found),
        table=table.html(COLUMNS, lines, look="links-of"),
    )
    sub = "现场每天用手机填报的链接，一个项目一个 · 这张卡只有能写入的人看得到"
    fine = "谁拿到链接谁就能替这个项目填报，等同口令：只发给本项目的填报人，换人就换新。"
    return card.html(Card(title, sub, body, fine + _reach(address)))


def _line(found: TeamsData, one: SiteLink) -> Line:
    project = "/project?" + found.view.look.query(project=one.project_id)
    since = f"{numbers.iso(one.issued.made_at.date())} 发" if one.issued else "没有"
    return Line(
        {
            "name": Cell(one.name, small=one.place, href=project),
            "reporter": one.reporter or None,
            "since": Cell(since, look="" if one.key else "mute"),
            "do": markup.drawn("link_acts", one.project_id, one.name, bool(one.key), of=_MACROS),
        }
    )


_MACROS = "teams/macros"


def _below(found: TeamsData, one: SiteLink, act: str, address: str) -> Markup:
    words, verb = ASKS.get(act, ("", ""))
    return markup.render(
        "teams/link",
        act=act,
        one=one,
        card=one.card(address) if one.key else None,
        path=f"/report/{one.key}",
        sheet=_sheet(found, one.project_id),
        words=words,
        verb=verb,
    )


def _sheet(found: TeamsData, project_id: str = "") -> str:
    own = {"opened": found.opened, "only": found.only, PROJECT: project_id}
    return f"{SHEET}?" + found.view.look.query(**own)


def _reach(address: str) -> str:
    if urlsplit(address).hostname in OWN_MACHINE:
        return "现在的地址只有本机打得开：手机要用，先设 COCKPIT_ADDRESS 为手机打开驾驶舱的网址。"
    return ""


def sheet(found: TeamsData, keys: ReportKeys, project_id: str, address: str) -> str:
    """The sheet to print: a card a project that has a key. Raises NoData, NotFound."""
    links = site_links(found, keys)
    if project_id:
        links = [one for one in links if one.project_id == project_id]
        if not links:
            raise NotFound("这位分包领导没有这个项目", where=project_id[:40])
    cards = [one.card(address) for one in links if one.key]
    if not cards:
        raise NoData("没有可打印的填报链接", way_out="先在分包与专班页上发链接")
    if len(cards) > MOST_CARDS:
        raise NoData(
            f"{len(cards):,} 张，一次最多打印 {MOST_CARDS} 张",
            way_out="按乡镇或类别筛选，分几次打印",
        )
    return cards_document(cards, found.view.city.plan_name or "每日一传")
