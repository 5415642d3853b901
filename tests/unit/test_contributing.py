"""CONTRIBUTING's example is read out of the files it names."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
BLOCK = re.compile(r"<!-- (\S+) -->\n```\w*\n(.*?)```", re.DOTALL)
BLOCKS = BLOCK.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8"))


def test_the_example_shows_all_three_touches():
    assert {Path(name).suffix for name, _ in BLOCKS} == {".sql", ".py", ".csv"}


@pytest.mark.parametrize(("name", "code"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_a_block_stands_in_the_file_it_names(name, code):
    assert code.strip() in (ROOT / name).read_text("utf-8")
