"""A real store that breaks where a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast

from bot.core.errors import StoreError
from bot.core.model import NewArticle, Reading
from bot.ports import Unit
from bot.ports.articles import Articles
from bot.storage import SqlStore

LOCKED = StoreError("The database is locked", permanent=False)


class Crash(BaseException):
    """The process dies here."""


class CrashingStore:
    """Dies at one step. Step 0 is before the first transaction, 1 at its end, not yet committed, 2 before the
    second, and so on; `steps` counts those that were passed."""

    def __init__(self, store: SqlStore, at: int) -> None:
        self._store, self._at = store, at
        self.steps = 0

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[Unit]:
        self._step()
        with self._store.begin(read_only=read_only) as unit:
            yield unit
            self._step()

    def check(self) -> None:
        self._store.check()

    def _step(self) -> None:
        if self.steps == self._at:
            raise Crash
        self.steps += 1


class FailingStore:
    """Refuses the transactions with these numbers (from 0) with an error; by default it is locked."""

    def __init__(self, store: SqlStore, *numbers: int, error: StoreError = LOCKED) -> None:
        self._store, self._numbers, self._error = store, set(numbers), error
        self.begun = 0

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[Unit]:
        number = self.begun
        self.begun += 1
        if number in self._numbers:
            raise self._error
        with self._store.begin(read_only=read_only) as unit:
            yield unit

    def check(self) -> None:
        self._store.check()


class InterruptedStore:
    """Lets something else happen just before the transaction with this number (from 0) begins."""

    def __init__(self, store: SqlStore, number: int, happens: Callable[[], object]) -> None:
        self._store, self._number, self._happens = store, number, happens
        self._begun = 0

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[Unit]:
        if self._begun == self._number:
            self._happens()
        self._begun += 1
        with self._store.begin(read_only=read_only) as unit:
            yield unit

    def check(self) -> None:
        self._store.check()


class RefusingStore:
    """Refuses one article by its text, in the middle of a transaction."""

    def __init__(self, store: SqlStore, text: str, error: StoreError = LOCKED) -> None:
        self._store, self._text, self._error = store, text, error

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[Unit]:
        with self._store.begin(read_only=read_only) as unit:
            yield cast(Unit, _RefusingUnit(unit, self._text, self._error))

    def check(self) -> None:
        self._store.check()


class _RefusingUnit:
    def __init__(self, unit: Unit, text: str, error: StoreError) -> None:
        self._unit = unit
        self.articles = _RefusingArticles(unit.articles, text, error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)


class _RefusingArticles:
    def __init__(self, articles: Articles, text: str, error: StoreError) -> None:
        self._articles, self._text, self._error = articles, text, error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._articles, name)

    def add(self, new: Sequence[NewArticle], received: datetime) -> Sequence[Reading | None]:
        """Those before it are stored."""
        texts = [one.incoming.text for one in new]
        if self._text in texts:
            self._articles.add(new[: texts.index(self._text)], received)
            raise self._error
        return self._articles.add(new, received)
