"""Where in the files the texts of the entries stand, and what is to be said of them there. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from watchlists.advice.alias import Advice, is_misspelt_never
from watchlists.advice.among import advise
from watchlists.files.schema import ListFile
from watchlists.model import Watchlists

MANY_ENTRIES: Final = 20_000
"""Entries of all lists beyond which starting takes long: some twelve seconds and 900 MB for 80,000 aliases."""


@dataclass(frozen=True, slots=True)
class Located:
    """Something to be said of a line of a file."""

    path: Path
    line: int
    advice: Advice


class Lines:
    """The file and the line of each text of an entry, by the entry's key and the text; and of each entry."""

    def __init__(self, files: Iterable[ListFile]) -> None:
        self._texts: dict[tuple[str, str], tuple[Path, int]] = {}
        self._entries: dict[str, tuple[Path, int]] = {}
        for one in files:
            for key, text, line in one.spots:
                self._texts.setdefault((key, text), (one.slug.path, line))
            for named in one.keys:
                self._entries[named.key] = named.path, named.line

    def of(self, key: str, text: str) -> tuple[Path, int]:
        """Where a text stands; of one that is nowhere, where its entry begins."""
        return self._texts.get((key, text)) or self._entries[key]


def warnings(files: Sequence[ListFile]) -> list[Located]:
    """Everything to be said of some files, by file and line."""
    lines, lists = Lines(files), Watchlists(tuple(one.watchlist for one in files))
    found = [Located(*lines.of(one.key, one.alias), one) for one in advise(lists)]
    found += [*_too_short(files), *_too_many(files)]
    order = {one.slug.path: number for number, one in enumerate(files)}
    return sorted(found, key=lambda one: (order[one.path], one.line))


def _too_short(files: Iterable[ListFile]) -> Iterator[Located]:
    """Aliases for which `match: fuzzy` is written out and says nothing."""
    for one in files:
        for key, text, line in one.fuzzy:
            if text and is_misspelt_never(text):
                yield Located(one.slug.path, line, Advice("short", key, text))


def _too_many(files: Iterable[ListFile]) -> Iterator[Located]:
    """The first entry beyond those that start quickly."""
    keys = [key for one in files for key in one.keys]
    for one in keys[MANY_ENTRIES : MANY_ENTRIES + 1]:
        yield Located(one.path, one.line, Advice("large", one.key, "", count=MANY_ENTRIES))
