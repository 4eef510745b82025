"""What takes long is done before the transaction of an answer, which then looks at everything again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bot.core.answer import Answer
from bot.core.errors import StoreError
from bot.core.message import plain
from bot.core.model import Update
from bot.ports import Store, Unit
from bot.services.answering import Answering
from bot.services.errands import MOST, Errands, with_errands
from bot.storage import SqlStore
from tests.bot.services.newsroom import NOW
from tests.bot.services.test_answering import apologise, chat, replies, update
from tests.fakes.stores import LOCKED, Crash, CrashingStore


@dataclass(frozen=True)
class Asking:
    """Brings its name; something `happens` meanwhile."""

    name: str
    happens: Callable[[], object] = field(default=lambda: None, compare=False)

    def run(self, store: Store) -> str:
        self.happens()
        return self.name


def respond(
    unit: Unit, one: Update, now: datetime, errands: Errands, happens: Callable[[], object]
) -> Sequence[Answer]:
    """Counts how often it was begun, as far as that was kept, and says what its errand brought."""
    begun = int(unit.state.get("begun") or 0) + 1
    unit.state.put("begun", str(begun))
    return [Answer(chat(unit), plain([f"{errands.bring(Asking(one.text, happens))}: {begun}"], "ar"))]


def answering(store: Store, happens: Callable[[], object] = lambda: None) -> Answering:
    return Answering(store, lambda unit, one, now, errands: respond(unit, one, now, errands, happens), apologise)


def failing(error: BaseException) -> Callable[[], object]:
    def fail() -> object:
        raise error

    return fail


def test_nothing_is_kept_of_what_was_begun_before_the_errand(store: SqlStore) -> None:
    service = answering(store)
    service.put(update(), NOW)
    assert (service.work(NOW), service.work(NOW)) == (1, 0)
    assert replies(store) == ["/status: 1"]


def test_another_connection_changes_meanwhile_what_the_answer_rests_on(
    store: SqlStore, open_stores: Callable[[], SqlStore]
) -> None:
    """Its change is committed before the errand ends, and the answer is begun anew upon it."""
    other = open_stores()

    def write() -> None:
        with other.begin() as unit:
            unit.state.put("begun", "7")

    service = answering(store, write)
    service.put(update(), NOW)
    service.work(NOW)
    assert replies(store) == ["/status: 8"]


def test_what_another_process_answered_meanwhile_is_answered_once(
    store: SqlStore, open_stores: Callable[[], SqlStore]
) -> None:
    other = answering(open_stores())
    service = answering(store, lambda: other.work(NOW))
    service.put(update(), NOW)
    assert service.work(NOW) == 1
    assert replies(store) == ["/status: 1"]


def test_an_errand_that_breaks_is_apologised_for_and_stops_no_other(store: SqlStore) -> None:
    service = answering(store, failing(ZeroDivisionError()))
    service.put(update("1"), NOW)
    service.put(update("2"), NOW)
    assert (service.work(NOW), service.work(NOW)) == (2, 0)
    assert replies(store) == ["sorry", "sorry"]


def test_an_errand_that_the_database_holds_up_is_run_again(store: SqlStore) -> None:
    held = answering(store, failing(LOCKED))
    held.put(update(), NOW)
    with pytest.raises(StoreError):
        held.work(NOW)
    assert answering(store).work(NOW) == 1
    assert replies(store) == ["/status: 1"]


@pytest.mark.parametrize("step", range(6))
def test_a_crash_at_any_step_is_made_up_once(store: SqlStore, step: int) -> None:
    """Of the transaction that looks, of the one that begins, whose end nobody reaches, and of the one that answers."""
    answering(store).put(update(), NOW)
    crashing = CrashingStore(store, step)
    if step < 5:
        with pytest.raises(Crash):
            answering(crashing).work(NOW)
    else:
        answering(crashing).work(NOW)
    answering(store).work(NOW)
    assert replies(store) == ["/status: 1"]


def test_equal_errands_are_run_once(store: SqlStore) -> None:
    run = list[str]()

    def asking(name: str) -> Asking:
        return Asking(name, lambda: run.append(name))

    def answer(_unit: Unit, errands: Errands) -> list[str]:
        return [errands.bring(asking(name)) for name in ("a", "b", "a")]

    assert with_errands(store, answer) == ["a", "b", "a"]
    assert run == ["a", "b"]


def test_an_answer_that_needs_ever_more_errands_ends(store: SqlStore) -> None:
    run = list[str]()

    def answer(_unit: Unit, errands: Errands) -> str:
        return errands.bring(Asking(str(len(run)), lambda: run.append("")))

    with pytest.raises(RuntimeError, match="more than"):
        with_errands(store, answer)
    assert len(run) == MOST
