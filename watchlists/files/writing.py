"""Watchlists as plain data and as YAML: what `load` reads back is equal to what was written."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, cast

import yaml

from watchlists.files.nodes import Node, plain_kind
from watchlists.files.schema import STATUS_BY_KEY
from watchlists.model import Alias, Entity, EventType, Examples, Watchlist

_DEFAULT = Alias("")
_ONE_LINE = 10**9
_SWITCHES = {True: "true", False: "false"}


# The emitter in C, which is several times faster; the wheels for all common platforms hold it.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Writer(_DUMPER):  # type: ignore[misc, valid-type]
    """The library writes YAML 1.1, in which `1e5` is a text; in 1.2, as the loader reads it, that is a number."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        style = None if plain_kind(data) == "str" and "\n" not in data else '"'
        return cast(yaml.ScalarNode, self.represent_scalar("tag:yaml.org,2002:str", data, style=style))


_Writer.add_representer(str, _Writer.represent_str)


def as_yaml(watchlist: Watchlist) -> str:
    """A watchlist file of its own."""
    return in_block(plain(watchlist))


def entity_as_yaml(entity: Entity) -> str:
    """An entity as it stands among the `entities` of a file: a `- ` with its fields, without indentation."""
    return in_block([plain_entity(entity)])


def in_flow(value: Any) -> str:
    """A value on one line, as it may stand within brackets."""
    whole: str = yaml.dump(
        [value], Dumper=_Writer, allow_unicode=True, sort_keys=False, width=_ONE_LINE, default_flow_style=True
    )
    return whole.strip()[1:-1]


def in_block(value: Mapping[str, Any] | list[Any]) -> str:
    """A map or a list over several lines, without indentation."""
    written: str = yaml.dump(
        value, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=120, default_flow_style=None
    )
    return written


def plain(watchlist: Watchlist) -> dict[str, Any]:
    """The values of a watchlist file."""
    found: dict[str, Any] = {"version": 1, "watchlist": watchlist.slug, "title": dict(watchlist.title)}
    entities, events = list(map(plain_entity, watchlist.entities)), list(map(plain_event, watchlist.events))
    return _filled({**found, "entities": entities, "events": events})


def plain_entity(entity: Entity) -> dict[str, Any]:
    """The values of an entity as a file has them."""
    return _filled(
        {
            "key": entity.key,
            "kind": entity.kind,
            "name": dict(entity.name),
            "part_of": entity.part_of,
            "aliases": list(map(plain_alias, entity.aliases)),
            "tests": _tests(entity.tests),
            "note": entity.note,
            "source": entity.source,
            "from": entity.valid_from and entity.valid_from.isoformat(),
            "until": entity.valid_until and entity.valid_until.isoformat(),
            "never": list(entity.never),
        }
    )


def plain_event(event: EventType) -> dict[str, Any]:
    """The values of an event type as a file has them."""
    found = {
        "key": event.key,
        "name": dict(event.name),
        "severity": event.severity,
        "status": event.status if event.status != STATUS_BY_KEY.get(event.key, "reported") else None,
        "phrases": list(map(plain_alias, event.phrases)),
        "unless": list(event.unless),
        "tests": _tests(event.tests),
        "cameo": event.cameo,
        "acled": event.acled,
        "note": event.note,
    }
    return _filled(found)


def plain_alias(alias: Alias) -> str | dict[str, Any]:
    """The text alone where there are no conditions."""
    names = {"valid_from": "from", "valid_until": "until"}
    found: dict[str, Any] = {}
    for one in fields(alias):
        value = getattr(alias, one.name)
        if value != getattr(_DEFAULT, one.name):
            found[names.get(one.name, one.name)] = _value(value)
    return alias.text if found.keys() <= {"text"} else found


def node(value: Any) -> Node:
    """Plain data as the loader's tree, so that its checks hold for what never was a file."""
    match value:
        case bool():
            return Node("bool", 0, _SWITCHES[value])
        case int():
            return Node("int", 0, str(value))
        case float():
            return Node("float", 0, repr(value))
        case Mapping():
            return Node("map", 0, children=[node(one) for pair in value.items() for one in pair])
        case list() | tuple():
            return Node("seq", 0, children=[node(one) for one in value])
    return Node("str", 0, str(value))


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _tests(tests: Examples) -> dict[str, list[str]]:
    return _filled({"yes": list(tests.yes), "no": list(tests.no)})


def _filled(found: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is left out."""
    return {name: value for name, value in found.items() if value not in (None, [], {}, ())}
