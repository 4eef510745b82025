"""Why a source, page or file could not be read, in the reader's language.

Reasons are kept in English, as logs and the command line show them. What is not in the table is quoted as it is.
"""

import re
from collections.abc import Callable
from typing import Final

from bot.core.bidi import strip_controls
from bot.core.language import Texts
from bot.core.render.words import quoted

Say = Callable[[Texts, dict[str, str]], str]

_OFF: Final = re.compile(r"; polled no more;.*$", re.DOTALL)


def reason_words(reason: str, texts: Texts, limit: int = 300) -> str:
    """A reason as a clause, at most so long where it is quoted. Why a feed is polled no more is told without saying
    that it is: whoever reads it was told."""
    said = _OFF.sub("", reason)
    if texts.language == "en":
        return texts.shown(strip_controls(said)[:limit])
    for pattern, say in _TABLE:
        if found := pattern.fullmatch(said):
            return say(texts, found.groupdict())
    return quoted(said, limit)


def _plain(english: str, say: Callable[[Texts], str]) -> tuple[re.Pattern[str], Say]:
    return re.compile(re.escape(english)), lambda texts, _: say(texts)


def _with(pattern: str, say: Say) -> tuple[re.Pattern[str], Say]:
    return re.compile(pattern, re.DOTALL), say


def _number(found: dict[str, str], name: str) -> int:
    return int(found[name])


def _status(texts: Texts, found: dict[str, str]) -> str:
    code = _number(found, "code")
    known = {
        401: texts.say("the outlet asks for a login"),
        403: texts.say("the outlet refuses the bot"),
        404: texts.say("nothing is there; check the address"),
        410: texts.say("the outlet took it away for good"),
        429: texts.say("the outlet asks for fewer requests"),
    }
    hint = known.get(code) or (texts.say("the outlet's server fails") if code >= 500 else "")
    return texts.say("{hint} (HTTP {code})", hint=hint, code=code) if hint else texts.ltr(f"HTTP {code}")


def _parts(texts: Texts, found: dict[str, str]) -> str:
    reason = reason_words(found["reason"], texts)
    failed, asked = _number(found, "failed"), _number(found, "asked")
    return texts.say(
        "sitemaps that could not be read: {failed} of {asked}: {reason}", failed=failed, asked=asked, reason=reason
    )


