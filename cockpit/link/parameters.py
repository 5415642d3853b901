"""The names of a link's parameters: those a screen reads, those that others add, and no others.

A misspelt filter that is passed over would show the whole city as if it were the part.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from cockpit.errors import BadLink

# what chats, phones and campaigns add to a link that is passed on, and what Streamlit takes itself
ADDED = re.compile(
    r"(?i:utm_\w+)|mc_[ce]id|hm(sr|pl|cu|kw|ci)|_w?wv|_g[al]|spm|scm|(fb|g|tt|tw|y)clid|msclkid|bd_vid|ADTAG"
    r"|from|isappinstalled|nsukey|scene|subscene|ascene|srcid|clicktime|enterid|sessionid|exportkey"
    r"|pass_ticket|wx_header|wxshare_count|wechat_redirect|devicetype|nettype|lang|ptlang|timestamp"
    r"|share_token|tdsourcetag|sudaref|tt_from|ddtab|dd_\w+|showmenu|_t"
    r"|embed(_options)?",
    re.ASCII,
)
ALIASES = {"date": "as_of", "day": "as_of", "year": "as_of"}  # meant, and spelt quite otherwise
ALIKE = 0.7  # of two names, from which on one is taken for the other misspelt


def is_added(name: str) -> bool:
    """Whether a name is one that others add to a link."""
    return ADDED.fullmatch(name) is not None


def refuse_unknown(given: Iterable[str], known: Collection[str]) -> None:
    """Raise BadLink for the first name that the screen does not read; ``known``: those it reads."""
    for name in given:
        if name in known or is_added(name):
            continue
        meant = _meant(name, known)
        raise BadLink(
            f"这里没有“{name[:40]}”这个参数",
            where=f"{name[:40]}=",
            way_out=f"是不是 {meant}？改成它，或去掉这个参数" if meant else "去掉链接里的这个参数",
        )


def _meant(name: str, known: Collection[str]) -> str:
    """The known name that is most like this one, empty where none is.

    A link copied out of a page's source has &amp; for &; a Chinese keyboard writes full width.
    """
    plain = unicodedata.normalize("NFKC", name).strip().lower().removeprefix("amp;")
    if plain in known:
        return plain
    if ALIASES.get(plain) in known:
        return ALIASES[plain]
    return next(iter(get_close_matches(plain, sorted(known), 1, ALIKE)), "")
