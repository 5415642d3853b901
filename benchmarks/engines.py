"""The same questions of the same ledger: our mart beside pandas, polars, SQLite and DuckDB.

Each has the four tables that the questions need, warm: pandas and polars hold frames in memory,
SQLite a file with an index, DuckDB reads Parquet files. Ours asks its mart as a page does, with the
standings of the day there; what they cost for a day that nobody has looked at stands beside. The
answers are held against each other before anything is timed.
"""

import datetime
import math
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import duckdb
import pandas
import polars
import pyarrow as pa
from polars import col, when
from pyarrow import parquet

from cockpit.warehouse.mart import Mart
from queries import _standing

Rows = list[tuple[Any, ...]]
Ask = Callable[[], Rows]

DAY, FIRST, WINDOW = date(2022, 5, 31), date(2022, 1, 1), 14
PASSED, BEHIND = 5 / 12, 50
WORDS = {
    "towns": "last report of each project, completion by township",
    "months": "completed by each month-end, carried forward",
    "pace": "this month beside the last, by domain",
    "behind": f"the {BEHIND} projects furthest behind",
    "classes": "completion by class, and of each project once",
    "missed": f"reports missed in {WINDOW} days, by township",
}
TABLES = {  # what of the mart is handed to the others
    "progress_report": "select project_id, report_date, completed_wan::double as completed_wan"
    " from progress_report order by report_date, project_id",
    "project": "select project_id, township, domain from project",
    "plan": "select project_id, annual_plan_wan::double as plan_wan from project_year",
    "listed": "select project_id, project_class from class_membership",
}
OURS = {
    "towns": """
        select township, sum(counted_plan_wan), sum(counted_completed_wan)
        from standing_on($day) group by township order by township
    """,
    "months": """
        select n, sum(month_ends_wan[n]) from standing_on($day), range(1, 6) as months(n)
        group by n order by n
    """,
    "pace": """
        select
            domain, sum(month_ends_wan[5] - month_ends_wan[4]),
            sum(month_ends_wan[4] - month_ends_wan[3])
        from standing_on($day) group by domain order by domain
    """,
    "behind": """
        select
            project_id, counted_completed_wan::double / counted_plan_wan::double - $passed as ahead
        from standing_on($day) order by ahead, project_id limit $behind
    """,
    "classes": """
        select project_class, count(*), sum(counted_plan_wan), sum(counted_completed_wan)
        from membership_on($day) inner join standing_on($day) using (project_id)
        group by project_class
        union all
        select '', count(*), sum(counted_plan_wan), sum(counted_completed_wan)
        from standing_on($day) where project_id in (select project_id from membership_on($day))
        order by project_class
    """,
    "missed": """
        with told as (
            select project_id, count(*) as days from progress_report
            where report_date between $since and $day group by project_id
        )
        select township, sum($window - coalesce(days, 0))
        from standing_on($day) left join told using (project_id)
        where reported_on is not null group by township order by township
    """,
}
SHARED = {  # of SQLite and DuckDB alike, but for the words of LATEST and MONTHLY
    "towns": """
        with latest as ({latest})
        select township, sum(plan_wan), sum(coalesce(completed_wan, 0))
        from project join plan using (project_id) left join latest using (project_id)
        group by township order by township
    """,
    "months": """
        with monthly as ({monthly}),
        more as (
            select
                month_on, completed_wan - coalesce(
                    lag(completed_wan) over (partition by project_id order by month_on), 0
                ) as wan
            from monthly
        ),
        summed as (select month_on, sum(wan) as wan from more group by month_on)
        select
            row_number() over (order by month_on),
            sum(wan) over (order by month_on)
        from summed order by month_on
    """,
    "pace": """
        with monthly as ({monthly}),
        more as (
            select
                project_id, month_on, completed_wan - coalesce(
                    lag(completed_wan) over (partition by project_id order by month_on), 0
                ) as wan
            from monthly
        )
        select
            domain, coalesce(sum(case when month_on = {month_5} then wan end), 0),
            coalesce(sum(case when month_on = {month_4} then wan end), 0)
        from project left join more using (project_id) group by domain order by domain
    """,
    "behind": """
        with latest as ({latest})
        select project_id, coalesce(completed_wan, 0) / plan_wan - $passed as ahead
        from plan left join latest using (project_id) order by ahead, project_id limit $behind
    """,
    "classes": """
        with latest as ({latest}),
        known as (
            select project_id, plan_wan, coalesce(completed_wan, 0) as completed_wan
            from plan left join latest using (project_id)
        )
        select project_class, count(*), sum(plan_wan), sum(completed_wan)
        from listed join known using (project_id) group by project_class
        union all
        select '', count(*), sum(plan_wan), sum(completed_wan)
        from known where project_id in (select project_id from listed)
        order by project_class
    """,
    "missed": """
        with told as (
            select
                project_id,
                sum(case when report_date >= $since then 1 else 0 end) as days
            from progress_report where report_date between $first and $day group by project_id
        )
        select township, sum($window - days)
        from project join told using (project_id) group by township order by township
    """,
}
LATEST = {
    "DuckDB": """
        select project_id, arg_max(completed_wan, report_date) as completed_wan
        from progress_report where report_date between $first and $day group by project_id
    """,
    "SQLite": """
        select project_id, completed_wan, max(report_date)
        from progress_report where report_date between $first and $day group by project_id
    """,
}
MONTHLY = {
    "DuckDB": """
        select
            project_id, date_trunc('month', report_date) as month_on,
            arg_max(completed_wan, report_date) as completed_wan
        from progress_report where report_date between $first and $day group by all
    """,
    "SQLite": """
        select
            project_id, substr(report_date, 1, 7) as month_on, completed_wan, max(report_date)
        from progress_report where report_date between $first and $day
        group by project_id, month_on
    """,
}
MONTHS = {
    "DuckDB": ("date '2022-05-01'", "date '2022-04-01'"),
    "SQLite": ("'2022-05'", "'2022-04'"),
}
VALUES: Mapping[str, Any] = {
    "day": DAY, "first": FIRST, "since": DAY - datetime.timedelta(WINDOW - 1),
    "window": WINDOW, "passed": PASSED, "behind": BEHIND,
}  # fmt: skip


