"""Ledgers that leave a screen little to say: what is optional left out, and what is zero or ties.

They stand on the reference data that the project brings, as an office's first loads do.
"""

import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from duckdb import DuckDBPyConnection

from cockpit.intake import demonstration
from cockpit.tables.contracts import TABLES
from cockpit.warehouse.lake import Lake
from tests.given import Row, of

AS_OF = "2022-05-31"


def bare() -> Iterable[Row]:
    """A row or two in every table, and in each just what its contract asks for."""
    for name in ("B1", "B2", "B3", "B4", "B5"):  # B5 is on no list and in no other table
        yield of("project", project_id=name, valid_from="2022-01-01", name=f"工程{name}")
    for name, kind in (
        ("B1", "三个一批"),
        ("B2", "专项债"),
        ("B3", "中央预算内"),
        ("B4", "补短板982"),
    ):
        yield of("class_membership", project_id=name, project_class=kind, valid_from="2022-01-01")
    for name in ("B1", "B2", "B3"):  # of B4 there is no plan at all
        yield of("project_year", project_id=name, year=2022, revision=1, carry_over=False)
    yield of("plan_curve", project_id="B1", year=2022, revision=1, month=5, planned_wan=0)
    yield of("progress_report", project_id="B1", report_date=AS_OF, completed_wan=0)
    yield of("progress_report", project_id="B2", report_date="2022-03-31", completed_wan=7)
    yield of("stage_event", project_id="B2", stage="开工", on_date="2022-03-01")
    yield of("milestone", milestone_id="N1", project_id="B2", title="封顶", planned_on="2022-05-10")
    yield of("milestone_check", milestone_id="N1", month="2022-05-01")
    yield of("visit", project_id="B2", on_date="2022-05-10", visited_by="team", person="甲")
    yield of("problem", problem_id="Q1", project_id="B2", text="用电", raised_on="2022-05-10")
    yield of("problem", problem_id="Q2", project_id="B1", text="用地", raised_on=AS_OF)
    yield of(
        "role_assignment", project_id="B2", role="分包市领导", person="乙", valid_from="2022-01-01"
    )
    yield of(
        "bond_issue",
        issue_id="I1",
        project_id="B2",
        year=2022,
        issued_on="2022-03-01",
        amount_wan=100,
    )
    yield of("bond_use", issue_id="I1", report_date="2022-04-30", used_wan=0)
    yield of("pipeline_entry", entry_id="E1", library="四类库", entries=1)
    yield of("pipeline_entry", entry_id="E2", library="又一库", entries=1, entered_on="2022-05-01")
    yield of("ceremony", ceremony_id="K1", on_date="2022-02-10", title="集中开工")
    yield of("ceremony_project", ceremony_id="K1", project_id="B1")
    yield of("ceremony_project", ceremony_id="K1", project_id="B2")
    yield of("inspection", inspection_id="G1", on_date="2022-03-29", title="观摩")
    yield of("inspection_stop", inspection_id="G1", position=1, body="甲镇", project_id="B2")
    yield of("inspection_ballot", inspection_id="G1", ballot="1", body="甲镇", rank=None)


def tied() -> Iterable[Row]:
    """Zero and equal figures: six projects of one name, the first without money, one undone."""
    for number in range(1, 7):
        its = {"project_id": f"T{number}"}
        wan = 0 if number == 1 else 1200
        place = {"township": "城关乡", "domain": "新型城镇化", "gov_invested": True}
        dated = {"valid_from": "2021-01-01"}
        yield of(
            "project", **its, **dated, **place, name="同名工程", organisation="同", total_wan=wan
        )
        level = "省" if number < 4 else "县"
        yield of("class_membership", **its, **dated, project_class="重点项目", level=level)
        planned = {"year": 2022, "revision": 1, "decided_on": "2022-01-05", "due_on": "2022-02-01"}
        yield of("project_year", **its, **planned, carry_over=False, annual_plan_wan=wan)
        done = 0 if number < 3 else 500  # 1200 × 5/12: at the end of May just at 序时
        yield of("progress_report", **its, report_date=AS_OF, completed_wan=done)
        if number > 2:
            yield of("stage_event", **its, stage="开工", on_date="2022-02-01")
            yield of("stage_event", **its, stage="复工", on_date="2022-05-20")
            yield of("stage_event", **its, stage="停工", on_date="2022-05-20")
        yield of("problem", **its, problem_id=f"Q{number}", text="同", raised_on="2022-05-28")
    # what was filled in is taken out again
    yield of(
        "project", project_id="T2", valid_from="2022-03-01", name="同名工程", gov_invested=True
    )
    plan = {"year": 2022, "decided_on": "2022-04-01", "due_on": "2022-02-01", "carry_over": False}
    yield of("project_year", project_id="T6", revision=2, annual_plan_wan=None, **plan)
    yield of("bond_issue", issue_id="I", project_id="T1", year=2022, issued_on=AS_OF, amount_wan=0)
    yield of("bond_use", issue_id="I", report_date=AS_OF, used_wan=0)


