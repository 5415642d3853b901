"""What may be right and is likely wrong: it is asked, and goes in only when it is accepted.

Each question is a fault with a name, by which whoever loads can accept it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow.compute as pc
from duckdb import DuckDBPyConnection

from cockpit.errors import Fault
from cockpit.intake.near_names import near
from cockpit.intake.stage import NUMBER, SHEET, Staged
from cockpit.remedy import Remedy, RemedyCode
from cockpit.tables import cleaning
from cockpit.tables.columns import SHARE

QUESTIONS = {
    "blanks": "空着的格会抹去已装的值",
    "units": "整列像是用了别的单位",
    "shares": "比例大于 1.5",
    "twins": "两个代码或项目看起来一样",
    "codes": "长代码的后几位都是 0",
    "sums": "小计、合计与各行之和不符",
    "percent": "百分比与完成数对不上",
    "total": "总投资差 10 倍以上",
    "future": "日期在今天以后",
    "falls": "累计完成比前一次小",
    "above_total": "完成投资超过总投资",
    "above_plan": "完成投资远超年度计划",
}
TIMES = 10  # by which a total investment is asked about
MOST_SHARE = 1.5  # a share above is rather a percentage
FEW = 5  # rows named of many
CUT = re.compile(r"[1-9][0-9]{14}0+")  # 16 digits and more, all lost beyond the 15th
SCALES = ((-8, "亿元", "1 亿"), (-4, "亿元", "1 万"), (4, "元", "1 万"), (8, "元", "1 亿"))
ABOUT = 0.7  # of a power of ten


def asked(
    con: DuckDBPyConnection, staged: list[Staged], today: date | None = None
) -> Iterator[Fault]:
    """The questions that a load raises, the lake being as it was; ``today`` None: no day is."""
    has_projects = any(one.table.name == "project" for one in staged)
    aliases = _renamed(con, staged) if has_projects else set()
    for one in staged:
        yield from _shares(one)
        yield from _cut_codes(one)
        yield from _twin_codes(con, one, aliases)
        yield from _future(one, today)
        con.register("staged_rows", one.rows)
        try:
            yield from _units(con, one)
            yield from _blanks(con, one)
            yield from _totals(con, one)
        finally:
            con.unregister("staged_rows")


def _shares(staged: Staged) -> Iterator[Fault]:
    for column in staged.given:
        if staged.table.units.get(column) != SHARE:
            continue
        for row, value in enumerate(staged.rows.column(column).to_pylist()):
            if value is not None and value > MOST_SHARE:
                rule = f"比例大于 {MOST_SHARE}，这一列是小数（0.8 就是 80%）"
                way = "百分数换成小数"
                yield staged.fault(
                    row,
                    rule,
                    value=f"{value.normalize():f}",
                    column=column,
                    way=way,
                    question="shares",
                )


def _own_codes(staged: Staged) -> list[str]:
    """The key columns that name things of this table: codes, not references or days."""
    refer = {reference.column for reference in staged.table.references}
    return [c for c in staged.table.key if c in staged.table.codes and c not in refer]


def _cut_codes(staged: Staged) -> Iterator[Fault]:
    for column in _own_codes(staged):
        for row, value in enumerate(staged.rows.column(column).to_pylist()):
            if value and CUT.fullmatch(value):
                rule = "长代码第 15 位以后都是 0，像是 Excel 改过的"
                way = "对照原文核对，这一列设为文本格式"
                yield staged.fault(row, rule, value=value, column=column, way=way, question="codes")


def _twin_codes(con: DuckDBPyConnection, staged: Staged, aliases: set[str]) -> Iterator[Fault]:
    """New codes that look like another, and new projects that are called like another."""
    for column in _own_codes(staged):
        held = {
            value
            for (value,) in con.execute(
                f'select distinct "{column}" from "{staged.table.name}"'
            ).fetchall()
        }
        alike: dict[str, str] = {cleaning.skeleton(value): value for value in sorted(held)}
        for row, value in enumerate(staged.rows.column(column).to_pylist()):
            if value is None or value in held:
                continue
            other = alike.setdefault(cleaning.skeleton(value), value)
            if other != value:
                rule = f"与“{other}”看起来一样"
                way = f"若是同一个，改成 {other}"
                yield staged.fault(row, rule, value=value, column=column, way=way, question="twins")
    if staged.table.name == "project":
        yield from _twin_projects(con, staged, aliases)


def _twin_projects(con: DuckDBPyConnection, staged: Staged, aliases: set[str]) -> Iterator[Fault]:
    held = con.execute("select project_id, name, organisation from project").fetchall()
    known = {project_id for project_id, _, _ in held}
    called: dict[tuple[str, str], str] = {}
    for project_id, name, organisation in held:
        if name and organisation:
            key = cleaning.folded(name), cleaning.folded(organisation)
            called.setdefault(key, project_id)
    if staged.is_form:
        yield from _near_names(staged, known)
        yield from _moved_codes(staged, held)
    columns = [staged.rows.column(c).to_pylist() for c in ("project_id", "name", "organisation")]
    for row, (project_id, name, organisation) in enumerate(zip(*columns, strict=True)):
        if not (project_id and name and organisation) or project_id in known | aliases:
            continue
        key = cleaning.folded(name), cleaning.folded(organisation)
        other = called.setdefault(key, project_id)
        if other != project_id:
            rule, way = f"与 {other} 同名同单位", f"若是同一个项目，代码改成 {other}"
            yield staged.fault(row, rule, value=name, column="name", way=way, question="twins")


def _moved_codes(staged: Staged, held: list[tuple[str, str | None, str | None]]) -> Iterator[Fault]:
    """Codes of one project that a ledger gives to another: a list that was numbered anew."""
    own, codes = defaultdict(set), defaultdict(set)
    for project_id, name, _ in held:
        if name:
            own[project_id].add(cleaning.folded(name))
            codes[cleaning.folded(name)].add(project_id)
    columns = [staged.rows.column(c).to_pylist() for c in ("project_id", "name")]
    for row, (project_id, name) in enumerate(zip(*columns, strict=True)):
        if not name or project_id not in own or cleaning.folded(name) in own[project_id]:
            continue
        if others := sorted(codes[cleaning.folded(name)]):
            rule = f"{project_id} 已装入的是另一个项目；这个名称的代码是 {'、'.join(others[:FEW])}"
            way = "核对代码；只是表里的顺序号，就把这一列的表头改成“序号”"
            yield staged.fault(row, rule, value=name, column="name", way=way, question="twins")


def _near_names(staged: Staged, known: set[str]) -> Iterator[Fault]:
    """New projects of one list whose names are almost the same: 二期, 2期."""
    first: dict[str, int] = {}
    columns = [staged.rows.column(c).to_pylist() for c in ("project_id", "name", "organisation")]
    rows = list(zip(*columns, strict=True))
    for row, (project_id, name, _) in enumerate(rows):
        if not name or project_id in known:
            continue
        at = first.setdefault(near(name), row)
        same = cleaning.folded(rows[at][1]) == cleaning.folded(name)
        if at != row and rows[at][0] != project_id and not same:
            other = staged.fault(at, "", way="")
            place = other.cell or f"第 {other.row} 行"
            rule = f"与 {place} 的“{rows[at][1]}”几乎相同"
            way = "若是同一个项目，两处写成一样"
            yield staged.fault(row, rule, value=name, column="name", way=way, question="twins")


def _future(staged: Staged, today: date | None) -> Iterator[Fault]:
    """What is said to have happened after today."""
    column = {"progress_report": "report_date", "stage_event": "on_date", "visit": "on_date"}.get(
        staged.table.name
    )
    if today is None or column is None:
        return
    for row, day in enumerate(staged.rows.column(column).to_pylist()):
        if day is not None and day > today:
            rule = f"日期在今天（{today}）以后"
            yield staged.fault(
                row, rule, value=day, column=column, way="核对日期", question="future"
            )


def _totals(con: DuckDBPyConnection, staged: Staged) -> Iterator[Fault]:
    """Total investments ten times, or a tenth of, what is loaded."""
    if staged.table.name != "project" or "total_wan" not in staged.given:
        return
    found = con.execute(
        f"""
        select s.{SHEET}, s.{NUMBER}, s.total_wan, arg_max(t.total_wan, t.valid_from)
        from staged_rows as s inner join project as t using (project_id)
        where s.total_wan > 0 and t.total_wan > 0 and t.valid_from <= s.valid_from
        group by all
        having
            s.total_wan >= {TIMES} * arg_max(t.total_wan, t.valid_from)
            or {TIMES} * s.total_wan <= arg_max(t.total_wan, t.valid_from)
        order by all
        """
    ).fetchall()
    for sheet, number, new, old in found:
        at = staged.row_of(sheet, number)
        rule = f"总投资差 10 倍以上：已装入的是 {_plain(str(old))} 万元"
        said = _plain(str(new))
        yield staged.fault(
            at, rule, value=said, column="total_wan", way="核对单位和小数点", question="total"
        )


def _renamed(con: DuckDBPyConnection, staged: list[Staged]) -> set[str]:
    """The ids that are said to stand for another."""
    said = {new for (new,) in con.execute("select new_id from project_alias").fetchall()}
    for one in staged:
        if one.table.name == "project_alias":
            said |= set(one.rows.column("new_id").to_pylist())
    return said


@dataclass(frozen=True)
class _Scale:
    """How a column stands to what is loaded: pairs of one thing's values, and both medians."""

    pairs: int
    powers: dict[int, int]
    values: int
    new: float | None
    old: float | None

    def power(self) -> int:
        """The power of ten by which the column is off; 0 if it is not."""
        if self.new is None or self.old is None or not self.old:
            return 0
        apart = self.new / self.old
        for power, count in self.powers.items():
            beyond = apart < 0.01 if power < 0 else apart > 100
            if self.pairs and 2 * count > self.pairs and beyond:
                return power
            low, high = 10 ** (power - ABOUT), 10 ** (power + ABOUT)
            if not self.pairs and self.values >= FEW and low < apart < high:
                return power
        return 0


