"""What free words ask for."""

from __future__ import annotations

import pytest

from bot.core.question_words import asked_by
from bot.core.understanding import LONGEST, Question, is_cue, is_led, names, question
from watchlists import Matcher


@pytest.mark.parametrize(
    ("typed", "command", "name", "values"),
    [
        pytest.param("ما وضع داعش خراسان؟", "status", "داعش خراسان", (), id="what is the state of"),
        pytest.param("وش صار مع داعش", "status", "داعش", (), id="what happened, as it is spoken"),
        pytest.param("شو صار مع طالبان اليوم؟", "status", "طالبان", ("24h",), id="and in another dialect, today"),
        pytest.param("كيف حال القاعدة في اليمن خلال آخر ٣ أيام", "status", "القاعدة في اليمن", ("3d",), id="a window"),
        pytest.param("show me ISKP", "status", "ISKP", (), id="show me"),
        pytest.param("What about ISKP last 7 days?", "status", "ISKP", ("7d",), id="what about"),
        pytest.param("what's happening with the Taliban this week", "status", "Taliban", ("7d",), id="this week"),
        pytest.param("what happened last week with ISKP", "status", "ISKP", ("7d",), id="the window before the name"),
        pytest.param("hey Rasid, can you tell me about al-Qaeda?", "status", "al-Qaeda", (), id="polite"),
        pytest.param("ISKP status", "status", "ISKP status", (), id="the noun behind it"),
        pytest.param("آخر أخبار طالبان", "latest", "طالبان", (), id="latest news"),
        pytest.param("latest on al-Qaeda", "latest", "al-Qaeda", (), id="latest on"),
        pytest.param("any news about Hamas, please", "latest", "Hamas", (), id="any news"),
        pytest.param("آخر ٥ أخبار عن طالبان", "latest", "طالبان", ("5",), id="how many"),
        pytest.param("آخر ٣ أيام طالبان", "", "طالبان", ("3d",), id="last is part of a length"),
        pytest.param("latest on ISKP last 3 days", "latest", "ISKP", ("3d",), id="the latest of a window"),
        pytest.param("تابع داعش", "watch", "داعش", (), id="watch"),
        pytest.param("follow ISKP from high", "watch", "ISKP", ("high",), id="a severity"),
        pytest.param("اكتم داعش ٤ ساعات", "mute", "داعش", ("4h",), id="mute"),
        pytest.param("ألغ متابعة داعش", "unwatch", "داعش", (), id="unwatch, stronger than watch"),
        pytest.param("stop watching ISKP", "unwatch", "ISKP", (), id="stop watching"),
        pytest.param("ألغِ كتم داعش", "unmute", "داعش", (), id="unmute, with marks"),
        pytest.param("do you follow ISKP?", "status", "ISKP", (), id="who asks whether changes nothing"),
        pytest.param("هل تابع داعش", "status", "داعش", (), id="the same in Arabic"),
        pytest.param("ISKP", "", "ISKP", (), id="a bare name"),
        pytest.param("ISKP 7d", "", "ISKP", ("7d",), id="with a window"),
        pytest.param("7d ISKP?", "", "ISKP", ("7d",), id="with the window before it"),
    ],
)
def test_a_question(typed: str, command: str, name: str, values: tuple[str, ...]) -> None:
    found = question(typed)
    assert found is not None
    assert (found.command, found.names[0], found.values) == (command, name, values)


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        pytest.param("وش صار بداعش", "داعش", id="a letter written on"),
        pytest.param("آخر الأخبار للقاعدة", "القاعدة", id="two, of which one is the article"),
        pytest.param("what about ISKP's", "ISKP", id="a possessive"),
        pytest.param("what is ISKP up to", "ISKP", id="words behind the name"),
        pytest.param("latest on Islamic State", "Islamic State", id="a name that ends in such a word"),
        pytest.param("أخبار أبي سياف", "أبي سياف", id="a name that begins with such a word"),
    ],
)
def test_a_name_is_taken_in_several_ways(typed: str, way: str) -> None:
    found = question(typed)
    assert found is not None
    assert way in found.names


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        pytest.param("what's new?", "latest", id="what is new"),
        pytest.param("ما الجديد؟", "latest", id="the same in Arabic"),
        pytest.param("what is this", "status", id="of what"),
        pytest.param("please", "", id="only polite"),
    ],
)
def test_without_a_name(typed: str, command: str) -> None:
    assert question(typed) == Question(command)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("؟!?…", id="only marks"),
        pytest.param("ما وضع داعش " * 20, id="long"),
        pytest.param("x" * (LONGEST + 1), id="one long word"),
        pytest.param("a b c d e f g h i j k l m n o p q", id="many words"),
    ],
)
def test_talk_is_no_question(typed: str) -> None:
    assert question(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("قال شهود إن داعش نفذت هجوما", id="a statement"),
        pytest.param("do not follow ISKP", id="a negation"),
        pytest.param("should I follow ISKP?", id="advice"),
        pytest.param("لا أريد متابعة داعش", id="a negation in Arabic"),
    ],
)
def test_what_is_said_of_a_name_leaves_more_than_the_name(typed: str) -> None:
    found = question(typed)
    assert found is not None
    assert not {"ISKP", "داعش"} & set(found.names)


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        pytest.param("ISKP", ("ISKP",), id="a name"),
        pytest.param("on al-Qaeda", ("on al-Qaeda", "al-Qaeda"), id="a word that leads to it"),
        pytest.param("ISKP 3", ("ISKP 3",), id="a value is a part of what was typed"),
        pytest.param("س" * 4000, ("س" * 4000,), id="4,000 characters"),
    ],
)
def test_the_ways_to_take_a_name(typed: str, ways: tuple[str, ...]) -> None:
    assert names(typed) == ways


def test_every_shipped_name_is_one_of_the_ways_to_take_it(shipped_matcher: Matcher) -> None:
    lists = shipped_matcher.watchlists
    spellings = [alias.text for entity in lists.entities.values() for alias in entity.spellings]
    assert len(spellings) > 500
    lost = []
    for spelling in spellings:
        asked = question(f"latest on {spelling}")
        plain = "".join(one for one in spelling if one not in "'(),")
        if asked and plain not in ["".join(c for c in way if c not in "'(),") for way in asked.names]:
            lost.append(spelling)
    assert lost == []


@pytest.mark.parametrize("command", ["status", "latest", "watch"])
def test_what_the_help_shows_of_questions_is_understood(command: str) -> None:
    assert asked_by(command)
    for words in asked_by(command):
        found = question(f"{words} داعش")
        assert found is not None
        assert (found.command, found.names[0]) == (command, "داعش")


@pytest.mark.parametrize(
    ("typed", "led"),
    [
        pytest.param("start watching ISKP", True, id="two words"),
        pytest.param("keep an eye on ISKP", True, id="three words"),
        pytest.param("start ISKP", False, id="one word of them"),
        pytest.param("آخر أخبار داعش", False, id="a word that says it alone"),
        pytest.param("start", False, id="one word"),
        pytest.param("", False, id="none"),
    ],
)
def test_words_that_say_it_together(typed: str, led: bool) -> None:
    assert is_led(typed.split()) is led


def test_words_that_say_which_command_is_meant() -> None:
    assert is_cue("آخر")
    assert is_cue("what’s")
    assert not is_cue("the")
    assert not is_cue("")
