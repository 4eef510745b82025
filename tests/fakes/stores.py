"""A real store that breaks where a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast

from bot.core.errors import StoreError
from bot.core.model import NewArticle, Reading
from bot.ports import Reader, Unit, Window
from bot.ports.articles import Articles
from bot.storage import SqlStore
from watchlists.model import Document, Findings

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
            yield cast(Unit, _With(unit, _RefusingArticles(unit.articles, self._text, self._error)))

    def check(self) -> None:
        self._store.check()


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


class Gate:
    """Lets something else happen, once, where a thing begins that takes long: no transaction may be open there."""

    def __init__(self, happens: Callable[[], object]) -> None:
        self._happens = happens
        self.open, self.passed = 0, False

    def meet(self) -> None:
        assert not self.open, "a transaction is open for as long as this takes"
        if not self.passed:
            self.passed = True
            self._happens()


class GatedStore:
    """The gate is met by whoever goes through articles that a transaction has read, and knows which are open."""

    def __init__(self, store: SqlStore, gate: Gate) -> None:
        self._store, self._gate = store, gate

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[Unit]:
        self._gate.open += 1
        try:
            with self._store.begin(read_only=read_only) as unit:
                yield cast(Unit, _With(unit, _GatedArticles(unit.articles, self._gate)))
        finally:
            self._gate.open -= 1

    def check(self) -> None:
        self._store.check()


class GatedReader:
    """The gate is met where a text is matched."""

    def __init__(self, reader: Reader, gate: Gate) -> None:
        self._reader, self._gate = reader, gate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def match(self, document: Document) -> Findings:
        self._gate.meet()
        return self._reader.match(document)


class _With:
    """A unit with other articles."""

    def __init__(self, unit: Unit, articles: Any) -> None:
        self._unit, self.articles = unit, articles

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)


class _GatedArticles:
    def __init__(self, articles: Articles, gate: Gate) -> None:
        self._articles, self._gate = articles, gate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._articles, name)

    def newest(self, limit: int, window: Window) -> Sequence[Reading]:
        return _GatedReadings(self._articles.newest(limit, window), self._gate)

    def latest(self, *given: Any) -> Sequence[Reading]:
        return _GatedReadings(self._articles.latest(*given), self._gate)


class _GatedReadings(Sequence[Reading]):
    def __init__(self, readings: Sequence[Reading], gate: Gate) -> None:
        self._readings, self._gate = readings, gate

    def __len__(self) -> int:
        return len(self._readings)

    def __getitem__(self, at: Any) -> Any:
        self._gate.meet()
        return self._readings[at]
