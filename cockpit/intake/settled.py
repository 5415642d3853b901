"""What an office's ledger says, against what is loaded: only what is new or different goes on.

A ledger comes whole each month and says the same of most projects. Its profile is a new one only
where it differs from the one that stands; its plan is a new revision only where it differs from the
one in force; an empty cell leaves what is loaded; a class that a project is in already is not
entered again. The rows that are left are rows like any other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection

from cockpit.errors import Fault
from cockpit.intake.answers import LEFT_OUT, OF, Answers
from cockpit.intake.stage import NUMBER, SHEET, Staged
from cockpit.remedy import Remedy, RemedyCode
from cockpit.tables import cleaning

DAY_OF = {  # tables whose rows stand until the next: the column by which they come in order
    "project": "valid_from",
    "project_year": "decided_on",
    "class_membership": "valid_from",
}
BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
REPEATED = ("completed_wan", "annual_plan_wan")  # amounts that parts of a project add up to
FEW = 5  # words named of many
Class = tuple[str, str | None]  # a class, and the level in it
PUT = "settled_"  # before columns of ours, which no table has


def waves(load: Sequence[Staged]) -> Iterator[list[Staged]]:
    """A load day by day, where ledgers in it are of several: what is said later is held against
    what was said before. What does not depend on the order comes first."""
    dated = [one for one in load if one.is_form and one.table.name in DAY_OF]
    columns = [one.rows.column(DAY_OF[one.table.name]) for one in dated]
    days = sorted({day for column in columns for day in column.unique().to_pylist() if day})
    others = [one for one in load if not (one.is_form and one.table.name in DAY_OF)]
    if len(days) < 2:
        yield list(load)
        return
    for n, day in enumerate(days):
        own = [_of_day(one, day, with_undated=n == 0) for one in dated]
        yield [*(one for one in own if one.rows.num_rows), *(others if n == 0 else [])]


def _of_day(staged: Staged, day: date, *, with_undated: bool) -> Staged:
    column = staged.rows.column(DAY_OF[staged.table.name])
    kept = pc.equal(column, pa.scalar(day, pa.date32()))
    if with_undated:
        kept = pc.or_kleene(kept, pc.is_null(column))
    return replace(staged, rows=staged.rows.filter(kept))


@dataclass
class Settling:
    """The work of one load: what it answers, what is wrong with it, what is said of it."""

    con: DuckDBPyConnection
    answers: Answers
    faults: list[Fault]
    notes: list[str] = field(default_factory=list)
    questions: list[Fault] = field(default_factory=list)

    def all(self, load: Sequence[Staged]) -> list[Staged]:
        """The load with the rows of ledgers settled; other rows are as they were."""
        settled: list[Staged] = []
        for one in load:
            settled.append(self._one(one) if one.is_form else one)
        return self._once(settled)

    def _one(self, staged: Staged) -> Staged:
        match staged.table.name:
            case "project":
                return self._profiles(self._places(staged))
            case "project_year":
                return self._plans(staged)
            case "class_membership":
                return self._classes(staged)
            case "stage_event":
                return self._stages(staged)
            case _:
                return self._filled(staged)

    # project

    def _places(self, staged: Staged) -> Staged:
        """乡镇街道 and 领域 as their tables have them; other words are left out, and said."""
        for column in ("township", "domain"):
            if column not in staged.given:
                continue
            known = [name for (name,) in self.con.execute(_KNOWN[column]).fetchall()]
            if not known:
                continue
            values = staged.rows.column(column).to_pylist()
            meant = {value: _meant(value, known) for value in set(values) - {None}}
            if strange := sorted(value for value, name in meant.items() if name is None):
                count = sum(Counter(values)[value] for value in strange)
                named = "、".join(strange[:FEW]) + (" 等" if len(strange) > FEW else "")
                label = staged.table.label(column)
                self.notes.append(f"{label}表里没有 {named}，{count} 行的{label}没有导入")
            staged = _put(staged, column, [meant.get(value) for value in values])
        return staged

    def _spelt(self, staged: Staged) -> Staged:
        """Names and organisations as they are loaded, where only blanks and width differ."""
        held = self.con.execute(
            "select project_id, arg_max(name, valid_from), arg_max(organisation, valid_from)"
            " from project group by all"
        ).fetchall()
        loaded = {project_id: names for project_id, *names in held}
        ids = staged.rows.column("project_id").to_pylist()
        for n, column in enumerate(("name", "organisation")):
            if column in staged.given:
                values = staged.rows.column(column).to_pylist()
                staged = _put(
                    staged,
                    column,
                    [
                        _as_loaded(value, loaded[one][n]) if one in loaded else value
                        for one, value in zip(ids, values, strict=True)
                    ],
                )
        return staged

    def _profiles(self, staged: Staged) -> Staged:
        staged = self._spelt(staged)
        given = [c for c in staged.given if c not in staged.table.key]
        same = " and ".join(
            f'coalesce(s."{c}", t."{c}") is not distinct from t."{c}"' for c in given
        )
        filled = ", ".join(f'coalesce(s."{c}", t."{c}") as "{c}"' for c in given)
        return self._asked(
            staged,
            f"""
            with held as (
                select
                    *,
                    row_number() over (partition by project_id order by valid_from) = 1 as is_first,
                    lead(valid_from) over (partition by project_id order by valid_from) as until
                from project
            )
            select s.* replace ({filled})
            from staged_rows as s
            left join held as t
                on s.project_id = t.project_id
                    and (t.valid_from <= s.valid_from or t.is_first)
                    and (t.until is null or t.until > s.valid_from)
            where t.project_id is null or not ({same})
            order by s.{SHEET}, s.{NUMBER}
            """,
        )

    # project_year

    def _plans(self, staged: Staged) -> Staged:
        unknown = [
            (index, number) for index, sheet in enumerate(staged.sheets) for number in sheet.unknown
        ]
        given = [c for c in ("annual_plan_wan", "due_on", "planned_end") if c in staged.given]
        filled = "".join(f', coalesce(s."{c}", t."{c}") as "{c}"' for c in given)
        same = "".join(
            f' and coalesce(s."{c}", t."{c}") is not distinct from t."{c}"' for c in given
        )
        found = self._asked(
            staged,
            f"""
            with

            unknown as (
                select unnest(?::integer[]) as sheet_of, unnest(?::integer[]) as row_of
            ),

            held as (
                select
                    *,
                    lead(coalesce(decided_on, make_date(year, 1, 1)))
                        over (partition by project_id, year order by revision) as until,
                    row_number()
                        over (partition by project_id, year order by revision) = 1 as is_first,
                    max(revision) over (partition by project_id, year) as last_revision
                from project_year
            ),

            said as (
                select
                    s.* replace (
                        if(u.row_of is null, s.carry_over, t.carry_over) as carry_over
                        {filled},
                        coalesce(t.last_revision + 1, 1) as revision,
                        if(t.revision is null, null, s.decided_on) as decided_on
                    ),
                    t.revision is null as {PUT}first,
                    t.revision < t.last_revision as {PUT}late,
                    (s.carry_over is not distinct from t.carry_over or u.row_of is not null)
                    {same} as {PUT}same
                from staged_rows as s
                left join unknown as u on s.{SHEET} = u.sheet_of and s.{NUMBER} = u.row_of
                left join held as t
                    on s.project_id = t.project_id and s.year = t.year
                        and (coalesce(t.decided_on, make_date(t.year, 1, 1)) <= s.decided_on
                            or t.is_first)
                        and (t.until is null or t.until > s.decided_on)
            )

            select * from said
            where {PUT}first or not {PUT}same
            order by {SHEET}, {NUMBER}
            """,
            [[index for index, _ in unknown], [number for _, number in unknown]],
        )
        return self._sound_plans(found)

    def _sound_plans(self, staged: Staged) -> Staged:
        """Plans of which it is known whether they are carried over, and that come in order."""
        late = staged.rows.column(f"{PUT}late").to_pylist()
        rows = staged.rows.drop_columns([f"{PUT}first", f"{PUT}late", f"{PUT}same"])
        staged = replace(staged, rows=rows)
        carried = rows.column("carry_over").to_pylist()
        bad: set[int] = set()
        asked: dict[str, list[int]] = defaultdict(list)
        for row in [row for row, one in enumerate(carried) if one is None]:
            place, _ = staged.place_of(row)
            if said := self.answers.nature_of(place):
                carried[row] = said == "续建"
            else:
                asked[place].append(row)
                bad.add(row)
        for place, own in asked.items():
            self._ask_nature(staged, place, own)
        for row, is_late in enumerate(late):
            if is_late:
                rule = "年度计划与当时的不同，之后已有新的计划版次"
                self.faults.append(staged.fault(row, rule, way="核对是不是旧的表"))
                bad.add(row)
        years = rows.column("year").to_pylist()
        due = rows.column("due_on").to_pylist() if "due_on" in rows.column_names else []
        if "due_on" in staged.given:
            due = [
                date(year, 1, 1) if one else on
                for year, one, on in zip(years, carried, due, strict=True)
            ]
            staged = _put(staged, "due_on", due)
        return _put(staged, "carry_over", carried).without(bad)

    def _ask_nature(self, staged: Staged, place: str, asked: Sequence[int]) -> None:
        """Ask of a sheet what its projects are; ``asked``: positions of their rows."""
        many = f"，共 {len(asked)} 个项目" if len(asked) > 1 else ""
        remedies: tuple[Remedy, ...] = (
            Remedy(RemedyCode.NATURE, (place, "新建"), "今年新开工"),
            Remedy(RemedyCode.NATURE, (place, "续建"), "去年以前开工，今年接着干"),
        )
        rule = f"不知道是新建还是续建{many}：表里没有项目性质，也没有起止年限"
        way = "加一列“项目性质”，填 新建 或 续建"
        headers = staged.headers_of(asked[0])
        if headers.get("carry_over"):
            year = staged.rows.column("year")[asked[0]].as_py()
            rule = f"不知道 {year} 年是新建还是续建{many}：项目性质是别的年份的"
            way = ""
            if plan := headers.get("annual_plan_wan"):
                own = (f"{place}{OF}{plan}", LEFT_OUT)
                remedies += (Remedy(RemedyCode.COLUMN, own, "不导入这一年的计划"),)
        self.faults.append(
            staged.fault(asked[0], rule, way=way, question="nature", remedies=remedies)
        )

    # class_membership, stage_event, and what stands by itself

    def _classes(self, staged: Staged) -> Staged:
        if not staged.sheets[0].headers.get("project_class"):
            staged = self._of_titles(staged)
        return self._asked(
            staged,
            f"""
            select s.* replace (
                (
                    select min(t.valid_from) - 1
                    from class_membership as t
                    where
                        s.project_id = t.project_id and s.project_class = t.project_class
                        and t.valid_from > s.valid_from
                ) as valid_to
            )
            from staged_rows as s
            where not exists (
                select 1 from class_membership as t
                where
                    s.project_id = t.project_id and s.project_class = t.project_class
                    and t.valid_from <= s.valid_from
                    and (t.valid_to is null or t.valid_to >= s.valid_from)
                    and coalesce(s.level, t.level) is not distinct from t.level
            )
            order by s.{SHEET}, s.{NUMBER}
            """,
        )

    def _of_titles(self, staged: Staged) -> Staged:
        """Classes and levels that the titles of ledgers name, or that were said of them."""
        classes = self.con.execute(
            "select project_class, short_name, full_name, coalesce(has_levels, false) from class"
        ).fetchall()
        levels = [level for (level,) in self.con.execute("select level from level").fetchall()]
        places = self._names_of_places()
        words = staged.rows.column("project_class").to_pylist()
        told = {
            word: _class_in(_without_names(word, places), classes, levels) for word in set(words)
        }
        found = [told[word] for word in words]
        self._class_of_others(staged, found)
        bad = {row for row, one in enumerate(found) if one is None}
        staged = _put(staged, "project_class", [one[0] if one else None for one in found])
        level = [one[1] if one else None for one in found]
        if "level" in staged.given:
            held = staged.rows.column("level").to_pylist()
            level = [own or other for own, other in zip(held, level, strict=True)]
        else:
            staged = replace(staged, given=(*staged.given, "level"))
        return _put(staged, "level", level).without(bad)

    def _class_of_others(self, staged: Staged, found: list[Class | None]) -> None:
        """Put in what was said of projects whose title names no class; ask where nothing was.

        Of a project in no class nothing is seen in any total. Those that are in one stay there.
        """
        choices = self._choices()
        ids = staged.rows.column("project_id").to_pylist()
        days = staged.rows.column("valid_from").to_pylist()
        held = self.con.execute("select project_id, valid_to from class_membership").fetchall()
        until: dict[str, date] = {}  # the last day in a class
        for one, to in held:
            until[one] = max(until.get(one, date.min), to or date.max)
        asked: dict[str, list[int]] = defaultdict(list)
        left = 0
        for row, one in enumerate(found):
            is_in_one = until.get(ids[row], date.min) >= (days[row] or date.min)
            if one is not None or (ids[row] in until and is_in_one) or not choices:
                continue
            place, _ = staged.place_of(row)
            said = self.answers.class_of(place)
            if said in choices:
                found[row] = choices[said]
            elif said != LEFT_OUT:
                asked[place].append(row)
            else:
                left += 1
        if left:
            self.notes.append(f"按你定的，{left} 个项目没有归入类别，各项总数里都不算")
        name, level = next(reversed(choices.values()), ("", None))
        named = f"{level}级{name}" if level else name
        for place, own in asked.items():
            many = f"这 {len(own)} 个项目" if len(own) > 1 else "这个项目"
            remedies = [Remedy(RemedyCode.CLASS, (place, said)) for said in choices]
            remedies.append(
                Remedy(RemedyCode.CLASS, (place, LEFT_OUT), "先不归类，各项总数里都不算")
            )
            rule = f"标题和文件名里看不出{many}是哪一类、哪一级"
            way = f"在标题里写上类别，如 {named}；或加一列“类别”"
            self.faults.append(
                staged.fault(own[0], rule, way=way, question="class", remedies=tuple(remedies))
            )

    def _choices(self) -> dict[str, Class]:
        """The classes, those with levels by level, as answers name them: class or class/level."""
        asked = (
            "select project_class, level from class"
            " left join level on coalesce(has_levels, false)"
            " order by class.position, level.position"
        )
        return {
            f"{name}/{level}" if level else name: (name, level)
            for name, level in self.con.execute(asked).fetchall()
        }

    def _names_of_places(self) -> list[str]:
        """Names that end in what may be a level's: of 某市县级 only 县级 is one."""
        asked = (
            "select unnest([name, short_name, parent]) from city"
            " union select region from benchmark"
            " union select township from township"
        )
        return [name for (name,) in self.con.execute(asked).fetchall() if name]

    def _stages(self, staged: Staged) -> Staged:
        con = self.con
        con.register("staged_rows", staged.rows)
        try:
            held = con.execute(
                "select distinct t.project_id, t.stage, t.on_date from stage_event as t"
                " inner join staged_rows as s using (project_id, stage)"
            ).fetchall()
        finally:
            con.unregister("staged_rows")
        known = defaultdict(list)
        for project_id, stage, on_date in held:
            known[project_id, stage].append(on_date)
        bad: set[int] = set()
        columns = (staged.rows.column(c).to_pylist() for c in ("project_id", "stage", "on_date"))
        for row, (project_id, stage, on) in enumerate(zip(*columns, strict=True)):
            days = known.get((project_id, stage))
            if not days:
                continue
            bad.add(row)
            if not any((day.year, day.month) == (on.year, on.month) for day in days):
                rule = f"已装入的{stage}日期是 {max(days)}"
                way = "核对这一格；已装入的错了，先撤销装入它的那一版"
                self.faults.append(staged.fault(row, rule, value=on, column="on_date", way=way))
        return staged.without(bad)

    def _filled(self, staged: Staged) -> Staged:
        """The rows with what their empty cells leave as it is loaded."""
        table = staged.table
        given = [c for c in staged.given if c not in table.key]
        if not given:
            return staged
        filled = ", ".join(f'coalesce(s."{c}", t."{c}") as "{c}"' for c in given)
        on = " and ".join(f's."{c}" = t."{c}"' for c in table.key)
        return self._asked(
            staged,
            f"""
            select s.* replace ({filled})
            from staged_rows as s left join "{table.name}" as t on {on}
            order by s.{SHEET}, s.{NUMBER}
            """,
        )

    def _asked(self, staged: Staged, sql: str, values: Sequence[object] = ()) -> Staged:
        """The staged rows as a query of ``staged_rows`` gives them."""
        self.con.register("staged_rows", staged.rows)
        try:
            rows = self.con.execute(sql, list(values)).to_arrow_table()
        finally:
            self.con.unregister("staged_rows")
        kept = [name for name in rows.column_names if name.startswith(PUT)]
        held = rows.drop_columns(kept) if kept else rows
        cast = held.cast(staged.rows.schema)
        for name in kept:
            cast = cast.append_column(name, rows.column(name))
        return replace(staged, rows=cast)

    # one project in several lists

    def _once(self, load: Sequence[Staged]) -> list[Staged]:
        """The load without rows that say again what another sheet or row of it says.

        Two that say different things of one project and day are faults.
        """
        seen: dict[tuple[object, ...], tuple[Staged, int, dict[str, object]]] = {}
        kept: list[tuple[Staged, set[int]]] = []
        asked: dict[tuple[str, int], Fault] = {}  # once a row, whatever tables it gives
        more: dict[int, dict[int, dict[str, object]]] = defaultdict(dict)  # what a later row adds
        for one in load:
            bad: set[int] = set()
            for row, key, values in _rows(one):
                held = seen.setdefault((one.table.name, *key), (one, row, values))
                if held[0] is one and held[1] == row:
                    continue
                if not (one.is_form or held[0].is_form):
                    continue  # told already: the key came twice
                bad.add(row)
                if fault := _against(one, row, values, held):
                    self.faults.append(fault)
                elif fault := _again(one, row, values, held):
                    asked.setdefault(one.place_of(row), fault)
                elif added := _added(values, held[2]):
                    held[2].update(added)
                    more[id(held[0])].setdefault(held[1], {}).update(added)
            kept.append((one, bad))
        self.questions.extend(asked.values())
        return [_with_more(one, more[id(one)]).without(bad) for one, bad in kept]


