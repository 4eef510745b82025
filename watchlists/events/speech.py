"""Who claims, denies, threatens, plans or foils an act, however far his word stands from it in the sentence.

A word of speech governs the first act behind it: across its subject («توعد زعيم الجماعة بشن هجمات»), across one aside
between commas («نفى، في بيان، مقتل القائد»), and never across a relative pronoun or into another clause. What phrases
of the watchlists already say is left to them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from watchlists.events import speech_words as said
from watchlists.events.acts import act_named_at
from watchlists.events.passage import ACTS, SPEECH_ACTS, Draft, Passage
from watchlists.events.words import WAW, Word, opening, stands_at, vocabulary
from watchlists.model import EventType, PhraseHit, Watchlists
from watchlists.normalize import key

_REACH: Final = 14
_RESUMED: Final = 6
_ASIDE: Final = 14
_BACK: Final = 12
_SUBJECT: Final = 6
_GUESSED: Final = 5
_BEH, _LAM = "\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER LAM}"


_SPEECH: Final = opening(*said.EVERY)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A speech act, and beside a claim the attack that has no phrase of its own.

    A `taken` act is told by the speech act alone: it did not happen, or not yet.
    """

    drafts: tuple[Draft, ...]
    taken: Draft | None = None


@dataclass(frozen=True, slots=True)
class _Governor:
    kind: str
    first: int
    last: int
    hand: bool = False
    back: bool = False
    itself: "_Object | None" = None


@dataclass(frozen=True, slots=True)
class _Object:
    """What a governor speaks of: the words, the type of the act if it has one, and the phrase hit there."""

    first: int
    last: int
    event: str | None
    act: Draft | None = None


def may_speak(text: str, start: int, end: int) -> bool:
    """Whether a word of speech may stand in `text[start:end]`: a quick look at letters, seldom wrongly so."""
    return said.STEMS.search(text, start, end) is not None


def spoken(passage: Passage, drafts: Sequence[Draft], armed: Sequence[range], lists: Watchlists) -> list[Spoken]:
    """The speech acts of a sentence that no phrase of the lists covers; `armed` are the words of armed groups."""
    covered = {at for one in drafts if one.event in SPEECH_ACTS for at in range(one.first, one.last)}
    found: list[Spoken] = []
    for governor in _governors(passage, armed):
        if governor.kind not in lists.events or not covered.isdisjoint(range(governor.first, governor.last)):
            continue
        if any(governor.first < one.drafts[0].last for one in found):
            continue
        found_before = _named_before(governor, drafts) if governor.back else None
        meant = governor.itself or found_before or _object(passage, governor, drafts, lists)
        if meant and _fits(passage, governor, meant, armed):
            found.append(_spoken(passage, governor, meant, lists))
    return found


def _governors(passage: Passage, armed: Sequence[range]) -> Iterator[_Governor]:
    for at, word in enumerate(passage.words):
        if not word.traits & _SPEECH:
            continue
        found = _claiming(passage, at, armed) or _disowning(passage, at) or _vowing(passage, at, armed)
        found = found or _governing(passage, at)
        if found:
            yield found


def _claiming(passage: Passage, at: int, armed: Sequence[range]) -> _Governor | None:
    """«تبنت», «أعلن مسؤوليته عن», «قالت إنها تقف خلف», «أقر التنظيم»."""
    words, word = passage.words, passage.words[at]
    if word.is_any(vocabulary(said.RESPONSIBLE)) and stands_at(words, at + 1, "عن") and at:
        told = words[at - 1].is_any(vocabulary(said.ITSELF)) and _verb_before(passage, at, said.SAYING) is not None
        return _Governor("claim", at, at + 2) if told else None
    if word.is_any(vocabulary(said.RESPONSIBILITY)) and stands_at(words, at + 1, said.FOR_IT):
        verb = _verb_before(passage, at, said.TAKING)
        return _Governor("claim", verb, at + 2, back=True) if verb is not None else None
    if word.is_any(vocabulary(said.RESPONSIBILITY)) and stands_at(words, at + 1, "عن|الكاملة عن|المباشرة عن"):
        verb = _verb_before(passage, at, said.TAKING)
        return _Governor("claim", verb, at + 2) if verb is not None else None
    if word.is_any(vocabulary(said.BEHIND)):
        verb = _verb_before(passage, at, said.STANDING)
        told = verb is not None and _verb_before(passage, verb + 1, said.SAYING) is not None
        return _Governor("claim", verb, at + 1) if verb is not None and told else None
    if stands_at(words, at, said.IT_IS_THEY) and any(one.start < at for one in armed):
        size = stands_at(words, at, said.IT_IS_THEY)
        return _Governor("claim", at, at + size) if _verb_before(passage, at, said.SAYING) is not None else None
    admitted = word.is_any(vocabulary(said.ADMITTING)) and any(one.start - at in range(1, 4) for one in armed)
    return _Governor("claim", at, at + 1) if admitted or word.is_any(vocabulary(said.CLAIMING)) else None


def _disowning(passage: Passage, at: int) -> _Governor | None:
    size = stands_at(passage.words, at, said.DISOWNING)
    return _Governor("denial", at, at + size, hand=True) if size else None


def _vowing(passage: Passage, at: int, armed: Sequence[range]) -> _Governor | None:
    """«قال المتحدث إن قواته ستضرب كل سفينة»: behind an armed name and a verb of saying."""
    if passage.words[at].key not in vocabulary(said.VOWING) or not any(one.start < at for one in armed):
        return None
    if _verb_before(passage, at, said.SAYING) is None:
        return None
    seen = passage.words[at].key
    event = next((name for stem, name in said.VOWED if stem in seen), "armed_attack")
    return _Governor("threat", at, at + 1, itself=_Object(at, at + 1, event))


def _governing(passage: Passage, at: int) -> _Governor | None:
    if passage.words[at].is_any(vocabulary(said.STANDING_BETWEEN)):
        stop = passage.clause_end(at + 1, _SUBJECT)
        short = next((to for to in range(at + 1, stop) if passage.words[to].key in vocabulary("دون")), None)
        return _Governor("foiled_plot", at, short + 1) if short else None
    sizes = ((kind, stands_at(passage.words, at, listed)) for kind, listed in said.GOVERNING)
    return next((_Governor(kind, at, at + size) for kind, size in sizes if size), None)


def _verb_before(passage: Passage, at: int, listed: str) -> int | None:
    """The nearest of some verbs before a word, in its clause or before an aside; None where somebody denies."""
    for before in passage.before(at, _BACK):
        if passage.words[before].is_any(vocabulary(said.DENYING_VERBS)):
            return None
        if passage.words[before].is_any(vocabulary(listed)):
            return before
    return None


def _object(passage: Passage, governor: _Governor, drafts: Sequence[Draft], lists: Watchlists) -> _Object | None:
    """The first act behind a governor that its words reach."""
    words, at, left = passage.words, governor.last, _REACH
    resumed = False
    while at < len(words) and left > 0:
        if passage.breaks(at) and at > governor.last:
            end = passage.clause_end(at + 1, _ASIDE)
            if resumed or end >= len(words) or not passage.breaks(end):
                return None
            at, left, resumed = end, _RESUMED, True
            if words[at].key.startswith(WAW) and not _named_here(passage, at, drafts, lists):
                return None
        if _stops(words, at, governor):
            return None
        if found := _named_here(passage, at, drafts, lists):
            return found if _can_be(governor, found) else None
        if found := _threatened(passage, governor, at):
            return _fuller(passage, found, drafts)
        at, left = at + 1, left - 1
    return None


def _can_be(governor: _Governor, meant: _Object) -> bool:
    """Only violence is plotted, foiled and threatened here; anything may be denied and claimed."""
    return governor.kind in {"denial", "claim"} or meant.event is None or meant.event in ACTS


def _named_before(governor: _Governor, drafts: Sequence[Draft]) -> _Object | None:
    """«بعد الهجوم على المصفاة، أعلنت الجماعة مسؤوليتها عنه»: the last act before."""
    acts = [one for one in drafts if one.event in ACTS and one.last <= governor.first]
    act = max(acts, key=lambda one: one.first, default=None)
    return _Object(act.first, act.last, act.event, act) if act else None


def _stops(words: tuple[Word, ...], at: int, governor: _Governor) -> bool:
    """A word that no speech reaches across; of news one may deny what it tells («نفيت التقارير التي تحدثت عن»)."""
    if governor.kind == "claim" and words[at].is_any(vocabulary(said.ADOPTED)):
        return True
    if governor.kind == "denial" and words[at].key in vocabulary(said.RELATIVES):
        return not words[at - 1].is_any(vocabulary(said.TOLD))
    return bool(stands_at(words, at, said.STOPS))


def _named_here(passage: Passage, at: int, drafts: Sequence[Draft], lists: Watchlists) -> _Object | None:
    act = next((one for one in drafts if one.first <= at < one.last and one.event not in SPEECH_ACTS), None)
    if act:
        return _Object(act.first, act.last, act.event, act)
    plot = next((one for one in drafts if one.first <= at < one.last and one.event == "plot"), None)
    if plot:  # a plot that is foiled or denied
        return _Object(plot.first, plot.last, plot.about, plot)
    name, size = act_named_at(passage, at, lists)
    return _Object(at, at + size, name) if name else None


