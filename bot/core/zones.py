"""What time zones are called. Typed: `Asia/Baghdad`, `Baghdad`, «بغداد», «العراق», a city of the gazetteer. Shown: the
city, in the reader's language."""

from collections.abc import Iterator, Mapping
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from bot.core.model import Language
from watchlists import toponyms
from watchlists.normalize import key, words

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

_LONGEST = 60
_LANGUAGES: tuple[Language, ...] = ("ar", "en")
# Where a country has several zones, the one that all but a corner of it keeps (CLDR's primary zones), and the corner's.
_MAIN = {
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
# Cities without a zone of their own in countries of several.
_CITIES = {
    ("Washington", "Washington DC", "واشنطن"): "America/New_York",
    ("Ottawa", "أوتاوا"): "America/Toronto",
    ("Canberra", "كانبرا"): "Australia/Sydney",
    ("Ramallah", "رام الله"): "Asia/Hebron",
    ("Astana", "أستانا"): "Asia/Almaty",
    ("Brasilia", "برازيليا"): "America/Sao_Paulo",
}
# Where Babel goes by an older name of the zone.
_OLDER: Mapping[str, str] = {
    "Asia/Kolkata": "Asia/Calcutta",
    "Europe/Kyiv": "Europe/Kiev",
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
}
_SHORT = {"us": "US", "uk": "GB", "uae": "AE", "ksa": "SA", "usa": "US"}


def zones(name: str) -> tuple[str, ...]:
    """The zones (IANA names) that a name may stand for: one, the several of a large country (the best known first), or
    none."""
    typed = name.strip()
    if not typed or len(typed) > _LONGEST:
        return ()
    plain = _folded(typed)
    only = _shown().get(plain) or _iana().get(typed.casefold().replace(" ", "_")) or _cities().get(plain)
    return (only,) if only else _of_country(_countries().get(plain, "")) or _of_country(toponyms.country(typed) or "")


@cache
def city_name(zone: str, language: Language) -> str | None:
    """The city after which a zone (an IANA name) is called; None where it is called after none that is known."""
    if zone == "UTC":
        return {"ar": "التوقيت العالمي", "en": "World time"}[language]
    known = Locale(language).time_zones.get(_OLDER.get(zone, zone), {}).get("city")
    if known is None and language == "en" and "/" in zone:
        return zone.rpartition("/")[2].replace("_", " ")
    return known and str(known)


def _of_country(code: str) -> tuple[str, ...]:
    if code in _MAIN:
        return (_MAIN[code],)
    known, listed = _iana(), get_global("territory_zones").get(code, ())
    return tuple(sorted((known[one.casefold()] for one in listed if one.casefold() in known), key=_smallness))


def _smallness(name: str) -> tuple[int, int]:
    """Zones that many readers live in come first, then those named after a capital, then after a city that is known."""
    return _offered().get(name, len(_offered())), _kind(name)


@cache
def _offered() -> Mapping[str, int]:
    return {zone: place for place, zone in enumerate(one for some in REGIONS.values() for one in some)}


def _kind(name: str) -> int:
    kinds = toponyms.kinds(name.rpartition("/")[2].replace("_", " "))
    return 0 if "capital" in kinds else 1 if kinds else 2


@cache
def _shown() -> Mapping[str, str]:
    """The zones of REGIONS by the folded names that they are shown with."""
    zones = [zone for some in REGIONS.values() for zone in some]
    return {_folded(city_name(zone, one) or zone): zone for zone in zones for one in _LANGUAGES}


@cache
def _iana() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones()}


@cache
def _cities() -> Mapping[str, str]:
    """Cities that a zone is named after, in English and Arabic, by their folded names."""
    found = {_folded(city.replace("_", " ")): name for name, city in _last_parts()}
    for name, shown in Locale("ar").time_zones.items():
        if "city" in shown and name.casefold() in _iana():
            found[_folded(shown["city"])] = _iana()[name.casefold()]
    return found | {_folded(one): name for names, name in _CITIES.items() for one in names}


def _last_parts() -> Iterator[tuple[str, str]]:
    """Of names that are cities: `Asia/Baghdad`, not `Etc/GMT`."""
    territories = get_global("zone_territories")
    aliases = get_global("zone_aliases")
    for name in sorted(_iana().values()):
        if "/" in name and (name in territories or name in aliases):
            yield name, name.rpartition("/")[2]


@cache
def _countries() -> Mapping[str, str]:
    """Codes of countries by their folded names in English and Arabic."""
    found = dict(_SHORT)
    for language in ("en", "ar"):
        found |= {_folded(name): code for code, name in Locale(language).territories.items() if len(code) == 2}
    return found


def _folded(name: str) -> str:
    return " ".join(map(key, words(name)))
