"""A ledger of any size, made by SQL in memory.

Every project has a plan with its monthly curve, stages, five roles, milestones, a daily report
from 1 January to 31 May 2022, weekly visits and now and then a problem; every fifth has a bond.
Names and amounts come from its number, so that the same size gives the same ledger.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from time import perf_counter

import duckdb
import pyarrow as pa
from pyarrow import csv

from tests.serving import ROOT

REFERENCE = [
    *(ROOT / "data" / "reference").glob("*.csv"),
    *(ROOT / "data" / "published").glob("*.csv"),
]
PROJECTS = """
    create table numbered as
    select
        i, format('SL-2022-{:06d}', i) as project_id,
        (hash(i) % 997) / 997.0 as pace,  -- how fast it goes, a share
        2000 + hash(i + 1) % 30000 as plan_wan,
        hash(i + 2) % 3 = 0 as carry_over,
        date '2022-01-01' + (hash(i + 3) % 150)::integer as due_on,
        hash(i + 4) % 20 > 0 as starts
    from range($projects) as made(i)
"""
TABLES = {  # table: its rows, a select over numbered
    "project": """
        select
            project_id, date '2021-01-01' as valid_from, format('示例·项目 {:06d}', i) as name,
            format('示例单位 {:03d}', hash(i) % 200) as organisation,
            list_extract($towns, (hash(i + 5) % len($towns))::integer + 1) as township,
            list_extract($domains, (hash(i + 6) % len($domains))::integer + 1) as domain,
            hash(i + 7) % 4 = 0 as gov_invested, plan_wan * 3 as total_wan
        from numbered
    """,
    "project_year": """
        select
            project_id, 2022 as year, 1 as revision, date '2022-01-05' as decided_on,
            plan_wan as annual_plan_wan, carry_over, due_on, date '2023-12-31' as planned_end
        from numbered
    """,
    "plan_curve": """
        select
            project_id, 2022 as year, 1 as revision, month,
            round(plan_wan * month / 12) as planned_wan
        from numbered, range(1, 13) as months(month)
    """,
    "class_membership": """
        select
            project_id, list_extract($classes, (hash(i + 8) % 5)::integer + 1) as project_class,
            case
                when hash(i + 8) % 5 = 0 then list_extract(['省', '市', '县'], (i % 3)::integer + 1)
            end as level,
            null as phase, null as subdomain, date '2022-01-01' as valid_from,
            null::date as valid_to
        from numbered
        union all
        select
            project_id, list_extract($classes, ((hash(i + 8) + 1) % 5)::integer + 1),
            case when (hash(i + 8) + 1) % 5 = 0 then '县' end,
            null, null, date '2022-01-01', null
        from numbered where hash(i + 9) % 7 = 0
    """,
    "stage_event": """
        select
            project_id, '开工' as stage,
            case when carry_over then date '2021-06-01' else due_on end as on_date
        from numbered where starts
        union all
        select project_id, '停工', date '2021-12-20' from numbered where carry_over
        union all
        select project_id, '复工', date '2022-01-20' from numbered where carry_over and starts
        union all
        select project_id, '入库', due_on + 30 from numbered where starts and hash(i + 10) % 5 > 0
    """,
    "role_assignment": """
        select
            project_id, role, format('示例人员 {:03d}', hash(i + 11 + len(role)) % 300) as person,
            date '2022-01-01' as valid_from, null::date as valid_to
        from numbered, (
            select unnest(['首席服务官', '政务服务帮办人', '现场盯办人', '项目单位负责人']) as role
        )
        union all
        select project_id, '分包市领导', format('市领导 {:02d}', hash(i + 12) % 40),
            date '2022-01-01', null
        from numbered
    """,
    "milestone": """
        select
            format('JD-{:06d}-{}', i, n) as milestone_id, project_id,
            list_extract(['施工许可办结', '基础完工', '主体封顶', '单项验收'], n::integer) as title,
            due_on + (45 * n)::integer as planned_on,
            case when pace * 4 > n then due_on + (45 * n + 10)::integer end as actual_on
        from numbered, range(1, 5) as nodes(n)
    """,
    "problem": """
        select
            format('WT-{:06d}', i) as problem_id, project_id, '要素保障' as service,
            '剩余用地组卷未批' as text,
            date '2022-04-01' + (hash(i + 13) % 60)::integer as raised_on,
            '首席服务官' as owner_role, null::date as due_on,
            case when hash(i + 14) % 3 > 0 then date '2022-04-03' + (hash(i + 13) % 60)::integer end
                as closed_on,
            true as on_site
        from numbered where hash(i + 15) % 3 = 0
    """,
    "visit": """
        select
            project_id, date '2022-01-05' + (7 * week)::integer as on_date, 'team' as visited_by,
            format('示例人员 {:03d}', hash(i) % 300) as person
        from numbered, range(21) as weeks(week)
    """,
    "bond_issue": """
        select
            format('ZX-{:06d}', i) as issue_id, project_id, 2020 + hash(i + 16) % 3 as year,
            '第一批' as batch, make_date((2020 + hash(i + 16) % 3)::integer, 3, 1) as issued_on,
            plan_wan / 2 as amount_wan
        from numbered where i % 5 = 0
    """,
    "bond_use": """
        select
            format('ZX-{:06d}', i) as issue_id, last_day(make_date(2022, month::integer, 1))
                as report_date,
            round(plan_wan / 2 * pace * month / 6) as used_wan
        from numbered, range(1, 6) as months(month) where i % 5 = 0
    """,
    "progress_report": """
        select
            project_id, day as report_date,
            round(plan_wan * pace * dayofyear(day) / 240) as completed_wan,
            round(plan_wan * (0.5 + pace * dayofyear(day) / 240)) as total_completed_wan,
            '主体施工' as image_progress, format('示例人员 {:03d}', hash(i) % 300) as reporter,
            day + interval 17 hour as received_at
        from numbered, (select unnest(generate_series(
            date '2022-01-01', date '2022-05-31', interval 1 day
        ))::date as day)
        where starts and hash(i, day) % 50 > 0
        union all
        select
            project_id, day, round(plan_wan * pace * month(day) / 14), round(plan_wan / 2),
            '主体施工', '示例人员 001', day + interval 17 hour
        from numbered, (
            select unnest([date '2021-10-31', date '2021-11-30', date '2021-12-31']) as day
        )
        where carry_over
    """,
    "load": """
        select
            1 as load_id, 'synthetic' as file, null as sha256, '测速' as author,
            timestamp '2022-06-01 08:00:00' as loaded_at, '' as note, 'sample' as kind
    """,
}


FIRST, LAST = date(2022, 1, 1), date(2022, 5, 31)
NEXT_DAY = """
    select
        project_id, $day as report_date,
        round(plan_wan * pace * dayofyear($day) / 240) as completed_wan,
        round(plan_wan * (0.5 + pace * dayofyear($day) / 240)) as total_completed_wan,
        '主体施工' as image_progress, format('示例人员 {:03d}', hash(i) % 300) as reporter,
        $day + interval 17 hour as received_at
    from numbered where starts
