"""集中开工与观摩: what the page finds, the open ceremony, the tours, what is handed out."""

import io
import shutil
from html import unescape

import openpyxl
import pytest

from cockpit.link.look import Look
from cockpit.screens.ceremonies import page, tour
from cockpit.screens.ceremonies.data import ceremonies_data
from cockpit.screens.view import View
from cockpit.warehouse import mart as marts
from cockpit.warehouse.lake import Lake
from cockpit.warehouse.mart import Mart
from cockpit.web.server import downloads
from tests.conftest_gate import new_lake
from tests.given import given, of, on, project
from tests.pages.reading import plain, text_of, widget
from tests.sample import sample_mart

DAY = "2022-05-31"
HOSTILE = '<img src=x onerror="alert(1)">**粗**'


def opened(run, **query):
    test = run("ceremonies", **{"as_of": DAY, "version": "1"} | query)
    assert not test.exception
    return text_of(test)


def data(day=DAY, **query):
    look = Look(on(day))
    asked = {name: [value] for name, value in query.items()}
    return ceremonies_data(View(sample_mart(), look, query=asked))


def test_the_finding_says_what_waits_who_won_and_what_was_not_kept(filled, run):
    said = plain(opened(run))
    assert (
        "13 个集中开工项目里 2 个还未开工；二季度观摩王村镇第 1，上次承诺的 8 个节点 2 个未到"
        in said
    )
    assert (
        "示例·乡村旅游区二期（集中开工后 127 天）、示例·重点实验室一期（集中开工后 51 天）" in said
    )
    assert "2 个已开工未入库" in said


def test_the_ceremony_with_most_to_ask_about_is_open_with_its_days(filled, run):
    text = opened(run)
    said = plain(text, " ")
    assert "2022-01-24 · 8 个项目：7 个实际开工，最快当天、最慢 57 天；1 个未开工" in said
    for words in (
        "当天开工，18 天入库",
        "17 天开工，28 天入库",
        "57 天开工，74 天入库",
        "127 天未开工",
    ):
        assert words in said
    assert said.count("在建，已入库") == 7
    assert "+1,309" in said  # as drawn: what 特色商业街二期 completed in the thirty days
    assert text.count('class="none"></i>') == 2  # a square a project: one not started of each


def test_another_ceremony_opens_by_the_link_and_none_is_open_where_it_is_closed(filled, run):
    said = plain(opened(run, ceremony="JZ-2022-02"), " ")
    assert "5 个项目：4 个实际开工，最快当天、最慢 22 天" in said
    assert "在建，未入库" in said
    assert "实际开工，最快" not in plain(opened(run, ceremony="-"), " ")


def test_the_tour_has_its_places_scores_and_changes(filled, run):
    said = plain(opened(run), " ")
    assert "二季度观摩：王村镇 98.67 分第 1，广武镇 81.00 分第 8" in said
    assert "发出 20 张：有效 19张，作废 1张：13 号票" in plain(opened(run))
    assert "13 号票（市直单位 示例单位 03）漏评 1 个" in said
    assert "再看一季度观摩的点" in said
    rows = {row.body: (int(row.place), tour.change(row)) for row in data().scores}
    assert rows["王村镇"] == (1, "→ 升 3")
    assert rows["广武镇"] == (8, "平")
    assert rows["索河街道"] == (5, "→ 降 2")


def test_an_earlier_tour_is_shown_by_the_switch_and_says_what_was_promised_before_it(filled, run):
    test = run("ceremonies", as_of=DAY, version="1")
    widget(test, "ceremonies tour").set_value("GM-2022-1").run()
    said = plain(text_of(test), " ")
    assert "一季度观摩：高山镇 97.16 分第 1" in said
    assert "07 号票（镇街 高山镇）有并列" in said
    assert "回头看：2021 年四季度观摩承诺的 8 个节点，7 个到了（6 个按时），1 个未到" in said
    first = plain(opened(run, tour="GM-2021-4"), " ")
    assert "是装入的第一次观摩" in first


def test_the_look_back_keeps_an_older_promise_that_was_open_then(filled, run):
    said = plain(opened(run), " ")
    assert "回头看：一季度观摩承诺的 8 个节点，6 个到了（4 个按时），2 个未到" in said
    assert "更早承诺、当时还没到的 1 个也在内" in said
    assert "▼ 未到，超 104 天" in said  # 02-16 to 05-31, of the fourth quarter
    assert "▼ 未到，超 6 天" in said
    assert "■ 04-22 到，晚 4 天" in said
    assert "▲ 05-10 到，早 6 天" in said


