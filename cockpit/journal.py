"""The server's log: a line for each request, sign-in, refusal and write, without secrets.

Requests name the route, never the address: that holds keys, and what somebody looks at. Who it
was stands at sign-ins, refusals and writes only. COCKPIT_LOG_FORMAT=json writes each line as an
object, for programs that collect logs.
"""

import json
import logging
import re
import sys
from collections.abc import Mapping
from datetime import datetime

from cockpit.settings import SHANGHAI
from cockpit.visible import one_line

ROOT = "cockpit"  # the logger above all of ours
SECRET = re.compile(r"""\b(key|share|code|state|token|\w*cookie\w*)(=|: ?)[^\s&;'"]+""", re.I)


def event(log: logging.Logger, name: str, **fields: object) -> None:
    """Say that something happened; ``fields``: what is known of it."""
    log.info(name, extra={"fields": {"event": name, **fields}})


def start(*, as_json: bool) -> None:
    """Have our loggers write to the server's standard error; again for another form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if as_json else TextLines())
    log = logging.getLogger(ROOT)
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)


class _Lines(logging.Formatter):
    """One line a record; a key that a message should have in it all the same is left out."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, SHANGHAI).isoformat("T", "milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        fields = getattr(record, "fields", None)
        said |= fields if fields else {"message": record.getMessage()}
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return self.line({name: _clean(value) for name, value in said.items()})

    def line(self, said: Mapping[str, object]) -> str:
        """What is said, as a line."""
        raise NotImplementedError


class JsonLines(_Lines):
    """A line as a JSON object."""

    def line(self, said: Mapping[str, object]) -> str:
        """The object."""
        return json.dumps(said, ensure_ascii=False)


class TextLines(_Lines):
    """A line for people; a trace follows on lines of its own."""

    def line(self, said: Mapping[str, object]) -> str:
        """The time, what happened, and what is known of it."""
        rest = {k: v for k, v in said.items() if k not in {"at", "level", "logger", "trace"}}
        words = [f"{name}={value}" for name, value in rest.items() if name != "message"]
        if "message" in rest:
            words.insert(0, str(rest["message"]))
        line = one_line(f"{said['at']} {said['level']} {said['logger']} {' '.join(words)}")
        return f"{line}\n{said['trace']}" if "trace" in said else line


def _clean(value: object) -> object:
    return SECRET.sub(r"\1\2…", value) if isinstance(value, str) else value
