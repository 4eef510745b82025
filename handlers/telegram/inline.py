"""Inline mode: somebody types `@bot ISKP` in any chat and chooses what to send there.

https://core.telegram.org/bots/inline . Who types on asks anew with every letter, so what comes too late is left out.
"""

import asyncio
import logging
from collections.abc import Iterator

import telegram
from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.core.layout import clean_text
from bot.core.model import Address, Person
from bot.core.offer import Choice, Offer
from bot.ports import Front
from handlers.telegram.format import part, pieces
from handlers.telegram.updates import PLATFORM

# Telegram waits ten seconds for an answer.
PATIENCE = 8.0
# Seconds for which Telegram gives the same person the same answer.
_CACHED = 5
# Telegram takes fifty; nobody looks through more than these.
_MOST = 20
_LONGEST_TITLE = 120
_LONGEST_DESCRIPTION = 200
# What follows /start when the button above the results is pressed.
_START = "inline"
# Questions that are looked up at a time; the others wait.
_AT_ONCE = 3

log = logging.getLogger(__name__)


class Inline:
    """Answers what people type elsewhere. Never raises: who gets no answer types on."""

    def __init__(self, bot: telegram.Bot, patience: float = PATIENCE) -> None:
        self._bot, self._patience = bot, patience
        self._asking: dict[int, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(_AT_ONCE)

    def ask(self, query: InlineQuery, front: Front) -> None:
        """Answer in the background; an older question of the same person is answered no more."""
        who: int | None = getattr(query.from_user, "id", None)  # a lean server may leave out who asks
        if who is None:
            return
        if older := self._asking.get(who):
            older.cancel()
        task = asyncio.create_task(self._answer(query, front))
        self._asking[who] = task
        task.add_done_callback(lambda done: self._asking.pop(who) if self._asking.get(who) is done else None)

    async def close(self) -> None:
        """Answer nothing any more."""
        asking = list(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    async def _answer(self, query: InlineQuery, front: Front) -> None:
        try:
            async with asyncio.timeout(self._patience):
                async with self._room:
                    offer = await asyncio.to_thread(_offer, query, front)
                await self._bot.answer_inline_query(
                    query.id,
                    list(_results(offer)),
                    cache_time=_CACHED,
                    is_personal=True,
                    button=InlineQueryResultsButton(offer.hint, start_parameter=_START) if offer.hint else None,
                )
        except Exception as error:
            log.debug("telegram inline question: %s: %s", type(error).__name__, error)


def _offer(query: InlineQuery, front: Front) -> Offer:
    user = query.from_user
    person = Person(PLATFORM, str(user.id), clean_text(user.full_name or ""))
    return front.inline(person, Address(PLATFORM, person.user), query.query, user.language_code or "")


def _results(offer: Offer) -> Iterator[InlineQueryResultArticle]:
    for number, choice in enumerate(offer.choices[:_MOST]):
        yield InlineQueryResultArticle(
            str(number),
            clean_text(choice.title)[:_LONGEST_TITLE],
            _content(choice),
            description=clean_text(choice.description)[:_LONGEST_DESCRIPTION],
        )


def _content(choice: Choice) -> InputTextMessageContent:
    shown = part(pieces(choice.message)[0])
    return InputTextMessageContent(
        shown.html, ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
