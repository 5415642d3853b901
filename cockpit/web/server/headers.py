"""The headers that each answer leaves with, ours and Streamlit's: what a browser may do with it.

The content policy of Streamlit's pages is as strict as they run with: scripts from here, from the
blobs that it makes of our components, and the few inline ones, by their hash; no eval but of
WebAssembly. Styles are inline by its design. Our documents bring a stricter one (documents.py).
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable

from cockpit.settings import Settings

Headers = list[tuple[bytes, bytes]]
POLICY, REFERRER, FRAME = b"content-security-policy", b"referrer-policy", b"x-frame-options"
YEAR = 365 * 24 * 3600
SELF = "'self'"
FRAMES = {SELF: b"SAMEORIGIN", "'none'": b"DENY"}  # for who reads no frame-ancestors
NOT_USED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"permissions-policy": ", ".join(f"{name}=()" for name in NOT_USED).encode(),
}


def hashes(texts: Iterable[str]) -> str:
    """What allows inline scripts or styles of exactly these texts."""
    digests = (b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return "".join(f" 'sha256-{digest}'" for digest in dict.fromkeys(digests))


def inline_scripts(text: str) -> list[str]:
    """The scripts that are written in a text of HTML."""
    return re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", text, re.S)


def page_policy(scripts: Iterable[str]) -> str:
    """The content policy of Streamlit's pages; ``scripts``: those that stand inline."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' blob: 'wasm-unsafe-eval'{hashes(scripts)}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def dressed(headers: Headers, policy: str, now: Settings | None, *, key: bool) -> Headers:
    """An answer's headers with those that each has.

    ``policy``: of what brings none of its own; ``now``: None where the settings are wrong;
    ``key``: whether the address had one, which no other address may be told.
    """
    said = dict(headers)
    framed_by = now.framed_by if now else SELF
    policy = said.get(POLICY, b"").decode() or policy
    more = {
        **ALWAYS,
        POLICY: f"{policy}; frame-ancestors {framed_by}".encode(),
        REFERRER: b"no-referrer" if key else said.get(REFERRER, b"same-origin"),
    }
    if framed_by in FRAMES:
        more[FRAME] = FRAMES[framed_by]
    if now and now.address.startswith("https://") and not now.base:  # it binds the whole host
        more[b"strict-transport-security"] = f"max-age={YEAR}".encode()
    return [pair for pair in headers if pair[0] not in more] + [*more.items()]
