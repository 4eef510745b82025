"""Articles in files and folders."""

import json
import os
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from bot.core.errors import WireError
from bot.core.model import Incoming
from bot.sources.files import Entry, read_lines, read_path
from tests.bot.sources.papers import docx, p

TEXT = "أحبطت الشرطة هجوما\r\nعلى السوق.\rسطر ثالث\n"


def one(path: Path) -> Entry:
    (entry,) = read_path(path, "scan")
    return entry


def error(entry: Entry) -> str:
    assert isinstance(entry.article, WireError)
    return str(entry.article)


def test_text_is_untouched(tmp_path: Path) -> None:
    (tmp_path / "خبر.txt").write_bytes(TEXT.encode())
    assert one(tmp_path / "خبر.txt") == Entry("خبر.txt", Incoming("scan", TEXT, external_id="خبر.txt"))


def test_byte_order_mark_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "a.TXT").write_bytes(b"\xef\xbb\xbf" + TEXT.encode() + "\ufeff".encode())
    article = one(tmp_path / "a.TXT").article
    assert isinstance(article, Incoming)
    assert article.text == TEXT + "\ufeff"


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        pytest.param("a.txt", "نص".encode("cp1256"), "a.txt: not UTF-8 (byte 1)", id="another encoding"),
        pytest.param("a.txt", b"", "a.txt: holds no text", id="empty"),
        pytest.param("a.txt", b" \n", "a.txt: holds no text", id="blank"),
        pytest.param("a.html", b"<p></p>", "a.html: no text was found", id="empty page"),
        pytest.param("a.html", b"\x89PNG\0\0\xff\xfe" * 50, "a.html: the encoding is unknown", id="a picture"),
        pytest.param("a.rtf", b"x", "a.rtf: .rtf suffix; give a file that ends in", id="another kind"),
        pytest.param("a.docx", b"x", "a.docx: is called a Word file and is none", id="no Word file"),
        pytest.param("a.pdf", b"x", "a.pdf: is called a PDF and is none", id="no PDF"),
        pytest.param("a.eml", b"x", "a.eml: is no e-mail", id="no mail"),
        pytest.param("a.mbox", b"x", "a.mbox: is no mbox file", id="no mailbox"),
        pytest.param("a", b"x", "a: no suffix", id="no suffix"),
    ],
)
def test_unusable_files_name_themselves(tmp_path: Path, name: str, body: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(body)
    assert error(one(tmp_path / name)).startswith(words)


def test_a_missing_file(tmp_path: Path) -> None:
    assert error(one(tmp_path / "none.txt")) == "none.txt: cannot be read: No such file or directory"


def test_page_gives_title_text_and_date(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(
        "<title>عنوان</title><meta property='article:published_time' content='2026-03-05T08:00Z'><p>نص الخبر</p>",
        encoding="utf-8",
    )
    entry = one(tmp_path / "p.html")
    article = Incoming("scan", "نص الخبر", "p.html", "عنوان", published=datetime(2026, 3, 5, 8, tzinfo=UTC))
    assert entry == Entry("p.html", article, extracted=True)


def test_lines_are_numbered_and_broken_ones_said(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": "نص\u2028\ud800"}) for n in (1, 2)]
    (tmp_path / "a.jsonl").write_text("\ufeff" + lines[0] + "\n\nbroken\n" + lines[1] + "\r\n[]", encoding="utf-8")
    entries = list(read_path(tmp_path / "a.jsonl", "scan"))
    assert [entry.label for entry in entries] == ["a.jsonl:1", "a.jsonl:3", "a.jsonl:4", "a.jsonl:5"]
    assert entries[0].article == Incoming("scan", "نص\u2028\ud800", external_id="1")
    assert error(entries[1]).startswith("a.jsonl:3: not JSON")
    assert error(entries[3]).startswith("a.jsonl:5: not an object")


def test_folder_is_read_in_the_order_of_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "a.txt", "c.jsonl", ".hidden.txt", ".git/x.txt", "skip.md", "d.htm"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('{"id": "n", "text": "نص"}', encoding="utf-8")
    articles = [(entry.label, entry.article.external_id) for entry in read_path(tmp_path, "scan")]  # type: ignore[union-attr]
    assert articles == [
        ("a.txt", "a.txt"),
        ("a/b/c.txt", "a/b/c.txt"),
        ("a/z.txt", "a/z.txt"),
        ("b.txt", "b.txt"),
        ("c.jsonl:1", "n"),
        ("d.htm", "d.htm"),
    ]


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "ok.txt").write_text("نص", encoding="utf-8")
    first, second = read_path(tmp_path, "scan")
    assert error(first).startswith("loop.txt: cannot be read")
    assert second.label == "ok.txt"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_locked_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0)
    assert "cannot be listed: Permission denied" in error(one(tmp_path))


def test_a_name_in_no_encoding(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.txt")
    (tmp_path / name).write_bytes(b"\xff")
    assert error(one(tmp_path)) == "?.txt: not UTF-8 (byte 1); save it as UTF-8"


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        pytest.param(b'{"text":"aaa"}\n', ["f:1"], id="just fits"),
        pytest.param(b'{"text":"aaa"}\r\n', ["f:1"], id="just fits with a long line end"),
        pytest.param(b'{"text":"aaaa"}\n{"text":"b"}\n', ["f:1!", "f:2"], id="one too long"),
        pytest.param(b'{"text":"' + b"a" * 99 + b'"}\n{"text":"b"}', ["f:1!", "f:2"], id="much too long"),
        pytest.param(b'{"text":"b"}\n{"text":"' + b"a" * 99, ["f:1", "f:2!"], id="too long at the end"),
    ],
)
def test_long_lines(body: bytes, labels: list[str]) -> None:
    entries = read_lines(BytesIO(body), "f", "s", largest=14)
    assert [e.label + "!" * isinstance(e.article, WireError) for e in entries] == labels


