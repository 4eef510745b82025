"""Values for the storage tests, and the rows that other rows need."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.features import Features
from bot.core.grouping import Grouping
from bot.core.message import Message, plain
from bot.core.model import (
    Access,
    Address,
    Alert,
    Destination,
    Incoming,
    NewAlert,
    NewArticle,
    NewDelivery,
    Person,
    Reading,
)
from bot.core.open_stories import Placed
from bot.ports import Unit, Window
from watchlists.model import Event, Figure, Findings, Mention, Place, Severity

NOW = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ALWAYS = Window(NOW - 1000 * DAY, NOW + 1000 * DAY)
TEXT = "أعلن تنظيم داعش خراسان مسؤوليته. وقال شهود إن تفجيرا انتحاريا وقع في قندهار وأسفر عن 21 قتيلا."
AMINA = Person("telegram", "1001", "آمنة")


def mention(key: str, surface: str = "داعش خراسان", text: str = TEXT) -> Mention:
    start = text.index(surface)
    return Mention(key, surface, surface, "text", start, start + len(surface), 98.0, ("clitic:ل",))


def event(key: str = "suicide_bombing", surface: str = "تفجيرا انتحاريا", text: str = TEXT) -> Event:
    start = text.index(surface)
    return Event(
        event=key,
        phrase="تفجير انتحاري",
        text=surface,
        field="text",
        start=start,
        end=start + len(surface),
        score=97.5,
        sentence=(33, len(text)),
        how=("tanween",),
        actors=("ISKP",),
        targets=("TALIBAN",),
        places=(Place("قندهار", "KANDAHAR"), Place("حي")),
        killed=21,
        figures=(Figure("injured", "العشرات"), Figure("killed", "21", 20, 25)),
        when="2026-02",
    )


def found(*keys: str) -> Findings:
    """One mention for each key."""
    return Findings(mentions=tuple(mention(key) for key in keys), language="ar")


def add(
    unit: Unit, incoming: Incoming, identity: str, fingerprint: str, findings: Findings, received: datetime = NOW
) -> Reading | None:
    """Store one article."""
    (reading,) = unit.articles.add([NewArticle(incoming, identity, fingerprint, findings)], received)
    return reading


def put_article(
    unit: Unit,
    name: str = "a1",
    *keys: str,
    published: datetime = NOW,
    source: str = "وكالة الأفق",
    text: str = TEXT,
) -> Reading:
    """Store an article in which the keys are named, by default ISKP."""
    incoming = Incoming(source, text, published=published)
    reading = add(unit, incoming, name, f"print of {text}", found(*(keys or ("ISKP",))))
    assert reading is not None
    return reading


def put_story(unit: Unit, *readings: Reading, severity: Severity = "high", due: datetime | None = NOW) -> int:
    """A story of these readings."""
    own = [Features(keys=reading.findings.keys()) for reading in readings]
    return join(unit, -1, *zip(readings, own, strict=True), severity=severity, due=due)


def join(
    unit: Unit,
    story_id: int,
    *articles: tuple[Reading, Features],
    severity: Severity = "low",
    due: datetime | None = None,
) -> int:
    """Put articles into a story, below 0 a new one; its id."""
    placed = [
        Placed(reading.article, features, severity, due, story_id, Grouping.SAME_WORDS)
        for reading, features in articles
    ]
    return unit.stories.put(placed)[0]


def put_alert(unit: Unit, name: str = "a1", *, severity: Severity = "high", now: datetime = NOW) -> Alert:
    """An alert of a new story of a new article."""
    story = unit.stories.get(put_story(unit, put_article(unit, name), severity=severity))
    assert story is not None
    return unit.alerts.add_all([NewAlert(story, "first", {"killed": 21})], now)[story.id]


def put_chat(unit: Unit, chat: str = "-100", *, access: Access = "allowed", platform: str = "telegram") -> Destination:
    """A known chat."""
    address = Address(platform, chat)
    made = {"private": False, "title": "غرفة الأخبار", "language": "ar", "timezone": "Asia/Baghdad"}
    return unit.chats.meet(address, access=access, **made)[0]  # type: ignore[arg-type]


def note(text: str = "تنبيه") -> Message:
    """A message of one line."""
    return plain([text], "ar")


def queue(unit: Unit, key: str, destination: Destination, kind: str = "alert", alert: Alert | None = None) -> None:
    """Write a delivery with this key as its text."""
    alert_id = alert.id if alert else None
    assert unit.outbox.add(NewDelivery(key, destination.id, kind, note(key), alert_id), NOW)  # type: ignore[arg-type]
