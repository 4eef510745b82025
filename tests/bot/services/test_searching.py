"""The sieve of a hunt passes over nothing that matching with all lists would find."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from bot.samples import read_rows
from bot.services.searching import is_sieved
from watchlists import Matcher
from watchlists.files import entries
from watchlists.model import Document

EVENTS = Path(__file__).parents[2] / "gold" / "events"


def texts() -> list[str]:
    """The sample articles, and sentences in which events are told of in many ways."""
    lines = (line for path in EVENTS.glob("*.jsonl") for line in path.read_text("utf-8").splitlines())
    return [*(row["text"] for row in read_rows()), *(json.loads(line)["text"] for line in lines)]


def test_whatever_is_found_may_stand_there(shipped_matcher: Matcher) -> None:
    documents, lists = [Document(one) for one in texts()], shipped_matcher.watchlists
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, findings in enumerate(shipped_matcher.match_many(documents)):
        for key in {*(one.entity for one in findings.mentions), *(one.event for one in findings.events)}:
            found[key].add(number)
    entry = {key: lists.entities.get(key) or lists.events[key] for key in found}
    sieved = [key for key in found if is_sieved(entry[key])]
    assert len(sieved) > 60
    for key in sieved:
        may = Matcher.compile(entries.alone(entry[key])).may_hold(documents)
        assert [number for number in found[key] if not may[number]] == [], key


def test_what_is_read_without_a_phrase_is_not_sieved(shipped_matcher: Matcher) -> None:
    events = shipped_matcher.watchlists.events
    assert {key for key, one in events.items() if not is_sieved(one)} >= {"claim", "denial", "plot", "armed_attack"}
    assert sum(map(is_sieved, events.values())) > 10
