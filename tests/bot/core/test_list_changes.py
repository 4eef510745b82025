"""What changed between two versions of the lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.list_changes import ListChanges, list_changes, outlet_changes, stranded
from bot.core.model import Subscription
from watchlists.model import Alias, Entity, EventType, Watchlist, Watchlists
from watchlists.outlets import Outlet, Outlets

HAWK, OWL = Entity("HAWK", "organization", {"en": "Hawk"}), Entity("OWL", "person", {"en": "Owl"})
RAID = EventType("raid", {"en": "Raid"}, (Alias("raid"),))
ONE = Watchlist("birds", {"en": "Birds"}, (HAWK,), (RAID,))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(ONE, ListChanges(), id="nothing"),
        pytest.param(replace(ONE, entities=(HAWK, OWL)), ListChanges(added=("OWL",)), id="an entity came"),
        pytest.param(replace(ONE, events=()), ListChanges(removed=("raid",)), id="an event type went"),
        pytest.param(
            replace(ONE, entities=(replace(HAWK, aliases=(Alias("falcon"),)),)),
            ListChanges(changed=("HAWK",)),
            id="an alias came",
        ),
        pytest.param(replace(ONE, title={"en": "Fowl"}), ListChanges(changed=("list:birds",)), id="another title"),
        pytest.param(
            replace(ONE, slug="fowl"), ListChanges(added=("list:fowl",), removed=("list:birds",)), id="another list"
        ),
    ],
)
def test_changes(after: Watchlist, expected: ListChanges) -> None:
    assert list_changes(Watchlists((ONE,)), Watchlists((after,))) == expected


def test_many_are_counted_and_some_named() -> None:
    made = [Outlet(f"O{number}", {"en": str(number)}, "private", 3) for number in range(30)]
    told = outlet_changes(Outlets(), Outlets(tuple(made))).told()
    assert told == {"added": f"30: {', '.join(f'O{number}' for number in range(20))} and 10 more"}


def test_what_is_watched_and_in_no_list_now() -> None:
    before, after = Watchlists((ONE,)), Watchlists((replace(ONE, slug="fowl", entities=(OWL,)),))
    watched = [
        Subscription(1, "entity", "HAWK", "low"),
        Subscription(2, "entity", "HAWK", "high"),
        Subscription(1, "event", "raid", "low"),
        Subscription(1, "list", "birds", "low"),
        Subscription(1, "all", "*", "low"),
        Subscription(1, "entity", "NEVER_LISTED", "low"),
    ]
    assert stranded(watched, before, after) == ["HAWK", "list:birds"]
