"""Articles in files that people send."""

from pathlib import PurePath

from bot.core.errors import WireError
from bot.core.model import Incoming
from bot.sources.encoding import decode
from bot.sources.pages import read_page


def read_document(name: str, body: bytes, source: str, media_type: str = "") -> tuple[Incoming, ...]:
    """The articles in a file, which messages and ids call `name`; its suffix, else its media type, says what it is.

    Blocks. Raises WireError where it cannot be read.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in (".html", ".htm") or (not suffix and media_type == "text/html"):
        page = read_page(body)
        return (Incoming(source, page.text, name, page.title, page.url, page.published),)
    if suffix == ".txt" or (not suffix and media_type == "text/plain"):
        text = decode(body).text
        if not text.strip():
            raise WireError("holds no text")
        return (Incoming(source, text, name),)
    raise WireError(f"{suffix or 'no'} suffix; send a file that ends in .txt or .html")
