"""The language hint."""

import pytest

from watchlists.language import language

CASES = [
    pytest.param("قال مصدر أمني إن الهجوم وقع في المدينة", "ar", id="Arabic"),
    pytest.param("داعش", "ar", id="one Arabic word"),
    pytest.param("این حمله در شهر کابل انجام شد و مسئولیت آن را پذیرفت", "fa", id="Persian"),
    pytest.param("یہ حملہ شہر میں ہوا ہے اور اس کی ذمہ داری قبول کی", "ur", id="Urdu"),
    pytest.param("The attack was claimed by a group in the north", "en", id="English"),
    pytest.param("قال متحدث باسم ISIS-K في مقابلة", "ar", id="mostly Arabic"),
    pytest.param("Der Angriff geschah gestern Nacht", "und", id="another Latin language"),
    pytest.param("взрыв в центре", "und", id="another script"),
    pytest.param("123 … !", "und", id="no letters"),
    pytest.param("", "und", id="empty"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_language(text: str, expected: str) -> None:
    assert language(text) == expected
