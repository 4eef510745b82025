"""An HTTP server on loopback that a test starts, stops and starts again on the same port."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.fakes.faults import Answer, Cut, Fault, FaultPlan, Hang, hang

HOST = "127.0.0.1"
LARGEST_BODY = 64 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    content: bytes
    content_type: str = "application/octet-stream"


class LoopbackServer:
    """Subclasses give the routes. `faults` go before the real answer; the port stays the same over stop and start.

    `violations` are calls that the platform could not have understood: whoever made them may have swallowed the
    refusal, so at the end of `async with` any that is left is an AssertionError.
    """

    def __init__(self, faults: FaultPlan | None = None) -> None:
        self.faults = faults or FaultPlan()
        self.port = 0
        self.violations: list[str] = []
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
        told = "calls that the platform does not understand:\n" + "\n".join(self.violations)
        if error is not None and self.violations:
            error.add_note(told)
        assert error is not None or not self.violations, told

    async def start(self) -> None:
        application = web.Application(client_max_size=LARGEST_BODY)
        self.add_routes(application.router)
        self._runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self.port, reuse_address=True).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close the port and cut every open connection; what was recorded stays."""
        if self._runner:
            await self._runner.cleanup()
        self._runner = None

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    def add_routes(self, router: web.UrlDispatcher) -> None:
        raise NotImplementedError


async def read_parameters(request: web.Request) -> dict[str, Any]:
    """Query, form, multipart and JSON body as one mapping; files as Upload, fields of a form as text."""
    found: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        found |= json.loads(await request.text() or "{}")
    elif request.content_type.startswith("multipart/"):
        found |= await read_multipart(request)
    elif request.body_exists:
        found |= dict(await request.post())
    return found


async def read_multipart(request: web.Request) -> dict[str, Any]:
    return {name: as_value(field) for name, field in (await request.post()).items()}


def as_value(field: str | bytes | bytearray | web.FileField) -> str | Upload:
    if isinstance(field, web.FileField):
        return Upload(field.filename, field.file.read(), field.content_type)
    return field if isinstance(field, str) else field.decode()


def decoded(parameters: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """The parameters with those in `names` read as JSON where they came as text, as forms carry them.

    What is no JSON stays text, for the referee to see.
    """
    return {name: parsed(value) if name in names else value for name, value in parameters.items()}


def parsed(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


def cut(request: web.Request) -> ConnectionResetError:
    """Cut the connection without an answer; the caller raises what is returned."""
    if request.transport:
        request.transport.abort()
    return ConnectionResetError("cut by the test")


async def before_work(request: web.Request, fault: Fault | None) -> web.Response | None:
    """Act on a fault that strikes before the request's work is done; an answer ends the request."""
    match fault:
        case Answer():
            return fault.response()
        case Cut(received=False):
            raise cut(request)
        case Hang(received=False):
            await hang(fault)
    return None


async def after_work(request: web.Request, fault: Fault | None) -> None:
    """Act on a fault that strikes when the work is done, so that the outcome stays unknown to the client."""
    match fault:
        case Cut(received=True):
            raise cut(request)
        case Hang(received=True):
            await hang(fault)
