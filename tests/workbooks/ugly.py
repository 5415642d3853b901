"""The demonstration ledger written out in six ugly forms, as six offices would keep it."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from tests.workbooks.demonstration import Entry, by_class, by_domain, entries
from tests.workbooks.office import Sheet, words, xls, xlsx

NUMERALS = "一二三四五六七八"
MONTHS = ["1月", "2月", "3月", "4月", "5月"]
Cells = list[object]


def class_sheets(folder: Path) -> Path:
    """A sheet a class: sections by domain with counts, a sum below each, the sum of all below."""
    top = (
        "序号 项目代码 项目名称 责任单位 建设地点 项目类别 项目级别 政府投资 项目性质 总投资 "
        "年度计划投资 计划开工时间 计划竣工时间 完成投资 . . 形象进度 实际开工时间 实际竣工时间 "
        "投产时间 入库时间 备注"
    )
    under = ". " * 13 + "1-5月累计 占年计划% 自开工累计" + " ." * 6
    across = "A1:V1 N3:P3 " + " ".join(f"{c}3:{c}4" for c in "ABCDEFGHIJKLMQRSTUV")
    sheets = {}
    for name, listed in by_class(entries()):
        rows: list[Cells] = [
            [f"荥阳市2022年{name}项目5月进展情况表"],
            [*words("填报单位：示例单位" + " ." * 15), "单位：万元"],
            words(top),
            words(under),
        ]
        for numeral, (domain, of) in zip(NUMERALS, by_domain(listed), strict=False):
            rows.append([f"{numeral}、{domain}（{len(of)}个）"])
            rows += [[n, *_in_full(one)] for n, one in enumerate(of, 1)]
            rows.append(_sum("小计", of))
        rows += [_sum("合计", listed), ["填报人：示例人员 01", None, "审核人：示例人员 02"]]
        sheets[name] = Sheet(rows, across)
    return xlsx(folder, "县级台账.xlsx", **sheets)


def _in_full(one: Entry) -> Cells:
    plan = [one.plan, _or(one.due_on, "—"), _or(one.planned_end, "—")]
    done = [_done(one), _or(one.share, None), _total(one)]
    level = f"{one.level}级" if one.level else "—"
    return [
        *(one.code, one.name, one.organisation, one.township, one.project_class, level),
        *("是" if one.is_government else "否", one.nature, one.total),
        *(plan if one.plan else ["—"] * 3),
        *(done if one.now else ["—"] * 3),
        *(one.image, one.started, one.finished, one.producing, one.registered, None),
    ]


def _sum(name: str, of: Sequence[Entry]) -> Cells:
    cells: Cells = [None] * 22
    cells[2] = name
    cells[9] = sum(one.total for one in of)
    cells[10] = sum(one.plan or 0 for one in of)
    cells[13] = sum(one.now.done for one in of if one.now)
    cells[15] = sum(one.now.total for one in of if one.now)
    return cells


def wide_months(folder: Path) -> Path:
    """A column a month, that month's alone; the office merged down, no codes, marks on names."""
    header = (
        "责任单位 序号 项目名称 乡镇 领域 项目类别 项目级别 政府投资 建设性质 总投资（万元） "
        "年度计划投资（万元） 计划开工时间 计划竣工时间 实际开工时间 实际竣工时间 "
        "投产时间 入库时间 2022年完成投资（万元） . . . ."
    )
    sheets = {}
    for name, listed in by_class(entries()):
        rows: list[Cells] = [
            [f"{name}项目2022年分月投资完成情况"],
            words(header),
            [*[None] * 17, *MONTHS],
        ]
        merged = "A1:V1 R2:V2"
        merged += "".join(f" {chr(65 + n)}2:{chr(65 + n)}3" for n in range(17))
        ordered = sorted(listed, key=lambda one: one.organisation)
        for office, group in groupby(ordered, lambda one: one.organisation):
            first = len(rows) + 1
            for n, one in enumerate(group):
                mark = "★" if one.level in {"省", "市"} else ""
                rows.append([None if n else office, f"{mark}{len(rows)}", *_by_month(one, mark)])
            if len(rows) > first:
                merged += f" A{first}:A{len(rows)}"
        sheets[name] = Sheet(rows, merged)
    return xlsx(folder, "分月完成情况.xlsx", **sheets)


