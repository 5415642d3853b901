"""Words and shapes that the cards of a project share."""

from datetime import date
from typing import Any

from cockpit import numbers

LAMP_SHAPES = {"绿": "▲", "黄": "■", "红": "▼", "不计": "—"}
LAMP_TONES = {"绿": "ok", "黄": "warn", "红": "bad", "不计": "mute"}


def lamp_words(lamp: str) -> str:
    """红灯, or 不计."""
    return lamp if lamp == "不计" else f"{lamp}灯"


def day(value: Any) -> date | None:
    """A frame's date, or None."""
    if value is None or numbers.is_missing(value):
        return None
    found: date = value.date() if hasattr(value, "date") else value
    return found


def text(value: Any) -> str:
    """A frame's text; empty where there is none."""
    return "" if numbers.is_missing(value) else str(value)


def month_day(value: date) -> str:
    """5 月 31 日."""
    return f"{value.month} 月 {value.day} 日"


def short(value: Any) -> str:
    """05-31, for a table of one year."""
    found = day(value)
    return numbers.MISSING if found is None else f"{found:%m-%d}"
