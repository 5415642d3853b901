"""固投增速 of all years: the series and its lines, two regions against each other, the groups."""

from given import given, on, peer, rate, report, target

from cockpit.numbers import is_missing
from queries import growth, reference

MAY = on("2022-05-31")
HOME = "荥阳市"


def shown(rows, *columns):
    return [tuple(row) for row in rows[list(columns)].itertuples(index=False)]


def test_rate_released_later_is_not_known_and_leads_nothing(mart):
    given(
        mart,
        rate(HOME, "2022-04-30", 22.8, released="2022-05-31"),
        rate("全国", "2022-04-30", 6.8, released="2022-05-16"),
        rate("全国", "2022-05-31", 6.2, released="2022-06-01"),
    )
    rows = growth.series(mart, MAY)
    assert shown(rows, "region", "growth_pct", "is_known") == [
        (HOME, 22.8, True),
        ("全国", 6.8, True),
        ("全国", 6.2, False),
    ]
    assert [None if is_missing(v) else round(v, 9) for v in rows.lead_pp] == [None, 16.0, None]


def test_line_joins_consecutive_months_of_one_year_only(mart):
    days = ["2021-11-30", "2021-12-31", "2022-01-31", "2022-02-28", "2022-04-30", "2022-05-31"]
    given(mart, *(rate("全国", day, 5, released="2022-05-31") for day in days))
    joins = dict(shown(growth.series(mart, MAY), "period_end", "joins_previous"))
    assert [day.month for day, joined in joins.items() if joined] == [12, 2, 5]


def test_february_starts_the_line_of_its_year(mart):
    given(mart, rate("全国", "2021-12-31", 5, released="2022-01-16"))
    given(mart, rate("全国", "2022-02-28", 6, released="2022-03-16"))
    assert list(growth.series(mart, MAY).joins_previous) == [False, False]


def test_revision_after_as_of_stands_beside_what_was_known(mart):
    given(
        mart,
        rate("全国", "2022-03-31", 9.0, released="2022-04-16"),
        rate("全国", "2022-04-30", 6.8, released="2022-05-16"),
        rate("全国", "2022-04-30", 6.7, released="2022-07-16"),
        rate("全国", "2022-05-31", 6.2, released="2022-06-16"),
    )
    assert shown(growth.series(mart, MAY), "growth_pct", "is_known", "joins_previous") == [
        (9.0, True, False),
        (6.8, True, True),
        (6.7, False, False),
        (6.2, False, True),
    ]


def test_years_before_stay_in_the_series(mart):
    given(mart, rate(HOME, "2020-12-31", 12.5, released="2021-01-25"))
    assert shown(growth.series(mart, MAY), "growth_pct", "is_known") == [(12.5, True)]


def test_before_the_first_release_of_a_year_the_last_of_the_year_before_is_named(mart):
    given(
        mart,
        rate(HOME, "2021-12-31", 12.6, released="2022-01-25"),
        rate(HOME, "2022-02-28", 18.4, released="2022-03-20"),
        rate("全国", "2022-01-31", 9, released="2022-02-01"),
    )
    found = [growth.loaded(mart, on(d)).iloc[0] for d in ("2022-01-24", "2022-03-19", "2022-03-20")]
    assert [(r.is_loaded, r.is_known, r.is_of_year) for r in found] == [
        (True, False, False),
        (True, True, False),
        (True, True, True),
    ]
    assert is_missing(found[0].last_period_end)
    assert [(str(r.last_period_end.date()), r.last_growth_pct) for r in found[1:]] == [
        ("2021-12-31", 12.6),
        ("2022-02-28", 18.4),
    ]
    assert growth.latest(mart, on("2022-03-19")).empty  # the figure itself stays the year's own


def test_a_sample_rate_of_home_is_none(mart):
    given(mart, rate(HOME, "2022-02-28", 18.4, released="2022-03-20", kind="sample"))
    row = growth.loaded(mart, MAY).iloc[0]
    assert (row.is_loaded, row.is_known) == (False, False)


