"""Files that lie with Slack. The bot's token opens them, so it goes to Slack's own host and nowhere else.

A payload may name any address: what lies elsewhere is not fetched, and no redirect is followed.
"""

import asyncio
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.core.errors import SourceError, WireError
from bot.core.inflate import Inflater
from bot.core.material import Attachment
from handlers.slack.errors import code_of, send_error
from handlers.slack.socket import proxy_for

# https://docs.slack.dev/reference/objects/file-object#authentication
HOST = URL("https://files.slack.com")
_SCOPE = (
    "Slack shows its login instead of the file: give the app the scope files:read (docs/slack-manifest.yaml has it), "
    "install it anew, and let it into the channel"
)
_GONE = frozenset({"file_not_found", "file_deleted"})
_NO_SCOPE = frozenset({"missing_scope", "no_permission", "access_denied", "not_allowed_token_type"})


class Files:
    """Fetches files with the token of `web`; `seconds` is for a whole file."""

    def __init__(self, web: AsyncWebClient, seconds: float) -> None:
        self._web, self._seconds = web, seconds

    async def fetch(self, attachment: Attachment, largest: int) -> bytes:
        """The bytes of a file, at most `largest`. Raises SourceError with a sentence for people, without address and
        token."""
        if attachment.size is not None and attachment.size > largest:
            raise _failed(f"the file is larger than {largest // 1024} kB", permanent=True)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._fetch(attachment.ref, largest)
        except SourceError:
            raise
        except WireError as error:
            raise _failed(str(error), permanent=True) from None
        except TimeoutError:
            raise _failed(f"no whole file within {self._seconds:g} s") from None
        except Exception as error:  # what the client shows of an answer may hold the address
            raise _failed(f"the file cannot be fetched ({type(error).__name__})") from None

    async def _fetch(self, ref: str, largest: int) -> bytes:
        url = parsed(ref if "://" in ref else await self._address(ref))
        home = HOST if self._web.base_url == self._web.BASE_URL else URL(self._web.base_url)
        if url is None or not lies_at(home, url):
            raise _failed("the file does not lie with Slack; send its address instead", permanent=True)
        headers = {"Authorization": f"Bearer {self._web.token}", "Accept-Encoding": "identity"}
        async with (
            aiohttp.ClientSession(auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()) as session,
            session.get(url, headers=headers, allow_redirects=False, proxy=proxy_for(str(url))) as answer,
        ):
            _check(answer)
            inflater = Inflater(answer.headers.get("Content-Encoding", ""), largest)
            async for piece in answer.content.iter_any():
                inflater.feed(piece)
            return inflater.body()

    async def _address(self, file: str) -> str:
        """Where a file lies of which a message told nothing but the id."""
        try:
            told: Any = await self._web.files_info(file=file)
        except Exception as error:
            raise _unknown(code_of(error), send_error(error).reason) from None
        about = told.get("file") or {}
        url = str(about.get("url_private_download") or about.get("url_private") or "")
        if not url:
            raise _failed("Slack has no content for this file", permanent=True)
        return url


def parsed(url: str) -> URL | None:
    """What the client connects to is what was looked at: both are this value."""
    try:
        return URL(url)
    except ValueError:
        return None


def lies_at(home: URL, url: URL) -> bool:
    """Whether the token may go there. A user in an address hides its host from people, and Slack never writes one."""
    there, own = (url.scheme, url.host, url.port), (home.scheme, home.host, home.port)
    return there == own and not url.user and not url.password


def _check(answer: aiohttp.ClientResponse) -> None:
    """Raise SourceError for whatever is no file. A login page comes with 200, but never as a download."""
    status, kind = answer.status, answer.headers.get("Content-Type", "").lower()
    download = answer.headers.get("Content-Disposition", "").lower().startswith("attachment")
    if status in (401, 403) or 300 <= status < 400 or (status == 200 and kind.startswith("text/html") and not download):
        raise _failed(_SCOPE, permanent=True)
    if status in (404, 410):
        raise _failed("the file was deleted", permanent=True)
    if status != 200:
        raise _failed("Slack asks for fewer requests" if status == 429 else f"Slack answers HTTP {status}")


def _unknown(code: str, reason: str) -> SourceError:
    if code in _NO_SCOPE:
        return _failed(_SCOPE, permanent=True)
    return _failed("the file was deleted", permanent=True) if code in _GONE else _failed(reason)


def _failed(reason: str, *, permanent: bool = False) -> SourceError:
    return SourceError("slack", reason, permanent=permanent)
