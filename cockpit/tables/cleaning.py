"""Keys and names as they are meant: without characters that nobody sees.

``code`` and ``name`` clean what is held; ``skeleton`` is what two keys have in common that look
the same, and is only compared.
"""

import re
from functools import lru_cache
from unicodedata import category, decimal, normalize

SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164"
SPACE = re.compile(f"[{SPACES}]")
UNSEEN = re.compile(
    "[\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
LOST = re.compile("[\ufffd\ufffe\uffff]|锟斤拷")  # what a program wrote for what it could not read
TAKEN = ("gbk", "cp1252")  # for which UTF-8 is mistaken
LAST_LATIN = "™"  # the last character of cp1252
COMMON = 0xD7  # the last row of GB2312 with common characters
HAN = "\u3400-\u9fff\uf900-\ufaff·“”（）、，。：；"
BETWEEN = re.compile(f"(?<=[{HAN}])[{SPACES}]+(?=[{HAN}])")
STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]"
)
DASH = re.compile("[\u02d7\u2010-\u2015\u2212\u2796\ufe58\u30fc\u4e00]")
SLASH = re.compile("[\u2044\u2215]")
# Greek and Cyrillic letters that are drawn as Latin ones; those that are so only as capitals
# are looked at before the case is folded
CAPITALS = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "АВЕЅІЈКМНОРСТУХҮҺԌԚԜӀ",
    "ABEZHIKMNOPTYX" + "ABESIJKMHOPCTYXYHGQWI",
)
SMALL = str.maketrans("αορτυνκι" + "аеорсухіјѕвкмнтһԁԛԝѵӏ", "aoptuvki" + "aeopcyxijsbkmhthdqwvl")
DIGITS = str.maketrans("oli|", "0111")  # letters that are drawn as digits
remembered = lru_cache(1 << 14)  # a column says the same few words over and over


@remembered
def code(text: str) -> str:
    """A key: no character without width, and no space but an ordinary one within it."""
    return SPACE.sub("", UNSEEN.sub("", text)).strip()


@remembered
def name(text: str) -> str:
    """A name: other spaces are taken out between Chinese characters, ordinary ones elsewhere."""
    seen = UNSEEN.sub("", text).strip()
    return re.sub(" +", " ", SPACE.sub(" ", BETWEEN.sub("", seen))).strip()


def steering(text: str) -> str:
    """The first control character, line break or mark of direction in a text; empty if none."""
    found = STEERING.search(text)
    return found[0] if found else ""


@remembered
def is_garbled(text: str) -> bool:
    """Whether a program once lost characters of a text, or took its UTF-8 for another encoding."""
    return not text.isascii() and (
        bool(LOST.search(text)) or any(_was_utf8(text, e) for e in TAKEN)
    )


def _was_utf8(text: str, encoding: str) -> bool:
    """Whether what this encoding makes of a text is common Chinese in UTF-8."""
    if encoding == "cp1252" and max(text) > LAST_LATIN:
        return False  # nearly every name: told sooner than by trying
    try:
        meant = text.encode(encoding).decode("utf-8")
        rows = meant.encode("gb2312")[::2] if len(meant) > 1 else b""
    except UnicodeError:
        return False
    return bool(rows) and not any(map(str.isascii, meant)) and max(rows) <= COMMON


@remembered
def folded(text: str) -> str:
    """A name as it is compared: width, case and every space aside."""
    plain = normalize("NFKC", text).casefold()
    return "".join(c for c in plain if not c.isspace() and category(c) != "Cf")


def skeleton(text: str) -> str:
    """What keys that look the same have in common: width, case, marks, letters drawn alike."""
    apart = normalize("NFKD", SLASH.sub("/", DASH.sub("-", text)))
    plain = "".join(_plain(c) for c in apart if category(c) != "Mn")
    return folded(plain.translate(CAPITALS).casefold().translate(SMALL).translate(DIGITS))


def _plain(character: str) -> str:
    """A digit of whichever script as ours."""
    return str(decimal(character)) if character.isdecimal() else character
