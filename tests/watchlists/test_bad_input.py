"""Texts and aliases that nobody writes in good faith: no crash, no wrong offset, nothing lost beside them.

No time is asserted. What takes quadratic time does not end here within anybody's patience.
"""

from __future__ import annotations

import pytest

from watchlists import Matcher
from watchlists.model import Alias, Document, Entity, EventType, Hits, Mention, PhraseHit, Watchlist, Watchlists

NAME = "حركة الشباب المجاهدين"
FATHA, SHADDA, TATWEEL = "\N{ARABIC FATHA}", "\N{ARABIC SHADDA}", "\N{ARABIC TATWEEL}"
ODD = ("(a+)+$", ".*", "[", "[^x]", "\\d+", "^داعش$", "داعش|القاعدة", "a{1000}", "(?R)", "%s", "{0}", "\\", "*", "ج.ع")


def watching(*aliases: str) -> Matcher:
    entities = tuple(Entity(f"E{at}", "organization", {"en": text}, (Alias(text),)) for at, text in enumerate(aliases))
    event = EventType("attack", {"en": "attack"}, (Alias("هجوم انتحاري"),))
    return Matcher.compile(Watchlists((Watchlist("bad", {"en": "bad"}, entities, (event,)),)))


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return watching(NAME, "داعش", "داعش خراسان")


def quoted(matcher: Matcher, text: str) -> Hits:
    """What is found, each offset checked: inside the text, in order, and quoting it."""
    hits = matcher.hits(Document(text))
    found: list[Mention | PhraseHit] = [*hits.mentions, *hits.phrases]
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(text[one.start : one.end] == one.text for one in found)
    starts = [one.start for one in hits.mentions]
    assert starts == sorted(starts)
    return hits


HOSTILE = {
    "a word of a million letters": "ا" * 1_000_000,
    "a million letters of names without a space": "داعش" * 250_000,
    "a million letters behind particles": "وبال" * 250_000,
    "Latin": "a" * 1_000_000,
    "digits": "٣" * 1_000_000,
    "hyphens": "-" * 1_000_000,
    "words of one letter": "و " * 200_000,
    "particles as words": "و ب ل ال " * 50_000,
    "marks without letters": FATHA * 1_000_000,
    "tatweel": TATWEEL * 1_000_000,
    "joiners": "\N{ZERO WIDTH NON-JOINER}" * 1_000_000,
    "bidi controls": "\N{RIGHT-TO-LEFT OVERRIDE}" * 1_000_000,
    "full stops": "." * 1_000_000,
    "line ends": "\n" * 1_000_000,
    "carriage returns": "\r\n" * 500_000,
    "white space of all kinds": "\N{NO-BREAK SPACE}\t\N{EM SPACE}\v\f" * 100_000,
    "NULs": "\0" * 1_000_000,
    "half pairs": "\ud83d" * 500_000,
    "pairs the wrong way round": "\udc00\ud800" * 250_000,
    "outside the first plane": "\U0001f4a3" * 500_000,
    "quotation marks": "«" * 300_000 + "»" * 300_000,
    "brackets": "(" * 500_000 + ")" * 500_000,
    "the last code point": "\U0010ffff" * 300_000,
    "a ligature of many letters": "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 100_000,
}


@pytest.mark.parametrize("hostile", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_a_name_beside_it_is_found_where_it_stands(hostile: str, matcher: Matcher) -> None:
    text = f"{NAME}.\n{hostile}\n{NAME}."
    hits = quoted(matcher, text)
    spans = {(one.start, one.end) for one in hits.mentions if one.text == NAME}
    assert spans >= {(0, len(NAME)), (len(text) - 1 - len(NAME), len(text) - 1)}


@pytest.mark.parametrize(
    "filler",
    [
        pytest.param(FATHA, id="fatha"),
        pytest.param(SHADDA + FATHA, id="two marks in turn"),
        pytest.param(TATWEEL, id="tatweel"),
        pytest.param("\N{COMBINING ENCLOSING CIRCLE}\N{COMBINING ACUTE ACCENT}", id="marks of other scripts"),
    ],
)
def test_a_hundred_thousand_marks_on_one_letter(filler: str, matcher: Matcher) -> None:
    wrapped = NAME[:7] + filler * (100_000 // len(filler)) + NAME[7:]
    hits = quoted(matcher, f"قالت {wrapped} أمس")
    found = [(one.start, one.end) for one in hits.mentions]
    assert found in ([(5, 5 + len(wrapped))], [])
    if filler in (FATHA, SHADDA + FATHA, TATWEEL):
        assert found


@pytest.mark.parametrize(
    "control",
    [
        pytest.param("\N{ZERO WIDTH NON-JOINER}", id="non-joiner"),
        pytest.param("\N{ZERO WIDTH JOINER}", id="joiner"),
        pytest.param(TATWEEL, id="tatweel"),
        pytest.param(FATHA, id="mark"),
        pytest.param("\ufeff", id="byte order mark"),
    ],
)
@pytest.mark.parametrize("before", ["", "قال ", "قال\n"])
def test_a_word_that_begins_with_what_nobody_sees(before: str, control: str, matcher: Matcher) -> None:
    (found,) = quoted(matcher, f"{before}{control}داعش").mentions
    assert found.text.endswith("داعش")


@pytest.mark.parametrize("between", [" ", "، ", ". ", "\n", " و", " \0 ", " \ud83d "])
def test_ten_thousand_repeats_are_ten_thousand_mentions(between: str, matcher: Matcher) -> None:
    text = between.join(["داعش"] * 10_000)
    mentions = quoted(matcher, text).mentions
    assert len(mentions) == 10_000
    assert all(one.text.endswith("داعش") for one in mentions)


def test_repeats_of_a_long_name_and_of_its_first_word(matcher: Matcher) -> None:
    assert len(quoted(matcher, f"{NAME}، " * 2_000).mentions) == 2_000
    assert quoted(matcher, "حركة " * 50_000 + "الشباب " * 50_000).mentions == ()


def test_the_events_of_a_text_full_of_them(matcher: Matcher) -> None:
    found = matcher.match(Document("وقع هجوم انتحاري شنه داعش. " * 1_000))
    assert len(found.events) == 1_000
    assert all(event.actors == ("E1",) for event in found.events)


@pytest.mark.parametrize("alias", ODD)
def test_an_alias_that_looks_like_a_pattern_is_a_text(alias: str) -> None:
    matcher = watching(alias, NAME)
    hits = quoted(matcher, f"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! x 5 {NAME} داعش ab")
    assert "E1" in {one.entity for one in hits.mentions}
    letters = [char for char in alias if char.isalnum()]
    assert bool(letters) or "E0" not in {one.entity for one in hits.mentions}


def test_aliases_without_a_letter_or_with_anything_do_not_break_the_others() -> None:
    odd = ("\0", "\ud800", "", " ", FATHA, TATWEEL, "-", "ا" * 100_000, "a " * 200, "\U0001f4a3", "1")
    matcher = watching(*odd, NAME)
    text = f"\0 \ud800 {FATHA} {TATWEEL} - \U0001f4a3 {NAME}"
    assert f"E{len(odd)}" in {one.entity for one in quoted(matcher, text).mentions}
