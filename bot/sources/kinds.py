"""Which kind of feed some bytes are, as its own first lines say."""

import re
from typing import Final

from bot.sources.encoding import decode

_KINDS: Final = (
    (re.compile(r"<rss\b[^>]*?\bversion\s*=\s*[\"']([\d.]+)"), "RSS {}"),
    (re.compile(r"<feed\b[^>]*?[\"']http://www\.w3\.org/2005/Atom[\"']"), "Atom 1.0"),
    (re.compile(r"<feed\b[^>]*?\bversion\s*=\s*[\"']([\d.]+)"), "Atom {}"),
    (re.compile(r"<(?:\w+:)?RDF\b[^>]*?my\.netscape\.com"), "RSS 0.90 (RDF)"),
    (re.compile(r"<(?:\w+:)?RDF\b"), "RSS 1.0 (RDF)"),
    (re.compile(r"<rss\b"), "RSS"),
    (re.compile(r"jsonfeed\.org\\?/version\\?/([\d.]+)"), "JSON Feed {}"),
    (re.compile(r"\A\s*\{"), "JSON Feed"),
)
_PROLOGUE: Final = 20_000


def kind_of(body: bytes, label: str | None = None) -> str:
    """The kind with its version where it names one, for people: `RSS 2.0`, `Atom 1.0`; else `feed`. `label` is the
    charset of the HTTP header. Raises WireError where nobody can read it."""
    start = decode(body, label).text[:_PROLOGUE]
    for pattern, name in _KINDS:
        if found := pattern.search(start):
            return name.format(*found.groups())
    return "feed"
