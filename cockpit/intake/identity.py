"""Which project a row is about, which row a row is, and whether what it refers to exists."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pyarrow as pa
from duckdb import DuckDBPyConnection

from cockpit.errors import Fault
from cockpit.intake.near_names import NearNames
from cockpit.intake.stage import Staged
from cockpit.remedy import Remedy, RemedyCode
from cockpit.tables import cleaning
from cockpit.visible import quoted

NAMED = 5  # of the projects of one name
NEW = "新项目"  # as what a name means: none of those that are loaded
OWN = "自编-"  # project ids that the gate gives out: 自编-0001
Profile = tuple[str | None, str | None, str | None]  # project_id, name, organisation


class Projects:
    """The projects known to the lake and the load, by name; ``matches``: name → project_id.

    ``renames``: an id → the one that stands for it now; ``splits``: → those. ``decided``: what
    was found for a row of an office's ledger, which gives several tables. ``used``: the answers
    that were needed, by name and organisation.
    """

    def __init__(self, matches: Mapping[str, str], renames: Mapping[str, str]) -> None:
        self.matches, self.renames = matches, renames
        self.splits: dict[str, list[str]] = {}
        self.used: dict[str, str] = {}
        self.decided: dict[tuple[str, int], str | None] = {}
        self._loaded: list[tuple[str, str]] = []  # project and name
        self._near: NearNames | None = None  # made when the first name is unknown
        self._told: dict[str, tuple[str | None, str | None]] = {}
        self.ids: set[str] = set()
        self._by_name: dict[str, dict[str, set[str | None]]] = defaultdict(dict)
        self._by_both: dict[tuple[str, str | None], set[str]] = defaultdict(set)
        self._of_name: dict[str, list[str]] = {}  # in order, until another is learnt
        self._last_own = 0

    def learn(self, profile: Profile, *, is_loaded: bool = False) -> None:
        """Remember a project's id under its name and organisation."""
        project_id, name, organisation = profile
        if not project_id:
            return
        self.ids.add(project_id)
        if own := re.fullmatch(rf"{OWN}([0-9]+)", project_id):
            self._last_own = max(self._last_own, int(own[1]))
        project_id = self.renames.get(project_id, project_id)
        if name:
            called = cleaning.folded(name)
            if is_loaded:
                self._loaded.append((project_id, name))
            self._told[project_id] = (name, organisation)
            self._by_name[called].setdefault(project_id, set()).add(organisation)
            self._by_both[called, _compared(organisation)].add(project_id)
            self._of_name.pop(called, None)

    def candidates(self, name: str, organisation: str | None) -> list[str]:
        """The projects of that name, of that organisation where it is given."""
        if self.matches.get(name, NEW) != NEW:
            return [self.matches[name]]
        called = cleaning.folded(name)
        if organisation is not None:
            return sorted(self._by_both.get((called, _compared(organisation)), ()))
        if called not in self._of_name:
            self._of_name[called] = sorted(self._by_name.get(called, ()))
        return self._of_name[called]

    def alike(self, name: str) -> list[str]:
        """The loaded projects whose names may be this one, written otherwise (``near_names``)."""
        if self._near is None:
            self._near = NearNames(self._loaded)
        return self._near.of(name)

    def said(self, name: str, project_id: str) -> str:
        """A candidate with its organisations, so that people can tell it from the others."""
        organisations = self._by_name[cleaning.folded(name)].get(project_id, set())
        named = "、".join(sorted(one for one in organisations if one))
        return f"{project_id}（{named}）" if named else project_id

    def has_no_organisation(self, name: str, project_id: str) -> bool:
        """Whether nobody has said whose project this is: then the name alone is enough."""
        return not {one for one in self._by_name[cleaning.folded(name)][project_id] if one}

    def evidence(self, project_id: str) -> str:
        """What is loaded of a project, for who has to choose: its name and organisation."""
        return "，".join(word for word in self._told.get(project_id, ()) if word)

    def new_id(self) -> str:
        """The next id of the gate's own."""
        return f"{OWN}{self._last_own + 1:04d}"


def _compared(organisation: str | None) -> str | None:
    return None if organisation is None else cleaning.folded(organisation)


