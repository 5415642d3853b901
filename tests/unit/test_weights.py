"""改权重: a table from a day on, whole and summing to 100; earlier quarters keep the one before."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cockpit.errors import Refused
from cockpit.intake import verdicts, weights
from cockpit.intake.verdicts import Verdict
from cockpit.intake.weights import Rule
from cockpit.settings import ROOT
from cockpit.warehouse import mart as marts
from cockpit.warehouse.lake import Lake
from queries import assessment
from queries.filters import Filters
from tests.conftest_gate import new_lake, rows

APRIL = date(2022, 4, 1)


@pytest.fixture
def lake(tmp_path):
    lake = new_lake(tmp_path / "lake")
    with lake.change("先前", "先前") as con:
        reference = "insert into assessment_rule by name select * from read_csv(?)"
        con.execute(reference, [str(ROOT / "data/reference/assessment_rule.csv")])
    yield lake
    lake.close()


@pytest.fixture
def rules(lake) -> dict[str, Rule]:
    """Those that the city's reference data have."""
    return {
        row["formula"]: Rule(**{k: v for k, v in row.items() if k != "valid_from"})
        for row in rows(lake, "assessment_rule")
    }


def revise(lake, rules, on=APRIL, **points):
    changed = [
        replace(rule, points=Decimal(points[name])) if name in points else rule
        for name, rule in rules.items()
    ]
    return weights.revise(lake, changed, on, "李")


def in_force(lake, on):
    mart = marts.build(lake, lake.newest()).connection
    found = assessment.rules(mart, Filters(on)).set_index("formula")
    return found.loc["completion", "points"], found.loc["finished", "points"]


def test_a_new_table_holds_from_its_day_and_the_one_before_until_then(lake, rules):
    version = revise(lake, rules, completion="50", finished="10")  # 50 + 25 + 10 + 15
    assert lake.version(version).author == "李"
    assert len(rows(lake, "assessment_rule")) == 24  # twelve lines, twice
    assert in_force(lake, APRIL) == (50, 10)
    assert in_force(lake, date(2022, 3, 31)) == (40, 20)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ({"completion": "39"}, "四块合计 99 分，应为 100"),
        ({"completion": "60", "finished": "0"}, "都要大于 0"),
        ({"not_started": "3"}, "写成负数"),
        ({"musts": "-7"}, "不能是负数"),
        ({"started_rate_few": "6"}, "不能高于"),
        ({}, "一样"),
    ],
)
def test_points_that_cannot_be_are_refused(lake, rules, points, words):
    before = lake.newest()
    with pytest.raises(Refused) as refusal:
        revise(lake, rules, **points)
    assert words in refusal.value.what
    assert lake.newest() == before


@pytest.mark.parametrize(
    ("formula", "values", "words"),
    [
        ("started_rate", {"threshold": None}, "0 到 1"),
        ("started_rate", {"threshold": Decimal("70")}, "0 到 1"),
        ("completion_step", {"threshold": Decimal(0)}, "每多少个百分点"),
        ("ceremony", {"cap": None}, "没有写封顶"),
        ("musts", {"points": None}, "没有写分值"),
    ],
)
def test_a_line_without_what_its_formula_needs_is_refused(lake, rules, formula, values, words):
    rules[formula] = replace(rules[formula], **values)
    with pytest.raises(Refused) as refusal:
        revise(lake, rules, completion="40")
    assert words in refusal.value.what


def test_a_missing_and_a_double_line_are_refused(lake, rules):
    lacking = [rule for rule in rules.values() if rule.formula != "musts"]
    with pytest.raises(Refused, match="缺 musts"):
        weights.revise(lake, lacking, APRIL, "李")
    with pytest.raises(Refused, match="两行"):
        weights.revise(lake, [*rules.values(), rules["musts"]], APRIL, "李")


def test_no_day_at_or_before_the_table_in_force(lake, rules):
    revise(lake, rules, completion="50", finished="10")
    for on in (APRIL, date(2022, 2, 1)):
        with pytest.raises(Refused, match="已有 2022-04-01 起"):
            revise(lake, rules, on, completion="45", finished="15")


def test_no_day_of_a_quarter_that_was_decided(lake, rules):
    decided = Verdict(date(2022, 3, 31), "甲镇", "黄牌", date(2022, 4, 18), True, "示例")
    verdicts.decide(lake, decided, "李", today=date(2022, 4, 18))
    with pytest.raises(Refused, match="已经定过"):
        revise(lake, rules, date(2022, 3, 31), completion="50", finished="10")
    revise(lake, rules, APRIL, completion="50", finished="10")


def test_the_sum_is_reckoned_as_the_scores_reckon_it(demonstrated, rules):
    mart = marts.build(Lake(demonstrated), 1).connection
    scores = assessment.bodies(mart, Filters(date(2022, 5, 31)))
    assert [float(p) for p in weights.block_points(rules).values()] == [*scores.block_points[0]]
