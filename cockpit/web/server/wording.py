"""Streamlit's own words in Chinese: what its front end has written in, and what is served instead.

Streamlit has no setting for its language. Its front end is files that this server gives out
(frontend.py), so the words are changed there, once a process; nothing is looked for in the
browser. A test holds that each is found: another version of Streamlit may write them otherwise.
"""

from collections.abc import Mapping

# a file of the front end, its hash left out → what is written in it → what is served instead
WORDS: Mapping[str, Mapping[str, str]] = {
    "index": {
        "`Skip to main content`": "`跳到正文`",
        "`Page not found`": "`没有这一页`",
        "`The page that you have requested does not seem to exist`": "`没有这个地址的页面`",
        "${t}. Running the app's main page.": "${t}，打开的是驾驶舱。",
        '"aria-label":`Sidebar`': '"aria-label":`侧栏`',
        "`Collapse sidebar`": "`收起侧栏`",
        "`Expand sidebar`": "`展开侧栏`",
        "`Running...`": "`正在更新`",
        "`Stopping...`:`Stop`": "`正在停止`:`停止`",
        "`Always rerun`": "`总是重新运行`",
        "children:`Rerun`": "children:`重新运行`",
        "`File change.`": "`文件有变动。`",
        '"aria-label":`Close`': '"aria-label":`关闭`',
        "children:`Close`": "children:`关闭`",
        "children:`Cancel`": "children:`取消`",
        "children:`Copy`": "children:`复制`",
        '"aria-label":`Main menu`': '"aria-label":`主菜单`',
        '"aria-label":`Notifications`': '"aria-label":`通知`',
        "`Toolbar action`": "`工具`",
        "`view less`:`view more`": "`收起`:`展开`",
    },
    "useFloatingOverlay": {":`Dismiss`": ":`关闭`"},
    "Toolbar": {
        "label:`Fullscreen`": "label:`全屏`",
        "label:`Close fullscreen`": "label:`退出全屏`",
    },
    "utils": {
        "`Choose an option`": "`请选择`",
        "`Choose options`": "`请选择`",
        "`Choose or add an option`": "`选择或新增`",
        "`Choose or add options`": "`选择或新增`",
        "`Add an option`": "`新增一项`",
        "`Add options`": "`新增`",
        "`No options to select`": "`没有可选的`",
        '"aria-label":`file upload`': '"aria-label":`选文件`',
        "`File must be ${$(n,`b`)} or smaller.`": "`一个文件最多 ${$(n,`b`)}`",
    },
    "FileUploader": {
        "`Drag and drop directories here`": "`把文件夹拖到这里`",
        "`Drag and drop files here`:`Drag and drop a file here`": "`松手就放下`:`松手就放下`",
        "label:l?`Upload directories`:`Upload`": "label:l?`选文件夹`:`选文件`",
        "`${T(t,D.Byte,0)} per file`": "`每个文件最多 ${T(t,D.Byte,0)}`",
        "`${e.type} files are not allowed.`": "`不收这种文件`",
        "`Add files`": "`再放文件`",
    },
    "Selectbox": {
        "locale:`en-US`": "locale:`zh-CN`",
        "`Selectbox options`": "`可选项`",
        "`No results`": "`没有匹配的`",
        "`Clear value`": "`清除`",
        '"aria-label":`Open`': '"aria-label":`展开`',
    },
    "Multiselect": {
        "locale:`en-US`": "locale:`zh-CN`",
        "`Multiselect options`": "`可选项`",
        "`No results`": "`没有匹配的`",
        "`Select all`": "`全选`",
        "`Select ${p.length} matches`": "`选中匹配的 ${p.length} 项`",
        "`Selected values`": "`已选`",
        "`Remove ${e}`": "`去掉 ${e}`",
        "`Clear all`": "`全部清除`",
        '"aria-label":`Open`': '"aria-label":`展开`',
    },
    "DateInput": {
        "locale:`en-US`": "locale:`zh-CN`",  # of the field, and of its calendars
        "{locale:Ye,": "{locale:`zh-CN`,",
        "{locale:Me,": "{locale:`zh-CN`,",
        "`Use arrow keys to navigate dates. Enter to select. Escape to close.`": (
            "`方向键换日期，回车选定，Esc 关闭`"
        ),
        "`Choose date`": "`选择日期`",
        "`Choose date range`": "`选择起止日期`",
        "`Clear date`": "`清除日期`",
        "`Clear dates`": "`清除日期`",
    },
    "ReorderedSegments": {"`Previous month`": "`上个月`", "`Next month`": "`下个月`"},
    "TextInput": {"`Clear entry`": "`清除`"},
    "InputInstructions": {
        "`submit form`:`apply`": "`提交`:`应用`",
        "+Enter to ${e}`": "+回车 ${e}`",
        "`Press Enter to ${e}`": "`按回车 ${e}`",
        "`Press ${": "`按 ${",
    },
    "Pagination": {
        '"aria-label":`Pagination`': '"aria-label":`翻页`',
        "`Previous page`": "`上一页`",
        "`Next page`": "`下一页`",
        "`Page ${e.page}`": "`第 ${e.page} 页`",
    },
    "DataFrame": {
        "label:`Show/hide columns`": "label:`显示或隐藏列`",
        "label:`Download as CSV`": "label:`下载 CSV`",
        "label:`Search`": "label:`搜索`",
        "label:`Select all`": "label:`全选`",
        "label:`Clear selection`": "label:`取消选择`",
        "`Sort ascending`": "`升序`",
        "`Sort descending`": "`降序`",
        "`Autosize`": "`自动列宽`",
        "`Pin column`": "`固定列`",
        "`Unpin column`": "`取消固定`",
        "`Hide column`": "`隐藏列`",
        "`Copy column name`": "`复制列名`",
        "`Dataframe column menu`": "`列的菜单`",
        "`Type to search`": "`输入要找的字`",
        "`Previous Result`": "`上一处`",
        "`Next Result`": "`下一处`",
        "`Close Search`": "`关闭搜索`",
        "`over 1000`": "`1000 多处`",
        "${v.results} result${v.results===1?``:`s`}": "${v.results} 处",
        "${v.selectedIndex+1} of ${e}": "第 ${v.selectedIndex+1} 处，共 ${e}",
        "children:`No data`": "children:`没有数据`",
        "children:`Based on sample`": "children:`按抽样`",
        "label:`Values`": "label:`有值`",
        "label:`Empty`": "label:`空`",
        "label:`Distinct`": "label:`不同值`",
        "label:`Minimum`": "label:`最小`",
        "label:`Maximum`": "label:`最大`",
        "label:`Average`": "label:`平均`",
        "label:`Median`": "label:`中位数`",
        "label:`Sum`": "label:`合计`",
        "label:`Range`": "label:`范围`",
        "label:`Standard deviation`": "label:`标准差`",
        "label:`Minimum length`": "label:`最短`",
        "label:`Maximum length`": "label:`最长`",
        "label:`Average length`": "label:`平均长度`",
        "`Distribution histogram`": "`分布`",
        "`Top values frequency chart`": "`最多的值`",
        "`True/false distribution chart`": "`是与否`",
        "label:`Automatic`": "label:`自动`",
        "label:`Localized`": "label:`本地格式`",
        "label:`Plain`": "label:`原样`",
        "label:`Compact`": "label:`缩略`",
        "label:`Dollar`": "label:`美元`",
        "label:`Euro`": "label:`欧元`",
        "label:`Yen`": "label:`日元`",
        "label:`Percent`": "label:`百分数`",
        "label:`Scientific`": "label:`科学计数`",
        "label:`Accounting`": "label:`会计格式`",
        "label:`Distance`": "label:`相距`",
        "label:`Duration`": "label:`时长`",
        "label:`Calendar`": "label:`日历`",
    },
}


def in_chinese(name: str, text: str) -> str:
    """A file of the front end with our words; ``name``: index.DormvYxC.js."""
    for written, served in WORDS.get(name.partition(".")[0], {}).items():
        text = text.replace(written, served)
    return text
