"""What the sites told of the last week: a report behind each day's figure of a project at work.

Who told it, when it came and how far the site is are those of the day's ``progress_report``; the
head-counts and the words are made up. There are no photos: none exist.
"""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from data.sample.draw import stream
from data.sample.progress import reports
from data.sample.projects import Project
from data.sample.tables import Row
from data.sample.totals import AS_OF

FIRST = AS_OF - timedelta(days=6)
SAME_SHARE = 0.06  # whoever copies the words of the day before
DONE = {  # what a day brings, by how far the site is
    "场地平整": ("清表 {n} 亩", "土方外运 {n} 车", "临建围挡 {n} 米"),
    "基础施工": ("桩基完成 {n} 根", "基坑支护 {n} 米", "垫层浇筑 {n} 方"),
    "主体施工": ("钢筋绑扎 {n} 吨", "混凝土浇筑 {n} 方", "模板支设 {n} 平方米"),
    "安装装修": ("砌体 {n} 方", "管线安装 {n} 米", "设备就位 {n} 台"),
    "收尾调试": ("室外管网 {n} 米", "设备调试 {n} 台", "绿化铺装 {n} 平方米"),
    "竣工验收": ("问题整改 {n} 项", "资料归档 {n} 册", "现场清理 {n} 平方米"),
}


def site_reports(projects: list[Project]) -> Iterator[Row]:
    """One report of each project and day of the week for which a figure came in time or late."""
    by_id = {p.project_id: p for p in projects}
    said: dict[str, str] = {}
    for project_id, day, done_wan, _, image, reporter, received_at in reports(projects):
        if day < FIRST or not by_id[project_id].was_at_work(day):
            continue
        rng = stream(f"site {project_id} {day}")
        words = said.get(project_id, "")
        if not words or rng.random() > SAME_SHARE:
            words = told(rng, image)
        said[project_id] = words
        filled_at = received_at - timedelta(seconds=rng.randint(2, 40))
        yield (
            *(project_id, f"SITE-{day:%m%d}-{project_id}", day, reporter, filled_at, received_at),
            *(True, None, rng.randint(6, 90), image, words, done_wan, None),
        )


def told(rng: Random, image: str) -> str:
    """What the site did that day, in its words."""
    return rng.choice(DONE[image]).format(n=rng.randint(2, 80))
