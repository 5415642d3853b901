"""The projects with a story, and the states a project can be in on AS_OF."""

from dataclasses import dataclass

FINISHED = "finished"  # before the year
NOT_DUE = "not due"
LATE = "late"  # due, not started or resumed
UNDER_WAY = "under way"
PRODUCED = "produced"  # this year


@dataclass(frozen=True)
class Feature:
    """A project with a story: the slow ones, the largest unstarted one, the renamed ones."""

    name: str
    cell: str
    domain: str
    township: str
    plan_wan: int
    done_wan: int
    cause: str = ""  # why it is slow
    state: str = UNDER_WAY
    carry_over: bool = True


# The first six have the largest gap between year's plan and forecast: together they close the
# 11 亿元 that the forecast is short of 420, five of them do not.
FEATURES = (
    Feature("示例·新材料产业园一期", "县", "产业转型·制造业", "豫龙镇", 30_000, 3_090, "用地"),
    Feature("示例·冷链物流中心", "T", "现代服务业", "广武镇", 32_000, 5_000, "资金"),
    Feature("示例·快速通道东段", "省", "重大基础设施", "乔楼镇", 19_500, 0, "征迁", LATE, False),
    Feature("示例·标准化厂房三期", "省", "产业转型·制造业", "豫龙镇", 29_000, 4_500, "天气"),
    Feature("示例·城乡供水一体化", "B", "新型城镇化", "广武镇", 26_000, 3_800, "手续"),
    Feature(
        "示例·数据中心一期",
        "县",
        "新型基础设施",
        "贾峪镇",
        24_000,
        3_500,
        "未入库",
        carry_over=False,
    ),
    Feature("示例·职教实训中心", "省", "民生和社会事业", "豫龙镇", 18_000, 7_900),
    Feature("示例·物流枢纽配套路", "县", "重大基础设施", "豫龙镇", 21_000, 9_660),
)
