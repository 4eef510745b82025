"""What `rasid watchlist test` does: the sentences of each entry against what is found in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.cli.progress import Bar
from watchlists import Matcher
from watchlists.advice.located import Lines
from watchlists.files.schema import ListFile
from watchlists.model import Document, Entity, EventType

_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class _Case:
    """A sentence in which an entry must be found, or must not."""

    key: str
    sentence: str
    wanted: bool


class Runner:
    """Runs the test sentences of some files, compiled to `matcher`."""

    def __init__(self, matcher: Matcher, files: Sequence[ListFile]) -> None:
        lists = matcher.watchlists
        self._matcher, self._lines = matcher, Lines(files)
        self._entries: list[Entity | EventType] = [*lists.entities.values(), *lists.events.values()]
        self._cases = [case for entry in self._entries for case in _cases(entry)]

    @property
    def amount(self) -> int:
        """How many sentences there are."""
        return len(self._cases)

    def failures(self, bar: Bar) -> Iterator[str]:
        """A line for each sentence that is wrong, with its file and line."""
        for at in range(0, len(self._cases), _AT_ONCE):
            some = self._cases[at : at + _AT_ONCE]
            found = self._matcher.match_many([Document(case.sentence) for case in some])
            for case, findings in zip(some, found, strict=True):
                if (case.key in findings.keys()) != case.wanted:  # noqa: SIM118 - keys of the findings, no mapping
                    yield self._said(case)
            bar.advance(len(some))

    def uncovered(self) -> Iterator[str]:
        """A line for each entry that lacks sentences in which it must be found, or must not."""
        for entry in self._entries:
            missing = [name for name in ("yes", "no") if not getattr(entry.tests, name)]
            if missing:
                path, line = self._lines.of(entry.key, "")
                yield f"{path}:{line}: {entry.key}: no test sentences under {' and '.join(missing)}"

    def _said(self, case: _Case) -> str:
        path, line = self._lines.of(case.key, case.sentence)
        problem = "not found in" if case.wanted else "wrongly found in"
        return f"{path}:{line}: {case.key}: {problem}: {case.sentence}"


def _cases(entry: Entity | EventType) -> Iterator[_Case]:
    yield from (_Case(entry.key, sentence, wanted=True) for sentence in entry.tests.yes)
    yield from (_Case(entry.key, sentence, wanted=False) for sentence in entry.tests.no)
