"""Where sentences end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlists.normalize import tokens, words
from watchlists.sentences import MARKS, clipped, sentence_around, sentences

CASES = [
    pytest.param("قال كذا. ثم ذهب.", ["قال كذا.", "ثم ذهب."], id="dot"),
    pytest.param("من قال؟ أنا! نعم… لا", ["من قال؟", "أنا!", "نعم…", "لا"], id="other marks"),
    pytest.param("سطر\nآخر\r\nثالث\N{LINE SEPARATOR}رابع", ["سطر", "آخر", "ثالث", "رابع"], id="line breaks"),
    pytest.param("«انتهى.» ثم عاد", ["«انتهى.»", "ثم عاد"], id="closing quotes belong to the sentence"),
    pytest.param("بلغ 3.5 مليون و٣.٥ آلاف", ["بلغ 3.5 مليون و٣.٥ آلاف"], id="numbers"),
    pytest.param("the U.S. army and Dr. Smith left. Gone", ["the U.S. army and Dr. Smith left.", "Gone"], id="Latin"),
    pytest.param("see example.com today", ["see example.com today"], id="host name"),
    pytest.param("التقى د. سالم بالوفد", ["التقى د. سالم بالوفد"], id="Arabic initial"),
    pytest.param("حضر أ.د. سالم. وكتب إلى ص.ب. 12", ["حضر أ.د. سالم.", "وكتب إلى ص.ب. 12"], id="several initials"),
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


PIECES = st.one_of(
    st.sampled_from(
        ("قال", "داعش", "د", "U.S", "Dr", "3", "5", "و", "a", " ", " ", " ", ".", "..", "...", "؟!", "»", "”")
    ),
    st.sampled_from(
        ("\n", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "…", "۔", '"', ")", "«", "(", "\0", "\ud800")
    ),
    st.sampled_from(sorted(MARKS)),
    st.text(max_size=3),
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS)
def test_the_sentence_around_a_word_is_the_one_that_holds_it(text: str) -> None:
    marks = [at for at, char in enumerate(text) if char in MARKS]
    spans = sentences(text)
    for token in tokens(text):
        start, end = sentence_around(text, token.start, marks)
        holding = [span for span in spans if span[0] <= token.start < span[1]]
        assert [(start, end)] == holding or (not holding and start == end)


@given(TEXTS)
def test_sentences_stand_in_order_and_hold_every_word(text: str) -> None:
    spans = sentences(text)
    assert list(spans) == sorted(spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    words = [token for token in tokens(text) if any(char.isalnum() for char in token.text)]
    assert all(any(start <= token.start < end for start, end in spans) for token in words)


@given(TEXTS)
def test_sentences_hold_no_line_break_and_begin_and_end_with_what_is_seen(text: str) -> None:
    for start, end in sentences(text):
        piece = text[start:end]
        assert piece == piece.strip()
        assert len(piece.splitlines()) == 1


@pytest.mark.parametrize("text", ["see a..b now", "Dr...no", "3..5 ثم", "د.. قال", "U.S.؟ ثم", "قال.\n.ثم"])
def test_the_sentence_around_a_word_beside_a_run_of_marks(text: str) -> None:
    marks = [at for at, char in enumerate(text) if char in MARKS]
    for token in tokens(text):
        assert sentence_around(text, token.start, marks) in sentences(text)


def test_the_sentence_around_nothing_is_empty() -> None:
    start, end = sentence_around("قال. … . ثم", 6, [3, 5, 7])
    assert start == end


CLIPS = ["قال. إن 3.5 من ذلك… نعم؟ «لا!» ثم\nانتهى", "بلا نهاية", "أ. ب. ج", "انتهى?!.. ثم بدأ"]


@pytest.mark.parametrize("text", CLIPS)
@pytest.mark.parametrize("reach", [2, 5, 100])
def test_clipped_is_the_sentence_as_far_as_it_is_asked_for(text: str, reach: int) -> None:
    marks = [at for at, char in enumerate(text) if char in MARKS]
    for start, end in sentences(text):
        place = next(at for at in range(start, end) if text[at].isalnum())
        low, high = max(0, place - reach), min(len(text), place + reach)
        clip = clipped(text, low, high, place, [at for at in marks if low <= at < high])
        assert words(text[slice(*clip)]) == words(text[max(low, start) : min(high, end)])
