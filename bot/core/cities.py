"""Time zones by the cities they are known by, in the reader's language."""

from collections.abc import Mapping
from functools import cache

from babel import Locale

from bot.core.model import Language
from watchlists.normalize import key

REGIONS: Mapping[str, tuple[str, ...]] = {
    "arab": tuple(
        "Asia/Baghdad Asia/Beirut Asia/Damascus Asia/Amman Asia/Gaza Asia/Hebron Asia/Riyadh Asia/Kuwait Asia/Qatar"
        " Asia/Dubai Asia/Bahrain Asia/Muscat Asia/Aden Africa/Cairo Africa/Khartoum Africa/Tripoli Africa/Tunis"
        " Africa/Algiers Africa/Casablanca Africa/Nouakchott Africa/Mogadishu".split()
    ),
    "asia": tuple(
        "Asia/Tehran Europe/Istanbul Asia/Jerusalem Asia/Kabul Asia/Karachi Asia/Kolkata Asia/Dhaka Asia/Tashkent"
        " Asia/Baku Asia/Bangkok Asia/Jakarta Asia/Manila Asia/Singapore Asia/Shanghai Asia/Tokyo".split()
    ),
    "africa": tuple(
        "Africa/Addis_Ababa Africa/Nairobi Africa/Ndjamena Africa/Lagos Africa/Niamey Africa/Bamako Africa/Ouagadougou"
        " Africa/Dakar Africa/Kinshasa Africa/Maputo Africa/Johannesburg Africa/Juba".split()
    ),
    "europe": tuple(
        "Europe/London Europe/Paris Europe/Berlin Europe/Brussels Europe/Amsterdam Europe/Madrid Europe/Rome"
        " Europe/Vienna Europe/Stockholm Europe/Athens Europe/Kyiv Europe/Moscow".split()
    ),
    "americas": tuple(
        "America/New_York America/Chicago America/Denver America/Los_Angeles America/Toronto America/Mexico_City"
        " America/Bogota America/Sao_Paulo America/Argentina/Buenos_Aires".split()
    ),
    "other": ("Australia/Sydney", "Pacific/Auckland", "UTC"),
}
"""Own choice: where readers of Arabic news live and work. Every other zone can be typed."""


# Where Babel goes by an older name of the zone.
_OLDER: Mapping[str, str] = {
    "Asia/Kolkata": "Asia/Calcutta",
    "Europe/Kyiv": "Europe/Kiev",
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
}


@cache
def city_name(zone: str, language: Language) -> str | None:
    """The city after which a zone (an IANA name) is called; None where it is called after none that is known."""
    if zone == "UTC":
        return {"ar": "التوقيت العالمي", "en": "World time"}[language]
    known = Locale(language).time_zones.get(_OLDER.get(zone, zone), {}).get("city")
    if known is None and language == "en" and "/" in zone:
        return zone.rpartition("/")[2].replace("_", " ")
    return known and str(known)


def zone_called(typed: str) -> str | None:
    """The zone of a city of REGIONS, typed in either language: «بغداد», `new york`; None for any other."""
    return _cities().get(key(typed.strip().casefold()))


@cache
def _cities() -> Mapping[str, str]:
    zones = [zone for some in REGIONS.values() for zone in some]
    languages: tuple[Language, ...] = ("ar", "en")
    return {key((city_name(zone, one) or zone).casefold()): zone for zone in zones for one in languages}
