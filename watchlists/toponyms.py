"""The same place in the other language: «فيينا» is Vienna. From the shipped gazetteer."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from watchlists.guards import vocabulary
from watchlists.normalize import key, words


def english(name: str) -> str | None:
    """The English name of a place of the gazetteer, written in any of its spellings; None for any other."""
    return _english().get(_folded(name))


def arabic(name: str) -> str | None:
    """The most usual Arabic spelling of a place of the gazetteer, written in any of its spellings, or None."""
    known = english(name)
    return _usual(known) if known else None


def is_country(name: str) -> bool:
    """Whether a place with this English name, folded or not, is a country."""
    return _folded(name) in _countries()


@cache
def _countries() -> frozenset[str]:
    return frozenset(_folded(row["english"]) for row in _table() if row["kind"] == "country")


@cache
def _english() -> dict[str, str]:
    """English names by folded spelling. Read once, when first asked for."""
    found: dict[str, str] = {}
    for spelling, name in _rows():
        found.setdefault(_folded(spelling), name)
    for _, name in _rows():
        found.setdefault(_folded(name), name)
    return found


def _usual(name: str) -> str:
    """Of the spellings the one whose rarest word is most frequent in the news; the first where they are equal."""
    news = vocabulary()
    spellings = _spellings()[name]
    return max(spellings, key=lambda one: min((news.by_key.get(word, 0) for word in _folded(one).split()), default=0))


@cache
def _spellings() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for spelling, name in _rows():
        found.setdefault(name, []).append(spelling)
    return found


def _rows() -> Iterator[tuple[str, str]]:
    return ((row["spelling"], row["english"]) for row in _table())


def _table() -> Iterator[dict[str, str]]:
    text = (files("watchlists") / "gazetteer" / "places.csv").read_text("utf-8")
    return csv.DictReader(text.splitlines())


def _folded(name: str) -> str:
    return " ".join(map(key, words(name)))
