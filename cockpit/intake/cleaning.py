"""Keys and names as they are meant: without characters that nobody sees.

``code`` and ``name`` clean what is held; ``skeleton`` is what two keys have in common that look
the same, and is only compared.
"""

import re
from unicodedata import category, normalize

SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\u3164"
SPACE = re.compile(f"[{SPACES}]")
UNSEEN = re.compile(
    "[\xad\u115f\u1160\u180b-\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff\uffa0]"
)
HAN = "\u3400-\u9fff\uf900-\ufaff·“”（）、，。：；"
BETWEEN = re.compile(f"(?<=[{HAN}])[{SPACES}]+(?=[{HAN}])")
STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]"
)
DASH = re.compile("[\u2010-\u2015\u2212\ufe58\u30fc\u4e00]")
# Cyrillic and Greek letters that are drawn as Latin ones, and letters drawn as digits
DRAWN_ALIKE = str.maketrans(
    "аеорсухіјѕвкмнтαορτυνκιο" + "ol|i",
    "aeopcyxijsbkmhtaoptuvkio" + "0111",
)


def code(text: str) -> str:
    """A key: no character without width, and no space but an ordinary one within it."""
    return SPACE.sub("", UNSEEN.sub("", text)).strip()


def name(text: str) -> str:
    """A name: other spaces are taken out between Chinese characters, ordinary ones elsewhere."""
    seen = UNSEEN.sub("", text).strip()
    return re.sub(" +", " ", SPACE.sub(" ", BETWEEN.sub("", seen))).strip()


def steering(text: str) -> str:
    """The first control character, line break or mark of direction in a text; empty if none."""
    found = STEERING.search(text)
    return found[0] if found else ""


def folded(text: str) -> str:
    """A name as it is compared: width, case and every space aside."""
    plain = normalize("NFKC", text).casefold()
    return "".join(c for c in plain if not c.isspace() and category(c) != "Cf")


def skeleton(text: str) -> str:
    """What keys that look the same have in common: width, case, dashes, letters drawn alike."""
    plain = DASH.sub("-", normalize("NFKC", text)).casefold()
    # drawn alike comes twice: і (Cyrillic) is i, and i is 1
    return folded(plain.translate(DRAWN_ALIKE).translate(DRAWN_ALIKE))
