"""Where sentences end."""

import pytest

from watchlists.sentences import sentences

CASES = [
    pytest.param("قال كذا. ثم ذهب.", ["قال كذا.", "ثم ذهب."], id="dot"),
    pytest.param("من قال؟ أنا! نعم… لا", ["من قال؟", "أنا!", "نعم…", "لا"], id="other marks"),
    pytest.param("سطر\nآخر\r\nثالث\N{LINE SEPARATOR}رابع", ["سطر", "آخر", "ثالث", "رابع"], id="line breaks"),
    pytest.param("«انتهى.» ثم عاد", ["«انتهى.»", "ثم عاد"], id="closing quotes belong to the sentence"),
    pytest.param("بلغ 3.5 مليون و٣.٥ آلاف", ["بلغ 3.5 مليون و٣.٥ آلاف"], id="numbers"),
    pytest.param("the U.S. army and Dr. Smith left. Gone", ["the U.S. army and Dr. Smith left.", "Gone"], id="Latin"),
    pytest.param("see example.com today", ["see example.com today"], id="host name"),
    pytest.param("التقى د. سالم بالوفد", ["التقى د. سالم بالوفد"], id="Arabic initial"),
    pytest.param("وقع هجوم.وقال شهود", ["وقع هجوم.", "وقال شهود"], id="no space after the dot"),
    pytest.param("ماذا؟!... نعم", ["ماذا؟!...", "نعم"], id="runs of marks"),
    pytest.param("یہ جملہ ہے۔ دوسرا", ["یہ جملہ ہے۔", "دوسرا"], id="Urdu full stop"),
    pytest.param("في عام 2023. وبعد ذلك", ["في عام 2023.", "وبعد ذلك"], id="a year at the end"),
    pytest.param(" \n . … \n", [], id="nothing but marks"),
    pytest.param("", [], id="empty"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected
