"""From phrase hits to events: what happened, whether it happened, who, to whom, where, how many, when.

    hits -> one draft each -> status -> parties, figures, places, date -> merged -> Event

Only sentences with a hit are read, and the one behind for the outcome. Every decision leaves a code in `how`
(`status:foiled←إحباط`, `actor:التنظيم→ISKP`, `place:في`, `killed:21`), and what was guessed lowers the score.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from watchlists.events.aftermath import joined
from watchlists.events.anaphora import Groups, is_armed
from watchlists.events.continuing import goes_on
from watchlists.events.passage import ATTACKS, Passage, is_guessed
from watchlists.events.reading import Reading, read
from watchlists.events.speech import may_speak
from watchlists.model import Document, Event, Field, Mention, PhraseHit, Watchlists

__all__ = ["ATTACKS", "is_armed", "is_guessed", "read_events"]

_Spans = Sequence[tuple[int, int]]
_LONGEST = 3000
_SPOKEN = 300
_SHORTEST = 200


def read_events(
    document: Document,
    sentences: Mapping[Field, _Spans],
    phrases: Sequence[PhraseHit],
    mentions: Sequence[Mention],
    watchlists: Watchlists,
) -> tuple[Event, ...]:
    """The events of an article, title first, by start.

    Read are sentences with a phrase hit, and those in which an armed group stands beside a word of speech.

    `sentences` are the spans of every field in order; relative dates count from `document.published`. Time is linear
    in the length of the sentences that hold a hit and of those behind them.
    """
    fields = dict(document.fields())
    spoken = list(_speaking(fields, sentences, mentions, watchlists))
    if not phrases and not spoken:
        return ()
    reading = Reading(watchlists, Groups(mentions, watchlists), document.published)
    named = _by_field(mentions)
    found: list[tuple[Passage, list[Event]]] = []
    for passage, hits in _passages(fields, sentences, [*phrases, *spoken]):
        mine = _within(named.get(passage.field, []), passage)
        spans = sentences[passage.field]
        later, before = _later(passage, spans, phrases), _earlier(passage, spans)
        earlier = (before, _within(named.get(passage.field, []), before)) if before else None
        found.append((passage, read(passage, hits, mine, reading, later, earlier)))
    return tuple(sorted(joined(found), key=lambda one: (one.field != "title", one.start, one.end)))


def _passages(
    fields: Mapping[Field, str], sentences: Mapping[Field, _Spans], found: Sequence[PhraseHit | Mention]
) -> Iterator[tuple[Passage, list[PhraseHit]]]:
    """Every sentence in which something was found, with its hits; one longer than any writer's is read in pieces."""
    ordered = sorted(found, key=lambda one: (one.field != "title", one.start, one.end))
    placed = ((_piece(sentences.get(one.field, ()), fields[one.field], one), one) for one in ordered)
    for (name, where), group in groupby(placed, key=lambda one: (one[1].field, one[0])):
        if where:
            yield Passage(name, fields[name], *where), [hit for _, hit in group if isinstance(hit, PhraseHit)]


def _speaking(
    fields: Mapping[Field, str], sentences: Mapping[Field, _Spans], mentions: Sequence[Mention], watchlists: Watchlists
) -> Iterator[Mention]:
    """Armed groups in whose sentence somebody may claim, deny, threaten, plan or foil without a phrase of the lists."""
    for one in mentions:
        spans = sentences.get(one.field, ())
        at = bisect_right(spans, (one.start, len(fields[one.field]))) - 1
        if at >= 0 and is_armed(watchlists.entities[one.entity]):
            start, end = spans[at]
            if may_speak(fields[one.field], max(start, one.start - _SPOKEN), min(end, one.end + _SPOKEN)):
                yield one


def _piece(spans: _Spans, text: str, hit: PhraseHit | Mention) -> tuple[int, int, tuple[int, int]] | None:
    """The part of its sentence that a hit is read in, and the sentence; cut at a space, and never inside the hit."""
    at = bisect_right(spans, (hit.start, len(text))) - 1
    if at < 0 or hit.start >= spans[at][1]:
        return None
    start, end = spans[at]
    if end - start <= _LONGEST:
        return start, end, spans[at]
    first = start + (hit.start - start) // _LONGEST * _LONGEST
    cut = text.rfind(" ", first - _SHORTEST, first) if first > start else start
    stop = text.find(" ", max(hit.end, first + _LONGEST))
    return max(start, cut, first - _SHORTEST), end if stop < 0 else min(stop, end), spans[at]


def _later(passage: Passage, spans: _Spans, phrases: Sequence[PhraseHit]) -> Passage | None:
    """The sentence behind one, if it is no longer than a writer's and no hit stands in it."""
    at = bisect_right(spans, (passage.sentence[0], len(passage.text)))
    if at >= len(spans) or passage.end != passage.sentence[1] or spans[at][1] - spans[at][0] > _LONGEST:
        return None
    start, end = spans[at]
    if any(one.field == passage.field and start <= one.start < end for one in phrases):
        return None
    return Passage(passage.field, passage.text, start, end, spans[at])


def _earlier(passage: Passage, spans: _Spans) -> Passage | None:
    """The sentence before one that goes on with it, if it is no longer than a writer's and in the same paragraph."""
    at = bisect_right(spans, (passage.sentence[0], 0)) - 1
    if at < 0 or passage.start != passage.sentence[0] or not goes_on(passage):
        return None
    start, end = spans[at]
    if end - start > _LONGEST or "\n" in passage.text[end : passage.start]:
        return None
    return Passage(passage.field, passage.text, start, end, spans[at])


def _by_field(mentions: Sequence[Mention]) -> dict[Field, list[Mention]]:
    found: dict[Field, list[Mention]] = {}
    for one in sorted(mentions, key=lambda one: one.start):
        found.setdefault(one.field, []).append(one)
    return found


def _within(mentions: Sequence[Mention], passage: Passage) -> Sequence[Mention]:
    first = bisect_left(mentions, passage.start, key=lambda one: one.start)
    return mentions[first : bisect_left(mentions, passage.end, key=lambda one: one.start)]
