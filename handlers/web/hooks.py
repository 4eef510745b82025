"""What platforms post to the bot: each request in bounds to its hook, and an answer whatever becomes of it."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from bot.core.errors import RasidError
from bot.ports import Hook, HookReply

# No platform says more at once: an update of Telegram and an event of Slack have some kilobytes.
LARGEST = 1 << 20
# Seconds after which the platform may post again what could not be kept.
_RETRY_AFTER = "5"

log = logging.getLogger(__name__)


def add_hooks(app: web.Application, hooks: Sequence[Hook]) -> None:
    """Add a route for each hook. What is larger than the application's `client_max_size` is answered 413."""
    for hook in hooks:
        app.router.add_post(hook.path, _route(hook))


def _route(hook: Hook) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        try:
            body = await request.read()
        except (web.RequestPayloadError, ConnectionError):  # broken off: no line in the log for what anybody can do
            return _response(HookReply(400))
        return _response(await _answered(hook, request, body))

    return answer


async def _answered(hook: Hook, request: web.Request, body: bytes) -> HookReply:
    """The hook's answer; 503 for what could not be kept, so that it comes again."""
    try:
        return await hook.answer(request.headers, body)
    except RasidError as error:
        log.warning("what came to %s is not kept, it may come again: %s", hook.path, error)
    except Exception:
        log.exception("what came to %s is not kept, it may come again", hook.path)
    return HookReply(503)


def _response(reply: HookReply) -> web.Response:
    headers = {"Retry-After": _RETRY_AFTER} if reply.status == 503 else None
    if reply.body is None:
        return web.Response(status=reply.status, headers=headers)
    return web.json_response(reply.body, status=reply.status, headers=headers)
