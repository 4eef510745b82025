"""PDF files of several programs, and broken ones. What is hostile is read in `test_confined`."""

import pytest

from bot.core.errors import WireError
from bot.sources.documents import read_document
from bot.sources.pdf import PAGES, read_pdf
from tests.bot.sources.papers import ENCRYPTED, HERE, drawn, pdf, words
from watchlists import Matcher
from watchlists.model import Document

MOST = 1_000_000


def test_a_page_of_a_browser_is_read_as_it_was_written(shipped_matcher: Matcher) -> None:
    (article,) = read_document("a.pdf", (HERE / "chromium.pdf").read_bytes(), "s")
    assert article.title == "ضبط خلية في كونر"
    assert article.text.splitlines() == [
        "أعلنت الشرطة في ولاية كونر اليوم أنها ضبطت خلية تابعة لداعش خراسان كانت تعد لهجوم على سوق مزدحم، وقالت إن"
        " 12 شخصا اعتقلوا خلال المداهمة التي جرت في 5 آذار 2026 قرب مدينة أسعد آباد.",
        "وأضاف المتحدث (لم يذكر اسمه) أن تنظيم داعش خراسان (ISIS-K) أصدر بيانا في الساعة 14:30، وأن نسبة 45% من"
        " الموقوفين أجانب؛ ولا إصابات. English words inside: the raid ended well. ثم عاد النص عربيا.",
        "أولا: بند",
        "ثانيا: لا إله في الآية الأولى",
    ]
    found = shipped_matcher.match(Document(article.text, article.title))
    assert [one.text for one in found.mentions if one.entity == "ISKP"] == ["لداعش خراسان", "داعش خراسان", "ISIS-K"]


def test_ligatures_and_joined_letters_drawn_from_the_left() -> None:
    lines = ["أعلنت الولاية أن داعش خراسان هاجم السوق الأولى قرب المدينة،", "وقتل 12 شخصا في الهجوم على الأهالي."]
    assert read_pdf(drawn(*lines), MOST) == {"title": None, "text": " ".join(lines)}


def test_lines_are_joined_and_gaps_part_paragraphs() -> None:
    lines = ("The police said on Sunday that a cell re-", "ported in March was found in the north of", "the province.")
    text = read_pdf(words(*lines, "", "A second paragraph of one line that is long."), MOST)["text"]
    assert text == (
        "The police said on Sunday that a cell reported in March was found in the north of the province.\n"
        "A second paragraph of one line that is long."
    )


@pytest.mark.parametrize(
    ("turn", "matrix"), [(90, b"0 1 -1 0 300 100"), (180, b"-1 0 0 -1 500 700"), (270, b"0 -1 1 0 100 500")]
)
def test_a_page_that_is_shown_turned(turn: int, matrix: bytes) -> None:
    content = b"BT /F 12 Tf " + matrix + b" Tm (One line of words) Tj 0 -14 Td (and another one.) Tj ET"
    body = pdf(content).replace(b"/MediaBox", b"/Rotate %d/MediaBox" % turn)
    assert read_pdf(body, MOST)["text"] == "One line of words and another one."


@pytest.mark.parametrize(
    ("body", "told"),
    [
        pytest.param(pdf(b"0 0 m 100 100 l S"), "no text, only pictures of it; run OCR", id="scanned"),
        pytest.param(pdf(b"", trailer=ENCRYPTED), "protected with a password", id="encrypted"),
        pytest.param(pdf(b"", pages=PAGES + 1), "301 pages, more than the 300", id="pages"),
        pytest.param(words("a word")[:200], "damaged or cut off", id="cut off"),
        pytest.param(pdf(b"BT /F 12 Tf 50 700 Td (" + b"word " * 9 + b") Tj ET", pages=3), "longer than 50", id="long"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, told: str) -> None:
    with pytest.raises(WireError, match=told):
        read_pdf(body, 50)
