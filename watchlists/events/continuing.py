"""What a sentence that goes on with the one before takes from it: the place, and who «وقد خطفوا» speaks of."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from watchlists.events import places
from watchlists.events.grammar import Named
from watchlists.events.passage import ACTS, Draft, Passage
from watchlists.events.words import vocabulary
from watchlists.model import Mention, Watchlists

_ON: Final = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}"
_GOING_ON: Final = "ثم لكن وقد فقد كما"
_THEY: Final = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER ALEF}"
_OPENING: Final = 5
_PLACE_PENALTY, _SUBJECT_PENALTY = 5, 8


def goes_on(passage: Passage) -> bool:
    """Whether a sentence begins with a word that ties it to the one before."""
    first = passage.words[0] if passage.words else None
    return first is not None and (first.key[0] in _ON or first.key in vocabulary(_GOING_ON))


def with_subject_before(passage: Passage, drafts: Sequence[Draft], before: Sequence[Named]) -> list[Draft]:
    """«لا يزال مقاتلو الجماعة في الغابة. وقد خطفوا سبع نساء»: the one armed group of the sentence before."""
    armed = {one.entity for one in before if one.armed}
    if len(armed) != 1:
        return list(drafts)
    (group,) = armed
    return [
        _acting(draft, group) if lacks_subject(passage, draft) and group not in draft.targets else draft
        for draft in drafts
    ]


def lacks_subject(passage: Passage, draft: Draft) -> bool:
    """Whether an act that is reported has no actor and begins with a verb of whom the sentence does not name."""
    if draft.event not in ACTS or draft.actors or draft.status != "reported":
        return False
    opening = passage.words[: min(_OPENING, draft.first + 1)]
    return any(word.key.endswith(_THEY) and len(word.key) > 3 for word in opening)


def _acting(draft: Draft, group: str) -> Draft:
    return replace(draft, actors=(group,)).noting(f"actor:before→{group}", _SUBJECT_PENALTY)


def with_place_before(
    drafts: Sequence[Draft], earlier: Passage, mentions: Sequence[Mention], lists: Watchlists
) -> list[Draft]:
    """The acts without a place with that of the sentence before, where it names one alone."""
    if all(draft.places or draft.event not in ACTS for draft in drafts):
        return list(drafts)
    found = [one for one in places.located(earlier, mentions, lists) if one.firm and not one.guessed]
    group = places.group_of(earlier, found, 0) if found else ()
    if not group:
        return list(drafts)
    if len(group) != len(found) or len({one.rank for one in group}) != len(group):
        return list(drafts)
    held = places.to_places(group)
    return [
        replace(draft, places=held).noting("place:before", _PLACE_PENALTY)
        if not draft.places and draft.event in ACTS
        else draft
        for draft in drafts
    ]
