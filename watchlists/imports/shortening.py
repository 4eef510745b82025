"""The short forms in which newspapers name somebody whom a list names in full."""

from collections.abc import Iterator

from watchlists.advice.commonness import Commonness
from watchlists.imports.units import Unit, is_kunya, is_nisba, units
from watchlists.normalize import ARTICLE, is_arabic, key

# Honours and first names that are left away before the name that somebody goes by.
_LEFT_AWAY = frozenset("محمد احمد سيد السيد mohammed mohamed mohammad muhammad mohamad mohd sayed sayyid syed".split())
_SERVANTS = frozenset("عبد abd abdel abdul abdal abdur abdu abdoul abdol".split())
_YEH = "\N{ARABIC LETTER YEH}"
_RARE = 50
_SHORTEST = 2


def short_forms(words: tuple[str, ...], common: Commonness, *, sure: bool = True) -> Iterator[tuple[str, ...]]:
    """First and family name, the first two and three names, a kunya with its nisba; each once and none in full.

    Of a name that is not `sure` only a kunya with its nisba: what else is made of it is a guess of a guess.
    """
    parts = units(words)
    made = _forms(parts, common) if sure else _noms_de_guerre(parts)
    found = dict.fromkeys(_flat(form) for form in made if len(form) >= _SHORTEST)
    return (form for form in found if form != words)


def _forms(parts: tuple[Unit, ...], common: Commonness) -> Iterator[tuple[Unit, ...]]:
    first, last = parts[0], parts[-1]
    if not is_arabic(first[0]):
        yield from _latin_forms(first, last, len(parts))
        return
    if len(parts) <= _SHORTEST:
        return
    families = [at for at, unit in enumerate(parts) if at and is_family(unit, common)]
    yield from ((first, parts[at]) for at in (*families, len(parts) - 1))
    ends = families if common.is_given(last[-1]) else (*families, len(parts) - 1)
    yield from ((*parts[:2], parts[at]) for at in ends if at > 1)
    yield from (parts[:width] for width in (2, 3))
    if key(first[0]) in _LEFT_AWAY:
        yield from ((parts[1], parts[at]) for at in (*families, len(parts) - 1) if at > 1)
        yield parts[1:]
    yield from _noms_de_guerre(parts)


def _latin_forms(first: Unit, last: Unit, width: int) -> Iterator[tuple[Unit, ...]]:
    """First and family name, and `Ayman Zawahiri` for `Ayman al-Zawahiri`; nothing of other scripts."""
    if not all(map(str.isascii, first + last)):
        return
    if width > _SHORTEST:
        yield (first, last)
    if width >= _SHORTEST and len(last) > 1 and last[0] in ("al", "el"):
        yield (first, last[1:])


def _noms_de_guerre(parts: tuple[Unit, ...]) -> Iterator[tuple[Unit, ...]]:
    """A kunya with a nisba behind it: أبو بكر البغدادي."""
    for at, unit in enumerate(parts):
        if is_kunya(unit):
            yield from ((unit, later) for later in parts[at + 1 :] if is_nisba(later[-1]))


def is_family(unit: Unit, common: Commonness) -> bool:
    """Whether a unit looks like a family's name: with the article, a nisba, or rare."""
    word = unit[-1]
    if key(unit[0]) in _SERVANTS or common.is_given(word):
        return False
    if not is_arabic(word):
        return unit[0] in ("al", "el") or common.count(word) <= _RARE
    return word.startswith(ARTICLE) or word.endswith(_YEH) or common.count(word) <= _RARE


def _flat(form: tuple[Unit, ...]) -> tuple[str, ...]:
    return tuple(word for unit in form for word in unit)
