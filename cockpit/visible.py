"""What was written by others, made fit to be printed: nothing in it can steer a terminal.

Control characters, marks of direction and characters without width are written out (``\\x1b``),
so that a person sees them and a terminal does not obey them.
"""

import re
from typing import TextIO

LONGEST = 40  # characters of a quoted value
CONTROLS = "\x00-\x09\x0b-\x1f\x7f-\x9f"
UNSEEN = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
)
MORE = "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
STEERING = re.compile(f"[{CONTROLS}{UNSEEN}{MORE}]")


def visible(text: str) -> str:
    """The text with what steers a terminal, or has no width, written out; line ends stay."""
    return STEERING.sub(_escape, text)


def quoted(value: object) -> str:
    """A value of a file on one line, cut at 40 characters."""
    text = str(value)
    cut = text[:LONGEST].replace("\n", "\\n")
    return visible(cut) + (f"…（共 {len(text)} 个字）" if len(text) > LONGEST else "")


def one_line(text: str) -> str:
    """A text of a person (a name, a note) on one line, whole."""
    return visible(text.replace("\n", "\\n"))


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


class Printed:
    """A stream of a terminal that makes what is written to it visible."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write; the length is that of what was asked for."""
        self._stream.write(visible(text))
        return len(text)

    def flush(self) -> None:
        """Flush the stream."""
        self._stream.flush()

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)
