"""The finding of the page, and the bar of the four steps from the file to the figures."""

from dataclasses import dataclass

from markupsafe import Markup

from cockpit import numbers
from cockpit.intake.preview import Preview
from cockpit.intake.understood import RowKind
from cockpit.screens import markup
from cockpit.screens.imports.effect import Effect
from cockpit.screens.imports.work import Work, counted

NAMES = ("放文件", "读到了什么", "错在哪", "会变什么")
PROMISE = "在按“正式导入”之前，什么都没有写入。"
WHAT = "先看读到了什么、错在哪、会变什么，再决定导不导入。"


@dataclass(frozen=True)
class Step:
    """A step: its number, name, where it stands; ``state``: ok, warn, bad, or empty."""

    number: int
    name: str
    words: str
    state: str = ""


def finding(work: Work, *, is_dry: bool = False) -> tuple[str, str]:
    """Title and lead of the page."""
    if work.done:
        return _done(work)
    if not work.files:
        return "把工作簿拖进来，看清会变什么再导入", WHAT + PROMISE
    if work.is_to_be_read:
        return f"正在读 {len(work.files)} 个文件", "先看表头和单位，再逐行读；读到的不会自动写入。"
    if work.preview is None:
        return "没有读成", PROMISE
    return _found(work, work.preview, is_dry=is_dry)


def _found(work: Work, preview: Preview, *, is_dry: bool) -> tuple[str, str]:
    moved, taken = moved_words(work.effect), numbers.count(rows_taken(work))
    if all(read.problem for read in preview.files):
        return "放入的文件都没能读", "每个文件的原因写在下面。" + PROMISE
    if work.missing:
        to_do = (
            (len(preview.errors), "处错误要改"),
            (len(preview.questions), "件要你定"),
            (len(work.unexplained), "条提醒要说明"),
        )
        if not any(count for count, _ in to_do):
            return "没有错误；示例台账要先退出，请看过下面的清单", PROMISE
        said = "、".join(f"{count} {words}" for count, words in to_do if count)
        lead = f"照现在读到的：{moved}。" if moved else ""
        return f"读出 {taken} 行；有 {said}，改完才能导入", lead + PROMISE
    if not work.changes_anything:
        return "和已装入的完全一样，不必导入", f"{taken} 行都与已装入的相同，导入不会产生新版本。"
    ready = "没有错误，写入打开后可以导入" if is_dry else "没有错误，可以导入"
    return f"{ready}：{moved}" if moved else ready, PROMISE


def _done(work: Work) -> tuple[str, str]:
    done = work.done
    if done is None or done.version is None:
        return "和已装入的完全一样，没有产生新版本", "可以接着放别的文件。"
    moved = moved_words(done.effect)
    return (
        f"已导入，成为第 {done.version} 版" + (f"：{moved}" if moved else ""),
        "打开着的大屏几秒内跟着变；要退回，用“版本”里的撤销。",
    )


def moved_words(effect: Effect | None) -> str:
    """What moves first of all: 完成投资 168.0 → 171.0 亿元; empty where nothing does."""
    if effect is None:
        return ""
    for code in ("completed", "annual_plan", "fai_growth", "listed"):
        moved = effect.headline(code)
        if moved.was != moved.now:
            return f"{moved.name} {moved.was} → {moved.now} {moved.unit}"
    return "总数不变"


def rows_taken(work: Work) -> int:
    """How many rows of all sheets are taken."""
    return sum(u.count(RowKind.TAKEN) for u in work.preview.understood) if work.preview else 0


def steps(work: Work) -> tuple[Step, ...]:
    """The four steps."""
    if work.done:
        return tuple(
            Step(n, name, "", "ok" if work.done.version else "") for n, name in enumerate(NAMES, 1)
        )
    if not work.files:
        words = ("还没有文件", "等文件", "等文件", "等文件")
    elif work.is_to_be_read:
        words = (f"正在读 {len(work.files)} 个", "等读完", "等读完", "等读完")
    elif work.preview is None:
        words = ("没有读成", "", "", "")
    else:
        return _read(work)
    return tuple(Step(n, NAMES[n - 1], said) for n, said in enumerate(words, 1))


def _read(work: Work) -> tuple[Step, ...]:
    preview = work.preview
    if preview is None:
        return ()
    read = sum(not file.problem for file in preview.files)
    unread = len(preview.files) - read
    errors, asked = len(preview.errors), len(preview.questions)
    warnings, open_ = len(work.warnings), len(work.unexplained)
    rows = numbers.count(rows_taken(work))
    files = f"{read} 个读完" + (f"，{unread} 个没读" if unread else "")
    faults = [
        *([f"错误 {errors} 处"] if errors else []),
        *([f"提醒 {warnings} 条（已说明 {warnings - open_}）"] if warnings else []),
    ]
    return (
        Step(1, NAMES[0], files, "ok" if read else "bad"),
        Step(
            2, NAMES[1], f"{rows} 行" + (f"，{asked} 件要定" if asked else "，都认出来了"),
            "warn" if asked else "ok",
        ),
        Step(
            3, NAMES[2], "，".join(faults) or "没有错误",
            "bad" if errors else "warn" if open_ else "ok",
        ),
        Step(
            4, NAMES[3], moved_words(work.effect) or "没有变化",
            "" if work.missing else "ok",
        ),
    )  # fmt: skip


def html(work: Work) -> Markup:
    """The bar; its buttons are the page's."""
    return markup.render("imports/steps", steps=steps(work))


def why_not(work: Work, *, is_dry: bool) -> str:
    """Beside the button, why it is off, or what pressing it does."""
    if work.done or not work.files or work.preview is None:
        return "离开本页不会丢，回来接着看" if work.files else ""
    if work.missing:
        return counted(work.missing)
    if is_dry:
        return "写入没有打开，这里只试算"
    if not work.changes_anything:
        return "没有任何值改变"
    return "导入后大屏几秒内跟着变；要退回，用“版本”里的撤销"
