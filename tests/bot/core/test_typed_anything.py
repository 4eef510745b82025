"""Whatever is typed is read without an error, and nothing is made up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.typed_lengths import LONGEST, first_length, last_length, length, number
from bot.core.typed_severities import severity, without_severity
from bot.core.typed_times import schedule, time_of_day, weekday
from bot.core.understanding import is_cue, is_led, names, question
from bot.core.zones import zones

# Words that mean something here, in any order, with any others between them.
WORDS = st.sampled_from(
    "what about latest on follow stop watching last 7 days today high from until 8 am daily sunday Baghdad ISKP"
    " 7d ٧ أيام آخر أخبار ما وضع تابع ألغ كتم متابعة داعش بداعش للقاعدة اليوم هذا الأسبوع"
    " عالية شدة الساعة صباحا كل أحد بغداد ؟".split()
)
TYPED = st.lists(WORDS | st.text(max_size=12), max_size=20).map(" ".join)


@given(TYPED)
def test_values(typed: str) -> None:
    span, value = length(typed), number(typed)
    assert span is None or 0 < span.total_seconds() <= LONGEST.total_seconds()
    assert value is None or value >= 0
    assert time_of_day(typed) is None or ":" in str(time_of_day(typed))
    assert all("/" in one or one.isascii() for one in zones(typed))
    severity(typed)
    weekday(typed)


@given(TYPED)
def test_words_are_taken_and_none_is_added(typed: str) -> None:
    words = tuple(typed.split())
    assert set(schedule(words).rest) <= set(words)
    assert set(without_severity(words)[0]) <= set(words)
    for found in (first_length(words), last_length(words)):
        assert found is None or 0 < found[0] <= len(words)


@given(TYPED)
def test_questions(typed: str) -> None:
    asked = question(typed)
    assert asked is None or all(asked.names)
    assert names(typed)[0] == typed
    assert len(names(typed)) <= 7
    is_led(typed.split())
    is_cue(typed)