def identify(
    con: DuckDBPyConnection,
    staged: list[Staged],
    matches: Mapping[str, str],
    faults: list[Fault],
    lost: frozenset[str] = frozenset(),
    *,
    used: dict[str, str] | None = None,
) -> list[Staged]:
    """Fill in project ids, then list keys that come twice and references to nothing.

    Rows with a fault are left out of what is returned. ``lost``: tables that the load may have
    and that could not be read (empty: any): what refers to them may be there.
    ``used`` is told which answers were needed, by name and organisation.
    """
    renames = con.execute(
        "select old_id, arg_max(new_id, on_date) from project_alias"
        " where kind <> 'split' group by all"
    ).fetchall()
    splits = con.execute(
        "select old_id, list(distinct new_id order by new_id) from project_alias"
        " where kind = 'split' group by all"
    ).fetchall()
    known = Projects({}, dict(renames))
    known.splits = dict(splits)
    for profile in con.execute("select project_id, name, organisation from project").fetchall():
        known.learn(profile, is_loaded=True)
    known.matches = _sound_matches(known, matches, staged, faults)
    named = [_with_ids(one, known, faults) for one in sorted(staged, key=_projects_first)]
    if used is not None:
        used |= known.used
    return [_sound(con, one, named, faults, lost) for one in named]


def _sound(
    con: DuckDBPyConnection,
    staged: Staged,
    load: list[Staged],
    faults: list[Fault],
    lost: frozenset[str],
) -> Staged:
    keys = [staged.rows.column(column).to_pylist() for column in staged.table.key]
    bad = {row for row, key in enumerate(zip(*keys, strict=True)) if None in key}
    for row, fault in () if staged.is_form else _doubled(staged):
        bad.add(row)
        faults.append(fault)
    for rows, fault in _dangling(con, staged, load, lost):
        bad.update(rows)
        faults.append(fault)
    return staged.without(bad)


def _sound_matches(
    known: Projects, matches: Mapping[str, str], staged: list[Staged], faults: list[Fault]
) -> Mapping[str, str]:
    """The answers to "which project" that name one which the lake or the load has."""
    ids = set(known.ids)
    for one in staged:
        if one.table.name == "project":
            ids |= set(one.rows.column("project_id").to_pylist())
    for name, project_id in matches.items():
        if project_id not in ids and project_id != NEW:
            said = quoted(f"{name}={project_id}")
            rule, way = "没有这个项目", "核对项目代码"
            faults.append(Fault(file=RemedyCode.MATCH, rule=rule, value=said, way_out=way))
    return {name: one for name, one in matches.items() if one in ids or one == NEW}


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
    if staged.is_form:
        profiles = [_by_new_code(staged, r, p, known, faults) for r, p in enumerate(profiles)]
    elif all(project_id for project_id, _, _ in profiles):
        return staged
    find = _found_once if staged.is_form else _found
    ids = [
        project_id or (find(staged, row, (name, organisation), known, faults) if name else None)
        for row, (project_id, name, organisation) in enumerate(profiles)
    ]
    position = staged.rows.column_names.index("project_id")
    rows = staged.rows.set_column(position, "project_id", pa.array(ids, pa.string()))
    return replace(staged, rows=rows)


def _by_new_code(
    staged: Staged, row: int, said: Profile, known: Projects, faults: list[Fault]
) -> Profile:
    """What a ledger says of a project, with the code that stands for an old one now.

    Which part of one that was split is meant has to be said.
    """
    project_id, name, organisation = said
    if not project_id or project_id not in known.splits:
        return known.renames.get(project_id or "", project_id), name, organisation
    meant = known.matches.get(project_id) or known.matches.get(name or "")
    at = staged.place_of(row)
    if not meant and at not in known.decided:
        known.decided[at] = None
        remedies = tuple(
            Remedy(RemedyCode.MATCH, (project_id, one), known.evidence(one))
            for one in known.splits[project_id]
        )
        rule = f"这个项目拆分成了 {'、'.join(known.splits[project_id])}，这一行是哪一个"
        faults.append(
            staged.fault(
                row,
                rule,
                value=project_id,
                column="project_id",
                way="",
                question="match",
                remedies=remedies,
            )
        )
    return meant or None, None if not meant else name, organisation


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
    remedies: tuple[Remedy, ...] = ()
    if candidates:
        said_of = "、".join(known.said(name, one) for one in candidates[:NAMED])
        if len(candidates) > NAMED:
            said_of += f" 等 {len(candidates)} 个"
        rule = f"同名的有几个项目：{said_of}"
        way, remedies = "填项目代码", (Remedy(RemedyCode.MATCH, (name, candidates[0])),)
    else:
        rule, way = "没有这个项目", "先导入项目，或填项目代码"
    faults.append(staged.fault(row, rule, value=name, column=column, way=way, remedies=remedies))
    return None


