"""The command line: one table of commands, each a small function of the parsed arguments.

A new command is a module with its function and one line in ``COMMANDS``. Modules are imported
when their command runs, so that ``python -m cockpit fill`` on a filled store stays quick.
"""

from argparse import Namespace
from dataclasses import dataclass
from importlib import import_module

from cockpit.commands.arguments import Argument, argument

FINE, REFUSED, USAGE = 0, 1, 2  # exit codes


@dataclass(frozen=True)
class Command:
    """A command: its name, a line of help, where its function is, its arguments."""

    name: str
    help: str
    where: str  # module:function, in this package
    arguments: tuple[Argument, ...] = ()

    def run(self, parsed: Namespace) -> int:
        """Run it; returns the exit code. What it opened is closed again."""
        from cockpit.commands import shared  # noqa: PLC0415  (brings DuckDB; usage does not need it)

        module, name = self.where.split(":")
        try:
            return int(getattr(import_module(f"{__name__}.{module}"), name)(parsed))
        finally:
            shared.close()


AUTHOR = argument("--author", metavar="署名", help="谁在改；缺省为设置 COCKPIT_AUTHOR")
REASON = argument("--reason", required=True, metavar="理由", help="写进历史的理由")
AS_OF = argument("--as-of", metavar="日期", help="截至日，如 2022-05-31；缺省为最近填报日")
YES = argument("--yes", action="store_true", help="不再询问")

