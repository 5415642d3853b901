"""Workbooks as offices make them: what goes in is what a person reads in them, or they stay out.

Each module of ``cases`` builds one kind of workbook and says by hand what it should give.
"""

import re
import shutil
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import iter_modules

import pytest

from cockpit.commands.sources import from_paths
from cockpit.errors import Fault as Found
from cockpit.errors import LoadRefused
from cockpit.intake import gate
from cockpit.intake.demonstration import fill
from cockpit.warehouse.lake import Lake
from tests.workbooks import cases
from tests.workbooks.rows import lines
from tests.workbooks.trials import Fault, Loads, Refused, Trials

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


pytestmark = pytest.mark.skipif(
    "answers" not in signature(gate.load).parameters, reason="the gate does not take answers yet"
)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A store of the real ledger: the reference data, and no project."""
    lake = Lake(tmp_path_factory.mktemp("workbooks") / "lake")
    fill(lake, "测试", sample=False, tell=lambda _: None)
    lake.close()
    return lake.folder


@pytest.fixture
def lake(template, tmp_path):
    shutil.copytree(template, tmp_path / "lake")
    lake = Lake(tmp_path / "lake")
    yield lake
    lake.close()


@pytest.mark.parametrize("trial", LOADING.values(), ids=LOADING)
def test_a_workbook_gives_the_rows_that_a_person_reads_in_it_and_none_again(lake, tmp_path, trial):
    result = _load(lake, tmp_path, trial)
    held = _held(lake)
    assert set(held) == {table for table, rows in trial.rows.items() if rows}
    for table, rows in trial.rows.items():
        assert lines(held.get(table, []), rows) == lines(rows, rows), table
    said = "\n".join(result.skipped)
    for pattern in trial.says:
        assert re.search(pattern, said), f"not said: {pattern}\n{said}"
    for words in trial.nowhere:
        assert words not in _everything(lake), words
    again = gate.load(lake, from_paths([_file(tmp_path)]), author="测试", answers=trial.answers)
    assert again.version is None, "the same workbook again made a version"


@pytest.mark.parametrize("trial", REFUSED.values(), ids=REFUSED)
def test_a_broken_workbook_is_refused_at_the_cell(lake, tmp_path, trial):
    with pytest.raises(LoadRefused) as refusal:
        _load(lake, tmp_path, trial)
    found = refusal.value.faults
    told = "\n".join(f"[{fault.question}] {fault}" for fault in found)
    missing = [one for one in trial.faults if not any(_is(one, fault) for fault in found)]
    assert not missing, f"not said: {missing}\nbut:\n{told}"
    known = trial.faults + trial.also
    beyond = [str(fault) for fault in found if not any(_is(one, fault) for one in known)]
    assert not beyond, f"said for no reason: {beyond}"
    assert lake.newest() == lake_before(trial)


def lake_before(trial: Refused) -> int:
    """The version that a store has before a trial: its filling, and what was loaded earlier."""
    return 2 if trial.before else 1


def _load(lake: Lake, folder: Path, trial: Loads | Refused) -> gate.LoadResult:
    if trial.before:
        earlier = folder / "earlier"
        earlier.mkdir()
        if callable(trial.before):
            trial.before(earlier)
        else:
            for name, text in trial.before.items():
                lines_ = [line.strip() for line in text.strip().splitlines()]
                (earlier / name).write_text("\n".join(lines_) + "\n", "utf-8")
        gate.load(lake, from_paths(sorted(earlier.iterdir())), author="测试", note="先前")
    (folder / "given").mkdir()
    trial.build(folder / "given")
    return gate.load(lake, from_paths([_file(folder)]), author="测试", answers=trial.answers)


def _file(folder: Path) -> Path:
    """What the case has built: one file, or a folder of several."""
    (only,) = (folder / "given").iterdir()
    return only


def _held(lake: Lake) -> dict[str, list[dict[str, object]]]:
    tables = lake.tables_at(lake.newest())
    return {n: t.to_pylist() for n, t in tables if n in LEDGER and t.num_rows}


def _everything(lake: Lake) -> str:
    """All that the lake holds, as text."""
    return "\n".join(str(t.to_pylist()) for _, t in lake.tables_at(lake.newest()))


def _is(expected: Fault, found: Found) -> bool:
    said = f"{found}；{found.way_out}"
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
