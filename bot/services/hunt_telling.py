"""The chat that asked for a hunt is told how far it is, and what was found."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.hunts import ALONE, Hunt, is_time
from bot.core.language import Texts, spoken
from bot.core.message import Message
from bot.core.model import Destination, Language, NewDelivery
from bot.core.render.hunts import NEWEST, HuntView, digest, finished, progress
from bot.core.tracing import of_hunt
from bot.ports import Reader, Unit
from watchlists.outlets import Outlets


@dataclass(frozen=True, slots=True)
class HuntTelling:
    """Writes into the transaction it is given. On `lasting` platforms what was said stays as it is: what was found is
    said anew there."""

    lists: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    outlets: Callable[[], Outlets]
    lasting: Collection[str]

    def show(self, unit: Unit, hunt: Hunt, now: datetime) -> None:
        """How far it is, in the message that answered; not too often, and not where that was shown to one person."""
        chat = unit.chats.get(hunt.destination_id)
        if (
            chat is None
            or chat.address.platform in self.lasting
            or not is_time(hunt.told, hunt.begun or hunt.created, now, private=chat.private)
        ):
            return
        unit.hunts.told(hunt.id, now)
        standing = unit.outbox.answered(hunt.answer or "")
        if standing is not None and standing[1] is None and hunt.cursor < hunt.last:
            view = HuntView(hunt, self.lists().watchlists, chat.timezone)
            unit.outbox.rewrite(standing[0], progress(view, spoken(self.texts, chat)), now)

    def tell(self, unit: Unit, hunt: Hunt, chat: Destination, now: datetime) -> None:
        """Say that it is over. What was found stands where its progress stood; after a longer time below it, so
        that it is noticed."""
        texts = spoken(self.texts, chat)
        view = found_view(unit, hunt, self.lists(), self.outlets(), chat.timezone)
        message, standing = digest(view, texts), unit.outbox.answered(hunt.answer or "")
        if standing is None or standing[1] is not None or chat.address.platform in self.lasting:
            self._post(unit, hunt, message, None, standing and standing[1], now)
        elif now - hunt.created <= ALONE:
            unit.outbox.rewrite(standing[0], message, now)
        else:
            unit.outbox.rewrite(standing[0], finished(view, texts), now)
            self._post(unit, hunt, message, standing[0], None, now)

    def _post(
        self, unit: Unit, hunt: Hunt, message: Message, target: int | None, whisper: str | None, now: datetime
    ) -> None:
        said = replace(message, whisper=whisper) if whisper else message
        key, trace = f"hunt:{hunt.id}", of_hunt(hunt.id)
        new = NewDelivery(key, hunt.destination_id, "reply", said, target_id=target, trace=trace)
        unit.outbox.add(new, now)


def found_view(unit: Unit, hunt: Hunt, reader: Reader, outlets: Outlets, timezone: str) -> HuntView:
    """A hunt with what it found."""
    sightings, newest = unit.hunts.sightings(hunt.id), unit.hunts.newest(hunt.id, NEWEST)
    return HuntView(hunt, reader.watchlists, timezone, sightings, newest, outlets)
