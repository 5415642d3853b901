"""What several commands need: the lake of the settings, the author, a question to confirm."""

import sys
from argparse import Namespace
from datetime import date

from cockpit import numbers, settings
from cockpit.errors import NoData, Refused
from cockpit.places import Where
from cockpit.warehouse.lake import Lake

_opened: list[Lake] = []


def where() -> Where:
    """Where the settings' store is, nothing of it opened. Raises NoData if there is none."""
    store = Lake(settings.load().lake)
    if not store.exists():
        raise NoData(
            "还没有建库", where=store.ground.place, way_out="先运行 python -m cockpit fill"
        )
    return store.where


def lake(*, must_exist: bool = True) -> Lake:
    """The lake of the settings, with its migrations applied. Raises NoData if there is none."""
    lake = Lake(where() if must_exist else settings.load().lake)
    _opened.append(lake)
    if must_exist:
        lake.create()
    return lake


def close() -> None:
    """Let go of the lakes that the command opened."""
    while _opened:
        _opened.pop().close()


def day(text: str, option: str) -> date:
    """A day of the command line. Raises Refused."""
    try:
        return numbers.day(text)
    except ValueError as wrong:
        raise Refused(str(wrong), where=option, way_out="写成 2022-05-31 这样") from None


def author(arguments: Namespace) -> str:
    """Who does it: --author, else the setting."""
    return arguments.author or settings.load().author


def confirm(said: str, *, yes: bool) -> None:
    """Ask for 确认 after saying what will happen. Raises Refused without it."""
    print(said)
    if yes:
        return
    print("输入“确认”继续：", end="", flush=True)
    if sys.stdin.readline().strip() != "确认":
        raise Refused("没有确认，数据没有任何改动", way_out="输入 确认，或加 --yes")
