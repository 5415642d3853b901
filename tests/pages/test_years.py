"""The year switch of the bar: which years, and which day a year leads to."""

from datetime import date

import pytest
from given import given, plan, report, target

from cockpit.link.today import days_of_years
from cockpit.warehouse.mart import Mart
from tests.conftest_gate import new_lake
from tests.lent import empty_mart
from tests.pages.reading import text_of, widget

TODAY = date(2023, 3, 9)


def days(*rows):
    connection = given(empty_mart(), *rows)
    return days_of_years(Mart(1, connection), TODAY)


def test_a_year_leads_to_its_last_report():
    given_rows = (plan("P1", 9), report("P1", "2021-11-30", 5), report("P1", "2022-05-31", 5))
    assert days(*given_rows) == {2021: date(2021, 11, 30), 2022: date(2022, 5, 31)}


def test_a_report_dated_after_today_does_not_lead_past_it():
    assert days(report("P1", "2023-06-30", 5))[2023] == TODAY


def test_a_planned_year_without_reports_leads_as_far_as_the_clock_has_come():
    years = days(*(target("1", 10, year=year) for year in (2022, 2023, 2024)))
    assert years == {2022: date(2022, 12, 31), 2023: TODAY, 2024: date(2024, 1, 1)}


@pytest.mark.parametrize("path", ["ledger", "reconciliation"])
def test_a_chosen_year_goes_into_the_address(filled, run, path):
    test = run(path, version="1")
    assert list(widget(test, "as_of_year").options) == ["2021 年", "2022 年"]
    widget(test, "as_of_year").set_value(2021).run()
    assert test.query_params["as_of"] == "2021-12-31"
    assert "2021-12-31" in text_of(test)


def test_without_data_there_is_no_year_to_choose(nowhere, run):
    new_lake(nowhere)
    assert not any(group.key.startswith("as_of_year") for group in run("ledger").button_group)
