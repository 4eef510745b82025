"""The words for roles and for people."""

from bot.core.audit import FORGOTTEN
from bot.core.language import Texts
from bot.core.model import Person, Role
from bot.core.render.words import quoted

_SHOWN = 60


def role_name(role: Role | None, texts: Texts) -> str:
    """A role as it is called; None: no role of one's own."""
    words = {
        "viewer": texts.say("viewer"),
        "analyst": texts.say("analyst"),
        "chat_admin": texts.say("administrator of the chat"),
        "admin": texts.say("administrator of the bot"),
    }
    return words[role] if role else texts.say("no role of their own")


def person_name(person: Person, texts: Texts) -> str:
    """Name and label: «Amina (telegram:1001)»; of whom no name is known, the label."""
    label = texts.ltr(person.label)
    return f"{quoted(person.name, _SHOWN)} ({label})" if person.name else label


def author_name(label: str, texts: Texts) -> str:
    """Who did something that is kept by their label."""
    return texts.say("a forgotten person") if label == FORGOTTEN else texts.ltr(label)
