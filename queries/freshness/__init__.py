"""How old the data of a screen is, and of what kind."""

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries._run import run
from queries.filters import Filters


def stamp(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """What a screen says of its data; one row.

    Columns: cut_on; time_progress (share; null for curve); months (of the year over at the cut);
    last_report_on (by as_of), days_since; reported_on (the day to which the whole ledger is
    reported, null where nobody has this year), is_weekly (whether reports come every week),
    is_first_month (of the year, not yet over); projects, to_report (due, with a plan),
    not_reported (this year; null where nobody has), silent (under way, not in the last seven days;
    null where reports do not come every week), not_reported_to_as_of (under way, reported this
    year, last before as_of; counts in the filter); last_growth_on; latest_report_on,
    earliest_report_on (of the whole ledger); ledger_kind (sample, real or null); loaded_at.
    """
    return run(mart, "freshness/stamp", filters)


def loaded(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Which tables hold a row at all, whatever its day; one row a table that files may bring.

    So a screen can tell "nothing by this day" from "nothing loaded". Columns: table_name;
    is_loaded (rows that say that they are samples do not count).
    """
    return run(mart, "freshness/loaded", filters)


def by_project(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The projects that have to report by as_of: due, with a plan; the longest silent first.

    Columns: project_id, name, organisation, township, domain, leader, stage (text);
    annual_plan_wan (万元); due_on, reported_on (this year's last, null without one), days_since;
    to_report (1), not_reported (1 without a report this year, where one can be asked for, else
    null), silent (1 where under way and not reported in the last seven days, else null; null for
    all where reports do not come every week).
    """
    return run(mart, "freshness/by_project", filters)


def by_group(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """The same counted by 类别, 责任单位 and 分包领导; a project of two classes counts in both.

    Columns: group_kind, group_name; is_named (not a stand-in for none); position (of a
    class); to_report, not_reported, silent (projects, null as in ``stamp``);
    last_report_on (this year's last of the group), days_since.
    """
    return run(mart, "freshness/by_group", filters)


def sources(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """How far each table reaches by as_of, and the last load that brought a row of it.

    Columns: table_name; last_on (null for an empty table), days_since; is_assumed (it holds rows
    of our own reading); load_id, file, author, loaded_at (null where no origin is recorded).
    """
    return run(mart, "freshness/sources", filters)


def loads(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """Every load in this version, the newest first.

    Columns: load_id, file, author, loaded_at, note, kind (reference, published, sample, real);
    tables (names of those that still hold a value of it, null where none does).
    """
    return run(mart, "freshness/loads", filters)
