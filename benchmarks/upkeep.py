"""A year of daily loads and 100,000 reports from sites: what the mart's build takes, and upkeep.

The loads are written as the gate leaves them, a file's rows with where they came from and its line
of ``load``; the reports as the collector does, a batch a commit. What gate and collector take is
measured elsewhere. The build is the newest version's, in a process that has built one before.
"""

import argparse
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from duckdb import DuckDBPyConnection

from cockpit.intake import demonstration
from cockpit.warehouse import mart
from cockpit.warehouse.inbox import AUTHOR
from cockpit.warehouse.lake import Lake
from tests.older import set_back

DAYS, REPORTS, EACH = 365, 100_000, 100
FIRST = date(2022, 6, 1)
KEEP = timedelta(days=30)
AIM = 0.5  # seconds of a build
PROJECTS = """
    create or replace temp table site as
    select *, row_number() over (partition by true order by project_id) as n
    from (
        select project_id, max(completed_wan) as completed_wan
        from progress_report where report_date >= date '2022-01-01' group by all
    )
"""
LOAD = """
    insert into load by name
    select (select max(load_id) + 1 from load) as load_id, $file as file, $author as author,
        now()::timestamp as loaded_at, 'sample' as kind
"""
ORIGIN = """
    insert into origin by name
    select 'progress_report' as table_name, project_id || '|' || $day::date as key,
        (select max(load_id) from load) as load_id, '日报' as sheet, n as row
    from site
"""
DAILY = """
    insert into progress_report by name
    select project_id, $day::date as report_date, completed_wan, '主体施工' as image_progress,
        $day::date + interval 18 hour as received_at
    from site
"""
BATCH = """
    insert into site_report by name
    select project_id, uuid()::varchar as report_id, $day::date as report_date,
        $day::date + interval 17 hour as filled_at, $day::date + interval 17 hour as received_at,
        true as is_working, 9 as workers, '主体施工' as node, '二层' as image_progress
    from range($first, $last) as made(i), site
    where site.n = 1 + i % (select count(*) from site)
"""


def daily(con: DuckDBPyConnection, day: date) -> None:
    """A file of a day: every project's figure."""
    con.execute(LOAD, {"file": f"日报 {day}.xlsx", "author": "测速"})
    con.execute(DAILY, {"day": day})
    con.execute(ORIGIN, {"day": day})


def batch(con: DuckDBPyConnection, day: date, first: int, last: int) -> None:
    """A batch of reports from sites."""
    con.execute(LOAD, {"file": "site-report", "author": AUTHOR})
    con.execute(BATCH, {"day": day, "first": first, "last": last})


def fill(lake: Lake, days: int, reports: int, each: int) -> None:
    """Load the days one by one, with the reports spread over them."""
    done, moments = 0, {}
    now = datetime.now(UTC).replace(hour=1)
    for number in range(days):
        day = FIRST + timedelta(days=number)
        at = now - timedelta(days=days - number)
        with lake.change("测速", f"日报 {day}") as con:
            con.execute(PROJECTS)
            daily(con, day)
        moments[lake.newest()] = at
        while done < reports * (number + 1) // days:
            last = min(done + each, reports * (number + 1) // days)
            with lake.change(AUTHOR, f"现场填报 {last - done} 份") as con:
                con.execute(PROJECTS)
                batch(con, day, done, last)
            done = last
            moments[lake.newest()] = at + timedelta(minutes=1 + len(moments) % 600)
    set_back(lake, moments)
    with lake.change("测速", "清单") as con:  # and with it the manifest
        con.execute("insert into fact_note values ('upkeep', '测速')")


def taken(do: Callable[[], object], times: int) -> tuple[float, float]:
    """The median seconds, and of the processor, that something takes."""
    walls, cpus = [], []
    for _ in range(times):
        wall, cpu = perf_counter(), process_time()
        do()
        walls.append(perf_counter() - wall)
        cpus.append(process_time() - cpu)
    return median(walls), median(cpus)


def measured(lake: Lake, name: str) -> float:
    """Print what the newest version's mart takes and what the store holds; the seconds."""
    mart.build(lake, lake.newest())
    wall, cpu = taken(lambda: mart.build(lake, lake.newest()), 5)
    proof = [path.stat().st_size for path in lake.files.rglob("*.parquet")]
    catalogue = lake.catalogue.stat().st_size
    print(
        f"upkeep, {name}: build {wall:.2f} s ({cpu:.2f} s of the processor), {len(proof):,} files"
        f" of {sum(proof) / 1e6:,.1f} MB, catalogue {catalogue / 1e6:,.1f} MB,"
        f" {len(lake.versions()):,} versions",
        flush=True,
    )
    return wall


def run(days: int = DAYS, reports: int = REPORTS, each: int = EACH) -> None:
    """Fill, measure, tidy as two nights do, measure again."""
    folder = Path(tempfile.mkdtemp(prefix="cockpit-upkeep-"))
    try:
        lake = Lake(folder / "lake")
        demonstration.fill(lake, "测速", sample=True, tell=lambda _: None)
        measured(lake, "the demonstration")
        fill(lake, days, reports, each)
        before = measured(lake, f"{days} daily loads and {reports:,} reports by {each}")
        for night in ("first", "second"):
            wall, cpu = taken(lambda: lake.tidy(timedelta(0), KEEP), 1)
            print(f"upkeep, {night} night: {wall:.1f} s ({cpu:.1f} s of the processor)", flush=True)
        after = measured(lake, "tidied")
        says = "met" if after < AIM else "missed"
        print(f"upkeep: {after / before:.2f} of the time before; aim < {AIM} s {says}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """``python -m benchmarks.upkeep``, with fewer days and reports for a quick look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--each", type=int, default=EACH, help="reports a batch")
    arguments = parser.parse_args()
    run(arguments.days, arguments.reports, arguments.each)


if __name__ == "__main__":
    main()
