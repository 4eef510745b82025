"""When two articles are one: canonical addresses, identities and fingerprints."""

import re
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from bot.core.model import Incoming
from watchlists.normalize import key, words

# What advertising, mail and social networks add to a link, and no outlet uses to name an article. Words such as
# `id`, `ref`, `source` or `cid` are not among them: somewhere they are all that tells two articles apart.
_TRACKING: Final = re.compile(
    "(?:utm|mtm|pk|itm|hsa|vero|oly)_.+|at_(?:campaign|medium|format|link|ptr|bbc|custom).*"
    "|fbclid|gclid|dclid|gclsrc|gbraid|wbraid|gad_source|srsltid|msclkid|yclid|ysclid|ttclid|twclid|li_fat_id"
    "|igsh|igshid|mc_cid|mc_eid|mkt_tok|_ga|_gl|_hsenc|_hsmi|ref_src|ref_url|cmpid|ocid|smid|xtor|__twitter_impression",
    re.IGNORECASE,
)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_ESCAPE: Final = re.compile("%([0-9A-Fa-f]{2})")
_SAFE: Final = "%/:@!$&'()*+,;=~-._"
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SEPARATOR: Final = "\x1f"
_LONGEST: Final = 500
_TAIL: Final = re.compile(r"(.*\S)\s+[|•–—-]+\s+[^\d|•–—]{2,40}", re.DOTALL)


@lru_cache(maxsize=4096)  # the items of a feed are asked for theirs several times
def canonical_url(url: str) -> str:
    """One spelling for all spellings of a web address; any other string comes back without spaces around it.

    Always https, lower-case host in its ASCII form, no default port, no user, no trailing slash, no fragment
    (except `#!…`, which names a page), no tracking parameters, the others sorted by name in the order given,
    escapes in capitals and only where needed. For comparing; fetch and show the address as it was given.
    """
    stripped = "".join(url.split())
    parts = _split(stripped)
    if parts is None:
        return url.strip()
    path = _escape(parts.path, _SAFE).rstrip("/")
    query = _query(parts.query)
    fragment = _escape(parts.fragment, _SAFE + "?") if parts.fragment.startswith("!") else ""
    return f"https://{_host(parts)}{path}{'?' if query else ''}{query}{'#' if fragment else ''}{fragment}"


def identity_of(incoming: Incoming) -> str:
    """What an article keeps over its editions: its canonical URL, else source and id, else source and content.

    The bare address of an outlet (no path, no query) names no article and is passed over. At most 500
    characters, without NUL and unpaired surrogates, so any database can keep and index it.
    """
    return _bounded(_storable(_address(incoming) or _name(incoming)))


def item_digest(incoming: Incoming, stamp: datetime | None = None) -> str:
    """32 hexadecimal digits by which a feed's item is known again: its address and what it says, and the `stamp` where
    that counts. Its id does not: some feeds give a new one at every poll."""
    said = (_address(incoming) or "", _words(incoming.title or ""), _words(incoming.text))
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


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _DEFAULT_PORTS and parts.hostname and (parts.port is None or parts.port >= 0)
    except ValueError:  # a broken IPv6 address or port
        return None
    return parts if usable else None


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    name = f"[{name}]" if ":" in name else quote(_ascii(name), safe="%-._~", errors="replace")
    default = parts.port is None or parts.port == _DEFAULT_PORTS[parts.scheme]
    return name if default else f"{name}:{parts.port}"


def _ascii(name: str) -> str:
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _query(query: str) -> str:
    pairs = [pair for pair in query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    escaped = (_escape(pair, _SAFE + "?") for pair in pairs)
    return "&".join(sorted(escaped, key=lambda pair: pair.partition("=")[0]))


def _escape(part: str, safe: str) -> str:
    return _ESCAPE.sub(_unescape, quote(part, safe=safe, errors="replace"))


def _unescape(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()


def _address(incoming: Incoming) -> str | None:
    if not incoming.url or not incoming.url.strip():
        return None
    canonical = canonical_url(incoming.url)
    home = canonical.startswith("https://") and not re.search("[/?#]", canonical.removeprefix("https://"))
    return None if home else canonical


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
