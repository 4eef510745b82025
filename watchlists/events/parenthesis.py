"""A claim whose object stands behind an aside: «تبنى التنظيم، عبر قناته، التفجير»."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from watchlists.events.passage import ACTS, Draft, Passage
from watchlists.events.words import is_definite, stands_at, vocabulary
from watchlists.model import Watchlists
from watchlists.normalize import key

_CLAIMING = "تبنى تبنت يتبنى تتبنى"
_ASIDE = "عبر|في|على|من خلال|بواسطة|ب|وفق|حسب|خلال|عن طريق"
_LONGEST_ASIDE = 12
_LONGEST_SUBJECT = 6


def with_interrupted_claims(passage: Passage, drafts: Sequence[Draft], lists: Watchlists) -> list[Draft]:
    """The drafts, and a claim beside each definite act that a verb of claiming has behind an aside between commas."""
    if "claim" not in lists.events or any(one.event == "claim" for one in drafts):
        return list(drafts)
    found = [claim for draft in drafts for claim in _claim(passage, draft, lists)]
    return sorted([*found, *drafts], key=lambda one: one.first)


def _claim(passage: Passage, draft: Draft, lists: Watchlists) -> Iterator[Draft]:
    words, act = passage.words, draft.first
    if draft.event not in ACTS or draft.status != "reported":
        return
    if not passage.breaks(act) or not is_definite(words[act].key):
        return
    aside = passage.clause_start(act - 1, _LONGEST_ASIDE)
    if not passage.breaks(aside) or not _opens_aside(passage, aside):
        return
    first = passage.clause_start(aside - 1, _LONGEST_SUBJECT)
    verb = next((at for at in range(first, aside) if words[at].is_any(vocabulary(_CLAIMING))), None)
    if verb is not None:
        yield _claiming(passage, draft, verb, lists)


def _opens_aside(passage: Passage, at: int) -> bool:
    attached = passage.words[at].key.startswith("\N{ARABIC LETTER BEH}")
    return attached or bool(stands_at(passage.words, at, _ASIDE))


def _claiming(passage: Passage, draft: Draft, verb: int, lists: Watchlists) -> Draft:
    word = passage.words[verb]
    phrases = [one.text for one in lists.events["claim"].phrases]
    phrase = next((one for one in phrases if word.is_any(frozenset({key(one.split()[0])}))), phrases[0])
    text = passage.text[word.start : draft.hit.end]
    hit = replace(draft.hit, event="claim", phrase=phrase, text=text, start=word.start)
    return Draft(hit, "claim", "claimed", verb, draft.last, about=draft.event).noting("claim:aside", 10)
