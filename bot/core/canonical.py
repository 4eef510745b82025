"""One spelling for the many of a web address, and one address for the many of an article.

canonical_url: how it is written (case, escapes, order, tracking)
article_url:   and in which guise the outlet shows it (www., m., AMP)
"""

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

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
# How outlets call the page for telephones; `www.` is the oldest guise of all.
_GUISE: Final = re.compile(r"(?:www\d?|m|mobile|wap|amp)\.")
# Under these two labels names are registered: `m.com.eg` is an outlet called m.
_REGISTRY: Final = re.compile(r"(?:com|co|net|org|gov|edu|ac|mil|info|or|ne|go)\.[a-z]{2}(?::\d+)?")
# An AMP page that a search engine hands out holds the address of the outlet's own.
_HANDED_OUT: Final = re.compile(
    r"https://(?:[^/?#]+\.cdn\.ampproject\.org/(?:[acv]/)?|(?:www\.)?google\.[a-z.]{2,6}/amp/)(?:s/)?([^/?#]+\.[^/?#]+/.+)"
)
_AMP_END: Final = re.compile(r"(?<=[^/])(?:/+amp|\.amp)/*\Z", re.IGNORECASE)
# `/amp/news/17`; `/amp/17` may be an article on amplifiers.
_AMP_START: Final = re.compile(r"\A/amp(?=/[^/]+/[^/])", re.IGNORECASE)
_AMP_QUERY: Final = re.compile(
    r"_?amp(?:=(?:1|true|yes)?)?|(?:output(?:type)?)=[\w-]*amp|amp_(?:js_v|gsa|ct)=.*|usqp=mq\d.*"
    # Where a reader came from, in words that name no article; DW and Al Jazeera say it in names of their own.
    "|(?:ref|referrer|via|src|source|traffic_source)=(?:rss|feed|twitter|facebook|fb|telegram|whatsapp|instagram"
    "|social|share|newsletter|email|google|googlenews|home|homepage|app)|traffic_source=.*|maca=.*",
    re.IGNORECASE,
)
_LONGEST: Final = 2000  # of an address that a person or a browser takes; more is not looked into
# A letter and the marks behind it; the letter of a script other than Latin is an escape itself.
_MARKED: Final = re.compile("[A-Za-z]?(?:%[89A-F][0-9A-F])+")


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


@lru_cache(maxsize=4096)
def article_url(url: str) -> str:
    """The canonical address without the guise in which an outlet shows the page: `www.`, `m.`, `mobile.`, `wap.` and
    `amp.` before a name that has two labels left, `/amp` at either end of the path, what asks for AMP or says where the
    reader came from; letters and their marks are composed (NFC). For comparing only: such an address may not exist."""
    address = canonical_url(url)
    return _stable(address) if len(address) <= _LONGEST and _split("".join(url.split())) else address


def _stable(address: str) -> str:
    """Until nothing is left to take away: one guise stands in another (`www.m.…`)."""
    shown = _shown(address)
    while shown != address:
        address, shown = shown, _shown(shown)
    return address


def _shown(address: str) -> str:
    if handed_out := _HANDED_OUT.fullmatch(address):
        address = canonical_url(f"https://{handed_out[1]}")
    address = _MARKED.sub(_composed, address)
    head, mark, fragment = address.removeprefix("https://").partition("#")
    page, asked, query = head.partition("?")
    host, slash, rest = page.partition("/")
    path = _AMP_END.sub("", _AMP_START.sub("", slash + rest))
    kept = "&".join(pair for pair in query.split("&") if pair and not _AMP_QUERY.fullmatch(pair)) if asked else ""
    return f"https://{_plain(host)}{path}{'?' if kept else ''}{kept}{mark}{fragment}"


def _plain(host: str) -> str:
    found = _GUISE.match(host)
    rest = host[found.end() :] if found else ""
    return rest if "." in rest and not _REGISTRY.fullmatch(rest) else host


def _composed(found: re.Match[str]) -> str:
    try:
        return quote(normalize("NFC", unquote_to_bytes(found[0]).decode()), safe=_SAFE.replace("%", ""))
    except UnicodeDecodeError:
        return found[0]


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
