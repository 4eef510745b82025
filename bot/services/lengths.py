"""A summary at the length that a chat wants: the words of medium length are chosen before, without a hurry; the others
come out of the same article, when a chat wants them, from summarizers that quote at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.model import Reading
from bot.core.preferences import SummaryLength
from bot.ports import Summarizer, Summary
from watchlists.sentences import sentences

Quoting = Mapping[SummaryLength, Summarizer]
"""What quotes an article at another length than medium, and asks nobody."""


@dataclass(frozen=True)
class Lengths:
    """The summaries of a reading whose medium one is known; `interest` are the keys that its readers follow."""

    medium: Summary
    quoting: Quoting
    reading: Reading
    interest: frozenset[str]
    _made: dict[SummaryLength, Summary] = field(default_factory=dict)

    def of(self, length: SummaryLength) -> Summary:
        """Of what a model wrote, short is its first sentence, and long is all of it."""
        if length not in self._made:
            self._made[length] = self._make(length)
        return self._made[length]

    def _make(self, length: SummaryLength) -> Summary:
        medium = self.medium
        if medium.text is None or length not in self.quoting or (medium.written and length == "long"):
            return medium
        if medium.written:
            start, end = sentences(medium.text)[0]
            return Summary(medium.text[start:end])
        return self.quoting[length].summarize(self.reading.article.document, self.reading.findings, self.interest)
