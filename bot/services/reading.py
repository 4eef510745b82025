"""What people sent in is read and answered, and stored where they ask for it.

Pages and files are fetched outside of any transaction. The answer is written in the one that marks the submission as
done, so a crash between repeats the reading and answers once.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.core.errors import StoreError
from bot.core.language import Texts, spoken
from bot.core.message import Message, block
from bot.core.model import Destination, Incoming, Language, NewDelivery, Reading, Taken
from bot.core.render.scanned import CRASHED, EMPTY, TOO_SLOW, kept_message, problem_line
from bot.core.submission import KEEPABLE_FOR, Opened, Problem, Submission, next_try, to_store
from bot.core.tracing import of_submission
from bot.ports import Opener, Reader, Store, Unit
from bot.services import scans
from bot.services.side_by_side import side_by_side

log = structlog.get_logger()

# How many are read at once.
AT_ONCE = 4
# What one takes at most, in seconds: a few links and files.
LONGEST = 120.0
_FORGET_EVERY = timedelta(hours=1)
_CRASHED = Problem("", CRASHED)
_TOO_SLOW = Problem("", TOO_SLOW, passing=True)

Take = Callable[[Sequence[Incoming], datetime], Sequence[Taken]]
Say = Callable[[Destination, Texts, Unit], Message]


@dataclass(slots=True)
class Submitting:
    """Reads and answers. `take` stores articles as those of any other source."""

    store: Store
    opener: Opener
    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    take: Take
    clock: Callable[[], datetime]
    longest: float = LONGEST
    _forgot: datetime | None = field(default=None)

    async def work(self) -> int:
        """Read, answer and store what waits; returns how many. Raises StoreError when the database fails."""
        await asyncio.to_thread(self._forget)
        return await side_by_side(self._waiting, self._do, AT_ONCE)

    def _waiting(self, limit: int, but: Collection[int]) -> Sequence[Submission]:
        with self.store.begin(read_only=True) as unit:
            return unit.submissions.waiting("scan", self.clock(), limit, but)

    async def _do(self, one: Submission) -> None:
        """Whatever breaks on one is told, and stops no other."""
        try:
            await (self._keep(one) if one.state == "keeping" else self._read(one))
        except StoreError as error:
            if not error.permanent:
                raise
            await asyncio.to_thread(self._crash, one)
        except Exception:
            await asyncio.to_thread(self._crash, one)

    async def _read(self, one: Submission) -> None:
        opened = await open_within(self.longest, self.opener, one, self.clock())
        if not opened.articles:
            await asyncio.to_thread(self._fail, one, opened)
            return
        now = self.clock()
        found = await asyncio.to_thread(scans.readings, self.reader(), opened.articles, now)
        await asyncio.to_thread(self._answer, one, opened, list(zip(opened.articles, found, strict=True)), now)

    def _answer(self, one: Submission, opened: Opened, found: list[tuple[Incoming, Reading]], now: datetime) -> None:
        with self.store.begin() as unit:
            if unit.submissions.finish(one.id, opened.articles, now):
                lists = self.reader().watchlists
                self._tell(
                    unit,
                    one,
                    "scan",
                    lambda chat, texts, unit: scans.answer(unit, one.id, found, opened.problems, lists, chat, texts),
                )

    def _fail(self, one: Submission, opened: Opened) -> None:
        """Try again later what may work then, and tell of that once; else tell why not."""
        now = self.clock()
        problems = opened.problems or (Problem("", EMPTY),)
        wait = next_try(one.attempts + 1) if opened.passing else None
        error = "; ".join(f"{problem.what}: {problem.reason}" for problem in problems)
        log.info("submission.not_read", trace=of_submission(one.id), attempt=one.attempts + 1, problem=error)
        with self.store.begin() as unit:
            if wait is None:
                if unit.submissions.fail(one.id, error, now):
                    self._tell(unit, one, "scan", lambda _chat, texts, _unit: _sorry(problems, texts))
                return
            unit.submissions.postpone(one.id, now + wait, error)
            if one.attempts == 0:
                self._tell(unit, one, "later", lambda _chat, texts, _unit: _patience(problems, texts))

    async def _keep(self, one: Submission) -> None:
        now = self.clock()
        articles = [to_store(article, now) for article in one.articles]
        taken = await asyncio.to_thread(self.take, articles, now)
        await asyncio.to_thread(self._tell_kept, one, list(zip(taken, articles, strict=True)), now)

    def _tell_kept(self, one: Submission, taken: list[tuple[Taken, Incoming]], now: datetime) -> None:
        old = all(article.silent for _, article in taken)
        with self.store.begin() as unit:
            if unit.submissions.kept(one.id, now):
                stored = [(what, scans.place_in(unit, what.story_id or scans.story_of(unit, it))) for what, it in taken]
                self._tell(unit, one, "keep", lambda _chat, texts, _unit: kept_message(stored, texts, old=old))

    def _crash(self, one: Submission) -> None:
        """Called while an exception is handled."""
        log.exception("submission.crashed", trace=of_submission(one.id))
        with self.store.begin() as unit:
            if unit.submissions.fail(one.id, _CRASHED.reason, self.clock()):
                self._tell(unit, one, "crash", lambda _chat, texts, _unit: _sorry([_CRASHED], texts))

    def _tell(self, unit: Unit, one: Submission, what: str, say: Say) -> None:
        """Once, and nobody who was shown the door meanwhile."""
        chat = unit.chats.get(one.destination_id)
        if chat is None or chat.access != "allowed":
            return
        message = say(chat, spoken(self.texts, chat), unit)
        key, trace = f"{what}:{one.id}", of_submission(one.id)
        reply = NewDelivery(key, chat.id, "reply", message, reply_to=one.reply_to, trace=trace)
        unit.outbox.add(reply, self.clock())

    def _forget(self) -> None:
        now = self.clock()
        if self._forgot is not None and timedelta(0) <= now - self._forgot < _FORGET_EVERY:
            return
        with self.store.begin() as unit:
            unit.submissions.forget(now - KEEPABLE_FOR)
        self._forgot = now


async def open_within(seconds: float, opener: Opener, one: Submission, now: datetime) -> Opened:
    """What can be read of it in that time."""
    try:
        async with asyncio.timeout(seconds):
            return await opener.open(one.person.platform, one.material, now)
    except TimeoutError:
        return Opened(problems=(_TOO_SLOW,))


def _sorry(problems: Sequence[Problem], texts: Texts) -> Message:
    return Message(tuple(problem_line(problem, texts) for problem in problems), texts.language)


def _patience(problems: Sequence[Problem], texts: Texts) -> Message:
    lines = [problem_line(problem, texts) for problem in problems]
    return Message((*lines, block(texts.say("I will try again."))), texts.language)
