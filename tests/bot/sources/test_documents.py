"""Files of any kind: what they are, and what they say."""

import pytest

from bot.core.errors import WireError
from bot.core.model import Incoming
from bot.sources.documents import read_document
from tests.bot.sources.papers import HERE, docx, p, words, zipped
from watchlists import Matcher
from watchlists.model import Document

TEXT = "أعلنت الشرطة ضبط خلية لداعش خراسان"
PAGE = f"<!doctype html><title>عنوان</title><p>{TEXT}</p>".encode()
MAIL = f"Subject: خبر\nMessage-ID: <7@x>\nFrom: نشرة <a@b.example>\n\n{TEXT}\n".encode()
LINE = '{"id": "1", "text": "نص"}\n{"id": "2", "text": "آخر", "source": "وكالة"}\n'.encode()
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("name", "media_type", "body", "article"),
    [
        pytest.param("a.txt", "", TEXT.encode(), Incoming("s", TEXT, "a.txt"), id="text"),
        pytest.param("a.txt", "", TEXT.encode("cp1256"), Incoming("s", TEXT, "a.txt"), id="an older encoding"),
        pytest.param("a.txt", "", TEXT.encode("utf-16"), Incoming("s", TEXT, "a.txt"), id="UTF-16"),
        pytest.param("a", "text/plain; charset=x", TEXT.encode(), Incoming("s", TEXT, "a"), id="a media type"),
        pytest.param("a", "", TEXT.encode(), Incoming("s", TEXT, "a"), id="nothing said"),
        pytest.param("a.html", "", PAGE, Incoming("s", TEXT, "a.html", "عنوان"), id="a page"),
        pytest.param("a.txt", "", PAGE, Incoming("s", TEXT, "a.txt", "عنوان"), id="a page called text"),
        pytest.param("a.pdf", "", PAGE, Incoming("s", TEXT, "a.pdf", "عنوان"), id="a page called PDF"),
        pytest.param("a.docx", "", docx(p(TEXT)), Incoming("s", TEXT, "a.docx"), id="Word"),
        pytest.param("a", WORD, docx(p(TEXT)), Incoming("s", TEXT, "a"), id="Word by its media type"),
        pytest.param("a.txt", "", words("A few words"), Incoming("s", "A few words", "a.txt"), id="a PDF called text"),
        pytest.param("a.eml", "", MAIL, Incoming("نشرة", TEXT, "7@x", "خبر"), id="a mail"),
    ],
)
def test_files_are_read_as_what_they_are(name: str, media_type: str, body: bytes, article: Incoming) -> None:
    assert read_document(name, body, "s", media_type) == (article,)


def test_lines_are_articles() -> None:
    assert read_document("a.jsonl", LINE, "s") == (Incoming("s", "نص", "1"), Incoming("وكالة", "آخر", "2"))


@pytest.mark.parametrize("name", ["chromium.pdf", "news.docx"])
def test_mentions_are_found(name: str, shipped_matcher: Matcher) -> None:
    body = docx(p("خبر") + p(f"{TEXT} أمس.")) if name == "news.docx" else (HERE / name).read_bytes()
    (article,) = read_document(name, body, "s")
    found = shipped_matcher.match(Document(article.text, article.title)).mentions
    assert "لداعش خراسان" in [one.text for one in found if one.entity == "ISKP"]


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        pytest.param("a.txt", b" \n", "holds no text", id="blank"),
        pytest.param("a.txt", b"a\0b", "is no text", id="bytes"),
        pytest.param("a.pdf", b"hello", "is called a PDF and is none", id="no PDF"),
        pytest.param("a.docx", zipped({"xl/a.xml": b""}), "an archive or another Office file", id="a table"),
        pytest.param("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"save it as \.docx", id="old Word"),
        pytest.param("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "without a password", id="protected Word"),
        pytest.param("a.jpg", b"\xff\xd8\xff\xe0", "is a picture", id="a picture"),
        pytest.param("a.csv", b"a,b", r"\.csv is not read; send one of", id="another kind"),
        pytest.param("a.jsonl", LINE + b"broken", "line 3: not JSON", id="a broken line"),
        pytest.param("a.eml", b"hello", "is no e-mail", id="no mail"),
    ],
)
def test_what_cannot_be_read_says_how_to_mend_it(name: str, body: bytes, told: str) -> None:
    with pytest.raises(WireError, match=told):
        read_document(name, body, "s")
