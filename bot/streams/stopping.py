"""Being cancelled in the midst of a library that loses that."""

import asyncio


def stop_if_cancelled() -> None:
    """Raise CancelledError where this task was cancelled. nats-py swallows that now and then: where it flushes, where
    its connection is closed at the time, and where `asyncio.wait_for` of Python 3.11 does."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