_TABLE: Final[tuple[tuple[re.Pattern[str], Say], ...]] = (
    # The network.
    _with(r"no whole answer within .*", lambda texts, _: texts.say("no whole answer came in time")),
    _with(r"no connection(?: in time|: .*)", lambda texts, _: texts.say("no connection could be made")),
    _with(r"the answer was cut off.*", lambda texts, _: texts.say("the answer was cut off")),
    _plain("the proxy refuses", lambda texts: texts.say("the proxy refuses")),
    _plain("it redirects to a broken address", lambda texts: texts.say("it redirects to a broken address")),
    _with(r"more than \d+ redirects", lambda texts, _: texts.say("it redirects too often")),
    _plain("the address is broken; copy it once more", lambda texts: texts.say("the address is broken")),
    _with(r"HTTP (?P<code>\d{3})(?:: .*)?", _status),
    _with(
        r"its address lies in a network .*",
        lambda texts, _: texts.say("its address lies in a network that is not public"),
    ),
    _with(
        r"the outlet asked for a pause until .*",
        lambda texts, _: texts.say("the outlet asks to be left alone for a while"),
    ),
    _with(
        r"the answer is larger than (?P<n>\d+) kB",
        lambda texts, found: texts.say("the answer is larger than {n} kB", n=_number(found, "n")),
    ),
    _with(r"the answer is packed .*", lambda texts, _: texts.say("the answer is packed in a way that cannot be read")),
    _plain("the answer is empty", lambda texts: texts.say("the answer is empty")),
    # Feeds.
    _plain(
        "no feed is there; give the address of an RSS, Atom or JSON feed", lambda texts: texts.say("no feed is there")
    ),
    _with(
        r"a web page is there, no feed; it names this one: (?P<url>.*)",
        lambda texts, found: texts.say(
            "a web page is there, no feed; it names this one: {url}", url=quoted(found["url"])
        ),
    ),
    _with(r"no sitemap is there;.*", lambda texts, _: texts.say("no sitemap is there")),
    _with(
        r"the sitemap gives no dates.*",
        lambda texts, _: texts.say("the sitemap gives no dates, so nobody can tell what is news"),
    ),
    _with(r"the sitemap leads only .*", lambda texts, _: texts.say("the sitemap leads only to more lists of sitemaps")),
    _with(r"(?P<failed>\d+) of (?P<asked>\d+) sitemaps could not be read: (?P<reason>.*)", _parts),
    _with(r"the encoding is unknown.*", lambda texts, _: texts.say("its encoding is unknown")),
    _with(
        r"the feed (?:declares entities|holds (?:a tag|more than)).*",
        lambda texts, _: texts.say("it is built like an attack and is not read"),
    ),
    _with(r"the feed cannot be read .*", lambda texts, _: texts.say("the feed is broken")),
    _with(
        r"(?P<n>\d+) articles over (?P<kb>\d+) kB were left out;.*",
        lambda texts, found: texts.count(
            "{n} article was too long and was left out",
            "{n} articles were too long and were left out",
            _number(found, "n"),
        ),
    ),
    _with(
        r"could not be read \(.*\); the log says more", lambda texts, _: texts.say("something went wrong on my side")
    ),
    # Pages.
    _with(r"no web page is there .*", lambda texts, _: texts.say("no web page is there")),
    _with(r"the page is larger than .*", lambda texts, _: texts.say("the page is too large")),
    _with(r"no text was found in the page.*", lambda texts, _: texts.say("no text was found in it")),
    _with(r"the address leads to a front page.*", lambda texts, _: texts.say("the address leads to a front page")),
    _with(
        r"the page shows no article.*",
        lambda texts, _: texts.say("the page shows no article, but asks for a login, a subscription or consent"),
    ),
    # Files.
    _with(
        r"(?:holds no text|the Word file holds no text|no text was found in it).*",
        lambda texts, _: texts.say("no text was found in it"),
    ),
    _with(
        r"the PDF holds no text.*",
        lambda texts, _: texts.say("the PDF holds only pictures of text; run OCR over it first"),
    ),
    _with(
        r"the letters of the PDF.*",
        lambda texts, _: texts.say("the letters of the PDF have no names, so nobody can read its text"),
    ),
    _with(r"the (?:PDF|Word file) is protected .*", lambda texts, _: texts.say("it is protected with a password")),
    _with(
        r"(?:the (?:PDF|Word file) could not be read|is called a (?:PDF|Word file) and is none).*",
        lambda texts, _: texts.say("the file is damaged, or not what its name says"),
    ),
    _with(r"is a picture.*", lambda texts, _: texts.say("pictures are not read; send the text")),
    _with(
        r"is (?:packed with gzip|an archive).*", lambda texts, _: texts.say("archives are not read; unpack it first")
    ),
    _with(
        r"(?:is (?:an old or a protected Office|a file in Rich Text|no text but).*|.* is not read; send one of .*)",
        lambda texts, _: texts.say("this kind of file is not read; send text, a web page, PDF or Word (.docx)"),
    ),
    _with(
        r"(?:it is larger than|the PDF has \d+|the text of the|its text is over|the Word file unpacks) .*",
        lambda texts, _: texts.say("it is too large"),
    ),
    _with(r".* could not be read within .* seconds;.*", lambda texts, _: texts.say("it took too long")),
    _plain("it took too long", lambda texts: texts.say("it took too long")),
    _plain("files cannot be read on this platform", lambda texts: texts.say("files cannot be read on this platform")),
    _plain("the file was deleted", lambda texts: texts.say("the file was deleted")),
    _with(
        r"(?:the file could not be fetched|Telegram does not give the file|Slack (?:asks|answers)).*",
        lambda texts, _: texts.say("the platform does not give the file"),
    ),
    _plain("something went wrong on my side", lambda texts: texts.say("something went wrong on my side")),
    _with(r"it cannot be read \(.*\)", lambda texts, _: texts.say("something went wrong on my side")),
)
