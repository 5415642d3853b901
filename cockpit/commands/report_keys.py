"""report-key create, list, revoke: the links by which sites send their daily report."""

from argparse import Namespace
from pathlib import Path
from urllib.parse import urlsplit

from cockpit import settings
from cockpit.commands import shared
from cockpit.commands.keys import HERE, address_of, state_of
from cockpit.errors import NotFound, Refused
from cockpit.report_keys import ReportKeys
from cockpit.screens.report.cards import LinkCard, cards_document

NAMES = """
    select project_id, arg_max(name, valid_from), arg_max(organisation, valid_from)
    from project group by project_id order by project_id
"""
LISTED = "select distinct project_id from class_membership where valid_to is null"


def report_key(arguments: Namespace) -> int:
    """Do what ``arguments.action`` says."""
    keys = ReportKeys(shared.where())
    if arguments.action == "list":
        return _list(keys)
    if arguments.action == "revoke":
        for project in arguments.projects:
            keys.revoke(project)
            print(f"已停用 {project} 的填报链接，现在起不再收它传来的")
        if not arguments.projects:
            raise Refused("没有说是哪个项目", way_out="report-key revoke 项目代码")
        return 0
    return _create(keys, arguments)


def _create(keys: ReportKeys, arguments: Namespace) -> int:
    address = address_of(arguments.address or settings.load().address or HERE)
    with shared.lake().looking() as con:
        named = {code: (name, whose or "") for code, name, whose in con.execute(NAMES).fetchall()}
        listed = {code for (code,) in con.execute(LISTED).fetchall()} if arguments.all else set()
    has_one = keys.in_use()
    asked = [*dict.fromkeys([*arguments.projects, *sorted(listed & set(named) - set(has_one))])]
    if unknown := [code for code in asked if code not in named]:
        raise NotFound("没有这个项目", where="、".join(unknown[:5]), way_out="在台账页查项目代码")
    if not asked:
        said = "没有要发的：在列的项目都有链接了" if arguments.all else "没有说是哪个项目"
        raise Refused(said, way_out="report-key create 项目代码，或加 --all")
    out = Path(arguments.out) if arguments.out else None
    if out and out.exists():
        raise Refused("已有这个文件", where=str(out), way_out="换一个名字：里面的链接等同口令")
    made = keys.create_all(asked)
    cards = [LinkCard(its.name, *named[its.name], f"{address}/report/{key}") for its, key in made]
    if out:
        out.touch(mode=0o600)
        out.write_text(cards_document(cards, "每日一传"), "utf-8")
        print(f"发了 {len(cards)} 个填报链接，写成 {out}：在浏览器里打开，打印后裁开")
    else:
        for card in cards:
            print(f"{card.project_id}  {card.name}\n{card.address}")
    print("谁拿到链接谁就能替这个项目填报，等同口令：只发给本项目的填报人。")
    if urlsplit(address).hostname in {"127.0.0.1", "localhost"}:
        print("手机打不开本机的地址：用 --address 写明手机打开驾驶舱的网址。")
    if urlsplit(address).scheme != "https":
        print("不是 https 的网址，手机关掉页面后没有网络就打不开；开着的页面照样能存、能补传。")
    if not settings.load().writing:
        print("现在不收填报；COCKPIT_WRITING 设为 on 之后才收。")
    return 0


def _list(keys: ReportKeys) -> int:
    issued = keys.issued()
    for its in issued:
        print(state_of(its))
    if not issued:
        print("还没有发过填报链接")
    return 0
