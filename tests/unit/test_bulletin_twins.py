"""核稿: the figures of a text beside the ledger's own, on a small ledger reckoned by hand.

省市级: two projects, 10.5 亿元 planned (6 + 4.5), 2.7 done by the end of April, 4.2 by that of May:
25.71 % and 40 %, where 序时 is 33.33 % and 41.67 %. 县级: one project, 3 of 10 亿元 done in May. Of
专项债 there is no project.
"""

import pytest

from cockpit.__main__ import main
from cockpit.reconcile.bulletin import Ledger, judged, read
from cockpit.reconcile.verdict import Verdict
from cockpit.warehouse.mart import Mart
from tests.given import bond, entry, given, member, of, on, plan, rate, report, stage, used

MAY = "截至5月底，"
UPPER = "省市级重点项目"


@pytest.fixture
def ledger(mart):
    given(
        mart,
        *(member("P1", level="省"), member("P2", level="市"), member("P3", level="县")),
        *(plan("P1", 60_000), plan("P2", 45_000), plan("P3", 100_000)),
        *(report("P1", "2022-04-30", 18_000), report("P2", "2022-04-30", 9_000)),
        *(report("P1", "2022-05-31", 30_000), report("P2", "2022-05-31", 12_000)),
        report("P3", "2022-05-31", 30_000),
        *(stage("P1", "开工", "2022-01-10"), stage("P3", "开工", "2022-05-31")),
        of("load", load_id=1, kind="real", loaded_at="2022-06-01"),
        rate("荥阳市", "2022-04-30", 22.8, released="2022-05-20"),
        rate("全国", "2022-04-30", 6.8, released="2022-05-16"),
    )
    return Ledger(Mart(7, mart), on("2022-05-31").as_of)


def verdicts(words, ledger, *, is_of_twin=True):
    """What the ledger says of each figure: its digits and verdict."""
    found = judged(read(words), ledger.on, ledger)
    return {
        one.figure.said: one.twin.verdict
        for one in found
        if one.twin and (one.twin.is_judged or not is_of_twin)
    }


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        (f"{MAY}{UPPER}完成投资4.2亿元。", "4.2亿元"),
        (f"{MAY}{UPPER}完成投资42000万元。", "42000万元"),
        (f"{MAY}{UPPER}年度计划投资10.5亿元。", "10.5亿元"),
        (f"{MAY}全市{UPPER}累计完成投资4.2亿元。", "4.2亿元"),
        (f"{MAY}{UPPER}投资完成率40.0%。", "40.0%"),
        (f"{MAY}{UPPER}完成投资4.2亿元，占年度计划的40.0%。", "40.0%"),
        (f"{MAY}{UPPER}完成投资4.2亿元，为年度计划10.5亿元的40.0%。", "10.5亿元"),
        (f"{MAY}{UPPER}投资完成率40.0%，低于序时进度1.7个百分点。", "1.7个百分点"),
        (f"{MAY}2个{UPPER}投资完成率40.0%。", "2个"),
        (f"{MAY}{UPPER}2个，完成投资4.2亿元。", "2个"),
        (f"（一）{UPPER}。{MAY}完成投资4.2亿元，完成率40.0%。", "40.0%"),
        (f"一、{UPPER}\n{MAY}完成投资4.2亿元。", "4.2亿元"),
        (f"{MAY}县级重点项目完成投资3亿元，完成率30%。", "30%"),
        (f"{MAY}五类重大项目3个，完成投资7.2亿元。", "7.2亿元"),  # 4.2 + 3
        (f"{MAY}五类重大项目完成投资7.2亿元；年度计划投资20.5亿元。", "20.5亿元"),
        (f"1—5月，{UPPER}完成投资4.2亿元。", "4.2亿元"),
        (f"今年以来，{UPPER}完成投资4.2亿元。", "4.2亿元"),
    ],
)
def test_a_right_figure_agrees_with_the_ledger(ledger, words, figure):
    found = verdicts(words, ledger)
    assert found[figure] is Verdict.AGREES
    assert set(found.values()) == {Verdict.AGREES}


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        (f"{MAY}{UPPER}完成投资5.2亿元。", "5.2亿元"),
        (f"{MAY}{UPPER}年度计划投资15.0亿元。", "15.0亿元"),
        (f"{MAY}{UPPER}投资完成率30.0%。", "30.0%"),  # that of 县级
        (f"{MAY}{UPPER}投资完成率40.0%，低于序时进度2.7个百分点。", "2.7个百分点"),
        (f"{MAY}{UPPER}投资完成率40.0%，超序时进度1.7个百分点。", "1.7个百分点"),  # it is behind
        (f"{MAY}五类重大项目完成投资4.2亿元。", "4.2亿元"),
        (f"（一）{UPPER}。{MAY}完成投资2.7亿元。", "2.7亿元"),  # April's
    ],
)
def test_an_altered_figure_cannot_be(ledger, words, figure):
    assert verdicts(words, ledger)[figure] is Verdict.IMPOSSIBLE


