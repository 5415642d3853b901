"""``python -m cockpit COMMAND``: the cockpit's command line.

Exit code 0: fine; 1: refused, or a difference was found; 2: the command line is wrong.
"""

import logging
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from itertools import islice

from cockpit.commands import COMMANDS, REFUSED
from cockpit.commands.arguments import Parser
from cockpit.commands.remedies import fault_text, problem_text, touched_text
from cockpit.errors import BadSetting, CockpitError, LoadRefused, UndoRefused, refusal_of
from cockpit.visible import Printed

SHOWN_FAULTS = 200
log = logging.getLogger("cockpit")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; what goes wrong is said in Chinese, the traceback goes to the debug log."""
    with redirect_stdout(Printed(sys.stdout)), redirect_stderr(Printed(sys.stderr)):
        return _run(argv)


def _run(argv: Sequence[str] | None) -> int:
    arguments = _parser().parse_args(argv)
    try:
        logging.basicConfig(level=_level())
        return int(arguments.command.run(arguments))
    except LoadRefused as refused:
        log.debug("refused", exc_info=True)
        print(problem_text(refused), file=sys.stderr)
        _list(map(fault_text, refused.faults), len(refused.faults), "先改以上的")
    except UndoRefused as refused:
        log.debug("refused", exc_info=True)
        print(problem_text(refused), file=sys.stderr)
        _list(map(touched_text, refused.rows), refused.total, "没有列出")
        _list(map(fault_text, refused.faults), len(refused.faults), "没有列出")
    except CockpitError as problem:
        log.debug("refused", exc_info=True)
        print(problem_text(problem), file=sys.stderr)
    except OSError as problem:
        log.debug("refused", exc_info=True)
        print(problem_text(refusal_of(problem)), file=sys.stderr)
    except KeyboardInterrupt:
        print("已中断，数据没有改动", file=sys.stderr)
    except Exception as problem:
        log.debug("failed", exc_info=True)
        print(
            f"出了意外，没有完成：{type(problem).__name__}\n"
            "办法：设 COCKPIT_LOG=debug 再运行一次，把输出交给维护的人",
            file=sys.stderr,
        )
    return REFUSED


def _list(lines: Iterable[str], total: int, rest: str) -> None:
    """What stands in the way, the first of it."""
    shown = list(islice(lines, SHOWN_FAULTS))
    for line in shown:
        print(f"  {line}", file=sys.stderr)
    if total > len(shown):
        print(f"  另有 {total - len(shown)} 处，{rest}", file=sys.stderr)


def _level() -> str:
    """What COCKPIT_LOG says is to be logged. Raises BadSetting."""
    said = os.environ.get("COCKPIT_LOG", "").strip() or "warning"
    if said.upper() not in logging.getLevelNamesMapping():
        way_out = "可用：debug、info、warning、error"
        raise BadSetting(f"没有“{said[:20]}”这个取值", where="COCKPIT_LOG", way_out=way_out)
    return said.upper()


def _parser() -> Parser:
    parser = Parser(prog="python -m cockpit", description="有效投资行动驾驶舱")
    subparsers = parser.add_subparsers(title="命令", metavar="命令", required=True)
    for command in COMMANDS:
        sub = subparsers.add_parser(command.name, help=command.help, description=command.help)
        for argument in command.arguments:
            sub.add_argument(argument.name, **argument.options)
        sub.set_defaults(command=command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
