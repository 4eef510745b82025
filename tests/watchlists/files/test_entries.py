"""One entry by itself: written, read, put into lists."""

from __future__ import annotations

import json

import pytest

from watchlists import Matcher, load, shipped
from watchlists.files import entries
from watchlists.model import Alias, Document, Entity, EventType

LISTS = load([shipped()])
ALL: list[Entity | EventType] = [*LISTS.entities.values(), *LISTS.events.values()]


def spellings(entry: Entity | EventType) -> tuple[Alias, ...]:
    return entry.spellings if isinstance(entry, Entity) else entry.phrases


def test_every_shipped_entry_comes_back_as_it_was_written() -> None:
    for one in ALL:
        back = entries.read(json.loads(json.dumps(entries.written(one))))
        assert (back.key, type(back)) == (one.key, type(one))
        assert spellings(back) == spellings(one)


@pytest.mark.parametrize("held", [{}, {"version": 1, "watchlist": "x", "title": {"en": "x"}}])
def test_what_is_no_entry_is_refused(held: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        entries.read(held)


def test_an_entry_is_put_in_its_place() -> None:
    new = Entity("ISKP", "organization", {"ar": "مجلس حراس الوادي"})
    after = entries.put(LISTS, new)
    assert after.entities["ISKP"] == new
    assert list(after.entities) == list(LISTS.entities)
    event = EventType("bombing", {"ar": "تفجير"}, (Alias("دوى انفجار غريب"),))
    assert entries.put(LISTS, event).events["bombing"] == event


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("قال مجلس حراس الوادي إنه باق.", True),
        ("ولمجلس حراس الوادي موقف آخر.", True),
        ("افتتح معرض الزهور أبوابه.", False),
        ("", False),
    ],
)
def test_what_holds_an_entry_may_hold_it(text: str, may: bool) -> None:
    matcher = Matcher.compile(entries.alone(Entity("WADI", "organization", {"ar": "مجلس حراس الوادي"})))
    documents = [Document("نص آخر"), Document(text), Document("x", title=text)]
    assert matcher.may_hold(documents) == [False, may, may]
    assert matcher.may_hold(documents * 60) == [False, may, may] * 60
