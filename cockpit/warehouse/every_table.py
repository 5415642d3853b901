"""SQL that has to name every table, made from what is declared of each (``cockpit.tables``).

Names and expressions in it are ours, never a file's.
"""

from collections.abc import Mapping

from cockpit.tables.declared import Table


def renames(tables: Mapping[str, Table]) -> str:
    """Statements that give rows under a project's earlier ids to its new one.

    They need the table ``renamed`` of ``identity.sql``. Where several of a project's ids have the
    same row, that of the id nearest to the new one stands.
    """
    return "\n".join(_renames(table) for table in tables.values() if "project_id" in table.columns)


def _renames(table: Table) -> str:
    moved = (
        f'update "{table.name}" set project_id = new_id from renamed'
        " where project_id = old_id and steps > 0;"
    )
    if "project_id" not in table.key:
        return moved
    row = ", ".join(["new_id", *(f'"{c}"' for c in table.key if c != "project_id")])
    return f"""
        delete from "{table.name}" where rowid in (
            select its.rowid from "{table.name}" as its
            inner join renamed on its.project_id = renamed.old_id
            qualify row_number() over (partition by {row} order by steps, old_id) > 1
        );
        {moved}
    """


def questions(tables: Mapping[str, Table]) -> str:
    """What questions ask of every table: the view ``loaded`` and the macro ``tables_to(day)``.

    ``loaded`` has a row a table: table_name; is_loaded, whether the version holds any row of it.
    ``tables_to`` has a row for each table that something dates: table_name; last_on, its last day
    up to ``day``; is_assumed, whether a row of our own reading is among those. Sample rows of
    tables that say so of a row (``kind``) count in neither: a rate that was made up is no release.
    """
    loaded = " union all ".join(_loaded(table) for table in tables.values())
    dated = " union all ".join(_dated(t, tables) for t in tables.values() if t.dated_by)
    return f"""
        create view loaded as {loaded};
        create macro tables_to(day) as table {dated};
    """


def _loaded(table: Table) -> str:
    return f"""
        select '{table.name}' as table_name, count(*) > 0 as is_loaded
        from "{table.name}" {_no_sample(table)}
    """


def _dated(table: Table, tables: Mapping[str, Table]) -> str:
    is_assumed = "kind = 'assumed'" if "kind" in table.columns else "false"
    rows = f'"{table.name}"'
    if table.dated_with:
        other = tables[table.dated_with]
        rows += f' inner join "{other.name}" using ({", ".join(other.key)})'
    return f"""
        select
            '{table.name}' as table_name, max(on_day) as last_on,
            coalesce(bool_or(is_assumed), false) as is_assumed
        from (
            select {table.dated_by} as on_day, {is_assumed} as is_assumed
            from {rows} {_no_sample(table)}
        )
        where on_day <= day
    """


def _no_sample(table: Table) -> str:
    return "where kind is distinct from 'sample'" if "kind" in table.columns else ""