COMMANDS = (
    Command("fill", "首次启动：建库，装入参考、公布数据和示例台账", "filling:fill", (AUTHOR,)),
    Command(
        "load",
        "导入文件（xlsx、xls、CSV、txt、Parquet，或放它们的文件夹、zip），一次全部成功或全部不动",
        "filling:load",
        (
            argument("files", nargs="+", metavar="文件"),
            argument("--dry-run", action="store_true", help="只核对，不写入"),
            argument(
                "--report",
                default="",
                metavar="文件.xlsx",
                help="没有通过时，把原工作簿错的格标红、提醒的格标黄，写成这个文件",
            ),
            argument("--note", default="", metavar="说明", help="写进历史的一句话"),
            argument(
                "--kind",
                choices=("real", "sample", "reference", "published"),
                metavar="性质",
                help="real、sample、reference 或 published；缺省由表决定",
            ),
            argument(
                "--match",
                action="append",
                default=[],
                metavar="名称=项目代码",
                help="同名项目指的是哪一个，可写多次",
            ),
            argument(
                "--accept",
                action="append",
                default=[],
                metavar="提醒=原因",
                help="核对过、确实如此的提醒和原因，原因记入例外：blanks 空格抹去已装的值，"
                "units 像是别的单位，shares 比例大于 1.5，twins 看起来一样的代码或名称，"
                "codes 后几位都是 0 的长代码，sums 小计合计不符，percent 百分比对不上，"
                "total 总投资差 10 倍，future 日期在今天以后，falls 累计比前一次小，"
                "above_total 超过总投资，above_plan 远超年度计划；可写多次",
            ),
            argument(
                "--unit",
                action="append",
                default=[],
                metavar="[表=|列名=]单位",
                help="没有写明单位的金额按什么单位，如 万元、总投资=亿元；可写多次。"
                "--unit、--column、--as-of、--hidden、--nature、--class 前面写上 “文件 › 表”"
                "（csv 写文件名）就只对那张表，只写文件名就只对那个文件，优先于不写的："
                "“五月.xlsx › 市级=亿元”、“五月.xlsx › 市级›总投资=亿元”",
            ),
            argument(
                "--column",
                action="append",
                default=[],
                metavar="[表›]列名=读成",
                help="看不懂的列读成什么，如 “完成=今年累计完成”，只对一张表的如 "
                "“五月.xlsx › 市级›完成=今年累计完成”；可写多次",
            ),
            argument(
                "--as-of",
                action="append",
                default=[],
                metavar="[表=]日期",
                help="数字是哪一天的，表里没有写明时用，如 2022-05-31、“市级.csv=2022-04-30”；"
                "可写多次",
            ),
            argument(
                "--hidden",
                action="append",
                default=[],
                metavar="[表=]读法",
                help="隐藏的行和列：take 照读，leave 不读；可写多次",
            ),
            argument(
                "--nature",
                action="append",
                default=[],
                metavar="[表=]性质",
                help="没有写明新建还是续建的项目：新建 或 续建；可写多次",
            ),
            argument(
                "--class",
                action="append",
                default=[],
                dest="project_class",
                metavar="[表=]类别",
                help="还没有归类、表里也看不出类别的项目归入哪一类：类别名，分级的写 类别/级别；"
                "- 不归类；可写多次",
            ),
            argument(
                "--without-row",
                action="append",
                default=[],
                metavar="文件 › 表 › 行",
                help="这一行不导入，可写多次",
            ),
            argument(
                "--without",
                action="append",
                default=[],
                metavar="列名",
                help="这一列不导入，可写多次",
            ),
            AUTHOR,
        ),
    ),
    Command(
        "set",
        "更正一个值",
        "correcting:set_value",
        (
            argument("table", metavar="表"),
            argument("key", metavar="行键", help="键列用 | 连起来，如 P1|2022-05-31"),
            argument("column", metavar="列"),
            argument("value", metavar="新值", help="空串表示清空"),
            REASON,
            AUTHOR,
        ),
    ),
    Command(
        "remove",
        "项目撤出各类",
        "correcting:remove",
        (
            argument("project", metavar="项目代码"),
            argument("--on", metavar="日期", help="从哪天起，缺省今天"),
            REASON,
            AUTHOR,
        ),
    ),
    Command(
        "waive",
        "记一条例外，规则不再拦这一行",
        "correcting:waive",
        (argument("rule", metavar="规则"), argument("key", metavar="行键"), REASON, AUTHOR),
    ),
    Command(
        "undo",
        "撤销一个数据版本，写成新的一版",
        "correcting:undo",
        (
            argument("version", type=int, metavar="版本", help="要撤销第几版，见 history"),
            argument("--dry-run", action="store_true", help="只看写回什么，不写入"),
            REASON,
            AUTHOR,
        ),
    ),
    Command(
        "history",
        "数据版本，或一个项目的改动",
        "looking:history",
        (argument("--project", metavar="项目代码"),),
    ),
    Command(
        "check",
        "按规则核对已装的数据，或核对存储本身",
        "looking:check",
        (argument("--store", action="store_true", help="逐个读每一版的每个文件，看有没有坏"),),
    ),
    Command(
        "serve",
        "打开网站，到中断为止；先看设置、数据和端口",
        "serving:serve",
        (
            argument("--address", default="127.0.0.1", metavar="地址", help="缺省只供本机"),
            argument("--port", type=int, default=8501, metavar="端口", help="缺省 8501"),
        ),
    ),
    Command("reconcile", "公布数与计算数逐条对账", "showing:reconcile", (AS_OF,)),
    Command(
        "verify",
        "核稿：通报（txt、docx）里的数彼此能不能成立",
        "verifying:verify",
        (
            argument("file", metavar="文件"),
            argument(
                "--as-of", default="", metavar="日期", help="稿子没有写截至哪一天时，按这一天"
            ),
        ),
    ),
    Command(
        "render",
        "把大屏或其中一屏写成一个可离线打开的文件",
        "showing:render",
        (
            argument("screen", metavar="画面", help="wall：大屏；wall/slow 等：其中一屏"),
            argument("--out", required=True, metavar="文件.html", help="写到哪里"),
            argument("--theme", choices=("dark", "light"), default="", help="缺省深色"),
            AS_OF,
        ),
    ),
    Command(
        "report",
        "周一碰头会的材料：汇报、通报、周报、附表，写进一个文件夹",
        "reporting:report",
        (
            argument(
                "--meeting",
                default="",
                metavar="日期",
                help="哪一天的会，如 2022-06-06；缺省为截至日起的下一次",
            ),
            argument("--out", default=".", metavar="文件夹", help="写到哪里；缺省为当前文件夹"),
            AS_OF,
        ),
    ),
    Command(
        "key",
        "大屏密钥，给不能登录的屏幕；停用分享链接",
        "keys:key",
        (
            argument(
                "action",
                choices=("create", "list", "revoke", "revoke-views"),
                metavar="操作",
                help="create 发一把，list 列出，revoke 停用，revoke-views 停用全部分享链接",
            ),
            argument("name", nargs="?", default="", metavar="名字", help="屏幕的名字，或编号"),
            argument(
                "--address",
                default="",
                metavar="网址",
                help="那块屏幕打开驾驶舱的地址，如 http://10.1.2.3:8501；不写则用 COCKPIT_ADDRESS",
            ),
        ),
    ),
    Command(
        "report-key",
        "每日一传的填报链接，一个项目一个",
        "report_keys:report_key",
        (
            argument(
                "action",
                choices=("create", "list", "revoke"),
                metavar="操作",
                help="create 发链接，list 列出，revoke 停用",
            ),
            argument("projects", nargs="*", default=[], metavar="项目代码"),
            argument("--all", action="store_true", help="在列而还没有链接的项目都发"),
            argument(
                "--address",
                default="",
                metavar="网址",
                help="手机打开驾驶舱的网址；不写则用 COCKPIT_ADDRESS",
            ),
            argument(
                "--out", default="", metavar="文件.html", help="写成带二维码的卡片，供打印裁开"
            ),
        ),
    ),
    Command(
        "template",
        "写出空的工作簿，填好可以直接导入",
        "outgoing:template",
        (
            argument("tables", nargs="*", metavar="表", help="表名；缺省为台账的全部表"),
            argument("--out", required=True, metavar="文件夹", help="写到哪里"),
        ),
    ),
    Command(
        "export",
        "把已装的数据写成工作簿，原样可以导回",
        "outgoing:export",
        (
            argument("--out", required=True, metavar="文件夹", help="写到哪里"),
            argument("--all", action="store_true", help="参考数据和公布数据也写"),
        ),
    ),
    Command("settings", "全部设置及其现值", "looking:settings"),
    Command(
        "backup", "备份到一个文件夹", "copying:backup", (argument("folder", metavar="文件夹"),)
    ),
    Command(
        "tidy",
        "合并零碎的数据文件，清掉不再用的；留下的各版数据不变",
        "copying:tidy",
        (argument("--dry-run", action="store_true", help="只看会做什么，不写入"),),
    ),
    Command(
        "restore",
        "先核对备份，再恢复成新的版本",
        "copying:restore",
        (argument("folder", metavar="文件夹"), YES),
    ),
    Command(
        "move",
        "把存储连同全部版本从一个文件夹搬到多台机器共用的，或搬回来",
        "copying:move",
        (
            argument(
                "--to",
                required=True,
                choices=("shared", "folder"),
                metavar="去向",
                help="shared：从 COCKPIT_LAKE 的文件夹搬到 COCKPIT_CATALOGUE 和 COCKPIT_DATA；"
                "folder：搬回来",
            ),
            YES,
        ),
    ),
    Command("start-real", "示例退出，换成空的正式台账", "filling:start_real", (YES, AUTHOR)),
    Command("start-sample", "换回示例台账", "filling:start_sample", (YES, AUTHOR)),
)
