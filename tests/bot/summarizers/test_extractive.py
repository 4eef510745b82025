"""Summaries quote the article, hold what matters, and stay short."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import Summary
from bot.summarizers.extractive import Extractive, longer
from tests.bot.summarizers.council import (
    AGAIN,
    BOMB,
    BOMBING,
    CALM,
    ISKP,
    LEAD,
    NAMED,
    RAID,
    RAIDING,
    SEVERITIES,
    TALK,
    TEXT,
    event,
    mention,
    pieces,
    summarize,
)
from watchlists.model import Document, Findings, Place


def test_holds_what_happened_and_who_is_named_without_repeating() -> None:
    shown = pieces(summarize(Findings((ISKP,), (RAIDING, BOMBING))))
    assert len(shown) == 3
    assert {BOMB, NAMED} < set(shown)
    assert AGAIN not in shown


@pytest.mark.parametrize(
    ("findings", "interest", "sentence"),
    [
        pytest.param(Findings((ISKP,), (RAIDING, BOMBING)), (), BOMB, id="the gravest event"),
        pytest.param(
            Findings(
                (), (dataclasses.replace(RAIDING, killed=12), dataclasses.replace(BOMBING, event="raid", killed=None))
            ),
            (),
            RAID,
            id="many dead make any event grave",
        ),
        pytest.param(Findings((ISKP,), (RAIDING,)), (), RAID, id="any event before a mention"),
        pytest.param(Findings((ISKP,)), (), NAMED, id="the first mention"),
        pytest.param(Findings((), (RAIDING, BOMBING)), ("raid",), RAID, id="an event that is followed"),
        pytest.param(
            Findings((), (dataclasses.replace(RAIDING, actors=("POLICE",)), BOMBING)),
            ("POLICE",),
            RAID,
            id="an event whose actor is followed",
        ),
        pytest.param(
            Findings((mention("POLICE", "الشرطة"), ISKP), (BOMBING,)),
            ("ISKP",),
            BOMB,
            id="events before followed names",
        ),
        pytest.param(Findings((mention("POLICE", "الشرطة"), ISKP)), ("ISKP",), NAMED, id="a name that is followed"),
    ],
)
def test_the_sentence_that_must_be_there(findings: Findings, interest: tuple[str, ...], sentence: str) -> None:
    assert sentence in pieces(Extractive(SEVERITIES, count=1).summarize(Document(TEXT), findings, interest))
    assert sentence in pieces(summarize(findings, interest=interest))


def test_the_reader_is_told_of_what_he_follows() -> None:
    police = mention("POLICE", "الشرطة")
    plain, police_first = (pieces(summarize(Findings((police, ISKP)), interest=one)) for one in ((), ("ISKP",)))
    assert RAID in plain  # the first mention
    assert NAMED in police_first


def test_a_watched_place_of_an_event_concerns_its_reader() -> None:
    raided = dataclasses.replace(RAIDING, places=(Place("السوق", "MARKET"),))
    shown = Extractive(SEVERITIES, count=1).summarize(Document(TEXT), Findings((), (raided, BOMBING)), ("MARKET",))
    assert pieces(shown) == [RAID]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(f"{RAID}\n{TALK}\nتوزيع البذور\n{CALM}", [RAID, TALK], id="a fragment is no sentence to show"),
        pytest.param(f"{RAID}\n{RAID}\n{CALM}", [RAID, CALM], id="nothing twice"),
        pytest.param(f"{RAID}", [RAID], id="one sentence is all there is"),
        pytest.param(
            f"{RAID}\nوأضاف أن البذور توزع غدا على القرى.\n{'خبر آخر ' * 60}.\n",
            [RAID, "وأضاف أن البذور توزع غدا على القرى."],
            id="what does not fit is left out",
        ),
        pytest.param(
            f"{RAID}\nوصل الدكتور أ.د. سالم إلى قرية تبعد 3.5 كيلومتر عن ص.ب. 12 أمس.",
            [RAID, "وصل الدكتور أ.د. سالم إلى قرية تبعد 3.5 كيلومتر عن ص.ب. 12 أمس."],
            id="abbreviations and numbers end no sentence",
        ),
    ],
)
def test_what_is_added_to_the_sentence_of_the_event(text: str, shown: list[str]) -> None:
    assert pieces(summarize(Findings((), (event("raid", "غارة", text),)), text), text) == shown


def test_the_title_tells_what_the_article_is_about() -> None:
    found = Findings((), (event("raid", "غارة"),))
    assert TALK in pieces(summarize(found, title="توزيع البذور على الفلاحين قبل الأمطار"))
    assert TALK not in pieces(summarize(found))


def test_the_third_sentence_tells_of_something_more() -> None:
    found = Findings((mention("POLICE", "الشرطة"),), (RAIDING,))
    assert len(pieces(summarize(found))) == 2
    assert len(pieces(summarize(Findings((*found.mentions, ISKP), found.events)))) == 3


def test_nothing_found_is_none() -> None:
    assert summarize(Findings()) == Summary(None)


def test_a_title_alone_gives_none() -> None:
    found = Findings((mention("ISKP", "داعش خراسان", "داعش خراسان", "title"),))
    assert summarize(found, "", title="داعش خراسان") == Summary(None)


def test_what_is_found_in_the_title_is_told_by_the_text() -> None:
    title = "تفجير انتحاري في السوق الشمالي"
    found = Findings((), (event("suicide_bombing", "تفجير انتحاري", title, "title"),))
    shown = pieces(summarize(found, title=title))
    assert shown[0] == LEAD
    assert (BOMB in shown) is not (AGAIN in shown)


def test_sentences_of_the_matcher_are_used() -> None:
    half = TEXT.index(" في قاعة")
    findings = Findings((mention("CITY", "مجلس"),), sentences={"text": ((0, half), (half + 1, len(LEAD)))})
    assert pieces(summarize(findings))[0] == TEXT[:half]


@given(st.permutations([LEAD, CALM, RAID, TALK, BOMB, AGAIN, NAMED]), st.sets(st.sampled_from(("ISKP", "raid", "X"))))
def test_in_any_order_the_event_is_told_once_and_in_its_place(order: list[str], interest: set[str]) -> None:
    text = "\n".join(order)
    first = min((BOMB, AGAIN), key=text.index)
    bombing = event("suicide_bombing", "تفجير انتحاري", text, killed=20)
    found = Findings((mention("ISKP", "داعش خراسان", text),), (event("raid", "غارة", text), bombing))
    shown = pieces(summarize(found, text, interest), text)
    assert 2 <= len(shown) <= 3
    assert (RAID if "raid" in interest else first) in shown
    assert not {BOMB, AGAIN} <= set(shown)
    assert shown == sorted(shown, key=order.index)


def test_a_longer_one_quotes_more_and_what_a_brief_one_quotes() -> None:
    document, findings = Document(TEXT), Findings((ISKP,), (RAIDING, BOMBING))
    brief = Extractive(SEVERITIES)
    short, long = brief.summarize(document, findings), longer(brief).summarize(document, findings)
    assert set(short.spans) < set(long.spans)
    assert all(document.text[start:end] in (long.text or "") for start, end in long.spans)
