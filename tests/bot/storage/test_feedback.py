"""What people said of alerts, on both databases."""

from __future__ import annotations

from bot.core.feedback import Rating, Tally, Vote
from bot.core.model import Person
from bot.storage import SqlStore
from tests.bot.storage.samples import AMINA, HOUR, NOW, put_alert

BASE, GROUP = ("AQ", "القاعدة"), ("AQ", "تنظيم القاعدة")
OMAR = Person("slack", "U1")


def test_a_later_word_replaces_an_earlier_one(store: SqlStore) -> None:
    with store.begin() as unit:
        alert = put_alert(unit)
        assert unit.feedback.given(alert.id, AMINA) is None
        unit.feedback.give(alert.id, AMINA, Rating.NOT_RELEVANT, [BASE, GROUP], NOW)
        unit.feedback.give(alert.id, OMAR, Rating.NOT_RELEVANT, [BASE], NOW)
        assert unit.feedback.of_aliases([BASE, GROUP]) == {BASE: Tally(0, 2), GROUP: Tally(0, 1)}
        unit.feedback.give(alert.id, AMINA, Rating.RELEVANT, [BASE], NOW + HOUR)
        assert unit.feedback.given(alert.id, AMINA) == Rating.RELEVANT
        assert unit.feedback.of_alert(alert.id) == {Rating.RELEVANT: 1, Rating.NOT_RELEVANT: 1}
        assert unit.feedback.of_aliases([BASE, GROUP, ("ISKP", "x"), ("ISKP", BASE[1])]) == {BASE: Tally(1, 1)}
        assert unit.feedback.votes(BASE) == [
            Vote(alert.id, alert.article_id, "slack:U1", Rating.NOT_RELEVANT, NOW),
            Vote(alert.id, alert.article_id, AMINA.label, Rating.RELEVANT, NOW + HOUR),
        ]


def test_what_was_rejected_lately(store: SqlStore) -> None:
    with store.begin() as unit:
        alert = put_alert(unit)
        unit.feedback.give(alert.id, AMINA, Rating.NOT_RELEVANT, [GROUP], NOW)
        unit.feedback.give(alert.id, OMAR, Rating.RELEVANT, [BASE], NOW)
        assert unit.feedback.rejected_since(NOW) == [GROUP]
        assert unit.feedback.rejected_since(NOW + HOUR) == []
        assert unit.feedback.of_aliases([]) == {}
