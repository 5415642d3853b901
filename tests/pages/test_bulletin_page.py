"""核稿 without a browser: a text pasted or brought, its figures, the filter, what is refused."""

import io
import logging
import re

import docx
import openpyxl
import pytest

from cockpit.errors import BadLink
from cockpit.screens.bulletin import checked as screen
from cockpit.screens.bulletin import page as parts
from cockpit.web import bulletin, writing
from cockpit.web.view import view_of
from tests.pages.reading import plain, plain_of, press, text_of

MAY = {"as_of": "2022-05-31", "version": "1"}
# 49.1 and 7.6 agree with no 序时; 105.0 is the ledger's, 104 % no rate of payment, 45 元 no project
WORDS = (
    "截至5月底，67个省市级重点项目年度计划投资105.0亿元，投资完成率49.1%，超序时进度7.6个百分点。\n"
    "综合考核位居第2位，支付率104%，总投资45元。红灯19个、黄灯42个，合计62个。\n"
    "根据〔2022〕11号文件，研究1—2个项目。"
)


def pasted(run, words=WORDS, **query):
    test = run("bulletin", **{**MAY, **query})
    next(area for area in test.text_area if area.label == "粘贴稿子").set_value(words)
    return press(test, "核对")


def checked(words=WORDS, **query):
    view = view_of({name: [value] for name, value in {**MAY, **query}.items()}, screen.READS)
    return screen.checked(view, words, "粘贴的稿子", screen.asked(view))


def test_an_empty_page_says_what_to_paste(filled, run):
    test = run("bulletin", **MAY)
    said = plain_of(test)
    assert "要核的稿子" in said
    assert "不保存，不进网址和日志" in said
    assert "试试 2022 年 5 月通报" in [button.label for button in test.button]


def test_a_pasted_text_says_how_many_cannot_be_and_which(filled, run):
    said = plain_of(pasted(run))
    # 67, 105.0, 49.1, 7.6, 2nd, 104, 45, 19, 42, 62
    assert "10 个数里 4 个不可能：超序时进度 7.6 个百分点，应为 7.4；支付率 104% 等" in said
    assert "1 个位次没有说在哪一组里" in said
    assert "2 处日期、文号、名称不算数" not in said  # 5月底, the document's number, the rule
    assert "3 处日期、文号、名称不算数" in said
    assert "与台账相符不构成核实" in said


def test_each_verdict_underlines_in_its_own_way(filled):
    html = parts.text(checked())
    looks = re.findall(r'class="fg pick (v-[a-z]+)"[^>]*>.*?<sup>(\d+)</sup>', html)
    assert looks == [
        *(("v-ok", "1"), ("v-ok", "2"), ("v-ok", "3"), ("v-bad", "4"), ("v-out", "5")),
        *(("v-bad", "6"), ("v-bad", "7"), ("v-out", "8"), ("v-out", "9"), ("v-bad", "10")),
    ]


def test_the_worst_figure_is_opened_and_another_by_its_link(filled):
    first = plain(parts.chosen(checked()), " ")
    assert "第 4 个数 · 省市级重点项目 · 超序时进度" in first
    assert "台账算的 7.433" in first
    assert "改法 改成 7.4 个百分点；若坚持 7.6 个百分点，请写明口径" in first
    assert "49.1% 减按月序时 5/12 7.383 至 7.483" in first
    other = plain(parts.chosen(checked(figure="10")), " ")
    assert "19 + 42 = 61 个，不是 62 个" in other
    assert "改成 61 个" in other
    assert "差 −1" in other
    assert "代表" not in other  # a count is what it says
    assert "第 4 个数" in plain(parts.chosen(checked(figure="99")), " ")  # of another text


def test_a_rank_without_its_group_a_unit_slip_and_a_rate_above_all_are_named(filled):
    rows = plain(parts.worst(checked()), " ")
    assert "没有说在哪一组里排第几" in rows
    assert "单位恐怕是亿元或万元" in rows
    assert "104% 高于 100%" in rows
    ranked = plain(parts.chosen(checked(figure="5")), " ")
    assert "写明在多少家里排这一位" in ranked
    assert "第 5 个数 · 位次" in ranked


def test_a_figure_of_the_ledger_leads_to_its_rows_and_meaning(filled):
    html = parts.chosen(checked(figure="3"))
    hrefs = re.findall(r'href="([^"]+)"', html)
    rows = next(href for href in hrefs if href.startswith("/ledger?"))
    assert "indicator=completion" in rows
    assert "as_of=2022-05-31" in rows
    assert any(href.startswith("/indicators?") for href in hrefs)


def test_the_counts_are_the_filter(filled):
    html = parts.tiles(checked())
    counts = re.findall(r'under">([^<]+)</span></b><span class="n">(\d+)', html)
    assert counts == [
        *(("不可能", "4"), ("截断可成立", "0"), ("舍入内可成立", "0")),
        *(("符合", "3"), ("输入", "0"), ("台账之外", "3")),
    ]
    of_ok = checked(verdict="ok")
    assert [one.no for one in of_ok.rest] == [1, 2, 3]
    assert "符合 3 个" in plain(parts.rest(of_ok), " ")
    assert 'class="fg pick v-bad off"' in parts.text(of_ok)


