"""Number formats of workbooks: what the office sees of a stored number."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys(range(14, 18), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm:ss"),
    **dict.fromkeys((22,), "yyyy-mm-dd h:mm"),
    **dict.fromkeys(range(27, 37), "yyyy-mm-dd"),  # of Chinese and Japanese Excel
    **dict.fromkeys(range(50, 59), "yyyy-mm-dd"),
    **dict.fromkeys((37, 38), "#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00"),
}
PADDING = re.compile(r"[_*].")
LITERAL = re.compile(r'"([^"]*)"|[\\!](.)')
BRACKETS = re.compile(r"\[[^\]]*\]")
FIGURES = re.compile(r"([#,?]*)(0*)(?:\.([0#?]+))?(,*)(%?)")


@dataclass(frozen=True)
class Format:
    """What a format does to a number: ``literal`` is the text it puts beside it.

    ``zeros``: how many digits it fills up to; ``places``: decimals shown, None if that cannot be
    told; ``scaled``: it shows thousands or millions of what is stored.
    """

    is_date: bool = False
    is_percent: bool = False
    scaled: bool = False
    literal: str = ""
    zeros: int = 1
    places: int | None = None
    general: bool = False

    def shown(self, value: Decimal) -> str | None:
        """The text that the office sees, None where that cannot be told."""
        if self.general:
            return f"{value:f}"
        if self.places is None or self.scaled or self.literal:
            return None
        seen = value * 100 if self.is_percent else value
        text = f"{seen.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP):f}"
        whole, point, rest = text.lstrip("-").partition(".")
        sign = "-" if text.startswith("-") else ""
        return sign + whole.zfill(self.zeros) + point + rest + ("%" if self.is_percent else "")


@cache
def read(code: str) -> Format:
    """What a format code says; only its part for positive numbers is looked at."""
    quoted = "".join(a or b for a, b in LITERAL.findall(code.split(";", maxsplit=1)[0]))
    plain = BRACKETS.sub("", PADDING.sub("", LITERAL.sub("\0", code).split(";")[0]))
    plain = plain.strip().lower()
    bare = plain.replace("\0", "").replace(" ", "")
    if bare in {"", "general", "@", "g/通用格式", "通用格式"}:
        return Format(general=not quoted.strip(), literal=quoted.strip())
    # a literal stands apart from the figures (0"万元"); one inside them (0!.0) moves the point
    inside = re.search(r"[0#?]\0+[0#?.]", plain.replace(" ", "")) is not None
    found = FIGURES.fullmatch(bare)
    if not found:
        is_date = bool(re.search("[ymdhs年月日]", bare)) and not re.search("[0#?%]", bare)
        return Format(is_date=is_date or bool(re.fullmatch(r"[ymdhs:./\-0]+", bare)))
    _, zeros, places, commas, percent = found.groups()
    fixed = None if places and places.strip("0") else len(places or "")
    return Format(
        is_percent=bool(percent),
        scaled=bool(commas) or inside,
        literal=quoted.strip(),
        zeros=max(len(zeros), 1),
        places=fixed,
    )
