"""The base: the path below which this server lies, where it shares its host with others.

``COCKPIT_ADDRESS`` says it (``https://city.example/cockpit``) once a process, before routes are
made. The proxy hands paths on as they are. Inside, every address is written without the base; it
is put before it where an address leaves: in HTML as a whole (``placed``), else by ``below``.
"""

import re
from dataclasses import dataclass

from streamlit import config

# who watches the process asks it directly, whatever the proxy calls it
BESIDE = ("/healthz", "/readyz", "/metrics")
# an address in our HTML and stylesheets; in words a quotation mark is escaped, so it is none
_ADDRESS = re.compile(r'((?:href|src)="|url\((?=/app/static/))/')


@dataclass
class _Place:
    base: str = ""


_place = _Place()


def stand_below(base: str) -> None:
    """All of this process lies below ``base`` (``/cockpit``, or empty); Streamlit too."""
    _place.base = base
    config.set_option("server.baseUrlPath", base.strip("/"))


def below(path: str) -> str:
    """An address of ours, ``/wall``, as others ask for it: ``/cockpit/wall``."""
    return _place.base + path


def within(path: str) -> str | None:
    """What others ask for as our address: ``/wall``; None outside of the base."""
    base = _place.base
    if path in BESIDE or not base:
        return path
    return path.removeprefix(base) if f"{path}/".startswith(f"{base}/") else None


def placed(html: str) -> str:
    """HTML of ours as it leaves, its addresses below the base."""
    # as plain text: Markup would escape what is put together
    return _ADDRESS.sub(rf"\g<1>{_place.base}/", str(html)) if _place.base else html
