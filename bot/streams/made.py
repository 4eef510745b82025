"""The stream and its consumers, made where they are not; those that are there stay as the operator made them."""

from collections.abc import Mapping
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


class UnfitError(Exception):
    """The stream that is there would lose articles, or gets none; says what to set."""


async def make(stream: JetStreamContext, pace: Pace) -> dict[Lane, float]:
    """Make what lacks. Seconds until what is not acknowledged is delivered again, by lane. Raises UnfitError, and what
    nats-py does."""
    if not await is_there(stream):
        await _make_stream(stream)
    return {lane: await _waits(stream, lane, pace) for lane in LANES}


async def is_there(stream: JetStreamContext) -> bool:
    """Whether there is a stream already. Raises UnfitError where it is of no use, and what nats-py does."""
    try:
        info = await stream.stream_info(STREAM)
    except NotFoundError:
        return False
    _require_fit(info.config)
    return True


def _require_fit(config: StreamConfig) -> None:
    """Nobody would hear of an article that a stream drops after it has taken it."""
    limits = (config.max_msgs, config.max_bytes, config.max_msgs_per_subject)
    if config.discard != DiscardPolicy.NEW and any((limit or 0) > 0 for limit in limits):
        raise UnfitError("drops the oldest articles when it is full: set its discard policy to new")
    if config.max_age:
        raise UnfitError("drops articles that wait for long: set its max age to 0")
    subjects = config.subjects or []
    if not all(any(_covers(one, wanted) for one in subjects) for wanted in SUBJECTS.values()):
        raise UnfitError("does not take the subjects rasid.articles.>: add them, or remove the stream")


def _covers(pattern: str, subject: str) -> bool:
    """Whether a subject with wildcards takes another, as NATS reads it."""
    given, wanted = pattern.split("."), subject.split(".")
    if given[-1] == ">" and len(given) <= len(wanted):
        given, wanted = given[:-1], wanted[: len(given) - 1]
    return len(given) == len(wanted) and all(one in ("*", other) for one, other in zip(given, wanted, strict=True))


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


async def depths(stream: JetStreamContext) -> Mapping[Lane, int]:
    """How many articles the stream holds by lane; it has to be there."""
    info = await stream.stream_info(STREAM, subjects_filter="rasid.articles.>")
    held = info.state.subjects or {}
    return {lane: held.get(SUBJECTS[lane], 0) for lane in LANES}