_KNOWN = {
    "township": "select township from township",
    "domain": "select distinct domain from domain",
}


def _meant(value: str, known: Sequence[str]) -> str | None:
    """The place or domain of a table that a word means: itself, or the only one it names."""
    if value in known:
        return value
    named = [one for one in known if one in value or (len(one) > 2 and one[:-1] in value)]
    plain = [one for one in known if cleaning.folded(one) == cleaning.folded(value)]
    parts = [one for one in known if value in one.replace("·", "、").split("、")]
    for found in (plain, named, parts):
        if len(found) == 1:
            return found[0]
    return None


def _class_in(
    words: str, classes: Sequence[tuple[str, str, str, bool]], levels: Sequence[str]
) -> Class | None:
    """The class, and the level, that a title names: the only one of each; None for no class."""
    text = _folded(BRACKETED.sub("", words))  # a legend in brackets is not what a list is of
    named = {
        project_class: has_levels
        for project_class, *names, has_levels in classes
        if any(_folded(name) in text for name in (project_class, *names))
    }
    if len(named) != 1:
        return None
    ((project_class, has_levels),) = named.items()
    if not has_levels:
        return project_class, None
    one = "|".join(map(re.escape, levels))
    chains = re.findall(f"((?:(?:{one})[、，和及与/]*)+)级", text)  # 省市级 is neither
    said = {level for chain in chains for level in re.findall(one, chain)}
    return (project_class, said.pop()) if len(said) == 1 else None


