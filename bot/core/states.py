"""Which edition of its article a report is, by the states of the page that are stored.

A state that was stored before is nothing new: sources repeat what they are not sure to have handed over, and two feeds
may tell one article differently. But a page that goes back to what it said before says that now.
"""

from collections.abc import KeysView
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final, Self

from bot.core.canonical import article_url
from bot.core.identity import fingerprint, headline_fingerprint, headlines_alike
from bot.core.model import Article, Incoming

SETTLED: Final = timedelta(minutes=2)
"""A younger edition is not gone back from: what is handed over once more may be late. Own choice."""
MOST: Final = 20
"""An article of so many editions goes back to none of them: a cache may give two by turns for ever. Own choice."""


@dataclass(frozen=True, slots=True)
class State:
    """What a page said, and who gave it. `number` is that of the edition, 0 of what is not stored."""

    fingerprint: str
    title: str | None
    source: str
    url: str | None
    external_id: str | None
    received: datetime
    number: int = 0

    @classmethod
    def of(cls, one: Incoming | Article, received: datetime) -> Self:
        """As it came in."""
        return cls(fingerprint(one.title, one.text), one.title, one.source, one.url, one.external_id, received)

    @property
    def _page(self) -> tuple[str, str | None]:
        return self.source, article_url(self.url) if self.url else self.external_id


@dataclass(slots=True)
class States:
    """The stored states of an article."""

    _held: dict[str, State] = field(default_factory=dict)
    _newest: State | None = None

    @property
    def fingerprints(self) -> KeysView[str]:
        """Of all of them."""
        return self._held.keys()

    def add(self, state: State) -> None:
        """One more that is stored."""
        self._held[state.fingerprint] = state
        if self._newest is None or self._newest.number < state.number:
            self._newest = state

    def next(self, new: State, text: str, *, back: bool = False) -> State | None:
        """The edition that this state is, which counts as stored from now on; None where it is nothing new.

        The same text under a headline that says something else is another state. With `back`, a known state that came
        from the same page as the newest edition, which says something else, is an edition again.
        """
        told = self._named(new, text)
        number = self._newest.number + 1 if self._newest else 1
        if told in self._held:
            if not (back and self._goes_back(new, text)):
                return None
            told = _again(told, number)
        edition = replace(new, fingerprint=told, number=number)
        self.add(edition)
        return edition

    def _named(self, new: State, text: str) -> str:
        held = self._held.get(new.fingerprint)
        if held is None or headlines_alike(held.title, new.title):
            return new.fingerprint
        return headline_fingerprint(new.title or "", text)

    def _goes_back(self, new: State, text: str) -> bool:
        newest = self._newest
        if newest is None or newest.number >= MOST or newest._page != new._page or not new._page[1]:
            return False
        if new.received - newest.received < SETTLED and not self._went_back(newest):
            return False
        plain, headed = new.fingerprint, headline_fingerprint(newest.title or "", text)
        same = {plain, headed, _again(plain, newest.number), _again(headed, newest.number)}
        return newest.fingerprint not in same or not headlines_alike(newest.title, new.title)

    def _went_back(self, newest: State) -> bool:
        """Who hands over everything once more comes to the newest state in the end."""
        return newest.fingerprint in {_again(one, newest.number) for one in self._held}


def _again(told: str, number: int) -> str:
    """Editions of one article have different fingerprints."""
    return blake2b(f"{told}\x1f{number}".encode(), digest_size=16).hexdigest()
