"""The demonstration ledger as an office would keep it: one entry a project and class.

What a ledger has no column for (daily reports, stops and restarts, plan curves, teams, problems,
bonds, libraries) is not in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

import duckdb

from cockpit.settings import ROOT

SAMPLE = ROOT / "data" / "sample"
DAY = date(2022, 5, 31)
ENTRIES = """
with

profile as (
    select * from read_csv($folder || '/project.csv', header = true)
    qualify row_number() over (partition by project_id order by valid_from desc) = 1
),

plan as (
    select * from read_csv($folder || '/project_year.csv', header = true)
    where year = 2022 and decided_on <= $day
    qualify row_number() over (partition by project_id order by revision desc) = 1
),

reports as (
    select * from read_parquet($folder || '/progress_report.parquet')
    where report_date between date '2022-01-01' and $day
),

reported as (
    select
        project_id,
        list_transform(
            range(1, 6),
            lambda n: list_filter(
                list({'month': month(report_date), 'wan': completed_wan::integer,
                    'total': total_completed_wan::integer} order by report_date),
                lambda one: one.month <= n
            )[-1]
        ) as months,
        max_by(image_progress, report_date) as image
    from reports
    group by project_id
),

stages as (
    pivot read_csv($folder || '/stage_event.csv', header = true)
    on stage in ('开工', '竣工', '投产', '入库') using min(on_date) group by project_id
)

select
    member.project_class, member.level, project_id, name, organisation, township, domain,
    gov_invested, total_wan, annual_plan_wan, carry_over, due_on, planned_end, months, image,
    开工, 竣工, 投产, 入库
from read_csv($folder || '/class_membership.csv', header = true) as member
inner join profile using (project_id)
left join plan using (project_id)
left join reported using (project_id)
left join stages using (project_id)
where member.valid_to is null or member.valid_to >= $day
order by project_class, domain, project_id
"""


@dataclass(frozen=True)
class Month:
    """What a project had done by the end of a month: of the year, since its start."""

    done: int
    total: int


@dataclass(frozen=True)
class Entry:
    """A project in a class, as it stands at the end of May."""

    project_class: str
    level: str | None
    code: str
    name: str
    organisation: str
    township: str
    domain: str
    is_government: bool
    total: int
    plan: int | None
    is_carried: bool | None
    due_on: date | None
    planned_end: date | None
    months: tuple[Month | None, ...]  # January to May; None: nothing was reported by then
    image: str | None
    started: date | None
    finished: date | None
    producing: date | None
    registered: date | None

    @property
    def nature(self) -> str | None:
        """新建 or 续建; nothing for one that was finished before the year."""
        return None if self.is_carried is None else "续建" if self.is_carried else "新建"

    @property
    def now(self) -> Month | None:
        """What was done by the end of May."""
        return self.months[-1]

    @property
    def alone(self) -> list[int | None]:
        """What was done in each month alone."""
        if self.now is None:
            return [None] * len(self.months)
        done = [0, *(month.done if month else 0 for month in self.months)]
        return [now - before for before, now in pairwise(done)]

    @property
    def share(self) -> float | None:
        """What was done of the year's plan, in percent."""
        return round(100 * self.now.done / self.plan, 1) if self.now and self.plan else None


def entries() -> list[Entry]:
    """All, by class and domain."""
    with duckdb.connect() as con:
        found = con.execute(ENTRIES, {"folder": str(SAMPLE), "day": DAY}).fetchall()
    return [_entry(*row) for row in found]


def _entry(*row: object) -> Entry:
    *profile, months, image, started, finished, producing, registered = row
    held = tuple(Month(m["wan"], m["total"]) if m else None for m in months or [None] * 5)
    return Entry(*profile, held, image, started, finished, producing, registered)


def by_class(listed: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries of each class."""
    return [(name, list(of)) for name, of in groupby(listed, lambda one: one.project_class)]


def by_domain(listed: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries of each domain, in order."""
    return [(name, list(of)) for name, of in groupby(listed, lambda one: one.domain)]
