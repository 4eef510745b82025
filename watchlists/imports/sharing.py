"""Names that several parties of one list may be called by: such a name stands for none of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from watchlists.advice.commonness import Commonness, commonness
from watchlists.imports.naming import Name, plain
from watchlists.imports.records import Record
from watchlists.imports.shortening import short_forms
from watchlists.names import shortened

_SAME_PARTY = 3


def called(named: Iterable[tuple[Record, Sequence[Name]]], same: Mapping[str, str]) -> Counter[str]:
    """How many parties may be called by a name, in full or in short."""
    common = commonness()
    pairs = (
        (turned(form), same[record.id])
        for record, held in named
        for name in held
        for form in _every_form(name, record, common)
    )
    return Counter(text for text, _ in set(pairs))


def turned(form: tuple[str, ...]) -> str:
    """A name whatever the order of its words, to be compared with others."""
    return " ".join(sorted(plain(" ".join(form)).split()))


def in_full(named: Iterable[tuple[Record, Sequence[Name]]], same: Mapping[str, str]) -> Counter[str]:
    """How many parties are listed by a name."""
    pairs = {(plain(name.text), same[record.id]) for record, held in named for name in held}
    found = Counter(text for text, _ in pairs)
    bodies = {(plain(n.text), same[r.id]) for r, held in named if r.kind == "organization" for n in held if n.arabic}
    found.update({" ".join(text.split()[:width]) for text, _ in bodies for width in range(2, len(text.split()))})
    return found


def parties(named: Iterable[tuple[Record, Sequence[Name]]]) -> Mapping[str, str]:
    """By the id of each record that of the first of its party: who is listed twice has several names in common."""
    first: dict[str, str] = {}
    holders: dict[str, list[str]] = {}
    for record, held in named:
        texts = {plain(name.text) for name in held if len(name.words) > 2}
        shared = Counter(one for text in texts for one in holders.get(text, ()))
        twin = next((one for one, count in shared.items() if count >= _SAME_PARTY), record.id)
        first[record.id] = first.get(twin, record.id)
        for text in texts:
            holders.setdefault(text, []).append(record.id)
    return first


def _every_form(name: Name, record: Record, common: Commonness) -> Iterator[tuple[str, ...]]:
    """All that a record may be called by a name of it, and what the matcher takes for that."""
    for form in (name.words, *forms(name, record, common)):
        yield form
        if record.kind == "person":
            yield from (one.words for one in shortened(form, common.vocabulary))


def forms(name: Name, record: Record, common: Commonness) -> Iterator[tuple[str, ...]]:
    """The short forms of the name of a person."""
    return short_forms(name.words, common, sure=name.quality != "weak") if record.kind == "person" else iter(())
