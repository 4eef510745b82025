"""A report of an armed group's own medium, from its arrival to the alert."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.core.bidi import strip_controls
from bot.core.model import Incoming
from bot.services.alerting import Alerting
from bot.services.ingest import Ingest
from bot.storage import SqlStore
from bot.summarizers.extractive import Extractive
from tests.bot.services.newsroom import BOMBING, CLAIMED, HOUR, NOW, Newsroom, article, matcher, texts
from watchlists.outlets import Outlet, Outlets

OUTLETS = Outlets((Outlet("DEPTHS", {"ar": "أغوار"}, "militant", 4, domains=("depths.example",), group="ISIS"),))
OWN = "نفذ داعش خراسان تفجيرا انتحاريا في سوق الفاكهة وسط قندهار صباح اليوم وقتل 40 شخصا."


@dataclass
class Desk(Newsroom):
    """The newsroom that knows one outlet."""

    def ingest(self) -> Ingest:
        return Ingest(self.store, matcher, lambda: OUTLETS)

    def alerting(self) -> Alerting:
        return Alerting(self.store, matcher, Extractive(), texts(), outlets=lambda: OUTLETS)

    def heads(self) -> list[str]:
        """The first two lines of every alert that was written."""
        blocks = [one.message.blocks for one, _ in self.outbox()]
        return [strip_controls(f"{held[0].text} / {held[1].text}") for held in blocks]


@pytest.fixture(name="desk")
def _desk(store: SqlStore) -> Desk:
    return Desk(store)


def statuses(store: SqlStore, item: Incoming, desk: Desk) -> list[tuple[str, bool]]:
    (taken,) = desk.take(item)
    with store.begin() as unit:
        reading = unit.articles.get(taken.article_id or 0)
    assert reading is not None
    return [(one.status, "outlet:DEPTHS" in one.how) for one in reading.findings.events]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"source": "أغوار"}, [("claimed", True)], id="by its name"),
        pytest.param({"url": "https://depths.example/1"}, [("claimed", True)], id="by its address"),
        pytest.param({}, [("reported", False)], id="another outlet"),
    ],
)
def test_it_is_stored_as_a_claim(
    desk: Desk, store: SqlStore, given: dict[str, str], expected: list[tuple[str, bool]]
) -> None:
    assert statuses(store, article(OWN, **given), desk) == expected


def test_the_alert_says_claimed(desk: Desk) -> None:
    desk.chat("5", "ISKP")
    desk.report(article(OWN, "أغوار"))
    (head,) = desk.heads()
    assert "تفجير انتحاري (متبنى) — قندهار — 40 قتيلا" in head
    assert "أغوار (إعلام جماعة مسلحة، تنظيم داعش)" in head


def test_a_claim_of_what_others_reported_joins_it_and_is_a_reason_to_speak(desk: Desk, store: SqlStore) -> None:
    desk.chat("5", "ISKP")
    desk.report(article(BOMBING))
    desk.report(article(OWN, "أغوار", published=NOW + HOUR), now=NOW + HOUR)
    with store.begin() as unit:
        (story,) = [unit.stories.get(number) for number in (1,)]
        assert story is not None
        assert unit.stories.get(2) is None
    assert [one.reason for one in story.spoken] == ["first", "claim"]
    assert story.spoken[-1].known["killed"] == 14


def test_a_report_of_others_after_the_claim_leads_the_story(desk: Desk, store: SqlStore) -> None:
    desk.report(article(OWN, "أغوار"))
    desk.report(article(BOMBING, published=NOW + HOUR), now=NOW + HOUR)
    with store.begin() as unit:
        story = unit.stories.get(1)
    assert story is not None
    assert len(story.readings) == 2
    assert story.spoken[0].known["killed"] == 40


def test_what_a_text_says_of_a_claim_is_as_it_was(desk: Desk, store: SqlStore) -> None:
    plain = statuses(store, article(CLAIMED), desk)
    assert "claimed" in [status for status, _ in plain]
    assert not any(own for _, own in plain)
