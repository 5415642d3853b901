"""Previews of loads as the gate gives them, made by hand: what the page of imports is drawn from.

``faulty``: a county's month, with a unit that is stated nowhere, a value that is no number, a sum
that does not match, and warnings. ``ready``: the same, mended and answered.
"""

from datetime import date
from typing import Any

from cockpit.errors import Fault
from cockpit.intake.files.grid import Grid
from cockpit.intake.preview import FileRead, Moved, Preview
from cockpit.intake.understood import Column, RowKind, Understood
from cockpit.intake.write import Written
from cockpit.remedy import Remedy, RemedyCode
from cockpit.screens.imports.effect import Effect, HeadlineMoved, Restated
from cockpit.screens.imports.work import Work

FILE, SHEET = "县级重点项目2022年5月进展.xlsx", "Sheet1"
PLACE = f"{FILE} › {SHEET}"
HEAD = ["序号", "项目名称", "建设地点", "责任单位", "总投资", "年度计划", "5月底累计完成", "联系人"]
NAMES = ("光伏组件产线二期", "农产品加工园一期", "新能源电池二期", "耐火材料升级一期")
PASSWORD = "文件有密码。请在 Excel 里去掉密码，再拖进来"
HOSTILE = "<img src=x onerror=alert(1)>=cmd|' /C calc'!A0"


def cells(number: int) -> list[object]:
    """A row of the sheet."""
    name = f"示例·{NAMES[number % len(NAMES)]}"
    return [
        *(number - 4, name, "汜水镇", "示例单位 28"),
        *(43_700, 13_560.5, 3_115, "张三 13800000000"),
    ]


def grid(last: int = 20) -> Grid:
    """Title, a header of two rows, a section, projects, a sum and a note."""
    rows: list[tuple[int, list[object]]] = [
        (1, ["县级重点项目2022年5月进展"]),
        (3, HEAD),
        (4, [None, None, None, None, None, None, "累计"]),
        (5, ["一、先进制造业（12个）"]),
        *((number, cells(number)) for number in range(6, last - 1)),
        (last - 1, [None, "小计", None, None, 1_154_300, 463_570, 149_052]),
        (last, ["制表：某某"]),
    ]
    rows[11][1][5] = "约1.5亿"  # row 13
    rows[12][1][1] = HOSTILE  # row 14
    return Grid(SHEET, rows, lettered=True)


def columns(unit: str = "") -> tuple[Column, ...]:
    """The sheet's columns; money without a unit unless one is said."""
    meanings = ("-", "name", "township", "organisation", "total", "plan", "completed", "-")
    labels = (
        "不取",
        "项目名称",
        "乡镇",
        "责任单位",
        "总投资",
        "年度计划",
        "今年累计完成",
        "不给读者看",
    )
    whys = ("行号", "表头", "同义词", "表头", "表头", "同义词", "表头", "隐私")
    found = []
    for at, (meaning, label, why) in enumerate(zip(meanings, labels, whys, strict=True)):
        is_money = 4 <= at <= 6
        upper = ("5月份",) if at == 6 else ()
        found.append(
            Column(
                position=at,
                header=(*upper, HEAD[at]),
                meaning=meaning,
                label=label,
                why=why,
                unit=unit if is_money else "",
                why_unit="回答" if unit and is_money else "",
                asks_unit=is_money and not unit,
                samples=tuple(str(cells(row)[at]) for row in (6, 7)),
                is_private=at == 7,
            )
        )
    return tuple(found)


def understood(unit: str = "", last: int = 20) -> Understood:
    """What was understood of the sheet."""
    kinds = {1: RowKind.TITLE, 3: RowKind.HEADER, 4: RowKind.HEADER, 5: RowKind.SECTION}
    kinds |= dict.fromkeys(range(6, last - 1), RowKind.TAKEN)
    kinds |= {last - 1: RowKind.SUM, last: RowKind.NOTE}
    return Understood(
        file=FILE,
        sheet=SHEET,
        header_rows=(3, 4),
        columns=columns(unit),
        rows=kinds,
        title="县级重点项目2022年5月进展",
        period=date(2022, 5, 31),
        why_period="表头“5月底累计完成”",
        tables=("项目", "年度计划", "进度报告"),
        said=("隐藏的表“上月底稿”没有读",),
        grid=grid(last),
    )


def fault(cell: str = "", rule: str = "金额要是一个数", **more: Any) -> Fault:
    """A fault of the sheet."""
    row = int("".join(c for c in cell if c.isdigit()) or 0) or None
    return Fault(**{"file": PLACE, "cell": cell, "row": row, "rule": rule, **more})