def test_large_documents_are_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 11)
    (entry,) = read_path(tmp_path, "folder", largest=10)
    assert error(entry) == "a.txt: larger than 10 bytes; shorten it, or raise RASID_MAX_ARTICLE_KB"
    (entry,) = read_path(tmp_path, "folder", largest=11)
    assert isinstance(entry.article, Incoming)


def test_a_long_file_is_never_held_whole(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "text": "خبر " * 200}, ensure_ascii=False).encode() + b"\n"
    (tmp_path / "long.jsonl").write_bytes(line * 5000)
    tracemalloc.start()
    count = sum(1 for _ in read_path(tmp_path / "long.jsonl", "scan"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 5000
    assert peak < len(line) * 200


def test_of_a_document_the_text_is_bounded_and_not_the_file(tmp_path: Path) -> None:
    body = docx(p("نص"), other={"word/picture.bin": os.urandom(5000)})
    (tmp_path / "a.docx").write_bytes(body)
    (tmp_path / "b.docx").write_bytes(docx(p("نص " * 500)))
    (tmp_path / "c.mbox").write_text("From a@b\nSubject: x\n\nshort\n\nFrom a@b\nSubject: y\n\n" + "long " * 500)
    entries = list(read_path(tmp_path, "s", largest=1000))
    assert [entry.label + "!" * isinstance(entry.article, WireError) for entry in entries] == [
        *("a.docx", "b.docx!", "c.mbox:1", "c.mbox:2!")
    ]
    assert "larger than 1000 bytes" in error(entries[1])


def test_mails_and_documents_below_a_folder_are_known_by_their_path(tmp_path: Path) -> None:
    (tmp_path / "day").mkdir()
    (tmp_path / "day/a.docx").write_bytes(docx(p("نص")))
    (tmp_path / "day/b.eml").write_text("Subject: x\n\ntext")
    (tmp_path / "day/c.eml").write_text("Subject: x\nMessage-ID: <1@x>\n\ntext")
    (tmp_path / "day/d.mbox").write_text("From a@b\nSubject: x\n\ntext\n>From me\n\nFrom a@b\nno mail\n\nx")
    entries = list(read_path(tmp_path, "s"))
    articles = [entry.article for entry in entries if isinstance(entry.article, Incoming)]
    assert [one.external_id for one in articles] == ["day/a.docx", "day/b.eml", "1@x", "day/d.mbox:1"]
    assert articles[3].text == "text\nFrom me"
    assert error(entries[4]) == "day/d.mbox:2: is no e-mail: it does not begin with headers"
