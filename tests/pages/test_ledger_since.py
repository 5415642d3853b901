"""The ledger's columns of change: by link and by choice, in files, and where nothing compares."""

import io
import re

import pandas as pd
import pytest

from cockpit.screens import files
from cockpit.screens.ledger import data
from cockpit.screens.pages import PAGES
from cockpit.web.view import view_of
from tests.pages.reading import tables_of, text_of, widget

MAY = {"version": "1", "as_of": "2022-05-31"}
MONTH, MONDAY = "完成较上月末（亿元）", "完成较 5 月 23 日（亿元）"


def found_of(**query):
    asked = {name: [value] if isinstance(value, str) else value for name, value in query.items()}
    return data.ledger_data(view_of(asked, PAGES["ledger"].own))


def told(found):
    """The columns without the months, which the page asks for by itself."""
    return [column for column in found.columns if column.kind != "months"]


def test_the_change_of_the_rows_adds_up_to_the_figures(filled):
    found = found_of(since="lastmonth", **MAY)
    rows = files.shown(found.seen, told(found))
    assert rows[MONTH].sum() == pytest.approx(39.0)  # 171.0 less 132.0
    assert found.notes[MONTH].startswith("2022-04-30，第 1 版")
    # one project by hand: what it reported by the end of May less by the end of April
    reports = filled_reports(found, "SL-2021-0012")
    own = rows[rows["项目"] == "示例·新材料产业园一期"][MONTH]
    assert own.iloc[0] == pytest.approx(
        float(reports["2022-05-31"] - reports["2022-04-30"]) / 10000
    )


def filled_reports(found, project):
    """The last report by each of the two days, straight from the table."""
    return {
        day: found.view.mart.connection.cursor()
        .execute(
            "select max_by(completed_wan, report_date) from progress_report where project_id = ?"
            f" and report_date between '2022-01-01' and '{day}'",
            [project],
        )
        .fetchone()[0]
        for day in ("2022-04-30", "2022-05-31")
    }


def test_columns_are_worked_out_only_where_they_are_shown(filled):
    usual = found_of(**MAY)
    assert "moved_lastmonth_wan" in {column.name for column in usual.offered}
    assert not [name for name in usual.seen if name.startswith("moved")]
    both = found_of(cols=["moved_lastmonday_wan", "moved_lastmonth_wan"], **MAY)
    rows = files.shown(both.seen, told(both))
    assert rows[MONDAY].sum() == pytest.approx(10.3837)  # 171.0 less 160.6163
    assert both.notes[MONDAY].startswith("2022-05-23，第 1 版")


def test_two_ends_cut_alike_are_said(filled, run):
    html = text_of(run("ledger", since="lastmonday", version="1", as_of="2022-06-20"))
    assert "<span>完成较 6 月 13 日：与现在同取 5 月底数据" in html


def test_files_hold_the_column_with_its_sign_as_a_number(filled):
    found = found_of(since="lastmonth", **MAY)
    held = pd.read_csv(io.BytesIO(files.as_csv(found.seen, told(found))))
    assert held[MONTH].sum() == pytest.approx(39.0)
    assert files.as_xlsx(found.seen, told(found), "", found.notes)


def test_a_version_and_a_day_of_ones_own_have_a_column(filled):
    found = found_of(since_version="1", as_of="2022-05-31", version="2")
    assert files.shown(found.seen, told(found))["完成较第 1 版（亿元）"].sum() == 0
    found = found_of(since="2022-03-31", **MAY)
    # 171.0 less 93.0 at the end of March
    assert files.shown(found.seen, told(found))["完成较 2022-03-31（亿元）"].sum() == (
        pytest.approx(78.0)
    )


def test_across_a_years_turn_and_before_the_ledger_there_is_nothing(filled):
    for since in ("2021-12-31", "1999-12-31"):
        found = found_of(since=since, **MAY)
        assert found.seen["moved_wan"].isna().all()


def test_the_sum_opens_why_and_the_link_carries_the_comparison(filled, run):
    html = text_of(run("ledger", since="lastmonth", **MAY))
    assert re.search(
        r'href="/why\?[^"]*indicator=completed&amp;since=lastmonth"[^>]*>\+39.00<', html
    )
    assert re.search(r'href="/why\?[^"]*indicator=completion&amp;since=lastmonth"', html)
    assert "since=lastmonth" in found_of(since="lastmonth", **MAY).address.cleared()


def test_the_choice_writes_the_address(filled, run):
    test = run("ledger", **MAY)
    widget(test, "ledger since").set_value("lastmonth").run()
    assert test.query_params["since"] in ("lastmonth", ["lastmonth"])
    assert MONTH in tables_of(test)[0]
    chosen = [name for name in widget(test, "cols").value if name != "moved_lastmonth_wan"]
    widget(test, "cols").set_value(chosen).run()
    assert "since" not in test.query_params
    assert "cols" not in test.query_params


@pytest.mark.parametrize("query", [{"since": "昨天"}, {"since_version": "x"}])
def test_a_comparison_that_cannot_be_is_said(filled, run, query):
    test = run("ledger", **query, **MAY)
    assert "去掉链接里的这个参数" in text_of(test)
    assert not tables_of(test)
