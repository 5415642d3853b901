"""A parser of command lines that speaks Chinese."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn


@dataclass(frozen=True)
class Argument:
    """An argument of a command, as argparse takes it."""

    name: str
    options: Mapping[str, Any]


def argument(name: str, **options: Any) -> Argument:
    """Shorthand for an Argument."""
    return Argument(name, options)


class Parser(argparse.ArgumentParser):
    """argparse whose usage and errors are Chinese; exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and how it is used."""
        for english, chinese in SAYINGS.items():
            message = message.replace(english, chinese)
        print(f"命令写法有误：{message}", file=sys.stderr)
        print(self.format_usage().strip(), file=sys.stderr)
        raise SystemExit(2)

    def format_usage(self) -> str:
        """The usage line."""
        return super().format_usage().replace("usage:", "用法：", 1)

    def format_help(self) -> str:
        """The whole help."""
        text = super().format_help().replace("usage:", "用法：", 1)
        for english, chinese in HEADINGS.items():
            text = text.replace(english, chinese)
        return text


HEADINGS = {
    "positional arguments:": "参数：",
    "options:": "选项：",
    "show this help message and exit": "显示这段说明",
}
SAYINGS = {
    "the following arguments are required:": "缺少",
    "unrecognized arguments:": "不认识",
    "expected one argument": "后面要有一个值",
    "expected at least one argument": "后面要有值",
    "invalid choice:": "没有这个取值",
    "choose from": "可用",
    "invalid int value:": "应为整数，写的是",
    "argument ": "",
}
