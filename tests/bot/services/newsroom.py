"""A small watchlist, its compiled matcher, and the services over a store: what the service tests share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from bot.core.bidi import ISOLATES
from bot.core.language import Texts
from bot.core.model import (
    Access,
    Address,
    Alert,
    Delivery,
    Destination,
    Incoming,
    Language,
    Mute,
    Person,
    Story,
    Subscription,
    Taken,
)
from bot.core.preferences import Preferences
from bot.core.routing import LEAST
from bot.locales import load_texts
from bot.ports import Store, Window
from bot.services.alerting import Alerting
from bot.services.ingest import Ingest
from bot.summarizers.extractive import Extractive
from tests.bot.core.render.scenes import POP
from watchlists import Matcher
from watchlists.model import Alias, Entity, EventType, Watchlist, Watchlists

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ALWAYS = Window(NOW - 1000 * DAY, NOW + 1000 * DAY)
AT_ONCE = Preferences(timedelta(), timedelta())
"""Of a chat that wants to hear everything new without a wait."""
AMINA = Person("telegram", "1001", "آمنة")

GROUPS = Watchlist(
    "groups",
    {"ar": "جماعات", "en": "Groups"},
    (
        Entity("ISIS", "organization", {"ar": "تنظيم داعش", "en": "Islamic State"}, (Alias("داعش"), Alias("ISIS"))),
        Entity(
            "ISKP",
            "organization",
            {"ar": "داعش خراسان", "en": "Islamic State Khorasan"},
            (Alias("ISIS-K"),),
            part_of="ISIS",
        ),
        Entity("TTP", "organization", {"ar": "حركة طالبان باكستان", "en": "Pakistani Taliban"}),
    ),
)
PLACES = Watchlist(
    "places",
    {"ar": "أماكن", "en": "Places"},
    (
        Entity("KANDAHAR", "place", {"ar": "قندهار", "en": "Kandahar"}),
        Entity("KABUL", "place", {"ar": "كابول", "en": "Kabul"}),
    ),
)
EVENTS = Watchlist(
    "events",
    {"ar": "أحداث", "en": "Events"},
    events=(
        EventType(
            "suicide_bombing",
            {"ar": "تفجير انتحاري", "en": "Suicide bombing"},
            (Alias("تفجير انتحاري"), Alias("هجوم انتحاري"), Alias("suicide bombing")),
            "critical",
        ),
        EventType("arrest", {"ar": "اعتقال", "en": "Arrest"}, (Alias("ألقت القبض على"), Alias("اعتقل")), "medium"),
        EventType("claim", {"ar": "تبن", "en": "Claim"}, (Alias("تبنى"),), "medium", "claimed"),
    ),
)

BOMBING = "وقع تفجير انتحاري في سوق الفاكهة وسط قندهار صباح اليوم وقتل 14 شخصا. وتشتبه الشرطة في داعش خراسان."
FOLLOW_UP = "ارتفعت حصيلة التفجير الانتحاري في سوق الفاكهة وسط قندهار إلى 17 قتيلا. وتشتبه الشرطة في داعش خراسان."
CLAIMED = "تبنى داعش خراسان التفجير الانتحاري في سوق الفاكهة وسط قندهار الذي قتل فيه 14 شخصا."
ARREST = "ألقت الشرطة القبض على عنصرين من داعش خراسان في حي الجامعة بكابول، وعثرت على هواتف وخرائط."
NOTHING = "افتتح معرض الزهور السنوي أبوابه، وتصدرت السوسنة الحمراء قائمة الأنواع النادرة."


@cache
def lists() -> Watchlists:
    """The lists of the service tests."""
    return Watchlists((GROUPS, PLACES, EVENTS))


@cache
def matcher() -> Matcher:
    """Their matcher, the real one."""
    return Matcher.compile(lists())


@cache
def texts() -> Mapping[Language, Texts]:
    """The real sentences."""
    return load_texts()


def article(text: str = BOMBING, source: str = "صدى الوادي", **given: object) -> Incoming:
    """An article published at NOW, named after its source and text."""
    named = {"external_id": f"{source}/{abs(hash(text))}", "published": NOW, **given}
    return Incoming(source, text, **named)  # type: ignore[arg-type]


@dataclass
class Newsroom:
    """A store with the services that fill its outbox."""

    store: Store

    def ingest(self) -> Ingest:
        return Ingest(self.store, matcher)

    def alerting(self) -> Alerting:
        return Alerting(self.store, matcher, Extractive(), texts())

    def take(self, *items: Incoming, now: datetime = NOW) -> list[Taken]:
        return self.ingest().take(items, now)

    def report(self, *items: Incoming, now: datetime = NOW) -> None:
        """Take articles and speak of what is due."""
        self.take(*items, now=now)
        self.alerting().speak(now)

    def chat(
        self,
        name: str,
        *wishes: str,
        language: Language = "ar",
        timezone: str = "UTC",
        access: Access = "allowed",
        platform: str = "telegram",
        preferences: Preferences | None = None,
    ) -> Destination:
        """A chat that subscribed: `ISKP`, `event:arrest`, `list:groups`, `all`, each with its default severity."""
        with self.store.begin() as unit:
            made, _ = unit.chats.meet(
                Address(platform, name), private=True, title=name, language=language, timezone=timezone, access=access
            )
            for wish in wishes:
                unit.chats.subscribe(subscription(made.id, wish), AMINA, NOW)
            return unit.chats.change(made.id, preferences=preferences or Preferences())

    def mute(self, chat: Destination, scope: str, key: str, until: datetime = NOW + DAY) -> None:
        with self.store.begin() as unit:
            unit.chats.mute(Mute(0, chat.id, scope, key, until, AMINA.label), NOW)  # type: ignore[arg-type]

    def waiting(self, now: datetime = NOW + DAY) -> Sequence[Delivery]:
        """What would be sent next, at most one a chat; nothing is taken."""
        return [one for one, _ in self.outbox(now)]

    def outbox(self, now: datetime = NOW + DAY) -> list[tuple[Delivery, str]]:
        """Every delivery that can be claimed until the outbox is empty, with the chat's name; then all is undone."""
        found: list[tuple[Delivery, str]] = []
        try:
            with self.store.begin() as unit:
                for platform in ("telegram", "slack"):
                    while claimed := unit.outbox.claim(platform, now, 60, 100):
                        for one in claimed:
                            found.append((one, one.destination.address.chat))
                            unit.outbox.sent(one.id, "x", now)
                raise _UndoneError
        except _UndoneError:
            return found

    def told(self) -> dict[str, int]:
        """How many deliveries wait for each chat."""
        names = [name for _, name in self.outbox()]
        return {name: names.count(name) for name in names}


def stories(store: Store) -> Sequence[Story]:
    """All of them, the newest first."""
    with store.begin(read_only=True) as unit:
        return unit.stories.recent((), ALWAYS, 100)


def alerts(store: Store) -> list[Alert]:
    """Those of all stories, by story and number."""
    return [alert for story in stories(store) for alert in story.spoken]


def bare(text: str) -> str:
    """Without marks of direction."""
    return "".join(one for one in text if one not in (*ISOLATES, POP))


class _UndoneError(Exception):
    pass


def subscription(destination_id: int, wish: str) -> Subscription:
    """`event:arrest` and the like as a subscription with its default least severity."""
    kind, colon, key = wish.partition(":")
    if not colon:
        kind, key = ("all", "*") if wish == "all" else ("entity", wish)
    return Subscription(destination_id, kind, key, LEAST[kind])  # type: ignore[index, arg-type]