def _units(con: DuckDBPyConnection, staged: Staged) -> Iterator[Fault]:
    """A column that stands to what is loaded as 亿元 stand to 万元: said once."""
    for column in staged.given:
        if staged.table.units.get(column) != "万元":
            continue
        scale = _scale(con, staged, column)
        if power := scale.power():
            unit, times = next((u, t) for p, u, t in SCALES if p == power)
            rule = (
                f"像是{unit}：与已装的相差约 {times} 倍（中位数 {scale.new:g}，已装 {scale.old:g}）"
            )
            row = pc.index(pc.is_valid(staged.rows.column(column)), True).as_py()
            way = "换算成万元，表头写明（万元）"
            yield staged.fault(row, rule, column=column, way=way, question="units")


def _scale(con: DuckDBPyConnection, staged: Staged, column: str) -> _Scale:
    table, key = staged.table.name, staged.table.key[0]
    counts = ", ".join(f"count(*) filter (where abs(power - {p}) < {ABOUT})" for p, _, _ in SCALES)
    found = con.execute(
        f"""
        with held as (
            select "{key}" as id, median("{column}") as old
            from "{table}" where "{column}" > 0 group by all
        ),
        paired as (
            select log10("{column}"::double / old) as power
            from staged_rows inner join held on "{key}" = id where "{column}" > 0
        )
        select
            (select count(*) from paired),
            (select [{counts}] from paired),
            (select count(*) from staged_rows where "{column}" > 0),
            (select median("{column}")::double from staged_rows where "{column}" > 0),
            (select median("{column}")::double from "{table}" where "{column}" > 0)
        """
    ).fetchall()[0]
    pairs, powers, values, new, old = found
    return _Scale(
        pairs, {p: n for (p, _, _), n in zip(SCALES, powers, strict=True)}, values, new, old
    )