def _fuller(passage: Passage, meant: _Object, drafts: Sequence[Draft]) -> _Object:
    """«على الثأر لسلفه بتفجيرات»: with what it will be done, where an act of its own says so in the same breath."""
    for act in drafts:
        near = 0 <= act.first - meant.last <= _RESUMED and not passage.clause_parted(meant.last, act.first + 1)
        if near and act.event in ACTS and passage.words[act.first].key[0] != WAW:
            return _Object(meant.first, act.last, act.event, act)
    return meant


def _threatened(passage: Passage, governor: _Governor, at: int) -> _Object | None:
    """What has no phrase of its own: «هدد باستهداف كل من يشارك», «أحبط مخططا», «رسمت خططا لاقتحام»."""
    word = passage.words[at]
    listed = {"threat": said.THREATENED, "plot": said.PLANNED, "foiled_plot": said.SCHEMES}.get(governor.kind, "")
    return _Object(at, at + 1, None) if listed and word.is_any(vocabulary(listed)) else None


def _fits(passage: Passage, governor: _Governor, meant: _Object, armed: Sequence[range]) -> bool:
    """Whether the words between a governor and an act are those that the governor asks for."""
    words = passage.words
    linked = words[governor.last : meant.first + 1]
    if governor.kind == "threat":
        return (
            bool(governor.itself)
            or any(word.key[0] == _BEH and not word.key.startswith("بعد") for word in linked)
            or _swears(words, governor)
        )
    if governor.kind == "plot":
        return is_planned(words, governor.first, linked)
    if governor.kind == "foiled_plot" and meant.event is None:
        after = words[meant.first : meant.last + _RESUMED]
        lawful = any(word.is_any(vocabulary(said.LAWFUL)) for word in after)
        return not lawful and (bool(armed) or any(word.is_any(vocabulary(said.VIOLENT)) for word in after))
    return True


def _swears(words: Sequence[Word], governor: _Governor) -> bool:
    return words[governor.first].is_any(vocabulary("أقسم أقسمت أقسموا دعا دعت"))


def is_planned(words: Sequence[Word], at: int, linked: Sequence[Word]) -> bool:
    """Whether a word of planning at `at` reaches the last of the words behind it, which is the act.

    «يعد لتفجير», «خطط لتنفيذ هجوم», «مخطط تفجير», «يعتزم شن هجوم»: with ل or إلى right before the act, beside it, or as
    what is intended.
    """
    if len(linked) < 2 or words[at].is_any(vocabulary(said.INTENDING)):
        return True
    doing = any(word.key in vocabulary(said.DOING) for word in linked)
    return doing or linked[-1].key[0] == _LAM or linked[-2].key in vocabulary("إلى")


def _spoken(passage: Passage, governor: _Governor, meant: _Object, lists: Watchlists) -> Spoken:
    words, kind = passage.words, lists.events[governor.kind]
    hand = governor.hand or any(word.is_any(vocabulary(said.HANDS)) for word in words[governor.last : meant.first])
    status = f"status:{kind.status}←{words[governor.first].text}"
    if governor.kind == "denial" and not hand and meant.act and meant.event not in ACTS:
        return Spoken((replace(meant.act, status="denied").noting(status, _GUESSED),), meant.act)
    if governor.kind == "claim" or hand:
        draft = _draft(passage, kind, governor.first, governor.last, meant.event)
        named = [_named(passage, meant)] if governor.kind == "claim" and meant.event and not meant.act else []
        return Spoken((draft.noting(f"{kind.key}:aside", _GUESSED), *named))
    draft = _draft(passage, kind, governor.first, max(governor.last, meant.last), meant.event)
    return Spoken((draft.noting(status, _GUESSED),), meant.act)


def _draft(passage: Passage, kind: EventType, first: int, last: int, about: str | None) -> Draft:
    """A speech act from its verb to the word before `last`; its phrase is the one of the list that begins like it."""
    word, end = passage.words[first], passage.words[last - 1].end
    phrases = [one.text for one in kind.phrases]
    phrase = next((one for one in phrases if word.is_any(frozenset({key(one.split()[0])}))), phrases[0])
    span = passage.text[word.start : end]
    hit = PhraseHit(kind.key, phrase, span, passage.field, word.start, end, 100.0)
    return Draft(hit, kind.key, kind.status, first, last, about=about)


def _named(passage: Passage, meant: _Object) -> Draft:
    """The attack beside its claim, where only a plain noun names it: «تبنت الجماعة كمينا»."""
    start, end = passage.words[meant.first].start, passage.words[meant.last - 1].end
    name = meant.event or ""
    hit = PhraseHit(name, passage.text[start:end], passage.text[start:end], passage.field, start, end, 100.0)
    return Draft(hit, name, "reported", meant.first, meant.last).noting(f"event:claimed→{name}", 15)
