"""督导考核 of the townships that an opened leader's projects are in: their scores and places."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from cockpit import numbers
from cockpit.screens import card, markup
from cockpit.screens.assessment import places
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure
from cockpit.screens.teams.data import LED, UNNAMED, TeamsData
from cockpit.tables.contracts import BODY_GROUPS
from queries import dispatch

MOST = 16
FINE = (
    "考核的是镇街、单位的全部项目，不只是这位领导分包的（斜线前）；名次后是一组有几个排名次；"
    "点名称看得分怎么来的。"
)


@dataclass(frozen=True)
class Judged:
    """A body: its name and the way to its arithmetic, whose projects, its place, its score."""

    name: str
    href: str
    projects: str
    place: str
    score: Figure


def html(found: TeamsData) -> Markup:
    """The bodies that answer for the leader's projects, the last in place first; may be empty."""
    return found.view.cached("teams judged", lambda: _card(found), found.only, found.opened)


def _card(found: TeamsData) -> Markup:
    scored = places.places(found.view)
    if scored is None:
        return Markup()
    frame = found.view.ask(dispatch.team_rows)
    its = frame[frame["leader"] == found.opened]
    codes = its[its["part"] == LED]["project_id"] if found.only else its["project_id"]
    bodies = places.bodies_of(found.view)
    counted = Counter(body for code in codes for body in bodies.get(code, ()))
    rows = scored.of(counted)
    # townships where there are any: an organisation's places say little of a leader
    group = next((name for name in BODY_GROUPS if any(r.body_group == name for r in rows)), "")
    rows = [row for row in reversed(rows) if row.body_group == group]
    if not rows:
        return Markup()
    title = f"{_whose(found)}项目在 {len(rows)} 个{group}，考核最低的是{places.said(rows[0])}"
    sub = f"督导考核 · {scored.until} · 名次低的在前 · 截至 {numbers.iso(found.as_of)}"
    bodies_said = [
        Judged(
            row.body,
            scored.link(row.body),
            f"{counted[row.body]} / {int(row.projects)} 个项目",
            places.place(row),
            scored.score(row),
        )
        for row in rows[:MOST]
    ]
    more = max(0, len(rows) - MOST)
    body = markup.render("teams/judged", bodies=bodies_said, more=more)
    return card.html(Card(title, sub, body, FINE))


def _whose(found: TeamsData) -> str:
    return "没有分包领导的" if found.opened == UNNAMED else f"{found.opened}："
