"""What a person does in a chat of the local platforms: say something and read the answer."""

from __future__ import annotations

from collections.abc import Callable

from tests.fakes.slack_objects import Posted
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_objects import Sent
from tests.fakes.telegram_server import TelegramServer

ADMIN = 1001
SLACK_ADMIN = "U1001"
DIRECT = "D1001"
# Generous: the machine may be busy, and a chat gets one message a second.
WITHIN = 60.0


async def ask(telegram: TelegramServer, text: str, user: int = ADMIN, chat: int | None = None) -> Sent:
    """Say something and wait for the next message in that chat."""
    where, start = chat or user, len(telegram.sent)
    telegram.say(user, where, text)
    return await telegram.wait_for(lambda sent: sent.chat_id == where, WITHIN, start)


async def ask_slack(slack: SlackServer, text: str, user: str = SLACK_ADMIN, channel: str = DIRECT) -> Posted:
    """The same in a direct message."""
    return await answer_to(slack, channel, lambda: slack.say(user, channel, text))


async def answer_to(slack: SlackServer, channel: str, deed: Callable[[], object]) -> Posted:
    """The next message in a channel after a deed."""
    start = len(slack.posted)
    deed()
    return await slack.wait_for(lambda posted: posted.channel == channel, WITHIN, start)
