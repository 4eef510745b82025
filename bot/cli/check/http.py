"""The port of the HTTP server: free, the bot's own, or somebody else's."""

import errno
import json
import socket
from collections.abc import Iterator
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from bot.cli.check.finding import Finding, Kind, Look
from bot.core.urls import web_address

TAKEN = Kind(507, "error", "another program listens on the port", "end it, or set RASID_HTTP_PORT to another port")
OWN = Kind(508, "info", "the running bot answers on the port", "rasid run cannot be started twice on one port")
REFUSED = Kind(509, "error", "the address cannot be listened on", "set RASID_HTTP_HOST and RASID_HTTP_PORT")
KINDS = (TAKEN, OWN, REFUSED)
_SECONDS = 2.0


def examine(look: Look) -> Iterator[Finding]:
    """Try to listen; where that fails, see who does."""
    host, port = look.settings.http_host, look.settings.http_port
    problem = _problem(host, port)
    if problem is None:
        return
    if isinstance(problem, socket.gaierror) or problem.errno != errno.EADDRINUSE:
        yield REFUSED.found(f"{host}:{port} cannot be listened on: {problem.strerror}")
    elif _is_rasid(web_address(host, port)):
        yield OWN.found(f"a bot answers at {web_address(host, port)}")
    else:
        yield TAKEN.found(f"another program listens on {host}:{port}")


def _problem(host: str, port: int) -> OSError | None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind(address)
            one.listen(1)
    except OSError as error:
        return error
    return None


def _is_rasid(address: str) -> bool:
    """Whether who listens says that all is well as a bot does."""
    try:
        with build_opener(ProxyHandler({})).open(f"{address}healthz", timeout=_SECONDS) as answer:
            return bool(json.loads(answer.read(1000)) == {"status": "ok"})
    except (URLError, HTTPException, OSError, ValueError):
        return False
