"""核稿: no false alarm on forty sound sentences, forty planted errors found, each by its figure.

The sentences are written by hand after the forms of monthly and weekly 通报; the verdicts were
worked out on paper.
"""

import time
from datetime import date
from decimal import Decimal

import pytest

from cockpit.reconcile.bulletin import judged, read
from cockpit.reconcile.bulletin.groups import without_group
from cockpit.reconcile.verdict import Verdict
from cockpit.settings import ROOT

OUTSIDE = Verdict.NOT_MATCHED
THREE = "固定资产投资增速22.8%，分别高于全国（6.8%）、河南省（12%）、郑州市（6.3%）平均增速"
SOUND = [  # sentence; how many of its figures are judged
    # 41.67 at the end of May
    ("截至5月底，省市级重点项目投资完成率49.1%，超序时进度7.4个百分点。", 1),  # 7.43
    ("截至5月底，补短板项目投资完成率60.3%，超序时进度18.7个百分点。", 1),  # 18.58 to 18.68
    ("截至5月底，专项债项目完成率37.5%，低于序时进度4.2个百分点。", 1),  # 4.17
    ("截至2022年5月30日，投资完成率40.0%，落后序时1.4个百分点。", 1),  # 4 + 30/31 months: 41.40
    ("1—4月，全市重点项目投资完成率35.1%，快于序时进度1.8个百分点。", 1),  # 33.33
    ("上半年，投资完成率52.6%，超序时进度2.6个百分点。", 1),
    ("截至9月底完成率达到76%，超序时进度1个百分点。", 1),
    ("截至10月末，完成率83.3%，与序时进度相差0个百分点。", 1),  # 83.33
    (f"{THREE}16、10.8、16.5个百分点。", 3),
    ("固定资产投资增速22.8%，高于全国（6.8%）16个百分点。", 1),
    ("固定资产投资增长4.2%，低于全省（6.5%）2.3个百分点。", 1),
    ("工业投资增速15.3%，比全市12.1%高3.2个百分点。", 1),
    ("民间投资增速8.04%，高于全省（7.9%）0.1个百分点。", 1),  # 0.14
    ("累计完成投资171亿元，为年度计划424亿元的40.3%。", 1),  # 40.33
    ("已实施342个，为全年目标380个的90%。", 1),
    ("完成投资513亿元，占年度计划1000亿元的51.3%。", 1),
    ("年度计划投资105亿元，已完成51.6亿元，投资完成率49.1%。", 1),  # 49.14
    ("应开工356个，已开工342个，开工率96.1%。", 1),  # 96.07
    ("发行债券62.2亿元，累计使用46.0亿元，使用率73.9%。", 1),  # 73.955, cut
    ("下达资金12亿元，已支付9.6亿元，支付率80%。", 1),
    ("应报256个，已报238个，覆盖率93.0%。", 1),  # 92.97
    ("判定138件，三日内办结127件，三日办结率92.0%。", 1),  # 92.03
    ("今年完成投资171亿元，去年同期150亿元，增长14%。", 1),
    ("5月完成38.2亿元，上月42.0亿元，下降9.0%。", 1),  # 9.05
    ("去年同期开工40个，今年开工50个，同比增长25%。", 1),
    ("红灯19个、黄灯42个，合计61个。", 1),
    ("省级24个、市级43个、县级137个，共计204个。", 1),
    ("亮灯61个，其中红灯19个、黄灯42个。", 1),
    ("问题155件，其中手续类23件、要素类22件。", 0),  # the others are not named
    ("中央预算内13.4亿元、专项债62.2亿元，合计75.6亿元。", 1),
    ("产业项目12.34亿元、交通项目5.11亿元，总计17.5亿元。", 1),  # 17.45
    ("预计完成409亿元，比目标420亿元少11亿元。", 1),
    ("已完成171亿元，距年度目标420亿元还差249亿元。", 1),
    ("今年实施342个，比去年310个多32个。", 1),
    ("位居郑州市16县（市）区第3位。", 0),  # possible
    ("开复工率100%，支付率100%，覆盖率98.5%。", 0),
    ("截至5月底，24个中央预算内投资项目完成率102.3%，超序时进度60.6个百分点。", 1),  # 60.63
    ("总投资45亿元，年计划投资16亿元。", 0),
    ("根据市政办〔2022〕11号文件，2022年5月23日召开会议，研究1—2个推进缓慢项目。", 0),
    ("“12834”行动计划和补短板“982”工程推进顺利，第5期活动20个项目参加。", 0),
]  # fmt: skip
PLANTED = [  # sentence; the figure that cannot be
    ("截至5月底，省市级重点项目投资完成率49.1%，超序时进度7.6个百分点。", "7.6个百分点"),
    ("截至5月底，补短板项目投资完成率60.3%，超序时进度16.7个百分点。", "16.7个百分点"),
    ("截至5月底，专项债项目完成率37.5%，超序时进度4.2个百分点。", "4.2个百分点"),  # behind
    ("截至2022年5月30日，投资完成率40.0%，落后序时3.4个百分点。", "3.4个百分点"),
    ("1—4月，全市重点项目投资完成率35.1%，快于序时进度2.8个百分点。", "2.8个百分点"),
    ("上半年，投资完成率52.6%，超序时进度26个百分点。", "26个百分点"),
    ("截至9月底完成率达到76%，低于序时进度1个百分点。", "1个百分点"),
    ("截至10月末，完成率83.3%，超序时进度3.3个百分点。", "3.3个百分点"),
    (f"{THREE}16、10.8、15.5个百分点。", "15.5个百分点"),
    ("固定资产投资增速22.8%，高于全国（6.8%）26个百分点。", "26个百分点"),
    ("固定资产投资增长4.2%，高于全省（6.5%）2.3个百分点。", "2.3个百分点"),  # it is below
    ("工业投资增速15.3%，比全市12.1%高4.2个百分点。", "4.2个百分点"),
    ("民间投资增速8.04%，高于全省（7.9%）1.4个百分点。", "1.4个百分点"),
    ("累计完成投资171亿元，为年度计划424亿元的43.3%。", "43.3%"),
    ("已实施342个，为全年目标380个的94%。", "94%"),
    ("完成投资513万元，占年度计划1000亿元的51.3%。", "51.3%"),  # a slip of the unit
    ("年度计划投资105亿元，已完成51.6亿元，投资完成率94.1%。", "94.1%"),
    ("应开工356个，已开工342个，开工率98.1%。", "98.1%"),
    ("发行债券62.2亿元，累计使用46.0亿元，使用率79.3%。", "79.3%"),
    ("下达资金12亿元，已支付9.6亿元，支付率85%。", "85%"),
    ("应报256个，已报238个，覆盖率95.0%。", "95.0%"),
    ("判定138件，三日内办结127件，三日办结率92.8%。", "92.8%"),
    ("今年完成投资171亿元，去年同期150亿元，增长12%。", "12%"),
    ("5月完成38.2亿元，上月42.0亿元，增长9.0%。", "9.0%"),  # it fell
    ("去年同期开工40个，今年开工50个，同比增长20%。", "20%"),  # of the wrong base
    ("红灯19个、黄灯42个，合计62个。", "62个"),
    ("省级24个、市级43个、县级137个，共计214个。", "214个"),
    ("亮灯60个，其中红灯19个、黄灯42个。", "60个"),
    ("问题40件，其中手续类23件、要素类22件。", "40件"),
    ("中央预算内13.4亿元、专项债62.2亿元，合计76.5亿元。", "76.5亿元"),
    ("产业项目12.34亿元、交通项目5.11亿元，总计18.5亿元。", "18.5亿元"),
    ("预计完成409亿元，比目标420亿元少21亿元。", "21亿元"),
    ("已完成171亿元，距年度目标420亿元还差249万元。", "249万元"),
    ("今年实施342个，比去年310个多42个。", "42个"),
    ("位居郑州市16县（市）区第18位。", "18位"),
    ("开复工率100%，支付率104%，覆盖率98.5%。", "104%"),
    ("专班到位率为101.2%。", "101.2%"),
    ("总投资45元，年计划投资16亿元。", "45元"),
    ("一季度重点项目综合考核位居郑州6县（市）第8位。", "8位"),
    ("政府投资项目占总数的120%。", "120%"),
]  # fmt: skip