def exported(mart: Mart, folder: Path) -> dict[str, Path]:
    """The tables as Parquet files; a mart reads and writes none itself."""
    paths = {name: folder / f"{name}.parquet" for name in TABLES}
    for name, path in paths.items():
        parquet.write_table(mart.connection.cursor().execute(TABLES[name]).to_arrow_table(), path)
    return paths


def engines(mart: Mart, folder: Path) -> dict[str, dict[str, Ask]]:
    """By engine and question: what asks it."""
    paths = exported(mart, folder)
    return {
        "ours": _ours(mart),
        "DuckDB": _duckdb(paths),
        "polars": _polars(paths),
        "pandas": _pandas(paths),
        "SQLite": _sqlite(paths, folder / "ledger.sqlite"),
    }


def same(one: Rows, other: Rows) -> bool:
    """Whether two answers are equal, sums but for the order in which they were added."""
    return len(one) == len(other) and all(
        len(a) == len(b) and all(map(_equal, a, b)) for a, b in zip(one, other, strict=True)
    )


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    return math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-6)


def _needed(sql: str) -> dict[str, Any]:
    return {name: value for name, value in VALUES.items() if f"${name}" in sql}


def _ours(mart: Mart) -> dict[str, Ask]:
    _standing.fill(mart.connection, {DAY})

    def ask(sql: str) -> Ask:
        return lambda: mart.connection.cursor().execute(sql, _needed(sql)).fetchall()

    return {name: ask(sql) for name, sql in OURS.items()}


def _sql(engine: str) -> dict[str, str]:
    this, last = MONTHS[engine]
    words = {"latest": LATEST[engine], "monthly": MONTHLY[engine]}
    return {name: sql.format(**words, month_5=this, month_4=last) for name, sql in SHARED.items()}


def _duckdb(paths: Mapping[str, Path]) -> dict[str, Ask]:
    connection = duckdb.connect(":memory:")
    for name, path in paths.items():
        connection.execute(f"create view \"{name}\" as from read_parquet('{path}')")

    def ask(sql: str) -> Ask:
        return lambda: connection.execute(sql, _needed(sql)).fetchall()

    return {name: ask(sql) for name, sql in _sql("DuckDB").items()}


