"""From phrase hits to events: what happened, whether it happened, who, to whom, where, how many, when.

    hits -> one draft each -> status -> parties, figures, places, date -> merged -> Event

Only sentences with a hit are read. Every decision leaves a code in `how` (`status:foiled←إحباط`,
`actor:التنظيم→ISKP`, `place:في`, `killed:21`), and what was guessed lowers the score.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from watchlists.events.anaphora import Groups, is_armed
from watchlists.events.passage import Passage
from watchlists.events.reading import Reading, read
from watchlists.model import Document, Event, Field, Mention, PhraseHit, Watchlists

__all__ = ["is_armed", "read_events"]

_Spans = Sequence[tuple[int, int]]


def read_events(
    document: Document,
    sentences: Mapping[Field, tuple[tuple[int, int], ...]],
    phrases: Sequence[PhraseHit],
    mentions: Sequence[Mention],
    watchlists: Watchlists,
) -> tuple[Event, ...]:
    """The events of an article, title first, by start. Without a phrase hit it returns at once.

    `sentences` are the spans of every field in order; relative dates count from `document.published`. Time is linear
    in the length of the sentences that hold a hit.
    """
    if not phrases:
        return ()
    fields = dict(document.fields())
    reading = Reading(watchlists, Groups(mentions, watchlists), document.published)
    found: list[Event] = []
    for (name, span), hits in _by_sentence(sentences, phrases):
        passage = Passage(name, fields[name], *span)
        found += read(passage, hits, _within(mentions, name, span), reading)
    return tuple(sorted(found, key=lambda one: (one.field != "title", one.start, one.end)))


def _by_sentence(
    sentences: Mapping[Field, tuple[tuple[int, int], ...]], phrases: Sequence[PhraseHit]
) -> Iterator[tuple[tuple[Field, tuple[int, int]], list[PhraseHit]]]:
    ordered = sorted(phrases, key=lambda one: (one.field != "title", one.start, one.end))
    placed = ((one.field, _span(sentences.get(one.field, ()), one.start), one) for one in ordered)
    for (name, span), group in groupby(placed, key=lambda one: one[:2]):
        if span:
            yield (name, span), [hit for _, _, hit in group]


def _span(spans: _Spans, start: int) -> tuple[int, int] | None:
    at = bisect_right(spans, (start, 1 << 62)) - 1
    return spans[at] if at >= 0 and start < spans[at][1] else None


def _within(mentions: Sequence[Mention], name: Field, span: tuple[int, int]) -> list[Mention]:
    return [one for one in mentions if one.field == name and span[0] <= one.start < span[1]]
