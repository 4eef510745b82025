"""Names in Latin letters, in digits, and in two scripts at once."""

import pytest

from tests.watchlists.rules.watching import entity, mentions, watching
from watchlists import Matcher


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return watching(
        entity("ISKP", "organization", "ISIS-K", "ISKP"),
        entity("M23", "organization", "حركة M23", "M23"),
        entity("BRIGADE", "organization", "كتائب 313"),
        entity("HTS", "organization", "Hay'at Tahrir al-Sham"),
        entity("NINAWA", "place", "Nînawa"),
        entity("CAFE", "place", "Raqqa"),
        entity("G5", "organization", "مجموعة G5 الساحل"),
    )


FOUND = [
    pytest.param("ISIS-K", "ISKP", (), id="as it stands"),
    pytest.param("isis-k", "ISKP", (), id="lower case"),
    pytest.param("Isis-K", "ISKP", (), id="title case"),
    pytest.param("ＩＳＩＳ-Ｋ", "ISKP", (), id="full width"),
    pytest.param("ISIS K", "ISKP", (), id="a space for the hyphen"),
    pytest.param("ISIS–K", "ISKP", ("separator:–",), id="a dash for the hyphen"),
    pytest.param("M23", "M23", (), id="letter and number"),
    pytest.param("m23", "M23", (), id="letter and number in lower case"),
    pytest.param("حركة M23", "M23", (), id="two scripts"),
    pytest.param("حركة m23", "M23", (), id="two scripts, lower case"),
    pytest.param("حركة «M23", "M23", ("separator:«",), id="quoted initials"),
    pytest.param("لحركة M23", "M23", ("clitic:ل",), id="particle before two scripts"),
    pytest.param("حركتي M23", "M23", ("number",), id="head noun in the dual"),
    pytest.param("كتائب 313", "BRIGADE", (), id="word and number"),
    pytest.param("كتائب ٣١٣", "BRIGADE", (), id="Arabic-Indic digits"),
    pytest.param("الكتائب 313", "BRIGADE", ("definite",), id="article before a number"),
    pytest.param("مجموعة g5 الساحل", "G5", (), id="Latin in the middle"),
    pytest.param("Hay’at Tahrir Al Sham", "HTS", ("separator:’",), id="curly apostrophe, space for the hyphen"),
    pytest.param("Ninawa", "NINAWA", (), id="without the accent of the alias"),
    pytest.param("RAQQÁ", "CAFE", (), id="with an accent"),
]


@pytest.mark.parametrize(("text", "key", "how"), FOUND)
def test_latin_and_mixed_names(matcher: Matcher, text: str, key: str, how: tuple[str, ...]) -> None:
    assert mentions(matcher, f"قال {text} أمس") == [(key, text, frozenset(how))]


def test_an_arabic_particle_before_latin_letters_stays_outside(matcher: Matcher) -> None:
    assert [quoted for _, quoted, _ in mentions(matcher, "بيان لISIS-K أمس")] == ["ISIS-K"]


SILENT = [
    pytest.param("KISIS-Kappa", id="inside a word"),
    pytest.param("ISIS", id="half of the name"),
    pytest.param("ISIS-KP", id="another name"),
    pytest.param("ISKB", id="no edits in Latin letters"),
    pytest.param("M2 3", id="number apart"),
    pytest.param("M24", id="another number"),
    pytest.param("كتائب 314", id="another number behind a word"),
    pytest.param("كتائب 1313", id="a longer number"),
    pytest.param("كتائب 31.3", id="a decimal number"),
    pytest.param("Raqqas", id="an ending on a name"),
]


@pytest.mark.parametrize("text", SILENT)
def test_other_latin_words(matcher: Matcher, text: str) -> None:
    assert mentions(matcher, text) == []