def _without_names(words: str, places: Iterable[str]) -> str:
    """A title without the names of places, the longest first."""
    for place in sorted(places, key=len, reverse=True):
        words = words.replace(place, " ")
    return words


def _as_loaded(value: str | None, held: str | None) -> str | None:
    same = value and held and cleaning.folded(value) == cleaning.folded(held)
    return held if same else value


def _folded(name: str) -> str:
    return "".join(c for c in cleaning.folded(name) if c not in "“”\"'「」")


def _put(staged: Staged, column: str, values: Sequence[object]) -> Staged:
    at = staged.rows.column_names.index(column)
    held = pa.array(values, staged.table.types[column])
    return replace(staged, rows=staged.rows.set_column(at, column, held))


def _rows(staged: Staged) -> Iterator[tuple[int, tuple[object, ...], dict[str, object]]]:
    """Position, key and other values of each row."""
    names = [c for c in staged.given if c not in staged.table.key]
    keys = zip(*(staged.rows.column(c).to_pylist() for c in staged.table.key), strict=True)
    columns = [staged.rows.column(c).to_pylist() for c in names]
    for row, key in enumerate(keys):
        yield row, key, {name: column[row] for name, column in zip(names, columns, strict=True)}


def _added(values: dict[str, object], said: dict[str, object]) -> dict[str, object]:
    """What a later row says and an earlier one leaves empty."""
    return {n: value for n, value in values.items() if value is not None and said[n] is None}


