"""Rows are worked off a few at a time, so that a slow one holds up no other."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Sequence
from typing import Any, Protocol, TypeVar

# While a slow one is under way, others are looked for this often (seconds).
_TOP_UP = 0.5
# So many are begun before the loop is asked whether it shall end.
_MOST = 50


class Row(Protocol):
    """Something with an id."""

    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=Row)
Waiting = Callable[[int, Collection[int]], Sequence[R]]
"""At most so many of what waits, without those of these ids. Called in a thread."""


async def side_by_side(waiting: Waiting[R], work: Callable[[R], Coroutine[Any, Any, None]], at_once: int) -> int:
    """Work off what waits until nothing is under way; returns how many were begun.

    Raises what `waiting` or `work` raised first, after those under way have ended.
    """
    running: dict[int, asyncio.Task[None]] = {}
    begun, trouble = 0, None
    try:
        while True:
            room = min(at_once - len(running), _MOST - begun)
            if trouble is None and room > 0:
                rows = await asyncio.to_thread(waiting, room, list(running))
                running |= {row.id: asyncio.create_task(work(row)) for row in rows}
                begun += len(rows)
            if not running:
                break
            done, _ = await asyncio.wait(running.values(), timeout=_TOP_UP, return_when=asyncio.FIRST_COMPLETED)
            trouble = trouble or next((task.exception() for task in done if task.exception()), None)
            running = {name: task for name, task in running.items() if task not in done}
    finally:
        for task in running.values():
            task.cancel()
        await asyncio.gather(*running.values(), return_exceptions=True)
    if trouble is not None:
        raise trouble
    return begun
