"""分包与专班 and 工作日志: finding, leaders that open, vacancies, steps, empty and hostile data."""

import io
import re

import openpyxl
import pytest

from cockpit.screens.teams.data import READS, teams_data
from cockpit.screens.teams.page import leaders
from cockpit.web.server import downloads
from cockpit.web.view import view_of
from tests import awkward
from tests.given import member, of, plan, project
from tests.pages.reading import plain, plain_of, text_of

MAY = "2022-05-31"
HOSTILE = "<img src=x onerror=alert(1)>"


def view(**query):
    asked = {"as_of": MAY, "version": "1", **query}
    return view_of({name: [value] for name, value in asked.items()}, READS)


def test_the_finding_counts_who_is_behind_and_the_posts(filled, run):
    said = plain_of(run("teams", as_of=MAY, version="1", only="led"))
    assert (
        "15 位分包领导中 12 位低于序时，市领导 11 落后 7.6 个百分点；五个一 1,634 / 1,635 岗到位"
        in said
    )
    assert "重点项目 204 个完成 39.8%，低于序时 1.9 个百分点；应开未开 9 个" in said
    assert "5 月还有 39 个没督导到；空岗 1 个，最久的空了 19 天" in said


def test_all_with_a_team_are_counted_unless_the_link_says_otherwise(filled, run):
    said = plain_of(run("teams", as_of=MAY, version="1"))
    assert "有专班的项目 327 个完成 40.3%" in said
    assert "5 位超序时，10 位没有超；市领导 13 第一" in said


def test_what_is_overdue_or_vacant_elsewhere_stays_in_the_table_of_key_projects(filled, run):
    said = plain_of(run("teams", as_of=MAY, version="1", only="led", opened="市领导 06"))
    assert "其他项目 123 个不计入上表，其中超期问题 2 件，空岗 1 个" in said
    assert "其他项目 12 个，不计入上表" in said
    assert "空缺 19 天" in said
    assert "前任 示例人员 15" in said
    assert "另 11 个其他项目没有红灯、超期和空岗" in said


def test_a_leader_opens_to_his_projects_with_their_steps(filled, run):
    said = plain_of(run("teams", as_of=MAY, version="1", only="led", opened="市领导 06"))
    assert "市领导 06：12 个项目完成 35.9%，低于序时 5.8 个百分点" in said
    assert "示例·快速通道东段应开未开 82 天" in said
    assert re.search(r"开工：\s*82 天", said)
    assert "红线内征迁未完成，未能按期开工" in said


def test_the_last_in_rank_is_open_until_one_is_chosen(filled):
    assert teams_data(view(only="led")).opened == "市领导 11"


def test_a_rank_has_moved_since_the_end_of_the_month_before(filled):
    said = plain(str(leaders(teams_data(view(only="led")))))
    assert re.search(r"2\s*升 1\s*市领导 04", said)
    assert re.search(r"14\s*降 4\s*市领导 14", said)
    assert re.search(r"1\s*平\s*市领导 13", said)


def test_in_january_nobody_has_moved(filled):
    assert teams_data(view(as_of="2022-01-31")).ranks_before == {}


def test_presence_problems_and_branches_are_said(filled, run):
    said = plain_of(run("teams", as_of=MAY, version="1"))
    assert "54 / 59 位盯办人做到“三分之一”，5 位没达到" in said
    assert "5 月销号的 30 个问题，25 个在一线现场办结" in said
    assert "190 个重点项目建了临时党支部，133 个“五有”齐" in said
    assert "247 个在“进度质量”" in said


@pytest.mark.parametrize(
    "link",
    [
        "indicator=team_completion&leader=市领导+06&part=应建专班的",
        "indicator=leader_coverage&leader=市领导+06",
        "indicator=step_projects&service=手续",
        "indicator=branch_lacks&thing=场地",
        "indicator=on_site_rate&owner_role=现场盯办人",
        "indicator=third_rate",
    ],
)
def test_a_figure_opens_the_rows_that_make_it(filled, run, link):
    asked = dict(pair.split("=") for pair in link.replace("+", " ").split("&"))
    assert "与所点数字一致" in plain_of(run("ledger", as_of=MAY, version="1", **asked))


def test_an_unknown_leader_is_said(filled, run):
    said = plain_of(run("teams", as_of=MAY, version="1", opened="查无此人"))
    assert "截至这一日没有“查无此人”分包的项目" in said


