"""Bonds issued and used. 万元."""

from collections.abc import Iterator
from datetime import date, timedelta

from data.sample.draw import split_whole, stream
from data.sample.projects import Project
from data.sample.tables import Row
from data.sample.totals import AS_OF, BONDS_WAN, YEAR

BATCHES = {  # year of issue: day of issue of each batch
    2020: (date(2020, 3, 26), date(2020, 6, 18), date(2020, 9, 22)),
    2021: (date(2021, 5, 27), date(2021, 8, 19), date(2021, 11, 25)),
    2022: (date(2022, 1, 25), date(2022, 3, 30)),
}
TARGETS = {  # year of issue: share to be used by a day
    2020: ("0.9", date(YEAR, 6, 30)),
    2021: ("0.75", date(YEAR, 6, 30)),
    2022: ("0.5", date(YEAR, 9, 30)),
}
BATCH_NAMES = ("第一批", "第二批", "第三批")


def bond_issues(projects: list[Project]) -> list[Row]:
    """Issues to the 43 bond projects: carry-overs in 2020 and 2021, the others in 2022."""
    rows: list[Row] = []
    for year, (issued_wan, _) in BONDS_WAN.items():
        rng = stream(f"bonds {year}")
        takers = {p.project_id: weight(p) for p in projects if takes_bonds(p, year)}
        for number, (project_id, amount) in enumerate(
            split_whole(issued_wan, takers, unit=50).items(), start=1
        ):
            batch = rng.randrange(len(BATCHES[year]))
            issue_id = f"ZX-{year}-{number:03}"
            name = f"{year}年{BATCH_NAMES[batch]}"
            rows.append((issue_id, project_id, year, name, BATCHES[year][batch], amount))
    return rows


def takes_bonds(p: Project, year: int) -> bool:
    """Whether a project has an issue of that year."""
    if "B" not in p.classes:
        return False
    if not p.seat.carry_over:
        return year == YEAR
    first = p.started_on is not None and p.started_on.year == YEAR - 2
    return year == YEAR - 1 or (year == YEAR - 2 and first)


def fund_targets(_: list[Project]) -> list[Row]:
    """What the city would have paid of each year's bonds by a day; none is published."""
    return [
        (f"ZF-{year}", year, due_on, share, "sample", "示例目标，未公布")
        for year, (share, due_on) in TARGETS.items()
    ]


def weight(p: Project) -> float:
    """Share of a year's issue: by what was completed earlier, or by this year's plan."""
    return p.before_wan or p.plan_wan or 0


def bond_uses(projects: list[Project]) -> Iterator[Row]:
    """Used to date at each month-end from the issue to AS_OF."""
    completed = {p.project_id: p.before_wan + p.done_wan for p in projects}
    issues = bond_issues(projects)
    for year, (_, used_wan) in BONDS_WAN.items():
        rng = stream(f"bond use {year}")
        weights = {
            issue_id: min(amount, completed[project_id]) * rng.uniform(0.94, 1.06)
            for issue_id, project_id, issue_year, _, _, amount in issues
            if issue_year == year
        }
        used = split_whole(used_wan, weights)
        for issue_id, _, issue_year, _, issued_on, _ in issues:
            if issue_year == year:
                yield from use_rows(issue_id, issued_on, used.get(issue_id, 0))


def use_rows(issue_id: str, issued_on: date, used_wan: int) -> Iterator[Row]:
    """A curve that slows down: quick first payments, a long remainder."""
    ends = month_ends(issued_on)
    for number, day in enumerate(ends, start=1):
        yield issue_id, day, int(used_wan * (number / len(ends)) ** 0.8 + 1e-9)


def month_ends(first: date) -> list[date]:
    """Month-ends from ``first`` to AS_OF."""
    days = (first + timedelta(days=n) for n in range((AS_OF - first).days + 1))
    return [day for day in days if (day + timedelta(days=1)).day == 1]
