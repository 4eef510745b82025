"""What counts as an ordinary word."""

import pytest

from watchlists.guards import Vocabulary, same_stem, vocabulary

SMALL = Vocabulary.of(
    frozenset({"على", "أي", "لصالح"}),
    {
        "طالب": 50,
        "جامعة": 80,
        "الجامعة": 90,
        "كبار": 40,
        "كيف": 60,
        "قتال": 5,
        "رئيس": 300,
        "إنجلترا": 90,
        "إنقلترا": 4,
    },
)


def test_shipped_words() -> None:
    shipped = vocabulary()
    assert shipped.frequent("الحكومة")
    assert "على" in shipped.function
    assert not shipped.frequent("قندهار")


ORDINARY = [
    pytest.param("طالب", True, id="frequent"),
    pytest.param("طالبات", True, id="an ending on a frequent word"),
    pytest.param("قتالات", False, id="an ending on a rare word"),
    pytest.param("طالبان", True, id="a name that looks like a dual"),
    pytest.param("قندهار", False, id="unknown"),
]


@pytest.mark.parametrize(("word", "expected"), ORDINARY)
def test_ordinary(word: str, expected: bool) -> None:
    assert SMALL.ordinary(word) is expected


def test_known_looks_behind_particles() -> None:
    assert SMALL.known("وللجامعة")
    assert not SMALL.known("وقندهار")


def test_is_function_reads_as_writers_write() -> None:
    assert all(SMALL.is_function(word) for word in ("على", "علي", "أي", "اي", "أى"))
    assert not any(SMALL.is_function(word) for word in ("آي", "إي", "عالي"))


def test_is_other_word() -> None:
    assert SMALL.is_other_word("رئيس", "رييس")
    assert not SMALL.is_other_word("رييس", "رئيس")


def test_is_false_split() -> None:
    assert SMALL.is_false_split("كبار", "بار")
    assert SMALL.is_false_split("لصالح", "صالح")
    assert not SMALL.is_false_split("وطالب", "طالب")


def test_is_proper() -> None:
    assert SMALL.is_proper("داعش")
    assert not SMALL.is_proper("جامعة")


USUAL = [
    pytest.param("طالبات", 400, id="as the general list says"),
    pytest.param("جامعه", 2000, id="as the news say, by document"),
    pytest.param("وطالبات", 12, id="a particle and a usual word"),
    pytest.param("وبطالبات", pytest.approx(0.24), id="two particles"),
    pytest.param("الطالبات", 0, id="the article makes another word"),
    pytest.param("قندهر", 0, id="nobody writes it"),
]


@pytest.mark.parametrize(("word", "expected"), USUAL)
def test_usual(word: str, expected: float) -> None:
    general = {"طالبات": 400, "جامعه": 2000}
    assert Vocabulary.of(frozenset(), {"جامعة": 80}, general).usual(word) == expected


def test_usual_weighs_a_document_of_the_news() -> None:
    assert Vocabulary.of(frozenset(), {"جامعة": 80}).usual("جامعه") == 400


STEMS = [
    pytest.param("قندهاري", "قندهار", True, id="nisba"),
    pytest.param("رومانيه", "رومانيا", True, id="nisba of a name in يا"),
    pytest.param("اوروبيا", "اوروبا", True, id="nisba of a name in ا"),
    pytest.param("طالبات", "طالبان", True, id="another plural"),
    pytest.param("الظواهر", "الظواهري", True, id="the noun of a nisba"),
    pytest.param("باماكوو", "باماكو", False, id="a letter typed twice"),
    pytest.param("الاسلاميا", "الاسلاميه", False, id="final ا for ة of a nisba"),
    pytest.param("سرقسطي", "سرقسطه", True, id="nisba of a name in ة"),
    pytest.param("فلسطن", "فلسطين", False, id="a letter left out inside"),
    pytest.param("العلوين", "العلويين", False, id="the ي that writers drop"),
    pytest.param("بورما", "بورمه", False, id="final ا for ه"),
]


@pytest.mark.parametrize(("word", "name", "expected"), STEMS)
def test_same_stem(word: str, name: str, expected: bool) -> None:
    assert same_stem(word, name) is expected


def test_same_stem_needs_a_stem_that_is_a_word() -> None:
    known = {"طالب"}.__contains__
    assert same_stem("طالبات", "طالبان", known)
    assert not same_stem("باكستات", "باكستان", known)
    assert same_stem("قندهاري", "قندهار", known), "a name itself is a stem"