def test_what_is_handed_out_has_places_and_no_scores():
    text = tour.handed_out(data())
    assert text.splitlines()[:3] == [
        "【二季度观摩】2022-05-27 观摩名次（镇街组）",
        "第 1 名 王村镇",
        "第 2 名 高山镇",
    ]
    assert text.splitlines()[-1] == "截至 2022-05-31，数据版本 1，示例数据"
    assert "分" not in text
    assert "98" not in text


def test_on_an_earlier_day_only_what_was_known_then_is_there(filled, run):
    said = plain(opened(run, as_of="2022-05-26"), " ")
    assert "二季度观摩" not in said
    assert "一季度观摩高山镇第 1" in said
    before = plain(opened(run, as_of="2022-01-23"), " ")
    assert "截至这一日没有集中开工" in before
    assert "2021 年四季度观摩高山镇第 1" in before
    nothing = plain(text_of(run("ceremonies", as_of="2021-12-27", version="1")), " ")
    assert "截至这一日没有集中开工，也没有观摩" in nothing


def test_a_choice_narrows_the_ceremonies_and_leaves_the_tour_as_it_is(filled, run):
    said = plain(opened(run, town="广武镇"), " ")
    assert "2 个集中开工项目都已开工，没有停滞" in said
    assert "王村镇 98.67 分第 1" in said
    assert "观摩不随筛选" in said
    none = plain(opened(run, town="刘河镇", ceremony="JZ-2022-02"), " ")
    assert "1 个集中开工项目都已开工" in none


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"ceremony": HOSTILE}, "这场集中开工"),
        ({"tour": "GM-1"}, "没有“GM-1”这次观摩"),
        ({"group": "没有"}, "观摩没有“没有”这一组"),
        ({"tour": "GM-2022-2", "as_of": "2022-05-26"}, "截至这一日没有“GM-2022-2”这次观摩"),
    ],
)
def test_a_wrong_link_is_a_sentence(filled, run, query, words):
    text = text_of(run("ceremonies", **{"as_of": DAY, "version": "1"} | query))
    assert words in plain(text)
    assert "<img src=x" not in text


def test_an_empty_lake_says_what_to_load(nowhere, run):
    new_lake(nowhere)
    assert "导入集中开工与集中开工项目" in text_of(run("ceremonies"))


def small(*rows):
    return given(marts.empty(), project("P1"), *rows)


def seen(*rows, **query):
    view = View(Mart(1, small(*rows)), Look(on(DAY)), query={n: [v] for n, v in query.items()})
    return ceremonies_data(view)


def tour_of(*bodies, inspection_id="G1", on_date="2022-03-29", **more):
    its = {"inspection_id": inspection_id}
    yield of("inspection", **its, on_date=on_date, title="示例观摩")
    for position, body in enumerate(bodies, start=1):
        yield of(
            "inspection_stop", **its, position=position, body=body, project_id="P1",
            **({"body_group": None, "coefficient": None, "promised_node": None,
                "promised_on": None, "looks_back_to": None} | more),
        )  # fmt: skip


def test_a_tour_without_ballots_and_one_with_void_ones_alone_have_no_places():
    found = seen(*tour_of("甲", "乙"))
    assert "还没有装入选票，不排名次" in plain(tour.html(found))
    assert "导入观摩选票后" in tour.html(found)
    assert tour.handed_out(found) == ""
    assert page.finding(found) == "示例观摩还没有装入选票"
    its = {"inspection_id": "G1", "ballot": "1", "voter_role": None, "voter_body": None}
    tied = [of("inspection_ballot", **its, body=body, rank=1) for body in ("甲", "乙")]
    said = plain(tour.html(seen(*tour_of("甲", "乙"), *tied)))
    assert "没有有效选票，不排名次" in said
    assert "发出的选票都作废" in said
    assert "1 号票有并列" in said


def test_two_groups_are_shown_one_at_a_time():
    rows = [
        *tour_of("甲", body_group="一组"),
        *tour_of("乙", inspection_id="G2", body_group="二组"),
    ]
    found = seen(*rows, group="二组")
    assert (found.tour, found.group) == ("G2", "二组")
    assert tour.groups(found) == ["二组"]


