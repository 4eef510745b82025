"""Letters of a line in the order in which they are read."""

import unicodedata

import pytest

from bot.sources.pdf_order import Glyph, ordinary, read_line

WIDTH = 10.0


def line(drawn: str) -> list[Glyph]:
    """Letters as they stand on the page from left to right, a blank only as room."""
    return [Glyph(char, n * WIDTH, 0, n * WIDTH, (n + 1) * WIDTH, WIDTH) for n, char in enumerate(drawn) if char != " "]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        pytest.param("ناسارخ شعاد", "داعش خراسان", id="Arabic"),
        pytest.param(".لتق 12", "12 قتل.", id="a number first and a full stop last"),
        pytest.param("12:30 ةعاسلا", "الساعة 12:30", id="a time"),
        pytest.param("1,200 لتق", "قتل 1,200", id="thousands"),
        pytest.param("2021 2020", "2020 2021", id="two numbers"),
        pytest.param("نايب ISIS-K ميظنت", "تنظيم ISIS-K بيان", id="a Latin name"),
        pytest.param("نايب New York 5 ميظنت", "تنظيم New York 5 بيان", id="Latin words"),
        pytest.param("%45 ةبسن", "نسبة 45%", id="per cent"),
        pytest.param("داع يسراف ٣٤", "٣٤ فارسي عاد", id="Arabic digits"),
    ],
)
def test_a_line_that_is_read_from_the_right(drawn: str, read: str) -> None:
    assert read_line(line(drawn), WIDTH, rtl=True) == read


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        pytest.param("Kabul, 12 May", "Kabul, 12 May", id="Latin"),
        pytest.param("The شعاد ناسارخ group", "The خراسان داعش group", id="two Arabic words"),
        pytest.param("In 2020 12 died", "In 2020 12 died", id="numbers"),
    ],
)
def test_a_line_that_is_read_from_the_left(drawn: str, read: str) -> None:
    assert read_line(line(drawn), WIDTH, rtl=False) == read


def test_letters_drawn_in_any_order_stand_where_they_stand() -> None:
    glyphs = line("ناسارخ شعاد")
    assert read_line(glyphs[::-1], WIDTH, rtl=True) == read_line(glyphs[3:] + glyphs[:3], WIDTH, rtl=True)


@pytest.mark.parametrize("order", ["لا", "ال"])
def test_a_ligature_begins_with_its_lam(order: str) -> None:
    glyphs = [Glyph("و", 10, 0, 10, 20, WIDTH), *(Glyph(char, 0, 0, 0, 10, WIDTH) for char in order)]
    assert read_line(glyphs, WIDTH, rtl=True) == "ولا"


def test_marks_follow_their_letter() -> None:
    shadda = "\N{ARABIC SHADDA}"
    glyphs = [*line("دم"), Glyph(shadda, 14, 0, 13, 17, WIDTH)]
    assert read_line(glyphs, WIDTH, rtl=True) == f"م{shadda}د"


def test_only_presentation_forms_are_folded() -> None:
    forms = unicodedata.lookup("ARABIC LETTER SEEN INITIAL FORM") + unicodedata.lookup(
        "ARABIC LIGATURE LAM WITH ALEF FINAL FORM"
    )
    assert ordinary(f"{forms} ½ ﬁ ٣") == "سلا ½ ﬁ ٣"
