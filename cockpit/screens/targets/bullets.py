"""The bullet tables: classes and domains against 序时."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.city import ALL
from cockpit.numbers import is_missing
from cockpit.registry.columns import Column
from cockpit.screens import markup, table
from cockpit.screens.figures import Figure, FigureMaker, Gap
from cockpit.screens.rows import each
from cockpit.screens.table import Cell, Line
from cockpit.screens.targets.before import Before, moved
from cockpit.screens.targets.data import TargetsData
from cockpit.screens.wall.cards import share_bar
from cockpit.screens.wall.context import Bar


@dataclass(frozen=True)
class BulletRow:
    """A row of a bullet table."""

    name: str  # class or domain
    href: str  # its projects
    projects: Figure  # how many
    plan: Figure  # their annual plan
    completed: Figure  # done so far
    rate: Figure  # 投资完成率
    bar: Bar  # the rate, 序时 as the mark
    gap: Gap  # to 序时
    moved: Figure | None  # the rate against an earlier day, where one is compared with
    published: Figure | None  # the published rate, where it may stand
    look: str  # part: of the row above; sum: the sum; else empty


@dataclass(frozen=True)
class BulletTable:
    """A table with its finding."""

    title: str  # the finding
    sub: str  # measure and date
    head: str  # what a row is
    rows: tuple[BulletRow, ...]  # the lowest rate first
    progress: float | None  # 序时, 0..100; None where each row has its own
    progress_text: str  # 序时 in words
    with_completed: bool  # whether the table has room for what was done
    with_published: bool  # whether any row has a published rate
    since: str  # 上月末: the day that the rates are compared with; else empty
    fine: str  # 口径

    def html(self) -> Markup:
        """The table."""
        return table.html(
            _columns(self),
            [_line(row) for row in self.rows],
            look="bars",
            heads={
                "bar": markup.drawn("ruler", self, of="targets/macros"),
                "published": Markup("公布<br>完成率"),
            },
        )


def _columns(said: BulletTable) -> list[Column]:
    return [
        Column("name", said.head),
        *([Column("completed", "已完成（亿元）", "wan")] if said.with_completed else []),
        Column("bar", "完成率与序时"),
        Column("rate", "完成率", "share"),
        Column("gap", "较序时（百分点）", "points"),
        *([Column("moved", f"较{said.since}（百分点）", "points")] if said.since else []),
        *([Column("published", "公布完成率", "share")] if said.with_published else []),
    ]


def _line(row: BulletRow) -> Line:
    def drawn(macro: str, value: Any) -> str:
        return markup.drawn(macro, value, of="targets/macros")

    return Line(
        {
            "name": Cell(row.name, small=drawn("plan", row), href=row.href),
            "completed": row.completed,
            "bar": Cell(bar=row.bar),
            "rate": row.rate,
            "gap": Cell(row.gap.signed, small=drawn("word", row.gap)) if row.gap.shape else None,
            "moved": row.moved,
            "published": row.published,
        },
        row.look,
    )


def classes(
    figures: FigureMaker, answers: TargetsData, before: Before | None = None
) -> BulletTable:
    """The classes, their de-duplicated sum, and the grips that go across them."""
    city = figures.city
    found = answers.by_class.dropna(subset=["completion_ratio"]).sort_values("completion_ratio")
    rows, listed = [], []

    def then(kind: str, **where: str) -> Any:
        return None if before is None else before.ratio(kind, **where)

    for row in each(found[found["level_group"] == ALL]):
        code, one = str(row.project_class), city.class_of(row.project_class)
        name = f"{one.short_name}（各级）" if one.has_levels else one.wall_name
        listed.append((name, row.ahead_pp))
        was = then("by_class", project_class=code, level_group=ALL)
        narrow = city.narrow_to(code)
        rows.append(_row(figures, name, row, narrow, is_printed=True, before=before, was=was))
        if one.has_levels:
            group = city.upper_group
            rows += [
                _row(
                    figures,
                    f"其中：{group}",
                    part,
                    city.narrow_to(code, group),
                    is_printed=True,
                    look="part",
                    before=before,
                    was=then("by_class", project_class=code, level_group=group),
                )
                for part in each(found[found["level_group"] == group])
                if part.project_class == code
            ]
    was = None if before is None else before.total.completion_ratio
    total = answers.total
    rows.append(
        _row(figures, f"{city.class_words}去重合计", total, {}, look="sum", before=before, was=was)
    )
    rows += [
        _row(
            figures,
            f"{grip.name}（跨类）",
            row,
            grip.narrow,
            before=before,
            was=then("grips", grip=grip.name),
        )
        for grip in city.grips
        for row in each(answers.grips)
        if row.grip == grip.name and not grip.project_class
    ]
    fine = "一个项目可属多类，各类相加大于去重合计。合计的分母是年计划"
    if answers.goal.word == "目标" and not is_missing(answers.total.plan_wan):
        plan, target = numbers.yi(answers.total.plan_wan), numbers.yi(answers.goal.wan, 0)
        fine += f" {plan} 亿元，不是目标 {target} 亿元"
    fine += _without_plan_words(total)
    noun = f"有完成率的 {len(listed)} 类" if listed else "各类"
    if len(listed) == len(city.classes):
        noun = city.class_words
    return _table(figures, noun, "类别", listed, rows=rows, fine=fine + "。", before=before)


def domains(
    figures: FigureMaker, answers: TargetsData, before: Before | None = None
) -> BulletTable:
    """The domains, from the lowest rate."""
    frame = answers.by_domain.sort_values("completion_ratio", na_position="last")
    found = frame[frame["projects"] > 0]
    rows = [
        _row(
            figures,
            str(row.domain),
            row,
            {"domains": (str(row.domain),)},
            before=before,
            was=None if before is None else before.ratio("by_domain", domain=str(row.domain)),
        )
        for row in each(found)
    ]
    standing = [
        (str(r.domain), r.ahead_pp) for r in each(found.dropna(subset=["completion_ratio"]))
    ]
    fine = "领域清单未公开，为假定。" if (frame["kind"] == "assumed").any() else ""
    empty = [str(row.domain) for row in each(frame[frame["projects"] == 0])]
    if empty:
        fine += f"没有项目的领域：{'、'.join(empty)}。"
    noun = f"{len(standing)} 个领域" if standing else "各领域"
    if len(standing) == figures.city.domain_count:
        noun = figures.city.domain_words
    return _table(figures, noun, "领域", standing, rows=rows, fine=fine, before=before)


def _row(
    figures: FigureMaker,
    name: str,
    row: Any,
    narrow: Mapping[str, tuple[str, ...]],
    *,
    is_printed: bool = False,
    look: str = "",
    before: Before | None = None,
    was: Any = None,
) -> BulletRow:
    chosen = {
        field: values
        for field, values in narrow.items()
        if not getattr(figures.look.filters, field) or field in {"classes", "domains"}
    }
    rate = figures.from_ledger("completion", row.completion_ratio, narrow=chosen)
    return BulletRow(
        name=name,
        href=rate.href,
        projects=figures.from_ledger("projects", row.projects, narrow=chosen),
        plan=figures.from_ledger("annual_plan", row.plan_wan, narrow=chosen),
        completed=figures.from_ledger("completed", row.completed_wan, narrow=chosen),
        rate=rate,
        bar=share_bar(row.completion_ratio, row.time_progress),
        gap=figures.gap("ahead", row.ahead_pp, narrow=chosen),
        moved=None if before is None else moved(figures, before, row.completion_ratio, was, chosen),
        published=figures.published("completion", narrow=narrow) if is_printed else None,
        look=look,
    )


def _without_plan_words(total: Any) -> str:
    """Who is not in the rates, and what they did: it is in the sum of what is done."""
    if not total.without_plan:
        return ""
    said = f"；没有年计划的 {int(total.without_plan)} 个不计完成率"
    counted = 0.0 if is_missing(total.counted_completed_wan) else total.counted_completed_wan
    more = 0.0 if is_missing(total.completed_wan) else float(total.completed_wan - counted)
    return f"{said}，其完成的 {numbers.yi_in_table(more)} 亿元在已完成之内" if more > 0 else said


def standing_words(noun: str, counter: str, standing: Sequence[tuple[str, Any]]) -> str:
    """The finding of a table: how many are ahead, and which is furthest behind."""
    if not standing:
        return f"{noun}都没有可比的完成率"
    lowest, gap = min(standing, key=lambda item: float(item[1]))
    ahead = sum(numbers.rounded(float(pp), 1) > 0 for _, pp in standing)
    if len(standing) == 1:
        return f"{lowest}{numbers.ahead_words(gap)}"
    if ahead == len(standing):
        return f"{noun}全部超序时，{lowest}余量最小"
    start = f"{noun}中 {ahead} {counter}超序时" if ahead else f"{noun}没有超序时的"
    return f"{start}，{lowest}{numbers.ahead_words(gap)}"


def _table(
    figures: FigureMaker,
    noun: str,
    head: str,
    standing: Sequence[tuple[str, Any]],
    *,
    rows: Sequence[BulletRow],
    fine: str,
    before: Before | None,
) -> BulletTable:
    share, counter = figures.stamp.time_progress, "类" if head == "类别" else "个"
    return BulletTable(
        title=standing_words(noun, counter, standing),
        sub=f"投资完成率，%，截至 {numbers.iso(figures.stamp.cut_on)}，从低到高；点一行看它的项目",
        head=head,
        rows=tuple(rows),
        progress=None if is_missing(share) or share is None else round(100 * share, 2),
        progress_text="" if is_missing(share) else f"{numbers.percent(share)}%",
        with_completed=head == "类别",
        with_published=any(row.published for row in rows),
        since="" if before is None else before.name,
        fine=fine + f"序时{figures.stamp.basis}。" + ("" if before is None else before.said),
    )
