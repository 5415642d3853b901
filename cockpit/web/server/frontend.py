"""Streamlit's front end as this server gives it out: from memory, compressed once, kept for good.

Its files lie below an address of their own, which changes with the installed Streamlit and with
what is changed in it (here and in wording.py), so a browser keeps them until then. Within the
folder they find each other by relative addresses. Plotly's script lies among them, for charts.js.
"""

import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import plotly
import streamlit
from streamlit import file_util

from cockpit.web.server import wording

STATIC = Path(file_util.get_static_dir())
FILES = STATIC / "static"  # js, css and media
ADDRESS = "/static/"
PLOTLY = "js/plotly.min.js"
CHANGED_BY = (Path(__file__), Path(wording.__file__))  # what makes of Streamlit's files ours
KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
PACKED = {KINDS[ending] for ending in (".js", ".css", ".ttf", ".svg")}  # what gets smaller
# Streamlit's own type, which no page wears: 170 kB that would be fetched for the first paint
_OWN_TYPE = re.compile(r"@font-face\s*{[^}]*Source(?:Sans|Serif|Code)[^}]*}")
# its icons, 375 kB of type, are fetched for who opens what has one: not beforehand, for everyone
_ICONS_EARLY = re.compile(r'document\.fonts\.load\(`1em "\$\{\w+\.materialIcons\}"`\)')
# a part of the front end that waits until it is needed, and all that it needs
_LATER = re.compile(r"import\(`\./([\w-]+)\.[\w-]+\.js`\),__vite__mapDeps\(\[([\d,]*)\]\)")
_NAMES = re.compile(r"m\.f\|\|\(m\.f=\[(.*?)\]\)")


@dataclass(frozen=True)
class Asset:
    """A file of the front end: ``body`` plain, ``packed`` by gzip (empty where that is no use)."""

    kind: str
    body: bytes

    @cached_property
    def packed(self) -> bytes:
        """Compressed as far as it goes, at the first request for it."""
        small = gzip.compress(self.body, 9, mtime=0) if self.kind in PACKED else b""
        return small if len(small) < len(self.body) else b""


@cache
def folder() -> str:
    """The address below which the files lie: ``/static/3f2a91c0de``."""
    ours = b"".join(path.read_bytes() for path in CHANGED_BY)
    theirs = f"{streamlit.__version__} {plotly.__version__}".encode()
    return ADDRESS + hashlib.sha256(theirs + ours).hexdigest()[:10]


@cache
def files() -> Mapping[str, Path]:
    """Every file by its name in the folder: ``js/index.DormvYxC.js``."""
    found = {
        path.relative_to(FILES).as_posix(): path for path in FILES.rglob("*") if path.is_file()
    }
    return found | {PLOTLY: Path(plotly.__file__).parent / "package_data" / "plotly.min.js"}


def named(part: str) -> list[str]:
    """The script files of a part of the front end, by their names in the folder.

    Several may have one name, with other hashes.
    """
    this = re.compile(rf"js/{re.escape(part)}\.[\w-]+\.js")
    return [name for name in files() if this.fullmatch(name)]


def asset(name: str) -> Asset | None:
    """A file by its name in the folder, with our words; None where there is none."""
    return _made(name) if name in files() else None  # only what there is is kept


@cache
def _made(name: str) -> Asset:
    path = files()[name]
    body = path.read_bytes()
    if path.suffix == ".js":
        text = wording.in_chinese(path.name, body.decode("utf-8"))
        body = _ICONS_EARLY.sub("Promise.resolve()", text).encode()
    elif path.suffix == ".css":
        body = _OWN_TYPE.sub("", body.decode("utf-8")).encode()
    return Asset(KINDS.get(path.suffix, "application/octet-stream"), body)


@cache
def index() -> str:
    """Streamlit's own shell."""
    return (STATIC / "index.html").read_text("utf-8")


@cache
def later() -> Mapping[str, tuple[str, ...]]:
    """The parts of the front end that wait until a page has one: part → its scripts.

    Read from the installed Streamlit: its first script says which files each part needs.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name in re.findall(r"\./static/(js/index\.[\w-]+\.js)", index()):
        text = (FILES / name).read_text("utf-8")
        listed = _NAMES.search(text)
        names = re.findall(r'"([^"]+)"', listed[1]) if listed else []  # "./PlotlyChart.D9Z0.js"
        for part, needs in _LATER.findall(text):
            wanted = [names[int(at)] for at in needs.split(",") if at]
            found[part] = tuple(
                f"js/{name.removeprefix('./')}" for name in wanted if name.endswith(".js")
            )
    return found


def scripts(parts: Iterable[str]) -> list[str]:
    """The scripts that parts need beyond those that the shell itself asks for, each once."""
    asked = set(re.findall(r"\./static/(js/[\w.-]+\.js)", index()))
    wanted = [name for part in parts for name in later().get(part, ())]
    return [name for name in dict.fromkeys(wanted) if name not in asked]
