"""What an outlet changed in its report, from one edition to the next."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.core.facts import OF, Of
from bot.core.identity import headlines_alike
from bot.core.model import Alert, Reading, Story
from bot.core.scoring import claims, denials, toll
from watchlists.model import Findings
from watchlists.normalize import key, words
from watchlists.sentences import sentences


@dataclass(frozen=True, slots=True)
class Change:
    """Two editions of an article that follow one another. `figures` are (of what, before, after) where they differ,
    `claimed` the keys of those whose claim is new, `unclaimed` of those whose claim is gone; `added` and `removed` are
    sentences, unaltered and in their order; `headline` is the new one where it says something else."""

    before: Reading
    after: Reading
    figures: tuple[tuple[Of, int | None, int | None], ...] = ()
    claimed: tuple[str, ...] = ()
    unclaimed: tuple[str, ...] = ()
    headline: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing that is told of a change is different."""
        return not (self.figures or self.claimed or self.unclaimed or self.headline or self.added or self.removed)


def change(before: Reading, after: Reading) -> Change:
    """What is different in `after`. Sentences count as the same when their folded words are; moved ones too."""
    was, now = _sentences(before), _sentences(after)
    title = after.article.title
    mine, theirs = claims(after.findings), claims(before.findings)
    return Change(
        before,
        after,
        tuple(_figures(before.findings, after.findings)),
        tuple(sorted(mine - theirs)),
        tuple(sorted(theirs - mine)),
        None if headlines_alike(before.article.title, title) else title,
        tuple(_only(now, was)),
        tuple(_only(was, now)),
    )


def changes(story: Story, identities: Iterable[str]) -> list[Change]:
    """What changed from edition to edition of these articles of a story, in the order of their arrival."""
    wanted = frozenset(identities)
    pairs = [pair for pair in _pairs(story) if pair[1].article.identity in wanted]
    return [change(*pair) for pair in sorted(pairs, key=lambda pair: (pair[1].article.received, pair[1].article.id))]


def news(story: Story) -> tuple[Reading, ...]:
    """The readings of a story that say something: the first editions, and the later ones with another toll, a claim or
    an event that the edition before did not have."""
    earlier = {after.article.id: before for before, after in _pairs(story)}
    return tuple(
        one
        for one in story.readings
        if one.article.id not in earlier or _tells_anew(earlier[one.article.id].findings, one.findings)
    )


def says_nothing_new(before: Findings, after: Findings) -> bool:
    """Whether a later edition holds nothing that the one before did not: no further entry, toll, claim or event."""
    return after.keys() <= before.keys() and not _tells_anew(before, after)


def changed_since(story: Story, told: Story, alert: Alert) -> Reading | None:
    """The report of a story that made the news of an alert by changing what it had said when the story was `told` the
    last time; None where another report made it."""
    heard = {one.article.identity: one for one in told.reports}
    if alert.reason == "severity" and any(one.article.identity not in heard for one in story.reports):
        return None  # the graver words may be those of a new report
    for one in reversed(story.reports):
        before = heard.get(one.article.identity)
        if before and before.article.id != one.article.id and _makes(alert, told, before.findings, one.findings):
            return one
    return None


def _makes(alert: Alert, told: Story, before: Findings, after: Findings) -> bool:
    if alert.reason == "toll":
        was, now = _most("killed", before), _most("killed", after)
        highest = toll(one.findings for one in told.reports)
        return was != now and (now == alert.known.get("killed") or was == highest)
    if alert.reason == "claim":
        return bool(claims(after) - {actor for one in told.reports for actor in claims(one.findings)})
    if alert.reason == "denial":
        return bool(denials(after) - {actor for one in told.reports for actor in denials(one.findings)})
    return alert.reason == "severity" and _tells_anew(before, after)


def _tells_anew(before: Findings, after: Findings) -> bool:
    killed = _most("killed", after)
    toll = killed is not None and killed != _most("killed", before)
    acts = {event.event for event in after.events} - {event.event for event in before.events}
    return toll or bool(acts or claims(after) - claims(before) or denials(after) - denials(before))


def _pairs(story: Story) -> Iterator[tuple[Reading, Reading]]:
    """The editions that a story holds, each with the one before it."""
    editions: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in story.readings:
        editions[reading.article.identity].append(reading)
    for some in editions.values():
        some.sort(key=lambda one: one.article.edition)
        yield from pairwise(some)


def _figures(before: Findings, after: Findings) -> Iterator[tuple[Of, int | None, int | None]]:
    for of in OF:
        was, now = _most(of, before), _most(of, after)
        if was != now:
            yield of, was, now


def _most(of: Of, findings: Findings) -> int | None:
    return max((value for one in findings.events if (value := getattr(one, of)) is not None), default=None)


def _sentences(one: Reading) -> list[tuple[tuple[str, ...], str]]:
    """Folded and as they stand."""
    text = one.article.text
    quoted = (text[start:end] for start, end in sentences(text))
    return [(folded, said) for said in quoted if (folded := tuple(map(key, words(said))))]


def _only(some: Iterable[tuple[tuple[str, ...], str]], others: Iterable[tuple[tuple[str, ...], str]]) -> Iterator[str]:
    left = Counter(folded for folded, _ in others)
    for folded, said in some:
        if left[folded] > 0:
            left[folded] -= 1
        else:
            yield said
