"""Links: what is read from a query string is what was written to it."""

from datetime import date
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.errors import BadLink
from cockpit.link.look import DWELLS, Look, read
from queries.filters import BASES, Filters

KNOWN = {
    "classes": ("重点项目", "三个一批", "补短板982"),
    "levels": ("省", "市", "县"),
    "domains": ("交通 & 物流", "民生=社会"),
    "towns": ("甲镇", "乙 街道"),
    "investors": ("政府投资", "其他投资"),
}
DAY = date(2022, 5, 31)


def looked(query: str) -> Look:
    asked = parse_qs(query, keep_blank_values=True)
    return read(asked, default_as_of=DAY, known=KNOWN, own=("indicator", "q"))


def some_of(values):
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


looks = st.builds(
    Look,
    st.builds(
        Filters,
        st.dates(date(1990, 1, 1), date(2099, 12, 31)),
        st.sampled_from(BASES),
        **{name: some_of(values) for name, values in KNOWN.items()},
    ),
    st.none() | st.integers(0, 999_999_999),
    st.sampled_from(["", "dark", "light"]),
    st.sampled_from(DWELLS),
)


@given(looks)
def test_link_opens_the_look_that_wrote_it(look):
    assert looked(look.query()) == look


@given(looks)
def test_names_of_the_screen_and_of_chats_are_left_alone(look):
    chats = "from=singlemessage&isappinstalled=0&nsukey=a%2Bb&spm=1.2&utm_source=wx&embed=true"
    chats += "&UTM_SOURCE=wx&Utm_Medium=x"
    chats += "&fbclid=1&gclid=1&msclkid=1&ttclid=1&twclid=1&yclid=1"
    assert looked(look.query(indicator="completion", q="") + "&" + chats) == look


def test_no_parameter_is_the_default_look():
    assert looked("") == Look(Filters(DAY, "month"))


def test_as_of_is_always_written_and_defaults_are_not():
    assert Look(Filters(DAY)).query() == "as_of=2022-05-31"


def test_value_given_twice_counts_once():
    assert looked("class=三个一批&class=三个一批").filters.classes == ("三个一批",)


def test_blank_values_are_no_choice():
    assert looked("as_of=&basis=&class=&version=&theme=") == Look(Filters(DAY))


def test_narrowed_replaces_a_choice_and_keeps_the_rest():
    look = looked("class=三个一批&version=7").narrowed(levels=("省",))
    assert (
        look.query()
        == "as_of=2022-05-31&class=%E4%B8%89%E4%B8%AA%E4%B8%80%E6%89%B9&level=%E7%9C%81&version=7"
    )


@pytest.mark.parametrize(
    ("query", "said", "where"),
    [
        ("as_of=2022-05-32", "“2022-05-32”不是日期", "as_of="),
        ("as_of=20220531", "不是日期，应写成 2022-05-31", "as_of="),
        ("as_of=２０２２-05-31", "不是日期", "as_of="),
        ("as_of=0001-01-01", "不在 1990 年到 2099 年之间", "as_of="),
        ("as_of=2022-05-30&as_of=2022-05-31", "“截至”给了 2 个值", "as_of="),
        ("basis=week", "没有“week”这个序时口径；可选：month（按月）", "basis="),
        ("class=六类", "没有“六类”这个类别；可选：重点项目、三个一批", "class="),
        ("level=国", "没有“国”这个级别；可选：省、市、县", "level="),
        ("domain=农业", "没有“农业”这个领域", "domain="),
        ("town=丙镇", "没有“丙镇”这个乡镇（街道）", "town="),
        ("investor=外资", "没有“外资”这个投资主体", "investor="),
        ("version=latest", "“latest”不是数据版本，应为从 0 起的整数", "version="),
        ("version=-1", "“-1”不是数据版本", "version="),
        ("version=٣", "不是数据版本", "version="),
        ("version=1&version=2", "“数据版本”给了 2 个值", "version="),
        ("theme=blue", "没有“blue”这个主题；可选：dark、light", "theme="),
        ("rotate=slow", "“slow”不是轮播的秒数", "rotate="),
        ("rotate=1", "“1”不是轮播的秒数，应为 5 到 3600 的整数", "rotate="),
        ("rotate=3601", "“3601”不是轮播的秒数", "rotate="),
    ],
)
def test_bad_parameter_is_said_in_words_with_a_way_back(query, said, where):
    with pytest.raises(BadLink) as refused:
        looked(query)
    assert said in refused.value.what
    assert refused.value.where == where
    assert refused.value.way_out


def test_nothing_on_offer_says_so():
    with pytest.raises(BadLink, match="可选：无"):
        read({"town": ["甲镇"]}, default_as_of=DAY, known={})


@given(
    st.dictionaries(
        st.sampled_from(["as_of", "basis", "class", "level", "town", "version", "theme"]),
        st.lists(st.text(max_size=60), max_size=3),
        max_size=4,
    )
)
def test_any_link_is_read_or_refused_in_words(query):
    try:
        look = read(query, default_as_of=DAY, known=KNOWN)
    except BadLink as refused:
        assert refused.what  # noqa: PT017
    else:
        assert isinstance(look, Look)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Class", "class"),
        ("amp;class", "class"),
        ("classes", "class"),
        ("clas", "class"),
        ("class ", "class"),
        (" class", "class"),
        ("ａs_of", "as_of"),
        ("AS_OF", "as_of"),
        ("asof", "as_of"),
        ("date", "as_of"),
        ("Towns", "town"),
        ("amp;version", "version"),
        ("Indicator", "indicator"),
        ("rotates", "rotate"),
    ],
)
def test_a_misspelt_name_is_said_with_the_one_meant(name, meant):
    with pytest.raises(BadLink) as refused:
        looked(urlencode({"town": "甲镇", name: "x"}))
    assert refused.value.what == f"这里没有“{name}”这个参数"
    assert refused.value.way_out.startswith(f"是不是 {meant}？")


@pytest.mark.parametrize(
    "query", ["lead=张三", "foo=", "=x", "utm=1", "From=x", "amp;=1", "class[]=x"]
)
def test_any_other_name_is_refused_too(query):
    with pytest.raises(BadLink, match="这里没有"):
        looked(query)
