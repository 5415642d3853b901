"""Values to text: 亿元, %, 百分点, counts, dates; and a day from text.

Rounding is half away from zero, as printed tables do.
A missing value is "—". Differences are formed before they are rounded. A minus sign is U+2212, as
wide as a digit.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

WAN_IN_YI = 10_000  # 万元 in an 亿元
MISSING = "—"
MINUS = "−"
CHINESE = "零一二三四五六七八九"


def day(text: str) -> date:
    """A day as links, settings and commands write it: 2022-05-31, between 1990 and 2099.

    Raises ValueError, in Chinese.
    """
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError
        found = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text[:40]}”不是日期，应写成 2022-05-31") from None
    if not 1990 <= found.year <= 2099:  # the months around it have to be dates as well
        raise ValueError(f"“{text}”不在 1990 年到 2099 年之间")
    return found


def is_missing(value: object) -> bool:
    """Whether a value is null, in any of the forms a frame uses."""
    if value is None:
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - NaN and NaT differ from themselves
    except (TypeError, ValueError):
        return True  # pandas.NA refuses to be a truth value


def text(value: object) -> str:
    """A cell of a frame as text; empty where it is null."""
    return "" if is_missing(value) else str(value)


def rounded(value: float | Decimal, decimals: int) -> Decimal:
    """``value`` rounded half away from zero; a float is read by its shortest text first.

    15 significant digits: 60.25 computed as 60.249999999999993 is 60.25.
    """
    exact = value if isinstance(value, Decimal) else Decimal(f"{value:.15g}")
    result = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result  # no minus zero


def fixed(value: float | Decimal | None, decimals: int = 1, *, signed: bool = False) -> str:
    """A number with fixed decimals; ``signed`` writes a plus too."""
    if value is None or is_missing(value):
        return MISSING
    number = rounded(value, decimals)
    text = f"{abs(number):,.{decimals}f}"
    if number < 0:
        return MINUS + text
    return "+" + text if signed and number > 0 else text


def short(value: float | Decimal | None, *, signed: bool = False) -> str:
    """A number with no more decimals than it needs, two at most: 40, 2.5; ``signed`` as above."""
    text = fixed(value, 2, signed=signed)
    return text.rstrip("0").rstrip(".") if "." in text else text


def yi(wan: float | Decimal | None, decimals: int = 1, *, signed: bool = False) -> str:
    """万元 as 亿元, without the unit."""
    if wan is None or is_missing(wan):
        return MISSING
    return fixed(Decimal(f"{wan:.15g}") / WAN_IN_YI, decimals, signed=signed)


def chinese(number: int) -> str:
    """A small count as it is written before a measure word: 五, 十二, 两 is never meant."""
    tens, ones = divmod(number, 10)
    if not 0 <= tens < 10:
        return str(number)
    lead = "" if tens == 0 else "十" if tens == 1 else CHINESE[tens] + "十"
    return lead + (CHINESE[ones] if ones or not tens else "")


def yi_in_table(wan: float | Decimal | None) -> str:
    """万元 as 亿元 in a table: two decimals where under 1."""
    if wan is None or is_missing(wan):
        return MISSING
    return yi(wan, 2 if abs(float(wan)) < 10000 else 1)


def percent(share: float | Decimal | None, decimals: int = 1) -> str:
    """A share as a percentage, without the sign %."""
    if share is None or is_missing(share):
        return MISSING
    return fixed(Decimal(f"{share:.15g}") * 100, decimals)


def count(value: float | Decimal | None) -> str:
    """A whole number."""
    return fixed(value, 0)


def ahead_words(points: float | Decimal | None) -> str:
    """A gap to 序时 in 百分点: "超序时 7.4 个百分点", "与序时持平"; empty where there is none."""
    if points is None or is_missing(points):
        return ""
    shown = rounded(points, 1)
    if shown == 0:
        return "与序时持平"
    return f"{'超' if shown > 0 else '低于'}序时 {fixed(abs(shown))} 个百分点"


def iso(day: date | None) -> str:
    """2022-05-31."""
    return MISSING if day is None or is_missing(day) else f"{day:%Y-%m-%d}"


def short_day(value: date, as_of: date) -> str:
    """05-31; 2021-12-31 where that is not a day of the year of ``as_of``."""
    return f"{value:%m-%d}" if value.year == as_of.year else iso(value)


def month_day(day: date, as_of: date | None = None) -> str:
    """5 月 31 日; 2021 年 12 月 31 日 where that is not a day of the year of ``as_of``."""
    return f"{_other_year(day, as_of)}{day.month} 月 {day.day} 日"


def _other_year(day: date, as_of: date | None) -> str:
    return "" if as_of is None or day.year == as_of.year else f"{day.year} 年 "


def month_end_words(day: date, as_of: date | None = None) -> str:
    """ "5 月底" for a month's last day, else "5 月 30 日"; the year as ``month_day`` says it."""
    last = day.replace(day=28).toordinal() + 4
    first_of_next = date.fromordinal(last).replace(day=1)
    if day.toordinal() + 1 == first_of_next.toordinal():
        return f"{_other_year(day, as_of)}{day.month} 月底"
    return month_day(day, as_of)


def months_left(months: float) -> str:
    """ "7 个月" from a month-end, "7.4 个月" from a day within a month."""
    whole = rounded(months, 9) == int(rounded(months, 9))
    return f"{fixed(months, 0 if whole else 1)} 个月"


def months_words(period_end: date) -> str:
    """The period of a cumulative monthly figure: "1—4月"."""
    return f"1—{period_end.month}月"


def period_words(period_end: date) -> str:
    """The same with its year: "2022 年 1—4 月"."""
    return f"{period_end.year} 年 1—{period_end.month} 月"