def elsewhere() -> Iterable[Row]:
    """The same of another city: none of its townships has a place on the map."""
    for row in tied():
        its = {"township": "别处镇"} if "township" in row.values else {}
        yield Row(row.table, row.values | its)


def rare() -> Iterable[Row]:
    """What seldom is: above its plan, its last node just overdue, told twice of one day by its site
    with photos; and a rate that was derived.
    """
    its = {"project_id": "R1"}
    yield of("project", **its, valid_from="2022-01-01", name="稀见工程", township="豫龙镇")
    yield of("class_membership", **its, project_class="补短板982", valid_from="2022-01-01")
    yield of("project_year", **its, year=2022, revision=1, carry_over=False, annual_plan_wan=100)
    yield of("progress_report", **its, report_date=AS_OF, completed_wan=150)
    for name, planned_on in (("N1", "2022-02-10"), ("N2", "2022-05-29")):
        yield of("milestone", **its, milestone_id=name, title="封顶", planned_on=planned_on)
    for number, at in enumerate(("09:00", "18:00"), start=1):
        told = {"report_id": f"0000000{number}-0000-4000-8000-000000000000"}
        moment = f"{AS_OF} {at}"
        yield of(
            "site_report", **its, **told, report_date=AS_OF, filled_at=moment, received_at=moment,
            is_working=True, workers=number, node="主体施工", image_progress="砌体",
        )  # fmt: skip
        yield of(
            "photo", **its, **told, sha256=str(number) * 64, on_date=AS_OF, received_at=moment,
            size_bytes=1000,
        )  # fmt: skip
    yield of(
        "regional_growth", region="河南省", period_end="2022-04-30", growth_pct=7,
        kind="derived", released_on="2022-05-20",
    )  # fmt: skip


RATES = {  # instead of those published: but in one case home falls behind nothing
    "tied": {"荥阳市": (10, 10), "河南省": (10, 10), "全国": (0, -1.5), "郑州市": (12.3, 10)},
    "alone": {"荥阳市": (0, -0.04)},
    "behind": {"荥阳市": (10, 6), "郑州市": (12.3, 10)},
    "away": {"全国": (0, 6.8)},
    "elsewhere": {"吉林市": (8, 9), "吉林省": (5, 6)},
}


def rates(of_regions: dict[str, tuple[float, float]]) -> Iterable[Row]:
    """The rates of 1—3月 and 1—4月, without what their contract leaves open."""
    for region, (march, april) in of_regions.items():
        for period_end, pct in (("2022-03-31", march), ("2022-04-30", april)):
            yield of(
                "regional_growth", region=region, period_end=period_end, growth_pct=pct,
                kind="published", released_on="2022-05-20",
            )  # fmt: skip


@cache
def _reference() -> Path:
    store = Lake(Path(tempfile.mkdtemp(prefix="cockpit-reference-")) / "lake")
    demonstration.fill(store, "测试", sample=False, tell=lambda _: None)
    store.close()
    return store.folder


def lake(folder: Path, rows: Iterable[Row], growth: str = "") -> Lake:
    """A store with the reference data and these rows; ``growth`` replaces what was published."""
    shutil.copytree(_reference(), folder)
    store = Lake(folder)
    with store.change("测试", "装入") as con:
        if growth:
            for table in ("regional_growth", "published_fact", "fact_note"):
                con.execute(f"delete from {table}")
            _put(con, rates(RATES[growth]))
        con.execute("update published_fact set value = null where rank is not null")
        _put(
            con,
            [of("load", load_id=1000, file="表.csv", kind="real", loaded_at="2022-06-01"), *rows],
        )
    return store


def hollow(folder: Path, demonstrated: Path) -> Lake:
    """The demonstration as a real ledger, with null in every column that its contract lets be."""
    shutil.copytree(demonstrated, folder)
    store = Lake(folder)
    with store.change("测试", "清空") as con:
        for table in TABLES.values():
            optional = set(table.columns) - {*table.required, *table.key, "project_id"}
            if table.name == "published_fact":  # it has to say a value or a rank
                optional = {"unit", "rank_group"}
                con.execute("update published_fact set rank = null where value is not null")
            if optional:
                emptied = ", ".join(f'"{name}" = null' for name in sorted(optional))
                con.execute(f'update "{table.name}" set {emptied}')
        con.execute("update load set kind = 'real' where kind = 'sample'")
        con.execute("delete from regional_growth where kind = 'sample'")
    return store


def _put(con: DuckDBPyConnection, rows: Iterable[Row]) -> None:
    for row in rows:
        marks = ", ".join("?" for _ in row.values)
        con.execute(
            f"insert into {row.table} ({', '.join(row.values)}) values ({marks})",
            list(row.values.values()),
        )
