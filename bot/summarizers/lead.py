"""The first sentences of an article: the baseline that the extractive summarizer is measured against."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.ports import Summary
from bot.summarizers.quoting import LONGEST, quote, sentence_spans
from watchlists.model import Document, Findings


@dataclass(frozen=True, slots=True)
class Lead:
    """Shows the first sentences of the text, at most `count`, as many as fit."""

    count: int = 3
    longest: int = LONGEST

    def summarize(self, document: Document, findings: Findings, interest: Collection[str] = ()) -> Summary:
        """At most `longest` characters; None where nothing matched or the article has no text."""
        spans = sentence_spans(document, findings)[: self.count] if findings else ()
        if not spans:
            return Summary(None)
        first = spans[0][0], min(spans[0][1], spans[0][0] + self.longest)
        chosen, room = [first], self.longest - (first[1] - first[0])
        for start, end in spans[1:]:
            room -= end - start + 1
            if room < 0:
                break
            chosen.append((start, end))
        return quote(document.text, chosen)
