"""Features: what is kept of an article, and how a story's grow."""

from __future__ import annotations

import json

from bot.core.features import MOST_WORDS, Features

MANY = frozenset(f"كلمة{turn}" for turn in range(MOST_WORDS))


def test_plain_data_and_back() -> None:
    one = Features(
        keys=frozenset({"ISKP", "bombing"}), words=frozenset({"سوق"}), tolls=frozenset({"killed:14", "injured:30"})
    )
    assert Features.from_dict(json.loads(json.dumps(one.as_dict()))) == one


def test_equal_features_are_equal_text() -> None:
    one, other = Features(words=frozenset("ab")), Features(words=frozenset("ba"))
    assert json.dumps(one.as_dict()) == json.dumps(other.as_dict())


def test_what_another_version_wrote_is_read() -> None:
    assert Features.from_dict({"keys": ["AQ"], "colours": ["red"]}) == Features(keys=frozenset({"AQ"}))


def test_merging_joins_everything() -> None:
    one = Features(keys=frozenset({"AQ"}), places=frozenset({"aden"}), words=frozenset({"حاجز"}))
    other = Features(keys=frozenset({"AQAP"}), tolls=frozenset({"killed:2"}), words=frozenset({"جندي"}))
    assert one.merged(other) == Features(
        keys=frozenset({"AQ", "AQAP"}),
        places=frozenset({"aden"}),
        tolls=frozenset({"killed:2"}),
        words=frozenset({"حاجز", "جندي"}),
    )


def test_a_long_story_takes_facts_but_no_more_words() -> None:
    story = Features(words=MANY)
    grown = story.merged(Features(tolls=frozenset({"killed:3"}), words=frozenset({"جديد"})))
    assert grown.words == MANY
    assert grown.tolls == {"killed:3"}