def _sqlite(paths: Mapping[str, Path], file: Path) -> dict[str, Ask]:
    connection = sqlite3.connect(file)
    connection.execute("pragma cache_size = -2000000")
    for name, path in paths.items():
        table = parquet.read_table(path)
        if "report_date" in table.column_names:
            days = table.column("report_date").cast(pa.string())
            table = table.set_column(table.column_names.index("report_date"), "report_date", days)
        names = table.column_names
        connection.execute(f'create table "{name}" ({", ".join(names)})')
        for batch in table.to_batches(max_chunksize=100_000):
            columns = (batch.column(n).to_pylist() for n in range(len(names)))
            connection.executemany(
                f'insert into "{name}" values ({", ".join("?" * len(names))})',
                zip(*columns, strict=True),
            )
        rest = ", report_date, completed_wan" if name == "progress_report" else ""
        connection.execute(f'create index "by_{name}" on "{name}" (project_id{rest})')
    connection.commit()
    connection.execute("analyze")
    text = {k: v.isoformat() if isinstance(v, date) else v for k, v in VALUES.items()}

    def ask(sql: str) -> Ask:
        return lambda: connection.execute(sql, {k: text[k] for k in _needed(sql)}).fetchall()

    return {name: ask(sql) for name, sql in _sql("SQLite").items()}


def _pandas(paths: Mapping[str, Path]) -> dict[str, Ask]:
    held = {name: pandas.read_parquet(path) for name, path in paths.items()}
    reports, projects = held["progress_report"], held["project"]
    reports["report_date"] = pandas.to_datetime(reports["report_date"])
    first, since, day = map(pandas.Timestamp, (FIRST, VALUES["since"], DAY))

    def of_year() -> pandas.DataFrame:
        return reports[reports["report_date"].between(first, day)]

    def latest() -> pandas.DataFrame:
        last = of_year().sort_values("report_date").drop_duplicates("project_id", keep="last")
        known = held["plan"].merge(last[["project_id", "completed_wan"]], "left")
        return known.fillna({"completed_wan": 0.0})

    def more() -> pandas.DataFrame:
        found = of_year().sort_values("report_date")
        found = found.assign(month=found["report_date"].dt.month)
        last = found.drop_duplicates(["project_id", "month"], keep="last")
        last = last.sort_values(["project_id", "month"])
        before = last.groupby("project_id")["completed_wan"].shift(fill_value=0.0)
        return last.assign(wan=last["completed_wan"] - before)

    def rows(frame: pandas.DataFrame) -> Rows:
        return list(frame.itertuples(index=False, name=None))

    def towns() -> Rows:
        sums = ["plan_wan", "completed_wan"]
        return rows(projects.merge(latest()).groupby("township")[sums].sum().reset_index())

    def months() -> Rows:
        return rows(more().groupby("month")["wan"].sum().cumsum().reset_index())

    def pace() -> Rows:
        wide = projects.merge(more(), "left").pivot_table("wan", "domain", "month", "sum")
        return rows(wide[[5, 4]].reset_index())

    def behind() -> Rows:
        known = latest()
        known["ahead"] = known["completed_wan"] / known["plan_wan"] - PASSED
        first = known.sort_values(["ahead", "project_id"]).head(BEHIND)
        return rows(first[["project_id", "ahead"]])

    def classes() -> Rows:
        known, sums = latest(), {"project_id": "size", "plan_wan": "sum", "completed_wan": "sum"}
        pairs = held["listed"].merge(known)
        by_class = pairs.groupby("project_class").agg(
            pairs=("project_id", "size"), plan=("plan_wan", "sum"), done=("completed_wan", "sum")
        )
        once = known[known["project_id"].isin(held["listed"]["project_id"])]
        total = ("", len(once), *(once[name].sum() for name in list(sums)[1:]))
        return [total, *rows(by_class.reset_index())]

    def missed() -> Rows:
        found = of_year()
        days = (found["report_date"] >= since).groupby(found["project_id"]).sum()
        told = (WINDOW - days).rename("missed").reset_index()
        return rows(projects.merge(told).groupby("township")["missed"].sum().reset_index())

    return dict(zip(WORDS, (towns, months, pace, behind, classes, missed), strict=True))


