"""What a list said when it was imported last, as short digests in comments of the file: the base of a merge.

With it a name that somebody took out of the file is told from one that the list has only now. The lines begin with
`#=`, are no part of the YAML, and may be lost: then less is known, and nothing breaks.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from types import MappingProxyType

from watchlists.imports.facts import Fact, Place, facts
from watchlists.model import Entity

NUMBER: Place = ("number",)
"""The place of the number that stays where a list changes the id of an entry."""
MARK = "#="
"""Begins each line of a file that is the importer's."""
_LINE = re.compile(r"#= ([\w-]+): ((?:[0-9a-f]{6}(?:\.[0-9a-f]{6})? ?)+)")


@dataclass(frozen=True, slots=True)
class Said:
    """What the list said of one entity: a digest of each place, and of what stood there."""

    digests: Mapping[str, str] = field(default_factory=dict)

    def had(self, place: Place) -> bool:
        """Whether the list said anything there."""
        return digest(place) in self.digests

    def was(self, place: Place, value: Fact) -> bool:
        """Whether the list said just this there."""
        return self.at(place) == digest(value)

    def places(self) -> frozenset[str]:
        """The digests of all places in which the list said something."""
        return frozenset(self.digests) - {digest(NUMBER)}

    def at(self, place: Place) -> str | None:
        """The digest of what the list said there."""
        return self.digests.get(digest(place))


def remembered(text: str) -> dict[str, Said]:
    """What a file remembers, by the key that the list gives; nothing where the lines are lost."""
    found = filter(None, map(_LINE.fullmatch, text.splitlines()))
    return {line[1].casefold(): Said(dict(_pair(one) for one in line[2].split())) for line in found}


def digest(value: Place | Fact) -> str:
    """Six letters for a place, or for what stands there."""
    return blake2b(json.dumps(value, default=str).encode(), digest_size=3).hexdigest()


def lines(entities: Iterable[Entity], numbers: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """The lines that remember some entities, as the list has them, with their lasting numbers by key."""
    return [_line(one, numbers.get(one.key, "")) for one in entities]


def said(entity: Entity, number: str = "") -> Said:
    """What is remembered of an entity, and of the number that the list gives it for good."""
    held = {digest(place): digest(value) for place, value in facts(entity).items()}
    return Said(held | ({digest(NUMBER): digest(number)} if number else {}))


def _line(entity: Entity, number: str) -> str:
    pairs = said(entity, number).digests.items()
    return f"{MARK} {entity.key}: " + " ".join(place if value == _YES else f"{place}.{value}" for place, value in pairs)


def _pair(written: str) -> tuple[str, str]:
    place, _, value = written.partition(".")
    return place, value or _YES


# Most places are an alias that is there; it is written without its digest.
_YES = digest(value=True)
