"""What Telegram shows before anybody has said a word: the menu of commands by language and by who may use them, and
what the bot says of itself."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import telegram
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)

from bot.core.model import Role

Menu = Sequence[tuple[str, str]]
"""Commands with their descriptions."""

# https://core.telegram.org/bots/api#setmydescription and #setmyshortdescription
_LONGEST_DESCRIPTION = 512
_LONGEST_SHORT = 120
# Who speaks there may do so much: alone with the bot everybody serves themselves, a group is served by who runs it.
_SCOPES: Sequence[tuple[BotCommandScope, Role]] = (
    (BotCommandScopeDefault(), "analyst"),
    (BotCommandScopeAllGroupChats(), "analyst"),
    (BotCommandScopeAllPrivateChats(), "chat_admin"),
    (BotCommandScopeAllChatAdministrators(), "chat_admin"),
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Face:
    """In one language: the menu of each role, the description of the bot, and a short one."""

    menus: Mapping[Role, Menu]
    description: str = ""
    short: str = ""


Faces = Mapping[str, Face]
"""By language code; '' is what readers of every other language see."""


@dataclass(slots=True)
class Menus:
    """Shows them. It only looks better: never raises. An admin's own chat shows all commands."""

    bot: telegram.Bot
    faces: Faces
    _shown: set[str] = field(default_factory=set)
    _unknown: set[str] = field(default_factory=set)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self, admins: Callable[[], Collection[str]] | None, every: float) -> None:
        """Show everything, then look every so many seconds who administers the bot, until cancelled."""
        await self._show_all()
        while admins is not None:
            try:
                await self._show_admins(await asyncio.to_thread(admins))
            except Exception as error:
                log.debug("telegram menus of administrators: %s", error)
            await self._news_or(every)

    def heard(self, user: str) -> None:
        """Somebody spoke to the bot alone: if it is an admin whose chat there was not before, there is one now."""
        if user in self._unknown:
            self._unknown.discard(user)
            self._news.set()

    async def _show_all(self) -> None:
        for language, face in self.faces.items():
            code = language or None
            for scope, role in _SCOPES:
                await self._try(self._set(face.menus.get(role), scope, code), language)
            if about := face.description[:_LONGEST_DESCRIPTION]:
                await self._try(self.bot.set_my_description(about, language_code=code), language)
            if short := face.short[:_LONGEST_SHORT]:
                await self._try(self.bot.set_my_short_description(short, language_code=code), language)

    async def _show_admins(self, admins: Collection[str]) -> None:
        for user in sorted(set(admins) - self._shown - self._unknown):
            known = await self._show_to(user)
            (self._shown if known else self._unknown).add(user)
        for user in sorted(self._shown - set(admins)):
            for language in self.faces:
                scope = BotCommandScopeChat(int(user))
                await self.bot.delete_my_commands(scope, language_code=language or None)
            self._shown.discard(user)

    async def _show_to(self, user: str) -> bool:
        """False where there is no chat with this person yet."""
        if not user.isdecimal():
            return False
        try:
            for language, face in self.faces.items():
                await self._set(face.menus.get("admin"), BotCommandScopeChat(int(user)), language or None)
        except Exception as error:
            log.debug("telegram menu of administrator %s: %s", user, error)
            return False
        return True

    async def _set(self, menu: Menu | None, scope: BotCommandScope, code: str | None) -> None:
        if menu is not None:
            listed = [BotCommand(name, description) for name, description in menu]
            await self.bot.set_my_commands(listed, scope, language_code=code)

    async def _try(self, call: Awaitable[object], language: str) -> None:
        try:
            await call
        except Exception as error:
            log.warning("telegram menu of commands (%s): %s", language or "default", error)

    async def _news_or(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return
        self._news.clear()
