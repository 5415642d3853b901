"""The committed demonstration ledger, read raw: its totals, its rules, its generator."""

import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

DATA = Path(__file__).parents[2] / "data"
SAMPLE = DATA / "sample"

STANDING = """
create view listed as  -- (project, class) on 2022-05-31; 重点项目 by level group
select project_id, case
    when project_class <> '重点项目' then project_class
    when level = '县' then '县级' else '省市级' end as list
from class_membership
where valid_from <= '2022-05-31' and (valid_to is null or valid_to >= '2022-05-31');

create view plan as
select * from project_year
where year = 2022 and decided_on <= '2022-05-31'
qualify row_number() over (partition by project_id order by revision desc) = 1;

create view reported as
select project_id, max_by(completed_wan, report_date) as completed_wan,
    max_by(total_completed_wan, report_date) as total_completed_wan
from progress_report where report_date between '2022-01-01' and '2022-05-31' group by all;

create view standing as
select
    p.project_id, annual_plan_wan, coalesce(completed_wan, 0) as completed_wan,
    plan.project_id is null as finished_earlier,
    plan.project_id is null or carry_over or due_on <= '2022-05-31' as due,
    case
        when plan.project_id is null then exists (
            from stage_event e where e.project_id = p.project_id
            and stage in ('竣工', '投产', '达效') and on_date < '2022-01-01')
        when not carry_over then exists (
            from stage_event e where e.project_id = p.project_id and stage = '开工')
        else exists (
            from stage_event e where e.project_id = p.project_id
            and stage = '复工' and on_date >= '2022-01-01')
        or coalesce((select max_by(stage, on_date) from stage_event e
            where e.project_id = p.project_id and stage in ('停工', '复工')
            and on_date < '2022-01-01'), '') <> '停工'
    end as implemented
from (select distinct project_id from project) as p
left join plan using (project_id)
left join reported using (project_id);
"""


@pytest.fixture(scope="module")
def ledger():
    connection = duckdb.connect()
    for path in SAMPLE.glob("*.csv"):
        connection.execute(f"create table {path.stem} as from read_csv('{path}', header = true)")
    connection.execute(f"create view progress_report as from '{SAMPLE}/progress_report.parquet'")
    connection.execute(STANDING)
    return connection


def one(ledger, sql):
    return ledger.execute(sql).fetchone()


@pytest.mark.parametrize(
    ("name", "expected"),
    [  # listed, due, implemented, plan and completed in 万元: the design's table
        ("省市级", (67, 66, 60, 1_050_000, 515_550)),
        ("县级", (137, 115, 112, 2_168_000, 764_000)),
        ("三个一批", (51, 45, 43, 600_000, 233_400)),
        ("补短板982", (68, 68, 68, 460_000, 277_560)),
        ("专项债", (43, 40, 38, 420_000, 157_500)),
        ("中央预算内", (24, 22, 21, 52_000, 42_020)),
    ],
)
def test_class_totals(ledger, name, expected):
    sql = f"""
        select count(*), count(*) filter (due), count(*) filter (implemented),
            sum(annual_plan_wan), sum(completed_wan) filter (annual_plan_wan > 0)
        from listed join standing using (project_id) where list = '{name}'"""
    assert one(ledger, sql) == expected


def test_pairs_and_distinct_totals(ledger):
    counts = "count(*), count(*) filter (due), count(*) filter (implemented)"
    pairs = f"select {counts} from listed join standing using (project_id)"
    distinct = f"select {counts}, sum(annual_plan_wan), sum(completed_wan) from standing"
    assert one(ledger, pairs) == (390, 356, 342)
    assert one(ledger, distinct) == (340, 309, 297, 4_240_000, 1_710_000)


def test_overlaps(ledger):
    rows = ledger.execute(
        """
        select lists, count(*) from (
            select list(list) as lists from listed group by project_id having count(*) > 1)
        group by lists"""
    ).fetchall()
    counts = Counter()
    for lists, projects in rows:
        counts[frozenset(lists)] += projects
    assert counts == {
        frozenset({"省市级", "补短板982"}): 11,
        frozenset({"省市级", "三个一批"}): 8,
        frozenset({"省市级", "专项债"}): 4,
        frozenset({"省市级", "补短板982", "专项债"}): 2,
        frozenset({"省市级", "补短板982", "三个一批"}): 1,
        frozenset({"县级", "补短板982"}): 4,
        frozenset({"县级", "三个一批"}): 4,
        frozenset({"县级", "专项债"}): 3,
        frozenset({"三个一批", "专项债"}): 1,
        frozenset({"补短板982", "专项债"}): 4,
        frozenset({"补短板982", "中央预算内"}): 3,
        frozenset({"专项债", "中央预算内"}): 2,
    }


