"""Articles in files: texts, pages, JSON Lines, PDF and Word files, mails, and folders of them.

Nothing is held longer than its line or its mail.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BufferedIOBase
from pathlib import Path
from typing import Final

from bot.core.errors import WireError
from bot.core.model import Incoming
from bot.core.wire import article_from_json

PLAIN: Final = frozenset({".txt"})
PAGES: Final = frozenset({".html", ".htm"})
LINES: Final = frozenset({".jsonl", ".ndjson"})
EXTRACTED: Final = frozenset({".pdf", ".docx", ".eml"})
MAILBOXES: Final = frozenset({".mbox"})
STREAMS: Final = LINES | MAILBOXES
"""Files of many articles."""
SUFFIXES: Final = PLAIN | PAGES | EXTRACTED | STREAMS

_TOO_LARGE: Final = "its text is larger than {largest} bytes; split it, or raise RASID_MAX_ARTICLE_KB"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a file, or why it is unusable.

    `label` names file and line for messages: `news/a.jsonl:17`. `extracted` is True where the text is not the
    file's own but was taken out of a page.
    """

    label: str
    article: Incoming | WireError
    extracted: bool = False

    @property
    def size(self) -> int:
        """About how many bytes its text has."""
        return 2 * len(self.article.text) if isinstance(self.article, Incoming) else 0


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that nobody has opened yet; `label` is its name in messages and ids."""

    path: Path
    label: str

    @property
    def size(self) -> int:
        """How many bytes it has; 0 where nobody can say."""
        try:
            return self.path.stat().st_size
        except OSError:  # reading it will say so
            return 0


def listed(path: Path) -> Iterator[Unread | Entry]:
    """The file, or the files of a folder as `read_path` reads them; what cannot be listed is an entry that says so."""
    if not path.is_dir():
        yield Unread(path, path.name)
        return
    for found in _walk(path):
        yield found if isinstance(found, Entry) else Unread(found, found.relative_to(path).as_posix())


def read_path(path: Path, source: str, *, largest: int | None = None) -> Iterator[Entry]:
    """The articles of a file or, sorted by path, of all files below a folder that have a known suffix.

    The id of a text or page is the file's name, below a folder the path from it with `/`. Hidden files are
    passed over. `largest` is in bytes, of a file or of a line of JSON Lines. Texts are unaltered (NUL and
    unpaired surrogates stay: see `bot.core.wire.storable`). What cannot be read is an entry with a WireError.
    """
    for found in listed(path):
        if isinstance(found, Entry):
            yield found
        else:
            yield from read_file(found.path, found.label, source, largest=largest)


def read_file(path: Path, name: str, source: str, *, largest: int | None = None) -> Iterator[Entry]:
    """The articles of one file, which messages and ids call `name`."""
    suffix = path.suffix.lower()
    try:
        if path.exists() and not path.is_file():
            raise WireError("is no regular file")
        if suffix in LINES:
            with path.open("rb") as stream:
                yield from read_lines(stream, name, source, largest=largest)
        elif suffix in MAILBOXES:
            yield from _mailbox(path, name, source, largest)
        elif suffix in EXTRACTED:
            yield from _extracted(path, name, source, largest)
        elif suffix in SUFFIXES:
            yield _document(_bytes(path, largest), name, suffix, source)
        else:
            raise WireError(f"{suffix or 'no'} suffix; give a file that ends in {', '.join(sorted(SUFFIXES))}")
    except WireError as error:
        yield _failed(name, error)
    except OSError as error:
        yield _failed(name, f"cannot be read: {error.strerror or error}")


def read_lines(stream: BufferedIOBase, name: str, source: str, *, largest: int | None = None) -> Iterator[Entry]:
    """The articles of JSON Lines as they arrive; empty lines are counted and passed over."""
    for number, line in enumerate(_lines(stream, largest), 1):
        label = f"{name}:{number}"
        if line is None:
            yield _failed(label, f"longer than {largest} bytes; shorten it, or raise RASID_MAX_ARTICLE_KB")
        elif line.strip():
            yield _line(line, label, source)


def _line(line: bytes, label: str, source: str) -> Entry:
    try:
        return Entry(label, article_from_json(line, source, exact=True))
    except WireError as error:
        return _failed(label, error)


def _document(body: bytes, name: str, suffix: str, source: str) -> Entry:
    if suffix in PAGES:
        from bot.sources.pages import read_page  # takes long to load, and texts need nothing of it

        page = read_page(body)
        article = Incoming(
            source, page.text, external_id=name, title=page.title, url=page.url, published=page.published
        )
        return Entry(name, article, extracted=True)
    text = _text(body)
    if not text.strip():
        raise WireError("holds no text; write the article into it, or remove it")
    return Entry(name, Incoming(source, text, external_id=name))


def _extracted(path: Path, name: str, source: str, largest: int | None) -> Iterator[Entry]:
    """The file may be far larger than its text, which is what `largest` bounds."""
    from bot.sources.documents import LARGEST, read_document

    body = _bytes(path, LARGEST, "split it, or give its text")
    for article in read_document(path.name, body, source):
        yield _bounded(Entry(name, replace(article, external_id=_own_id(article, path) or name), True), largest)


def _own_id(article: Incoming, path: Path) -> str | None:
    """The id that the file itself gives, such as a mail's."""
    return article.external_id if article.external_id != path.name else None


