"""What is found in articles that were sent in, held against what is stored."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from bot.core.identity import fingerprint, identity_of
from bot.core.language import Texts
from bot.core.message import Message
from bot.core.model import Article, Destination, Incoming, Reading
from bot.core.render.scanned import Place, Scanned, ScanView, scanned_message
from bot.core.submission import Problem
from bot.ports import Reader, Unit
from watchlists.model import Document, Findings, Watchlists

log = structlog.get_logger()


def readings(reader: Reader, articles: Sequence[Incoming], now: datetime) -> list[Reading]:
    """Articles that are not stored, as if they were, with what is found in each."""
    return [_reading(one, _findings(reader, one), now) for one in articles]


def answer(
    unit: Unit,
    number: int,
    found: Sequence[tuple[Incoming, Reading]],
    problems: Sequence[Problem],
    watchlists: Watchlists,
    chat: Destination,
    texts: Texts,
) -> Message:
    """What is said of them, by the number of their submission."""
    scanned = [Scanned(reading, place_of(unit, article)) for article, reading in found]
    return scanned_message(ScanView(number, scanned, problems, watchlists, chat.timezone), texts)


def place_of(unit: Unit, article: Incoming) -> Place | None:
    """Where the very same article stands; None where it is not stored."""
    identity, said = identity_of(article), fingerprint(article.title, article.text)
    if said not in next(iter(unit.articles.fingerprints([identity]).values()), ()):
        return None
    return place_in(unit, story_of(unit, article))


def story_of(unit: Unit, article: Incoming) -> int | None:
    """The story in which it stands, in whatever edition."""
    return next(iter(unit.stories.of_identities([identity_of(article)]).values()), None)


def place_in(unit: Unit, story_id: int | None) -> Place:
    """A story with its last alert."""
    story = unit.stories.get(story_id) if story_id is not None else None
    spoken = story.spoken if story else ()
    return Place(story_id, spoken[-1].id if spoken else None)


def _findings(reader: Reader, article: Incoming) -> Findings:
    """One that the matcher cannot bear stops no other."""
    try:
        return reader.match(Document(article.text, article.title, article.published))
    except Exception:
        log.exception("match.crashed", source=article.source)
        return Findings()


def _reading(given: Incoming, findings: Findings, now: datetime) -> Reading:
    article = Article(
        id=0,
        identity=identity_of(given),
        edition=1,
        source=given.source,
        title=given.title,
        text=given.text,
        url=given.url,
        language=findings.language,
        published=min(given.published or now, now),
        received=now,
    )
    return Reading(article, findings)
