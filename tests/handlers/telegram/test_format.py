"""Messages as Telegram HTML. Telegram's own parser judges every text."""

from __future__ import annotations

import pytest

from bot.core.bidi import RIGHT_TO_LEFT_MARK, ltr
from bot.core.message import Block, Button, Message, Span, block, bold
from bot.core.model import Language
from bot.core.render.notes import repeat_note
from bot.locales import load_texts
from handlers.telegram.format import Part, keyboard, pieces
from handlers.telegram.format import part as render
from tests.fakes.referees import Formatted, RefereeMissingError, check_keyboard, telegram_html


def parts(message: Message) -> tuple[Part, ...]:
    """Everything that is sent of a message."""
    return tuple(map(render, pieces(message)))


LONG_SENTENCE = "وقع انفجار قرب السوق القديمة في المدينة وسقط جرحى. "


@pytest.fixture(autouse=True)
def referee() -> None:
    """Skip where Telegram's own parser cannot be had."""
    try:
        telegram_html("x")
    except RefereeMissingError as reason:
        pytest.skip(str(reason))


def shown(part: Part) -> Formatted:
    """What Telegram makes of a part; the bare text must be the same as the fallback's."""
    formatted = telegram_html(part.html)
    assert formatted.text == part.plain
    return formatted


def one(*blocks: Block, language: str = "en") -> Formatted:
    [part] = parts(Message(blocks, language))
    return shown(part)


@pytest.mark.parametrize(
    ("given", "text", "entities"),
    [
        pytest.param(block("a < b & c > d"), "a < b & c > d", [], id="special characters"),
        pytest.param(block("<b>x</b>"), "<b>x</b>", [], id="markup of the source stays text"),
        pytest.param(block("&lt;i&gt;"), "&lt;i&gt;", [], id="entities of the source stay text"),
        pytest.param(block("Head", shape="heading"), "Head", ["bold"], id="heading"),
        pytest.param(block("🔴 ", bold("Head"), shape="heading"), "🔴 Head", ["bold"], id="bold in a heading"),
        pytest.param(block("He said", shape="quote"), "He said", ["blockquote"], id="quote"),
        pytest.param(block("q" * 400, shape="quote"), "q" * 400, ["expandable_blockquote"], id="long quote"),
        pytest.param(block("A17", shape="footer"), "A17", ["italic"], id="footer"),
        pytest.param(block("first", shape="item"), "• first", [], id="item"),
        pytest.param(block("🟠 first", shape="item"), "🟠 first", [], id="item with its own sign"),
        pytest.param(
            block(bold("x"), Span("y", "italic"), Span("z", "code")), "xyz", ["bold", "italic", "code"], id="styles"
        ),
        pytest.param(block(Span("T", url="https://a.example/?x=1&y=%22")), "T", ["text_link"], id="link"),
        pytest.param(block(bold("T", url="https://a.example/")), "T", ["bold", "text_link"], id="bold link"),
        pytest.param(block(Span("T", url='https://a.example/"><b>')), "T", ["text_link"], id="quotes in an address"),
        pytest.param(block(Span("T", url="tg://user?id=1")), "T", [], id="address that acts"),
        pytest.param(block(Span("T", url="javascript:alert(1)")), "T", [], id="address of a script"),
        pytest.param(block(Span("T", url="https://a.example/" + "y" * 3000)), "T", [], id="address of 3,000 letters"),
        pytest.param(block("a\ud800b\x00c\x1b"), "a\N{REPLACEMENT CHARACTER}bc", [], id="half characters and controls"),
        pytest.param(block("a\r\nb\N{LINE SEPARATOR}c"), "a\nb\nc", [], id="line ends of every kind"),
    ],
)
def test_a_block(given: Block, text: str, entities: list[str]) -> None:
    formatted = one(given)
    assert formatted.text == text
    assert sorted(str(entity["type"]) for entity in formatted.entities) == sorted(entities)


def test_an_address_arrives_unaltered() -> None:
    formatted = one(block(Span("T", url="https://a.example/?q=a&b='c'")))
    assert formatted.entities[0]["url"] == "https://a.example/?q=a&b='c'"


def test_empty_lines_stand_between_paragraphs_only() -> None:
    formatted = one(
        block("Head", shape="heading"),
        block("one"),
        block("two"),
        block("x", shape="item"),
        block("y", shape="item"),
        block("f", shape="footer"),
        block("g", shape="footer"),
    )
    assert formatted.text == "Head\none\n\ntwo\n• x\n• y\n\nf\ng"


