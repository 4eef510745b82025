"""Entities as FollowTheMoney: its schemata Organization, Person, LegalEntity and Address, and their links."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from watchlists.exports.entries import Entry
from watchlists.exports.ids import entity_name, ftm_id
from watchlists.model import Kind

DATASET: Final = "rasid"
SCHEMATA: Final[Mapping[Kind, str]] = {
    "organization": "Organization",
    "person": "Person",
    "place": "Address",
    "other": "LegalEntity",
}


def entities(entry: Entry, parent: Entry | None) -> Iterator[dict[str, Any]]:
    """An entity, and the link to what it is part of."""
    yield made(object_id(entry), SCHEMATA[entry.entity.kind], entry.name, _properties(entry))
    if parent is not None:
        yield _link(entry, parent)


def object_id(entry: Entry) -> str:
    """By the key of the entity."""
    return ftm_id(*entity_name(entry.entity.key))


def made(id_: str, schema: str, caption: str, properties: Mapping[str, Iterable[str | None]]) -> dict[str, Any]:
    """An entity as FollowTheMoney writes it: each property is a list of texts, without empty ones."""
    filled = {name: list(dict.fromkeys(filter(None, values))) for name, values in properties.items()}
    held = {name: values for name, values in filled.items() if values}
    return {"id": id_, "caption": caption, "schema": schema, "properties": held, "datasets": [DATASET]}


def _properties(entry: Entry) -> dict[str, Iterable[str | None]]:
    """No topic: a watchlist does not say that somebody is a criminal."""
    entity, where = entry.entity, entry.spot
    own: dict[str, Iterable[str | None]] = {
        "name": (entry.name, *entry.names.values()),
        "alias": entry.aliases,
        "weakAlias": entry.weak,
        "notes": (entity.note,),
        "keywords": (entity.key, entry.slug),
        "sourceUrl": [one.url for one in entry.references],
        "program": [f"{one.name} {one.id}" for one in entry.references if one.id and one.name != "rasid"],
    }
    if entity.kind == "place":
        own |= {"full": (entry.name,), "city": (entry.name if where and where.kind in ("capital", "city") else None,)}
    if where is not None:
        at = {"latitude": where.latitude, "longitude": where.longitude}
        own |= {"country": (where.country.lower(),)}
        own |= {name: (str(value),) for name, value in at.items() if value is not None}
    return own


def _link(entry: Entry, parent: Entry) -> dict[str, Any]:
    """Who is part of an organization is its member; FollowTheMoney has no other link that every such pair fits."""
    ends = (object_id(entry), object_id(parent))
    member = entry.entity.kind != "place" and parent.entity.kind == "organization"
    schema, names = ("Membership", ("member", "organization")) if member else ("UnknownLink", ("subject", "object"))
    since, until = entry.entity.valid_from, entry.entity.valid_until
    held: dict[str, Iterable[str | None]] = {
        names[0]: (ends[0],),
        names[1]: (ends[1],),
        "role": ("part of",),
        "startDate": (since.isoformat() if since else None,),
        "endDate": (until.isoformat() if until else None,),
    }
    return made(ftm_id("link", *ends), schema, "part of", held)
