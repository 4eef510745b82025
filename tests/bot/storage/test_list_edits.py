"""Edits of the watchlists, and what is proposed to be edited, on both databases."""

from __future__ import annotations

from dataclasses import replace

from bot.core.proposing import Effect, Proposal
from bot.storage import SqlStore
from tests.bot.storage.samples import AMINA, HOUR, NOW
from watchlists.editing.edits import Edit

ADD = Edit("add", "WADI", {"kind": "other", "name": {"ar": "الوادي"}})
GUARD = Edit("unless", "WADI", {"alias": "الوادي", "value": "الوادي الأخضر"})
EFFECT = Effect(9, 4, 3, 0, 30, ("…الوادي الأخضر…",))
PROPOSAL = Proposal(0, "unless", "WADI", "الوادي", "الوادي الأخضر", EFFECT)


def test_edits_are_in_force_in_their_order_until_they_are_taken_back(store: SqlStore) -> None:
    with store.begin() as unit:
        edits = unit.list_edits
        assert edits.version() == (0, 0)
        first, second = edits.add(ADD, AMINA, NOW), edits.add(GUARD, AMINA, NOW + HOUR)
        assert (first.edit, first.person, first.at, first.undone) == (ADD, AMINA, NOW, None)
        assert edits.in_force() == [first, second]
        before = edits.version()
        assert edits.undo(first.id, NOW + HOUR)
        assert not edits.undo(first.id, NOW + HOUR)
        assert edits.version() != before
        assert edits.in_force() == [second]
        assert edits.get(first.id) == replace(first, undone=NOW + HOUR)
        assert edits.get(99) is None


def test_what_was_seen_in_the_files_first_is_kept(store: SqlStore) -> None:
    with store.begin() as unit:
        edits = unit.list_edits
        first, second = edits.add(ADD, AMINA, NOW), edits.add(GUARD, AMINA, NOW)
        edits.settle({first.id: NOW + HOUR})
        edits.settle({first.id: NOW + 2 * HOUR})
        assert edits.in_force() == [replace(first, settled=NOW + HOUR), second]


def test_the_same_is_proposed_once_whatever_came_of_it(store: SqlStore) -> None:
    with store.begin() as unit:
        proposals = unit.proposals
        kept = proposals.add(PROPOSAL, NOW)
        assert kept == replace(PROPOSAL, id=kept.id if kept else 0)
        assert kept is not None
        assert proposals.add(PROPOSAL, NOW) is None
        assert proposals.open() == [kept] == proposals.of(("WADI", "الوادي"))
        assert proposals.decide(kept.id, "declined", AMINA, NOW)
        assert not proposals.decide(kept.id, "accepted", AMINA, NOW)
        assert proposals.open() == []
        assert proposals.add(PROPOSAL, NOW) is None
        assert proposals.get(kept.id) == replace(kept, state="declined")
        assert proposals.get(99) is None
