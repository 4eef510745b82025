"""What channels post is stored as articles: what needs no fetching many at a time, the rest a few at once.

Articles are stored before their post is forgotten, so a crash between takes them once more, which changes nothing.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.core.errors import StoreError
from bot.core.model import Incoming, Taken
from bot.core.render.scanned import TOO_SLOW
from bot.core.submission import Submission, next_try, text_article
from bot.core.wire import storable
from bot.ports import Opener, Store
from bot.services.side_by_side import side_by_side

log = structlog.get_logger()

# How many posts are stored in one go, and how many have their links fetched at once.
TOGETHER = 50
AT_ONCE = 4

Take = Callable[[Sequence[Incoming], datetime], Sequence[Taken]]
Open = Callable[[Submission, datetime], object]


@dataclass(frozen=True, slots=True)
class Listening:
    """Takes posts into the store by `take`."""

    store: Store
    opener: Opener
    take: Take
    clock: Callable[[], datetime]
    longest: float = 120.0

    async def store_posts(self) -> int:
        """Store the posts that need no fetching; returns how many. Raises StoreError when the database fails."""
        return await asyncio.to_thread(self._store_posts)

    async def open_posts(self) -> int:
        """The same for those whose links or files are fetched; what they say themselves is stored first."""
        return await side_by_side(self._to_open, self._open, AT_ONCE)

    def _store_posts(self) -> int:
        now = self.clock()
        with self.store.begin(read_only=True) as unit:
            waiting = unit.submissions.waiting("listen", now, TOGETHER)
        if waiting:
            self._store(waiting, now)
        return len(waiting)

    def _store(self, posts: Sequence[Submission], now: datetime) -> None:
        """All in one go. Where that breaks, one by one, to find the one that breaks it."""
        try:
            self._take([article for one in posts if (article := text_article(one.material))], now)
        except Exception as error:
            if isinstance(error, StoreError) and not error.permanent:
                raise
            if len(posts) > 1:
                for one in posts:
                    self._store([one], now)
                return
            self._give_up(posts[0], now)
            return
        with self.store.begin() as unit:
            unit.submissions.drop([one.id for one in posts])

    def _to_open(self, limit: int, but: Collection[int]) -> Sequence[Submission]:
        with self.store.begin(read_only=True) as unit:
            return unit.submissions.waiting("open", self.clock(), limit, but)

    async def _open(self, one: Submission) -> None:
        try:
            await self._read(one)
        except StoreError as error:
            if not error.permanent:
                raise
            await asyncio.to_thread(self._give_up, one, self.clock())
        except Exception:
            await asyncio.to_thread(self._give_up, one, self.clock())

    async def _read(self, one: Submission) -> None:
        said = text_article(one.material)
        if said is not None:
            await asyncio.to_thread(self._take, [said], self.clock())
        problem, passing = TOO_SLOW, True
        try:
            async with asyncio.timeout(self.longest):
                opened = await self.opener.open(one.person.platform, one.material, self.clock())
            problem = "; ".join(f"{found.what}: {found.reason}" for found in opened.problems)
            passing = opened.passing
            if opened.articles:
                await asyncio.to_thread(self._take, opened.articles, self.clock())
        except TimeoutError:
            pass
        await asyncio.to_thread(self._settle, one, problem, passing)

    def _settle(self, one: Submission, problem: str, passing: bool) -> None:
        """Done with, or to be tried again where something may be readable later."""
        now = self.clock()
        wait = next_try(one.attempts + 1) if passing else None
        if problem:
            log.warning("post.not_read", submission=one.id, attempt=one.attempts + 1, problem=problem)
        with self.store.begin() as unit:
            if wait is not None:
                unit.submissions.postpone(one.id, now + wait, problem)
            elif problem:
                unit.submissions.fail(one.id, problem, now)
            else:
                unit.submissions.drop([one.id])

    def _take(self, articles: Sequence[Incoming], now: datetime) -> None:
        if articles:
            self.take([storable(one) for one in articles], now)

    def _give_up(self, one: Submission, now: datetime) -> None:
        """Called while an exception is handled."""
        log.exception("post.crashed", submission=one.id)
        with self.store.begin() as unit:
            unit.submissions.fail(one.id, "it could not be stored; the log says more", now)
