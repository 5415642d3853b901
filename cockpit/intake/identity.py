"""Which project a row is about, which row a row is, and whether what it refers to exists."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa
from duckdb import DuckDBPyConnection

from cockpit.errors import Fault
from cockpit.intake.stage import Staged

OWN = "自编-"  # project ids that the gate gives out: 自编-0001
Profile = tuple[str | None, str | None, str | None]  # project_id, name, organisation


@dataclass
class Projects:
    """The projects known to the lake and the load, by name; ``matches``: name → project_id."""

    matches: Mapping[str, str]
    ids: set[str]
    by_name: dict[str, dict[str, set[str | None]]]

    def learn(self, profile: Profile) -> None:
        """Remember a project's id under its name and organisation."""
        project_id, name, organisation = profile
        if project_id:
            self.ids.add(project_id)
            if name:
                self.by_name[name].setdefault(project_id, set()).add(organisation)

    def candidates(self, name: str, organisation: str | None) -> list[str]:
        """The projects of that name, of that organisation where it is given."""
        if name in self.matches:
            return [self.matches[name]]
        return sorted(
            project_id
            for project_id, organisations in self.by_name.get(name, {}).items()
            if organisation is None or organisation in organisations
        )

    def new_id(self) -> str:
        """The next id of the gate's own."""
        own = (re.fullmatch(rf"{OWN}([0-9]+)", project_id) for project_id in self.ids)
        taken = [int(found[1]) for found in own if found]
        return f"{OWN}{max(taken, default=0) + 1:04d}"


def identify(
    con: DuckDBPyConnection, staged: list[Staged], matches: Mapping[str, str], faults: list[Fault]
) -> list[Staged]:
    """Fill in project ids, then list keys that come twice and references to nothing."""
    known = Projects(matches, set(), defaultdict(dict))
    for profile in con.execute("select project_id, name, organisation from project").fetchall():
        known.learn(profile)
    known.matches = _sound_matches(known, staged, faults)
    named = [_with_ids(one, known, faults) for one in sorted(staged, key=_projects_first)]
    for one in named:
        faults.extend(_doubled(one))
        faults.extend(_dangling(con, one, named))
    return named


def _sound_matches(known: Projects, staged: list[Staged], faults: list[Fault]) -> Mapping[str, str]:
    """The answers to "which project" that name one which the lake or the load has."""
    ids = set(known.ids)
    for one in staged:
        if one.table.name == "project":
            ids |= set(one.rows.column("project_id").to_pylist())
    for name, project_id in known.matches.items():
        if project_id not in ids:
            said = f"{name}={project_id}"
            rule, way = "没有这个项目", "核对项目代码"
            faults.append(Fault(file="--match", rule=rule, value=said, way_out=way))
    return {name: project_id for name, project_id in known.matches.items() if project_id in ids}


def _projects_first(staged: Staged) -> bool:
    return staged.table.name != "project"


def _with_ids(staged: Staged, known: Projects, faults: list[Fault]) -> Staged:
    own = staged.table.name == "project"
    columns = ("name", "organisation") if own else ("project_name", "project_organisation")
    if not {"project_id", *columns} <= set(staged.rows.column_names):
        return staged
    values = [staged.rows.column(column).to_pylist() for column in ("project_id", *columns)]
    profiles = list(zip(*values, strict=True))
    if own:
        for profile in profiles:
            known.learn(profile)
    if all(project_id for project_id, _, _ in profiles):
        return staged
    ids = [
        project_id or (_found(staged, row, (name, organisation), known, faults) if name else None)
        for row, (project_id, name, organisation) in enumerate(profiles)
    ]
    position = staged.rows.column_names.index("project_id")
    rows = staged.rows.set_column(position, "project_id", pa.array(ids, pa.string()))
    return replace(staged, rows=rows)


def _found(
    staged: Staged, row: int, said: tuple[str, str | None], known: Projects, faults: list[Fault]
) -> str | None:
    name, organisation = said
    candidates = known.candidates(name, organisation)
    if len(candidates) == 1:
        return candidates[0]
    if not candidates and staged.table.name == "project":
        project_id = known.new_id()
        known.learn((project_id, name, organisation))
        return project_id
    column = "name" if staged.table.name == "project" else "project_name"
    if candidates:
        rule = f"同名的有几个项目：{'、'.join(candidates)}"
        way = f'填项目代码，或导入时加 --match "{name}={candidates[0]}"'
    else:
        rule, way = "没有这个项目", "先导入项目，或填项目代码"
    faults.append(staged.fault(row, rule, value=name, column=column, way=way))
    return None


def _doubled(staged: Staged) -> Iterator[Fault]:
    """The same key twice in one load."""
    seen: dict[tuple[object, ...], int] = {}
    columns = [staged.rows.column(column).to_pylist() for column in staged.table.key]
    for row, key in enumerate(zip(*columns, strict=True)):
        if None not in key and seen.setdefault(key, row) != row:
            first = staged.fault(seen[key], "", way="")
            rule = f"与 {first.file} 第 {first.row} 行的键相同"
            yield staged.fault(row, rule, value="|".join(map(str, key)), way="核对哪一行是对的")


def _dangling(con: DuckDBPyConnection, staged: Staged, load: list[Staged]) -> Iterator[Fault]:
    """References to what neither the lake nor the load has; once for each thing missing."""
    for reference in staged.table.references:
        there = {
            value
            for (value,) in con.execute(
                f'select distinct {reference.target_column} from "{reference.target}"'
            ).fetchall()
        }
        for other in load:
            if other.table.name == reference.target:
                there |= set(other.rows.column(reference.target_column).to_pylist())
                there |= other.said(reference.target_column)
        rows_of = defaultdict(list)
        for row, value in enumerate(staged.rows.column(reference.column).to_pylist()):
            if value is not None and value not in there:
                rows_of[value].append(row)
        for value, rows in rows_of.items():
            rule = "没有这一项" if reference.target != "project" else "没有这个项目"
            if len(rows) > 1:
                rule += f"，共 {len(rows)} 行"
            way = "核对代码，或把它的那张表一起导入"
            yield staged.fault(rows[0], rule, value=value, column=reference.column, way=way)
