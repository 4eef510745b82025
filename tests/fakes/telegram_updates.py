"""The queue of updates: a true long poll with offsets, or a webhook."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any

import aiohttp

from tests.fakes.referees import check_update
from tests.fakes.telegram_faults import ApiError
from tests.fakes.telegram_objects import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_UPDATE = 800_000_001
WEBHOOK_PAUSE = 0.1


class UpdateQueue:
    """Updates wait here until the bot confirms them with a higher offset or a webhook answers 200.

    `out_of_order` hands the newest out first. `repeat` hands an update out once more, confirmed or not.
    """

    def __init__(self) -> None:
        self.out_of_order = False
        self.webhook: Json = {}
        self.pushed: list[Json] = []
        self._waiting: list[Json] = []
        self._repeats: list[Json] = []
        self._news = asyncio.Event()
        self._poll = 0
        self._poster: asyncio.Task[None] | None = None

    def push(self, kind: str, payload: Json) -> Json:
        """Emit an update of `kind` (message, callback_query …) with the next id, once aiogram accepts it."""
        update = {"update_id": FIRST_UPDATE + len(self.pushed), kind: payload}
        check_update(update)
        self.pushed.append(update)
        self._waiting.append(update)
        self._wake()
        return update

    def repeat(self, update: Json) -> None:
        self._repeats.append(dict(update))
        self._wake()

    @property
    def pending(self) -> int:
        return len(self._waiting)

    async def poll(self, offset: int, limit: int, seconds: float, kinds: Collection[str]) -> list[Json]:
        """getUpdates: confirm what lies before `offset`, then wait up to `seconds` for news.

        A second poll ends the first with 409, as Telegram does.
        """
        if self.webhook:
            raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
        self._poll += 1
        mine = self._poll
        self._wake()
        self.confirm(offset)
        try:
            async with asyncio.timeout(seconds):
                while not (found := self._next(limit, kinds)):
                    await self._news.wait()
                    self._refuse_older(mine)
        except TimeoutError:
            return []
        return found

    def confirm(self, offset: int) -> None:
        """Forget the updates before `offset`; a negative one keeps only that many from the end."""
        if offset < 0:
            self._waiting = self._waiting[offset:]
        else:
            self._waiting = [update for update in self._waiting if update["update_id"] >= offset]

    def _next(self, limit: int, kinds: Collection[str]) -> list[Json]:
        repeats, self._repeats = self._repeats, []
        wanted = [update for update in self._waiting if not kinds or set(kinds) & update.keys()]
        found = repeats + wanted
        return (found[::-1] if self.out_of_order else found)[:limit]

    def _refuse_older(self, mine: int) -> None:
        if mine != self._poll:
            reason = "terminated by other getUpdates request; make sure that only one bot instance is running"
            raise ApiError(409, f"Conflict: {reason}")

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def set_webhook(self, settings: Json) -> None:
        await self.close()
        self.webhook = settings
        if settings:
            self._poster = asyncio.create_task(self._post_updates())

    async def close(self) -> None:
        if self._poster:
            self._poster.cancel()
            await asyncio.gather(self._poster, return_exceptions=True)
        self._poster = None

    async def _post_updates(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                news = self._news
                if not (found := self._next(1, ())):
                    await news.wait()
                elif await self._post(session, found[0]):
                    self._waiting = [update for update in self._waiting if update is not found[0]]
                else:
                    await asyncio.sleep(WEBHOOK_PAUSE)

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> bool:
        """Whether the webhook took the update; otherwise Telegram tries again."""
        secret: str | None = self.webhook.get("secret_token")
        headers = {SECRET_HEADER: secret} if secret else {}
        try:
            async with session.post(self.webhook["url"], json=update, headers=headers) as answer:
                return answer.ok
        except aiohttp.ClientError as reason:
            self.webhook["last_error_message"] = str(reason)
            return False

    def webhook_info(self) -> dict[str, Any]:
        info = {"url": self.webhook.get("url", ""), "has_custom_certificate": False}
        return info | {"pending_update_count": self.pending}