def test_start_rate_of_upper_key_projects_is_60_of_66(ledger):
    sql = """
        select count(*) filter (implemented), count(*) from listed join standing using (project_id)
        where list = '省市级' and due and not finished_earlier"""
    assert one(ledger, sql) == (60, 66)


def test_nobody_starts_before_being_due(ledger):
    assert one(ledger, "select count(*) from standing where implemented and not due") == (0,)


def test_central_projects_in_production_are_16(ledger):
    sql = """
        select count(distinct project_id) from listed join stage_event using (project_id)
        where list = '中央预算内' and stage in ('投产', '达效')"""
    assert one(ledger, sql) == (16,)
    finished = "select count(*) from standing where finished_earlier and implemented"
    assert one(ledger, finished) == (13,)


def test_months_add_up(ledger):
    sql = """
        select sum(completed_wan) from progress_report
        where report_date = last_day(report_date) and year(report_date) = 2022
        group by report_date order by report_date"""
    ends = [row[0] for row in ledger.execute(sql).fetchall()]
    assert ends == [310_000, 590_000, 930_000, 1_320_000, 1_710_000]


def test_linear_forecast_is_11_short_and_six_projects_close_it(ledger):
    sql = """
        with forecast as (
            select annual_plan_wan - least(s.completed_wan * 2.4, coalesce(s.completed_wan, 0)
                + p.total_wan - coalesce(r.total_completed_wan, 0)) as gap_wan, annual_plan_wan
            from standing s join reported r using (project_id)
            join (select project_id, max_by(total_wan, valid_from) as total_wan
                from project group by all) as p using (project_id)
            where annual_plan_wan > 0
            union all
            select annual_plan_wan, annual_plan_wan from standing
            where annual_plan_wan > 0 and project_id not in (select project_id from reported))
        select sum(annual_plan_wan - gap_wan),
            list_sum(list(gap_wan order by gap_wan desc)[:6]),
            list_sum(list(gap_wan order by gap_wan desc)[:5])
        from forecast"""
    forecast, six, five = one(ledger, sql)
    assert float(forecast) == pytest.approx(4_090_000, abs=1)
    assert five < 4_200_000 - float(forecast) <= six


def test_domains_five_ahead_three_behind_one_clearly(ledger):
    sql = """
        select domain, 100 * (sum(s.completed_wan) / sum(annual_plan_wan) - 5 / 12)
        from standing s join (select project_id, max_by(domain, valid_from) as domain
            from project group by all) using (project_id)
        where annual_plan_wan > 0 group by domain"""
    ahead = {domain: float(gap) for domain, gap in ledger.execute(sql).fetchall()}
    assert len(ahead) == 8
    assert {domain for domain, gap in ahead.items() if gap < 0} == {
        "产业转型·制造业",
        "新型城镇化",
        "创新驱动",
    }
    assert [domain for domain, gap in ahead.items() if gap <= -4] == ["新型城镇化"]


def test_government_projects_are_ahead(ledger):
    sql = """
        select sum(s.completed_wan) / sum(annual_plan_wan) from standing s
        join (select distinct project_id, gov_invested from project) using (project_id)
        where gov_invested and annual_plan_wan > 0"""
    assert float(one(ledger, sql)[0]) == pytest.approx(0.4426, abs=0.0005)


def test_bonds(ledger):
    sql = """
        select i.year, sum(amount_wan), sum(used_wan)
        from bond_issue i join bond_use u using (issue_id)
        where report_date = '2022-05-31' group by i.year order by i.year"""
    assert ledger.execute(sql).fetchall() == [
        (2020, 322_000, 277_950),
        (2021, 250_000, 166_850),
        (2022, 50_000, 15_200),
    ]
    assert one(ledger, "select count(distinct project_id) from bond_issue") == (43,)


