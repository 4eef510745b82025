"""Reading sitemaps: what an outlet without a feed says of its newest pages."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from courlan import extract_domain

from bot.core.errors import WireError
from bot.core.wire import parse_date
from bot.sources.encoding import decode
from bot.sources.feeds import Item
from bot.sources.sitemap_xml import ADDRESS, MOST_ENTRIES, elements, is_list, root, unpacked

# A news sitemap holds the articles of two days (the protocol for news sitemaps); of other lists no more is taken.
NEWS: Final = timedelta(hours=48)
_DAY: Final = timedelta(days=1)
# So many of the newest pages are taken from one sitemap.
MOST: Final = 500
_LONGEST_URL: Final = 2048
_TITLE: Final = 500
_DAY_IN_PATH: Final = re.compile(r"(?<!\d)(20\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?!\d)")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_UNDATED: Final = (
    "the sitemap gives no dates, so nobody can tell what in it is news; "
    "give the address of the outlet's news sitemap, or of a feed"
)
_NONE: Final = "no sitemap is there; give the address of a sitemap, or of a feed"


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index names. `modified` is aware UTC, None where the index does not say."""

    url: str
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap holds: the outlet's name where it says so, pages of the last 48 hours, newest first, as items
    without a text, and for an index the sitemaps that it names, newest first."""

    title: str
    items: tuple[Item, ...] = ()
    children: tuple[Child, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One page as the sitemap has it. `at` is when it was new: its date, else the end of the day in its address, else
    now where the outlet lists it as news, else None."""

    facts: Mapping[str, str]
    date: datetime | None
    at: datetime | None


def read_sitemap(body: bytes, url: str, now: datetime, *, label: str | None = None) -> Sitemap:
    """Read a sitemap that came from `url`; `label` is the charset of the HTTP header.

    Only addresses of the same outlet (the same registrable domain) are taken. Broken XML gives what stands before the
    break. Raises WireError where no sitemap is there, or one without any date.
    """
    text = decode(unpacked(body), label).text.lstrip("\ufeff \t\r\n")
    kind = root(text)
    if kind == "sitemapindex":
        return Sitemap("", children=_children(elements(text, "sitemap"), url))
    if kind == "urlset":
        return _of_entries(elements(text, "url"), url, now)
    if is_list(text):
        lines = ({"loc": line} for line in text.split("\n")[:MOST_ENTRIES])
        return _of_entries(lines, url, now)
    raise WireError(_NONE)


def same_outlet(url: str, base: str) -> bool:
    """Whether two addresses are of one registrable domain, as the sitemap protocol demands."""
    return bool(_outlet(url)) and _outlet(url) == _outlet(base)


def _outlet(url: str) -> str:
    try:
        return _domain((urlsplit(url).hostname or "").rstrip("."))
    except ValueError:
        return ""


@lru_cache(1024)
def _domain(host: str) -> str:
    """The registrable domain; the host itself where it has none (a number, a name of one's own network)."""
    return (extract_domain(f"https://{host}/") if "." in host else None) or host.removeprefix("www.")


def _of_entries(found: Iterable[Mapping[str, str]], base: str, now: datetime) -> Sitemap:
    entries = [_entry(facts, now) for facts in found]
    dated = [(one.at, one) for one in entries if one.at is not None]
    if entries and not dated:
        raise WireError(_UNDATED)
    fresh = sorted((pair for pair in dated if now - pair[0] <= NEWS), key=lambda pair: pair[0], reverse=True)
    items = islice((item for _, entry in fresh if (item := _item(entry, base))), MOST)
    names = Counter(name for _, one in dated if (name := one.facts.get("news:name"))).most_common(1)
    return Sitemap(names[0][0][:100] if names else "", tuple({item.url: item for item in items}.values()))


def _entry(facts: Mapping[str, str], now: datetime) -> _Entry:
    date = _date(facts.get("news:publication_date", "")) or _date(facts.get("lastmod", ""))
    at = date or _day_in(facts.get("loc", "")) or (now if "news:" in facts else None)
    return _Entry(facts, date, at)


def _item(entry: _Entry, base: str) -> Item | None:
    address = _address(entry.facts.get("loc", ""), base)
    if address is None or not urlsplit(address).path.strip("/"):
        return None  # the front page changes all day and is no article
    title = entry.facts.get("news:title") or _title_of(address)
    return Item(text="", title=title[:_TITLE], key=None, url=address, published=entry.date)


def _address(location: str, base: str) -> str | None:
    """The whole address, None where it is unusable or another outlet's."""
    try:
        whole = urljoin(base, location.strip())
    except ValueError:
        return None
    usable = bool(location) and len(whole) <= _LONGEST_URL and bool(ADDRESS.fullmatch(whole))
    return whole if usable and same_outlet(whole, base) else None


def _date(text: str) -> datetime | None:
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None


def _day_in(address: str) -> datetime | None:
    """The end of the day that stands in an address (/2026/03/05/), in UTC."""
    found = _DAY_IN_PATH.search(address)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC) + _DAY if found else None
    except ValueError:
        return None


def _title_of(address: str) -> str:
    """What an address says of its page («…/attack-on-market-12345»); the address itself where that is nothing."""
    parts = urlsplit(address)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    words = " ".join(re.sub(r"\.\w{2,5}$", "", last).replace("-", " ").replace("_", " ").split())
    said = len(_WORD.findall(words)) > 1
    return words if said else unquote(f"{parts.hostname}{parts.path}")


def _children(entries: Iterable[Mapping[str, str]], base: str) -> tuple[Child, ...]:
    """Dated ones first, the newest of them first; of the others those first that call themselves news."""
    found: dict[str, Child] = {}
    for entry in entries:
        address = _address(entry.get("loc", ""), base)
        if address is not None:
            found.setdefault(address, Child(address, _date(entry.get("lastmod", ""))))
    oldest = datetime.min.replace(tzinfo=UTC)
    return tuple(
        sorted(found.values(), key=lambda one: (one.modified or oldest, "news" in one.url.lower()), reverse=True)
    )