"""


def tables(projects: int) -> Iterator[tuple[str, pa.Table, float]]:
    """Every table and the seconds that it took to make; let go with its use."""
    maker = duckdb.connect(":memory:")
    values = _choices(maker)
    start = perf_counter()
    maker.execute(PROJECTS, {"projects": projects})
    for path in REFERENCE:
        rows = maker.execute(
            "select * from read_csv($path, all_varchar = true)", {"path": str(path)}
        )
        table = rows.to_arrow_table()
        yield path.stem, table, perf_counter() - start
        start = perf_counter()
    for name, select in TABLES.items():
        used = {key: value for key, value in values.items() if f"${key}" in select}
        table = maker.execute(select, used).to_arrow_table()
        yield name, table, perf_counter() - start
        start = perf_counter()


def _choices(maker: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Townships, domains and classes of the reference data."""
    files = {"towns": "township", "domains": "domain", "classes": "class"}
    columns = {"towns": "township", "domains": "domain", "classes": "project_class"}
    return {
        name: [
            row[0]
            for row in maker.execute(
                f"select {columns[name]} from read_csv($path)",
                {"path": str(ROOT / "data" / "reference" / f"{file}.csv")},
            ).fetchall()
        ]
        for name, file in files.items()
    }


def next_day(projects: int) -> bytes:
    """A CSV of what every project under way reports on the day after the last."""
    maker = duckdb.connect(":memory:")
    maker.execute(PROJECTS, {"projects": projects})
    rows = maker.execute(NEXT_DAY, {"day": LAST + timedelta(1)}).to_arrow_table()
    held = BytesIO()
    csv.write_csv(rows, held)
    return held.getvalue()
