"""Articles come in: identify, match, store with their matches and put into a story, in one transaction.

An article that is stored already changes nothing, so a source may repeat what it is not sure to have handed over.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import NamedTuple

import structlog

from bot.core import grouping
from bot.core.changes import says_nothing_new
from bot.core.claims import as_claims
from bot.core.editions import following
from bot.core.features import Features, features_of
from bot.core.identity import identity_of
from bot.core.model import Article, Incoming, NewArticle, Reading, Taken
from bot.core.moulds import Said
from bot.core.open_stories import OpenStories, Placed, Wanted
from bot.core.rulings import Learned
from bot.core.severity import report_score
from bot.ports import SILENT, Meter, Reader, Store, Unit, Way
from bot.services.accounts import Intake, account_of_articles
from bot.services.learned import Memory
from bot.services.naming import by_older_names, named
from watchlists.model import Document, Findings, Watchlists
from watchlists.outlets import NO_OUTLETS, Outlet, Outlets

_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Ingest:
    """Takes articles into the store. `reader` gives the matcher in force, `outlets` those who publish."""

    store: Store
    reader: Callable[[], Reader]
    outlets: Callable[[], Outlets] = lambda: NO_OUTLETS
    memory: Memory = field(default_factory=Memory)
    meter: Meter = SILENT

    def take(self, items: Sequence[Incoming], now: datetime, way: Way = "file") -> list[Taken]:
        """Store a batch, all of it or, where the database fails (StoreError), nothing of it.

        An article that a source dates later than `now` counts as published now, and one that it dates before 1900 as
        published then.
        """
        reader, outlets = self.reader(), self.outlets()  # a batch ends with what it began with
        dated = [_dated(item, now) for item in items]
        with self.meter.matching(len(items)):
            found = _claimed(reader, outlets, dated)
        new = [named(*pair) for pair in zip(dated, found, strict=True)]
        with self.store.begin() as unit:
            hushed = _hushed(unit, by_older_names(unit, new))
            readings = unit.articles.add(hushed, now)
            polled = {one.article.id for item, one in zip(dated, readings, strict=True) if one and item.polled}
            learned = self.memory.of(unit)
            grouped = _group(unit, _dues(hushed, readings, now), reader.watchlists, polled, learned, outlets)
        taken = [_taken(*pair, grouped) for pair in zip(dated, readings, strict=True)]
        account_of_articles(taken, way, self.meter)
        return [one.taken for one in taken]


def _claimed(reader: Reader, outlets: Outlets, items: Sequence[Incoming]) -> Sequence[Findings]:
    """What is found in each, as its outlet makes it."""
    found = zip(items, _findings(reader, items), strict=True)
    return [as_claims(one, _outlet(outlets, item, one), reader.watchlists) for item, one in found]


def _outlet(outlets: Outlets, item: Incoming, findings: Findings) -> Outlet | None:
    return outlets.of(item.source, item.url) if findings.events else None


def document(item: Incoming) -> Document:
    """The part of an article that the matcher reads."""
    return Document(item.text, item.title, item.published)


def _dated(item: Incoming, now: datetime) -> Incoming:
    """What is reckoned from a date lies inside the calendar too."""
    return replace(item, published=max(_EARLIEST, min(item.published, now))) if item.published else item


def _findings(reader: Reader, items: Sequence[Incoming]) -> Sequence[Findings]:
    """What is found in each; one article that the matcher cannot bear is stored without, and stops no other."""
    try:
        return reader.match_many([document(item) for item in items])
    except Exception:
        return [_findings_of_one(reader, item) for item in items]


def _findings_of_one(reader: Reader, item: Incoming) -> Findings:
    try:
        return reader.match(document(item))
    except Exception:
        log.exception("match.crashed", source=item.source, identity=identity_of(item))
        return Findings()


def _hushed(unit: Unit, new: Sequence[NewArticle]) -> Sequence[NewArticle]:
    """The next edition of what a hunt found already, when it says nothing else, is no news: nobody was alerted of that
    article, and a word that its outlet mends does not change that."""
    hunted = unit.articles.hunted(frozenset(one.identity for one in new if one.findings))
    return [
        replace(one, incoming=replace(one.incoming, silent=True))
        if one.identity in hunted and says_nothing_new(hunted[one.identity], one.findings)
        else one
        for one in new
    ]


def _dues(
    new: Sequence[NewArticle], stored: Sequence[Reading | None], now: datetime
) -> Iterator[tuple[Reading, datetime | None]]:
    """The stored articles in which something was found, or may have been found before, and when their stories are to
    be looked at."""
    for one, reading in zip(new, stored, strict=True):
        if reading and (one.findings or reading.article.edition > 1):
            yield reading, None if one.incoming.silent else now


def _group(
    unit: Unit,
    dues: Iterable[tuple[Reading, datetime | None]],
    watchlists: Watchlists,
    polled: Collection[int],
    learned: Learned,
    outlets: Outlets,
) -> Mapping[int, "_Stands | None"]:
    """Put readings into their stories and have these looked at; where they stand by article id, None for one that was
    taken back as it says nothing new."""
    found = [(reading, due, _features(reading, watchlists) if reading.findings else None) for reading, due in dues]
    if not found:
        return {}
    stories = _open_stories(unit, [(reading.article, features) for reading, _, features in found], learned)
    placed = []
    for reading, due, told in found:
        if not reading.findings and not stories.holds(reading.article):
            continue
        features = told or _features(reading, watchlists)
        outlet = outlets.of(reading.article.source, reading.article.url) if reading.findings.events else None
        severity = report_score(reading.findings, watchlists, outlet).severity
        story_id, placing = stories.place(reading.article, features)
        placed.append(Placed(reading.article, features, severity, due, story_id, placing.reason, placing.grounds))
    kept = _following(unit, placed, stories.again, watchlists, polled) if stories.again else placed
    ids = unit.stories.put(kept)
    stands = {one.article.id: _Stands(story_id, one.reason) for one, story_id in zip(kept, ids, strict=True)}
    return dict.fromkeys(one.article.id for one in placed) | stands


def _features(reading: Reading, watchlists: Watchlists) -> Features:
    return features_of(reading.article, reading.findings, watchlists)


def _following(
    unit: Unit,
    placed: Sequence[Placed],
    again: Collection[tuple[int, str]],
    watchlists: Watchlists,
    polled: Collection[int],
) -> Sequence[Placed]:
    """Where an outlet reports again under another address, that is the next edition of its article, or nothing new."""
    since = min(one.article.published for one in placed) - grouping.OPEN_FOR
    asked = [(story_id, source) for story_id, source in again if story_id > 0]
    stored: defaultdict[tuple[int, str], list[Said]] = defaultdict(list)
    for story_id, one in unit.stories.told_by(asked, since) if asked else ():
        said = Said(one.article, _features(one, watchlists))
        stored[story_id, one.article.source].append(said)
    taken = following(placed, again, stored, polled)
    if not taken:
        return placed
    new = sorted((one.article for one in placed if one.article.id in taken), key=lambda one: (one.published, one.id))
    numbers = unit.articles.follow([(article, taken[article.id]) for article in new])
    kept = [one for one in placed if one.article.id not in taken or one.article.id in numbers]
    return [_renamed(one, taken, numbers) if one.article.id in taken else one for one in kept]


def _renamed(one: Placed, taken: Mapping[int, str], numbers: Mapping[int, int]) -> Placed:
    own = one.article.id
    article = replace(one.article, identity=taken[own], edition=numbers[own])
    return replace(one, article=article, reason=grouping.Grouping.EDITION)


def _open_stories(unit: Unit, found: Sequence[tuple[Article, Features | None]], learned: Learned) -> OpenStories:
    """The stories that articles may join, and those in which an earlier edition stands: its next one stands there,
    too, so that nothing is looked for."""
    editions = {article.identity for article, _ in found if article.edition > 1}
    standing = unit.stories.of_identities(editions) if editions else {}
    new = [
        (article, one) for article, one in found if one and not (article.edition > 1 and article.identity in standing)
    ]
    wanted = [Wanted.by(features, article.published) for article, features in new]
    return OpenStories(unit.stories.candidates(wanted, standing.values()), standing, learned)


class _Stands(NamedTuple):
    """Where an article stands, and why there; nowhere when nothing was found in it."""

    story_id: int | None = None
    reason: str | None = None


def _taken(item: Incoming, reading: Reading | None, stories: Mapping[int, _Stands | None]) -> Intake:
    stands = stories.get(reading.article.id, _Stands()) if reading else None
    if reading is None or stands is None:
        return Intake(item, None, Taken("duplicate"))
    return Intake(item, reading, Taken("accepted", reading.article.id, stands.story_id), stands.reason)
