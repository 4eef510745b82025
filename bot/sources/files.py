"""Articles in files: `.txt`, `.html`, `.jsonl`, and folders of them. Nothing is held longer than its line."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import Final

from bot.core.errors import WireError
from bot.core.model import Incoming
from bot.core.wire import article_from_json

PLAIN: Final = frozenset({".txt"})
PAGES: Final = frozenset({".html", ".htm"})
LINES: Final = frozenset({".jsonl", ".ndjson"})
SUFFIXES: Final = PLAIN | PAGES | LINES


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


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WireError(f"not UTF-8 (byte {error.start + 1}); save it as UTF-8") from error


def _bytes(path: Path, largest: int | None) -> bytes:
    with path.open("rb") as stream:
        body = stream.read() if largest is None else stream.read(largest + 1)
    if largest is not None and len(body) > largest:
        raise WireError(f"larger than {largest} bytes; shorten it, or raise RASID_MAX_ARTICLE_KB")
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
