"""A record as it is handed on: no characters that nobody sees, no text that is no name, each name once."""

import re
from collections.abc import Iterator
from dataclasses import replace

from watchlists.imports.records import ListedName, ListImportError, Record, Told
from watchlists.imports.wording import LONGEST

NAMES, LETTERS = 2000, 4000
"""How many names an entry may have, and how many letters its note; of a longer one the beginning is kept."""
_ID = 200
_RANK = ("name", "strong", "weak")
# Controls, halves of characters, marks of direction and breadth; the joiners of Persian and Urdu stay.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def tidied(one: Record, told: Told) -> Record:
    """The record with single blanks, without what nobody sees. Raises `ListImportError`: no id, no name, too many."""
    if not (number := plain(one.id)):
        raise ListImportError(
            one.line, "an entry without an id", "each needs one, the same in every version of the list"
        )
    if len(number) > _ID:
        raise ListImportError(one.line, f"an id of more than {_ID} characters", "is it the right column or element?")
    names = _best(_seen(one, number, told))
    if not names:
        raise ListImportError(one.line, f"the entry {number} has no name", "give it one, or take it out")
    if len(names) > NAMES:
        raise ListImportError(one.line, f"the entry {number} has more than {NAMES:,} names", "is it one entry?")
    return replace(
        one,
        id=number,
        names=names,
        source=plain(one.source),
        part_of=plain(one.part_of or "")[:_ID] or None,
        context=tuple(dict.fromkeys(filter(None, (plain(word)[:_ID] for word in one.context)))),
        note=plain(one.note)[:LETTERS],
        extra={key: plain(value)[:LETTERS] for key, value in one.extra.items()},
    )


def plain(text: str) -> str:
    """A text with single blanks, without controls and marks of direction."""
    seen = text if text.isprintable() else _UNSEEN.sub(lambda found: " " if found[0].isspace() else "", text)
    return " ".join(seen.split())


def _seen(one: Record, number: str, told: Told) -> Iterator[ListedName]:
    for name in one.names:
        text = plain(name.text)
        if len(text) > LONGEST:
            told(one.line, f"{number}: “{text[:40]}…” has {len(text)} letters, more than a name: left out")
        elif any(map(str.isalnum, text)):
            yield replace(name, text=text, parts=tuple(filter(None, map(plain, name.parts))))


def _best(names: Iterator[ListedName]) -> tuple[ListedName, ...]:
    """Each text once, in order, with the best that is said of it."""
    found: dict[str, ListedName] = {}
    for name in names:
        before = found.setdefault(name.text, name)
        if _RANK.index(name.quality) < _RANK.index(before.quality):
            found[name.text] = name
    return tuple(found.values())