def test_there_are_forty_of_each():
    assert (len(SOUND), len(PLANTED)) == (40, 40)


@pytest.mark.parametrize(("words", "count"), SOUND)
def test_a_sound_sentence_raises_no_alarm(words, count):
    found = judged(read(words))
    assert [one.how for one in found if one.verdict is Verdict.IMPOSSIBLE] == []
    assert sum(one.verdict is not OUTSIDE for one in found) == count


@pytest.mark.parametrize(("words", "planted"), PLANTED)
def test_a_planted_error_is_found_and_nothing_else(words, planted):
    found = judged(read(words))
    wrong = [one for one in found if one.verdict is Verdict.IMPOSSIBLE]
    assert [one.figure.said for one in wrong] == [planted]
    assert wrong[0].how


def test_what_only_rounds_or_is_cut_says_so():
    def verdict(words):
        return next(one.verdict for one in judged(read(words)) if one.verdict is not OUTSIDE)

    assert verdict(SOUND[1][0]) is Verdict.BY_ROUNDING
    assert verdict(SOUND[18][0]) is Verdict.BY_TRUNCATION
    assert verdict(SOUND[13][0]) is Verdict.AGREES


def test_a_slip_of_the_unit_is_named():
    for words in ("完成投资513万元，占年度计划1000亿元的51.3%。",
                  "已完成171亿元，距年度目标420亿元还差249万元。"):  # fmt: skip
        (wrong,) = [one for one in judged(read(words)) if one.verdict is Verdict.IMPOSSIBLE]
        assert "单位写错了" in wrong.how


