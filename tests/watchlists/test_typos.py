"""Which edits are typos, by the shipped words."""

import pytest

from watchlists.fuzzy import edit
from watchlists.guards import vocabulary
from watchlists.typos import Part, Typos

SUPPORT = [
    pytest.param("قندهار", "قندهر", "single", 0, id="nobody writes it"),
    pytest.param("مقديشو", "مقدشو", "single", 0, id="a weak letter left out"),
    pytest.param("مقديشو", "مقديشوو", "single", 0, id="a letter typed twice"),
    pytest.param("النصره", "النصر", "single", None, id="victory"),
    pytest.param("النصره", "البصره", "single", None, id="Basra"),
    pytest.param("الجولاني", "الجولان", "single", None, id="the Golan"),
    pytest.param("الظواهري", "الظواهر", "single", None, id="phenomena"),
    pytest.param("القاعده", "القاده", "single", None, id="leaders"),
    pytest.param("طالبان", "طالبات", "single", None, id="pupils"),
    pytest.param("قندهار", "قندهاري", "single", None, id="nisba"),
    pytest.param("كييف", "كيف", "single", None, id="too short alone"),
    pytest.param("الديمقراطيه", "الديموقراطيه", "several", 1, id="a rarer spelling beside the rest"),
    pytest.param("جماعه", "جمعه", "several", 1, id="a word of its own, less usual than the name"),
    pytest.param("تنظيم", "تنظم", "several", 1, id="a verb beside the rest"),
    pytest.param("الدوله", "الدوليه", "several", 2, id="a word of its own beside two words of the name"),
    pytest.param("الثوري", "الثور", "several", 2, id="an ending lost beside two words of the name"),
    pytest.param("الثوري", "الثور", "person", None, id="an ending of a person"),
    pytest.param("حزب", "حز", "several", 1, id="two letters left of three"),
    pytest.param("كره", "لكره", "several", None, id="ل before a word of three letters"),
    pytest.param("حسين", "حسن", "person", None, id="another given name"),
    pytest.param("الانتخابات", "لانتخابات", "several", None, id="a particle is no typo"),
]


@pytest.mark.parametrize(("name", "word", "part", "support"), SUPPORT)
def test_support(name: str, word: str, part: Part, support: int | None) -> None:
    typos = Typos(vocabulary())
    assert typos.support(edit(name, word), name, word, typos.usual(word, word), part) == support
