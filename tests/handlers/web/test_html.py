"""Messages as HTML: their shapes, and that nothing that others wrote becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.bidi import isolate, ltr
from bot.core.layout import clean
from bot.core.message import Block, Message, Shape, Span, Style, block, bold
from handlers.web.html import message_html, said_html, severity_of

ALLOWED = {
    "h3", "p", "blockquote", "ul", "li", "details", "summary", "strong", "em", "code", "a", "span",
}  # fmt: skip
NASTY = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "&lt;b&gt;",
            "</p><p>",
            "{{ 7*7 }}",
            "<!--",
            "🔴 <b>",
        ]
    ),
)
URLS = st.one_of(
    st.none(), NASTY, st.sampled_from(["javascript:alert(1)", "https://a.example/?q=\"'<>", "JAVASCRIPT:1", "data:,x"])
)


class Read(HTMLParser):
    """The elements and the text that a browser would make of it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.odd: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return "".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    def handle_decl(self, decl: str) -> None:
        self.odd.append(decl)


def squeezed(text: str) -> str:
    """Without blanks, and without what turns everything around it."""
    return "".join(one for one in text if not one.isspace() and not 0x202A <= ord(one) <= 0x202E)


spans = st.builds(Span, NASTY, st.sampled_from(["plain", "bold", "italic", "code"]), URLS)
shapes: st.SearchStrategy[Shape] = st.sampled_from(["heading", "paragraph", "quote", "item", "footer"])
blocks = st.builds(Block, st.lists(spans, max_size=4).map(tuple), shapes)


@given(st.lists(blocks, max_size=6))
def test_nothing_that_others_wrote_becomes_markup(given_blocks: list[Block]) -> None:
    message = Message(tuple(given_blocks))
    read = Read(message_html(message))
    assert {tag for tag, _ in read.tags} <= ALLOWED
    for tag, attributes in read.tags:
        assert set(attributes) <= ({"href", "rel", "target"} if tag == "a" else {"class"})
        if tag == "a":
            assert re.match(r"https?://|/stories/S\d+$|/alerts/A\d+$", str(attributes["href"]), re.IGNORECASE)
    assert read.odd == []
    assert squeezed(read.text) == squeezed("".join(one.text for one in clean(message).blocks))


@given(NASTY)
def test_what_a_person_typed_is_shown_as_it_was_typed(text: str) -> None:
    read = Read(said_html(text))
    assert {tag for tag, _ in read.tags} in ({"p"}, {"p", "span"})
    assert squeezed(read.text) == squeezed(clean(Message((block(text),))).text) or not text.strip()


@pytest.mark.parametrize(
    ("shape", "html"),
    [
        pytest.param("heading", '<h3 class="heading">x</h3>', id="heading"),
        pytest.param("paragraph", '<p class="paragraph">x</p>', id="paragraph"),
        pytest.param("quote", '<blockquote class="quote">x</blockquote>', id="quote"),
        pytest.param("item", '<ul class="items"><li>x</li></ul>', id="item"),
        pytest.param("footer", '<p class="footer">x</p>', id="footer"),
    ],
)
def test_each_shape_has_its_element(shape: Shape, html: str) -> None:
    assert message_html(Message((block("x", shape=shape),))) == html


@pytest.mark.parametrize(
    ("style", "html"),
    [("plain", "x"), ("bold", "<strong>x</strong>"), ("italic", "<em>x</em>"), ("code", "<code>x</code>")],
)
def test_each_style_has_its_element(style: Style, html: str) -> None:
    assert message_html(Message((block(Span("x", style)),))) == f'<p class="paragraph">{html}</p>'


def test_items_that_follow_one_another_are_one_list() -> None:
    items = [block(text, shape="item") for text in ("one", "🔴 two")]
    html = message_html(Message((block("a"), *items, block("b"), block("three", shape="item"))))
    assert html.count("<ul") == 2
    assert '<li>one</li><li class="signed"><span class="sign critical">🔴</span> two</li>' in html


def test_a_link_opens_elsewhere_and_tells_nobody_where_it_was_pressed() -> None:
    html = message_html(Message((block(bold("x", "https://a.example/?a=1&b=2")),)))
    link = '<a href="https://a.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow" target="_blank">'
    assert f"{link}<strong>x</strong></a>" in html


STORY, ALERT = '<a href="/stories/S5">S5</a>', '<a href="/alerts/A17">A17</a>'


@pytest.mark.parametrize(
    ("given_block", "linked"),
    [
        pytest.param(block("A17 · S5 · first report", shape="footer"), [ALERT, STORY], id="footer"),
        pytest.param(block(f"{ltr('A17')} · {ltr('S5')} · أول خبر", shape="footer"), [ALERT, STORY], id="Arabic"),
        pytest.param(block(f"خبران · {isolate('S5')}", shape="item"), [STORY], id="isolated by its sentence"),
        pytest.param(block(bold("x"), " — 2 sources · S5", shape="item"), [STORY], id="end of an item"),
        pytest.param(block(isolate("x · S5 · y · A17"), " — z", shape="item"), [], id="within what others wrote"),
        pytest.param(block(isolate("x · S5"), " · S5", shape="item"), [STORY], id="after what others wrote"),
        pytest.param(block("x · S5", shape="quote"), [], id="quote"),
        pytest.param(block("x · S5"), [], id="paragraph"),
        pytest.param(block("S50x · a S5 · AS5 · S05 · T5", shape="footer"), [], id="no id of ours"),
        pytest.param(block(Span("S5", "code"), Span(" · S5", url="https://a.example/"), shape="item"), [], id="marked"),
    ],
)
def test_our_own_stories_and_alerts_lead_to_their_pages(given_block: Block, linked: list[str]) -> None:
    html = message_html(Message((given_block,)))
    assert re.findall(r'<a href="/.*?</a>', html) == linked
    assert Read(html).text == given_block.text


def test_isolates_stay_and_overrides_go() -> None:
    html = message_html(Message((block(f"من {ltr(5)} \N{RIGHT-TO-LEFT OVERRIDE}x"),), "ar"))
    assert ltr(5) in html
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in html


def test_a_long_quotation_and_a_pasted_article_are_folded_whole() -> None:
    text = " ".join(f"Sentence number {number} is here." for number in range(60))
    for html in (message_html(Message((block(text, shape="quote"),))), said_html(text)):
        read = Read(html)
        assert [tag for tag, _ in read.tags if tag in ("details", "summary")] == ["details", "summary"]
        assert read.text == text
    assert "<details" not in message_html(Message((block(text[:300], shape="quote"),)))


@pytest.mark.parametrize(
    ("text", "shape", "severity"),
    [
        pytest.param("🔴 Attack", "heading", "critical", id="critical"),
        pytest.param("⚪ Visit", "heading", "low", id="low"),
        pytest.param("Attack", "heading", None, id="no sign"),
        pytest.param("🔴 Attack", "paragraph", None, id="no heading"),
    ],
)
def test_the_severity_that_a_heading_shows(text: str, shape: Shape, severity: str | None) -> None:
    assert severity_of(Message((block(text, shape=shape),))) == severity


def test_an_empty_message_has_none() -> None:
    assert severity_of(Message(())) is None
