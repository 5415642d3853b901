"""Office files whose bytes depend on their content alone: no clock in the archive."""

import io
import re
import zipfile
from datetime import date

NEVER = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can hold
WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def steady(content: bytes, day: date) -> bytes:
    """The same archive, written on ``day``; the workbooks within it too."""
    said = rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode() + rb"\g<2>"
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            held = given.read(name)
            if name.endswith(".xlsx"):  # the data of a chart
                held = steady(held, day)
            elif name == "docProps/core.xml":
                held = WRITTEN.sub(said, held)
            entry = zipfile.ZipInfo(name, NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, held)
    return out.getvalue()
