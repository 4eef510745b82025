"""One e-mail as an article: its words, its subject, who sent it and when."""

import email
import re
from collections.abc import Iterator
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr
from typing import Final

from bot.core.errors import WireError
from bot.core.model import Incoming
from bot.core.wire import parse_date
from bot.sources.encoding import decode

LARGEST_MAIL: Final = 25 * 1024 * 1024
# Beyond these the standard library takes time out of all proportion.
_LONGEST_HEADER: Final = 20_000
_MOST_HEADERS: Final = 5_000
_MOST_PARTS: Final = 200
_LONGEST_PART: Final = 4 * 1024 * 1024
_FIELDS: Final = re.compile(rb"^[!-9;-~]{1,80}:.*(?:\r?\n[ \t].*)*", re.MULTILINE)
# How much of the visible text the article has to be, so as not to lose the items of a newsletter.
_ARTICLE_SHARE: Final = 0.8
_HTML_SHARE: Final = 0.25
_NO_ARTICLE: Final = "is a report of a mail server or an automatic answer, and no article"


def read_mail(body: bytes, source: str, name: str | None = None) -> Incoming:
    """A mail as an article; `name` is its id where it has none of its own, `source` its source where nobody is named.

    The text is that of its HTML or plain part, attachments are passed over; it has no URL. `published` is what the mail
    says, or None. Raises WireError that says what is wrong.
    """
    if len(body) > LARGEST_MAIL:
        raise WireError(f"the mail is larger than {LARGEST_MAIL // 1024 // 1024} MB")
    _require_headers(body)
    try:
        # The older policy leaves headers as they are; the newer one parses each of them, which hostile ones make slow.
        return _article(email.message_from_bytes(body, policy=compat32), source, name)
    except WireError:
        raise
    except Exception as error:  # whatever a hostile mail makes the parser raise
        raise WireError(f"the mail is broken ({type(error).__name__}) and cannot be read") from error


def _require_headers(body: bytes) -> None:
    """Raises WireError where there are headers, of the mail or of a part, that no mail has."""
    run = end = 0
    for found in _FIELDS.finditer(body):
        run = run + 1 if found.start() - end <= 2 else 1
        end = found.end()
        if run > _MOST_HEADERS or end - found.start() > _LONGEST_HEADER:
            raise WireError("the mail has far too many headers, or one that is far too long")


def _article(mail: Message, source: str, name: str | None) -> Incoming:
    if not mail.keys():
        raise WireError("is no e-mail: it does not begin with headers")
    if mail.get_content_type() == "multipart/report" or _field(mail, "Auto-Submitted").lower().startswith("auto-rep"):
        raise WireError(_NO_ARTICLE)
    title, text = _field(mail, "Subject") or None, _text(mail)
    if not text and not title:
        raise WireError("the mail has neither words nor a subject")
    return Incoming(_sender(mail) or source, text, _id(mail) or name, title, published=_date(mail))


def _text(mail: Message) -> str:
    """What the reader of the mail sees, without attachments."""
    plain = html = ""
    for part in _parts(mail):
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
            continue
        if kind == "text/html":
            html = max(html, _html(part), key=len)
        else:
            plain = max(plain, _plain(part), key=len)
    return html if len(html) >= _HTML_SHARE * len(plain) else plain


def _parts(mail: Message) -> Iterator[Message]:
    waiting = [mail]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        yield part
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list) and part.get_content_disposition() != "attachment":
            waiting[:0] = [one for one in inner if isinstance(one, Message)]


def _plain(part: Message) -> str:
    text = _decoded(_bytes(part), _charset(part)).replace("\r\n", "\n")
    if (part.get_param("format") or "") == "flowed":
        text = re.sub(r" \n(?!\n)", " ", text)
    return text.strip()


def _html(part: Message) -> str:
    """The article of a page, or all that is seen of it where there are several."""
    from bot.sources.markup import visible_text
    from bot.sources.pages import read_page

    body = _bytes(part)
    if not body.strip():
        return ""
    seen = visible_text(_decoded(body, _charset(part)))
    try:
        page = read_page(body, label=_charset(part))
    except WireError:
        return seen
    # What stands first is taken for the headline of a page; in a mail it may be that of its first item.
    first = page.title if page.title and page.title in seen and page.title not in page.text else ""
    article = f"{first}\n{page.text}".strip()
    return article if len(article) >= _ARTICLE_SHARE * len(seen) else seen


def _bytes(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found[:_LONGEST_PART] if isinstance(found, bytes) else b""


def _charset(part: Message) -> str | None:
    return part.get_content_charset()


def _raw(mail: Message, name: str) -> str:
    """A header as it stands in the mail, on one line; '' where it is missing.

    Not by `get`, which puts question marks in the place of bytes that stand there unencoded.
    """
    found = next((str(value) for field, value in mail.raw_items() if field.lower() == name.lower()), "")
    if not found.isascii():
        found = _decoded(found.encode("utf-8", "surrogateescape"))
    return " ".join(found.split())


def _field(mail: Message, name: str) -> str:
    """A header as people read it."""
    return _words(_raw(mail, name))


def _words(raw: str) -> str:
    try:
        found = decode_header(raw)
    except HeaderParseError:  # encoded wrongly: it stands there as it came
        return raw
    pieces = [_decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in found]
    return " ".join("".join(pieces).split())


def _decoded(body: bytes, label: str | None = None) -> str:
    try:
        return decode(body, label).text
    except WireError:  # some words of a mail are better than none
        return body.decode("utf-8", "replace")


def _sender(mail: Message) -> str:
    """The name before the address, else the mailing list's, else the address."""
    shown, address = parseaddr(_raw(mail, "From"))
    listed = _field(mail, "List-Id").partition("<")[0].strip().strip('"')
    return (_words(shown) or listed or address)[:100].strip()


def _id(mail: Message) -> str | None:
    return "".join(_raw(mail, "Message-ID").split()).strip("<>")[:300] or None


def _date(mail: Message) -> datetime | None:
    try:
        return parse_date(_raw(mail, "Date"))
    except ValueError:
        return None
