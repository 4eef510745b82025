"""What an entity is called for people: what its list calls it, in the list's letters, also where that may not be
searched for. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watchlists.imports.naming import Name
from watchlists.model import Alias
from watchlists.normalize import folded, is_arabic

_YEHS = str.maketrans({"\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}"})


@dataclass(frozen=True, slots=True)
class Shown:
    """The name by language, the aliases, of which one is written like it, and those names that are never found."""

    name: dict[str, str]
    aliases: tuple[Alias, ...]
    never: tuple[str, ...] = ()


def shown(held: Sequence[Name], aliases: Sequence[Alias]) -> Shown:
    """What the list calls an entity first, in each script; what an alias is called where the list has no name there.

    A name counts by itself, without conditions: one that is no alias, since it is no safe one, is `never` found.
    """
    called = dict(sorted(_called(held, aliases)))
    found, never = list(aliases), list[str]()
    for text in called.values():
        if not any(one.text == text for one in found):
            found = _spelt(found, text)
        if not any(one.text == text for one in found):
            never.append(text)
    return Shown(called, tuple(found), tuple(never))


def _called(held: Sequence[Name], aliases: Sequence[Alias]) -> Iterator[tuple[str, str]]:
    for language, arabic in (("ar", True), ("en", False)):
        listed = (name.listed or name.text for name in held if name.arabic == arabic and name.quality == "name")
        others = (one.text for one in aliases if any(map(is_arabic, folded(one.text).split())) == arabic)
        text = next(listed, None) or next(others, None)
        if text is not None:
            yield language, text


def _spelt(aliases: Sequence[Alias], text: str) -> list[Alias]:
    """With the alias that reads like a text in the spelling of the text: in its place, or beside one that is taken
    letter by letter."""
    at = next((at for at, one in enumerate(aliases) if _plain(one.text) == _plain(text)), None)
    if at is None:
        return list(aliases)
    alias = aliases[at]
    is_beside = alias.match == "exact" and folded(alias.text) != folded(text)
    return [*aliases[:at], replace(alias, text=text), *aliases[at + (not is_beside) :]]


def _plain(text: str) -> str:
    return folded(text).translate(_YEHS)
