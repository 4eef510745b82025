"""Where a request comes from and whom it was meant for, told from its peer and its headers."""

from collections.abc import Iterable, Mapping
from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

_PORTS = {"http": 80, "https": 443}
_PROXY_HEADERS = frozenset(
    {"forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip", "cf-connecting-ip"}
)
_CONTROLS = frozenset(map(chr, range(0x20))) | {"\x7f", "\\"}


def is_loopback(address: str | None) -> bool:
    """Whether a peer's address is the machine's own; IPv4 may be written as IPv6."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (mapped or found).is_loopback


def is_local_name(host: str) -> bool:
    """Whether a Host header names the machine itself, with any port; not by a name that others can point at it."""
    name, _ = _split(host)
    name = name.removesuffix(".")
    if name.startswith("[") and name.endswith("]"):
        return is_loopback(name[1:-1])
    return name == "localhost" or name.endswith(".localhost") or (name.count(".") == 3 and is_loopback(name))


def is_forwarded(names: Iterable[str]) -> bool:
    """Whether a proxy passed the request on, by the names of its headers: its peer is then not who asks."""
    return any(name.lower() in _PROXY_HEADERS or name.lower().startswith("x-forwarded") for name in names)


def is_own(headers: Mapping[str, str], host: str) -> bool:
    """Whether a request may have been made by a page of ours. Browsers say where it was made (Sec-Fetch-Site, where not
    that Origin); what says neither is no browser of today, and nobody's page."""
    if site := headers.get("Sec-Fetch-Site"):
        return site in ("same-origin", "none") and headers.get("Origin", "") != "null"
    origin = headers.get("Origin")
    return origin is None or _is_origin(origin, host)


def is_visit(headers: Mapping[str, str]) -> bool:
    """Whether somebody opens a page: by a link of another site too, which changes nothing, but in no frame."""
    return headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest", "document") == "document"


def came_from(headers: Mapping[str, str], path: str) -> bool:
    """Whether a browser says that it comes from this path. Anybody can say so: good for a hint, not for a decision."""
    try:
        return urlsplit(headers.get("Referer", "")).path == path
    except ValueError:
        return False


def neighbourhood(address: str | None) -> str:
    """A peer's address as far as it is given to it: whoever has one of IPv6 has 2 to the 64 of them to choose from."""
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or "?"
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(IPv6Network((found, 64), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


def local_path(given: str) -> str:
    """A path of ours to go on to, `/` for whatever leads elsewhere."""
    if not given.startswith("/") or given.startswith("//") or _CONTROLS & set(given):
        return "/"
    return "/" if given.partition("?")[0] in ("/login", "/logout") else given


def _split(host: str) -> tuple[str, str]:
    """Name and port of a Host header, in lower case; no name where it is none."""
    name, colon, port = host.lower().rpartition(":")
    if not colon or host.endswith("]"):
        name, port = host.lower(), ""
    digits = port.isascii() and port.isdecimal() and len(port) <= 5
    return (name, port) if digits or not colon or host.endswith("]") else ("", "")


def _is_origin(origin: str, host: str) -> bool:
    """The scheme is not compared: behind a proxy with TLS ours is another than the browser's."""
    try:
        found = urlsplit(origin)
        wanted = urlsplit(f"{found.scheme}://{host}")
        return found.scheme in _PORTS and _place(found) == _place(wanted)
    except ValueError:
        return False


def _place(found: SplitResult) -> tuple[str | None, int | None]:
    return found.hostname, found.port or _PORTS[found.scheme]
