"""A message as HTML. Everything that is told was written by others, so all of it is escaped."""

from markupsafe import Markup, escape

from bot.core.bidi import strip_controls
from bot.core.layout import clean, linkable
from bot.core.message import Block, Message, Shape, Span

_TAGS: dict[Shape, Markup] = {
    "heading": Markup('<h3 class="heading">{}</h3>'),
    "paragraph": Markup('<p class="paragraph">{}</p>'),
    "quote": Markup('<blockquote class="quote">{}</blockquote>'),
    "item": Markup('<p class="item">{}</p>'),
    "footer": Markup('<p class="footer">{}</p>'),
}


def message_html(message: Message) -> Markup:
    """The blocks, without buttons and file."""
    return Markup("\n").join(_block(one) for one in clean(message).blocks)


def _block(one: Block) -> Markup:
    return _TAGS[one.shape].format(Markup("").join(_span(span) for span in one.spans))


def _span(span: Span) -> Markup:
    text = escape(strip_controls(span.text))
    if span.style == "bold":
        text = Markup("<strong>{}</strong>").format(text)
    elif span.style == "italic":
        text = Markup("<em>{}</em>").format(text)
    elif span.style == "code":
        text = Markup("<code>{}</code>").format(text)
    if linkable(span.url):
        return Markup('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>').format(span.url, text)
    return text
