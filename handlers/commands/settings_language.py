"""/settings language: in which language this chat is spoken to."""

from collections.abc import Mapping, Sequence

from bot.core.model import Destination, Language
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Choice, Rows, Setting, refused

# Each by its own name, so that whoever cannot read this chat's language finds the way out of it.
NAMES: Mapping[Language, str] = {"ar": "العربية", "en": "English"}
_TYPED: Mapping[str, Language] = {
    **dict.fromkeys("ar arabic العربية عربي عربية".split(), "ar"),
    **dict.fromkeys("en english الإنجليزية الانجليزية إنجليزي انجليزي".split(), "en"),
}


def _change(values: Sequence[str], request: Request, desk: Desk) -> None:
    language = _TYPED.get(" ".join(values))
    if language is None:
        raise refused(desk.texts.say("I speak Arabic (ar) and English (en)."), "language ar", desk)
    desk.unit.chats.change(request.chat.id, language=language)


def _line(chat: Destination, desk: Desk) -> str:
    return desk.texts.say("Language: {name}", name=NAMES[chat.language])


def _choices(_chat: Destination, _desk: Desk) -> Rows:
    return ([Choice(name, language) for language, name in NAMES.items()],)


SETTING = Setting(
    "language",
    ("lang", "اللغة", "لغة"),
    "ar",
    lambda texts: texts.say("Language"),
    _line,
    lambda chat, _desk: chat.language,
    _change,
    _choices,
    said=lambda _chat, desk: desk.texts.say("From now on I speak English here."),
)
