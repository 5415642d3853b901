"""What became of the problems of the demonstration ledger: their events since early May.

Earlier problems have none, as in a ledger that was kept before events were: their state is that of
their dates. An event never says another day of closing than the problem's own row.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from data.sample.dispatch import CAUSES, problems, team
from data.sample.draw import stream
from data.sample.projects import Project
from data.sample.tables import Row
from data.sample.totals import AS_OF, YEAR

FIRST = date(YEAR, 5, 9)  # raised from then on: each has its events
OFFICE = "示例人员 61"  # who strikes out, returns and hands over
NOT_HANDED_OVER, SAID_DONE = (
    2,
    2,
)  # the youngest open ones wait; the oldest due today wait for a check
RETURNED, REPORTED, HELD = "资金", "用地", "征迁"  # causes of the slow projects
ON = {  # when that happened
    RETURNED: (datetime(YEAR, 5, 24, 16, 30), datetime(YEAR, 5, 25, 10, 0)),
    REPORTED: (datetime(YEAR, 5, 26, 9, 0),),
    HELD: (datetime(YEAR, 5, 25, 15, 0),),
}


def events(projects: list[Project]) -> list[Row]:
    """The events of each problem raised from ``FIRST`` on, problem by problem in their order."""
    return sorted(all_events(projects), key=lambda one: one[:2])


def all_events(projects: list[Project]) -> Iterator[Row]:
    of = {p.project_id: p for p in projects}
    known = [problem for problem in problems(projects) if problem[4] >= FIRST]
    still_open = [problem for problem in known if problem[7] is None]
    waiting = {problem[0] for problem in still_open[-NOT_HANDED_OVER:]}
    due_today = [problem for problem in still_open if problem[6] == AS_OF]
    done = {problem[0] for problem in due_today[:SAID_DONE]}
    causes = {text: cause for cause, (_, text, _) in CAUSES.items()}
    for problem in known:
        problem_id, project_id, _, text, raised_on, role, due_on, closed_on, _ = problem
        rng = stream(f"course {problem_id}")
        people = team(of[project_id])
        yield event(problem_id, at(raised_on, 8, 40), "待交办", OFFICE)
        if problem_id in waiting:
            continue
        yield event(problem_id, at(raised_on, 9, rng.randint(0, 59)), "交办", OFFICE)
        taken = at(raised_on, 10, rng.randint(0, 59))
        yield event(problem_id, taken, "办理中", people[role])
        if closed_on is not None:
            yield from closing(rng, problem_id, closed_on, people[role])
        elif problem_id in done:
            yield event(problem_id, at(AS_OF, 15, rng.randint(0, 59)), "待核验", people[role])
        else:
            yield from held_up(problem_id, causes.get(text, ""), people[role])
        if closed_on is None and due_on > raised_on + timedelta(days=3):
            day = at(raised_on + timedelta(days=2), 17, 0)
            leader = people["分包市领导"]
            yield event(problem_id, day, "延期", OFFICE, agreed_by=leader, due_on=due_on)


def closing(rng: random.Random, problem_id: str, closed_on: date, person: str) -> Iterator[Row]:
    """Said to be done, and struck out on the same day."""
    yield event(problem_id, at(closed_on, 14, rng.randint(0, 59)), "待核验", person)
    yield event(problem_id, at(closed_on, 17, rng.randint(0, 59)), "已销号", OFFICE)


def held_up(problem_id: str, cause: str, person: str) -> Iterator[Row]:
    """What happened to the problem of a slow project."""
    if cause == RETURNED:
        said, back = ON[cause]
        yield event(problem_id, said, "待核验", person, note="贷款已批，待放款")
        yield event(problem_id, back, "退回", OFFICE, note="款未到账，不予销号")
    elif cause == REPORTED:
        note = "组卷需上级审批，县内难以解决"
        yield event(problem_id, ON[cause][0], "上报", OFFICE, tier="周一碰头会", note=note)
    elif cause == HELD:
        yield event(problem_id, ON[cause][0], "挂起", OFFICE, note="等待征迁补偿方案批复")


def at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute))


def event(
    problem_id: str,
    happened_at: datetime,
    state: str,
    moved_by: str,
    *,
    tier: str | None = None,
    agreed_by: str | None = None,
    due_on: date | None = None,
    note: str | None = None,
) -> Row:
    return problem_id, happened_at, state, tier, moved_by, agreed_by, due_on, note