def test_a_leader_without_projects_in_the_filter_is_said(filled, run):
    said = plain_of(
        run("teams", as_of=MAY, version="1", domain="创新驱动", town="刘河镇", opened="市领导 06")
    )
    assert "没有“市领导 06”分包的项目" in said or "当前筛选下没有" in said


def test_a_day_before_anybody_was_named_is_said(filled, run):
    said = plain_of(run("teams", as_of="2021-12-31", version="1"))
    assert "截至这一日没有人在岗" in said


def test_a_ledger_without_roles_says_what_to_load(nowhere, run, monkeypatch):
    awkward.lake(nowhere, [*base()])
    assert "没有装入分包领导和五个一的名单" in plain_of(run("teams", as_of=MAY))
    assert "没有装入五个一的名单" in plain_of(run("worklog", as_of=MAY, person="甲"))


def base():
    names = dict.fromkeys(("project_class", "short_name", "full_name"), "重点项目")
    listed = of("class", **names, position=1, has_teams=True)
    return [listed, project("P1"), member("P1"), plan("P1", 100)]


def test_a_ledger_with_leaders_alone_stands(nowhere, run):
    awkward.lake(nowhere, [*base(), role("P1", "分包市领导", "甲")])
    said = plain_of(run("teams", as_of=MAY))
    assert "没有装入六包事项" in said
    assert "没有装入临时党支部" in said
    assert "没有现场盯办人" in said
    assert "没有装入到场" in said


def role(code, name, person):
    its = {"project_id": code, "role": name, "person": person}
    return of("role_assignment", **its, valid_from="2022-01-01")


def test_names_are_escaped(nowhere, run):
    awkward.lake(
        nowhere,
        [
            *base(), role("P1", "分包市领导", HOSTILE),
            role("P1", "首席服务官", HOSTILE),
            of("service_item", project_id="P1", service="手续", item=HOSTILE, position=1),
        ],
    )  # fmt: skip
    for page, query in (("teams", {}), ("worklog", {"person": HOSTILE})):
        text = text_of(run(page, as_of=MAY, **query))
        assert "<img" not in text
        assert "&lt;img" in text


def test_the_file_has_a_row_a_project(filled):
    name, body, _ = downloads.written(
        "teams.xlsx", {"as_of": [MAY], "version": ["1"], "only": ["led"]}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if "示例·快速通道东段" in row]
    assert name == f"分包与专班-{MAY}-v1.xlsx"
    assert len(rows) == 1
    assert sum("示例·" in str(row) for row in sheet.iter_rows(values_only=True)) == 204


def test_the_log_of_a_person_says_projects_days_and_problems(filled, run):
    said = plain_of(run("worklog", as_of=MAY, version="1", person="示例人员 31"))
    assert "示例人员 31 · 2022 年 5 月工作日志，28 个项目" in said
    assert "到现场 10 天、11 次；经手的问题 1 件，销号 0 件" in said
    assert "规划调整未批复，施工许可未办结" in said
    assert re.search(r"05-04\s*示例·疾控中心二期\s*休息日", said)


def test_who_left_in_the_month_has_a_log_of_it_and_none_of_the_next(filled, run):
    left = plain_of(run("worklog", as_of=MAY, version="1", person="示例人员 15"))
    assert "至 05-12 离任" in left
    said = plain_of(run("worklog", as_of="2022-06-30", version="1", person="查无此人"))
    assert "在这个月没有负责的项目" in said


def test_a_log_without_a_name_says_what_is_missing(filled, run):
    assert "没有说看谁的工作日志" in plain_of(run("worklog", as_of=MAY, version="1"))


def test_a_projects_page_has_its_six_services(filled, run):
    said = plain_of(run("project", as_of=MAY, version="1", project="SL-2021-0163"))
    assert "走到“手续”：规划调整没办完，已 83 天" in said
    assert "政务服务帮办人空缺 19 天" in said


def test_the_townships_of_a_leaders_projects_are_said_with_their_places(filled, run):
    text = text_of(run("teams", as_of=MAY, version="1", opened="市领导 06"))
    said = plain(text, " ")
    assert "市领导 06：项目在 11 个镇街，考核最低的是广武镇得 61.9 分，第 14 名" in said
    assert re.search(r"广武镇\s+第 14 / 14 名\s+61\.9\s*分\s+2 / 21 个项目", said)
    assert "body=" in text
