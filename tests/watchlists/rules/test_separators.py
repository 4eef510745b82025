"""What may stand between the words of a name: separators, connectors and one further word."""

import pytest

from tests.watchlists.rules.watching import entity, mentions, watching
from watchlists import Matcher

TATWEEL = "\N{ARABIC TATWEEL}"


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return watching(
        entity("ISKP", "organization", "داعش خراسان", "الدولة الإسلامية في خراسان"),
        entity("ISIS", "organization", "داعش"),
        entity("AQAP", "organization", "القاعدة في جزيرة العرب"),
        entity("SHABAAB", "organization", "حركة الشباب"),
        entity("UNI", "organization", "جامعة القاهرة"),
        entity("FDLR", "organization", "القوات الديمقراطية لتحرير رواندا"),
        entity("JNIM", "organization", "نصرة الإسلام والمسلمين"),
        entity("ADF", "organization", "قوات الدفاع والأمن"),
    )


SEPARATED = [
    pytest.param("داعش-خراسان", "-", id="hyphen"),
    pytest.param("داعش - خراسان", "-", id="hyphen with spaces"),
    pytest.param("داعش – خراسان", "–", id="en dash"),
    pytest.param("داعش—خراسان", "—", id="em dash"),
    pytest.param(f"داعش {TATWEEL} خراسان", TATWEEL, id="tatweel as a dash"),
    pytest.param("داعش/خراسان", "/", id="slash"),
    pytest.param("داعش_خراسان", "_", id="underscore of a hashtag"),
    pytest.param("داعش «خراسان", "«", id="opening quote"),
    pytest.param('داعش" خراسان', '"', id="closing quote"),
    pytest.param("داعش (خراسان", "(", id="bracket"),
    pytest.param("داعش، خراسان", "،", id="comma"),
    pytest.param("داعش» - «خراسان", "»-«", id="quotes and hyphen"),
    pytest.param("داعش:خراسان", ":", id="colon"),
]


@pytest.mark.parametrize(("text", "separator"), SEPARATED)
def test_separators_inside_a_name(matcher: Matcher, text: str, separator: str) -> None:
    assert mentions(matcher, text) == [("ISKP", text, frozenset({f"separator:{separator}"}))]


CONNECTED = [
    pytest.param("داعش في خراسان", "ISKP", ("inserted:في",), id="في added"),
    pytest.param("داعش في ولاية خراسان", "ISKP", ("inserted:في", "inserted:ولاية"), id="في ولاية added"),
    pytest.param("داعش فرع خراسان", "ISKP", ("inserted:فرع",), id="فرع added"),
    pytest.param("داعش بخراسان", "ISKP", ("clitic:ب",), id="ب for في"),
    pytest.param("داعش الإرهابي ولاية خراسان", "ISKP", ("inserted:الإرهابي", "inserted:ولاية"), id="adjective too"),
    pytest.param("داعش الإرهابي في ولاية خراسان", "ISKP", None, id="adjective and two connectors"),
    pytest.param("الدولة الإسلامية خراسان", "ISKP", ("missing:في",), id="في of the alias missing"),
    pytest.param("الدولة الإسلامية-خراسان", "ISKP", ("missing:في", "separator:-"), id="a hyphen for في"),
    pytest.param("القاعدة بجزيرة العرب", "AQAP", ("missing:في", "clitic:ب"), id="ب for the في of the alias"),
    pytest.param("القاعدة ولاية جزيرة العرب", "AQAP", ("missing:في", "inserted:ولاية"), id="another connector"),
    pytest.param("حركة الإرهابية الشباب", "SHABAAB", ("inserted:الإرهابية",), id="adjective inside"),
    pytest.param("حركة «المتطرفة» الشباب", "SHABAAB", None, id="quoted adjective inside"),
    pytest.param("القوات الديمقراطية 21 لتحرير رواندا", "FDLR", ("inserted:21",), id="number inside"),
]


@pytest.mark.parametrize(("text", "key", "how"), CONNECTED)
def test_connectors_and_a_word_inside(matcher: Matcher, text: str, key: str, how: tuple[str, ...] | None) -> None:
    found = mentions(matcher, text)
    assert [(found_key, quoted) for found_key, quoted, _ in found] == [(key, text)]
    assert how is None or found[0][2] == frozenset(how)


APART = [
    pytest.param("جامعة في القاهرة", [], id="a common noun takes no connector"),
    pytest.param("حركة السلمية العربية الشباب", [], id="two adjectives inside"),
    pytest.param("حركة كل الشباب", [], id="a word without an article inside"),
    pytest.param("حركة من الشباب", [], id="a preposition inside"),
    pytest.param("داعش هاجم خراسان", ["ISIS"], id="a verb inside"),
    pytest.param("داعش. خراسان", ["ISIS"], id="full stop"),
    pytest.param("داعش؟ خراسان", ["ISIS"], id="question mark"),
    pytest.param("داعش… خراسان", ["ISIS"], id="ellipsis"),
    pytest.param("داعش\nخراسان", ["ISIS"], id="line break"),
    pytest.param("داعش ========= خراسان", ["ISIS"], id="a rule of nine characters"),
    pytest.param("داعش من خراسان إلى الهند", ["ISIS"], id="من is no connector"),
]


@pytest.mark.parametrize(("text", "keys"), APART)
def test_what_parts_a_name(matcher: Matcher, text: str, keys: list[str]) -> None:
    assert [key for key, _, _ in mentions(matcher, text)] == keys


def test_the_longest_name_wins(matcher: Matcher) -> None:
    text = "داعش خراسان وداعش والقاعدة في جزيرة العرب"
    assert [(key, quoted) for key, quoted, _ in mentions(matcher, text)] == [
        ("ISKP", "داعش خراسان"),
        ("ISIS", "وداعش"),
        ("AQAP", "والقاعدة في جزيرة العرب"),
    ]
