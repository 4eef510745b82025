"""A claim or denial that an aside interrupts: «تبنى التنظيم، عبر قناته، التفجير», «نفت الحركة، الأحد، أي صلة به»."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from watchlists.events.passage import ACTS, Draft, Passage
from watchlists.events.words import is_definite, stands_at, vocabulary
from watchlists.model import EventType, Watchlists
from watchlists.normalize import key

_CLAIMING = "تبنى تبنت يتبنى تتبنى"
_DENYING = "نفى نفت ينفي تنفي أنكر أنكرت"
_HAND = "علاقة صلة مسؤولية مسؤوليته مسؤوليتها ضلوع ضلوعه ضلوعها تورط تورطه تورطها علاقته علاقتها صلته صلتها"
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
        yield _spoken(passage, draft, verb, draft.last, lists.events["claim"])


def with_interrupted_denials(passage: Passage, drafts: Sequence[Draft], lists: Watchlists) -> list[Draft]:
    """The drafts, and a denial beside each act in which somebody denies a hand behind an aside."""
    if "denial" not in lists.events or any(one.event == "denial" for one in drafts):
        return list(drafts)
    found = [denial for draft in drafts for denial in _denial(passage, draft, lists)][:1]
    return sorted([*found, *drafts], key=lambda one: one.first)


def _denial(passage: Passage, draft: Draft, lists: Watchlists) -> Iterator[Draft]:
    words = passage.words
    if draft.event not in ACTS or draft.status != "reported":
        return
    start = passage.clause_start(draft.first, _LONGEST_SUBJECT)
    hand = next((at for at in range(start, draft.first) if words[at].is_any(vocabulary(_HAND))), None)
    if hand is None or not passage.breaks(start):
        return
    aside = passage.clause_start(start - 1, _LONGEST_ASIDE)
    first = passage.clause_start(aside - 1, _LONGEST_SUBJECT) if passage.breaks(aside) else start
    verb = next((at for at in range(first, aside) if words[at].is_any(vocabulary(_DENYING))), None)
    if verb is not None:
        yield _spoken(passage, draft, verb, hand + 1, lists.events["denial"])


def _opens_aside(passage: Passage, at: int) -> bool:
    attached = passage.words[at].key.startswith("\N{ARABIC LETTER BEH}")
    return attached or bool(stands_at(passage.words, at, _ASIDE))


def _spoken(passage: Passage, draft: Draft, verb: int, last: int, kind: EventType) -> Draft:
    """The claim or denial from its verb to the word before `last`, about the act of `draft`."""
    word, end = passage.words[verb], passage.words[last - 1].end
    phrases = [one.text for one in kind.phrases]
    phrase = next((one for one in phrases if word.is_any(frozenset({key(one.split()[0])}))), phrases[0])
    span = passage.text[word.start : end]
    hit = replace(draft.hit, event=kind.key, phrase=phrase, text=span, start=word.start, end=end, how=())
    return Draft(hit, kind.key, kind.status, verb, last, about=draft.event).noting(f"{kind.key}:aside", 10)
