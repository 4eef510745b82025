"""Sentences that may be quoted are whole: no half quotation, nothing that begins in the middle."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarizers.pieces import leans, pieces
from watchlists.model import Document, Findings
from watchlists.sentences import sentences

CASES = [
    pytest.param("بدأ العمل. انتهى العمل.", ["بدأ العمل.", "انتهى العمل."], id="two sentences"),
    pytest.param("قال: «لن نرحل. سنبقى.» ثم عاد.", ["قال: «لن نرحل. سنبقى.»", "ثم عاد."], id="a quotation"),
    pytest.param('قال: "لن نرحل. سنبقى." ثم عاد.', ['قال: "لن نرحل. سنبقى."', "ثم عاد."], id="in straight quotes"),
    pytest.param("قال “لن نرحل! سنبقى” أمس. عاد.", ["قال “لن نرحل! سنبقى” أمس.", "عاد."], id="in curled quotes"),
    pytest.param(
        "كتب «قال لي: «نعم. لا.» ثم. عاد» هنا.", ["كتب «قال لي: «نعم. لا.» ثم. عاد» هنا."], id="one in another"
    ),
    pytest.param("سأل «هل نرحل؟»، ثم مضى. عاد.", ["سأل «هل نرحل؟»، ثم مضى.", "عاد."], id="a comma goes on"),
    pytest.param("فاز الفريق 6-4 . 4-6 . 6-1 . ثم احتفل.", ["فاز الفريق 6-4 . 4-6 . 6-1 .", "ثم احتفل."], id="results"),
    pytest.param("قال: «لن نرحل. سنبقى.", ["قال: «لن نرحل.", "سنبقى."], id="a quotation that does not end"),
    pytest.param("قال: «لن نرحل.\nسنبقى.»", ["قال: «لن نرحل.", "سنبقى.»"], id="not over lines"),
    pytest.param(
        "قال: «" + "لن نرحل. " * 6 + "»", ["قال: «لن نرحل.", *["لن نرحل."] * 5], id="six sentences stay apart"
    ),
    pytest.param(
        "انظر https://example.com/a.b?c=1 هناك. عاد.", ["انظر https://example.com/a.b?c=1 هناك.", "عاد."], id="URL"
    ),
    pytest.param("", [], id="empty"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_pieces(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in pieces(Document(text), Findings(), 400)] == expected


def test_what_is_put_together_is_bounded() -> None:
    text = f"قال: «{'كلمة ' * 30}. {'أخرى ' * 30}.» ثم عاد."
    assert len(pieces(Document(text), Findings(), 400)) == 3
    assert len(pieces(Document("قال: «نعم. لا.»"), Findings(), 10)) == 2


@pytest.mark.parametrize(
    ("opening", "leaning"),
    [
        pytest.param("وأضاف أنه سيعود", True, id="he added"),
        pytest.param("وهو ما نفاه الجيش", True, id="which"),
        pytest.param("لكنها عادت", True, id="but she"),
        pytest.param("أضافة", False, id="only the beginning of a word"),
        pytest.param("وقال الوزير", False, id="somebody is named"),
        pytest.param("هاجم الجيش", False, id="a sentence of its own"),
    ],
)
def test_leaning(opening: str, leaning: bool) -> None:
    assert leans(f"بدأ. {opening}", 5) is leaning


@given(
    st.lists(st.sampled_from(("قال", "7", " ", ".", "؟", "،", "«", "»", '"', "“", "”", "\n", "\u2028")), max_size=60)
)
def test_pieces_are_whole_sentences_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    whole, found = sentences(text), pieces(Document(text), Findings(), 40)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert {start for start, _ in found} <= {start for start, _ in whole}
    assert {end for _, end in found} <= {end for _, end in whole}
    assert all(any(start <= one < end for start, end in found) for one, _ in whole)
    assert all(len(text[start:end].splitlines()) == 1 for start, end in found)
    assert all(end - start <= 40 for start, end in found if (start, end) not in whole)