def _by_month(one: Entry, mark: str) -> Cells:
    days = (one.started, one.finished, one.producing, one.registered)
    return [
        *(f"{mark}{one.name}", one.township, one.domain, one.project_class, one.level),
        *("是" if one.is_government else "否", one.nature, one.total, _or(one.plan, "/")),
        *(_slashed(one.due_on), _slashed(one.planned_end)),
        *(_slashed(day) for day in days),
        *(_or(done, "/") for done in one.alone),
    ]


def long_months(folder: Path) -> Path:
    """A row a month, its figures as text with separators; days as serials without a format."""
    header = (
        "项目代码 项目名称 责任单位 所在乡镇 所属领域 项目类别 层级 是否政府投资 项目性质 总投资 "
        "年份 月份 年度计划投资 计划开工时间 计划竣工时间 年初至报告期累计完成投资 "
        "开工至报告期累计完成投资 形象进度 实际开工时间 实际竣工时间 投产时间 入库时间"
    )
    sheets = {}
    for name, listed in by_class(entries()):
        rows: list[Cells] = [[f"{name}项目月报"], ["单位：万元"], words(header)]
        rows += [_month(one, n) for one in listed for n in range(5) if one.months[n] or n == 4]
        sheets[name] = rows
    return xlsx(folder, "月报.xlsx", **sheets)


def _month(one: Entry, n: int) -> Cells:
    month = one.months[n]
    money = [f"{month.done:,}", f"{month.total:,}"] if month else [None, None]
    days = (one.started, one.finished, one.producing, one.registered)
    return [
        *(one.code, one.name, one.organisation, one.township, one.domain, one.project_class),
        *(one.level, "是" if one.is_government else "否", one.nature, f"{one.total:,}.00"),
        *(2022, f"{n + 1}月", f"{one.plan:,}" if one.plan else None),
        *(_serial(one.due_on), _serial(one.planned_end), *money, one.image),
        *(_serial(day) for day in days),
    ]


def old_excel(folder: Path) -> Path:
    """An .xls: the sum of all above, the township merged down, 亿元 beside 万元, two decimals."""
    header = (
        "乡镇（街道） 项目编号 项目名称 项目单位 领域 类别 级别 政府投资项目 项目性质 总投资(亿元) "
        "年度计划投资 计划开工时间 计划竣工时间 实际开工时间 实际竣工时间 投产时间 入库时间 "
        "本年累计完成投资 开工以来完成投资"
    )
    sheets = {}
    for name, listed in by_class(entries()):
        done = [one.now for one in listed if one.now]
        whole: Cells = [None, None, "合计", *[None] * 16]
        whole[9] = float(Decimal(sum(one.total for one in listed)) / 10_000)
        whole[10] = sum(one.plan or 0 for one in listed)
        whole[17:] = [sum(now.done for now in done), sum(now.total for now in done)]
        rows: list[Cells] = [
            [f"２０２２年{name}项目进展情况（截至５月３１日）"],
            [*[None] * 17, "单位：万元"],
            words(header),
            whole,
        ]
        merged = "A1:S1"
        ordered = sorted(listed, key=lambda one: one.township)
        for town, group in groupby(ordered, lambda one: one.township):
            first = len(rows) + 1
            rows += [[None if n else town, *_old(one)] for n, one in enumerate(group)]
            if len(rows) > first:
                merged += f" A{first}:A{len(rows)}"
        rows.append(["注：总投资以亿元计，其余以万元计。"])
        sheets[name] = Sheet(rows, merged, dict.fromkeys("LMNOPQ", "yyyy/m/d"))
    return xls(folder, "进展情况.xls", **sheets)


