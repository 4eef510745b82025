"""Work in several processes, answers in the order of the work, and never more than a few pieces under way."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import Empty, Queue
from typing import Any, Final, Generic, Self, TypeVar

from bot.core.errors import RasidError

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")
_AHEAD: Final = 2  # pieces given to a process before its answer is read: it works on one while the next lies ready


class CrewError(RasidError):
    """A process of the crew failed at its work, or is gone."""


@dataclass(frozen=True, slots=True)
class _Failed:
    reason: str


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def start_method() -> str:
    """`fork` where that is cheap and safe: on Linux while there is one thread; else `spawn`."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


class Crew(Generic[Piece, Answer]):
    """Processes that each hold a copy of `work`: inherited where they are forked, else unpickled once.

    Piece n goes to process n modulo their number. Leaving the `with` ends them all.
    """

    def __init__(
        self, work: Callable[[Piece], Answer], amount: int, *, method: str | None = None, nice: int = 0, hint: str = ""
    ) -> None:
        """`method` is how processes are started, else what `start_method` says; `nice` is by how much they stand back
        for others; `hint` follows what is said where one of them is gone."""
        self._work, self._amount, self._method, self._nice, self._hint = work, amount, method, nice, hint
        self._turns: Queue[int | Exception | None] = Queue(_AHEAD * amount)
        self._ends: list[Connection[Any, Any]] = []
        self._processes: list[Any] = []

    def __enter__(self) -> Self:
        method = self._method or start_method()
        for _ in range(self._amount):
            self._hire(multiprocessing.get_context(method), inherits=method == "fork")
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()
        with suppress(Empty):  # whoever reads the pieces may wait for room
            while True:
                self._turns.get_nowait()

    def answers(self, pieces: Iterable[Piece]) -> Iterator[Answer]:
        """`work` of every piece, in order, as soon as each is there. Raises CrewError, and what `pieces` raises.

        A thread reads the pieces, so that answers arrive while the next piece is waited for.
        """
        threading.Thread(target=self._feed, args=(pieces, self._turns), daemon=True).start()
        while (turn := self._turns.get()) is not None:
            if isinstance(turn, Exception):
                raise turn
            yield self._answer(turn)

    def _hire(self, context: Any, *, inherits: bool) -> None:
        ours, theirs = context.Pipe()
        self._ends.append(ours)
        inherited = tuple(self._ends) if inherits else ()
        process = context.Process(target=_serve, args=(self._work, theirs, inherited, self._nice), daemon=True)
        process.start()
        theirs.close()
        self._processes.append(process)

    def _feed(self, pieces: Iterable[Piece], turns: "Queue[int | Exception | None]") -> None:
        try:
            for number, piece in enumerate(pieces):
                turns.put(number % self._amount)
                self._ends[number % self._amount].send(piece)
        except Exception as error:
            turns.put(error)
        else:
            turns.put(None)

    def _answer(self, turn: int) -> Answer:
        try:
            answer = self._ends[turn].recv()
        except (EOFError, OSError):
            self._processes[turn].join()
            code = self._processes[turn].exitcode
            raise CrewError(f"a process ended at its work (exit code {code}){self._hint}") from None
        if isinstance(answer, _Failed):
            raise CrewError(answer.reason)
        result: Answer = answer
        return result


def _serve(
    work: Callable[[Any], Any], line: "Connection[Any, Any]", inherited: Sequence["Connection[Any, Any]"], nice: int
) -> None:
    """Answer until the other side is gone. Ctrl-C is for the parent, who ends its crew."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if nice and hasattr(os, "nice"):
        os.nice(nice)
    for one in inherited:  # as long as a sibling held the parent's end, nobody would see that the parent is gone
        one.close()
    with suppress(EOFError, OSError):
        while True:
            line.send(_tried(work, line.recv()))


def _tried(work: Callable[[Any], Any], piece: Any) -> Any:
    try:
        return work(piece)
    except Exception as error:
        return _Failed(" ".join(f"{piece}: {type(error).__name__}: {error}".split()))
