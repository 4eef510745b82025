"""Faults of a list that are collected, so that all are told at once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, ParamSpec, TypeVar

from watchlists.imports.records import ListImportError

_T = TypeVar("_T")
_P = ParamSpec("_P")
MOST: Final = 100
"""So many faults are collected; then the reading ends. Own choice: more are rather a wrong file."""


@dataclass(slots=True)
class Faults:
    """What is wrong with a list so far."""

    _found: list[ListImportError] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self._found)

    def tried(self, read: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T | None:
        """What `read` gives; None where it raises `ListImportError`, which is kept."""
        try:
            return read(*args, **kwargs)
        except ListImportError as error:
            self._keep(error)
            return None

    def through(self, found: Iterable[_T]) -> Iterator[_T]:
        """Some values as far as they can be read, or until there are too many faults."""
        try:
            for one in found:
                yield one
                if len(self._found) >= MOST:
                    return
        except ListImportError as error:
            self._keep(error)

    def end(self) -> None:
        """Raises the first fault by line, with the others as `further`; nothing where there is none."""
        if not self._found:
            return
        first, *others = sorted(self._found, key=lambda one: one.line)[:MOST]
        first.further = tuple(others)
        raise first

    def _keep(self, error: ListImportError) -> None:
        others, error.further = error.further, ()
        self._found += [error, *others]
