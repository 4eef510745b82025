"""A file of any kind that articles come in, by its name and bytes: what it is, and what it says."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePath
from typing import Final

from bot.core.errors import WireError
from bot.core.model import Incoming
from bot.core.wire import articles_from_lines
from bot.sources.confined import Bounds, Kind, extract
from bot.sources.encoding import decode

LARGEST: Final = 50 * 1024 * 1024
"""Bytes of a PDF, Word file or mail: pictures make them far larger than what they say."""
KINDS: Final = {
    ".txt": "text",
    ".html": "page",
    ".htm": "page",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".eml": "mail",
}
_MEDIA: Final = {
    "text/plain": "text",
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/jsonl": "lines",
    "application/x-ndjson": "lines",
    "application/x-jsonlines": "lines",
    "message/rfc822": "mail",
}
# What the first bytes say of kinds that nobody can read here, and what helps.
_FOREIGN: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or a protected Office file; save it as .docx without a password"),
    (b"{\\rtf", "a file in Rich Text Format; save it as .docx or .txt"),
    (b"\x89PNG\r\n", "a picture, and pictures are not read; send the text"),
    (b"\xff\xd8\xff", "a picture, and pictures are not read; send the text"),
    (b"GIF8", "a picture, and pictures are not read; send the text"),
    (b"\x1f\x8b", "packed with gzip; unpack it first"),
    (b"Rar!", "an archive; unpack it first"),
    (b"7z\xbc\xaf", "an archive; unpack it first"),
)
_ZIP: Final = b"PK\x03\x04"
_PDF: Final = b"%PDF-"
_PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html)[\s>]", re.IGNORECASE | re.DOTALL
)
_HEAD: Final = 1024


def read_document(
    name: str, body: bytes, source: str, media_type: str = "", *, bounds: Bounds | None = None
) -> tuple[Incoming, ...]:
    """The articles of a file: one, but of JSON Lines as many as there are. Blocks; a PDF may take its time.

    What the bytes are goes before what the name or `media_type` calls them. Texts are unaltered (see
    `bot.core.wire.storable`). Raises WireError that says what is wrong and how to mend it.
    """
    kind = _kind(name, body, media_type)
    if kind in ("pdf", "docx"):
        return (_extracted(name, body, source, "pdf" if kind == "pdf" else "docx", bounds or Bounds()),)
    if not body.strip():
        raise WireError("holds no text; write the article into it, or remove it")
    return _READERS[kind](name, body, source)


def is_paper(body: bytes) -> bool:
    """Whether bytes are those of a PDF or a Word file."""
    return body.lstrip()[:5] == _PDF or (body.startswith(_ZIP) and _is_docx(body))


def _extracted(name: str, body: bytes, source: str, kind: Kind, bounds: Bounds) -> Incoming:
    found = extract(kind, body, bounds)
    first, _, rest = found.text.partition("\n")
    text = rest if rest.strip() and first == found.title else found.text  # the headline is not repeated
    return Incoming(source, text, external_id=name, title=found.title)


def _text(name: str, body: bytes, source: str) -> tuple[Incoming, ...]:
    text = decode(body).text.removeprefix("\ufeff")
    if not text.strip():
        raise WireError("holds no text; write the article into it, or remove it")
    if "\0" in text:
        raise WireError("is no text but something else; send a .txt, .html, .pdf, .docx, .eml or .jsonl file")
    return (Incoming(source, text, external_id=name),)


def _page(name: str, body: bytes, source: str) -> tuple[Incoming, ...]:
    from bot.sources.pages import read_page  # takes long to load, and texts need nothing of it

    page = read_page(body)
    return (Incoming(source, page.text, name, page.title, page.url, page.published),)


def _lines(name: str, body: bytes, source: str) -> tuple[Incoming, ...]:
    """All or nothing: whoever gave the file is told which line to mend."""
    found: list[Incoming] = []
    for number, article in articles_from_lines(body, source):
        if isinstance(article, WireError):
            raise WireError(f"line {number}: {article}")
        found.append(article)
    return tuple(found)


def _mail(name: str, body: bytes, source: str) -> tuple[Incoming, ...]:
    from bot.sources.mail_message import read_mail

    return (read_mail(body, source, name),)


_READERS: Final[dict[str, Callable[[str, bytes, str], tuple[Incoming, ...]]]] = {
    "text": _text,
    "page": _page,
    "lines": _lines,
    "mail": _mail,
}


def _kind(name: str, body: bytes, media_type: str) -> str:
    """Raises WireError where nobody can read it."""
    suffix = PurePath(name).suffix.lower()
    called = KINDS.get(suffix) or _MEDIA.get(media_type.partition(";")[0].strip().lower())
    found = _by_bytes(body, called)
    if found is None and called in ("pdf", "docx"):
        raise WireError(f"is called a {'PDF' if called == 'pdf' else 'Word file'} and is none; get it again")
    if kind := found or called:
        return kind
    if suffix or media_type:
        raise WireError(f"{suffix or media_type[:60]} is not read; send one of {', '.join(sorted(KINDS))}")
    return "text"


def _by_bytes(body: bytes, called: str | None) -> str | None:
    """The kind that shows in the bytes, None where they look like any text."""
    if _PDF in body[:_HEAD] and (called == "pdf" or body.lstrip()[:5] == _PDF):
        return "pdf"
    if body.startswith(_ZIP):
        if not _is_docx(body):
            raise WireError("is an archive or another Office file; unpack it, or save it as .docx")
        return "docx"
    for mark, problem in _FOREIGN:
        if body.startswith(mark):
            raise WireError(f"is {problem}")
    return "page" if called not in ("lines", "mail") and _PAGE.match(body[:_HEAD]) else None


def _is_docx(body: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(body)) as packed:
            return any(name.startswith("word/") for name in packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return True  # cut off: reading it will say so
