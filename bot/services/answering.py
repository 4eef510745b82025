"""Updates in the inbox are answered: each in one transaction with its change, its mark and its replies.

What takes a while is done before that transaction: `bot/services/errands.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog
from structlog.contextvars import bound_contextvars

from bot.core.answer import Answer, answers_to
from bot.core.errors import StoreError
from bot.core.layout import clean_text
from bot.core.model import NewDelivery, Update
from bot.core.tracing import of_update
from bot.ports import Store, Unit
from bot.services.errands import Errands, with_errands

__all__ = ["Answer", "Answering", "Apologise", "Overhear", "Respond"]

log = structlog.get_logger()


Respond = Callable[[Unit, Update, datetime, Errands], Sequence[Answer]]
Apologise = Callable[[Unit, Update, datetime], Sequence[Answer]]
Overhear = Callable[[Unit, Update, datetime], bool]


def _deaf(_unit: Unit, _update: Update, _now: datetime) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Answering:
    """Works off the inbox. `respond` changes what was asked for and says what to reply; `apologise` does neither.

    `overhear` takes talk that nobody addressed to the bot: it keeps what is listened to, and says whether that was new.
    """

    store: Store
    respond: Respond
    apologise: Apologise
    overhear: Overhear = _deaf

    def put(self, update: Update, now: datetime) -> bool:
        """Keep an update; False when it was known, or is none of the bot's business. Returns after the commit.

        Talk never gets into the inbox: of a chat that is not listened to nothing is kept, and a channel that posts much
        stands in nobody's way.
        """
        with self.store.begin() as unit:
            if not update.addressed:
                return self.overhear(unit, update, now)
            return unit.inbox.put(update, now)

    def answer(self, update: Update, now: datetime) -> Sequence[Answer]:
        """What is replied to an update that is in no inbox; what it changes is kept, the replies are not."""
        return with_errands(self.store, lambda unit, errands: self.respond(unit, update, now, errands))

    def work(self, now: datetime) -> int:
        """Answer what waits; returns how many updates were looked at.

        Raises StoreError when the database fails for a while: then the rest waits.
        """
        with self.store.begin(read_only=True) as unit:
            waiting = unit.inbox.waiting()
        for row, update in waiting:
            with bound_contextvars(trace=of_update(row)):
                self._answer(row, update, now)
        return len(waiting)

    def _answer(self, row: int, update: Update, now: datetime) -> None:
        """Respond; where that breaks apologise; where that breaks too, only mark the update, so that others go on."""
        error: str | None = None
        for respond in (self.respond, self._apologised, _silent):
            try:
                self._settle(row, update, now, respond, error)
                return
            except Exception as failure:
                if isinstance(failure, StoreError) and (not failure.permanent or respond is _silent):
                    raise
                log.exception("command.failed", platform=update.platform, update=update.id)
                error = error or type(failure).__name__

    def _settle(self, row: int, update: Update, now: datetime, respond: Respond, error: str | None) -> None:
        def answer(unit: Unit, errands: Errands) -> Sequence[Answer] | None:
            if not unit.inbox.done(row, now, error):
                return None
            answers = respond(unit, update, now, errands)
            for number, one in enumerate(answers):
                key = f"{answers_to(update)}{number}"
                unit.outbox.add(replace(_delivery(unit, update, one, key), trace=of_update(row)), now)
            return answers

        answers = with_errands(self.store, answer)
        if answers is not None:
            log.info("update.answered", platform=update.platform, answers=len(answers), error=error)

    def _apologised(self, unit: Unit, update: Update, now: datetime, _errands: Errands) -> Sequence[Answer]:
        return self.apologise(unit, update, now)


def _delivery(unit: Unit, update: Update, answer: Answer, key: str) -> NewDelivery:
    """The answer where it is to be shown; an edit that may replace nothing is a message of its own."""
    message = answer.message
    if answer.mode == "edit" and update.pressed and not update.hushed:
        target = _standing(unit, update)
        if target is not None:
            return NewDelivery(key, answer.destination_id, "edit", message, target_id=target, asked=True)
    if (answer.mode == "whisper" or update.hushed) and update.whisper:
        message = replace(message, whisper=update.whisper)
    return NewDelivery(key, answer.destination_id, "reply", message, reply_to=update.message_id)


def _standing(unit: Unit, update: Update) -> int | None:
    """The delivery whose button was pressed. Altered apps press what no message offers: then none, as nobody may put
    away in this way what others read."""
    shown = unit.outbox.delivery_of(update.address, update.replied_to) if update.replied_to else None
    if shown is None:
        return None
    said = {clean_text(command) for command in unit.outbox.offered(shown)}
    return shown if clean_text(update.text) in said else None


def _silent(_unit: Unit, _update: Update, _now: datetime, _errands: Errands) -> Sequence[Answer]:
    return ()
