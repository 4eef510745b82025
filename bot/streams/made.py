"""The stream and its consumers, made where they are not; those that are there stay as the operator made them."""

from typing import Final

from nats.js import JetStreamContext
from nats.js.api import (
    AckPolicy,
    ConsumerConfig,
    DeliverPolicy,
    DiscardPolicy,
    RetentionPolicy,
    StorageType,
    StreamConfig,
)
from nats.js.errors import APIError, NotFoundError

from bot.core.arrivals import LANES, Lane
from bot.streams.pace import Pace

STREAM: Final = "rasid-articles"
SUBJECTS: Final[dict[Lane, str]] = {lane: f"rasid.articles.{lane}" for lane in LANES}
CONSUMERS: Final[dict[Lane, str]] = {lane: f"rasid-match-{lane}" for lane in LANES}
WINDOW: Final = 120.0
"""Seconds in which an article that comes again is known as such."""
_REPLICAS: Final = 3
_MOST_PENDING: Final = 5_000
"""Delivered to all workers together and not acknowledged; those of a later version wait among them. Own choice."""


async def make(stream: JetStreamContext, pace: Pace) -> dict[Lane, float]:
    """Make what lacks. Seconds until what is not acknowledged is delivered again, by lane. Raises what nats-py does."""
    try:
        await stream.stream_info(STREAM)
    except NotFoundError:
        await _make_stream(stream)
    return {lane: await _waits(stream, lane, pace) for lane in LANES}


async def _make_stream(stream: JetStreamContext) -> None:
    """Three copies in a cluster; a server that stands alone, or a small cluster, refuses that and keeps one."""
    try:
        await stream.add_stream(_stream(_REPLICAS))
    except APIError:
        await stream.add_stream(_stream(1))


def _stream(replicas: int) -> StreamConfig:
    """An article leaves when it is acknowledged, and a full stream refuses: it never drops what it has taken."""
    return StreamConfig(
        name=STREAM,
        description="Articles that wait to be matched by Rasid",
        subjects=list(SUBJECTS.values()),
        retention=RetentionPolicy.WORK_QUEUE,
        storage=StorageType.FILE,
        discard=DiscardPolicy.NEW,
        duplicate_window=WINDOW,
        num_replicas=replicas,
    )


async def _waits(stream: JetStreamContext, lane: Lane, pace: Pace) -> float:
    try:
        info = await stream.consumer_info(STREAM, CONSUMERS[lane])
    except NotFoundError:
        info = await stream.add_consumer(STREAM, _consumer(lane, pace))
    return float(min([info.config.ack_wait or pace.backoff[0], *(info.config.backoff or [])]))


def _consumer(lane: Lane, pace: Pace) -> ConsumerConfig:
    """Delivers without end: what fails again and again is moved elsewhere by whoever handles it, and acknowledged."""
    return ConsumerConfig(
        name=CONSUMERS[lane],
        durable_name=CONSUMERS[lane],
        description=f"Whoever matches the {lane} articles",
        deliver_policy=DeliverPolicy.ALL,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=pace.backoff[0],
        backoff=list(pace.backoff),
        max_deliver=-1,
        filter_subject=SUBJECTS[lane],
        max_ack_pending=_MOST_PENDING,
    )
