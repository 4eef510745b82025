"""How much of an article a chat reads: one sentence, the usual, or up to six, in alerts and digests alike."""

from __future__ import annotations

import pytest

from bot.core.preferences import Preferences, SummaryLength
from bot.parts import LONG, SHORT, lengths
from bot.ports import Summary
from bot.services.alerting import Alerting
from bot.services.lengths import Lengths
from bot.storage import SqlStore
from bot.summarizers.extractive import Extractive
from tests.bot.services.newsroom import NOW, Newsroom, article, matcher, stories, texts

REPORT = (
    "نفذ تنظيم داعش خراسان تفجيرا انتحاريا في قندهار أسفر عن 21 قتيلا. "
    "وأصيب 30 شخصا في تفجير قندهار نقلوا إلى مستشفيات المدينة. "
    "وقالت مصادر طبية إن بين قتلى التفجير 4 أطفال و3 نساء. "
    "وأعلن داعش خراسان مسؤوليته عن التفجير في بيان نشره مساء. "
    "واعتقلت قوات الأمن 5 أشخاص في كابول بعد الهجوم الانتحاري. "
    "ودانت حركة طالبان تفجير قندهار وتوعدت داعش خراسان بالرد."
)


@pytest.fixture
def room(store: SqlStore) -> Newsroom:
    """A newsroom on both databases."""
    return Newsroom(store)


def quotes(room: Newsroom) -> dict[str, str]:
    """The quoted summary by chat."""
    return {
        name: next(block.text for block in delivery.message.blocks if block.shape == "quote")
        for delivery, name in room.outbox()
    }


def test_each_chat_reads_as_much_as_it_wants(room: Newsroom, store: SqlStore) -> None:
    for length in ("short", "medium", "long"):
        room.chat(length, "ISKP", preferences=Preferences(summary=length))
    room.take(article(REPORT))
    Alerting(store, matcher, Extractive(), texts(), quoting=lengths(Extractive())).speak(NOW)
    told = quotes(room)
    assert len(told["short"]) < len(told["medium"]) < len(told["long"])
    assert len(told["short"]) <= SHORT + 2  # the isolate around it
    assert len(told["long"]) <= LONG + 2
    assert told["short"].strip("\u2068\u2069") in REPORT


@pytest.mark.parametrize(
    ("length", "text"),
    [
        pytest.param("short", "قُتل 21 شخصا.", id="its first sentence"),
        pytest.param("medium", "قُتل 21 شخصا. وأصيب 30.", id="all"),
        pytest.param("long", "قُتل 21 شخصا. وأصيب 30.", id="no more than there is"),
    ],
)
def test_of_what_a_model_wrote(length: SummaryLength, text: str, room: Newsroom, store: SqlStore) -> None:
    room.take(article(REPORT))
    reading = stories(store)[0].readings[0]
    written = Summary("قُتل 21 شخصا. وأصيب 30.")
    said = Lengths(written, lengths(Extractive()), reading, frozenset()).of(length)
    assert (said.text, said.written) == (text, True)


def test_where_nothing_is_quoted_no_length_changes_that(room: Newsroom, store: SqlStore) -> None:
    room.take(article(REPORT))
    reading = stories(store)[0].readings[0]
    assert Lengths(Summary(None), lengths(Extractive()), reading, frozenset()).of("long") == Summary(None)
