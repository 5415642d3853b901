"""What no screen may say: a program's word for nothing, and sentences with a hole."""

import re
from html import unescape

NOTHING = re.compile(r"(?<![A-Za-z_])(?:nan|NaN|None|NaT|inf|null|undefined)(?![A-Za-z_])|<NA>")
UNIT = r"(?:个百分点|亿元|万元|%)"
HOLES = re.compile(
    "|".join(
        (
            r"[，；。、：]\s*[，；。、）]",  # two marks with nothing between
            r"（\s*[，；、）]|\(\s*\)|“\s*”",  # brackets and quotes around nothing
            r"·\s*·|^\s*[，；。、：]",  # a list or sentence with a place left out
            r"截至\s*[；，。）·]",  # a day that is not there
            # a unit without its number; at a line's or cell's end it may be a heading's
            rf"[\u4e00-\u9fff]\s+(?:个百分点|{UNIT}(?!\s*$|\t))|[—＝]\s*{UNIT}",
            r"[比与](?:持平|高 |低 )",  # compared with nobody
            r"(?<![\d.])[−-]0(?:\.0+)?(?![\d.])|\+0(?:\.0+)?(?![\d.])",  # a zero with a sign
        )
    ),
    re.MULTILINE,
)
BLOCK = r"</?(?:p|div|li|ol|ul|table|thead|tbody|t[dhr]|h\d|section|article|header|footer|d[tdl]|br|summary|details|figcaption|nav|button|svg|title)\b[^>]*>"  # noqa: E501
SAID_ASIDE = re.compile(r'(?:title|aria-label|alt|content)="([^"]*)"')


def plain(html: str) -> str:
    """What HTML says, a line a block; what a pointer or a screen reader is told after it."""
    html = re.sub(r"<(style|script|pre|code)\b[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    shown = re.sub(r"<[^>]+>", "", re.sub(BLOCK, "\n", html))
    return unescape("\n".join([shown, *SAID_ASIDE.findall(html)]))


def found(said: str) -> list[str]:
    """Each hole in a text, with what stands around it."""
    lines = [line.strip() for line in said.splitlines()]
    return [
        f"{hole[0]!r} in {line[:120]!r}"
        for line in lines
        for pattern in (NOTHING, HOLES)
        for hole in pattern.finditer(line)
    ]
