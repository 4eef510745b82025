"""The sentences of an article that tell a reader most, quoted as they stand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Self

from bot.ports import Summary
from bot.summarizers.pieces import pieces
from bot.summarizers.quoting import LONGEST, Span, quote, window
from bot.summarizers.weighing import Weighing
from watchlists.model import Document, Findings, Severity, Watchlists

# Of the longer version of an alert: what a phone shows without scrolling twice. Own choice.
_LONG: Final = 1_100
_MANY: Final = 8


@dataclass(frozen=True, slots=True)
class Extractive:
    """Chooses two to three sentences: what the reader follows, what happened, who was hurt, how central it is.

    `severities` gives the severity of each event type; an unknown one counts as medium.
    Sentences beyond `enough` are shown only for what was found in them.
    """

    severities: Mapping[str, Severity] = field(default_factory=dict)
    count: int = 3
    longest: int = LONGEST
    enough: int = 2

    @classmethod
    def of(cls, watchlists: Watchlists) -> Self:
        """The summarizer that weighs events as these lists do."""
        return cls({key: event.severity for key, event in watchlists.events.items()})

    def summarize(self, document: Document, findings: Findings, interest: Collection[str] = ()) -> Summary:
        """At most `longest` characters in source order; `interest` are the keys that the reader follows.

        The sentence of the most important event of the text is always among them, else that of its first
        mention; a longer one is cut around it. None where nothing matched or the article has no text.
        """
        spans = pieces(document, findings, self.longest) if findings else ()
        if not spans:
            return Summary(None)
        weighing = Weighing(document, findings, frozenset(interest), self.severities, spans)
        key, focus = weighing.key()
        chosen = {key: window(document.text, spans[key], focus, self.longest)}
        self._fill(chosen, weighing)
        return quote(document.text, chosen.values())

    def _fill(self, chosen: dict[int, Span], weighing: Weighing) -> None:
        """Add, one by one, what is then worth most, fits and is new; more than enough only for what was found in it."""
        room = self.longest - sum(end - start for start, end in chosen.values())
        left = weighing.candidates()
        while len(chosen) < self.count:
            left = [number for number in left if self._may_follow(number, chosen, room, weighing)]
            if not left:
                return
            best = max(left, key=lambda number: (weighing.worth(number, chosen), -number))
            chosen[best] = start, end = weighing.spans[best]
            room -= end - start + 1

    def _may_follow(self, number: int, chosen: Collection[int], room: int, weighing: Weighing) -> bool:
        start, end = weighing.spans[number]
        return (
            number not in chosen
            and end - start < room
            and (len(chosen) < self.enough or weighing.tells(number, chosen))
            and all(weighing.wording.is_new(number, other) for other in chosen)
        )


def longer(brief: Extractive) -> Extractive:
    """One that weighs the same way and quotes up to eight sentences."""
    return replace(brief, count=_MANY, longest=_LONG, enough=_MANY)
