"""What differs between two versions of a list."""

from __future__ import annotations

from dataclasses import replace

from tests.watchlists.imports.listed import GUARD, MAN, guarded, less, more, watchlist
from watchlists.imports.comparing import Changes, Difference, compare
from watchlists.model import Alias

JUND = GUARD.aliases[0]


def test_nothing_differs_in_another_order() -> None:
    found = compare(watchlist(GUARD, MAN), watchlist(MAN, GUARD))
    assert found == Changes()
    assert not found


def test_added_and_removed_by_key_without_case() -> None:
    found = compare(watchlist(GUARD), watchlist(MAN))
    assert (found.added, found.changed, found.removed) == ((MAN,), (), (GUARD,))
    again = compare(watchlist(GUARD), watchlist(replace(GUARD, key="qde-1")))
    assert [one.differences for one in again.changed] == [(Difference(("key",), "QDe-1", "qde-1"),)]


def test_a_changed_entity_says_fields_and_aliases_apart() -> None:
    after = replace(more(less(GUARD, JUND.text), Alias("كتيبة", min_score=90.0)), name={"ar": "الحراس"})
    (changed,) = compare(watchlist(GUARD), watchlist(after)).changed
    assert set(changed.of(aliases=False)) == {
        Difference(("name", "ar"), "حراس الوادي", "الحراس"),
        Difference(("name", "en"), "Wadi Guards", None),
    }
    assert set(changed.of(aliases=True)) == {
        Difference(("aliases", JUND.text), True, None),
        Difference(("aliases", "كتيبة"), None, True),
    }


def test_a_condition_is_told_before_and_after() -> None:
    after = guarded(GUARD, JUND.text, needs=("قيادي",))
    (changed,) = compare(watchlist(GUARD), watchlist(after)).changed
    assert changed.differences == (Difference(("aliases", JUND.text, "needs"), None, ("قيادي",)),)
