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


def kinds(name: str) -> frozenset[str]:
    """What the places with this English name, folded or not, are: country, capital, province or city."""
    return _kinds().get(_folded(name), frozenset())


def country(name: str) -> str | None:
    """The ISO 3166 code of the country of a place of the gazetteer, written in any of its spellings, or None."""
    known = english(name)
    return _countries().get(_folded(known)) if known else None


def countries() -> Iterator[tuple[str, str]]:
    """The ISO 3166 code of each country of the gazetteer with each of its spellings, and with its English name."""
    for row in _table():
        if row["kind"] == "country":
            yield from ((row["country"], row["spelling"]), (row["country"], row["english"]))


@cache
def _countries() -> dict[str, str]:
    """Of places that share a name the first counts, as in `english`."""
    found: dict[str, str] = {}
    for row in _table():
        found.setdefault(_folded(row["english"]), row["country"])
    return found


@cache
def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _table():
        found.setdefault(_folded(row["english"]), set()).add(row["kind"])
    return {name: frozenset(kinds_) for name, kinds_ in found.items()}


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