def not_a_number(cell: str = "F13") -> Fault:
    """An error that a button can put aside."""
    leave = Remedy(RemedyCode.LEAVE_ROW, (f"{PLACE} › {cell[1:]}",))
    return fault(
        cell,
        value="约1.5亿",
        column="年度计划",
        name="示例·耐火材料升级一期",
        way_out="写成 15,350（万元）；没有数就留空",
        remedies=(leave,),
    )


def which_unit() -> Fault:
    """What has to be answered, with what speaks for each answer."""
    remedies = (
        Remedy(RemedyCode.UNIT, ("", "亿元"), "合计 216.8 万亿元，大 1 万倍"),
        Remedy(RemedyCode.UNIT, ("", "万元"), "年计划合计 216.8 亿元，与已装入的相同", True),
        Remedy(RemedyCode.UNIT, ("", "元"), "合计 0.002 亿元，小 1 万倍"),
    )
    return fault(rule="金额按什么单位", question="unit", remedies=remedies)


TWO = ("县级.xlsx › Sheet1", "市级.xlsx › Sheet1")  # two sheets of one name


def which_day(place: str = PLACE) -> Fault:
    """A sheet of which nothing says the day."""
    remedies = (Remedy(RemedyCode.AS_OF, (place, "")),)
    return fault(
        file=place, rule="没有写明是哪一天、哪个月的数", question="period", remedies=remedies
    )


def fell(cell: str = "G15", question: str = "units") -> Fault:
    """A warning."""
    return fault(
        cell, rule="累计比上次小", value="2,790", name="示例·快速通道二期", question=question
    )


def files() -> tuple[FileRead, ...]:
    """Two that were read, and one that has a password."""
    return (
        FileRead(FILE, 214_000, "a" * 64, 2),
        FileRead("专项债支付5月.csv", 6_000, "b" * 64, 1),
        FileRead("三个一批.xlsx", 51_000, "c" * 64, 0, PASSWORD),
    )


def written() -> tuple[Written, ...]:
    """What would be written."""
    return (
        Written("progress_report", 112, 2, 91, frozenset({0})),
        Written("project", 0, 0, 137, frozenset({0})),
    )


def moved() -> Moved:
    """Which projects move."""
    changed = {f"P{n:03}": f"示例·项目 {n}" for n in range(112)}
    names = {**changed, "P900": "示例·光伏发电站一期"}
    same = frozenset(f"P{n:03}" for n in range(200, 291))
    return Moved(frozenset(), frozenset(changed), {"project": frozenset({"P900"})}, same, names)


def effect() -> Effect:
    """168.0 → 171.0 亿元, and two values of April."""
    values = {
        "completed": (1_680_000, 1_710_000),
        "annual_plan": (4_240_000, 4_240_000),
        "completion": (0.396, 0.403),
        "ahead": (-2.1, -1.3),
        "implemented": (340, 342),
        "listed": (340, 340),
        "lamp_red": (65, 62),
        "fai_growth": (22.8, 22.8),
    }
    return Effect(
        date(2022, 5, 31),
        tuple(HeadlineMoved(code, *pair) for code, pair in values.items()),
        (),
        (
            restated("示例·检验检测中心一期", 1578, 1602, "G11"),
            restated("示例·乡镇集镇提升一期", 6396, 6369, "G12"),
        ),
    )


def restated(about: str, before: float, after: float, cell: str) -> Restated:
    """A value of April that is said anew."""
    april, place = date(2022, 4, 30), f"{FILE} › {SHEET}!{cell}"
    return Restated(about, april, "本年完成投资", "万元", before, after, place)


def faulty(*more: Fault) -> Preview:
    """One question, two errors, one warning; ``more`` faults besides."""
    sum_ = fault("G19", rule="小计与各行之和不符", value="149,052", way_out="改小计")
    return Preview(
        files(),
        (understood(),),
        (which_unit(), not_a_number(), sum_, fell(), *more),
        (),
        written(),
        moved(),
        (f"{FILE} › 上月底稿：隐藏的表，没有读",),
    )


def ready() -> Preview:
    """Nothing stands in the way."""
    return Preview(files()[:2], (understood("万元"),), (), (), written(), moved(), ())


def work(preview: Preview | None, *, of: Effect | None = None) -> Work:
    """A session's work with this preview of its files."""
    held = Work()
    for file in preview.files if preview else files():
        held.take(file.name, file.name.encode())
    held.was_read(6, preview, of)
    return held
