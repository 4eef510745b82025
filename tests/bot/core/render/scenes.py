"""Lists, articles and stories for the tests of what people read, and what must hold of every message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.core.bidi import ISOLATES, outside
from bot.core.language import Texts
from bot.core.message import LONGEST_COMMAND, Message
from bot.core.model import Alert, Article, Language, Reading, Story
from bot.locales import load_texts
from watchlists.model import Entity, Event, EventType, Findings, Mention, Place, Status, Watchlist, Watchlists

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
POP = "\N{POP DIRECTIONAL ISOLATE}"
OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"

LISTS = Watchlists(
    (
        Watchlist(
            "groups",
            {"ar": "جماعات", "en": "Groups"},
            (
                Entity("ISKP", "organization", {"ar": "داعش خراسان", "en": "Islamic State Khorasan"}),
                Entity("AR_ONLY", "organization", {"ar": "كتائب النخيل"}),
                Entity("EN_ONLY", "organization", {"en": "Palm Brigades"}),
                Entity("KANDAHAR", "place", {"ar": "قندهار", "en": "Kandahar"}),
            ),
            (
                EventType("suicide_bombing", {"ar": "تفجير انتحاري", "en": "Suicide bombing"}, (), "critical"),
                EventType("arrest", {"ar": "اعتقال", "en": "Arrest"}, (), "medium"),
                EventType("foiled_plot", {"ar": "إحباط مخطط", "en": "Foiled plot"}, (), "high", "foiled"),
                EventType("en_event", {"en": "Palm felling"}, ()),
            ),
        ),
    )
)
TEXT = "قال شهود إن انتحاريا فجر نفسه في سوق وسط قندهار.\nوقتل 21 شخصا، ورجحت الشرطة أن يكون لداعش خراسان يد في ذلك."

TEXTS = load_texts()
LANGUAGES: tuple[Language, ...] = ("ar", "en")


def texts(language: Language) -> Texts:
    return TEXTS[language]


def mention(
    key: str = "ISKP", text: str = "لداعش خراسان", how: tuple[str, ...] = ("clitic:ل",), source: str = TEXT
) -> Mention:
    start = source.find(text)
    return Mention(key, "داعش خراسان", text, "text", start, start + len(text), 98.0, how)


def event(key: str = "suicide_bombing", *, status: Status = "reported", **facts: object) -> Event:
    start = TEXT.index("فجر نفسه")
    how = ("verb", "place:في")
    found = Event(key, "فجر نفسه", "فجر نفسه", "text", start, start + 8, 93.0, (0, 40), how, status)
    return replace(found, **facts)  # type: ignore[arg-type]


ATTACK = event(places=(Place("قندهار", "KANDAHAR"),), killed=21, injured=3, actors=("ISKP",), targets=("AR_ONLY",))


def article(number: int = 1, **given: object) -> Article:
    known = Article(
        number,
        f"i{number}",
        1,
        "صدى الوادي",
        "تفجير في قندهار",
        TEXT,
        f"https://valley-echo.example/{number}",
        "ar",
        NOW - number * HOUR,
        NOW,
    )
    return replace(known, **given)  # type: ignore[arg-type]


def reading(number: int = 1, *events: Event, mentions: tuple[Mention, ...] = (), **given: object) -> Reading:
    return Reading(article(number, **given), Findings(mentions or (mention(),), events or (ATTACK,)))


def story(*readings: Reading, **given: object) -> Story:
    found = readings or (reading(),)
    known = Story(5, NOW - DAY, NOW, frozenset({"ISKP", "suicide_bombing"}), "critical", None, found)
    return replace(known, **given)  # type: ignore[arg-type]


def alert(**given: object) -> Alert:
    return replace(Alert(17, 5, 1, 1, "first", "critical", NOW), **given)  # type: ignore[arg-type]


def shown(message: Message) -> Iterator[str]:
    """Every text that a reader sees: what stands in one paragraph is turned as one."""
    yield from (block.text for block in message.blocks)
    yield from (button.label for row in message.buttons for button in row)


def faults(message: Message) -> list[str]:
    """What no message may have; an empty list is a good one."""
    pieces = list(shown(message))
    found = [f"unbalanced: {one!r}" for one in pieces if sum(map(one.count, ISOLATES)) != one.count(POP)]
    found += [f"foreign: {one!r}" for one in pieces if _foreign(one, message.language)]
    found += [f"control: {one!r}" for one in pieces if re.search("[\u202a-\u202e\u200e\u200f\u061c]", one)]
    found += [f"template: {one!r}" for one in pieces if re.search(r"\{\w*\}", one)]
    commands = [button.command for row in message.buttons for button in row]
    found += [f"long command: {one}" for one in commands if len(one.encode()) > LONGEST_COMMAND]
    found += [f"empty block {number}" for number, one in enumerate(message.blocks) if not one.text.strip()]
    return found if len(message.text) < 12_000 else [*found, f"long: {len(message.text)}"]


def _foreign(text: str, language: str) -> str | None:
    """Letters of the other script that no isolate holds; a label that is Latin throughout is a command's own word."""
    bare = outside(text)
    arabic, latin = re.search("[\u0600-\u06ff]", bare), re.search("[A-Za-z0-9]", bare)
    if language == "en":
        return arabic and arabic[0]
    return latin[0] if latin and re.search("[\u0600-\u06ff]", text) else None
