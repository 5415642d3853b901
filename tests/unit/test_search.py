"""What a search finds among the names of projects."""

import pandas as pd
import pytest

from cockpit.screens.markup import plain
from cockpit.web.search import matches

NAMES = pd.DataFrame(
    [
        ("P1", "示例·新材料产业园一期", "示例单位 01", "豫龙镇", "示例·新材料产业园一期"),
        ("P2", "示例·新材料产业园二期", None, "豫龙镇", "示例·新材料产业园二期"),
        ("P3", "新材料中试", "示例单位 02", "广武镇", "新材料中试 旧名 P9"),
        ("P10", "示例·桥", "示例单位 01", "广武镇", "示例·桥"),
    ],
    columns=["project_id", "name", "organisation", "township", "known_as"],
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("P1", ["P1"]),  # a whole code is alone, though P10 holds it too
        ("p10", ["P10"]),
        ("示例·桥", ["P10"]),
        ("旧名", ["P3"]),
        ("P9", ["P3"]),
        ("新材料", ["P3", "P1", "P2"]),  # a name that begins with it first
        ("材料 二期", ["P2"]),
        ("单位 02", ["P3"]),
        ("没有", []),
        ("", []),
        ("  ", []),
        (".*", []),
        ("'; drop", []),
    ],
)
def test_search(text, found):
    assert list(matches(NAMES, text).project_id) == found


def test_a_name_is_a_label_as_it_is_written():
    assert plain("<b>甲</b>*乙*:red[丙] $a$") == (r"\<b\>甲\<\/b\>\*乙\*\:red\[丙\] \$a\$")
