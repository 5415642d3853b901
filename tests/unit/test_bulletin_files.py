"""A bulletin from a file, and ``verify`` at the command line."""

import io
import zipfile

import docx
import pytest

from cockpit.__main__ import main
from cockpit.errors import Refused
from cockpit.intake.wording import words_of


@pytest.fixture(autouse=True)
def _without_a_store(tmp_path, monkeypatch):
    monkeypatch.setenv("COCKPIT_LAKE", str(tmp_path / "none"))


WORDS = "截至5月底，投资完成率49.1%，超序时进度7.6个百分点。"


def word(*paragraphs, rows=()):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_paragraphs_and_rows_of_tables_stand_in_their_order():
    content = word("一、总体", WORDS, rows=[("类别", "完成率"), ("重点", "49.1%")])
    lines = words_of("通报.docx", content).splitlines()
    assert [line for line in lines if line] == ["一、总体", WORDS, "类别\t完成率", "重点\t49.1%"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_its_encoding(encoding):
    assert words_of("通报.txt", WORDS.encode(encoding)) == WORDS


def packed(name, body):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", b"", "不是 Word 文档"),
        ("a.docx", b"PK\x03\x04 broken", "不是 Word 文档"),
        ("a.docx", packed("word/document.xml", "<x/>"), "不是 Word 文档"),
        ("a.docx", packed("big", b"0" * 210_000_000), "展开后太大"),
        ("a.docx", word(""), "没有文字"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "旧格式"),
        ("a.txt", b"\xff\xfe\x00\xd8", "UTF-16"),
        ("a.txt", b"a\x00b", "不是文本文件"),
        ("a.txt", b"  \n", "没有文字"),
        ("a.txt", "字".encode() * 500_001, "分成几份|多于"),
        ("a.txt", b"0" * 20_000_001, "大于 20 MB"),
    ],
)
def test_what_is_no_bulletin_is_a_sentence(name, content, words):
    with pytest.raises(Refused, match=words):
        words_of(name, content)


def test_the_command_says_what_cannot_be_and_what_was_not_judged(tmp_path, capsys):
    path = tmp_path / "通报.docx"
    path.write_bytes(word("关于5月的通报", WORDS + "综合考核位居第2位。"))
    assert main(["verify", str(path)]) == 1
    said = capsys.readouterr().out
    assert "投资完成率49.1%，超序时进度【7.6个百分点】" in said
    assert "得不出 7.6个百分点" in said
    assert "没有说在哪一组里" in said
    assert "3 个数：不可能 1" in said
    assert "2 个稿子和台账里都没有能对照的" in said
    assert "还没有建库" in said


def test_a_sound_one_ends_well_and_a_missing_one_is_a_sentence(tmp_path, capsys):
    path = tmp_path / "通报.txt"
    path.write_text(WORDS.replace("7.6", "7.7"), "utf-8")  # by the day: 151/365
    assert main(["verify", str(path)]) == 1
    assert main(["verify", str(path), "--as-of", "2022-05-31"]) == 0
    assert main(["verify", str(tmp_path / "没有.txt")]) == 1
    assert "没有这个文件" in capsys.readouterr().err
