"""Which addresses may be reached on behalf of people who add URLs."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from bot.core.errors import SourceError

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

# Other ways to write an IPv4 address that some resolvers read: 127.1, 0x7f000001, 2130706433.
_NUMERIC: Final = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+))*")
_NAT64: Final = IPv6Network("64:ff9b::/96")
# Names that stand for this machine or its neighbours, whoever resolves them.
_LOCAL_NAMES: Final = ("localhost", ".localhost", ".localdomain", ".local", ".internal", ".home.arpa")
# What IPv6 has in public lies in here (RFC 4291): the rest is reserved, site-local, or an IPv4 address in disguise.
_UNICAST: Final = IPv6Network("2000::/3")
# Public by their numbers, and yet no place for an outlet: assignments of the IETF, what Azure tells its machines,
# documentation (RFC 9637).
_SPECIAL: Final = (IPv4Network("192.0.0.0/24"), IPv4Network("168.63.129.16/32"), IPv6Network("3fff::/20"))
_HOSTNAME: Final = re.compile(r"[\w.-]+")


def parse_networks(names: Iterable[str]) -> tuple[Network, ...]:
    """Networks as RASID_ALLOW_NETWORKS lists them: `10.0.0.0/8`, `::1`. Raises SourceError for any other word."""
    found = []
    for name in names:
        try:
            found.append(ip_network(name, strict=False))
        except ValueError as error:
            reason = f"{name!r} is no network; write it like 10.0.0.0/8 or 127.0.0.1"
            raise SourceError("RASID_ALLOW_NETWORKS", reason, permanent=True) from error
    return tuple(found)


def may_reach(address: Address, allowed: Sequence[Network] = ()) -> bool:
    """Whether an address is public, or in one of the networks that the operator allows.

    An address that carries another one inside (mapped, 6to4, Teredo, NAT64) is judged by that one too.
    """
    if _within(address, allowed):
        return True
    if isinstance(address, IPv4Address):
        return _is_public(address)
    inner = list(_carried(address))
    wrapped = address.ipv4_mapped is not None or address in _NAT64
    public = wrapped or (address in _UNICAST and _is_public(address))
    return public and all(may_reach(one, allowed) for one in inner)


def may_proxy(host: str, allowed: Sequence[Network] = ()) -> bool:
    """The same for a host that only a proxy will resolve: a name without a dot is one of the proxy's neighbours."""
    bare = unicodedata.normalize("NFKC", host).replace("\N{IDEOGRAPHIC FULL STOP}", ".").strip("[]").rstrip(".")
    literal = ":" in bare
    return (literal or ("." in bare and bool(_HOSTNAME.fullmatch(bare)))) and may_name(bare, allowed)


def may_name(host: str, allowed: Sequence[Network] = ()) -> bool:
    """The same for a host in a URL before it is resolved: literals and local names are all that is seen here."""
    bare = host.strip("[]").rstrip(".").lower()
    try:
        return may_reach(ip_address(bare), allowed)
    except ValueError:
        return not _NUMERIC.fullmatch(bare) and bare != _LOCAL_NAMES[0] and not bare.endswith(_LOCAL_NAMES[1:])


def is_address(host: str) -> bool:
    """Whether a host in a URL is an address as it stands, and no name."""
    return _literal(host) is not None


def is_own(host: str, allowed: Sequence[Network]) -> bool:
    """Whether a host in a URL is an address in one of the operator's own networks."""
    address = _literal(host)
    return address is not None and _within(address, allowed)


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address.version == one.version and address in one for one in networks)


def _is_public(address: Address) -> bool:
    return address.is_global and not address.is_multicast and not _within(address, _SPECIAL)


def may_add(url: str, allowed: Sequence[Network] = ()) -> bool:
    """False where an address itself says that it will be refused; a name is looked up only when it is fetched."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost":
        return may_name("127.0.0.1", allowed) or may_name("::1", allowed)
    return may_name(host, allowed) or (host.endswith(_LOCAL_NAMES[1:]) and bool(allowed))


def _carried(address: IPv6Address) -> Iterable[IPv4Address]:
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _NAT64:
        yield IPv4Address(address.packed[-4:])
