"""Messages as Slack's Block Kit. Slack's own models and the rules of its reference judge every block."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest

from bot.core.bidi import RIGHT_TO_LEFT_MARK, ltr
from bot.core.message import Block, Button, Message, Span, block, bold
from bot.core.model import Language
from bot.core.render.notes import repeat_note
from bot.locales import load_texts
from handlers.slack.format import Part, pieces
from handlers.slack.format import part as render
from tests.fakes.slack_blocks import check_blocks, texts_of


def parts(message: Message) -> tuple[Part, ...]:
    """Everything that is sent of a message."""
    return tuple(map(render, pieces(message)))


LONG_SENTENCE = "وقع انفجار قرب السوق القديمة في المدينة وسقط جرحى. "


def one(*blocks: Block, language: str = "en") -> list[dict[str, Any]]:
    [part] = parts(Message(blocks, language))
    return checked(part)


def checked(part: Part) -> list[dict[str, Any]]:
    """The blocks as they go over the wire, once Slack's rules hold for them."""
    blocks: list[dict[str, Any]] = json.loads(json.dumps(part.blocks))
    check_blocks(blocks)
    return blocks


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


@pytest.mark.parametrize(
    ("given", "text"),
    [
        pytest.param(block("a < b & c > d"), "a &lt; b &amp; c &gt; d", id="special characters"),
        pytest.param(block("<!channel> <@U1>"), "&lt;!channel&gt; &lt;@U1&gt;", id="pings in a title"),
        pytest.param(block(bold("x"), " ", Span("y", "italic"), " ", Span("z", "code")), "*x* _y_ `z`", id="styles"),
        pytest.param(block(bold(" x "), "y"), " *x* y", id="blanks stay outside of the signs"),
        pytest.param(block(bold("a\nb")), "*a*\n*b*", id="a style over two lines"),
        pytest.param(block(bold("   ")), None, id="nothing but blanks"),
        pytest.param(
            block(Span("T & t", url="https://a.example/?a=1&b=2")),
            "<https://a.example/?a=1&amp;b=2|T &amp; t>",
            id="link",
        ),
        pytest.param(block(bold("T", url="https://a.example/")), "*<https://a.example/|T>*", id="bold link"),
        pytest.param(
            block(Span("T", url="https://a.example/|x> <!here>")),
            "<https://a.example/%7Cx%3E%20%3C!here%3E|T>",
            id="address that breaks out",
        ),
        pytest.param(block(Span("T", url="javascript:alert(1)")), "T", id="address of a script"),
        pytest.param(block("said\nso", shape="quote"), ">said\n>so", id="quote"),
        pytest.param(block("first", shape="item"), "• first", id="item"),
        pytest.param(block("🟠 first", shape="item"), "🟠 first", id="item with its own sign"),
        pytest.param(block("a\ud800b\x00c"), "a\N{REPLACEMENT CHARACTER}bc", id="half characters and controls"),
    ],
)
def test_a_paragraph(given: Block, text: str | None) -> None:
    if text is None:
        assert parts(Message((given,), "en")) == ()
    else:
        assert one(given) == [section(text)]


def test_a_heading_is_a_header() -> None:
    [header] = one(block("🔴 ", bold("A & B"), shape="heading"))
    assert header == {"type": "header", "text": {"type": "plain_text", "text": "🔴 A &amp; B", "emoji": False}}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(block("x" * 151, shape="heading"), id="too long for a header"),
        pytest.param(block("&" * 40, shape="heading"), id="too long once escaped"),
        pytest.param(block(Span("T", url="https://a.example/"), shape="heading"), id="with a link"),
        pytest.param(block("a\nb", shape="heading"), id="of two lines"),
    ],
)
def test_a_heading_that_is_no_header_is_bold(given: Block) -> None:
    [found] = one(given)
    assert found["type"] == "section"
    assert found["text"]["text"].startswith("*")


def test_neighbouring_items_and_footers_share_a_block() -> None:
    blocks = one(
        block("Head", shape="heading"),
        *(block(f"item {n}", shape="item") for n in range(60)),
        block("f", shape="footer"),
        block("g", shape="footer"),
    )
    assert [found["type"] for found in blocks] == ["header", "section", "context"]
    assert blocks[1]["text"]["text"].count("\n") == 59
    assert blocks[2]["elements"] == [{"type": "mrkdwn", "text": "f\ng", "verbatim": True}]


