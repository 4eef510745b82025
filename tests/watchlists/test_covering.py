"""Which other entities a search for some has to know: with them alone the same is found as with all."""

from __future__ import annotations

import pytest

from watchlists.covering import beside
from watchlists.matcher import Matcher
from watchlists.model import Alias, Document, Entity, EventType, Watchlist, Watchlists


def named(key: str, *aliases: str, part_of: str | None = None) -> Entity:
    return Entity(key, "organization", {"ar": aliases[0]}, tuple(map(Alias, aliases[1:])), part_of)


LISTS = Watchlists(
    (
        Watchlist(
            "x",
            {"en": "x"},
            (
                named("PLAIN", "حراس السهل"),
                named("LONG", "مجلس حراس السهل الأخضر"),
                named("BARE", "سهل"),
                named("PARTICLE", "بالسهول"),
                named("FAR", "نسور التل"),
            ),
            (EventType("raid", {"ar": "مداهمة"}, (Alias("حراس السهل"),)),),
        ),
    )
)
TEXTS = ("زار مجلس حراس السهل الأخضر المدينة", "عاد حراس السهل", "عاد نسور التل من السهل")


@pytest.mark.parametrize(
    ("keys", "known"),
    [
        pytest.param({"PLAIN"}, {"PLAIN", "LONG", "BARE", "PARTICLE"}, id="what shares a word"),
        pytest.param({"FAR"}, {"FAR"}, id="nothing else"),
        pytest.param({"FAR", "BARE"}, {"FAR", "BARE", "PLAIN", "LONG", "PARTICLE"}, id="of several"),
    ],
)
def test_what_is_kept(keys: set[str], known: set[str]) -> None:
    kept = beside(LISTS, keys)
    assert kept.entities.keys() == known
    assert not kept.events


@pytest.mark.parametrize("key", ["PLAIN", "LONG", "BARE", "FAR"])
def test_the_same_is_found(key: str) -> None:
    whole, part = Matcher.compile(LISTS), Matcher.compile(beside(LISTS, {key}))
    for text in TEXTS:
        found = [[one for one in held.hits(Document(text)).mentions if one.entity == key] for held in (whole, part)]
        assert found[0] == found[1]
