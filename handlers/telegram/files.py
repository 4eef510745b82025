"""Files that lie with Telegram: found by their id, fetched in bounded size. No error tells the address: the token is in
it."""

import httpx
import telegram
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.core.errors import SourceError
from bot.core.material import Attachment
from handlers.telegram.errors import is_of_a_proxy

_CONNECT_SECONDS = 10.0


class Files:
    """Fetches with a bot of the library, and connections of its own."""

    def __init__(self, bot: telegram.Bot, patience: float) -> None:
        """Waits `patience` seconds for the next piece of a file."""
        self._bot = bot
        # A file is taken as it is: what a server packs unasked could be larger than it looks.
        timeout = httpx.Timeout(patience, connect=_CONNECT_SECONDS)
        self._http = httpx.AsyncClient(headers={"Accept-Encoding": "identity"}, timeout=timeout)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def fetch(self, attachment: Attachment, largest: int) -> bytes:
        """The file. Raises SourceError, also when it is larger than so many bytes."""
        try:
            found = await self._bot.get_file(attachment.ref)
        except TelegramError as error:
            raise _refusal(error) from None
        if found.file_size is not None and found.file_size > largest:
            raise _too_large(largest)
        if not (found.file_path or "").startswith(("http://", "https://")):
            raise SourceError("telegram", "the Bot API server gives no address for it", permanent=True)
        try:
            return await self._body(str(found.file_path), largest)
        except httpx.HTTPError as error:
            raise SourceError("telegram", f"the file could not be fetched ({type(error).__name__})") from None

    async def _body(self, url: str, largest: int) -> bytes:
        async with self._http.stream("GET", url) as response:
            if response.status_code != httpx.codes.OK:
                code = response.status_code
                raise SourceError("telegram", f"the file could not be fetched (HTTP {code})", permanent=code == 404)
            if response.headers.get("content-encoding", "identity").lower() != "identity":
                raise SourceError("telegram", "the file came packed, which was not asked for", permanent=True)
            body = bytearray()
            async for piece in response.aiter_raw():
                body += piece
                if len(body) > largest:
                    raise _too_large(largest)
            return bytes(body)


def _too_large(largest: int) -> SourceError:
    return SourceError("telegram", f"it is larger than {largest >> 20} MB", permanent=True)


def _refusal(error: TelegramError) -> SourceError:
    if isinstance(error, BadRequest) and "too big" in str(error).casefold():
        return SourceError("telegram", "it is larger than the 20 MB that Telegram gives to bots", permanent=True)
    passing = is_of_a_proxy(error) or not isinstance(error, BadRequest | Forbidden | InvalidToken)
    why = "Telegram asks to wait" if isinstance(error, RetryAfter) else type(error).__name__
    return SourceError("telegram", f"Telegram does not give the file ({why})", permanent=not passing)
