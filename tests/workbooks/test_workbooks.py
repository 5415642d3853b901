"""Workbooks as offices make them: what goes in is what a person reads in them, or they stay out.

Each module of ``cases`` builds one kind of workbook and says by hand what it should give.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from cockpit.commands.sources import from_paths
from cockpit.errors import Fault as Found
from cockpit.errors import LoadRefused
from cockpit.intake import gate, read
from cockpit.intake.answers import LEFT_OUT, Answers
from cockpit.intake.demonstration import fill
from cockpit.warehouse.lake import Lake
from tests.workbooks import cases
from tests.workbooks.memory import MemoryLake, Near
from tests.workbooks.rows import Row, lines
from tests.workbooks.trials import Fault, Loads, Refused, Trials

Tables = Mapping[str, list[Row]]
HERE = Path(cases.__path__[0])
LEDGER = frozenset(gate.LEDGER_TABLES) - {"waiver"}
CASES: dict[str, Trials] = {
    name: import_module(f"tests.workbooks.cases.{name}").TRIALS
    for _, name, _ in sorted(iter_modules([str(HERE)]), key=lambda one: one[1])
}
LOADING = {f"{n}: {t}": x for n, ts in CASES.items() for t, x in ts.items() if isinstance(x, Loads)}
REFUSED = {
    f"{n}: {t}": x for n, ts in CASES.items() for t, x in ts.items() if isinstance(x, Refused)
}


TODAY = date(2023, 6, 30)  # after all that has happened in the workbooks
ON_DISK = ("month_after_month: as they come", "zips_and_folders: a zip")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store of the real ledger: the reference data, and no project."""
    lake = MemoryLake(tmp_path_factory.mktemp("workbooks"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "Apart", Near)
        yield lake


@pytest.fixture
def lake(store):
    yield store
    store.clear()


@pytest.mark.parametrize("trial", LOADING.values(), ids=LOADING)
def test_a_workbook_gives_the_rows_that_a_person_reads_in_it(lake, tmp_path, trial):
    result = _load(lake, tmp_path, trial)
    tables = lake.tables()
    _assert_rows(tables, trial)
    said = "\n".join(result.skipped)
    for pattern in trial.says:
        assert re.search(pattern, said), f"not said: {pattern}\n{said}"
    for words in trial.nowhere:
        assert words not in str(tables), words
    assert _again(lake, tmp_path, trial).version is None, "the same again made a version"


@pytest.mark.parametrize("trial", REFUSED.values(), ids=REFUSED)
def test_a_broken_workbook_is_refused_at_the_cell(lake, tmp_path, trial):
    earlier = _earlier(lake, tmp_path, trial)
    with pytest.raises(LoadRefused) as refusal:
        _again(lake, _built(tmp_path, trial), trial)
    found = refusal.value.faults
    told = "\n".join(f"[{fault.question}] {fault}" for fault in found)
    missing = [one for one in trial.faults if not any(_is(one, fault) for fault in found)]
    assert not missing, f"not said: {missing}\nbut:\n{told}"
    known = trial.faults + trial.also
    beyond = [str(fault) for fault in found if not any(_is(one, fault) for one in known)]
    assert not beyond, f"said for no reason: {beyond}"
    assert lake.tables() == earlier


@pytest.mark.parametrize("name", ON_DISK)
def test_it_is_the_same_in_a_store_on_disk(tmp_path, name):
    lake = Lake(tmp_path / "lake")
    fill(lake, "测试", sample=False, tell=lambda _: None)
    result = _load(lake, tmp_path, LOADING[name])
    assert result.version == lake.newest()
    held = {table: rows.to_pylist() for table, rows in lake.tables_at(lake.newest())}
    _assert_rows(held, LOADING[name])
    assert _again(lake, tmp_path, LOADING[name]).version is None
    lake.close()


def _assert_rows(tables: Tables, trial: Loads) -> None:
    held = {table for table, rows in tables.items() if rows and table in LEDGER}
    assert held == {table for table, rows in trial.rows.items() if rows}
    for table, rows in trial.rows.items():
        assert lines(tables.get(table, []), rows) == lines(rows, rows), table


def _load(lake: Lake | MemoryLake, folder: Path, trial: Loads | Refused) -> gate.LoadResult:
    _earlier(lake, folder, trial)
    return _again(lake, _built(folder, trial), trial)


def _said(trial: Loads | Refused) -> Answers:
    """What a trial answers; projects whose list names no class stay in none unless it says so."""
    return replace(trial.answers, project_class=trial.answers.project_class or LEFT_OUT)


def _earlier(lake: Lake | MemoryLake, folder: Path, trial: Loads | Refused) -> Tables:
    """Load what was there before; all that the store holds then."""
    if trial.before:
        earlier = folder / "earlier"
        earlier.mkdir()
        if callable(trial.before):
            trial.before(earlier)
        else:
            for name, text in trial.before.items():
                plain = [line.strip() for line in text.strip().splitlines()]
                (earlier / name).write_text("\n".join(plain) + "\n", "utf-8")
        files = from_paths(sorted(earlier.iterdir()))
        gate.load(lake, files, author="测试", note="先前", answers=Answers(project_class=LEFT_OUT))
    return lake.tables() if isinstance(lake, MemoryLake) else {}


def _built(folder: Path, trial: Loads | Refused) -> Path:
    (folder / "given").mkdir()
    trial.build(folder / "given")
    return folder


def _again(lake: Lake | MemoryLake, folder: Path, trial: Loads | Refused) -> gate.LoadResult:
    files = from_paths([_file(folder)])
    return gate.load(lake, files, author="测试", answers=_said(trial), today=TODAY)


def _file(folder: Path) -> Path:
    """What the case has built: one file, or a folder of several."""
    (only,) = (folder / "given").iterdir()
    return only


def _is(expected: Fault, found: Found) -> bool:
    said = re.sub(r"(?<=\d),(?=\d{3})", "", f"{found}；{found.way_out}")
    if isinstance(expected.place, int):
        is_there = found.row == expected.place
    else:
        is_there = not expected.place or bool(re.fullmatch(expected.place, found.cell))
    return (
        is_there
        and expected.question == found.question
        and found.file.endswith(expected.sheet)
        and all(re.search(words, said) for words in expected.words)
    )