def _with_more(staged: Staged, more: dict[int, dict[str, object]]) -> Staged:
    for name in {name for added in more.values() for name in added}:
        values = staged.rows.column(name).to_pylist()
        for row, added in more.items():
            values[row] = added.get(name, values[row])
        staged = _put(staged, name, values)
    return staged


def _written(value: object) -> object:
    """A value as offices write it: an amount without the noughts of its places."""
    return f"{value.normalize():,f}" if isinstance(value, Decimal) else value


def _again(
    staged: Staged,
    row: int,
    values: dict[str, object],
    held: tuple[Staged, int, dict[str, object]],
) -> Fault | None:
    """What is asked of a second row of a project in one sheet that has the same amounts.

    It may be a repetition, or a part of the project that happens to be as large.
    """
    other, at, said = held
    (place, number), (first, before) = staged.place_of(row), other.place_of(at)
    if staged.headers_of(row).get("decided_on"):
        return None  # a list of months says the year's plan in each
    amounts = [c for c in REPEATED if values.get(c) and values.get(c) == said.get(c)]
    if place != first or number == before or not amounts:
        return None
    rule = f"与第 {before} 行是同一个项目，数也相同，只算一次"
    way = "是两个标段，就合成一行，写合计的数；只是写了两次，就写明原因放行"
    column = amounts[0]
    return staged.fault(
        row, rule, value=_written(values[column]), column=column, way=way, question="twins"
    )


def _against(
    staged: Staged,
    row: int,
    values: dict[str, object],
    held: tuple[Staged, int, dict[str, object]],
) -> Fault | None:
    other, at, said = held
    for name, value in values.items():
        if value is not None and name not in said:
            place = other.fault(at, "", way="").file
            rule = f"同一个项目在 {place} 也有，那里没有这一列"
            way = "两张表的列做成一样，或分两次导入"
            return staged.fault(row, rule, value=value, column=name, way=way)
        if value is not None and said.get(name) is not None and said[name] != value:
            first = other.fault(at, "", way="")
            place = f"{first.file} › {first.cell or f'第 {first.row} 行'}"
            rule = f"同一个项目在 {place} 写的是 {_written(said[name])}"
            return staged.fault(
                row, rule, value=_written(value), column=name, way="核对哪一处是对的，改错的一处"
            )
    return None
