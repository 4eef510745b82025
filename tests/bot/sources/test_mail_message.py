"""E-mails as they really are."""

import base64
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from bot.core.errors import WireError
from bot.core.model import Incoming
from bot.sources import mail_message
from bot.sources.mail_message import read_mail

TEXT = "أعلنت الشرطة ضبط خلية لداعش خراسان في كونر"
PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"


def encoded(words: str, charset: str) -> str:
    return f"=?{charset}?B?{base64.b64encode(words.encode(charset)).decode()}?="


def newsletter() -> bytes:
    mail = EmailMessage()
    mail["From"] = '"نشرة الشمال" <news@north.example>'
    mail["Subject"] = "أخبار اليوم"
    mail["Message-ID"] = "<1@north.example>"
    mail["Date"] = "Thu, 05 Mar 2026 08:00:00 +0300"
    mail.set_content("افتح هذه الرسالة في المتصفح")
    items = f"<tr><td><h2>خبر أول</h2><p>{TEXT}.</p></td></tr><tr><td><h2>خبر ثان</h2><p>نص آخر.</p></td></tr>"
    page = f'<style>p{{}}</style><a href="http://n.example/view">عرض</a><table>{items}</table>'
    mail.add_alternative(page, subtype="html")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    mail.add_attachment("مرفق " * 99, filename="a.txt")
    return mail.as_bytes()


def test_a_newsletter_with_several_items_is_read_whole() -> None:
    article = read_mail(newsletter(), "s")
    assert (article.source, article.title, article.external_id) == ("نشرة الشمال", "أخبار اليوم", "1@north.example")
    assert (article.url, article.published) == (None, datetime(2026, 3, 5, 5, tzinfo=UTC))
    assert [line in article.text for line in ("خبر أول", f"{TEXT}.", "خبر ثان", "نص آخر.", "مرفق")] == [True] * 4 + [
        False
    ]


@pytest.mark.parametrize(
    ("raw", "article"),
    [
        pytest.param(f"Subject: x\n\n{TEXT}".encode(), Incoming("s", TEXT, "n", "x"), id="as little as can be"),
        pytest.param(
            b"Subject: x\n" + PLAIN.encode() + TEXT.encode("cp1256"),
            Incoming("s", TEXT, "n", "x"),
            id="a label that lies",
        ),
        pytest.param(
            f"Subject: {encoded('خبر', 'utf-8')}\n {encoded('عاجل', 'windows-1256')}\n\nنص".encode(),
            Incoming("s", "نص", "n", "خبرعاجل"),
            id="two encoded words",
        ),
        pytest.param(
            "Subject: خبر\n".encode("cp1256") + b"\nx", Incoming("s", "x", "n", "خبر"), id="bytes in a header"
        ),
        pytest.param(b"Subject: =?no-such?Q?abc?=\n\nx", Incoming("s", "x", "n", "abc"), id="an unknown charset"),
        pytest.param(b"Subject: =?utf-8?B?A?=\n\nx", Incoming("s", "x", "n", "=?utf-8?B?A?="), id="encoded wrongly"),
        pytest.param(b"Subject: a\nList-Id: News <l.example>\n\nx", Incoming("News", "x", "n", "a"), id="a list"),
        pytest.param(b"Subject: a\nFrom: <a@b.example>\n\nx", Incoming("a@b.example", "x", "n", "a"), id="an address"),
        pytest.param(b"Subject: a\nDate: yesterday\n\nx", Incoming("s", "x", "n", "a"), id="a date that is none"),
        pytest.param(b"Subject: a\n\n", Incoming("s", "", "n", "a"), id="a subject alone"),
        pytest.param(
            b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx", Incoming("s", "x", "n", "a"), id="cut"
        ),
        pytest.param(
            b"Subject: a\nContent-Type: text/plain; format=flowed\n\none \ntwo\n\nthree",
            Incoming("s", "one two\n\nthree", "n", "a"),
            id="flowed",
        ),
    ],
)
def test_headers_and_encodings(raw: bytes, article: Incoming) -> None:
    assert read_mail(raw, "s", "n") == article


def nested(depth: int) -> bytes:
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    return b"Subject: x\n" + parts + PLAIN.encode() + b"deep"


def test_nesting_within_reason_is_read() -> None:
    assert read_mail(nested(50), "s").text == "deep"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        pytest.param(nested(2000), "broken", id="deep nesting"),
        pytest.param(b"Subject: a\nContent-Type: a/b" + b";" * 900_000 + b"\n\nx", "far too long", id="a long header"),
        pytest.param(b"a: b\n" * 500_000, "far too many headers", id="many headers"),
        pytest.param(b"\nhello", "no e-mail", id="no headers"),
        pytest.param(b"\xff\xfe\0" * 1000, "no e-mail", id="bytes"),
        pytest.param(b"From: a@b.example\n\n", "neither words nor a subject", id="nothing in it"),
        pytest.param(b"Subject: a\nContent-Type: multipart/report\n\nx", "no article", id="it came back"),
        pytest.param(b"Subject: a\nAuto-Submitted: auto-replied\n\nx", "no article", id="an automatic answer"),
    ],
)
def test_what_is_no_article_says_why(raw: bytes, told: str) -> None:
    with pytest.raises(WireError, match=told):
        read_mail(raw, "s")


def test_large_mails_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_message, "LARGEST_MAIL", 1 << 20)
    with pytest.raises(WireError, match="larger than 1 MB"):
        read_mail(b"Subject: a\n\n" + b"x" * (1 << 20), "s")
