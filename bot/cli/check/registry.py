"""The subjects of `rasid check`, in the order in which they speak. A new one is a file and a name here."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.cli.check import (
    access,
    database,
    deliveries,
    http,
    lists,
    machine,
    platforms,
    processes,
    retention,
    settings,
    sources,
    streams,
)
from bot.cli.check.finding import Finding, Kind, Look


class Subject(Protocol):
    """A file of this folder."""

    @property
    def KINDS(self) -> Sequence[Kind]:  # noqa: N802 - a constant of the file
        """Everything that it may find."""
        ...

    def examine(self, look: Look, /) -> Iterator[Finding]: ...


SUBJECTS: Sequence[Subject] = (
    settings,
    machine,
    database,
    lists,
    platforms,
    access,
    http,
    sources,
    deliveries,
    streams,
    processes,
    retention,
)


def kinds() -> list[Kind]:
    """Every number, in order."""
    return sorted((kind for subject in SUBJECTS for kind in subject.KINDS), key=lambda kind: kind.number)
