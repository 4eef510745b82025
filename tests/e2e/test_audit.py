"""The audit itself: what it takes for missing, for a repeat with a reason, and for too fast."""

from __future__ import annotations

import pytest

from tests.e2e.audit import Arrival, Count, count, doubtful, missing
from tests.e2e.test_chaos import too_fast
from tests.fakes.attempts import Attempt

MARK = "قد يكون مكررا"
EXPECTED = [("5", "خبر")]


def came(words: str = "خبر", *, doubt: bool = False, chat: str = "5", at: float = 0.0) -> Arrival:
    return Arrival(chat, words, at, doubt)


def test_what_came_to_another_chat_is_missing() -> None:
    assert missing([*EXPECTED, ("6", "خبر")], [came()]) == [("6", "خبر")]
    assert missing(EXPECTED, [came("غيره")]) == EXPECTED


def test_a_marked_repeat_of_what_was_in_doubt_is_counted() -> None:
    assert count(EXPECTED, [came(doubt=True), came(f"{MARK} خبر")]) == Count(1, 2, 1, 1)


@pytest.mark.parametrize(
    "arrivals",
    [
        pytest.param([came(doubt=True), came()], id="no mark"),
        pytest.param([came(), came(f"{MARK} خبر")], id="no reason"),
        pytest.param([came(), came(f"{MARK} خبر", doubt=True)], id="in doubt only afterwards"),
        pytest.param([came(doubt=True), came(f"{MARK} خبر"), came()], id="a third without a mark"),
    ],
)
def test_a_repeat_without_mark_or_reason_is_an_error(arrivals: list[Arrival]) -> None:
    with pytest.raises(AssertionError, match="without a mark or a reason"):
        count(EXPECTED, arrivals)


def test_where_nothing_could_be_noted_a_mark_is_enough() -> None:
    assert count(EXPECTED, [came(), came(f"{MARK} خبر")], noted=False).repeats == 1
    with pytest.raises(AssertionError):
        count(EXPECTED, [came(), came()], noted=False)


def attempt(message: str | None, begun: float, answered: float | None, chat: str = "5") -> Attempt:
    return Attempt("sendMessage", chat, begun, message, answered)


@pytest.mark.parametrize(
    ("attempts", "kills", "expected"),
    [
        pytest.param([attempt("1", 0, 0.1)], [], set(), id="answered"),
        pytest.param([attempt("1", 0, None)], [], {("5", "1")}, id="never answered"),
        pytest.param([attempt(None, 0, None)], [], set(), id="never accepted"),
        pytest.param([attempt("1", 0, 0.1)], [0.2], {("5", "1")}, id="killed just after the answer"),
        pytest.param([attempt("1", 0, 0.1)], [60], set(), id="killed much later"),
        pytest.param([attempt("1", 5, 5.1)], [4], set(), id="killed before"),
        pytest.param([attempt("1", 0, 0.1), attempt("2", 1, 1.1)], [1.2], {("5", "2")}, id="only the last of a chat"),
        pytest.param(
            [attempt("1", 0, 0.1), attempt("1", 1, 1.1, "6")], [1.2], {("5", "1"), ("6", "1")}, id="of each chat"
        ),
    ],
)
def test_what_the_bot_could_not_know(
    attempts: list[Attempt], kills: list[float], expected: set[tuple[str, str]]
) -> None:
    assert doubtful(attempts, kills) == expected


@pytest.mark.parametrize(
    ("arrivals", "passed"),
    [
        pytest.param([came(at=0), came(at=1)], [], id="a second apart"),
        pytest.param([came(at=0), came(at=0.9)], ["2 messages in a second to 5"], id="less"),
        pytest.param([came(chat="-5", at=3.0 * n) for n in range(20)], [], id="twenty to a group"),
        pytest.param(
            [came(chat="-5", at=2.9 * n) for n in range(21)], ["21 messages in a minute to the group -5"], id="21"
        ),
        pytest.param([came(at=1.5 * n) for n in range(40)], [], id="forty to a person"),
        pytest.param([came(chat=str(n), at=n / 40) for n in range(30)], [], id="thirty everywhere"),
        pytest.param(
            [came(chat=str(n), at=n / 40) for n in range(31)], ["31 messages in a second on Telegram"], id="31"
        ),
        pytest.param([came(chat=f"C{n}", at=n / 40) for n in range(31)], [], id="Slack counts by channel"),
    ],
)
def test_too_fast(arrivals: list[Arrival], passed: list[str]) -> None:
    assert list(too_fast(arrivals)) == passed
