"""Files that the bot posts: an address to upload to, the bytes, and only then a message that people see.

What fails before the last call was seen by nobody, so it may be done again without a doubt.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.core.bidi import strip_controls
from bot.core.errors import SendError, SendFailure
from bot.core.message import File
from bot.core.model import Delivery
from handlers.slack.errors import file_error
from handlers.slack.format import comment
from handlers.slack.socket import proxy_for

_TOO_LARGE = 413
# https://docs.slack.dev/reference/methods/files.getUploadURLExternal
_LONGEST_DESCRIPTION = 1000


async def share(web: AsyncWebClient, seconds: float, delivery: Delivery, thread: Mapping[str, Any]) -> str:
    """Post the file of a delivery with its words; `seconds` are for the upload. Returns the id of the file, as Slack
    does not say which message it becomes. Raises SendError, and what the client raises of the last call."""
    file = delivery.message.file
    assert file is not None
    try:
        async with asyncio.timeout(seconds):
            file_id = await _uploaded(web, file, delivery.content or b"", _described(delivery))
    except Exception as error:
        raise _unseen(file_error(error)) from None
    await web.files_completeUploadExternal(
        files=[{"id": file_id, "title": file.name}],
        channel_id=delivery.destination.address.chat,
        initial_comment=comment(delivery.message) or None,
        thread_ts=thread.get("thread_ts"),
    )
    return file_id


async def _uploaded(web: AsyncWebClient, file: File, content: bytes, described: str | None) -> str:
    """The file's id, when its bytes are there."""
    told = await web.files_getUploadURLExternal(filename=file.name, length=len(content), alt_txt=described)
    url, file_id = str(told.get("upload_url") or ""), str(told.get("file_id") or "")
    if not url.startswith(("https://", "http://")) or not file_id:
        raise SendError(SendFailure.AWAY, "Slack gives no address to upload to")
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
        session.post(URL(url, encoded=True), data=content, allow_redirects=False, proxy=proxy_for(url)) as answer,
    ):
        _check(answer)
    return file_id


def _described(delivery: Delivery) -> str | None:
    """What a picture shows, for who cannot see it: its words say so."""
    message = delivery.message
    shown = message.file and message.file.is_picture and message.text
    return strip_controls(message.text)[:_LONGEST_DESCRIPTION] if shown else None


def _check(answer: aiohttp.ClientResponse) -> None:
    """Raise SendError where the bytes were not taken."""
    if answer.status == 200:
        return
    reason = f"the upload is answered with HTTP {answer.status}"
    if answer.status == 429:
        wait = answer.headers.get("Retry-After", "")
        raise SendError(SendFailure.BUSY, reason, retry_after=float(wait) if wait.isdecimal() else None)
    raise SendError(SendFailure.REFUSED if answer.status == _TOO_LARGE else SendFailure.AWAY, reason)


def _unseen(error: SendError) -> SendError:
    """Before anything is posted no outcome is unknown."""
    return SendError(SendFailure.AWAY, error.reason) if error.failure is SendFailure.UNKNOWN else error
