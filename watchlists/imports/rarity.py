"""Whether something in a name tells its bearer from everybody else, so that it needs nothing beside it.

That no table holds a word is no evidence for a family's name: every region has its own, made of places, tribes, trades.
"""

from dataclasses import dataclass

from watchlists.advice.commonness import RAREST, Commonness
from watchlists.imports import chance
from watchlists.imports.naming import Name
from watchlists.imports.telling import is_famous
from watchlists.imports.titles import GENERIC, MILITANT
from watchlists.imports.units import is_kunya, is_nisba, units
from watchlists.normalize import ARTICLE, is_arabic, key

_SHORTEST, _SHORTEST_LATIN = 4, 5
# A word of a body or a firm is a name of its own up to so many times in a hundred million: Arabic, Latin.
_PROPER, _PROPER_LATIN = 50, 100
# So many words that are none of the usual ones of firms tell by themselves in Latin letters, after an armed head in
# Arabic ones.
_SEVERAL = 4
# Kunyas that are given or family names, too: أبو بكر, أبو زيد. Those with an article (أبو القاسم) all are.
_ALSO_NAMES = frozenset(map(key, "بكر زيد طالب شعيب مدين سعيد عمر علي حسن هلال غنيمة شوشة ريدة حامد جاد".split()))
# How the names of families begin and end that many bear where they live, and words of honour in their place.
_OF_FAMILIES = (ARTICLE, *"أبو ابو بن بل بو لح لك لع ولد عبد آل".split())
_ENDS_OF_FAMILIES = ("عبد", "i", "y", "ov", "ev", "off")
_HONOURS = frozenset(map(key, "آخوند اخوند أخوند آغا صاحب خان جان akhund saheb sahib bhai agha khan imam naib".split()))
# With a first name as usual as this a family name that no table holds does not tell.
_USUAL_FIRST = 2500
_LATIN_ARTICLES = ("al", "el")
_PARTICLES = ("وال", "بال", "لل", "و", "ل", "ب")


@dataclass(frozen=True, slots=True)
class Telling:
    """Decides by the tables of words."""

    common: Commonness

    def of_person(self, name: Name, rare: bool) -> bool:
        """Whether a listed name of a person tells; `rare` says that chance hardly puts its words together."""
        if is_famous(name.text):
            return True
        parts = units(name.words)
        if len(parts) == 2:
            return self.of_two(name)
        if not name.arabic and all(len(unit[-1]) < _SHORTEST_LATIN for unit in parts):
            return False
        return rare

    def of_two(self, name: Name) -> bool:
        """Whether a name of two units tells: a nom de guerre, or a family name that is like no other."""
        first, last = units(name.words)
        if is_famous(name.text) or self.is_nom_de_guerre(name):
            return True
        if not name.arabic:
            alike = [unit for unit in (first, last) if not self._is_like_no_other(unit[-1], _SHORTEST_LATIN)]
            return not alike or (last[0] in _LATIN_ARTICLES and self._is_in_no_table(last[-1]))
        if len(last) > 1 or is_kunya(first) or self.common.count(first[-1]) > _USUAL_FIRST:
            return False
        return self._is_like_no_other(last[-1], _SHORTEST)

    def is_nom_de_guerre(self, name: Name) -> bool:
        """Whether a name is a kunya that is no given name and a nisba that is not made of one: أبو قتادة القسطورني."""
        parts = units(name.words)
        if len(parts) != 2 or not name.arabic or not is_kunya(parts[0]):
            return False
        child, last = parts[0][1], parts[-1][-1]
        usual = child.startswith(ARTICLE) or key(child) in _ALSO_NAMES
        return not usual and is_nisba(last) and not self.common.is_derived(last)

    def of_thing(self, name: Name) -> bool:
        """Whether the name of a body, a firm or a ship holds a word that is a name, or says a lot in Latin letters."""
        content = [w for w in name.words if key(w) not in _GENERIC and key(w) not in chance.WITHIN]
        armed = not _HEADS.isdisjoint(map(key, name.words))
        if len(content) >= _SEVERAL - armed and (armed or not name.arabic):
            return True
        return any(self._is_proper(word) for word in content if key(word) not in _HEADS)

    def _is_in_no_table(self, word: str) -> bool:
        return self.common.count(word) <= RAREST and not chance.is_borne((word,), self.common)

    def _is_like_no_other(self, word: str, shortest: int) -> bool:
        if len(word) < shortest or word.startswith(_OF_FAMILIES) or word.endswith(_ENDS_OF_FAMILIES):
            return False
        if key(word) in _HONOURS or chance.is_regional(word):
            return False
        return self._is_in_no_table(word)

    def _is_proper(self, word: str) -> bool:
        if not is_arabic(word):
            return len(word) >= _SHORTEST and self.common.count(word) <= _PROPER_LATIN
        if self.common.vocabulary.known(word):
            return False
        return len(word) >= _SHORTEST and max(map(self.common.count, _bare(word))) <= _PROPER


def _bare(word: str) -> set[str]:
    """The word, and what it is without particles and article."""
    found = {word}
    for particle in (*_PARTICLES, ARTICLE):
        if word.startswith(particle) and len(word) - len(particle) >= _SHORTEST - 1:
            found |= {word[len(particle) :], ARTICLE + word[len(particle) :]}
    return found


_HEADS = frozenset(key(word) for word in MILITANT)
_GENERIC = frozenset(key(word) for word in GENERIC)
