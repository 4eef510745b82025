"""Handing over: from a thread to the event loop, many at once, and never longer than a few seconds."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from nats.errors import MaxPayloadError

from bot.core.arrivals import Arrival, Lane
from bot.ports.arrivals import Put
from bot.streams import form
from bot.streams.link import Link
from bot.streams.made import STREAM
from bot.streams.pace import Pace
from bot.streams.troubles import Troubles, full, is_full, is_gone, is_too_large, of_permission, silent, takes_none

_SLACK: Final = 1.0
"""Seconds beyond `Pace.put` for an event loop that is busy itself."""
_KINDS: Final = ("full", "silent", "denied", "refusing")


class _Parcel(NamedTuple):
    lane: Lane
    key: str
    body: bytes | None


class Putter:
    """Publishes over a link. What got no answer may have arrived all the same: it is `refused`, and whoever keeps it
    elsewhere then has it twice, which its key tells."""

    def __init__(self, shown: str, pace: Pace, troubles: Troubles, clock: Callable[[], float]) -> None:
        self._shown, self._pace, self._troubles, self._clock = shown, pace, troubles, clock

    def put(self, arrivals: Sequence[Arrival], link: Link, loop: asyncio.AbstractEventLoop) -> Sequence[Put]:
        """What became of each. Not from the loop's own thread. Packs in this one."""
        refused: list[Put] = ["refused"] * len(arrivals)
        if not arrivals or link.lost.is_set() or self._clock() < link.hushed_until:
            return refused
        work = self._publish_all([_Parcel(one.lane, one.key, form.pack(one)) for one in arrivals], link)
        try:
            future = asyncio.run_coroutine_threadsafe(work, loop)
        except RuntimeError:  # the loop has ended
            work.close()
            return refused
        try:
            return future.result(self._pace.put + _SLACK)
        except Exception:  # the loop ends, or is busy with something else
            future.cancel()
            return refused

    async def _publish_all(self, parcels: Sequence[_Parcel], link: Link) -> Sequence[Put]:
        """Ends early when the link is lost: nats-py would wait for answers that cannot come any more."""
        each = [asyncio.ensure_future(self._publish(one, link)) for one in parcels]
        every, lost = asyncio.ensure_future(asyncio.wait(each)), asyncio.ensure_future(link.lost.wait())
        try:
            await asyncio.wait({every, lost}, timeout=self._pace.put, return_when=asyncio.FIRST_COMPLETED)
            if not every.done() and not link.is_over():
                self._unanswered(link)
            return [one.result() if one.done() else "refused" for one in each]
        finally:
            for one in (every, lost, *each):
                one.cancel()

    async def _publish(self, parcel: _Parcel, link: Link) -> Put:
        try:
            if parcel.body is None or len(parcel.body) > link.largest:
                raise MaxPayloadError
            new = await link.publish(parcel.lane, parcel.key, parcel.body)
        except Exception as error:  # whatever it is, the article goes another way
            self._note(error, link)
            return "refused"
        self.well()
        return "taken" if new else "known"

    def well(self) -> None:
        """It takes articles, or is another connection of which nothing is known."""
        for kind in _KINDS:
            self._troubles.over(kind)

    def _unanswered(self, link: Link) -> None:
        """Others need not wait as long for nothing."""
        link.hushed_until = self._clock() + self._pace.hush
        if link.denied:
            self._troubles.met("denied", of_permission(self._shown), self._pace.remember)
        else:
            self._troubles.met("silent", silent(self._shown), self._pace.hush)

    def _note(self, error: Exception, link: Link) -> None:
        if link.is_over():
            return
        if isinstance(error, MaxPayloadError) or is_too_large(error):
            sentence = f"An article is too large for NATS at {self._shown} and goes through the database."
            self._troubles.met("too_large", sentence, self._pace.remember, shown=False)
        elif is_full(error):
            self._troubles.met("full", full(self._shown, STREAM), self._pace.remember)
        elif is_gone(error):
            link.lost.set()  # the next one makes what lacks
        else:
            self._troubles.met("refusing", takes_none(self._shown, error), self._pace.remember)
