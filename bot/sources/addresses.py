"""What a page says its own address is, and when to believe that."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from courlan import extract_domain
from lxml import html

from bot.core.canonical import canonical_url

_GUISES: Final = frozenset({"www", "m", "amp", "mobile", "wap"})
_STANDARD_PORTS: Final = frozenset({None, 80, 443})
_LONGEST: Final = 2_000
_SLUG: Final = 25


def own_address(tree: html.HtmlElement, fetched: str) -> str:
    """The address that a page gives for itself where that may be believed, else the one that it came from."""
    declared = [*tree.xpath("//link[@rel='canonical']/@href"), *tree.xpath("//meta[@property='og:url']/@content")]
    return article_address(fetched, [str(one) for one in declared])


def article_address(fetched: str, declared: Sequence[str]) -> str:
    """The first declared address that lies on the same site and is no section of it, else `fetched`."""
    here = _split(fetched)
    for address in _whole(declared, fetched) if here else ():
        there = _split(address)
        if here and there and _same_site(here, there) and not _is_above(there, here):
            return address
    return fetched


def is_above(url: str, other: str) -> bool:
    """Whether an address is a home page while the other names something, or a section in whose path the other lies."""
    there, here = _split(url), _split(other)
    if there is None or here is None:
        return False
    deep, high = _steps(here), _steps(there)
    if not high:
        return not there.query and bool(deep or "?" in canonical_url(other))
    within = _same_site(there, here) and len(high) < len(deep) and deep[: len(high)] == high
    return within and not there.query and not _names_an_article(high[-1])


def _whole(declared: Sequence[str], base: str) -> Iterator[str]:
    for one in declared:
        try:
            yield urljoin(base, one.strip())
        except ValueError:
            continue


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return None
    return parts if usable and len(url) <= _LONGEST else None


def _same_site(one: SplitResult, other: SplitResult) -> bool:
    """The same registrable domain; a host without one (an address, a name of the house) must be the same."""
    first, second = _bare(str(one.hostname)), _bare(str(other.hostname))
    same_port = one.port == other.port or {one.port, other.port} <= _STANDARD_PORTS
    if first == second:
        return same_port
    domain = extract_domain(f"https://{first}/")
    return bool(domain) and same_port and domain == extract_domain(f"https://{second}/")


def _bare(host: str) -> str:
    name = host.lower().rstrip(".")
    first, _, rest = name.partition(".")
    return rest if first in _GUISES and "." in rest else name


def _is_above(there: SplitResult, here: SplitResult) -> bool:
    deep, high = _steps(here), _steps(there)
    if there.query or (high and _names_an_article(high[-1])):
        return False
    return len(deep) > len(high) or (bool(here.query) and "?" in canonical_url(here.geturl()))


def _steps(parts: SplitResult) -> list[str]:
    return [step for step in parts.path.split("/") if step]


def _names_an_article(step: str) -> bool:
    """An id or a slug, and no name of a section."""
    words = unquote(step)
    return bool(re.search(r"\d", words)) or len(words) > _SLUG or len(re.findall("[-_ ]", words)) > 1
