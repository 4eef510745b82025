"""Where NATS is, and how one logs in there. What is shown of it is host and port, never the login."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from bot.core.errors import RasidError

_SCHEMES: Final = ("nats", "tls")
_PORT: Final = 4222
_SUCH_AS: Final = "it has to be such as nats://host:4222, or tls://user:password@host:4222"


class AddressError(RasidError):
    """An address that is none. The sentence holds nothing of it: a password may stand anywhere in it."""


@dataclass(frozen=True, slots=True)
class Address:
    """One server or the servers of one cluster, without the login, which is the same for all."""

    servers: tuple[str, ...]
    shown: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls, url: str) -> "Address":
        """From `nats://user:password@host:4222`, or several with commas between. A user alone is a token. Raises
        AddressError."""
        parts = [_split(one.strip()) for one in url.split(",") if one.strip()]
        if not parts:
            raise AddressError(f"The address of NATS is empty; {_SUCH_AS}.")
        places = [_place(one) for one in parts]
        servers = tuple(f"{one.scheme}://{place}" for one, place in zip(parts, places, strict=True))
        login = next((one for one in parts if one.username), None)
        if login is None:
            return cls(servers, ", ".join(places))
        name = unquote(login.username or "")
        if login.password is None:
            return cls(servers, ", ".join(places), token=name)
        return cls(servers, ", ".join(places), user=name, password=unquote(login.password))


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url if "://" in url else f"nats://{url}")
    except ValueError:
        raise AddressError(f"The address of NATS cannot be read; {_SUCH_AS}.") from None
    if parts.scheme not in _SCHEMES:
        raise AddressError(f"The address of NATS does not begin with nats:// or tls://; {_SUCH_AS}.")
    # A password with one of / ? # in it would end the host here, and be shown as one.
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise AddressError(
            f"The address of NATS goes on behind the host; {_SUCH_AS}. Write / ? # @ : , of a password as %2F %3F %23 "
            "%40 %3A %2C."
        )
    return parts


def _place(parts: SplitResult) -> str:
    """Host and port."""
    try:
        port = parts.port or _PORT
    except ValueError:
        port = 0
    if not port or not parts.hostname:
        raise AddressError(f"The address of NATS names no host, or a port that is no number; {_SUCH_AS}.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{port}"