def test_every_line_of_an_arabic_message_begins_with_one_mark() -> None:
    quote = f"{RIGHT_TO_LEFT_MARK}سطر أول\nسطر ثان"
    formatted = one(
        block(ltr("ISKP"), " عنوان", shape="heading"),
        block("فقرة\nوسطر"),
        block(quote, shape="quote"),
        block("بند", shape="item"),
        block("ذيل", shape="footer"),
        language="ar",
    )
    lines = formatted.text.split("\n")
    assert len(lines) > 8
    assert all(line.startswith(RIGHT_TO_LEFT_MARK) for line in lines)
    assert formatted.text.count(RIGHT_TO_LEFT_MARK) == len(lines)


def test_an_english_message_has_no_mark() -> None:
    assert RIGHT_TO_LEFT_MARK not in one(block("Status", shape="heading"), block("x")).text


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "body",
    [
        pytest.param((block(LONG_SENTENCE * 300),), id="one paragraph of many sentences"),
        pytest.param((block(LONG_SENTENCE * 300, shape="quote"),), id="one quote"),
        pytest.param(tuple(block(LONG_SENTENCE * 10) for _ in range(40)), id="many paragraphs"),
        pytest.param((block("س" * 10_000),), id="one word"),
        pytest.param((block("كلمة " * 3_000),), id="no sentence end"),
        pytest.param((block("&<>" * 3_000),), id="characters that are escaped"),
        pytest.param((block(bold(LONG_SENTENCE * 100), Span(LONG_SENTENCE * 100, "italic")),), id="two styles"),
        pytest.param((block(Span(LONG_SENTENCE * 200, url="https://a.example/")),), id="one long link"),
        pytest.param((block("\n".join(["سطر"] * 3_000)),), id="3,000 lines"),
        pytest.param((block("." * 9_000), block("!؟" * 4_000)), id="nothing but ends of sentences"),
        pytest.param(
            tuple(
                block(Span(f"title {n}", url=f"https://a.example/{n}/{'p' * 120}"), shape="item") for n in range(300)
            ),
            id="300 links",
        ),
    ],
)
def test_a_long_message_is_cut_and_nothing_is_lost(body: tuple[Block, ...], language: Language) -> None:
    message = Message((block("Head", shape="heading"), *body), language, ((Button("Why?", "/why A1"),),))
    cut = parts(message)
    assert len(cut) > 1
    texts = []
    for number, part in enumerate(cut, start=1):
        formatted = shown(part)
        assert len(formatted.text) <= 4096
        assert len(formatted.entities) <= 100
        assert sum(len(str(entity.get("url", "")).encode()) + 40 for entity in formatted.entities) < 9500
        assert f"({number}/{len(cut)})" in formatted.text.split("\n")[-1]
        assert (part.keyboard is not None) == (number == len(cut))
        texts.append(formatted.text[: formatted.text.rindex("\n")])
    assert letters("".join(texts)) == letters("Head" + "".join(one.text for one in body))
    for piece in pieces(message):
        noted = shown(render(repeat_note(piece, load_texts()[language])))
        assert (len(noted.text) <= 4096, len(noted.entities) <= 100) == (True, True), "the note of a repeat fits"


def letters(text: str) -> str:
    """The text without blanks, marks and bullets, which may change at a cut."""
    return "".join(text.replace(RIGHT_TO_LEFT_MARK, "").replace("•", "").split())


def test_sentences_stay_whole_where_they_can() -> None:
    cut = parts(Message((block(LONG_SENTENCE * 300),), "en"))
    for part in cut:
        body = part.plain[: part.plain.rindex("\n")].strip()
        assert body.endswith("جرحى.")


def test_a_message_of_just_the_limit_stays_whole() -> None:
    assert len(parts(Message((block("x" * 4000),), "en"))) == 1


def test_nothing_to_say_is_no_part() -> None:
    assert parts(Message((block(""), block(" \n")), "ar")) == ()


def test_buttons() -> None:
    rows = (
        (Button("24h", "/status ISKP 24h"), Button("لماذا؟", "/why A17")),
        (Button("too long", "/status " + "ض" * 40), Button(" ", "/x"), Button("no command", "")),
    )
    markup = keyboard(rows)
    assert markup is not None
    check_keyboard(markup.to_dict())
    assert [[(one.text, one.callback_data) for one in row] for row in markup.inline_keyboard] == [
        [("24h", "/status ISKP 24h"), ("لماذا؟", "/why A17")]
    ]


def test_no_buttons_no_keyboard() -> None:
    assert keyboard(()) is None
