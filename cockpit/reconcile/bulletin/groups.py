"""Ranks within their group, and units that cannot be meant."""

import re
from collections.abc import Iterator
from datetime import date

from cockpit.reconcile.bulletin.figures import GROUP, RANK, Text
from cockpit.reconcile.bulletin.ruling import Ruling
from cockpit.reconcile.verdict import Verdict

_PROJECTS = re.compile(r"总投资|完成投资|计划投资|合同金额|发债|投资额|债券资金|年度计划")
_LARGE = {"亿元", "万元", "万亿元"}
SMALL_YUAN = 1_000_000  # 元: less is no investment of a project


def ranks(text: Text, _on: date | None) -> Iterator[Ruling]:
    """位居郑州市 16 县（市）区第 3 位: not beyond those that are ranked."""
    for part in text.parts():
        for at, one in enumerate(part):
            if one.unit != RANK or "第" not in one.before[-2:]:
                continue
            group = part[at - 1] if at else None
            if group is None or group.unit not in GROUP:
                continue
            if one.value > group.value or one.value < 1:
                how = f"一共 {group.text} 个，没有第 {one.text} 位"
                yield Ruling(one, Verdict.IMPOSSIBLE, how, (group,))


def without_group(text: Text) -> Iterator[int]:
    """The places of ranks that do not say among whom: 位居第 3 位."""
    for part in text.parts():
        for at, one in enumerate(part):
            if one.unit != RANK or "第" not in one.before[-2:]:
                continue
            is_among = at > 0 and part[at - 1].unit in GROUP
            if not is_among and not re.search(r"[省市县区]|全国|组|单位", one.before[-14:-1]):
                yield one.number


def units(text: Text, _on: date | None) -> Iterator[Ruling]:
    """总投资 45 元 in a text that reckons in 亿元."""
    if not any(one.unit in _LARGE for one in text.figures):
        return
    for one in text.figures:
        if one.unit == "元" and one.value < SMALL_YUAN and _PROJECTS.search(one.before):
            how = f"{one.said} 不像项目的投资，单位恐怕是亿元或万元"
            yield Ruling(one, Verdict.IMPOSSIBLE, how)
