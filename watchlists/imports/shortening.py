"""The short forms in which newspapers name somebody whom a list names in full."""

from collections.abc import Iterator

from watchlists.commonness import Commonness
from watchlists.imports.units import Unit, is_kunya, units
from watchlists.normalize import ARTICLE, is_arabic, key

# Honours and first names that are left away before the name that somebody goes by.
_LEFT_AWAY = frozenset("محمد احمد سيد السيد mohammed mohamed mohammad muhammad mohamad mohd sayed sayyid syed".split())
_SERVANTS = frozenset("عبد abd abdel abdul abdal abdur abdu abdoul abdol".split())
_YEH = "\N{ARABIC LETTER YEH}"
_RARE = 300
_SHORTEST = 2


def short_forms(words: tuple[str, ...], common: Commonness) -> Iterator[tuple[str, ...]]:
    """First and family name, the first two and three names, a kunya with its nisba; each once and none in full."""
    parts = units(words)
    found = dict.fromkeys(_flat(form) for form in _forms(parts, common) if len(form) >= _SHORTEST)
    return (form for form in found if form != words)


def _forms(parts: tuple[Unit, ...], common: Commonness) -> Iterator[tuple[Unit, ...]]:
    if len(parts) <= _SHORTEST:
        yield from _without_article(parts)
        return
    first, last = parts[0], parts[-1]
    families = [at for at, unit in enumerate(parts) if at and (unit is last or is_family(unit, common))]
    for at in families:
        yield (first, parts[at])
        yield from _without_article((first, parts[at]))
    yield from ((*parts[:2], parts[at]) for at in families if at > 1)
    yield parts[:_SHORTEST]
    if key(first[0]) in _LEFT_AWAY:
        yield from ((parts[1], parts[at]) for at in families if at > 1)
        yield parts[1:]
    for at, unit in enumerate(parts[:-1]):
        if is_kunya(unit):
            yield from ((unit, parts[later]) for later in families if later > at)


def is_family(unit: Unit, common: Commonness) -> bool:
    """Whether a unit looks like a family's name: with the article, a nisba, or rare."""
    word = unit[-1]
    if key(unit[0]) in _SERVANTS or common.is_given(word):
        return False
    if not is_arabic(word):
        return unit[0] in ("al", "el") or common.count(word) < _RARE
    return word.startswith(ARTICLE) or word.endswith(_YEH) or common.count(word) < _RARE


def is_nisba(word: str) -> bool:
    """Whether an Arabic word has an article and the ending of where somebody is from."""
    return word.startswith(ARTICLE) and word.endswith(_YEH)


def _without_article(parts: tuple[Unit, ...]) -> Iterator[tuple[Unit, ...]]:
    """`Ayman Zawahiri` for `Ayman al-Zawahiri`; only in Latin letters, where newspapers do so."""
    last = parts[-1]
    if len(parts) == _SHORTEST and len(last) > 1 and last[0] in ("al", "el"):
        yield (parts[0], last[1:])


def _flat(form: tuple[Unit, ...]) -> tuple[str, ...]:
    return tuple(word for unit in form for word in unit)
