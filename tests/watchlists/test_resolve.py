"""What one word of a text can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.watchlists.watched import Watched
from watchlists.lexicon import Lexeme
from watchlists.normalize import letters, tokens
from watchlists.resolve import Reading

WATCHED = Watched(
    Lexeme("قندهار", "single name", fuzzy=True),
    Lexeme("القاعدة", "definite"),
    Lexeme("أفغانستان", "name", fuzzy=True),
    Lexeme("مسؤولون", "noun"),
    Lexeme("علي", "name", fuzzy=True),
    Lexeme("لواء", "written", exact=True),
    Lexeme("عبدالله", "joined"),
)
KANDAHAR, QAEDA, AFGHANISTAN, OFFICIALS, ALI, BRIGADE, ABDALLAH = range(7)

READ = [
    pytest.param("قندهار", (KANDAHAR, "", ()), id="as it is"),
    pytest.param("لقندهار", (KANDAHAR, "ل", ("clitic:ل",)), id="particle"),
    pytest.param("وبقندهار", (KANDAHAR, "وب", ("clitic:و+ب",)), id="two particles"),
    pytest.param("للقاعدة", (QAEDA, "ل", ("clitic:ل",)), id="ل in the place of the alef of the article"),
    pytest.param("القاعده", (QAEDA, "", ("spelling:ة→ه",)), id="a letter that is safe to fold"),
    pytest.param("قنذهار", (KANDAHAR, "", ("typo:د→ذ",)), id="one letter changed"),
    pytest.param("وقنذهار", (KANDAHAR, "و", ("clitic:و", "typo:د→ذ")), id="one letter changed behind a particle"),
    pytest.param("قندهاار", (KANDAHAR, "", ("typo:+ا",)), id="one letter twice"),
    pytest.param("قنهدار", (KANDAHAR, "", ("typo:ده→هد",)), id="neighbours swapped"),
    pytest.param("افغانستان", (AFGHANISTAN, "", ("spelling:أ→ا",)), id="alef"),
    pytest.param("لواء", (BRIGADE, "", ()), id="exact"),
]


@pytest.mark.parametrize(("seen", "expected"), READ)
def test_read(seen: str, expected: tuple[int, str, tuple[str, ...]]) -> None:
    word = WATCHED.resolver.read(seen)
    assert [(one.lexeme, one.particles, one.how) for one in word.readings] == [expected]
    assert word.seen == seen
    assert word.lexemes == {expected[0]}


NOTHING = [
    pytest.param("", id="nothing"),
    pytest.param("مدرسة", id="another word"),
    pytest.param("قاعدة", id="without the article that it must have"),
    pytest.param("لقاعدة", id="ل before the bare noun"),
    pytest.param("قندا", id="too many edits"),
    pytest.param("كنذهار", id="two edits"),
    pytest.param("للواء", id="no particle before an exact one"),
    pytest.param("قندهاري", id="a nisba"),
    pytest.param("ا" * 100_000, id="very long"),
    pytest.param("kandahar", id="Latin"),
]


@pytest.mark.parametrize("seen", NOTHING)
def test_reads_nothing(seen: str) -> None:
    assert WATCHED.resolver.read(seen).readings == ()


def test_an_ordinary_word_is_weak() -> None:
    assert [one.weak for one in WATCHED.resolver.read("علي").readings] == [1]
    assert [one.weak for one in WATCHED.resolver.read("على").readings] == [1]
    assert [one.weak for one in WATCHED.resolver.read("قندهار").readings] == [0]


SPLIT = [
    pytest.param("أفغان", "ستان", AFGHANISTAN, ("split",), id="two pieces"),
    pytest.param("افغان", "ستان", AFGHANISTAN, ("split", "spelling:أ→ا"), id="two pieces spelt otherwise"),
    pytest.param("لأفغان", "ستان", AFGHANISTAN, ("split", "clitic:ل"), id="behind a particle"),
    pytest.param("قند", "هار", KANDAHAR, ("split",), id="a name"),
    pytest.param("عبد", "الله", None, (), id="written as two already"),
    pytest.param("لوا", "ء", None, (), id="exact"),
    pytest.param("أفغان", "سثان", None, (), id="something else"),
    pytest.param("ستان", "أفغان", None, (), id="the wrong way round"),
    pytest.param("قند", "هاز", None, (), id="no edit"),
    pytest.param("ل", "قندهار", None, (), id="a particle apart is none of the word"),
    pytest.param("قندهار", "", None, (), id="one piece"),
]


@pytest.mark.parametrize(("left", "right", "lexeme", "how"), SPLIT)
def test_read_split(left: str, right: str, lexeme: int | None, how: tuple[str, ...]) -> None:
    first, second = WATCHED.resolver.read(left), WATCHED.resolver.read(right)
    found = [(one.lexeme, one.how) for one in WATCHED.resolver.read_split(first, second)]
    assert found == ([] if lexeme is None else [(lexeme, how)])


words = st.one_of(
    st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ", max_size=12),
    st.sampled_from(("قندهار", "القاعدة", "أفغانستان", "علي")).flatmap(
        lambda name: st.tuples(st.sampled_from("وفلبك"), st.just(name)).map("".join)
    ),
)


@given(words)
def test_each_lexeme_and_particles_are_read_once_and_the_same_every_time(text: str) -> None:
    for token in tokens(text):
        seen = letters(token.text)
        word = WATCHED.resolver.read(seen)
        assert word == WATCHED.resolver.read(seen)
        ways = [(one.lexeme, one.particles) for one in word.readings]
        assert len(ways) == len(set(ways))
        assert all(isinstance(one, Reading) and seen.startswith(one.particles) for one in word.readings)
        assert {one.lexeme for one in word.readings} <= word.lexemes
