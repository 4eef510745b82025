"""Work in several processes: answers in order, failures by name, by fork and by spawn."""

from __future__ import annotations

import os
import threading
import time
from itertools import count, islice

import pytest

from bot.services.crew import Crew, CrewError, start_method


class Doubling:
    """Doubles; counts how often it was unpickled, which is once in a process."""

    def __init__(self, made: int = 0) -> None:
        self.made = made

    def __reduce__(self) -> tuple[type[Doubling], tuple[int]]:
        return Doubling, (self.made + 1,)

    def __call__(self, number: int) -> tuple[int, int, int]:
        if number == 13:
            raise ValueError("bad\nluck")
        time.sleep(0.002 * (number % 3))
        return 2 * number, self.made, os.getpid()


def test_answers_come_in_order_from_all_processes() -> None:
    with Crew(Doubling(), 3) as crew:
        answers = list(crew.answers([one for one in range(60) if one != 13]))
    assert [double for double, _, _ in answers] == [2 * one for one in range(60) if one != 13]
    assert len({process for _, _, process in answers}) == 3
    assert os.getpid() not in {process for _, _, process in answers}


def test_a_failure_is_told_with_its_piece() -> None:
    with Crew(Doubling(), 2) as crew, pytest.raises(CrewError, match=r"^13: ValueError: bad luck$"):
        list(crew.answers(range(100)))


def test_what_the_pieces_raise_is_raised() -> None:
    def pieces() -> object:
        yield 1
        raise KeyError("lost")

    with Crew(Doubling(), 2) as crew, pytest.raises(KeyError, match="lost"):
        list(crew.answers(pieces()))  # type: ignore[arg-type]


def test_an_endless_stream_is_not_read_ahead_without_bound() -> None:
    taken = []

    def pieces() -> object:
        for number in count(20):
            taken.append(number)
            yield number

    with Crew(Doubling(), 2) as crew:
        answers = crew.answers(pieces())  # type: ignore[arg-type]
        assert next(answers)[0] == 40
        time.sleep(0.2)
        assert len(taken) <= 8
        assert [one for one, _, _ in islice(answers, 3)] == [42, 44, 46]


def test_beside_a_thread_processes_are_spawned_and_make_their_own() -> None:
    done = threading.Event()
    waiting = threading.Thread(target=done.wait)
    waiting.start()
    try:
        assert start_method() == "spawn"
        with Crew(Doubling(), 2) as crew:
            answers = list(crew.answers(range(4)))
    finally:
        done.set()
        waiting.join()
    assert [(double, made) for double, made, _ in answers] == [(0, 1), (2, 1), (4, 1), (6, 1)]


def test_pieces_and_answers_larger_than_a_pipe() -> None:
    with Crew(str.upper, 2) as crew:
        pieces = [letter * 3_000_000 for letter in "abcdefgh"]
        assert [answer[0] for answer in crew.answers(pieces)] == list("ABCDEFGH")
