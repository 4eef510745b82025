"""Entities as STIX 2.1 objects: plain values, in the order of the specification."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from watchlists.exports.entries import BORN, Entry, Reference
from watchlists.exports.ids import entity_name, stix_id
from watchlists.model import Alias

RASID: Final = stix_id("identity", "rasid")
EXTENSION: Final = stix_id("extension-definition", "rasid", "1")
_SCHEMA: Final = (
    "Of an entity: key, names (by language), weak_aliases (name it only beside other words), alias_details (text, "
    "from, until, source), from, until. Of a report: story, mentions and events as GET /api/matches of Rasid gives "
    "them. Of an incident: story, event, status, cameo, acled, killed, injured, arrested, count, when, about, actors, "
    "targets, places."
)
_CLASSES: Final[Mapping[str, str]] = {"person": "individual", "organization": "organization"}


def preamble() -> Iterator[dict[str, Any]]:
    """Who made the objects, and what their extension says: every bundle begins with it."""
    who = {"name": "Rasid", "description": "Watches Arabic news for the entries of its watchlists."}
    yield {**common(RASID, BORN), **who, "identity_class": "system"}
    what = {"name": "Rasid", "schema": _SCHEMA, "version": "1.0.0", "extension_types": ["property-extension"]}
    yield {**common(EXTENSION, BORN), **what}


def objects(entry: Entry, parent: Entry | None, markings: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    """An entity, its names in further languages, and what it is part of."""
    marked = {"object_marking_refs": list(markings)} if markings else {}
    itself = {**common(object_id(entry), entry.changed), **_itself(entry)}
    yield {**itself, **marked}
    if entry.names:
        contents = {code: {"name": name} for code, name in entry.names.items()}
        about = {"object_ref": itself["id"], "object_modified": itself["modified"], "contents": contents}
        yield {**common(stix_id("language-content", *_named(entry)), entry.changed), **about, **marked}
    if parent is not None:
        yield {**_part(entry, parent), **marked}


def object_id(entry: Entry) -> str:
    """By what the entity is, and its key."""
    return stix_id(_type(entry), *_named(entry))


def common(id_: str, modified: datetime) -> dict[str, Any]:
    """What every object begins with."""
    kind = id_.partition("--")[0]
    made = {} if id_ == RASID else {"created_by_ref": RASID}
    times = {"created": stamp(BORN), "modified": stamp(max(BORN, modified))}
    return {"type": kind, "spec_version": "2.1", "id": id_, **made, **times}


def stamp(moment: datetime) -> str:
    """A time as STIX has it, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def extension(held: Mapping[str, Any]) -> dict[str, Any]:
    """Rasid's own properties of an object, without the empty ones."""
    return {EXTENSION: {"extension_type": "property-extension", **_filled(held)}}


def references(found: Iterable[Reference]) -> list[dict[str, str]]:
    """External references; one that is words alone is its own description, as the specification wants one."""
    return [
        _filled(
            {
                "source_name": one.name,
                "description": "" if one.id or one.url else one.name,
                "url": one.url,
                "external_id": one.id,
            }
        )
        for one in found
    ]


def _itself(entry: Entry) -> dict[str, Any]:
    entity, kind = entry.entity, _type(entry)
    own: dict[str, Any] = {"name": entry.name, "description": _description(entry, kind)}
    if kind == "threat-actor":
        own["aliases"] = [*dict.fromkeys((*entry.names.values(), *entry.aliases))]
    elif kind == "identity":
        own["identity_class"] = _CLASSES.get(entity.kind, "unspecified")
    else:
        own |= _place(entry)
    own |= {"labels": [f"watchlist:{entry.slug}"], "lang": entry.language}
    more = {
        "key": entity.key,
        "names": dict(entity.name),
        "weak_aliases": list(entry.weak),
        "alias_details": [one for one in map(_details, entity.aliases) if len(one) > 1],
        "from": _day(entity.valid_from),
        "until": _day(entity.valid_until),
    }
    return _filled({**own, "external_references": references(entry.references), "extensions": extension(more)})


def _description(entry: Entry, kind: str) -> str:
    """The note, and where the object has no aliases those in words, so that they are seen and searched."""
    also = "" if kind == "threat-actor" or not entry.aliases else f"Also written: {'; '.join(entry.aliases)}."
    return "\n\n".join(filter(None, (entry.entity.note, also)))


def _place(entry: Entry) -> dict[str, Any]:
    where = entry.spot
    assert where is not None
    field = {"capital": "city", "city": "city", "province": "administrative_area"}.get(where.kind)
    named = {field: entry.name} if field else {}
    return {"country": where.country, **named, "latitude": where.latitude, "longitude": where.longitude}


def _part(entry: Entry, parent: Entry) -> dict[str, Any]:
    kind = "located-at" if parent.entity.kind == "place" else "part-of"
    ends = (object_id(entry), object_id(parent))
    times = {"start_time": _moment(entry.entity.valid_from), "stop_time": _moment(_after(entry.entity.valid_until))}
    made = common(stix_id("relationship", kind, *ends), max(entry.changed, parent.changed))
    return _filled({**made, "relationship_type": kind, "source_ref": ends[0], "target_ref": ends[1], **times})


def _type(entry: Entry) -> str:
    """A place that the gazetteer does not know cannot be a location, which needs a country or coordinates."""
    if entry.entity.kind == "place":
        return "location" if entry.spot else "identity"
    return "threat-actor" if entry.actor else "identity"


def _named(entry: Entry) -> tuple[str, ...]:
    return entity_name(entry.entity.key)


def _details(alias: Alias) -> dict[str, Any]:
    days = {"from": _day(alias.valid_from), "until": _day(alias.valid_until)}
    return _filled({"text": alias.text, **days, "source": alias.source})


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _after(day: date | None) -> date | None:
    """The end of a day is the beginning of the next; the last day of the calendar has none."""
    return day + timedelta(days=1) if day and day < date.max else None


def _moment(day: date | None) -> str | None:
    return f"{day.isoformat()}T00:00:00.000Z" if day else None


def _filled(held: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in held.items() if value is not None and value != "" and value != []}
