"""What was held from a chat is looked at anew when people change for what it is held."""

from bot.core.model import Destination
from bot.core.notifying import FRESH, MOST_AT_ONCE
from bot.core.routing import Verdict
from bot.ports import Window
from bot.services import held
from handlers.commands.base import Desk, Request


def wake(request: Request, desk: Desk, verdict: Verdict | None = None) -> None:
    """Have the stories of the last day looked at of which the chat was told or something was held from it, as it stands
    after the change. Where more than a screenful was held with this verdict, one digest stands for all of it. So it is
    for the topics that have the settings of this chat."""
    chat = desk.unit.chats.get(request.chat.id)
    for one in (chat, *desk.unit.chats.heirs(chat.id)) if chat else ():
        _wake(one, desk, verdict)


def _wake(chat: Destination, desk: Desk, verdict: Verdict | None) -> None:
    since = desk.now - FRESH
    kept = desk.unit.alerts.kept_back([chat.id], verdict, Window(since, desk.now)) if verdict else {}
    if kept.get(chat.id, 0) > MOST_AT_ONCE:
        held.note(desk.unit, chat, held.Missed(chat.id, since, desk.now, kept[chat.id]))
    desk.unit.stories.wake(chat.id, since, desk.now)
