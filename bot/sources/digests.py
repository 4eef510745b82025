"""What the items of a feed are known again by, so that what was taken once is not taken again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b

import bot
from bot.core.identity import item_digest
from bot.core.model import Incoming
from bot.sources.feeds import Item


def body_digest(body: bytes, largest: int) -> str:
    """What a feed's bytes are known again by, until another version or another bound reads them anew."""
    return blake2b(body, digest_size=16, key=f"{bot.__version__} {largest}".encode()[:64]).hexdigest()


def item_digests(items: Sequence[Item], articles: Iterable[Incoming]) -> list[str]:
    """The digests of a feed's items, which became these articles, in the same order.

    When an item was changed counts, unless the feed stamps all its items anew; and where it has no address, when it
    was published, under the same condition.
    """
    changed = _honest([item.updated for item in items])
    published = _honest([item.published for item in items])
    stamps = (
        change or (None if item.url else date) for item, change, date in zip(items, changed, published, strict=True)
    )
    return [item_digest(article, stamp) for article, stamp in zip(articles, stamps, strict=True)]


def _honest(times: Sequence[datetime | None]) -> Sequence[datetime | None]:
    """The times, or none of them where most lie in one hour: then they tell of the feed and not of its items."""
    given = [moment for moment in times if moment]
    hours = Counter(moment.replace(minute=0, second=0, microsecond=0) for moment in given)
    stamped = not given or hours.most_common(1)[0][1] * 2 > len(given)
    return [None] * len(times) if stamped else times
