"""Which loaded projects an unknown name may mean, and which it may not."""

import random
from time import process_time

import pytest

from cockpit.intake import gate
from cockpit.intake.answers import Answers
from cockpit.intake.near_names import NearNames
from cockpit.intake.read import Source
from tests.conftest_gate import new_lake, rows

SECONDS = 20.0  # of a processor, some times what it takes


def is_offered(one: str, other: str) -> bool:
    """Whether each is offered for the other."""
    found = {bool(NearNames([("P1", a)]).of(b)) for a, b in ((one, other), (other, one))}
    assert len(found) == 1, "offered for the one, and not for the other"
    return found.pop()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("荥阳市老旧小区改造", "老旧小区改造"),
        ("示例·荥阳市老旧小区改造", "示例·老旧小区改造"),
        ("河南省荥阳市人民医院迁建", "荥阳市人民医院迁建"),
        ("示例汽车有限公司电池生产线", "电池生产线"),
        ("2022年老旧小区改造项目", "老旧小区改造"),
        ("荥阳市2022年度老旧小区改造", "荥阳市老旧小区改造"),
        ("科学大道及配套工程", "科学大道"),
        ("安置房及其配套设施建设项目", "安置房"),
        ("ＡＢ产业园（一期）", "AB产业园1期"),
        ("新能源电池项目（二期）", "新能源电池2期"),
        ("新能源电池第二期工程", "新能源电池二期"),
        ("高端装备智能制造产业园", "高瑞装备智能制造产业园"),
        ("高端装备智能制造产业园", "高端装备智能造产业园"),
        ("高端装备智能制造产业园", "高端装备智能制制造产业园"),
        ("高端装备智能制造产业园", "高端装备能智制造产业园"),
        ("高端装备智能制造产业园", "高瑞装备智能制告产业园"),
        ("精密仪器研发楼宇", "密精仪器研发楼于"),
    ],
)
def test_one_project_written_in_two_ways_is_offered(one, other):
    assert is_offered(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例·学校", "示例·医院"),
        ("示例·荥阳市第三实验学校", "示例·荥阳市第三实验医院"),
        ("高端装备智能制造产业园一期", "高端装备智能制造产业园二期"),
        ("高端装备智能制造产业园", "高端装备智能制造产业园二期"),
        ("2021年农村公路改造提升", "2022年农村公路改造提升"),
        ("荥阳市东环路改造提升工程", "荥阳市西环路改造提升工程"),
        ("荥阳市北环路改造提升工程", "荥阳市环路改造提升工程"),
        ("汜水镇污水处理厂扩建", "高村乡污水处理厂扩建"),
        ("张村道路硬化绿化亮化", "李村道路硬化绿化亮化"),
        ("中原路雨污分流改造工程", "中山路雨污分流改造工程"),
        ("产业园甲", "产业园乙"),
        ("雨水管网改造", "污水管网改造"),  # shorter than eight
        ("高端装备智能制造产业园", "高瑞装备智熊制告产业园"),  # three
        ("荥阳市", "市"),
    ],
)
def test_two_projects_are_not_offered_for_each_other(one, other):
    assert not is_offered(one, other)


def test_the_likeliest_come_first_and_each_once():
    known = [("P1", "荥阳市电池生产线项目"), ("P2", "电池生产线工程"), ("P3", "电池生产线（二期）")]
    assert NearNames(known).of("2022年电池生产线及配套") == ["P2", "P1"]


def test_it_is_asked_and_never_taken_by_itself(tmp_path):
    lake = new_lake(tmp_path / "lake")
    head = "2022年5月（单位：万元）,\n项目名称,总投资\n"
    first = Source("甲.csv", f"{head}荥阳市老旧小区改造,500".encode())
    second = Source("乙.csv", f"{head}2022年老旧小区改造,900".encode())
    gate.load(lake, [first], author="测试")
    (fault,) = gate.preview(lake, [second]).faults
    assert fault.question == "match"
    assert [remedy.values[1] for remedy in fault.remedies] == ["自编-0001", "新项目"]
    matches = {"2022年老旧小区改造": "自编-0001"}
    gate.load(lake, [second], author="测试", answers=Answers(matches=matches))
    assert {row["project_id"] for row in rows(lake, "project")} == {"自编-0001"}
    lake.close()


@pytest.mark.parametrize("words", ["few", "own"])
def test_thousands_of_unknown_names_are_held_against_tens_of_thousands_in_seconds(words):
    """Names of few words, so that nearly all share most of their pairs; and each with its own."""
    chance = random.Random(12834)
    parts = (
        ("荥阳市", "郑州市", "", "2022年"),
        ("汜水镇", "高村乡", "广武镇", "豫龙镇", "乔楼镇", "贾峪镇", "崔庙镇", "刘河镇"),
        ("老旧小区", "污水管网", "产业园", "装备制造", "新能源电池", "农产品加工", "实验学校"),
        ("改造提升", "扩建", "智能化升级", "一期", "二期", "基础设施"),
        ("道路", "厂房", "用房", "管线", "绿化", "停车场", "设备", "平台"),
        ("项目", "工程", "建设项目", "及配套工程"),
    )
    signs = [chr(0x4E00 + 7 * n) for n in range(1_000)]

    def name() -> str:
        own = "".join(chance.choices(signs, k=3)) if words == "own" else ""
        return own.join(
            "".join(chance.choice(part) for part in half) for half in (parts[:2], parts[2:])
        )

    known = [(f"P{at}", name()) for at in range(50_000)]
    asked = [name() for _ in range(5_000)]
    began = process_time()
    near = NearNames(known)
    built = process_time() - began
    found = sum(bool(near.of(one)) for one in asked)
    took = process_time() - began
    print(f"{words}: {took:.1f} s, {built:.1f} s of them to build; {found} have a candidate")
    assert took < SECONDS
