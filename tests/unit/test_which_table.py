"""A file that is called after no table is known by its headers, and by no two tables at once."""

import pytest

from cockpit.intake.which_table import fitting
from cockpit.tables.contracts import TABLES


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_that_a_table_needs_fit_no_other(name):
    """A plain list of projects (代码, 名称, 生效日期) once fitted that of party branches too."""
    table = TABLES[name]
    needed = {table.label(column) for column in table.required}
    if "project_id" in table.columns:
        needed.add(table.label("project_id"))
    assert [one.name for one in fitting(needed)] == [name]
