"""Who may do what, and what is open to whom."""

from collections.abc import Iterator

from pydantic import SecretStr

from bot.cli.check.finding import Finding, Kind, Look

ADMINS = Kind(
    501,
    "info",
    "nobody is named as administrator",
    "send the one-time code that rasid run prints, or set it to telegram:ID",
)
OPEN = Kind(502, "warning", "anybody may use the bot", "anybody who finds the bot may use it; unset it for invite")
API = Kind(
    503,
    "warning",
    "the API listens beyond this machine without TLS",
    "put a proxy with TLS before it, or listen on 127.0.0.1",
)
CONSOLE = Kind(
    504,
    "info",
    "the web console is refused to other machines",
    "set RASID_CONSOLE_TOKEN to let people log in from elsewhere",
)
SHORT = Kind(505, "warning", "a token that people chose is short", "make a long one: openssl rand -hex 32")
PLAIN = Kind(
    506,
    "warning",
    "the web console logs people in without TLS",
    "put a proxy with TLS before it, or listen on 127.0.0.1",
)
KINDS = (ADMINS, OPEN, API, CONSOLE, SHORT, PLAIN)
_LOCAL = ("127.0.0.1", "::1", "localhost")
# Characters; 20 of the usual alphabet are about a hundred bits. Own choice.
_LONG_ENOUGH = 20


def examine(look: Look) -> Iterator[Finding]:
    """Roles, the API and the web console."""
    settings = look.settings
    if not settings.admin_labels:
        yield ADMINS.found("RASID_ADMINS is empty")
    if settings.access == "open":
        yield OPEN.found("RASID_ACCESS is open")
    console: SecretStr | None = getattr(settings, "console_token", None)
    for name, token in (("RASID_API_TOKEN", settings.api_token), ("RASID_CONSOLE_TOKEN", console)):
        if token and len(token.get_secret_value()) < _LONG_ENOUGH:
            yield SHORT.found(f"{name} is shorter than {_LONG_ENOUGH} characters")
    if settings.http_host in _LOCAL:
        return
    if settings.api_token:
        yield API.found(f"the API listens on {settings.http_host} without TLS")
    if console:
        yield PLAIN.found(f"the web console listens on {settings.http_host} without TLS")
    else:
        yield CONSOLE.found(f"RASID_HTTP_HOST is {settings.http_host}, but the web console is for this machine alone")