def _polars(paths: Mapping[str, Path]) -> dict[str, Ask]:
    held = {name: polars.read_parquet(path).lazy() for name, path in paths.items()}
    of_year = held["progress_report"].filter(col("report_date").is_between(FIRST, DAY))
    last = col("completed_wan").sort_by("report_date").last()
    latest = (
        held["plan"]
        .join(of_year.group_by("project_id").agg(last), on="project_id", how="left")
        .with_columns(col("completed_wan").fill_null(0.0))
    )
    month = col("report_date").dt.month().alias("month")
    before = col("completed_wan").shift().over("project_id", order_by="month").fill_null(0.0)
    more = (
        of_year.group_by("project_id", month)
        .agg(last)
        .with_columns((col("completed_wan") - before).alias("wan"))
    )
    sums = (col("plan_wan").sum(), col("completed_wan").sum())
    days = (col("report_date") >= VALUES["since"]).sum().cast(polars.Int64)
    asked = {
        "towns": held["project"].join(latest, on="project_id").group_by("township").agg(*sums)
        .sort("township"),
        "months": more.group_by("month").agg(col("wan").sum()).sort("month")
        .with_columns(col("wan").cum_sum()),
        "pace": held["project"].join(more, on="project_id", how="left").group_by("domain").agg(
            when(col("month") == 5).then(col("wan")).sum().alias("this"),
            when(col("month") == 4).then(col("wan")).sum().alias("last"),
        ).sort("domain"),
        "behind": latest.select(
            "project_id", (col("completed_wan") / col("plan_wan") - PASSED).alias("ahead")
        ).sort("ahead", "project_id").head(BEHIND),
        "classes": polars.concat([
            latest.join(held["listed"], on="project_id", how="semi")
            .select(polars.lit("").alias("project_class"), polars.len().alias("pairs"), *sums),
            held["listed"].join(latest, on="project_id").group_by("project_class")
            .agg(polars.len().alias("pairs"), *sums).sort("project_class"),
        ]),
        "missed": held["project"].join(
            of_year.group_by("project_id").agg((WINDOW - days).alias("missed")), on="project_id"
        ).group_by("township").agg(col("missed").sum()).sort("township"),
    }  # fmt: skip

    def ask(frame: polars.LazyFrame) -> Ask:
        return lambda: frame.collect().rows()

    return {name: ask(frame) for name, frame in asked.items()}


def different(asked: Mapping[str, Mapping[str, Ask]]) -> list[str]:
    """Where an engine's answer is not ours: ``polars: towns``."""
    ours = {name: ask() for name, ask in asked["ours"].items()}
    return [
        f"{engine}: {name}"
        for engine, questions in asked.items()
        for name, ask in questions.items()
        if not same(ask(), ours[name])
    ]


def _milliseconds(call: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        start = perf_counter()
        call()
        taken.append(1000 * (perf_counter() - start))
    return median(taken)


def measured(mart: Mart, folder: Path, runs: int = 5) -> dict[str, Any]:
    """Milliseconds by engine and question, after all were asked once; those of a new day."""
    asked = engines(mart, folder)
    if wrong := different(asked):
        raise AssertionError(f"answers differ: {', '.join(wrong)}")

    def new_day() -> None:
        for table in ("standing", "listing", "standing_days"):
            mart.connection.execute(f"delete from {table}")
        _standing.fill(mart.connection, {DAY})

    found = {
        engine: {name: _milliseconds(ask, runs) for name, ask in questions.items()}
        for engine, questions in asked.items()
    }
    return {"engines": found, "day": _milliseconds(new_day, runs)}


def words(sizes: Sequence[tuple[int, Mapping[str, Any]]]) -> str:
    """The table of ratios, a size after the other."""
    lines = []
    for projects, result in sizes:
        found = result["engines"]
        others = [name for name in found if name != "ours"]
        lines.append(
            f"\nthe same questions of {projects:,} projects; ours in ms, the others as ratios to it"
            f" (a day's standings, worked out once: {result['day']:,.0f} ms)"
        )
        lines.append(f"  {'':52}{'ours':>8}" + "".join(f"{name:>9}" for name in others))
        for name, said in WORDS.items():
            ours = found["ours"][name]
            ratios = "".join(f"{found[other][name] / ours:>8.1f}x" for other in others)
            lines.append(f"  {said:52}{ours:>8.1f}{ratios}")
        whole = result["day"] + sum(found["ours"].values())
        ratios = "".join(f"{sum(found[other].values()) / whole:>8.1f}x" for other in others)
        lines.append(f"  {'all six of a day that nobody has looked at':52}{whole:>8.1f}{ratios}")
    return "\n".join(lines)
