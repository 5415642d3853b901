"""The worked examples of CONTRIBUTING.md, held against the tests whose code they show."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


@dataclass(frozen=True)
class Section:
    """A section: its text, and the files that its steps (**1.** …) name first, in their order."""

    text: str

    @property
    def files(self) -> list[str]:
        """One a step: a step that names two is two touches."""
        steps = re.findall(r"^\*\*\d\. .+", self.text, re.MULTILINE)
        files = [path for step in steps for path in re.findall(r"`([\w/.]+\.\w+)`", step)]
        assert len(files) == len(steps)
        return files

    @property
    def new(self) -> list[str]:
        """Those of its files that the project does not have."""
        return [path for path in self.files if not (ROOT / path).exists()]


def section(heading: str) -> Section:
    """The section that begins so."""
    return Section(TEXT.partition(f"## {heading}")[2].partition("\n## ")[0])


def parts(file: str) -> list[tuple[str, str]]:
    """The marked parts of a test's source (# [1 name] … # [end]): name and code."""
    found = re.findall(r"# \[(\d .+?)\]\n(.*?)# \[end\]", Path(file).read_text("utf-8"), re.DOTALL)
    return [(name, code.strip()) for name, code in found]


def part(text: str) -> str:
    """The code of the one marked part of a text."""
    return re.search(r"# \[\d .+?\]\n(.*?)# \[end\]", text, re.DOTALL)[1]
