"""What `rasid scan` does with a bunch of articles, in whichever process: read, match, write lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import common

if TYPE_CHECKING:
    from bot.core.model import Incoming
    from bot.ports import Summarizer
    from bot.sources.files import Entry, Unread
    from watchlists import Matcher
    from watchlists.model import Document, Findings

SOURCE = "scan"


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Bunch:
    """Articles and files that are scanned together; `size` is about how many bytes they are."""

    pieces: "tuple[Entry | Unread, ...]"
    size: int

    def __str__(self) -> str:
        first, last = self.pieces[0].label, self.pieces[-1].label
        return first if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class Scanned:
    """What to print: the lines of the articles, and a message for each that is unusable."""

    lines: tuple[str, ...]
    unusable: tuple[str, ...]

    @property
    def amount(self) -> int:
        """How many articles these were."""
        return len(self.lines) + len(self.unusable)


class Scanner:
    """Compiled watchlists and a form of output. Another process that unpickles it compiles its own.

    Raises UsageError where the watchlists have faults.
    """

    def __init__(self, watchlist: Sequence[Path], form: Format) -> None:
        from bot.locales import load_texts
        from bot.summarizers.extractive import Extractive

        self._watchlist, self._form = tuple(watchlist), form
        self._matcher: Matcher = common.matcher(watchlist, None if watchlist else common.quiet_settings())
        self._summarizer: Summarizer = Extractive.of(self._matcher.watchlists)
        self._texts = load_texts()

    def __reduce__(self) -> "tuple[type[Scanner], tuple[tuple[Path, ...], Format]]":
        return Scanner, (self._watchlist, self._form)

    def __call__(self, bunch: Bunch) -> Scanned:
        """Read what is unread, match everything, and write it down in the order of the bunch."""
        from bot.core.model import Incoming
        from watchlists.model import Document

        entries = list(_entries(bunch))
        usable = [(entry, entry.article) for entry in entries if isinstance(entry.article, Incoming)]
        documents = [Document(article.text, article.title, article.published) for _, article in usable]
        found = zip(usable, documents, self._matcher.match_many(documents), strict=True)
        lines = [self._line(entry, article, document, findings) for (entry, article), document, findings in found]
        unusable = [str(entry.article) for entry in entries if not isinstance(entry.article, Incoming)]
        return Scanned(tuple(lines), tuple(unusable))

    def _line(self, entry: "Entry", article: "Incoming", document: "Document", findings: "Findings") -> str:
        name = article.external_id or entry.label
        if self._form is Format.TEXT:
            return _text(name, document, findings, self._summarizer)
        from bot.core.render.headline import headlines
        from bot.core.wire import json_line, scan_line

        summary = self._summarizer.summarize(document, findings)
        headline = headlines(findings, self._matcher.watchlists, self._texts)
        return json_line(scan_line(name, document, findings, summary, headline, text=entry.extracted))


def _entries(bunch: Bunch) -> "Iterator[Entry]":
    from bot.sources.files import Unread, read_file

    for piece in bunch.pieces:
        if isinstance(piece, Unread):
            yield from read_file(piece.path, piece.label, SOURCE)
        else:
            yield piece


def _text(name: str, document: "Document", findings: "Findings", summarizer: "Summarizer") -> str:
    lines = [f"{name}: {len(findings.mentions)} mentions, {len(findings.events)} events"]
    for event in findings.events:
        facts = [f"{field}={value}" for field in _FACTS if (value := _fact(event, field))]
        lines.append(f"  ! {event.event} [{event.status}] “{event.text}” {' '.join(facts)}".rstrip())
    for mention in findings.mentions:
        how = f" ({', '.join(mention.how)})" if mention.how else ""
        where = f"{mention.field}:{mention.start}-{mention.end}"
        lines.append(f"  · {mention.entity} “{mention.text}” {where} score {mention.score:g}{how}")
    if summary := summarizer.summarize(document, findings).text:
        lines.append(f"  = {' '.join(summary.split())}")
    return "\n".join(lines)


_FACTS = ("about", "actors", "targets", "places", "killed", "injured", "arrested", "count", "when")


def _fact(event: object, field: str) -> str:
    value = getattr(event, field)
    if isinstance(value, tuple):
        return ",".join(one if isinstance(one, str) else one.entity or one.text for one in value)
    return "" if value is None else str(value)