def _mailbox(path: Path, name: str, source: str, largest: int | None) -> Iterator[Entry]:
    from bot.sources.mail_message import read_mail
    from bot.sources.mailboxes import problem_of, split_mbox

    if problem := problem_of("mbox", path):
        raise WireError(problem)
    with path.open("rb") as stream:
        for number, (_, body) in enumerate(split_mbox(stream), 1):
            label = f"{name}:{number}"
            try:
                if body is None:
                    raise WireError("the mail is too large to be read")
                article = read_mail(body, source, label)
            except WireError as error:
                yield _failed(label, error)
            else:
                yield _bounded(Entry(label, article, extracted=True), largest)


def _bounded(entry: Entry, largest: int | None) -> Entry:
    if largest is None or not isinstance(entry.article, Incoming):
        return entry
    size = len(entry.article.text.encode("utf-8", "replace"))
    return entry if size <= largest else _failed(entry.label, _TOO_LARGE.format(largest=largest))


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WireError(f"not UTF-8 (byte {error.start + 1}); save it as UTF-8") from error


def _bytes(path: Path, largest: int | None, advice: str = "shorten it, or raise RASID_MAX_ARTICLE_KB") -> bytes:
    with path.open("rb") as stream:
        body = stream.read() if largest is None else stream.read(largest + 1)
    if largest is not None and len(body) > largest:
        raise WireError(f"larger than {largest} bytes; {advice}")
    return body


def _lines(stream: BufferedIOBase, largest: int | None) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is too long, which is read past in pieces."""
    limit = -1 if largest is None else largest + 2  # with its line end
    while line := stream.readline(limit):
        if largest is None or len(line.rstrip(b"\r\n")) <= largest:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit)
        yield None


def _walk(folder: Path) -> list[Path | Entry]:
    """Files with a known suffix below a folder, sorted by their path from it; before them what cannot be listed."""
    failed: list[OSError] = []
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(parent, name) for name in names if _wanted(name))
    entries = [_failed(str(error.filename), f"cannot be listed: {error.strerror}") for error in failed]
    return [*entries, *sorted(found, key=lambda path: path.relative_to(folder).as_posix())]


def _wanted(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES


def _failed(label: str, reason: object) -> Entry:
    readable = label.encode("utf-8", "replace").decode("utf-8")
    return Entry(label, WireError(f"{readable}: {reason}"))
