"""One digest for each chat that many stories were held from, when its quiet hours are over or people ended them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.core.errors import StoreError
from bot.core.language import Texts, spoken
from bot.core.message import Message, block, bold
from bot.core.model import Destination, Language, NewDelivery
from bot.core.render.digest import digest_message
from bot.core.tracing import of_waking
from bot.ports import Reader, Store, Unit, Window
from bot.services import held
from bot.services.digest import compose

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Waking:
    """Writes to the outbox what `held.note` asked for."""

    store: Store
    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]

    def post(self, now: datetime) -> int:
        """Write every digest that was asked for, each once; returns how many."""
        with self.store.begin(read_only=True) as unit:
            waiting = held.noted(unit)
        return sum(self._safely(one, now) for one in waiting)

    def _safely(self, missed: held.Missed, now: datetime) -> bool:
        """One that cannot be made stops no other; it is tried again."""
        try:
            with self.store.begin() as unit:
                return self._post(unit, missed, now)
        except StoreError:
            raise
        except Exception:
            log.exception("waking.crashed", chat=missed.chat)
            return False

    def _post(self, unit: Unit, missed: held.Missed, now: datetime) -> bool:
        held.done(unit, missed)
        chat = unit.chats.get(missed.chat)
        if chat is None or chat.access != "allowed":
            return False
        key = f"woken:{chat.id}:{missed.end.isoformat()}"
        trace = of_waking(chat.id, f"{missed.end:%Y-%m-%dT%H:%M}")
        return unit.outbox.add(NewDelivery(key, chat.id, "digest", self._message(unit, chat, missed), trace=trace), now)

    def _message(self, unit: Unit, chat: Destination, missed: held.Missed) -> Message:
        texts = spoken(self.texts, chat)
        digest = digest_message(compose(unit, chat, Window(missed.start, missed.end), self.reader().watchlists), texts)
        said = texts.count(
            "While this chat was left alone {n} story waited:", "While this chat was left alone {n} stories waited:",
            missed.stories,
        )  # fmt: skip
        return replace(digest, blocks=(block(bold(said)), *digest.blocks))