def test_a_figure_whose_digits_were_cut_off_says_so(ledger):
    # −1.667 to two places, and the digits cut off
    words = f"{MAY}{UPPER}投资完成率40.0%，低于序时进度1.66个百分点。"
    assert verdicts(words, ledger)["1.66个百分点"] is Verdict.BY_TRUNCATION


def test_the_unit_slip_is_named(ledger):
    (one,) = judged(read(f"{MAY}{UPPER}完成投资4.2万元。"), ledger.on, ledger)
    assert "单位写错了" in one.how


def test_a_text_is_asked_of_its_own_day(ledger):
    april = f"截至4月底，{UPPER}完成投资2.7亿元，完成率25.7%。"
    assert set(verdicts(april, ledger).values()) == {Verdict.AGREES}
    assert verdicts(april.replace("4月", "5月"), ledger)["2.7亿元"] is Verdict.IMPOSSIBLE
    undated = f"{UPPER}完成投资2.7亿元。"
    assert verdicts(undated, ledger)["2.7亿元"] is Verdict.IMPOSSIBLE
    earlier = Ledger(ledger.mart, on("2022-04-30").as_of)
    assert verdicts(undated, earlier)["2.7亿元"] is Verdict.AGREES
    assert "截至 2022-04-30" in judged(read(april), ledger.on, ledger)[0].how


@pytest.mark.parametrize(
    "words",
    [
        "完成投资80亿元。",  # of nobody
        "重点项目完成投资80亿元。",  # of which level?
        f"{MAY}郑州市{UPPER}完成投资80亿元。",
        f"{MAY}其中{UPPER}完成投资80亿元。",
        f"{MAY}{UPPER}中交通类完成投资80亿元。",
        f"5月份{UPPER}完成投资80亿元。",  # of the month alone
        f"2021年{UPPER}完成投资80亿元。",
        f"去年同期{UPPER}完成投资80亿元。",
        f"{MAY}{UPPER}完成投资80亿元以上。",
        f"{MAY}{UPPER}预计完成投资80亿元。",
        f"{MAY}{UPPER}计划完成投资80亿元。",  # of which year?
        f"{MAY}{UPPER}总投资80亿元。",
        f"{MAY}{UPPER}完成投资约80亿元。",
        f"{MAY}新开工2个{UPPER}，完成投资80亿元。",
        f"{MAY}2个{UPPER}已竣工，完成投资80亿元。",
        f"{UPPER}。豫龙镇推进有力。完成投资80亿元。",
        f"{UPPER}。县级重点项目完成投资（略）。完成率80%。",
        f"{MAY}五类重大项目推进顺利。豫龙镇完成投资80亿元。完成投资90亿元。",
        f"{MAY}{UPPER}推进顺利，全省平均完成率80%，超序时38.3个百分点。",
        f"一季度综合考核{UPPER}位居郑州6县（市）第2位。",
        "截至2月30日，省市级重点项目完成投资80亿元。",
        "在办问题80个。",
        f"{MAY}{UPPER}开工率80%。",
        f"{MAY}{UPPER}使用率80%。",
        f"{UPPER}完成投资同比增长80%，其中产业类完成率60%。",
        f"{UPPER}完成投资较上月增加80亿元。",
        f"{UPPER}本月完成投资80亿元。",
        f"豫龙镇{UPPER}完成投资80亿元，完成率80%。",
        f"{MAY}全市{UPPER}中，产业类项目完成投资80亿元。",
        "第五期“三个一批”活动项目完成投资80亿元。",
        "工业投资增速80%，高于全国（6.9%）。",
        "1—3月固定资产投资增速80%。",  # not loaded
    ],
)
def test_what_is_not_wholly_understood_is_left_outside(ledger, words):
    assert verdicts(words, ledger) == {}


def test_a_part_of_the_projects_is_not_held_against_all_of_them(ledger):
    words = f"{MAY}14个{UPPER}完成投资80亿元，完成率80%。"
    found = judged(read(words), ledger.on, ledger)
    assert {one.verdict for one in found} == {Verdict.NOT_IN_LEDGER}
    assert "另一批项目" in found[0].how


def test_a_class_without_projects_is_left_outside(ledger):
    words = f"{MAY}43个地方政府专项债项目完成投资15亿元。"
    found = judged(read(words), ledger.on, ledger)
    assert {one.verdict for one in found} == {Verdict.NOT_IN_LEDGER}
    assert "没有专项债" in found[0].how


def test_an_empty_ledger_judges_nothing(mart):
    empty = Ledger(Mart(1, mart), on("2022-05-31").as_of)
    found = judged(read(f"{MAY}2个{UPPER}完成投资4.2亿元。"), empty.on, empty)
    assert {one.verdict for one in found} == {Verdict.NOT_LOADED}


