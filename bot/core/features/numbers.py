"""The numbers of a report: tolls, numbers of headlines, and great ones."""

import re
from collections.abc import Iterable, Iterator

from bot.core.stems import numbered
from watchlists.model import Event
from watchlists.normalize import key, words

TELLING = 3
"""Fewer people than this are killed, injured or arrested in many a happening."""

# Greater numbers are seldom the same by chance; and what looks like a year is one.
_SMALL, _LARGEST = 12, 99_999
_YEARS = range(1990, 2036)
_OUTLETS_OWN = re.compile(r"\d{1,2}:\d{2}|(?:تحديث|عاجل|update|breaking)\W{0,3}\d{1,3}(?!\d)", re.IGNORECASE)


def telling(tolls: frozenset[str]) -> frozenset[str]:
    """Tolls that are no coincidence: many a happening has one or two dead, or some injured or arrested."""
    parted = ((toll, *toll.partition(":")[::2]) for toll in tolls)
    return frozenset(toll for toll, of, number in parted if int(number) >= (TELLING if of == "killed" else TELLING + 1))


def tolls_of(events: Iterable[Event]) -> Iterator[str]:
    """The figures of events: `killed:14`."""
    for event in events:
        figures = {"killed": event.killed, "injured": event.injured, "arrested": event.arrested, "count": event.count}
        yield from (f"{of}:{number}" for of, number in figures.items() if number is not None)


def of_people(tolls: Iterable[str]) -> frozenset[str]:
    """The numbers of a toll that count people; how often something happened may be part of a headline's name."""
    return frozenset(number for of, _, number in (toll.partition(":") for toll in tolls) if of != "count")


def numbers_in(text: str) -> Iterator[str]:
    """Those of a text, but no time of day and no count of flashes and updates: those are an outlet's, not news."""
    return (word for word in map(key, words(_OUTLETS_OWN.sub(" ", text))) if numbered(word))


def figures_in(text: str) -> Iterator[str]:
    """The greater numbers of a text."""
    for word in map(key, words(text)):
        number = int(word) if word.isdecimal() and len(word) <= len(str(_LARGEST)) else 0
        if number > _SMALL and number not in _YEARS:
            yield str(number)
