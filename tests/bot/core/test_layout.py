"""Messages cleaned, cut and marked, as every platform does it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.layout import Weight, clean, clean_text, divide, linkable, mark_lines, pack, split, with_bullets
from bot.core.message import Block, Button, Message, Span, block, bold

MARK = "\N{RIGHT-TO-LEFT MARK}"


def letters(one: Block) -> Weight:
    return (len(one.text),)


def numbers(item: int) -> Weight:
    return (item, 1)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("a\r\nb\rc\N{LINE SEPARATOR}d\x85e", "a\nb\nc\nd\ne", id="line ends"),
        pytest.param("a\x00\x1b[2J\x9bb", "a[2Jb", id="controls"),
        pytest.param("a\ud83db", "a\N{REPLACEMENT CHARACTER}b", id="half a character"),
        pytest.param("\tداعش\u2066ISKP\u2069", "\tداعش\u2066ISKP\u2069", id="nothing to do"),
    ],
)
def test_clean_text(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


def test_empty_paragraphs_are_dropped() -> None:
    assert clean(Message((block(" "), block("x"), block("\x00")), "en")).blocks == (block("x"),)


def test_a_mark_begins_every_line_once() -> None:
    message = Message((block(f"{MARK}أ", bold("ب\nج")), block(f"د{MARK}")), "ar")
    assert mark_lines(message).text == f"{MARK}أب\n{MARK}ج\n{MARK}د"
    assert mark_lines(mark_lines(message)) == mark_lines(message)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("x", "• x"), ("🔴 x", "🔴 x"), ("• x", "• x"), ("— x", "— x"), ("داعش", "• داعش")],
)
def test_bullets(text: str, shown: str) -> None:
    assert with_bullets(Message((block(text, shape="item"),), "ar")).text == shown


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://a.example/", True),
        ("HTTP://a.example/", True),
        ("tg://user?id=1", False),
        ("javascript:alert(1)", False),
        ("//a.example/", False),
        ("https://a.example/" + "x" * 2048, False),
        (None, False),
    ],
)
def test_linkable(url: str | None, may: bool) -> None:
    assert linkable(url) is may


@pytest.mark.parametrize(
    ("items", "groups"),
    [
        pytest.param([4, 4, 2], [[4, 4, 2]], id="just full"),
        pytest.param([4, 4, 3], [[4, 4], [3]], id="too heavy"),
        pytest.param([1, 1, 1, 1], [[1, 1, 1], [1]], id="too many"),
        pytest.param([11, 1], [[11], [1]], id="heavier than a group"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_pack(items: list[int], groups: list[list[int]]) -> None:
    assert pack(items, numbers, (10, 3)) == groups


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("One. Two! Three?", ["One. Two! ", "Three?"], id="at sentence ends"),
        pytest.param("أولا؟ ثانيا. ثالث", ["أولا؟ ", "ثانيا. ", "ثالث"], id="Arabic question mark"),
        pytest.param("He said «no.» Then", ["He said ", "«no.» Then"], id="a sentence that is too long, at words"),
        pytest.param("3.14 is 22/7.", ["3.14 is ", "22/7."], id="a point inside a number ends nothing"),
        pytest.param("a\nb\ncccccccccc", ["a\nb\n", "cccccccccc"], id="at line ends"),
    ],
)
def test_divide(text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in divide(block(text), letters, (10,))] == pieces


def test_a_sentence_over_several_spans_stays_whole() -> None:
    whole = block("Six were ", bold("killed"), " there. And ", bold("more"))
    assert [piece.text for piece in divide(whole, letters, (24,))] == ["Six were killed there. ", "And more"]


def test_styles_links_and_shape_survive_a_cut() -> None:
    pieces = divide(block(Span("One. Two.", "bold", "https://a.example/"), shape="quote"), letters, (5,))
    assert [(piece.shape, piece.spans[0].style, piece.spans[0].url) for piece in pieces] == [
        ("quote", "bold", "https://a.example/")
    ] * 2


def test_a_message_that_fits_is_left_alone() -> None:
    message = Message((block("x" * 10),), "en")
    assert split(message, letters, (10,)) == (message,)


def test_parts_are_numbered_and_the_last_has_the_buttons() -> None:
    buttons = ((Button("Why?", "/why A1"),),)
    first, second = split(Message((block("x" * 8), block("y" * 8)), "en", buttons), letters, (10,))
    assert (first.text, first.buttons) == ("x" * 8 + "\n(1/2)", ())
    assert (second.text, second.buttons) == ("y" * 8 + "\n(2/2)", buttons)
    assert second.blocks[-1].shape == "footer"


def test_the_number_is_kept_from_turning_around() -> None:
    parts = split(Message((block("س" * 8), block("ش" * 8)), "ar"), letters, (10,))
    assert parts[0].blocks[-1].text == "\u2066(1/2)\u2069"


@pytest.mark.parametrize(
    ("said", "numbered"),
    [
        pytest.param("\u2066٣\u2069 قصص", "\u2066(١/٢)\u2069", id="ours are Arabic-Indic"),
        pytest.param("\u2068قتل ٣\u2069", "\u2066(1/2)\u2069", id="those of a source are"),
    ],
)
def test_the_number_is_in_the_digits_of_the_message(said: str, numbered: str) -> None:
    parts = split(Message((block(said), block("ش" * 12)), "ar"), letters, (12,))
    assert parts[0].blocks[-1].text == numbered


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), max_size=6), st.integers(70, 120))
def test_no_cut_loses_a_letter_or_passes_the_limit(texts: list[str], limit: int) -> None:
    message = Message(tuple(block(text, bold(text[::-1])) for text in texts), "en")
    parts = split(message, letters, (limit,))
    bodies = [part.blocks[:-1] if len(parts) > 1 else part.blocks for part in parts]
    assert "".join(one.text for body in bodies for one in body) == "".join(one.text for one in message.blocks)
    assert all(sum(len(one.text) for one in body) <= limit for body in bodies)


def test_a_long_run_of_one_sign_takes_no_long_time() -> None:
    whole = block("." * 200_000 + " " + "”" * 200_000 + "\n" * 200_000)
    pieces = divide(whole, letters, (4000,))
    assert sum(len(piece.text) for piece in pieces) == 600_001
