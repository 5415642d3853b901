"""Growth of the sample counties and their groups: 荥阳市's 22.8 is third of 16, second of 6."""

from collections.abc import Iterator
from datetime import date

from data.sample.draw import stream
from data.sample.tables import Row

HOME = "荥阳市"
GROWTH_PCT = (15.2, 9.8, 24.1, 18.6, 6.9, 12.4, 26.4, 3.1, 20.5, -2.6, 8.3, -5.7, 11.0, 4.4, 17.3)
COUNTIES = {f"县区 {number:02}": pct for number, pct in enumerate(GROWTH_PCT, start=1)}
GROUPS = {"示例16县(市)区": 15, "示例6县(市)": 5}  # counties beside 荥阳市
LISTED_FROM = date(2021, 1, 1)

PERIODS = {  # period end: day of release, how far above April's rate
    date(2021, 10, 31): (date(2021, 11, 25), -5.0),
    date(2021, 11, 30): (date(2021, 12, 25), -5.4),
    date(2021, 12, 31): (date(2022, 1, 25), -6.0),
    date(2022, 2, 28): (date(2022, 3, 25), 5.0),
    date(2022, 3, 31): (date(2022, 4, 25), 2.4),
    date(2022, 4, 30): (date(2022, 5, 25), 0.0),
}


def growth_rows() -> Iterator[Row]:
    """Cumulative rates of the sample counties."""
    for county, pct in COUNTIES.items():
        rng = stream(county)
        for period_end, (released_on, shift) in PERIODS.items():
            rate = pct + shift + (rng.uniform(-1.5, 1.5) if shift else 0)
            source = ("sample", released_on, "assumed", "示例", "", "示例数据，非公布值")
            yield county, period_end, f"{rate:.1f}", *source


def group_rows() -> Iterator[Row]:
    """The sample groups; 荥阳市 is the one real member."""
    for group, counties in GROUPS.items():
        for region in [HOME, *list(COUNTIES)[:counties]]:
            yield group, region, LISTED_FROM, None
