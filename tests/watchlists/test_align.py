"""Whether the words of a name or phrase stand around a place: gaps, separators and limits."""

from __future__ import annotations

import pytest

from tests.watchlists.watched import aligned
from watchlists.align import Limits
from watchlists.patterns import Apart, Gap


def told(name: str, text: str, gap: Gap, anchor: int = 0, limits: Limits | None = None) -> tuple[str, ...] | None:
    """What differs, or None where the name does not stand there."""
    mode = {"person": "person", "phrase": "phrase"}.get(gap, "name")
    found = aligned(name, text, gap, mode, anchor, limits)  # type: ignore[arg-type]
    return None if found is None else found.how


NONE = [
    pytest.param("حركة النجم", (), id="as it is"),
    pytest.param("حراك النجم", None, id="another word"),
    pytest.param("حركة - النجم", ("separator:-",), id="separator"),
    pytest.param("حركة الثورية النجم", None, id="nothing inside"),
    pytest.param("حركة في النجم", None, id="no connector inside"),
    pytest.param("النجم حركة", None, id="in order"),
    pytest.param("حركة", None, id="all words"),
]


@pytest.mark.parametrize("anchor", [0, 1])
@pytest.mark.parametrize(("text", "how"), NONE)
def test_without_a_gap(text: str, how: tuple[str, ...] | None, anchor: int) -> None:
    assert told("حركة النجم", text, "none", anchor) == how


NAME = [
    pytest.param("داعش خراسان", (), id="as it is"),
    pytest.param("داعش الإرهابي خراسان", ("inserted:الإرهابي",), id="one definite word"),
    pytest.param("داعش 3 خراسان", ("inserted:3",), id="a number"),
    pytest.param("داعش إرهابي خراسان", None, id="no indefinite word"),
    pytest.param("داعش الإرهابي الكبير خراسان", None, id="no second word"),
    pytest.param("داعش الذي خراسان", None, id="no function word"),
    pytest.param("داعش في خراسان", ("inserted:في",), id="a connector"),
    pytest.param("داعش في ولاية خراسان", ("inserted:ولاية", "inserted:في"), id="two connectors"),
    pytest.param("داعش في فرع إقليم خراسان", None, id="no third connector"),
    pytest.param("داعش الإرهابي في خراسان", ("inserted:الإرهابي", "inserted:في"), id="a word and a connector"),
    pytest.param("داعش بخراسان", ("clitic:ب",), id="a particle for a connector"),
    pytest.param("داعش وخراسان", None, id="no other particle inside"),
    pytest.param("لداعش خراسان", ("clitic:ل",), id="a particle before all"),
    pytest.param("داعش «»()«»() خراسان", ("separator:«»()«»()",), id="eight characters between"),
    pytest.param("داعش «»()«»()« خراسان", None, id="nine are too many"),
    pytest.param("داعش، خراسان", ("separator:،",), id="a comma"),
    pytest.param("داعش \u200f \u202b خراسان", (), id="controls are no separator"),
]


@pytest.mark.parametrize("anchor", [0, 1])
@pytest.mark.parametrize(("text", "how"), NAME)
def test_inside_the_name_of_a_group(text: str, how: tuple[str, ...] | None, anchor: int) -> None:
    found = told("داعش خراسان", text, "name", anchor)
    assert found == how or (found is not None and how is not None and sorted(found) == sorted(how))


def test_no_connector_behind_a_common_noun() -> None:
    assert told("جامعة القاهرة", "جامعة القاهرة", "name") == ()
    assert told("جامعة القاهرة", "جامعة في القاهرة", "name") is None


OPTIONAL = [
    pytest.param("القاعدة في خراسان", (), id="as it is"),
    pytest.param("القاعدة خراسان", ("missing:في",), id="missing"),
    pytest.param("القاعدة-خراسان", ("missing:في", "separator:-"), id="a hyphen in its place"),
    pytest.param("القاعدة بخراسان", ("missing:في", "clitic:ب"), id="a particle in its place"),
    pytest.param("في خراسان القاعدة", None, id="not in order"),
]


@pytest.mark.parametrize("anchor", [0, 2])
@pytest.mark.parametrize(("text", "how"), OPTIONAL)
def test_a_connector_may_be_missing(text: str, how: tuple[str, ...] | None, anchor: int) -> None:
    found = told("القاعدة في خراسان", text, "name", anchor)
    assert (None if found is None else sorted(found)) == (None if how is None else sorted(how))


PERSON = [
    pytest.param("نعيم القندهاري", (), id="as it is"),
    pytest.param("نعيم ربيع القندهاري", ("inserted:ربيع",), id="a middle name"),
    pytest.param("نعيم ربيع سالم القندهاري", ("inserted:ربيع", "inserted:سالم"), id="two"),
    pytest.param("نعيم ربيع سالم كامل القندهاري", None, id="no third"),
    pytest.param("نعيم الكبير القندهاري", None, id="no definite word"),
    pytest.param("نعيم وربيع القندهاري", None, id="no word behind و"),
    pytest.param("نعيم قال القندهاري", None, id="no function word"),
    pytest.param("نعيم Paul القندهاري", None, id="no other script"),
    pytest.param("نعيم، ربيع القندهاري", None, id="nothing after a comma"),
]


