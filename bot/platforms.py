"""The platforms that a bot with these settings speaks on. A new platform is its adapter and a line in BUILDERS."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from bot.config import Settings, SettingsError
from bot.core.language import Texts
from bot.core.model import Language, Role
from bot.ports import Front, Hook, Listener, Messenger
from handlers.commands import registry
from handlers.slack import Events, Slack
from handlers.telegram import Telegram, Webhook
from handlers.telegram.menus import Face


class Adapter(Messenger, Listener, Protocol):
    """A platform that listens and sends; `trouble` says why it cannot at the moment."""

    @property
    def trouble(self) -> str | None: ...

    @property
    def hooks(self) -> Sequence[Hook]:
        """The paths of the bot's HTTP server that the platform posts to; they answer 503 while nobody listens."""
        ...

    def attend(self, front: Front) -> None:
        """Before it listens: what it may ask of the bot by itself."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an adapter is built with besides the settings."""

    texts: Mapping[Language, Texts]


Build = Callable[[Settings, Surroundings], Adapter | None]


def _telegram(settings: Settings, around: Surroundings) -> Adapter | None:
    webhook = _webhook(settings)
    if settings.telegram_token is None:
        return None
    faces = {code: _face(around.texts[language]) for code, language in _MENUS.items()}
    return Telegram(
        settings.telegram_token.get_secret_value(),
        settings.telegram_base_url,
        faces=faces,
        words=tuple(registry.words()),
        webhook=webhook,
    )


def _webhook(settings: Settings) -> Webhook | None:
    url, secret = settings.telegram_webhook_url, settings.telegram_webhook_secret
    if url is None and secret is None:
        return None
    if url is None or secret is None or settings.telegram_token is None:
        missing = "WEBHOOK_URL" if url is None else "WEBHOOK_SECRET" if secret is None else "TOKEN"
        raise SettingsError(
            f"RASID_TELEGRAM_{missing} is missing: a webhook needs its address, its secret and the bot's token; "
            "to poll, unset RASID_TELEGRAM_WEBHOOK_URL and RASID_TELEGRAM_WEBHOOK_SECRET"
        )
    return Webhook(url, secret.get_secret_value())


def _slack(settings: Settings, _around: Surroundings) -> Adapter | None:
    """Over HTTP where there is a signing secret, whatever else there is: it is what says so."""
    bot, app, signing = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    if bot is None and app is None and signing is None:
        return None
    if bot is None or (app is None and signing is None):
        missing = "RASID_SLACK_BOT_TOKEN" if bot is None else "RASID_SLACK_APP_TOKEN"
        raise SettingsError(
            f"{missing} is missing: Slack needs the bot token (xoxb-…), and with it the app token (xapp-…) for Socket "
            "Mode or RASID_SLACK_SIGNING_SECRET for HTTP"
        )
    return Slack(
        bot.get_secret_value(),
        app.get_secret_value() if app else "",
        settings.slack_base_url,
        words=tuple(registry.words()),
        events=Events(signing.get_secret_value(), partial(datetime.now, UTC)) if signing else None,
    )


BUILDERS: tuple[Build, ...] = (_telegram, _slack)
_MENUS: Mapping[str, Language] = {"": "en", "ar": "ar"}
_ROLES: Sequence[Role] = ("analyst", "chat_admin", "admin")


def build(settings: Settings, texts: Mapping[Language, Texts]) -> Sequence[Adapter]:
    """The adapters whose tokens are set. Raises SettingsError for half a set of tokens, or of a webhook."""
    built = (builder(settings, Surroundings(texts)) for builder in BUILDERS)
    return [adapter for adapter in built if adapter is not None]


def _face(texts: Texts) -> Face:
    about = texts.say("Rasid watches Arabic news for you.")
    ways = texts.say("Tell me whom to watch, and I report what is written about them, who reports it, and why I spoke.")
    return Face({role: _menu(texts, role) for role in _ROLES}, f"{about}\n\n{ways}", about)


def _menu(texts: Texts, role: Role) -> list[tuple[str, str]]:
    known = registry.commands().values()
    return [(command.name, command.brief(texts)) for command in known if registry.may(role, command.role)]
