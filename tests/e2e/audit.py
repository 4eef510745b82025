"""What arrived in the chats, held against what should have: nothing missing, no repeat without a reason and a mark."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.e2e.bot_process import Bot
from tests.fakes.attempts import Attempt
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_server import TelegramServer

MARKS = ("قد يكون مكررا", "may be a repeat")
# So long after an answer a kill may still have come before the bot noted it (seconds).
NOTED_WITHIN = 10.0

Expected = tuple[str, str]
"""A chat, and words that no other message to it has."""


@dataclass(frozen=True)
class Arrival:
    """A new message that a chat took. `doubtful`: the bot could not know that it did; `time` in monotonic seconds."""

    chat: str
    words: str
    time: float
    doubtful: bool

    @property
    def marked(self) -> bool:
        """Whether it says that it may have come before."""
        return any(mark in self.words for mark in MARKS)


@dataclass(frozen=True)
class Count:
    """How many messages were expected, came again, and said that they might."""

    expected: int
    arrived: int
    repeats: int
    marked: int


def on_telegram(server: TelegramServer, kills: Sequence[float]) -> list[Arrival]:
    """The messages that Telegram took, oldest first; edits are none."""
    unheard = doubtful(server.attempts, kills)
    return [
        Arrival(str(sent.chat_id), sent.plain, sent.time, (str(sent.chat_id), str(sent.message_id)) in unheard)
        for sent in server.sent
        if sent.method == "sendMessage"
    ]


def on_slack(server: SlackServer, kills: Sequence[float]) -> list[Arrival]:
    """The same of Slack."""
    unheard = doubtful(server.attempts, kills)
    return [
        Arrival(posted.channel, posted.plain, posted.time, (posted.channel, posted.ts) in unheard)
        for posted in server.posted
        if posted.method == "chat.postMessage"
    ]


def doubtful(attempts: Sequence[Attempt], kills: Sequence[float]) -> set[tuple[str, str]]:
    """Chat and id of messages that were accepted and of which the bot never heard, or not before it was killed.

    Of a chat only one message is under way at a time, so a kill leaves only the last one in doubt.
    """
    accepted = [one for one in attempts if one.message is not None]
    unheard = [one for one in accepted if one.answered is None]
    for kill in kills:
        last = {one.chat: one for one in accepted if one.begun <= kill}
        unheard += [one for one in last.values() if one.answered and one.answered > kill - NOTED_WITHIN]
    return {(one.chat, str(one.message)) for one in unheard}


def by_chat(arrivals: Iterable[Arrival]) -> Mapping[str, Sequence[Arrival]]:
    found: defaultdict[str, list[Arrival]] = defaultdict(list)
    for one in arrivals:
        found[one.chat].append(one)
    return found


def missing(expected: Iterable[Expected], arrivals: Iterable[Arrival]) -> list[Expected]:
    """What was seen in no message to its chat."""
    seen = {chat: "\n".join(one.words for one in mine) for chat, mine in by_chat(arrivals).items()}
    return [(chat, words) for chat, words in expected if words not in seen.get(chat, "")]


def count(expected: Sequence[Expected], arrivals: Sequence[Arrival], *, noted: bool = True) -> Count:
    """Raise AssertionError for a repeat that has no mark, or that follows on nothing of unknown outcome.

    Unless `noted`, the bot may have been unable to note what it heard, and any message may come again.
    """
    mine = by_chat(arrivals)
    copies = [[one for one in mine.get(chat, ()) if words in one.words] for chat, words in expected]
    wrong = [repeat for same in copies for repeat in _unjustified(same, noted)]
    assert not wrong, f"{len(wrong)} repeats without a mark or a reason, such as {wrong[0]}"
    every = [one for same in copies for one in same]
    repeats = sum(max(len(same) - 1, 0) for same in copies)
    return Count(len(expected), len(every), repeats, sum(one.marked for one in every))


async def everything_arrived(
    bot: Bot, expected: Sequence[Expected], platforms: Sequence[TelegramServer | SlackServer], within: float
) -> list[Arrival]:
    """Wait until all was seen and nothing waits any more; what arrived, oldest first in each platform."""
    try:
        async with asyncio.timeout(within):
            while missing(expected, _all(platforms, bot.kills)):  # noqa: ASYNC110 - two servers, no event for both
                await asyncio.sleep(0.3)
    except TimeoutError:
        left = missing(expected, _all(platforms, bot.kills))
        raise AssertionError(f"{len(left)} never arrived, such as {left[:5]}; the bot's log:\n{bot.log}") from None
    await bot.all_sent(within)
    return _all(platforms, bot.kills)


def _all(platforms: Iterable[TelegramServer | SlackServer], kills: Sequence[float]) -> list[Arrival]:
    found: list[Arrival] = []
    for server in platforms:
        found += on_telegram(server, kills) if isinstance(server, TelegramServer) else on_slack(server, kills)
    return found


def _unjustified(same: Sequence[Arrival], noted: bool) -> Iterator[Arrival]:
    for turn, one in enumerate(same[1:], 1):
        if not one.marked or (noted and not any(before.doubtful for before in same[:turn])):
            yield one
