"""Number formats of workbooks: what the office sees of a stored number."""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from unicodedata import normalize

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
BESIDE = re.compile(  # what stands beside the figures, or takes no room in a format
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|\[\$(?P<symbol>[^\]-]*)[^\]]*\]'
    r"|\[(?P<elapsed>[hms]+)\]|\[[^\]]*\]|[_*].",
    re.I,
)
GENERAL = re.compile("general|g/通用格式|通用格式|@")
DAY = re.compile("[ymdhsegbap年月日时分秒上下午:./,0-]+")
FIGURES = re.compile(
    r"(?P<whole>[#?0][#?0,]*)?(?:\.(?P<places>[#?0]*))?(?P<commas>,*)"
    r"(?P<power>e[+-][#?0]+|/[#?0-9]+)?"
)
UNIT = re.compile("[元万亿兆千百十%‰€£$a-z]", re.I)  # of a quantity, or of another money


@dataclass(frozen=True)
class Format:
    """What a format does to a number: ``literal`` is the text it puts beside it.

    ``zeros``: how many digits it fills up to; ``places``: decimals shown, None if that cannot be
    told; ``unclear``: it shows another number than is stored, or none, or that cannot be told.
    """

    is_date: bool = False
    is_percent: bool = False
    unclear: bool = False
    literal: str = ""
    zeros: int = 1
    places: int | None = None
    general: bool = False

    @property
    def unit(self) -> str:
        """What of the text beside a number names a unit."""
        return "".join(UNIT.findall(self.literal))

    def shown(self, value: Decimal) -> str | None:
        """The text that the office sees, None where that cannot be told."""
        if self.general:
            return f"{value:f}"
        if self.places is None or self.unclear or self.literal:
            return None
        seen = value * 100 if self.is_percent else value
        text = f"{seen.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP):f}"
        whole, point, rest = text.lstrip("-").partition(".")
        sign = "-" if text.startswith("-") else ""
        return sign + whole.zfill(self.zeros) + point + rest + ("%" if self.is_percent else "")


@cache
def read(code: str) -> Format:
    """What a format code says of numbers; unclear where that depends on which number it is."""
    beside: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        if found["elapsed"]:
            return found["elapsed"]
        if literal := found["quoted"] or found["escaped"] or found["symbol"]:
            beside.append(literal)
        return "\0" if literal else ""

    parts = BESIDE.sub(put_aside, code).lower().split(";")
    first, *others = [_part(part, beside) for part in parts]
    shown = [one for one, part in zip(others, parts[1:3], strict=False) if _shows(part)]
    apart = any((first.is_percent, first.unit) != (one.is_percent, one.unit) for one in shown)
    hidden = bool(others) and not parts[0].strip()  # ;;; shows nothing at all
    unclear = first.unclear or apart or hidden or any(one.unclear for one in shown)
    return replace(first, unclear=unclear, general=first.general and not hidden)


def _shows(part: str) -> bool:
    """Whether a part of a code after the first shows a number: no dash for 0, and no text."""
    return "@" not in part and bool(re.search("[0#]|general", part))


def _part(part: str, beside: list[str]) -> Format:
    """One part of a code; takes its literals, a NUL each in it, from the front of ``beside``."""
    tight = part.replace(" ", "")
    literals = "".join(beside.pop(0) for _ in range(part.count("\0")))
    bare = tight.replace("\0", "")
    if found := GENERAL.search(bare):
        rest, figures = bare.replace(found[0], ""), None
    elif DAY.fullmatch(bare) and re.search("[ymdhs]", bare):
        return Format(is_date=True)
    else:
        start = re.search(r"[#?0]|\.[#?0]", bare)
        figures = FIGURES.match(bare, start.start()) if start else None
        rest = bare[: figures.start()] + bare[figures.end() :] if figures else bare
    literal = normalize("NFKC", literals + rest.replace("%", "")).strip()
    is_percent = "%" in rest
    known = bool(found or figures or not bare + literals)
    # a literal stands apart from the figures (0"万元"); one inside them (0!.0) moves the point
    inside = re.search(r"[0#?]\0+[0#?.]", tight) or re.search("[#?0]", rest)
    unclear = not known or bool(inside) or rest.count("%") > 1
    if figures is None:
        plain = not (literal or is_percent)
        return Format(is_percent=is_percent, unclear=unclear, literal=literal, general=plain)
    whole, places, commas, power = figures.group("whole", "places", "commas", "power")
    scaled = bool(commas) or (whole or "").endswith(",")
    fixed = None if power or (places or "").strip("0") else len(places or "")
    return Format(
        is_percent=is_percent,
        unclear=unclear or scaled,
        literal=literal,
        zeros=max((whole or "").count("0"), 1),
        places=fixed,
    )
