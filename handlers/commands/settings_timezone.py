"""/settings timezone: by whose clock times are shown, quiet hours kept and digests sent."""

from collections.abc import Sequence

from bot.core.language import Texts
from bot.core.message import in_rows
from bot.core.model import Destination
from bot.core.zones import REGIONS, city_name
from handlers.commands import parsing
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Choice, Rows, Setting
from handlers.commands.waking import wake

_PART = "region"
_IN_A_ROW = 3


def _change(values: Sequence[str], request: Request, desk: Desk) -> None:
    """Quiet hours are hours of the zone."""
    typed, said = " ".join(values), " ".join(request.words[1:])
    shown = said if said.casefold() == typed else typed
    zone = parsing.known_timezone(shown, desk, f"/settings {SETTING.name}")
    desk.unit.chats.change(request.chat.id, timezone=zone)
    wake(request, desk)


def _line(chat: Destination, desk: Desk) -> str:
    city = city_name(chat.timezone, desk.texts.language)
    if city is None:
        return desk.texts.say("Time zone: {zone}", zone=chat.timezone)
    return desk.texts.say("Time zone: {city} ({zone})", city=city, zone=chat.timezone)


def _choices(_chat: Destination, desk: Desk) -> Rows:
    """The regions, two in a row."""
    regions = [Choice(_region(one, desk.texts), f"{_PART} {one}") for one in REGIONS]
    return in_rows(regions, 2)


def _page(words: Sequence[str], _chat: Destination, desk: Desk) -> Rows | None:
    """The cities of a region."""
    match words:
        case (word, region) if word == _PART and region in REGIONS:
            language = desk.texts.language
            cities = [Choice(city_name(zone, language) or zone, zone) for zone in REGIONS[region]]
            return in_rows(cities, _IN_A_ROW)
    return None


def _region(region: str, texts: Texts) -> str:
    names = {
        "arab": texts.say("Arab countries"),
        "asia": texts.say("Asia"),
        "africa": texts.say("Africa"),
        "europe": texts.say("Europe"),
        "americas": texts.say("The Americas"),
        "other": texts.say("Oceania and world time"),
    }
    return names[region]


SETTING = Setting(
    "timezone",
    ("zone", "التوقيت", "توقيت"),
    "Asia/Baghdad",
    lambda texts: texts.say("Time zone"),
    _line,
    lambda chat, _desk: chat.timezone,
    _change,
    _choices,
    note=lambda _chat, desk: desk.texts.say("Times are shown for it, and quiet hours are its hours."),
    page=_page,
)
