"""The fields of a watchlist file, exactly as the format has them, and the values they become."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, get_args

from watchlists.files.errors import WatchlistError
from watchlists.files.fields import FieldReader
from watchlists.files.nodes import Node
from watchlists.model import Alias, Entity, EventType, Examples, Kind, MatchLevel, Severity, Status, Watchlist

_FILE = ("version", "watchlist", "title", "entities", "events")
_ENTITY = ("key", "kind", "name", "part_of", "aliases", "tests", "note", "source", "from", "until", "never")
_EVENT = ("key", "name", "severity", "status", "phrases", "unless", "tests", "cameo", "acled", "note")
_ALIAS = ("text", "match", "definite", "needs", "unless", "min_score", "guard", "from", "until", "source")
STATUS_BY_KEY: Mapping[str, Status] = {
    "plot": "planned", "foiled_plot": "foiled", "claim": "claimed", "denial": "denied", "threat": "threatened",
}  # fmt: skip
_KINDS: Mapping[str, Kind] = {one: one for one in get_args(Kind)}
_LEVELS: Mapping[str, MatchLevel] = {one: one for one in get_args(MatchLevel)}
_SEVERITIES: Mapping[str, Severity] = {one: one for one in get_args(Severity)}
_STATUSES: Mapping[str, Status] = {one: one for one in get_args(Status)}


@dataclass(frozen=True, slots=True)
class Named:
    """A key (of an entry, or the one an entry is part of) and where it is written."""

    key: str
    path: Path
    line: int


class Spot(NamedTuple):
    """A text of an entry (a name, an alias, a phrase, a test sentence) and the line where it is written."""

    key: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class ListFile:
    """One read file: its list, its faults, and where its keys and parents are written, for checks over all files.

    `spots` are its texts in the order of the file, `fuzzy` those for which `match: fuzzy` is written out.
    """

    watchlist: Watchlist
    errors: tuple[WatchlistError, ...]
    slug: Named
    keys: tuple[Named, ...]
    parents: tuple[tuple[str, Named], ...]
    spots: tuple[Spot, ...] = ()
    fuzzy: tuple[Spot, ...] = ()


def read_list(path: Path, root: Node) -> ListFile:
    """The list of one file, as far as it can be read, with all that is wrong with it."""
    return _ListReader(FieldReader(path)).read(root)


class _ListReader:
    def __init__(self, fields: FieldReader) -> None:
        self._fields = fields
        self._keys: list[Named] = []
        self._parents: list[tuple[str, Named]] = []
        self._spots: list[Spot] = []
        self._fuzzy: list[Spot] = []

    def read(self, root: Node) -> ListFile:
        found = self._fields.fields(root, "the file", _FILE, ("version", "watchlist"))
        self._fields.version(found.get("version"))
        slug = self._fields.key(found.get("watchlist"), "watchlist")
        title = self._fields.by_language(found.get("title"), "title")
        entities = self._fields.many(found.get("entities"), "entities", self._entity)
        events = self._fields.many(found.get("events"), "events", self._event)
        path = self._fields.path
        watchlist = Watchlist(slug, title, entities, events, str(path))
        where = Named(slug, path, found["watchlist"].line if "watchlist" in found else root.line)
        errors, spots = tuple(self._fields.errors), (tuple(self._spots), tuple(self._fuzzy))
        return ListFile(watchlist, errors, where, tuple(self._keys), tuple(self._parents), *spots)

    def _entity(self, node: Node) -> Entity:
        fields = self._fields
        found = fields.fields(node, "an entity", _ENTITY, ("key", "kind", "name"))
        key = self._own_key(found.get("key"))
        since, until = self._period(found)
        return Entity(
            key=key,
            kind=fields.choice(found.get("kind"), "kind", _KINDS, "other"),
            name=self._name(key, found.get("name")),
            aliases=fields.many(found.get("aliases"), "aliases", lambda one: self._alias(key, one, "an alias")),
            part_of=self._parent(key, found.get("part_of")),
            tests=self._tests(key, found.get("tests")),
            note=fields.text(found.get("note"), "note") or None,
            source=fields.text(found.get("source"), "source") or None,
            valid_from=since,
            valid_until=until,
            never=fields.phrases(found.get("never"), "never"),
        )

    def _event(self, node: Node) -> EventType:
        fields = self._fields
        found = fields.fields(node, "an event", _EVENT, ("key", "name", "phrases"))
        key = self._own_key(found.get("key"))
        phrases = fields.many(found.get("phrases"), "phrases", lambda one: self._alias(key, one, "a phrase"))
        if "phrases" in found and found["phrases"].kind == "seq" and not phrases:
            fields.fault(found["phrases"], "an event has no phrases", "write at least one")
        return EventType(
            key=key,
            name=fields.by_language(found.get("name"), "name"),
            phrases=phrases,
            severity=fields.choice(found.get("severity"), "severity", _SEVERITIES, "medium"),
            status=fields.choice(found.get("status"), "status", _STATUSES, STATUS_BY_KEY.get(key, "reported")),
            unless=fields.phrases(found.get("unless"), "unless"),
            tests=self._tests(key, found.get("tests")),
            cameo=self._code(found.get("cameo"), "cameo"),
            acled=self._code(found.get("acled"), "acled"),
            note=fields.text(found.get("note"), "note") or None,
        )

    def _code(self, node: Node | None, what: str) -> str | None:
        """A code of a code book, which may look like a number."""
        if node is not None and node.kind == "int":
            return node.scalar
        return self._fields.text(node, what) or None

    def _name(self, key: str, node: Node | None) -> dict[str, str]:
        """The names by language; of an entity each is an alias, too."""
        if node is not None:
            self._spots += (Spot(key, value.scalar.strip(), value.line) for _, value in node.pairs())
        return self._fields.by_language(node, "name")

    def _alias(self, key: str, node: Node, what: str) -> Alias:
        fields = self._fields
        if node.kind != "map":
            return Alias(self._text(key, node, what))
        found = fields.fields(node, what, _ALIAS, ("text",))
        since, until = self._period(found)
        text = self._text(key, found.get("text"), what)
        if "match" in found and found["match"].scalar == "fuzzy":
            self._fuzzy.append(Spot(key, text, found["match"].line))
        return Alias(
            text=text,
            match=fields.choice(found.get("match"), "match", _LEVELS, "fuzzy"),
            definite=fields.switch(found.get("definite"), "definite", default=False),
            needs=fields.phrases(found.get("needs"), "needs"),
            unless=fields.phrases(found.get("unless"), "unless"),
            min_score=fields.number(found.get("min_score"), "min_score", 0, 100),
            guard=fields.switch(found.get("guard"), "guard", default=True),
            valid_from=since,
            valid_until=until,
            source=fields.text(found.get("source"), "source") or None,
        )

    def _text(self, key: str, node: Node | None, what: str) -> str:
        text = self._fields.phrase(node, what)
        if node is not None:
            self._spots.append(Spot(key, text, node.line))
        return text

    def _tests(self, key: str, node: Node | None) -> Examples:
        if node is None:
            return Examples()
        found = self._fields.fields(node, "tests", ("yes", "no"), ())
        for held in found.values():
            self._spots += (Spot(key, one.scalar.strip(), one.line) for one in held.items())
        texts = self._fields.texts
        return Examples(texts(found.get("yes"), "tests yes"), texts(found.get("no"), "tests no"))

    def _period(self, found: Mapping[str, Node]) -> tuple[date | None, date | None]:
        since = self._fields.day(found.get("from"), "from")
        until = self._fields.day(found.get("until"), "until", last=True)
        if since and until and until < since:
            self._fields.fault(found["until"], "until lies before from", "exchange the two dates")
        return since, until

    def _own_key(self, node: Node | None) -> str:
        key = self._fields.key(node, "key")
        if node is not None and key:
            self._keys.append(Named(key, self._fields.path, node.line))
        return key

    def _parent(self, key: str, node: Node | None) -> str | None:
        parent = self._fields.key(node, "part_of") or None
        if node is not None and parent:
            self._parents.append((key, Named(parent, self._fields.path, node.line)))
        return parent