def test_rank_is_one_more_than_the_members_above(mart):
    """The rows of a rank count up to it: 24 and 23 are above the 22.8 of home."""
    given(
        mart,
        *(peer("四县", r) for r in (HOME, "巩义市", "新密市", "登封市")),
        *(
            rate(r, "2022-04-30", pct, released="2022-05-20")
            for r, pct in [("新密市", 24), ("登封市", 23), (HOME, 22.8), ("巩义市", 22.8)]
        ),
    )
    rows = growth.members(mart, MAY).set_index("region")
    above = (rows.growth_pct > rows.growth_pct[HOME]).sum()
    assert growth.ranks(mart, MAY)["rank"][0] == rows["rank"][HOME] == above + 1 == 3


def test_pair_is_of_periods_that_both_have(mart):
    given(
        mart,
        rate("郑州市", "2020-12-31", 3.6, released="2021-01-25"),
        rate("全国", "2020-12-31", 2.9, released="2021-01-16"),
        rate("全国", "2022-04-30", 6.8, released="2022-05-16"),
        rate("郑州市", "2022-04-30", 6.3, released="2022-05-25"),
        rate("全国", "2022-03-31", 9.3, released="2022-04-16"),
    )
    rows = growth.pairs(mart, MAY, region="郑州市", against="全国")
    assert [(str(d.date()), round(v, 9)) for d, v in shown(rows, "period_end", "lead_pp")] == [
        ("2022-04-30", -0.5),
        ("2020-12-31", 0.7),
    ]
    other = growth.pairs(mart, MAY, region="全国", against="郑州市")
    assert [round(v, 9) for v in other.lead_pp] == [0.5, -0.7]


def test_pair_waits_for_both_releases(mart):
    given(
        mart,
        rate("郑州市", "2022-05-31", 6.6, released="2022-06-25"),
        rate("全国", "2022-05-31", 6.2, released="2022-06-16"),
    )
    assert growth.pairs(mart, on("2022-06-24"), region="郑州市", against="全国").empty
    assert len(growth.pairs(mart, on("2022-06-25"), region="郑州市", against="全国")) == 1


def test_pair_of_a_place_that_is_not_there_is_empty(mart):
    assert growth.pairs(mart, MAY, region="'; drop table region", against="全国").empty


def test_member_without_a_rate_has_no_rank_and_ties_share_one(mart):
    given(
        mart,
        *(peer("四县", r) for r in (HOME, "巩义市", "新密市", "登封市")),
        peer("别处", "新密市"),
        *(
            rate(r, "2022-04-30", pct, released="2022-05-20")
            for r, pct in [("新密市", 22.8), (HOME, 22.8), ("巩义市", 3)]
        ),
    )
    rows = growth.members(mart, MAY)
    assert {
        str(r): None if is_missing(k) else int(k) for r, k in shown(rows, "region", "rank")
    } == {
        HOME: 1,
        "新密市": 1,
        "巩义市": 3,
        "登封市": None,
    }
    assert set(shown(rows, "peer_group", "with_rate", "members")) == {("四县", 3, 4)}


def test_group_with_a_sample_member_is_a_sample_and_comes_last(mart):
    given(
        mart,
        peer("A 示例", HOME),
        peer("A 示例", "县区01"),
        peer("郑州", HOME),
        rate(HOME, "2022-04-30", 22.8, released="2022-05-20"),
        rate("县区01", "2022-04-30", 25, released="2022-05-20", kind="sample"),
    )
    rows = growth.members(mart, MAY)
    assert shown(rows, "peer_group", "region", "is_sample") == [
        ("郑州", HOME, False),
        ("A 示例", "县区01", True),
        ("A 示例", HOME, True),
    ]


def test_years_are_those_with_a_plan_or_with_reports(mart):
    given(
        mart,
        target("1", 10, year=2023),
        report("P1", "2021-11-30", 5),
        report("P1", "2022-05-31", 5),
    )
    given(mart, report("P2", "2022-05-20", 1))
    rows = reference.years(mart, MAY)
    assert [int(y) for y in rows.year] == [2021, 2022, 2023]
    assert [None if is_missing(d) else str(d.date()) for d in rows.last_report_on] == [
        "2021-11-30",
        "2022-05-31",
        None,
    ]
