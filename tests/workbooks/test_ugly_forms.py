"""The demonstration ledger, written out in six ugly forms, gives the figures of its clean tables.

Compared at 2022-05-31 is all that a ledger carries: what was completed, against plan and 序时, of
all, by class, domain and grip; what is due, implemented, in production and in the library; lamps.
Where a form has the months, also each month-end; where it has what was done since the start, also
the year's forecast.

Not compared is what a ledger has no column for: the plan before its revision and the plan curve,
转化率 (签约, 履约, 达效), what is dispatched daily, bonds, libraries, problems, growth. Stops and
restarts have no column either; the clean tables are loaded without them.
"""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pandas import DataFrame
from pandas.testing import assert_frame_equal

from cockpit.commands.sources import from_paths
from cockpit.intake import gate
from cockpit.intake.demonstration import fill
from cockpit.warehouse import mart as marts
from cockpit.warehouse.lake import Lake
from queries import implementation, investment, lamps
from queries.filters import Filters
from tests.workbooks.demonstration import SAMPLE
from tests.workbooks.ugly import FORMS

pytestmark = pytest.mark.slow
MAY = Filters(date(2022, 5, 31))
CARRIED = (
    investment.total,
    investment.by_class,
    investment.by_domain,
    investment.grips,
    implementation.total,
    implementation.by_class,
    implementation.registration,
    lamps.counts,
)
SINCE_START = frozenset({"class_sheets", "long_months", "old_excel", "exported"})
BY_MONTH = frozenset({"wide_months", "long_months"})
BEFORE_REVISION = ["original_plan_wan"]
TABLES = ("project", "project_year", "class_membership", "project_alias", "waiver")
NO_COLUMN = {"停工", "复工", "签约", "履约", "达效"}


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """A store of the real ledger without a project."""
    lake = Lake(tmp_path_factory.mktemp("ugly") / "lake")
    fill(lake, "测试", sample=False, tell=lambda _: None)
    lake.close()
    return lake.folder


@pytest.fixture(scope="module")
def clean(empty, tmp_path_factory) -> marts.Mart:
    """What the clean tables give, without what a ledger has no column for."""
    folder = tmp_path_factory.mktemp("clean")
    for name in TABLES:
        shutil.copy(SAMPLE / f"{name}.csv", folder)
    shutil.copy(SAMPLE / "progress_report.parquet", folder)
    lines = (SAMPLE / "stage_event.csv").read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.split(",")[1] not in NO_COLUMN]
    (folder / "stage_event.csv").write_text("".join(kept), "utf-8")
    return _mart_of(empty, folder, *sorted(folder.iterdir()))


@pytest.fixture(scope="module", params=list(FORMS))
def form(request, empty, tmp_path_factory) -> Iterator[tuple[str, marts.Mart]]:
    """Each of the six forms, loaded into an empty store."""
    folder = tmp_path_factory.mktemp(request.param)
    return request.param, _mart_of(empty, folder, FORMS[request.param](folder))


def _mart_of(empty: Path, folder: Path, *files: Path) -> marts.Mart:
    shutil.copytree(empty, folder / "lake")
    lake = Lake(folder / "lake")
    gate.load(lake, from_paths(files), author="测试")
    mart = marts.build(lake, lake.newest())
    lake.close()
    return mart


@pytest.mark.parametrize("question", CARRIED, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_an_ugly_form_gives_the_figures_of_the_clean_tables(form, clean, question):
    _, mart = form
    _same(question(mart.connection, MAY), question(clean.connection, MAY))


def test_it_is_the_demonstration(form):
    (total,) = investment.total(form[1].connection, MAY).to_dict("records")
    assert (total["completed_wan"], total["plan_wan"]) == (1_710_000, 4_240_000)  # totals.py
    (pairs,) = implementation.total(form[1].connection, MAY).to_dict("records")
    assert (pairs["listed"], pairs["due"], pairs["listed_projects"]) == (390, 356, 340)
    names = {name for (name,) in form[1].connection.execute("select name from project").fetchall()}
    assert len(names) == 340
    assert not any("13800000000" in name for name in names)


def test_what_was_done_since_the_start_gives_the_same_forecast(form, clean):
    name, mart = form
    if name not in SINCE_START:
        pytest.skip("this form does not say what was done since the start")
    given, held = (investment.forecast(m.connection, MAY) for m in (mart, clean))
    drawn = [] if name in BY_MONTH else ["low_wan", "high_wan"]  # from what each month gave
    _same(given.drop(columns=drawn), held.drop(columns=drawn))


def test_months_give_the_same_month_ends(form, clean):
    name, mart = form
    if name not in BY_MONTH:
        pytest.skip("this form has no months")
    columns = ["month", "completed_wan", "increment_wan", "recent_wan"]
    given, held = (investment.monthly(m.connection, MAY)[columns] for m in (mart, clean))
    _same(given, held)
    assert list(given["increment_wan"][:5]) == [310_000, 280_000, 340_000, 390_000, 390_000]


def _same(given: DataFrame, held: DataFrame) -> None:
    apart = {"check_exact": False, "rtol": 1e-9}
    kept = [column for column in held if column not in BEFORE_REVISION]
    assert_frame_equal(given[kept], held[kept], **apart)