def test_every_line_of_an_arabic_message_begins_with_one_mark() -> None:
    quote = f"{RIGHT_TO_LEFT_MARK}سطر أول\nسطر ثان"
    message = Message(
        (
            block(ltr("ISKP"), " عنوان", shape="heading"),
            block(bold("فقرة"), "\nوسطر"),
            block(quote, shape="quote"),
            block("بند", shape="item"),
            block("بند", shape="item"),
            block("ذيل", shape="footer"),
        ),
        "ar",
    )
    [part] = parts(message)
    lines = [line.removeprefix(">") for text in texts_of(checked(part)) for line in text["text"].split("\n")]
    assert len(lines) == 8
    for line in [*lines, *part.text.split("\n")]:
        assert line.startswith(RIGHT_TO_LEFT_MARK)
        assert line.count(RIGHT_TO_LEFT_MARK) == 1


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "body",
    [
        pytest.param((block(LONG_SENTENCE * 600),), id="one paragraph of many sentences"),
        pytest.param((block(LONG_SENTENCE * 600, shape="quote"),), id="one quote"),
        pytest.param((block("\n".join(["سطر"] * 6_000), shape="quote"),), id="a quote of 6,000 lines"),
        pytest.param(tuple(block(LONG_SENTENCE) for _ in range(150)), id="150 paragraphs"),
        pytest.param(tuple(block(LONG_SENTENCE, shape="heading") for _ in range(150)), id="150 headings"),
        pytest.param((block("س" * 20_000),), id="one word"),
        pytest.param((block("&<>" * 6_000),), id="characters that are escaped"),
        pytest.param((block(bold(LONG_SENTENCE * 200), Span(LONG_SENTENCE * 200, "italic")),), id="two styles"),
        pytest.param((block(LONG_SENTENCE * 300, shape="footer"),), id="a long footer"),
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
    for piece in pieces(message):
        checked(render(repeat_note(piece, load_texts()[language])))  # the note of a repeat fits
    shown = []
    for number, part in enumerate(cut, start=1):
        blocks = checked(part)
        assert len(part.text) <= 4000
        assert any(found["type"] == "actions" for found in blocks) == (number == len(cut))
        texts = [text["text"] for found in blocks if found["type"] != "actions" for text in texts_of(found)]
        last = texts.pop()
        assert last.endswith(f"({number}/{len(cut)})") or f"({number}/{len(cut)})" in last
        shown.append(html.unescape("".join(texts)))
    assert letters("".join(shown), body) == letters("Head" + "".join(one.text for one in body), body)


def letters(text: str, body: tuple[Block, ...]) -> str:
    """The words of a text in order, without what a cut or a style may add."""
    for sign in (RIGHT_TO_LEFT_MARK, "•", "*", "_"):
        text = text.replace(sign, "")
    if any(span.url for one in body for span in one.spans):
        text = "".join(piece.split("|")[-1] for piece in text.replace("<", "\n<").replace(">", "\n").split("\n"))
    elif any(one.shape == "quote" for one in body):
        text = text.replace(">", "")
    return "".join(text.split())


def test_the_fallback_text_is_escaped_and_cut_between_characters() -> None:
    [part] = parts(Message((block("<!channel>"), block("&" * 1_000)), "en"))
    assert part.text.startswith("&lt;!channel&gt;\n&amp;&amp;")
    assert len(part.text) <= 4000
    assert part.text.endswith("&amp;…")
    assert html.unescape(part.whole) == "<!channel>\n" + "&" * 1_000


def test_nothing_to_say_is_no_part() -> None:
    assert parts(Message((block(""), block(" \n")), "ar")) == ()


def buttons_of(rows: tuple[tuple[Button, ...], ...]) -> list[list[dict[str, Any]]]:
    [part] = parts(Message((block("x"),), "en", rows))
    return [found["elements"] for found in checked(part) if found["type"] == "actions"]


def test_a_button_says_its_command() -> None:
    [[button]] = buttons_of(((Button("لماذا؟", "/why A17"),),))
    assert (button["text"]["text"], button["value"]) == ("لماذا؟", "/why A17")


def test_rows_stay_rows() -> None:
    rows = ((Button("24h", "/status X 24h"), Button("7d", "/status X 7d")), (Button("Why?", "/why A1"),))
    assert [len(row) for row in buttons_of(rows)] == [2, 1]


def test_many_buttons_flow_into_full_rows() -> None:
    rows = tuple((Button(f"{n}", f"/status E{n}"),) for n in range(12))
    assert [len(row) for row in buttons_of(rows)] == [5, 5, 2]


@pytest.mark.parametrize(
    ("button", "count"),
    [
        pytest.param(Button("x" * 200, "/why A1"), 1, id="a long label is shortened"),
        pytest.param(Button("&" * 70, "/why A1"), 1, id="a label that grows by escaping is shortened"),
        pytest.param(Button(" ", "/why A1"), 0, id="no label"),
        pytest.param(Button("x", ""), 0, id="no command"),
        pytest.param(Button("x", "y" * 2_001), 0, id="a command that Slack would refuse"),
    ],
)
def test_a_button_at_the_limits(button: Button, count: int) -> None:
    assert sum(len(row) for row in buttons_of(((button,),))) == count