def _old(one: Entry) -> Cells:
    return [
        *(one.code, one.name, one.organisation, one.domain, one.project_class, one.level),
        *("是" if one.is_government else "否", one.nature, float(Decimal(one.total) / 10_000)),
        *(_or(one.plan, "—"), one.due_on, one.planned_end),
        *(one.started, one.finished, one.producing, one.registered, _done(one), _total(one)),
    ]


def zipped_text(folder: Path) -> Path:
    """A zip of text files in GB18030, apart by tabs, one a class; days as 20220301."""
    header = (
        "项目名称 责任单位 建设地点 领域 项目类别 项目级别 政府投资 项目性质 总投资 年度计划投资 "
        "计划开工时间 计划竣工时间 实际开工时间 实际竣工时间 投产时间 入库时间 本年完成投资"
    )
    path = folder / "五类项目.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, listed in by_class(entries()):
            rows: list[Cells] = [[f"{name}项目2022年1-5月进展"], ["单位：万元"], words(header)]
            rows += [_typed(one) for one in listed]
            rows.append(["填表人：示例人员 03  联系电话：13800000000"])
            lines = "".join(_line(row, 17) for row in rows)
            package.writestr(f"{name}.txt", lines.encode("gb18030"))
    return path


def _typed(one: Entry) -> Cells:
    days = (one.due_on, one.planned_end, one.started, one.finished, one.producing, one.registered)
    return [
        *(one.name, one.organisation, one.township, one.domain, one.project_class),
        *(_or(one.level, "无"), "是" if one.is_government else "否", _or(one.nature, "—")),
        *(one.total, _or(one.plan, "—"), *(f"{day:%Y%m%d}" if day else "—" for day in days)),
        _done(one),
    ]


def _line(cells: Cells, width: int) -> str:
    filled = [*cells, *[None] * (width - len(cells))]
    return "\t".join("" if cell is None else str(cell) for cell in filled) + "\r\n"


def exported(folder: Path) -> Path:
    """A program's export: no title, 亿元, the period in each header, what May alone gave beside."""
    header: Cells = [
        *words(
            "项目代码 项目名称 责任单位 所在乡镇 所属领域 项目类别 项目级别 是否政府投资 项目性质"
        ),
        *words("总投资(亿元) 2022年度计划投资(亿元) 计划开工时间 计划竣工时间"),
        *words("实际开工时间 实际竣工时间 投产时间 入库时间"),
        "1～4月完成情况 › 完成投资(亿元)",
        "05月完成投资(亿元)",
        "2022年1-5月累计完成投资(亿元)",
        "开工以来累计完成投资(亿元)",
        "形象进度",
    ]
    sheets = {name: [header, *map(_program, listed)] for name, listed in by_class(entries())}
    return xlsx(folder, "export_5.xlsx", **sheets)


def _program(one: Entry) -> Cells:
    april, alone = (one.months[3], one.alone[4]) if one.now else (None, None)
    money = (april.done if april else 0 if one.now else None, alone)
    now = (one.now.done, one.now.total) if one.now else (None, None)
    days = (one.due_on, one.planned_end, one.started, one.finished, one.producing, one.registered)
    return [
        *(one.code, one.name, one.organisation, one.township, one.domain, one.project_class),
        *(one.level, str(one.is_government).lower(), one.nature, _yi(one.total), _yi(one.plan)),
        *(day.isoformat() if day else None for day in days),
        *(_yi(wan) for wan in (*money, *now)),
        one.image,
    ]


def _yi(wan: int | None) -> float | None:
    return None if wan is None else float(Decimal(wan) / 10_000)


def _done(one: Entry) -> object:
    return one.now.done if one.now else "—"


def _total(one: Entry) -> object:
    return one.now.total if one.now else "—"


def _or(value: object, otherwise: object) -> object:
    return otherwise if value is None else value


def _slashed(day: date | None) -> str:
    return f"{day.year}/{day.month}/{day.day}" if day else "/"


def _serial(day: date | None) -> int | None:
    return None if day is None else (day - date(1899, 12, 30)).days


FORMS: dict[str, Callable[[Path], Path]] = {
    form.__name__: form
    for form in (class_sheets, wide_months, long_months, old_excel, zipped_text, exported)
}
