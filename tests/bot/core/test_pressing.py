"""Who may press a button, how often and until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.message import Button, Message
from bot.core.pressing import KEPT, Press, Special, judge, specials, with_tokens

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATER = NOW + HOUR


@pytest.mark.parametrize(
    ("button", "verdict"),
    [
        pytest.param(None, Press.UNKNOWN, id="unknown"),
        pytest.param(Special("/a", "", False, LATER), Press.GOOD, id="everybody's"),
        pytest.param(Special("/a", "telegram:1", False, LATER), Press.GOOD, id="one's own"),
        pytest.param(Special("/a", "telegram:2", False, LATER), Press.FOREIGN, id="somebody else's"),
        pytest.param(Special("/a", "telegram:2", True, NOW, NOW), Press.FOREIGN, id="of whose it is nothing is told"),
        pytest.param(Special("/a", "", True, LATER), Press.GOOD, id="once, not pressed"),
        pytest.param(Special("/a", "", True, LATER, NOW - HOUR), Press.USED, id="once, pressed"),
        pytest.param(Special("/a", "", False, LATER, NOW - HOUR), Press.GOOD, id="pressed, and serves again"),
        pytest.param(Special("/a", "", False, NOW), Press.EXPIRED, id="ends now"),
    ],
)
def test_a_press_is_judged(button: Special | None, verdict: Press) -> None:
    assert judge(button, "telegram:1", NOW) is verdict


def test_only_special_buttons_are_kept() -> None:
    plain, owned = Button("a", "/a"), Button("b", "/b", owned=True)
    once, brief, long = Button("c", "/c", once=True), Button("d", "/d", lasts=HOUR), Button("e", "/" + "ه" * 31)
    found = dict(specials(Message((), "en", ((plain, owned), (once, brief, long))), "telegram:1", NOW))
    assert found == {
        owned: Special("/b", "telegram:1", False, NOW + KEPT),
        once: Special("/c", "", True, NOW + KEPT),
        brief: Special("/d", "", False, LATER),
        long: Special(long.command, "", False, NOW + KEPT),
    }
    told = with_tokens(Message((), "en", ((plain, owned),)), {owned: "T"})
    assert [one.command for row in told.buttons for one in row] == ["/a", "/b T"]
