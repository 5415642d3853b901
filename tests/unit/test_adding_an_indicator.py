"""Adding an indicator, run: CONTRIBUTING.md shows the marked parts of this file.

The indicator is a real one, 入库率; the test holds that the touches shown are the project's own.
"""

import re
from pathlib import Path

import pytest
from given import given, on, project, stage

from cockpit.registry.indicators import INDICATORS, Indicator, Rows
from queries import implementation
from queries._run import sql_of

ROOT = Path(__file__).parents[2]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")

# [1 question]
QUESTION = """\
-- 入库率: started projects with a 入库 event / started projects with a total of 500 万元 and more.
-- Null where the ledger has no 入库 event at all.
select
    count(*) filter (where registered_on is not null) as registered,
    count(*) as to_register,
    case
        when is_recorded($as_of, ['入库']) then ratio(registered, to_register)
    end as registration_ratio
from projects_in($as_of, $scope)
where is_started and total_wan >= 500
"""
# [end]

# [2 entry]
ENTRY = Indicator(
    "registration_rate",
    "入库率",
    "%",
    1,
    "share",
    "已开工且已入库的项目 ÷ 已开工且总投资 500 万元以上的项目",
    "implementation.registration:registration_ratio",
    Rows("rows.ledger", "registered", "to_register"),
    inputs=("project", "project_year", "stage_event", "class_membership"),
    taken="stages",
)
# [end]


# [3 by hand]
def test_registration_rate_counts_started_projects_of_500_wan_and_more(mart):
    given(
        mart,
        [
            project("P1", total=500),
            stage("P1", "开工", "2022-02-01"),
            stage("P1", "入库", "2022-03-01"),
        ],
        [project("P2", total=900), stage("P2", "开工", "2022-02-01")],
        [project("P3", total=499), stage("P3", "开工", "2022-02-01")],  # too small to be registered
        [project("P4", total=800)],  # not started
    )
    row = implementation.registration(mart, on("2022-05-31")).iloc[0]
    assert row.registration_ratio == 1 / 2  # P1 of P1 and P2


# [end]


def test_the_question_shown_is_the_projects_own():
    assert sql_of("implementation/registration") == QUESTION


def test_the_entry_shown_is_the_registrys_own():
    assert INDICATORS["registration_rate"] == ENTRY


PARTS = re.findall(
    r"# \[(\d .+?)\]\n(.*?)\n+# \[end\]", Path(__file__).read_text("utf-8"), re.DOTALL
)


@pytest.mark.parametrize(("name", "code"), PARTS, ids=[name for name, _ in PARTS])
def test_contributing_shows_this_part_as_it_runs(name, code):
    assert code.strip() in CONTRIBUTING


def test_there_are_three_touches():
    assert [name[0] for name, _ in PARTS] == ["1", "2", "3"]
