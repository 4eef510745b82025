"""Names that people wrote into a table of their own: meant as they stand, however many others bear them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from watchlists.advice.alias import is_function_word, of_alias
from watchlists.imports.contexts import country_words, group_words
from watchlists.imports.countries import code_of
from watchlists.imports.naming import Name, plain
from watchlists.imports.records import Record
from watchlists.model import Alias
from watchlists.normalize import words

_CODE = 3
Refused = Literal["tiny", "in every text"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name of a table of one's own that is kept, and that a list of others would have to do without: `reason` says
    why. `needs` are the words beside which it counts, none where it counts everywhere."""

    record_id: str
    line: int
    name: str
    reason: str
    needs: tuple[str, ...] = ()


def kept(name: Name, record: Record) -> Alias | Refused:
    """The alias of a name that is meant, beside the words of its context if there are any; or why nobody means it."""
    whole = name.text if len(name.words) > 1 else f"{name.title} {name.text}".strip()
    told = {one.concern for one in of_alias(record.id, record.kind, Alias(whole))}
    if "tiny" in told:
        return "tiny"
    if told & {"everywhere", "silent"}:
        return "in every text"
    return Alias(whole, match="inflected" if name.arabic else "exact", needs=own_words(name, record))


def own_words(name: Name, record: Record) -> tuple[str, ...]:
    """The words of the context of a table of one's own: countries as the news say them, all else as it stands."""
    said = (word for text in record.context for word in _said(text))
    held = plain(name.text)
    return tuple(one for one in dict.fromkeys(said) if plain(one) not in ("", held))


def guarded(alias: Alias, name: Name, record: Record) -> Alias:
    """An alias that counts beside other words, beside those of the table, too."""
    return (
        replace(alias, needs=tuple(dict.fromkeys((*own_words(name, record), *alias.needs)))) if alias.needs else alias
    )


def _said(text: str) -> Iterable[str]:
    """A code of a country is no word."""
    found = (*group_words([text]), *country_words([text]))
    return found if code_of(text) and text.isascii() and len(text) <= _CODE else (text, *found)


def tells_nothing(text: str) -> bool:
    """Whether a word of a context stands in every text."""
    seen = words(text)
    return not seen or all(map(is_function_word, seen))
