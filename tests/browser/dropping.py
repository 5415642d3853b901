"""A county's workbook of a month, and how it is dropped on 导入."""

from io import BytesIO

import openpyxl
from playwright.sync_api import Page

NAMES = ("示例·甲厂房一期", "示例·乙道路改造", "示例·丙学校扩建", "示例·<b>丁</b>管网")
HEAD = ("序号", "项目名称", "建设地点", "责任单位", "项目性质", "总投资", "年度计划投资")


def workbook(month: int, *, unit: str, wrong: bool) -> bytes:
    """A county's month: title, a header of two rows, four projects, and a sum that may be wrong."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([f"县级重点项目2022年{month}月进展"])
    sheet.merge_cells("A1:H1")
    sheet.append([unit])
    sheet.append([*HEAD, f"{month}月份", "联系人电话"])
    sheet.append([*[None] * 7, "累计完成投资"])
    plans, done = (20_000, 30_000, 10_000, 40_000), (8_000, 9_000, 5_000, 18_000)
    for at, name in enumerate(NAMES):
        value = "约1.5亿" if wrong and at == 1 else plans[at]
        row = [at + 1, name, "豫龙镇", f"示例单位 0{at}", "新建", 90_000, value, done[at]]
        sheet.append([*row, "张三 13800000000"])
    sheet.append([None, "合计", None, None, None, 360_000, 100_000, 41_440 if wrong else 40_000])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def drop(page: Page, name: str, content: bytes) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files(
        "[data-testid=stFileUploaderDropzoneInput]",
        [{"name": name, "mimeType": kind, "buffer": content}],
    )
