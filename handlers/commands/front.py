"""What people ask in passing: while they type in another chat, or open the page of the app. Read only."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.bidi import strip_controls
from bot.core.language import Texts
from bot.core.layout import clean_text
from bot.core.message import Message
from bot.core.model import Address, Alert, Destination, Language, Person, Story
from bot.core.offer import Choice, Offer
from bot.core.render.glance import glance_choice, story_choice
from bot.core.render.home import ALERTS_SHOWN, HomeView, closed_sections, home_sections
from bot.ports import Reader, Store, Unit, Window
from bot.services.glances import glance
from handlers.commands import parsing
from handlers.commands.access import AccessRules
from watchlists.outlets import NO_OUTLETS, Outlets

_STORIES = 5
_ENTITIES = 8
_GUESSES = 4
# No name is longer, and Telegram sends at most 256.
_LONGEST = 200
_LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """See the port `Front`. `language` and `timezone` are those of somebody who has no chat with the bot; `clock` gives
    aware times."""

    store: Store
    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    rules: AccessRules
    clock: Callable[[], datetime]
    language: Language = "ar"
    timezone: str = "UTC"
    outlets: Callable[[], Outlets] = lambda: NO_OUTLETS

    def admins(self, platform: str) -> Collection[str]:
        """Those of the settings, and those that were granted it since."""
        with self.store.begin(read_only=True) as unit:
            granted = {person.label for person, role in unit.people.all() if role == "admin"}
        split = (label.partition(":") for label in self.rules.admins | granted)
        return {user for name, _, user in split if name == platform and user}

    def inline(self, person: Person, home: Address, typed: str, language: str) -> Offer:
        """Without words what the person's own chat watches; else the entity or event type of that name with its newest
        stories, or those that are spelled like it."""
        with self.store.begin(read_only=True) as unit:
            chat = unit.chats.find(home)
            if not self._is_let_in(unit, person, chat):
                return Offer(hint=self._texts(chat, language).say("Ask the bot for access"))
            choices = tuple(_Asked(unit, self, chat, self._texts(chat, language)).choices(typed))
        texts = self._texts(chat, language)
        return Offer(choices, "" if choices else texts.say("Nothing found: see what can be watched"))

    def home(self, person: Person, home: Address) -> Sequence[Message]:
        """What the person's own chat watches and was told."""
        with self.store.begin(read_only=True) as unit:
            chat = unit.chats.find(home)
            texts = self._texts(chat, "")
            if chat is None or not self._is_let_in(unit, person, chat):
                return closed_sections(texts)
            alerts = _newest(unit, chat, self.clock())
            view = HomeView(chat, unit.chats.subscriptions(chat.id), alerts, self.reader().watchlists)
            return home_sections(view, texts)

    def _is_let_in(self, unit: Unit, person: Person, chat: Destination | None) -> bool:
        if chat is not None and chat.access == "refused":
            return False
        is_open = self.rules.mode == "open" or (chat is not None and chat.access == "allowed")
        return is_open or self.rules.role(unit, person) is not None

    def _texts(self, chat: Destination | None, language: str) -> Texts:
        """In the language of the person's own chat with the bot, else in the one that they use."""
        if chat is not None:
            return self.texts[chat.language]
        used = next((one for one in self.texts if language.partition("-")[0] == one), None)
        return self.texts[used or self.language]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question of somebody who is let in."""

    unit: Unit
    desk: FrontDesk
    chat: Destination | None
    texts: Texts

    def choices(self, typed: str) -> Iterator[Choice]:
        words, _ = parsing.trailing_length(tuple(strip_controls(clean_text(typed))[:_LONGEST].split()))
        if not words:
            yield from (one for key in self._watched() for one in self._of(key, stories=0))
            return
        found, close = self.desk.reader().resolve(" ".join(words))
        if found is not None:
            yield from self._of(found.key, stories=_STORIES)
            return
        yield from (one for key in close[:_GUESSES] for one in self._of(key, stories=0))

    def _of(self, key: str, *, stories: int) -> Iterator[Choice]:
        zone = self.chat.timezone if self.chat else self.desk.timezone
        known = self.desk.reader().watchlists, self.desk.outlets()
        view = glance(self.unit, key, stories, *known, self.desk.clock(), zone)
        yield glance_choice(view, self.texts)
        yield from (story_choice(one, view, self.texts) for one in view.stories)

    def _watched(self) -> list[str]:
        mine = self.unit.chats.subscriptions(self.chat.id) if self.chat else ()
        known = self.desk.reader().watchlists
        keys = (one.key for one in mine if one.scope in ("entity", "event"))
        return [key for key in keys if key in known.entities or key in known.events][:_ENTITIES]


def _newest(unit: Unit, chat: Destination, now: datetime) -> list[tuple[Alert, Story]]:
    """The alerts that a chat was sent lately, of each story the last."""
    sent = {alert.story_id: alert for alert in unit.alerts.sent(chat.id, Window(now - _LATELY, now))}
    newest = sorted(sent.values(), key=lambda alert: -alert.id)[:ALERTS_SHOWN]
    stories = {story.id: story for story in unit.stories.some([alert.story_id for alert in newest])}
    return [(alert, stories[alert.story_id]) for alert in newest if alert.story_id in stories]