@pytest.mark.parametrize("anchor", [0, 1])
@pytest.mark.parametrize(("text", "how"), PERSON)
def test_inside_the_name_of_a_person(text: str, how: tuple[str, ...] | None, anchor: int) -> None:
    found = told("نعيم القندهاري", text, "person", anchor)
    assert (None if found is None else sorted(found)) == (None if how is None else sorted(how))


def test_no_middle_name_between_two_common_ones() -> None:
    assert told("محمد حسين", "محمد حسين", "person") == ()
    assert told("محمد حسين", "محمد ربيع حسين", "person") is None


PHRASE = [
    pytest.param("القبض على", "القبض على", True, id="as it is"),
    pytest.param("القبض على", "القبض أمس على", True, id="one word"),
    pytest.param("القبض على", "القبض أمس مساء على", True, id="two words"),
    pytest.param("القبض على", "القبض أمس مساء فجرا على", False, id="three words"),
    pytest.param("القبض على", "القبض، على", False, id="a comma"),
    pytest.param("القبض على", "القبض أمس، على", False, id="a comma behind the word inside"),
    pytest.param("القبض على", "القبض (أمس) على", True, id="brackets before the second word"),
    pytest.param("القبض على", "القبض الذي على", False, id="a subordinator"),
    pytest.param("القبض على", "القبض لم على", False, id="a negation"),
    pytest.param("أحبط هجوم", "أحبط الجيش هجوما", True, id="a subject"),
    pytest.param("أحبط هجوم", "أحبط رجال الأمن هناك فجر يوم السبت هجوما", True, id="a subject of six words"),
    pytest.param("أحبط هجوم", "أحبط رجال الأمن هناك قرب فجر يوم السبت هجوما", False, id="seven are too many"),
    pytest.param("أحبط هجوم", "أحبط الجيش أن هجوما", False, id="another clause behind the subject"),
    pytest.param("cease fire", "cease-fire", True, id="a tight hyphen"),
    pytest.param("cease fire", "cease - fire", False, id="a dash"),
]


@pytest.mark.parametrize("anchor", [0, 1])
@pytest.mark.parametrize(("phrase", "text", "stands"), PHRASE)
def test_inside_a_phrase(phrase: str, text: str, stands: bool, anchor: int) -> None:
    assert (told(phrase, text, "phrase", anchor) is not None) is stands


LIMITS = [
    pytest.param(Limits(inside=0), "القبض أمس على", False, id="nothing inside"),
    pytest.param(Limits(inside=1), "القبض أمس على", True, id="one inside"),
    pytest.param(Limits(inside=1), "القبض أمس مساء على", False, id="one inside and no more"),
    pytest.param(Limits(inside=3), "القبض أمس مساء فجرا على", True, id="three inside"),
]


@pytest.mark.parametrize(("limits", "text", "stands"), LIMITS)
def test_limits(limits: Limits, text: str, stands: bool) -> None:
    assert (told("القبض على", text, "phrase", limits=limits) is not None) is stands


REACHES = [
    pytest.param(Apart("none", 1), 1, id="nothing inside"),
    pytest.param(Apart("name", 1), 4, id="an adjective and two connectors"),
    pytest.param(Apart("name", 2), 5, id="a word of the name that may be missing"),
    pytest.param(Apart("person", 1), 3, id="two middle names"),
    pytest.param(Apart("phrase", 1), 3, id="inside a phrase"),
    pytest.param(Apart("phrase", 1, first=True), 7, id="a subject behind a verb"),
]


@pytest.mark.parametrize(("between", "most"), REACHES)
def test_reach_covers_every_gap(between: Apart, most: int) -> None:
    assert Limits().reach(between) == most
    assert Limits(inside=12, subject=3).reach(Apart("phrase", 1, first=True)) == 13


EDITS = [
    pytest.param("أيمن الظواهري", "ايمن الضواهري", True, id="one edit"),
    pytest.param("فتح قندهار لبنان", "فتح قنذهار لبنان", True, id="one edit in fourteen letters"),
    pytest.param("حركة قندهار غوتيريس", "حركة قنذهار غوتيريش", True, id="two edits in seventeen letters"),
    pytest.param("ظبلغ قندها", "ظبلغ قنذها", True, id="one edit in nine letters"),
    pytest.param("ظبلغ قندها", "ظثلغ قندها", True, id="one edit elsewhere in nine letters"),
    pytest.param("ظبلغ قندها", "ظثلغ قنذها", False, id="two edits in nine"),
]


@pytest.mark.parametrize(("name", "text", "stands"), EDITS)
def test_edits_are_counted_over_the_whole_name(name: str, text: str, stands: bool) -> None:
    assert (aligned(name, text) is not None) is stands


def test_the_cheapest_alignment_is_taken() -> None:
    found = aligned("داعش خراسان", "داعش في خراسان خراسان", "name")
    assert found is not None
    assert (found.start, found.end, found.how) == (0, 3, ("inserted:في",))
    near = aligned("نعيم القندهاري", "نعيم القندهاري القندهاري", "person", "person")
    assert near is not None
    assert (near.start, near.end) == (0, 2)


def test_positions_and_lengths() -> None:
    found = aligned("داعش خراسان", "قال داعش الإرهابي خراسان", "name")
    assert found is not None
    assert (found.start, found.end, found.inserted, found.length) == (1, 4, 1, len("داعش") + len("خراسان"))
