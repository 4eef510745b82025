"""The parts of a person's name that stay together, in either script: عبد الرحمن, أبو بكر, Abd al-Rahman, bin Laden."""

from watchlists.names import units as arabic_units
from watchlists.normalize import is_arabic, key

Unit = tuple[str, ...]
_FATHERS = frozenset({"ابو", "ابا", "ابي", "ام", "abu", "abou", "abo", "umm", "um"})
_SERVANTS = frozenset("abd abdel abdul abdal abdur abdu abdoul abdol".split())
_ARTICLES = frozenset("al el ul ur ud us as ar an ad ash az at il l uz".split())
_SONS = frozenset("bin ben ibn bint ould wuld ag ait de del della van von da dos la".split())


def units(words: tuple[str, ...]) -> tuple[Unit, ...]:
    """The words of a name, grouped."""
    return arabic_units(words) if all(map(is_arabic, words)) else tuple(_latin_units(words))


def is_kunya(unit: Unit) -> bool:
    """Whether a unit names somebody as the father or mother of another."""
    return len(unit) > 1 and key(unit[0]) in _FATHERS


def _latin_units(words: tuple[str, ...]) -> list[Unit]:
    found: list[Unit] = []
    held: list[str] = []
    for at, word in enumerate(words):
        held.append(word)
        joins = word in _FATHERS | _SERVANTS | _ARTICLES | _SONS or words[at + 1 : at + 2] in _LINKS
        if not joins or at == len(words) - 1:
            found.append(tuple(held))
            held = []
    return found


_LINKS = {("ul",), ("ur",), ("ud",), ("uddin",), ("ullah",), ("allah",), ("eddine",), ("eldin",)}