def test_bond_money_used_is_within_what_was_completed(ledger):
    sql = """
        select count(*) from (
            select project_id, sum(used_wan) as used_wan
            from bond_issue join bond_use using (issue_id)
            where report_date = '2022-05-31' group by project_id)
        left join reported using (project_id)
        where used_wan > coalesce(total_completed_wan, 0)"""
    assert one(ledger, sql) == (0,)


def test_pipeline(ledger):
    sql = """
        select library, sum(entries), sum(total_wan), sum(plan_wan) from pipeline_entry
        where entered_on is not null group by 1"""
    assert {row[0]: row[1:] for row in ledger.execute(sql).fetchall()} == {
        "四类库": (531, None, None),
        "统计库": (92, 1_130_000, None),
        "超亿元库": (85, 6_120_000, None),
        "专项债第三批": (19, None, None),
        "中央预算内谋划": (18, 130_000, None),
        "招商签约": (10, 940_000, None),
        "三个一批第五期": (20, 450_000, 160_000),
    }


def test_statistics_entries_agree_with_the_stage_events(ledger):
    sql = """
        select count(*) filter (entered_on = on_date), count(*)
        from (from stage_event where stage = '入库' and year(on_date) = 2022)
        full join (
            from pipeline_entry
            where library = '统计库' and project_id is not null and entered_on is not null
        ) using (project_id)"""
    same, all_of_them = one(ledger, sql)
    assert same == all_of_them > 40


def test_the_way_of_531_entries_closes(ledger):
    sql = """
        with way as (
            select
                entry_id, project_id,
                max(list_position(['审核通过', '手续齐备', '要素落实'], step)) as reached,
                bool_or(step = '退出') as has_left
            from pipeline_entry left join pipeline_step using (entry_id)
            where library = '四类库' group by all),
        stage as (
            select project_id, bool_or(stage = '开工') as begun, bool_or(stage = '入库') as entered
            from stage_event group by 1)
        select
            count(*), count(*) filter (has_left),
            count(*) filter (reached is null and not coalesce(has_left, false)),
            count(*) filter (reached = 1 and not has_left),
            count(*) filter (reached = 2 and not has_left),
            count(*) filter (reached = 3 and not coalesce(begun, false)),
            count(*) filter (reached = 3 and begun), count(*) filter (entered)
        from way left join stage using (project_id)"""
    left, waiting, begun, registered = 41 + 27 + 12, (22, 205, 76, 92), 56, 53
    assert one(ledger, sql) == (531, left, *waiting, begun, registered)
    assert sum(waiting) + left + begun == 531


def test_who_has_started_and_is_not_in_has_an_entry_on_its_way(ledger):
    sql = """
        select count(*), count(e.project_id) from (
            select project_id from stage_event group by 1
            having bool_or(stage = '开工') and not bool_or(stage = '入库')) as begun
        left join pipeline_entry as e
            on e.project_id = begun.project_id and library = '统计库' and entered_on is null"""
    assert one(ledger, sql) == (7, 7)


def test_completed_falls_only_where_a_waiver_says_so(ledger):
    sql = """
        select project_id || '|' || report_date from progress_report
        window days as (partition by project_id, year(report_date) order by report_date)
        qualify completed_wan < lag(completed_wan) over days"""
    waived = "select key from waiver where rule = 'completed_never_falls'"
    assert ledger.execute(sql).fetchall() == ledger.execute(waived).fetchall() != []


def test_completed_stays_within_total_investment(ledger):
    sql = """
        select count(*) from progress_report
        join (select project_id, max_by(total_wan, valid_from) as total_wan
            from project group by all) using (project_id)
        where total_completed_wan > total_wan"""
    assert one(ledger, sql) == (0,)


def test_names_and_people_are_plainly_samples(ledger):
    names = [row[0] for row in ledger.execute("select distinct name from project").fetchall()]
    assert all(name.startswith("示例·") and len(name) <= 11 for name in names)
    current = """
        select count(distinct name) from (
            select max_by(name, valid_from) as name from project group by project_id)"""
    assert one(ledger, current) == (340,)
    people = """
        select count(*) from (
            select person from role_assignment union select person from visit
            union select reporter from progress_report)
        where not regexp_full_match(person, '(市领导|示例人员) [0-9]{2}')"""
    assert one(ledger, people) == (0,)


