"""Words written as one, and one word written as two."""

import pytest

from tests.watchlists.rules.watching import entity, mentions, watching
from watchlists import Matcher


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return watching(
        entity("BOKO", "organization", "بوكو حرام"),
        entity("HEZB", "organization", "حزب الله"),
        entity("JNIM", "organization", "نصرة الإسلام والمسلمين"),
        entity("TALIBAN", "organization", "طالبان"),
        entity("MAGHRIB", "organization", "الحشد الشعبي"),
        entity("AFGHANISTAN", "place", "أفغانستان"),
        entity("ABUDHABI", "place", "أبو ظبي"),
        entity("OMDURMAN", "place", "أم درمان"),
        entity("OCALAN", "person", "أوجلان"),
        entity("NETANYAHU", "person", "نتنياهو"),
        entity("PKK", "organization", "بي كي كي"),
        entity("MANBIJ", "place", "منبج"),
        entity("HAQQANI", "organization", "شبكة حقاني"),
        entity("ZAWAHIRI", "person", "أيمن الظواهري"),
        entity("SALAFI", "organization", "حركة طالبان"),
        entity("LADEN", "person", "أسامة بن لادن"),
    )


FOUND = [
    pytest.param("بوكوحرام", "BOKO", ("joined",), id="joined"),
    pytest.param("لبوكوحرام", "BOKO", ("joined", "clitic:ل"), id="joined behind a particle"),
    pytest.param("حزبالله", "HEZB", ("joined",), id="joined with الله"),
    pytest.param("أبوظبي", "ABUDHABI", ("joined",), id="joined kunya"),
    pytest.param("أمدرمان", "OMDURMAN", ("joined",), id="joined with a function word that makes no other word"),
    pytest.param("نصرة الإسلاموالمسلمين", "JNIM", ("joined",), id="two of three words joined"),
    pytest.param("أفغان ستان", "AFGHANISTAN", ("split",), id="split"),
    pytest.param("افغان ستان", "AFGHANISTAN", ("split", "spelling:أ→ا"), id="split and spelt otherwise"),
    pytest.param("بأفغان ستان", "AFGHANISTAN", ("split", "clitic:ب"), id="split behind a particle"),
    pytest.param("نصرة الإسلام و المسلمين", "JNIM", ("split",), id="و apart"),
    pytest.param("طالبا ن", "TALIBAN", ("split",), id="the last letter apart"),
    pytest.param("الحشد الشع بي", "MAGHRIB", ("split",), id="a function word as a piece"),
    pytest.param("شب كة حقاني", "HAQQANI", ("split",), id="a word of four letters beside the rest"),
    pytest.param("شب كه حقاني", "HAQQANI", ("split", "spelling:ة→ه"), id="a short word, spelt otherwise"),
    pytest.param("شبكة حقا ني", "HAQQANI", ("split",), id="a word of five letters beside the rest"),
    pytest.param("وشب كة حقاني", "HAQQANI", ("split", "clitic:و"), id="a short word behind a particle"),
    pytest.param("حزب ال له", "HEZB", ("split",), id="the article as a piece"),
    pytest.param("أسامة بن لا دن", "LADEN", ("split",), id="a negation as a piece, beside the rest"),
    pytest.param("حركة طالب ان", "SALAFI", ("split",), id="two words that are words beside the rest"),
]


@pytest.mark.parametrize(("text", "key", "how"), FOUND)
def test_joined_and_split(matcher: Matcher, text: str, key: str, how: tuple[str, ...]) -> None:
    assert mentions(matcher, f"قيل {text} أمس") == [(key, text, frozenset(how))]


SILENT = [
    pytest.param("طالب ان يحضر", id="two words that are words"),
    pytest.param("أو جلان آخر", id="a function word and the rest"),
    pytest.param("من بج", id="a preposition and the rest"),
    pytest.param("أفغان. ستان", id="a full stop between the pieces"),
    pytest.param("أفغان-ستان", id="a hyphen between the pieces"),
    pytest.param("أفغا ن ستان", id="three pieces"),
    pytest.param("حرامبوكو", id="joined the other way round"),
    pytest.param("بيكيكي", id="initials are not joined"),
    pytest.param("حزب اللهجة", id="more than the name"),
    pytest.param("أي من الظواهري", id="two function words beside the rest"),
    pytest.param("حركة طالب أن يحضر", id="a function word in another spelling"),
    pytest.param("شب كة أخرى", id="a short word without the rest"),
    pytest.param("لا دن", id="a short word of a name alone"),
]


@pytest.mark.parametrize("text", SILENT)
def test_pieces_that_are_words(matcher: Matcher, text: str) -> None:
    assert mentions(matcher, text) == []
