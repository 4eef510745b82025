"""Pressed buttons of Telegram: each shows that it is waited for until it is answered, with a note for whoever pressed
it or without one.

https://core.telegram.org/bots/api#answercallbackquery
"""

import asyncio
import logging
from dataclasses import dataclass, field

import telegram
from telegram.error import BadRequest, TimedOut

from bot.core.bidi import ISOLATES, strip_controls
from bot.core.layout import clean, mark_lines
from bot.core.message import Message
from bot.core.model import Delivery, Update
from handlers.telegram.errors import is_too_late, send_error

LONGEST_NOTE = 200
# What passes by in a line at the top of the chat; a longer note waits until it is closed.
LONGEST_TOAST = 60
_ANSWER_SECONDS = 5.0
_CLOSES = "\N{POP DIRECTIONAL ISOLATE}"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Press:
    """A press that has no answer yet: of a button under this message."""

    chat: str
    message: str | None
    settled: asyncio.Event = field(default_factory=asyncio.Event)


class Presses:
    """The presses that wait for an answer. Each gets one: what is whispered, or nothing after `patience` seconds."""

    def __init__(self, bot: telegram.Bot, patience: float) -> None:
        self._bot, self._patience = bot, patience
        self._open: dict[str, _Press] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def open(self, update: Update) -> None:
        """From now on a press is waited for; any other update is none."""
        if (name := update.extra.get("callback")) is None or name in self._open:
            return
        self._open[name] = _Press(update.address.chat, update.message_id)
        task = asyncio.create_task(self._end(name))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def settle(self, delivery: Delivery) -> None:
        """A message answered a press, by taking its message's place or below it: nothing more is to be said of it."""
        chat, message = delivery.destination.address.chat, delivery.edits or delivery.reply_to
        waiting = (one for one in self._open.values() if (one.chat, one.message) == (chat, message))
        if message and (first := next((one for one in waiting if not one.settled.is_set()), None)):
            first.settled.set()

    async def whisper(self, delivery: Delivery) -> bool:
        """Answer a press with a note; False where it is too late for one. Raises SendError where it may be tried again:
        one of unknown outcome is not, since nobody needs a note twice."""
        name = str(delivery.message.whisper)
        self._open.pop(name, None)
        text, waits = note(delivery.message)
        try:
            await self._bot.answer_callback_query(name, text, show_alert=waits or None, read_timeout=_ANSWER_SECONDS)
        except TimedOut as error:
            log.debug("telegram note: %s", error)
        except BadRequest as error:
            if not is_too_late(error):
                log.debug("telegram note: %s", error)
            return not is_too_late(error)
        except Exception as error:
            raise send_error(error) from None
        return True

    async def close(self) -> None:
        """Nothing is waited for any more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _end(self, name: str) -> None:
        """Without a note. It only looks better: never raises."""
        try:
            async with asyncio.timeout(self._patience):
                await self._open[name].settled.wait()
        except TimeoutError:
            pass
        if self._open.pop(name, None) is None:
            return
        try:
            await self._bot.answer_callback_query(name, read_timeout=_ANSWER_SECONDS)
        except Exception as error:
            log.debug("telegram button: %s", error)


def note(message: Message) -> tuple[str, bool]:
    """The words of a note, at most LONGEST_NOTE characters, and whether it has to be closed by hand."""
    text = mark_lines(clean(message)).text.strip()
    return _shortened(text), len(strip_controls(text)) > LONGEST_TOAST


def _shortened(text: str) -> str:
    """Cut at a word where there is one; what was isolated stays so."""
    if len(text) <= LONGEST_NOTE:
        return text
    kept = text[: LONGEST_NOTE - 10]
    kept = kept.rpartition(" ")[0] or kept
    left_open = sum(map(kept.count, ISOLATES)) - kept.count(_CLOSES)
    return f"{kept}…{_CLOSES * min(max(left_open, 0), 9)}"
