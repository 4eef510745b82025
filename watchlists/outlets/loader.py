"""Outlet files to `Outlets`: every fault of every file told at once with its line. A list of one's own comes on top."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from babel import Locale

from watchlists.files.errors import WatchlistError, WatchlistErrors
from watchlists.files.fields import FieldReader
from watchlists.files.loader import listed_files, repeated
from watchlists.files.nodes import Node, parse
from watchlists.files.schema import Named
from watchlists.outlets.addresses import addresses
from watchlists.outlets.model import KINDS, Outlet, OutletKind, Outlets
from watchlists.outlets.titles import titles

_FIELDS = (
    "key", "name", "country", "kind", "tier", "domains", "aliases", "group", "languages", "note", "source",
)  # fmt: skip
_FILE = ("version", "outlets")
_REQUIRED = ("key", "name", "kind", "tier")
_KINDS: Mapping[str, OutletKind] = {one: one for one in KINDS}
_TIERS = (1, 4)
_LANGUAGE = re.compile("[a-z]{2,3}")
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+(/[^\s/?#]+){0,2}")


@dataclass(frozen=True, slots=True)
class _Read:
    """An outlet and where it is written."""

    outlet: Outlet
    where: Named


def load(paths: Sequence[Path] = ()) -> Outlets:
    """The shipped outlets with those of some files or folders: a new key is added, a known one replaces the shipped.

    Raises `WatchlistErrors` with every fault of every file: broken YAML, unknown fields, wrong values, keys used twice
    (without case), addresses and names that two outlets share.
    """
    errors: list[WatchlistError] = []
    shipped_ones = _read([shipped()], errors)
    own = _read(listed_files(paths, errors, "outlets"), errors)
    errors += repeated("the key", [one.where for one in shipped_ones])
    errors += repeated("the key", [one.where for one in own])
    replaced = {one.outlet.key.casefold() for one in own}
    kept = [one for one in shipped_ones if one.outlet.key.casefold() not in replaced]
    errors += _shared([*kept, *own])
    if errors:
        raise WatchlistErrors(errors)
    return Outlets(tuple(one.outlet for one in (*kept, *own)))


def shipped() -> Path:
    """The list that comes with Rasid."""
    return Path(str(files("watchlists"))) / "outlets" / "outlets.yaml"


def _read(paths: Iterable[Path], errors: list[WatchlistError]) -> list[_Read]:
    return [one for path in paths for one in _file(path, errors)]


def _file(path: Path, errors: list[WatchlistError]) -> Sequence[_Read]:
    fields = FieldReader(path, errors)
    try:
        root = fields.fields(parse(path), "the file", _FILE, _FILE)
    except WatchlistErrors as broken:
        errors += broken.errors
        return ()
    fields.version(root.get("version"))
    return fields.many(root.get("outlets"), "outlets", lambda node: _outlet(node, fields))


def _outlet(node: Node, fields: FieldReader) -> _Read:
    found = fields.fields(node, "an outlet", _FIELDS, _REQUIRED)
    key = fields.key(found.get("key"), "key")
    outlet = Outlet(
        key=key,
        name=fields.by_language(found.get("name"), "name"),
        kind=fields.choice(found.get("kind"), "kind", _KINDS, "private"),
        tier=_tier(found.get("tier"), fields),
        country=_country(found.get("country"), fields),
        domains=fields.many(found.get("domains"), "domains", lambda one: _domain(one, fields)),
        aliases=fields.phrases(found.get("aliases"), "aliases"),
        group=fields.key(found.get("group"), "group") or None,
        languages=fields.many(found.get("languages"), "languages", lambda one: _language(one, fields)),
        note=fields.text(found.get("note"), "note") or None,
        source=fields.text(found.get("source"), "source") or None,
    )
    return _Read(outlet, Named(key, fields.path, found["key"].line if "key" in found else node.line))


def _tier(node: Node | None, fields: FieldReader) -> int:
    low, high = _TIERS
    tier = fields.number(node, "tier", low, high)
    if node is not None and tier is not None and tier != int(tier):
        fields.fault(node, f"tier must be a whole number from {low} to {high}", f"write tier: {int(tier)}")
    return int(tier or high)


def _country(node: Node | None, fields: FieldReader) -> str | None:
    code = fields.text(node, "country")
    if node is not None and code and code not in _countries():
        fields.fault(node, f"country {code!r} is not known", "use the two letters of ISO 3166, such as SY or GB")
    return code or None


def _domain(node: Node, fields: FieldReader) -> str:
    domain = fields.text(node, "a domain")
    if domain and not _DOMAIN.fullmatch(domain):
        fields.fault(node, f"{domain!r} is no domain", "write example.org or t.me/name, without https:// and a last /")
    return domain


def _language(node: Node, fields: FieldReader) -> str:
    code = fields.text(node, "a language")
    if code and not _LANGUAGE.fullmatch(code):
        fields.fault(node, f"{code!r} is no language", "use a code such as ar, en, fa, ur")
    return code


def _shared(read: Iterable[_Read]) -> Iterator[WatchlistError]:
    """An error for each address and each name by which two outlets would be found."""
    held: dict[tuple[str, str], _Read] = {}
    for one in read:
        for what, written in _found_by(one.outlet):
            other = held.setdefault((what, written), one)
            if other is not one:
                where = f"{other.outlet.key} ({other.where.path}:{other.where.line})"
                hint = f"remove it from one of them, or use the key {other.outlet.key} to replace that outlet"
                yield WatchlistError(one.where.path, one.where.line, f"{what} {written} is also {where}", hint)


def _found_by(outlet: Outlet) -> Iterator[tuple[str, str]]:
    yield from (("the domain", found) for one in outlet.domains for found in [next(addresses(one), "")] if found)
    yield from (("the name", found) for one in outlet.spellings for found in [next(titles(one), "")] if found)


@cache
def _countries() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha())
