"""The platforms that a bot with these settings speaks on. A new platform is its adapter and a line in BUILDERS."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.config import Settings, SettingsError
from bot.core.language import Texts
from bot.core.model import Language
from bot.ports import Listener, Messenger
from handlers.commands import registry
from handlers.slack import Slack
from handlers.telegram import Telegram


class Adapter(Messenger, Listener, Protocol):
    """A platform that listens and sends; `trouble` says why it cannot at the moment."""

    @property
    def trouble(self) -> str | None: ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an adapter is built with besides the settings."""

    texts: Mapping[Language, Texts]


Build = Callable[[Settings, Surroundings], Adapter | None]


def _telegram(settings: Settings, around: Surroundings) -> Adapter | None:
    if settings.telegram_token is None:
        return None
    menu = {code: _menu(around.texts[language]) for code, language in _MENUS.items()}
    return Telegram(
        settings.telegram_token.get_secret_value(),
        settings.telegram_base_url,
        menu=menu,
        words=tuple(registry.words()),
    )


def _slack(settings: Settings, around: Surroundings) -> Adapter | None:
    bot, app = settings.slack_bot_token, settings.slack_app_token
    if bot is None and app is None:
        return None
    if bot is None or app is None:
        missing = "RASID_SLACK_BOT_TOKEN" if bot is None else "RASID_SLACK_APP_TOKEN"
        raise SettingsError(f"{missing} is missing: Slack needs both the bot token (xoxb-…) and the app token (xapp-…)")
    return Slack(bot.get_secret_value(), app.get_secret_value(), settings.slack_base_url, words=tuple(registry.words()))


BUILDERS: tuple[Build, ...] = (_telegram, _slack)
_MENUS: Mapping[str, Language] = {"": "en", "ar": "ar"}


def build(settings: Settings, texts: Mapping[Language, Texts]) -> Sequence[Adapter]:
    """The adapters whose tokens are set. Raises SettingsError for half a set of tokens."""
    built = (builder(settings, Surroundings(texts)) for builder in BUILDERS)
    return [adapter for adapter in built if adapter is not None]


def _menu(texts: Texts) -> list[tuple[str, str]]:
    return [(command.name, command.brief(texts)) for command in registry.commands().values()]