def test_by_the_day_where_the_year_is_known():
    words = "截至5月底，投资完成率49.1%，超序时进度7.7个百分点。"  # 151/365: 41.37
    assert judged(read(words))[1].verdict is Verdict.IMPOSSIBLE
    (gap,) = [
        one for one in judged(read(words), date(2022, 5, 31)) if "个百分点" in one.figure.said
    ]
    assert gap.verdict is Verdict.AGREES
    assert "按日序时 151/365" in gap.how


def test_a_rank_that_does_not_say_among_whom_is_named():
    assert list(without_group(read("综合考核位居第2位。"))) == [1]
    assert list(without_group(read("综合考核位居郑州6县（市）第2位，全省第5位。"))) == []


def test_a_day_that_is_none_is_passed_over():
    words = "截至2022年2月30日，投资完成率49.1%，超序时进度7.7个百分点。"
    assert {one.verdict for one in judged(read(words), date(2022, 5, 31))} == {OUTSIDE}


def test_the_bulletin_of_may_2022():
    """Its figures, and the one of them that cannot be: 49.1 and 7.6 agree with no 序时."""
    words = (ROOT / "data/published/bulletin_2022_05.txt").read_text("utf-8")
    text = read(words)
    found = judged(text)
    assert [one.figure.said for one in found if one.verdict is Verdict.IMPOSSIBLE] == [
        "7.6个百分点"
    ]
    assert {"22.8%", "531个", "62.2亿元", "86.32%", "570万元"} <= {f.said for f in text.figures}
    agreed = [one.figure.said for one in found if one.verdict is Verdict.AGREES]
    assert agreed == ["16个百分点", "10.8个百分点", "16.5个百分点"]
    assert not any("2021" in f.said or "12834" in f.said or "982" in f.said for f in text.figures)


@pytest.mark.parametrize(
    "words",
    [mark * 500_000 for mark in ("1", "\n")] + [m * 150_000 for m in (" 1", "1，", "“1", "截至1")],
    ids=["digits", "lines", "numbers", "list", "quotes", "days"],
)
def test_a_text_written_to_hold_the_server_up_is_read_once(words):
    begun = time.monotonic()
    judged(read(words))
    assert time.monotonic() - begun < 20  # a second or two; where it is looked at twice, hours


def test_what_a_figure_should_be_is_told_with_what_it_may_be():
    _, gap = judged(read(SOUND[0][0].replace("7.4", "7.6")))
    assert round(gap.computed, 3) == Decimal("7.433")
    (span,) = gap.spans  # 49.05 and 49.15 less 41.667
    assert (round(span.interval.low, 3), round(span.interval.high, 3)) == (
        Decimal("7.383"),
        Decimal("7.483"),
    )
    whole = judged(read("红灯19个、黄灯42个，合计62个。"))[-1]
    assert whole.computed == 61