def test_a_text_is_only_ever_text(filled, run):
    words = "<script>alert(1)</script><img src=x onerror=1>，完成投资“<b>”3亿元。"
    html = text_of(pasted(run, words))
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;" in html


def test_the_text_is_in_no_address_and_no_log(filled, run, caplog):
    with caplog.at_level(logging.DEBUG):
        test = pasted(run)
    assert set(test.query_params) == {"as_of", "version"}
    assert "省市级重点项目年度计划投资" not in caplog.text


def test_an_empty_paste_is_a_sentence(filled, run):
    test = pasted(run, "  ")
    assert "还没有文字" in plain_of(test)
    assert "粘贴稿子" in [area.label for area in test.text_area]


def test_a_text_without_figures_is_a_sentence(filled, run):
    assert "稿子里没有找到数" in plain_of(pasted(run, "今年以来，项目推进有力。"))


def test_the_published_sentences_are_there_to_try(filled, run):
    said = plain_of(press(run("bulletin", **MAY), "试试 2022 年 5 月通报"))
    assert re.search(r"1 个不可能：超序时进度 7\.6 个百分点，应为 7\.4", said)
    assert "2022 年 5 月通报" in said


def test_a_ledger_of_other_facts_has_no_such_bulletin(filled):
    before = view_of({"as_of": ["2022-05-30"], "version": ["1"]}, screen.READS)
    assert screen.published(before) is None  # by then none of its facts was known


def test_another_text_takes_the_place_of_the_first(filled, run):
    test = press(pasted(run), "换一份稿子")
    assert "要核的稿子" in plain_of(test)
    assert "省市级重点项目年度计划投资" not in text_of(test)


def word(*paragraphs):
    document, out = docx.Document(), io.BytesIO()
    for one in paragraphs:
        document.add_paragraph(one)
    document.save(out)
    return out.getvalue()


@pytest.fixture
def brought(filled, run, monkeypatch):
    """The page after a file was brought."""
    monkeypatch.setattr(writing, "is_known", lambda: True)
    monkeypatch.setattr(writing, "may_try", lambda: True)

    def bring(name, content):
        test = run("bulletin", **MAY)
        (zone,) = test.get("file_uploader")
        return zone.set_value((name, content, "application/x")).run()

    return bring


def test_a_document_is_read(brought):
    said = plain_of(
        brought("通报.docx", word("截至5月底，投资完成率49.1%，超序时进度7.6个百分点。"))
    )
    assert "2 个数里 1 个不可能" in said
    assert "通报.docx" in said


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("稿<b>.docx", b"PK\x03\x04 broken", "打不开：不是 Word 文档，或已损坏"),
        ("稿.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "旧格式的 Word 文档"),
        ("稿.txt", b"a\x00b", "不是文本文件"),
    ],
)
def test_a_file_that_is_none_is_a_sentence_in_place(brought, name, content, words):
    test = brought(name, content)
    assert words in plain_of(test)
    assert "<b>.docx" not in text_of(test)
    assert "要核的稿子" in plain_of(test)


def test_who_may_not_bring_files_may_paste(filled, run, monkeypatch):
    monkeypatch.setattr(writing, "is_known", lambda: True)
    monkeypatch.setattr(writing, "may_try", lambda: False)
    test = run("bulletin", **MAY)
    assert not test.get("file_uploader")
    assert "txt" not in plain_of(test)


def test_the_table_can_be_taken_along_and_starts_no_formula(filled):
    found = checked("“=1+1”完成投资3亿元。=cmd完成投资4亿元。")
    file = parts.file(found)
    lines = file.written("csv").decode("utf-8-sig").splitlines()
    assert lines[0] == "序,是什么,稿子,台账或运算,判定,怎么算的"
    assert not any(cell.startswith("=") for line in lines for cell in line.split(","))
    book = openpyxl.load_workbook(io.BytesIO(file.written("xlsx")))
    cells = [cell for row in book["数据"].iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert "与台账相符不构成核实" in str([*book["说明"].values])


def test_of_a_long_text_what_is_around_the_figure_is_shown(filled):
    long = "\n".join([WORDS] * 400)  # some 60 000 characters
    first, last = checked(long), checked(long, figure="4000")
    assert len(first.figures) == 4000
    for found, no in ((first, 4), (last, 4000)):
        html = parts.text(found)
        assert f"<sup>{no}</sup>" in html
        assert "稿子很长" in html
        assert len(plain(html)) < 3 * parts.AROUND
    assert "另有" in parts.rest(first)


def test_a_link_that_asks_for_no_verdict_is_told(filled):
    with pytest.raises(BadLink, match="没有“x”这个判定"):
        checked(verdict="x")


def test_the_session_holds_words_alone(filled, run):
    held = pasted(run).session_state
    kept = {name: held[name] for name in (bulletin.WORDS, bulletin.TITLE)}
    assert all(isinstance(value, str) for value in kept.values())
