"""When two articles are one: identities and fingerprints."""

import re
from datetime import datetime
from hashlib import blake2b
from typing import Final

from bot.core.canonical import article_url, canonical_url
from bot.core.model import Incoming
from watchlists.normalize import key, words

_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SEPARATOR: Final = "\x1f"
_LONGEST: Final = 500
_TAIL: Final = re.compile(r"(.*\S)\s+[|•–—-]+\s+[^\d|•–—]{2,40}", re.DOTALL)


def identity_of(incoming: Incoming) -> str:
    """What an article keeps over its editions: its address (see `article_url`), else source and id, else source and
    content.

    The bare address of an outlet (no path, no query) names no article and is passed over. At most 500
    characters, without NUL and unpaired surrogates, so any database can keep and index it.
    """
    return _bounded(_storable(_address(incoming) or _name(incoming)))


def older_identity_of(incoming: Incoming) -> str | None:
    """What it was called before a page was known in every guise (`www.`, AMP), where that differs; articles that were
    stored under such a name keep it."""
    spelled = _spelled(incoming)
    return _bounded(_storable(spelled)) if spelled and spelled != _address(incoming) else None


def item_digest(incoming: Incoming, stamp: datetime | None = None) -> str:
    """32 hexadecimal digits by which a feed's item is known again: its address and what it says, and the `stamp` where
    that counts. Its id does not: some feeds give a new one at every poll."""
    said = (_spelled(incoming) or "", _words(incoming.title or ""), _words(incoming.text))
    return _digest(_SEPARATOR.join((*said, stamp.isoformat() if stamp else "")))


def fingerprint(title: str | None, text: str) -> str:
    """32 hexadecimal digits of what an edition says: its text, or its title where there is no text.

    Runs of white space count as one space and invisible marks not at all, so only other words make an edition.
    """
    words = _words(text) or _words(title or "")
    return _digest(words)


def headline_fingerprint(title: str, text: str) -> str:
    """32 hexadecimal digits of what an edition says of which only the headline is new."""
    return _digest(f"{_words(title)}{_SEPARATOR}{_words(text)}")


def headlines_alike(one: str | None, other: str | None) -> bool:
    """Whether two headlines say the same: the same words, however they are written, also where one of them ends with
    the name of its outlet («… | Valley Echo») or where there is only one."""
    if not one or not other or _folded(one) == _folded(other):
        return True
    return _folded(_bare(one)) == _folded(other) or _folded(one) == _folded(_bare(other))


def _bare(headline: str) -> str:
    """Without what follows the last bar or dash, where that is short and gives no number."""
    found = _TAIL.fullmatch(headline.strip())
    return found[1] if found else headline


def _folded(text: str) -> list[str]:
    return list(map(key, words(text)))


def _address(incoming: Incoming) -> str | None:
    return _no_home(article_url(incoming.url)) if incoming.url and incoming.url.strip() else None


def _spelled(incoming: Incoming) -> str | None:
    """What a feed's item is known by stays what it was, so that no feed is read anew."""
    return _no_home(canonical_url(incoming.url)) if incoming.url and incoming.url.strip() else None


def _no_home(address: str) -> str | None:
    home = address.startswith("https://") and not re.search("[/?#]", address.removeprefix("https://"))
    return None if home else address


def _name(incoming: Incoming) -> str:
    source = incoming.source.replace(_SEPARATOR, " ")
    if incoming.external_id:
        return f"{source}{_SEPARATOR}{incoming.external_id}"
    content = f"{_words(incoming.title or '')}{_SEPARATOR}{_words(incoming.text)}"
    return f"{source}{_SEPARATOR}{_SEPARATOR}{_digest(content)}"


def _words(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", text).split())


def _storable(name: str) -> str:
    return name.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")


def _bounded(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    digest = _digest(name)
    return name[: _LONGEST - len(digest) - 1] + _SEPARATOR + digest


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
