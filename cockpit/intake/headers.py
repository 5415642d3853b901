"""Headers as they are written: their plain name, and the unit in brackets behind it."""

import re
from unicodedata import normalize

from cockpit.tables import cleaning
from cockpit.tables.cells import Shown
from cockpit.tables.columns import Unit

BRACKETS = re.compile(r"[(\[{【〔〖「『]([^()\[\]{}【】〔〕〖〗「」『』]*)[)\]}】〕〗」』]")
REMARKS = {"", "必填", "选填", "可空", "可不填"}  # of templates, not units
ALSO = {
    "万元": {"人民币万元", "万元人民币", "万元rmb"},
    "%": {"百分数", "百分比", "百分点", "同比%", "%同比"},
    "年": {"年份", "公历"},
    "个": {"项", "条"},
}
MONEY = re.compile(r"[(单位:_\-—\s](百万|千万|十万|亿|千|百)?(元|亿)(?![a-z\u4e00-\u9fff])", re.I)


def plain(cell: object) -> str:
    """A header cell on one line, width and blanks aside."""
    value = cell.value if isinstance(cell, Shown) else cell
    if value is None or not isinstance(value, str | int | float):
        return ""
    text = cleaning.UNSEEN.sub("", normalize("NFKC", str(value)))
    return re.sub(r"[\s*]+", "", text)


def without_brackets(header: str) -> str:
    """The header's name: what is left without the words in brackets."""
    return BRACKETS.sub("", header)


def foreign_unit(header: str, unit: Unit | None) -> str:
    """The word in brackets that is neither the column's own unit nor a remark; empty if none."""
    for word in BRACKETS.findall(header):
        said = re.sub(r"^(计量)?单位[:：]?", "", word)
        own = {str(unit), *ALSO.get(str(unit), set())} if unit else set()
        if said.casefold() not in own | REMARKS:
            return word or ""
    return ""


def foreign_money(title: str) -> str:
    """A unit of money in the name of a file or sheet that is not 万元 (年度计划-单位亿)."""
    found = MONEY.search(normalize("NFKC", title))
    return (found[1] or "") + found[2] if found else ""