def _blanks(con: DuckDBPyConnection, staged: Staged) -> Iterator[Fault]:
    """Blank cells where the lake has a value: said once a column of a sheet."""
    table = staged.table
    columns = [
        c
        for c in staged.given
        if c not in table.key and c not in table.quiet and staged.rows.column(c).null_count
    ]
    if not columns:
        return
    erased = ", ".join(f'case when s."{c}" is null then t."{c}"::varchar end' for c in columns)
    lost = " or ".join(f'(s."{c}" is null and t."{c}" is not null)' for c in columns)
    found = con.execute(
        f"""
        select s.{SHEET}, s.{NUMBER}, {erased}
        from staged_rows as s inner join ({_standing(staged)}) as t
            on s.{SHEET} = t.sheet_of and s.{NUMBER} = t.row_of
        where {lost}
        order by all
        """
    ).fetchall()
    rows: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for sheet, number, *values in found:
        for column, value in zip(columns, values, strict=True):
            if value is not None:
                rows[sheet, column].append((number, value))
    for (sheet, column), lines in rows.items():
        number, value = lines[0]
        named = "、".join(str(n) for n, _ in lines[:FEW])
        more = f" 等 {len(lines)} 行" if len(lines) > FEW else " 行"
        rule = f"空着，会抹去已装的值：第 {named}{more}，第 {number} 行已装的是“{_plain(value)}”"
        at = staged.row_of(sheet, number)
        header = staged.sheets[sheet].bare_header(column)
        keep = (Remedy(RemedyCode.KEEP, (header,)),) if header else ()
        yield staged.fault(at, rule, column=column, way="补上", question="blanks", remedies=keep)


def _standing(staged: Staged) -> str:
    """The row of the lake that each row of the load takes the place of, beside its sheet and row.

    That is the row of the same key; in tables whose row stands until the next one, else the last
    before it.
    """
    table = staged.table
    same = [f's."{c}" = t."{c}"' for c in table.key]
    if table.until_next:
        last = table.key[-1]
        same[-1] = f's."{last}" >= t."{last}"'
        each = f"partition by s.{SHEET}, s.{NUMBER}"
        pick = f' qualify row_number() over ({each} order by t."{last}" desc) = 1'
    else:
        pick = ""
    return (
        f"select s.{SHEET} as sheet_of, s.{NUMBER} as row_of, t.* from staged_rows as s"
        f' inner join "{table.name}" as t on {" and ".join(same)}{pick}'
    )


def _plain(value: str) -> str:
    return value.rstrip("0").rstrip(".") if re.fullmatch(r"-?\d+\.\d+", value) else value[:40]
