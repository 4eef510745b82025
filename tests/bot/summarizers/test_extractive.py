"""Summaries quote the article, hold what matters, and stay short."""

import dataclasses
import re
from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import Summary
from bot.summarizers.extractive import Extractive
from bot.summarizers.lead import Lead
from watchlists.model import Document, Event, Field, Findings, Mention, Severity

LEAD = "عقد مجلس المدينة اجتماعه الأسبوعي صباح الأحد في قاعة البلدية."
CALM = "ناقش المجتمعون ميزانية الطرق والمدارس للعام المقبل."
RAID = "وقال المحافظ إن الشرطة اعتقلت خمسة مشتبه بهم في غارة على مزرعة."
BOMB = "وكان تفجير انتحاري قد أودى بحياة عشرين شخصا في السوق الشمالي قبل يومين."
AGAIN = "وكان تفجير انتحاري أودى بحياة عشرين شخصا في السوق الشمالي."
NAMED = "ونسبت السلطات الهجوم إلى داعش خراسان الذي ينشط في الجبال."
TALK = "وتحدث عضو آخر عن موسم الأمطار وتوزيع البذور على الفلاحين."
TEXT = "\n".join([LEAD, CALM, RAID, TALK, BOMB, AGAIN, NAMED])
SEVERITIES: dict[str, Severity] = {"suicide_bombing": "critical", "raid": "low"}


def event(key: str, words: str, text: str = TEXT, field: Field = "text", killed: int | None = None) -> Event:
    start = text.index(words)
    return Event(key, words, words, field, start, start + len(words), 97.0, (start, start + len(words)), killed=killed)


def mention(key: str, words: str, text: str = TEXT, field: Field = "text") -> Mention:
    start = text.index(words)
    return Mention(key, words, words, field, start, start + len(words), 98.0)


BOMBING = event("suicide_bombing", "تفجير انتحاري", killed=20)
RAIDING = event("raid", "غارة")
ISKP = mention("ISKP", "داعش خراسان")


def summarize(
    findings: Findings, text: str = TEXT, interest: Collection[str] = (), title: str | None = None
) -> Summary:
    return Extractive(SEVERITIES).summarize(Document(text, title), findings, interest)


def pieces(summary: Summary, text: str = TEXT) -> list[str]:
    """The quoted pieces, after checking that the summary is exactly they."""
    quoted = [text[start:end] for start, end in summary.spans]
    assert summary.text == " ".join(quoted)
    assert list(summary.spans) == sorted(summary.spans)
    assert len(summary.text) <= 400
    return quoted


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
    assert BOMB in shown


@pytest.mark.parametrize(
    "before", [pytest.param(0, id="early"), pytest.param(380, id="late"), pytest.param(9000, id="far")]
)
def test_a_long_sentence_is_cut_around_the_event(before: int) -> None:
    text = "كلمة " * (before // 5) + "هز تفجير انتحاري السوق " + "كلمة " * 20_000
    (shown,) = pieces(summarize(Findings((), (event("suicide_bombing", "تفجير انتحاري", text),)), text), text)
    assert "تفجير انتحاري" in shown
    assert re.fullmatch(r"\w+( \w+)*", shown)
    assert set(shown.split()) <= {"كلمة", "هز", "تفجير", "انتحاري", "السوق"}  # no word is torn
    assert len(shown) > 380
    assert text.startswith(shown) is (before <= 380)


def test_one_endless_word() -> None:
    text = "داعش" * 30_000
    found = Findings((Mention("ISIS", "داعش", "داعش", "text", 50_000, 50_004, 100.0),))
    (shown,) = pieces(summarize(found, text), text)
    assert len(shown) == 400
    (span,) = summarize(found, text).spans
    assert span[0] <= 50_000 < 50_004 <= span[1]


def test_ten_thousand_sentences_with_events() -> None:
    text = "وقع انفجار في الحي. " * 10_000
    found = tuple(
        Event("bombing", "انفجار", "انفجار", "text", one.start(), one.end(), 99.0, one.span())
        for one in re.finditer("انفجار", text)
    )
    assert pieces(summarize(Findings((), found), text), text) == ["وقع انفجار في الحي."]


def test_sentences_of_the_matcher_are_used() -> None:
    half = TEXT.index(" في قاعة")
    findings = Findings((mention("CITY", "مجلس"),), sentences={"text": ((0, half), (half + 1, len(LEAD)))})
    assert pieces(summarize(findings))[0] == TEXT[:half]


@given(st.text(alphabet="اب .\n؟", max_size=900), st.integers(0, 900), st.integers(0, 30))
def test_any_text_is_quoted_and_bounded(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    start = min(start, end)
    found = Findings((Mention("X", "x", text[start:end], "text", start, end, 90.0),))
    for summarizer in (Extractive(), Lead()):
        summary = summarizer.summarize(Document(text), found)
        if summary.text is None:
            assert summary.spans == ()
        else:
            pieces(summary, text)


@pytest.mark.parametrize(
    ("count", "shown"),
    [pytest.param(1, [LEAD], id="lead 1"), pytest.param(3, [LEAD, CALM, RAID], id="lead 3")],
)
def test_lead(count: int, shown: list[str]) -> None:
    assert pieces(Lead(count).summarize(Document(TEXT), Findings((ISKP,)))) == shown


def test_lead_stops_where_the_room_ends() -> None:
    assert pieces(Lead(3, longest=len(LEAD) + len(CALM)).summarize(Document(TEXT), Findings((ISKP,)))) == [LEAD]
    assert Lead().summarize(Document(TEXT), Findings()) == Summary(None)
