"""A database full of news, put there by bulk inserts: articles of ordinary length (2,000 to 3,000 characters) over the
last ninety days, in each four entities and an event, all named twice; three to a story, every second story told of.

One group is named in more than a third of the articles; a word stands in every tenth text, another one in a handful.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Connection, insert, text

from bot.core.features import Features
from bot.storage.searching import normal
from bot.storage.tables import alerts, articles, holdings, matches, stories, story_articles, story_keys
from tests.bench.corpus import frequent
from watchlists.model import SEVERITIES, Event, Mention, Place, Watchlists

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FREQUENT, FAMILY = "ISKP", "ISIS"
OFTEN, RARELY = "الكهرباء", "زعفرانستان"
"""Words to search for."""
A_STORY = 3
_DAYS, _TEXTS, _LENGTH, _AT_ONCE, _OUTLETS = 90, 4_000, 2_500, 6_000, 120
_RARE = 20_000


class Newsstand:
    """Makes the rows; the same for the same seed."""

    def __init__(self, lists: Watchlists, amount: int) -> None:
        self._rng = random.Random(11)
        self._lists, self._amount = lists, amount
        self._entities = [FREQUENT, *(key for key in lists.entities if key != FREQUENT)]
        self._weights = list(accumulate(1 / (4 + rank) for rank in range(len(self._entities))))
        self._events = list(lists.events)
        self._texts = list(_texts(self._rng))

    def fill(self, connection: Connection) -> None:
        """Everything, in batches of whole stories."""
        for first in range(1, self._amount + 1, _AT_ONCE):
            made = [self._story(number) for number in range(first, min(first + _AT_ONCE, self._amount + 1), A_STORY)]
            for at, table in enumerate((articles, stories, matches, story_articles, story_keys, alerts)):
                if rows := [row for one in made for row in one[at]]:
                    connection.execute(insert(table), rows)

    def hold(self, connection: Connection, destination_id: int) -> None:
        """Every fourth alert was held back from a chat, half of them as it muted them."""
        told = range(1, self._amount // A_STORY + 1, 8)
        rows = [self._held(story, destination_id) for story in told]
        connection.execute(insert(holdings), rows)

    def _held(self, story: int, destination_id: int) -> dict[str, Any]:
        verdict = "muted" if story % 16 == 1 else "digest"
        at = self._published(story * A_STORY)
        return {"alert_id": story, "destination_id": destination_id, "created": at, "verdict": verdict}

    def _published(self, number: int) -> datetime:
        return NOW - timedelta(days=_DAYS) * (1 - number / (self._amount + A_STORY + 1))

    def _story(self, first: int) -> tuple[list[dict[str, Any]], ...]:
        story, rng = (first - 1) // A_STORY + 1, self._rng
        kind, severity = rng.choice(self._events), rng.choice(SEVERITIES)
        who = list(dict.fromkeys(rng.choices(self._entities, cum_weights=self._weights, k=6)))[:4]
        if rng.random() < 0.2 and FREQUENT not in who:
            who[0] = FREQUENT
        numbers = range(first, min(first + A_STORY, self._amount + 1))
        opened, latest = self._published(numbers[0]), self._published(numbers[-1])
        told = [self._article(number) for number in numbers]
        found = [row for one in told for row in self._matches(one, who, kind)]
        features = Features(keys=frozenset({*who, kind}), words=frozenset(self._texts[story % _TEXTS].split()[:100]))
        whole = {"id": story, "opened": opened, "latest": latest, "severity": severity, "articles": len(told)}
        placed = [_placed(one, story) for one in told]
        keys = [{"story_id": story, "key": key, "latest": latest} for key in features.index]
        alert = {"id": story, "story_id": story, "article_id": numbers[0], "number": 1, "created": latest}
        alert |= {"reason": "first", "severity": severity, "known": {}}
        return told, [whole | {"features": features.as_dict()}], found, placed, keys, [alert] if story % 2 else []

    def _article(self, number: int) -> dict[str, Any]:
        said = self._texts[self._rng.randrange(_TEXTS)]
        if number % _RARE == 7:
            said = f"{said} {RARELY}"
        at, title = self._published(number), f"خبر رقم {number}"
        named = {"id": number, "identity": str(number), "edition": 1, "fingerprint": str(number), "title": title}
        told = {"published": at, "received": at, "matched": True, "source": f"منبر {self._rng.randrange(_OUTLETS)}"}
        return named | told | {"language": "ar", "text": said, "normal": normal(title, said)}

    def _matches(self, article: dict[str, Any], who: Sequence[str], kind: str) -> Iterator[dict[str, Any]]:
        common = {"article_id": article["id"], "published": article["published"], "source": article["source"]}
        for key in who:
            spans = [
                asdict(Mention(key, "الاسم", "الاسم", "text", at, at + 5, 98.0, ("clitic:ل",))) for at in (40, 900)
            ]
            yield common | {"kind": "entity", "key": key, "amount": 2, "spans": spans}
        place = (Place("قندهار", "KANDAHAR"),)
        killed = self._rng.choice((None, 3, 12))
        event = Event(
            kind, "هجوم", "هجوم", "text", 33, 37, 97.0, (0, 82), actors=(who[0],), places=place, killed=killed
        )
        yield common | {"kind": "event", "key": kind, "amount": 2, "spans": [asdict(event), asdict(event)]}


def settle(connection: Connection) -> None:
    """What PostgreSQL does by itself in time: counts, and the map of what everybody sees. Outside of a transaction."""
    connection.execute(text("VACUUM ANALYZE"))


def _placed(article: dict[str, Any], story: int) -> dict[str, Any]:
    of = {"article_id": article["id"], "story_id": story, "published": article["published"]}
    return of | {"reason": "same_words", "grounds": {"words": ["كلمة", "أخرى"]}}


def _texts(rng: random.Random) -> Iterator[str]:
    words, weights = frequent()
    for number in range(_TEXTS):
        drawn = rng.choices(words, cum_weights=weights, k=_LENGTH // 4)
        said = " ".join(drawn)[: _LENGTH + rng.randint(-500, 500)]
        yield f"{said} {OFTEN}." if number % 10 == 0 else f"{said}."
