"""What is searched for, and where it stands in a text."""

from __future__ import annotations

import pytest

from bot.core.searched import Piece, marked, snippet, wanted

TEXT = (
    "قال شهود إن انفجارا هز السوق صباحا. " * 12
    + "وأعلن مصدر طبي أن لداعش يدا في تفجير قندهار الأخير. "
    + "ذيل طويل. " * 40
)


def hits(pieces: tuple[Piece, ...]) -> list[str]:
    return [one.text for one in pieces if one.hit]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        pytest.param("قندهار داعش", ["قندهار", "داعش"], id="words"),
        pytest.param("القاعدة أحمد", ["القاعده", "احمد"], id="folded"),
        pytest.param("«تفجير انتحاري» كابول", ["تفجير انتحاري", "كابول"], id="a phrase and a word"),
        pytest.param('"suicide bombing" “in Kabul”', ["suicide bombing", "in kabul"], id="other quotation marks"),
        pytest.param("«سوق المدينة", ["سوق", "المدينه"], id="a mark without its fellow"),
        pytest.param("سوق سوق", ["سوق"], id="once"),
        pytest.param("«» 🧨 --", [], id="nothing to look for"),
        pytest.param("داعش-خراسان", ["داعش", "خراسان"], id="parted by a hyphen"),
    ],
)
def test_what_is_looked_for(typed: str, asked: list[str]) -> None:
    assert wanted(typed) == asked


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param(["داعش"], ["لداعش"], id="inside of a longer word"),
        pytest.param(["تفجير قندهار"], ["تفجير", "قندهار"], id="a phrase, word by word"),
        pytest.param(["قندهار", "داعش"], ["لداعش", "قندهار"], id="in the order of the text"),
        pytest.param(["لا شيء"], [], id="what is not there"),
    ],
)
def test_a_snippet_shows_where_it_stands(asked: list[str], found: list[str]) -> None:
    assert hits(snippet(TEXT, asked)) == found


def test_a_snippet_is_short_and_says_what_it_leaves_out() -> None:
    shown = "".join(one.text for one in snippet(TEXT, ["داعش"]))
    assert len(shown) < 300
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert shown[1:-1] in TEXT


def test_a_snippet_looks_for_the_place_where_most_stands_together() -> None:
    text = "وصل وفد إلى قندهار. " + "كلام آخر كثير لا يعني أحدا. " * 20 + "قتل في قندهار قيادي من داعش."
    assert hits(snippet(text, ["قندهار", "داعش"])) == ["قندهار", "داعش"]


def test_a_snippet_of_nothing_is_the_beginning() -> None:
    assert snippet(TEXT, [])[0].text.startswith("قال شهود")
    assert snippet("", ["داعش"]) == ()


def test_a_short_text_is_whole() -> None:
    assert snippet("داعش في كابول", ["كابول"]) == (Piece("داعش في "), Piece("كابول", hit=True))


def test_what_a_screen_cannot_show_is_left_out() -> None:
    text = f"سوق{chr(0x202E)}\n\nقندهار{chr(0x2066)} قديم"
    assert "".join(one.text for one in marked(text, ["قندهار"])) == "سوق قندهار قديم"


def test_what_stands_far_on_in_a_long_text_is_not_shown() -> None:
    text = "كلام طويل. " * 20_000 + "قندهار"
    assert hits(snippet(text, ["قندهار"])) == []


def test_a_word_that_stands_everywhere() -> None:
    shown = snippet("سوق كبير " * 5_000, ["سوق", "كبير"])
    assert 20 < len(hits(shown)) < 60
