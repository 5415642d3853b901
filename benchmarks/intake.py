"""What 50,000 rows cost: read, recognised, checked, committed, beside others' reading alone.

Each measure is taken in a process of its own, whose most memory is its own; ours has the process
that reads, too.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import xlsxwriter

from cockpit.commands.sources import from_paths
from cockpit.intake.gate import load
from cockpit.intake.read import Source, read_all
from cockpit.intake.recognise import recognise_all
from cockpit.intake.stage import stage
from cockpit.warehouse.lake import Lake

ROWS, PROJECTS = 50_000, 340
FIRST = date(2022, 1, 1)
REPORT = "项目代码,填报日期,本年完成投资,开工以来完成投资,形象进度,填报人,接收时间"
LEDGER = "序号,项目代码,项目名称,责任单位,总投资,年度计划投资,本年累计完成投资,项目性质"


def reports(path: Path) -> None:
    """Reports in our own form: a row a project and day."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("进度报告")
    sheet.write_row(0, 0, REPORT.split(","))
    for row in range(ROWS):
        days, project = divmod(row, PROJECTS)
        day, done = FIRST + timedelta(days), 12.5 * (days + 1)
        words = ("主体施工", f"示例人员 {project % 40:02d}", day)
        sheet.write_row(row + 1, 0, [_code(project), day, done, 800 + done, *words])
    book.close()


def ledger(path: Path) -> None:
    """A ledger as an office has it: title and unit above, a row a project."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("台账")
    sheet.write(0, 0, "2022年1-5月项目投资完成情况（单位：万元）")
    sheet.write_row(1, 0, LEDGER.split(","))
    for row in range(ROWS):
        name, office = f"示例道路改造{row:05d}号", f"示例单位 {row % 40:02d}"
        money = (5000 + row % 900, 1000 + row % 90, 12.5)
        sheet.write_row(row + 2, 0, [row + 1, _code(row), name, office, *money, "新建"])
    book.close()


FORMS: dict[str, Callable[[Path], None]] = {"reports": reports, "ledger": ledger}


def _code(project: int) -> str:
    return f"SL-2022-{project:05d}"


def _base(folder: Path) -> Lake:
    """A store that has the projects of the reports."""
    projects = "project_id,valid_from,name\n" + "".join(
        f"{_code(n)},2022-01-01,示例项目{n * 37:05d}\n" for n in range(PROJECTS)
    )
    plans = "project_id,year,revision,decided_on,annual_plan_wan,carry_over,due_on\n" + "".join(
        f"{_code(n)},2022,1,2022-01-01,9000,true,2022-01-01\n" for n in range(PROJECTS)
    )
    lake = Lake(folder / "lake")
    lake.create()
    texts = {"project.csv": projects, "project_year.csv": plans}
    load(lake, [Source(name, text.encode()) for name, text in texts.items()], author="测速")
    return lake


def _steps(form: str, path: Path) -> Iterator[tuple[str, float]]:
    """Seconds of each step of a load; the last is the load as a whole."""
    yield "read", _timed(lambda: list(read_all(from_paths([path]))))
    faults: list = []
    start = perf_counter()
    files = recognise_all(from_paths([path]), faults)
    yield "read and recognised", perf_counter() - start
    yield (
        "held to its contract",
        _timed(lambda: stage([s for f in files for s in f.sheets], faults)),
    )
    with tempfile.TemporaryDirectory() as folder:
        lake = _base(Path(folder)) if form == "reports" else Lake(Path(folder) / "lake")
        lake.create()
        yield (
            "all of a load",
            _timed(lambda: load(lake, from_paths([path]), author="测速")),
        )


def _timed(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


def _memory() -> float:
    """The most memory of this process and of the largest that it started, in megabytes."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(one).ru_maxrss for one in whose) / 1024


def _pandas(path: Path) -> object:
    import pandas  # noqa: PLC0415  (its memory is no part of the others')

    return pandas.read_excel(path, sheet_name=None, engine="openpyxl")


def _polars(path: Path) -> object:
    import polars  # noqa: PLC0415

    return polars.read_excel(path, engine="calamine")


READERS = {"pandas + openpyxl": _pandas, "polars + calamine": _polars}


def one(reader: str, form: str, path: Path) -> None:
    """Measure in this process, print."""
    steps = (
        _steps(form, path)
        if reader == "ours"
        else [("read", _timed(lambda: READERS[reader](path)))]
    )
    for step, seconds in steps:
        print(f"  {reader:18} {step:22} {seconds:6.1f} s   {_memory():6,.0f} MB", flush=True)


def run() -> None:
    """Each form by each reader in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for form, make in FORMS.items():
            path = Path(folder) / f"{form}.xlsx"
            make(path)
            print(f"{ROWS:,} rows of {form}, {path.stat().st_size / 1e6:.1f} MB", flush=True)
            for reader in (*READERS, "ours"):
                command = [sys.executable, "-m", "benchmarks.intake", reader, form, str(path)]
                subprocess.run(command, check=True)


if __name__ == "__main__":
    one(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
