"""The keys that an address is looked up by: its host and those it lies in, with and without the path's beginning."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

# Hosts on which everybody has pages of a name of their own choice. Messengers first, then what only passes on.
SHARED: Final = frozenset(
    """t.me telegram.me telegram.org x.com twitter.com facebook.com instagram.com youtube.com youtu.be tiktok.com
    whatsapp.com threads.net bsky.app soundcloud.com justpaste.it telegra.ph archive.org blogspot.com wordpress.com
    medium.com substack.com""".split()
)
# Other names of a host.
_SAME: Final = {"telegram.me": "t.me", "twitter.com": "x.com"}
# A path may begin with what is only a view of the page: https://t.me/s/name.
_VIEWS: Final = {"t.me": frozenset({"s"})}
_LONGEST, _LABELS, _SEGMENTS = 2000, 6, 2


def addresses(url: str) -> Iterator[str]:
    """`news.example.org/a/b`, `news.example.org/a`, `news.example.org`, `example.org/a/b` … most specific first.

    Without scheme, `www.` and case. Nothing for what is no address.
    """
    host, path = _parts(url[:_LONGEST])
    labels = host.split(".")[-_LABELS:] if host else []
    for at in range(len(labels) - 1):
        name = ".".join(labels[at:])
        name = _SAME.get(name, name)
        held = path[1:] if path and path[0] in _VIEWS.get(name, ()) else path
        for length in range(min(len(held), _SEGMENTS), -1, -1):
            yield "/".join((name, *held[:length]))


def is_shared(address: str) -> bool:
    """Whether an address of `addresses` is a host on which everybody chooses a name."""
    return address in SHARED


def _parts(url: str) -> tuple[str, list[str]]:
    try:
        read = urlsplit(url if "//" in url else f"//{url}")
        host = (read.hostname or "").rstrip(".")
    except ValueError:
        return "", []
    return host.removeprefix("www."), [one for one in read.path.casefold().split("/") if one]
