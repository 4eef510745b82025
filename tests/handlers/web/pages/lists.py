"""Short lists that the pages show: every kind of entry, conditions of every kind, and a name that is an attack."""

from __future__ import annotations

from datetime import date

from watchlists import Matcher
from watchlists.model import Alias, Entity, EventType, Examples, Watchlist, Watchlists

ATTACK = "<script>alert(1)</script>\N{RIGHT-TO-LEFT OVERRIDE}"
GUARDS = Entity(
    "WADI",
    "organization",
    {"ar": "حراس الوادي", "en": "Wadi Guards"},
    (
        Alias("حراس السهل", "inflected", needs=("الوادي",), unless=("حراس السهل الأخضر",), min_score=90.0),
        Alias("الحراس", "exact", definite=True, valid_from=date(2015, 1, 26), source="the list of the river office"),
    ),
    tests=Examples(("أعلن حراس الوادي ذلك.",), ("مر حراس المتحف.",)),
    note="It split in 2019.",
    source="usual press spelling",
)
PART = Entity("WADI_EAST", "organization", {"ar": "شرق الوادي", "en": "Wadi East"}, part_of="WADI")
NASTY = Entity("NASTY", "person", {"en": ATTACK}, note=ATTACK)
BOMBING = EventType(
    "bombing",
    {"ar": "تفجير", "en": "Bombing"},
    (Alias("انفجرت عبوة"),),
    severity="high",
    unless=("انفجرت ضحكا",),
    cameo="183",
    acled="Remote explosive",
)
LISTS = Watchlists(
    (
        Watchlist("groups", {"ar": "جماعات", "en": "Groups"}, (GUARDS, PART, NASTY)),
        Watchlist("events", {"ar": "أحداث", "en": "Events"}, (), (BOMBING,)),
    )
)


def matcher() -> Matcher:
    """The matcher of these lists."""
    return Matcher.compile(LISTS)


def many(n: int) -> Matcher:
    """A matcher of so many entities, with the keys E0 and on."""
    entities = tuple(Entity(f"E{one}", "place", {"en": f"Place {one}"}) for one in range(n))
    return Matcher.compile(Watchlists((Watchlist("places", {"en": "Places"}, entities),)))
