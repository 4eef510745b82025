"""Sample articles for the demo: our own invention, by outlets that do not exist, about happenings that never were."""

import json
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from bot.core.model import Incoming


def read_samples(now: datetime) -> list[Incoming]:
    """The sample articles, oldest first, published over the four weeks before `now` (aware UTC).

    Each is marked as a sample. The same `now` gives the same articles.
    """
    rows = sorted(read_rows(), key=lambda row: -row["age_hours"])
    return [_incoming(row, now) for row in rows]


def read_rows() -> list[dict[str, Any]]:
    """The lines of the file: id, title, text, url, source, `age_hours` before now, and what to `expect` in each.

    `expect` holds the keys that must be found (`yes`) and those that must not (`no`).
    """
    lines = (files(__name__) / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _incoming(row: dict[str, Any], now: datetime) -> Incoming:
    return Incoming(
        source=row["source"],
        text=row["text"],
        external_id=row["id"],
        title=row["title"],
        url=row["url"],
        published=now - timedelta(hours=row["age_hours"]),
        sample=True,
    )