def test_places_and_domains_are_the_reference_ones(ledger):
    for column in ("township", "domain"):
        sql = f"""
            select count(*) from project
            where {column} not in (select {column} from '{DATA}/reference/{column}.csv')"""
        assert one(ledger, sql) == (0,)


def test_problems_open_overdue_and_closed_in_three_days(ledger):
    sql = """
        select count(*) filter (closed_on is null),
            count(*) filter (closed_on is null and due_on < '2022-05-31'),
            count(*) filter (closed_on - raised_on <= 3 and raised_on + 3 < '2022-05-31'),
            count(*) filter (raised_on + 3 < '2022-05-31')
        from problem"""
    assert one(ledger, sql) == (18, 3, 127, 138)


def test_events_say_what_the_problems_say(ledger):
    sql = """
        select
            count(*) filter (state = '已销号'),
            count(*) filter (state = '已销号' and happened_at::date is distinct from closed_on),
            count(*) filter (state = '延期' and e.due_on is distinct from p.due_on),
            count(distinct problem_id) filter (e.problem_id is not null and closed_on is null),
            count(*) filter (happened_at::date not between raised_on and '2022-05-31')
        from problem_event as e left join problem as p using (problem_id)"""
    struck, other_day, other_term, still_open, outside = one(ledger, sql)
    assert struck > 0
    assert (other_day, other_term, still_open, outside) == (0, 0, 18, 0)


def test_daily_reports_of_may_arrive_about_97_of_100(ledger):
    sql = """
        with due as (  -- at work through the whole of May: reported before it, nothing stopped it
            select project_id, day::date as day
            from (
                select distinct project_id from progress_report
                where report_date between '2022-01-01' and '2022-04-30'
            ), range(date '2022-05-01', date '2022-06-01', interval 1 day) as days (day)
            where project_id not in (
                select project_id from stage_event
                where stage in ('停工', '竣工') and on_date >= '2022-01-01')
        )
        select
            count(*) filter (received_at::date <= day) / count(*),
            count(received_at) / count(*)
        from due
        left join progress_report as report
            on due.project_id = report.project_id and report_date = day"""
    in_time, given = one(ledger, sql)
    assert in_time == pytest.approx(0.97, abs=0.008)
    assert in_time < given < 1


def test_home_is_third_of_16_and_second_of_6(ledger):
    sql = """
        select count(*) + 1 from peer_group join regional_growth using (region)
        where peer_group = '{}' and period_end = '2022-04-30' and growth_pct > 22.8"""
    assert one(ledger, sql.format("示例16县(市)区")) == (3,)
    assert one(ledger, sql.format("示例6县(市)")) == (2,)


def test_turn_of_the_year_is_covered(ledger):
    sql = """
        select min(report_date), count(distinct report_date) filter (year(report_date) = 2021),
            max(report_date), min(completed_wan)
        from progress_report"""
    first, autumn, last, least = one(ledger, sql)
    assert (first, autumn, last) == (date(2021, 10, 31), 3, date(2022, 5, 31))
    assert least >= Decimal(0)


def test_stories_are_there(ledger):
    assert one(ledger, "select kind from project_alias") == ("rename",)
    assert one(ledger, "select count(*) from project_year where revision = 2") == (5,)
    vacant = """
        select count(*) from role_assignment r where valid_to < '2022-05-31' and not exists (
            from role_assignment n where (n.project_id, n.role) = (r.project_id, r.role)
            and n.valid_from > r.valid_to)"""
    assert one(ledger, vacant) == (1,)


def test_generator_writes_the_committed_files(tmp_path):
    maker = [sys.executable, "-m", "data.sample.make_sample", tmp_path]
    subprocess.run(maker, check=True, cwd=DATA.parent)
    written = {path.name for path in tmp_path.iterdir()}
    committed = {path.name for path in SAMPLE.iterdir() if path.suffix in (".csv", ".parquet")}
    assert written == committed
    for path in tmp_path.glob("*.csv"):
        assert path.read_bytes() == (SAMPLE / path.name).read_bytes(), path.name
    name = "progress_report.parquet"
    assert pq.read_table(tmp_path / name).equals(pq.read_table(SAMPLE / name))
