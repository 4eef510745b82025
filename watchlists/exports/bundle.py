"""Lists as one STIX bundle and as FollowTheMoney entities, in pieces, however long they are."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from watchlists.exports import ftm, stix
from watchlists.exports.entries import Catalogue
from watchlists.exports.ids import stix_id
from watchlists.exports.stix_library import Marking, checked, marking, marking_id


def as_stix(catalogue: Catalogue, slugs: Collection[str], tlp: Marking | None = None) -> Iterator[str]:
    """The bundle of some lists, an object a line. Raises ValueError where STIX 2.1 does not take one."""
    markings = [marking_id(tlp)] if tlp else []
    first = [marking(tlp)] if tlp else []
    held = (
        checked(one)
        for entry in catalogue.entries(slugs)
        for one in stix.objects(entry, catalogue.entry(entry.parent) if entry.parent else None, markings)
    )
    return bundled(("lists", *sorted(slugs)), [*first, *map(checked, stix.preamble())], held)


def as_ftm(catalogue: Catalogue, slugs: Collection[str]) -> Iterator[str]:
    """The entities of some lists, a JSON object a line."""
    for entry in catalogue.entries(slugs):
        for one in ftm.entities(entry, catalogue.entry(entry.parent) if entry.parent else None):
            yield line(one)


def bundled(named: tuple[str, ...], first: Iterable[str], objects: Iterable[str]) -> Iterator[str]:
    """A bundle around lines of JSON; `named` is what it is the bundle of."""
    yield f'{{"type": "bundle", "id": "{stix_id("bundle", *named)}", "objects": [\n'
    for at, one in enumerate(chain(first, objects)):
        yield (",\n" if at else "") + one
    yield "\n]}\n"


def line(held: Mapping[str, Any]) -> str:
    """A line of JSON; Arabic stays readable."""
    return json.dumps(held, ensure_ascii=False) + "\n"