def test_a_day_to_which_nobody_has_reported_judges_nothing(ledger):
    (one,) = judged(read(f"截至6月底，{UPPER}完成投资4.2亿元。"), ledger.on, ledger)
    assert one.verdict is Verdict.NOT_REPORTED
    assert "2022-06-30" in one.how


def test_published_rates_are_what_was_loaded(ledger):
    words = "1—4月份固定资产投资增速22.8%，高于全国（6.8%）16个百分点。"
    found = verdicts(words, ledger)
    assert found == {"22.8%": Verdict.GIVEN, "6.8%": Verdict.GIVEN}
    wrong = verdicts(words.replace("6.8%", "6.9%"), ledger)
    assert wrong["6.9%"] is Verdict.IMPOSSIBLE


def test_rates_of_something_else_are_not_those_of_all_investment(ledger):
    words = "1—4月固定资产投资增速22.8%，工业投资增速15.3%，高于全国（6.9%）。"
    assert verdicts(words, ledger) == {"22.8%": Verdict.GIVEN}


def test_targets_of_the_plan_are_what_was_loaded(ledger):
    given(ledger.mart.connection, *targets())
    words = "五类重大项目完成投资7.2亿元，为全年目标420亿元的1.7%。"  # 7.2 ÷ 420 = 1.714
    assert verdicts(words, ledger) == {
        "7.2亿元": Verdict.AGREES,
        "420亿元": Verdict.GIVEN,
        "1.7%": Verdict.AGREES,
    }
    wrong = verdicts(words.replace("420", "400"), ledger)
    assert wrong["400亿元"] is Verdict.IMPOSSIBLE


def targets():
    yield of(
        "program",
        year=2022,
        digit="4",
        position=5,
        title="完成投资",
        indicator="completed_investment",
        target=420,
        unit="亿元",
        valid_from="2022-01-01",
    )


def test_bonds_are_told_by_year_of_issue(ledger):
    given(
        ledger.mart.connection,
        member("P4", "专项债"),
        bond("I1", "P4", 10_000, issued="2020-06-01"),
        bond("I2", "P4", 30_000, issued="2021-06-01"),
        *(used("I1", "2022-05-31", 9_000), used("I2", "2022-05-31", 15_000)),
    )
    words = (
        f"{MAY}1个专项债项目发债资金4亿元，累计使用资金2.4亿元，"
        "其中2020年资金使用率90%、2021年资金使用率50%。"
    )
    found = verdicts(words, ledger)
    assert len(found) == 5
    assert set(found.values()) == {Verdict.AGREES}
    assert verdicts(words.replace("50%", "90%"), ledger)["90%"] is Verdict.IMPOSSIBLE


def test_libraries_are_known_by_the_published_sentences(ledger):
    given(
        ledger.mart.connection,
        entry("E1", "统计库", 90, day="2022-05-31", total=1_100_000),
        of(
            "published_fact",
            fact_id="pipeline.statistics",
            period_end="2022-05-31",
            known_on="2022-05-31",
            period="截至5月底",
            subject="统计库",
            indicator="纳入重大项目数",
            value="92",
            unit="个",
            quote="92个重大项目纳入统计库",
        ),
    )
    words = f"{MAY}90个重大项目纳入统计库，总投资110亿元。"
    found = verdicts(words, ledger)
    assert found == {"90个": Verdict.AGREES, "110亿元": Verdict.AGREES}
    wrong = verdicts(words.replace("90个", "92个"), ledger)
    assert wrong["92个"] is Verdict.IMPOSSIBLE
    assert verdicts(words.replace("重大项目", "工业项目"), ledger) == {}


def test_the_worse_of_text_and_ledger_stands_and_both_are_told(ledger):
    # it agrees with its own sentence, and not with the ledger
    words = f"{MAY}{UPPER}投资完成率49.1%，超序时进度7.4个百分点。"
    rate_, gap = judged(read(words), ledger.on, ledger)
    assert rate_.verdict is Verdict.IMPOSSIBLE
    assert gap.verdict is Verdict.IMPOSSIBLE
    assert "台账截至 2022-05-31" in gap.how
    assert "相差 7.43" in gap.how


def test_the_command_says_which_ledger_and_that_the_demonstration_proves_nothing(
    demonstrated, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("COCKPIT_LAKE", str(demonstrated))
    path = tmp_path / "通报.txt"
    words = f"{MAY}67个{UPPER}年度计划投资105.0亿元，已完成51.6亿元，完成率49.1%。"  # 51.555
    path.write_text(words, "utf-8")
    assert main(["verify", str(path)]) == 0
    said = capsys.readouterr().out
    assert "与台账第 1 版对照" in said
    assert "按 2022-05-31" in said
    assert "示例按公布数构造，不构成核实" in said
    assert "符合 4" in said
    path.write_text(words.replace("105.0", "115.0"), "utf-8")
    assert main(["verify", str(path)]) == 1
    assert "【115.0亿元】" in capsys.readouterr().out