def _found_once(
    staged: Staged, row: int, said: tuple[str, str | None], known: Projects, faults: list[Fault]
) -> str | None:
    """The project of a row of an office's ledger: asked about once, whatever tables it gives."""
    at = staged.place_of(row)
    if at not in known.decided:
        known.decided[at] = _of_ledger(staged, row, said, known, faults)
    return known.decided[at]


def _of_ledger(
    staged: Staged, row: int, said: tuple[str, str | None], known: Projects, faults: list[Fault]
) -> str | None:
    """By name and organisation; by the name alone where only one side names an organisation.

    A name that is almost another's, or another organisation's too, is asked about.
    """
    name, organisation = said
    both = f"{name}|{organisation or ''}"  # of a project of this name and organisation
    answer = known.matches.get(both) or known.matches.get(name)
    if answer and answer != NEW:
        known.used[both] = answer
        return answer
    exact = known.candidates(name, organisation)
    if len(exact) == 1:
        return exact[0]
    candidates = exact or known.candidates(name, None)
    if len(candidates) == 1 and known.has_no_organisation(name, candidates[0]):
        return candidates[0]
    candidates = candidates or known.alike(name)
    if not candidates or answer == NEW:
        return _new(known, name, organisation)
    column = "name" if staged.table.name == "project" else "project_name"
    remedies = (
        *(Remedy(RemedyCode.MATCH, (name, o), known.evidence(o)) for o in candidates[:NAMED]),
        Remedy(RemedyCode.MATCH, (name, NEW), "照表新建"),
    )
    rule = "是哪一个项目：名称相同或几乎相同的已有 "
    rule += "、".join(known.said(name, one) for one in candidates[:NAMED])
    faults.append(
        staged.fault(
            row, rule, value=name, column=column, way="", question="match", remedies=remedies
        )
    )
    return None


def _new(known: Projects, name: str, organisation: str | None) -> str:
    project_id = known.new_id()
    known.learn((project_id, name, organisation))
    return project_id


def _doubled(staged: Staged) -> Iterator[tuple[int, Fault]]:
    """The same key twice in one load: the later row, and its fault."""
    seen: dict[tuple[object, ...], int] = {}
    columns = [staged.rows.column(column).to_pylist() for column in staged.table.key]
    for row, key in enumerate(zip(*columns, strict=True)):
        if None not in key and seen.setdefault(key, row) != row:
            first = staged.fault(seen[key], "", way="")
            rule = f"与 {first.file} 第 {first.row} 行的键相同"
            value = "|".join(map(str, key))
            yield row, staged.fault(row, rule, value=value, way="核对哪一行是对的")


def _dangling(
    con: DuckDBPyConnection, staged: Staged, load: list[Staged], lost: frozenset[str]
) -> Iterator[tuple[list[int], Fault]]:
    """References to what neither the lake nor the load has; once for each thing missing."""
    for reference in staged.table.references:
        if lost & {reference.target, ""}:
            continue
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
        if not rows_of:
            continue
        alike = {cleaning.skeleton(v): v for v in there if isinstance(v, str)}
        for value, rows in rows_of.items():
            rule = "没有这一项" if reference.target != "project" else "没有这个项目"
            if len(rows) > 1:
                rule += f"，共 {len(rows)} 行"
            way = "核对代码，或把它的那张表一起导入"
            if other_code := alike.get(cleaning.skeleton(value)):
                way = f"看起来像 {other_code}，核对代码"
            fault = staged.fault(rows[0], rule, value=value, column=reference.column, way=way)
            yield rows, fault