def test_names_are_drawn_as_they_are_typed(demonstrated, tmp_path, monkeypatch, run):
    shutil.copytree(demonstrated, tmp_path / "lake")
    monkeypatch.setenv("COCKPIT_LAKE", str(tmp_path / "lake"))
    with Lake(tmp_path / "lake").change(HOSTILE, "测试") as con:
        con.execute("update ceremony set title = ?", [HOSTILE])
        con.execute("update inspection set title = ?", [HOSTILE])
        con.execute("update inspection_stop set promised_node = ?, body_group = ?", [HOSTILE] * 2)
        con.execute("update inspection_ballot set voter_role = ?", [HOSTILE])
        for table in ("inspection_stop", "inspection_ballot"):
            con.execute(f"update {table} set body = ? where body = '王村镇'", [HOSTILE])
    text = text_of(run("ceremonies", as_of=DAY))
    assert "<img src=x" not in text
    assert HOSTILE in unescape(text)


@pytest.mark.parametrize(
    ("file", "name", "column", "total"),
    [
        ("ceremonies.xlsx", "集中开工-2022-05-31-v1.xlsx", "未开工已（天）", 127 + 51),
        ("tours.xlsx", "观摩名次-2022-05-31-v1.xlsx", "名次（位）", 3 * 36),
        ("promises.xlsx", "观摩承诺-2022-05-31-v1.xlsx", "", 24),
    ],
)
def test_the_tables_are_taken_along(filled, file, name, column, total):
    made, body, _ = downloads.written(file, {"as_of": [DAY], "version": ["1"]})
    assert made == name
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    heads, *rows = sheet.iter_rows(values_only=True)
    if not column:
        assert len(rows) == total
        return
    at = heads.index(column)
    assert sum(row[at] or 0 for row in rows) == total


def of_project(run, project, day=DAY):
    return plain(text_of(run("project", as_of=day, version="1", project=project)), " ")


def test_a_project_s_page_has_its_ceremonies_and_tours(filled, run):
    said = of_project(run, "SL-2022-0089")
    assert "集中开工 1 次" in said
    assert "▲ 22 天开工" in said
    assert "公布总投资 1.69 亿元" in said
    waiting = of_project(run, "SL-2022-0013")
    assert "■ 127 天未开工" in waiting
    assert "集中开工 1 次" not in of_project(run, "SL-2022-0089", "2022-01-23")


def test_a_project_s_tours_say_the_place_then_and_what_became_of_the_promise(filled, run):
    said = of_project(run, "SL-2021-0023")
    assert "观摩 2 次，1 个承诺未到" in said
    assert said.count("广武镇第 8 名（8 个中）") == 2
    assert "▼ 未到，超 6 天" in said
    assert "承诺 05-25 主体封顶" in said
    assert "未到期，还有 71 天" in said
    assert "观摩 1 次" in of_project(run, "SL-2021-0023", "2022-05-26")
    assert "观摩时承诺的节点" not in of_project(run, "SL-2022-0089")


def test_scores_stand_in_a_workbook_unsigned_and_with_both_their_decimals(filled):
    _, body, _ = downloads.written("tours.xlsx", {"as_of": [DAY], "version": ["1"]})
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    formats = {cell.value: sheet.cell(2, cell.column).number_format for cell in sheet[1]}
    for header in ("平均分（分）", "难度系数", "得分（分）"):
        assert formats[header] == "0.00", header


def test_days_without_a_start_end_where_stages_do(filled, run):
    """Nobody knows of the months after: the ledger ends in May."""
    said = plain(text_of(run("ceremonies", as_of="2022-12-31", version="1")), " ")
    assert "（集中开工后 127 天）" in said  # 01-24 to 05-31
    assert "341 天" not in said
    assert "截至 5 月底" in said


def test_a_day_of_another_year_has_its_year_once(filled, run):
    test = run("ceremonies", as_of="2022-05-31", version="1")
    assert "2021 年四季度 12-28" in [option for one in test.button_group for option in one.options]
    said = plain(opened(run, as_of="2021-12-31"), " ")
    assert "承诺 2022-01-21 施工许可办结" in said  # of the tour of 2021-12-28
