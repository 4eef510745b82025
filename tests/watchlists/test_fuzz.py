"""Anything at all around, inside and instead of names: no crash, no wrong offset, the same findings every time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.compiled import shipped_matcher as matcher
from watchlists.model import Document, Event, Findings, Mention

pytestmark = pytest.mark.slow

NAMES = (
    "داعش",
    "حركة الشباب المجاهدين",
    "تنظيم القاعدة",
    "أيمن الظواهري",
    "قندهار",
    "هجوم انتحاري",
    "ISIS-K",
    "بوكو حرام",
)
PIECES = (
    *"وبلكفس",
    "ال",
    *("\N{ARABIC FATHA}", "\N{ARABIC SHADDA}", "\N{ARABIC TATWEEL}", "\N{ZERO WIDTH NON-JOINER}", "\ufeff"),
    *("\N{RIGHT-TO-LEFT OVERRIDE}", "\N{ARABIC LETTER SUPERSCRIPT ALEF}", "\0", "\ud800", "\udfff", "\U0001f4a3"),
    *(
        " ",
        "  ",
        "\n",
        "\r\n",
        "\N{NO-BREAK SPACE}",
        ".",
        "،",
        "؟",
        "…",
        "-",
        "–",
        "«",
        "»",
        "(",
        ")",
        '"',
        "'",
        "/",
        "21",
        "٢١",
    ),
    *("قتل", "أصيب", "أمس", "إحباط", "قال", "في", "من", "بن", "عبد", "أبو", "تبنى", "نفى", "the", "ISIS"),
)
MARKS = st.characters(min_codepoint=0x0600, max_codepoint=0x06FF)
ANYTHING = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(PIECES),
    st.text(st.characters(), max_size=8),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Zs"]), max_size=8),
    st.text(MARKS, max_size=12),
    st.text(st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF), max_size=6),
)
TEXTS = st.lists(ANYTHING, max_size=40).map("".join)
OFTEN = settings(max_examples=3_000, deadline=None, suppress_health_check=list(HealthCheck))


def checked(found: Findings, document: Document) -> Findings:
    """The findings, once every offset has been looked at."""
    fields: dict[str, str] = dict(document.fields())
    every: list[Mention | Event] = [*found.mentions, *found.events]
    for one in every:
        text = fields[one.field]
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert 0 <= one.score <= 100
        assert any(start <= one.start and one.end <= end for start, end in found.sentences[one.field])
    for event in found.events:
        start, end = event.sentence
        assert start <= event.start < event.end <= end
        assert all(place.text in fields[event.field] for place in event.places)
    return found


@OFTEN
@given(title=st.one_of(st.none(), TEXTS), text=TEXTS)
def test_whatever_is_written_is_quoted_right(title: str | None, text: str) -> None:
    document = Document(text, title)
    assert checked(matcher().match(document), document) == matcher().match(document)


@OFTEN
@given(texts=st.lists(TEXTS, max_size=6))
def test_a_text_is_read_alike_alone_and_among_others(texts: list[str]) -> None:
    documents = [Document(text) for text in texts]
    assert matcher().match_many(documents) == [matcher().match(one) for one in documents]


@OFTEN
@given(before=TEXTS, after=TEXTS)
def test_a_name_on_a_line_of_its_own_is_found_whatever_stands_around(before: str, after: str) -> None:
    text = f"{before}\nداعش خراسان\n{after}"
    start = len(before) + 1
    mentions = matcher().hits(Document(text)).mentions
    assert any((one.start, one.end) == (start, start + 11) for one in mentions if one.field == "text")


def test_fifty_megabytes() -> None:
    line = "قالت مصادر محلية إن الأمطار هطلت أمس على المدينة وإن الطرق أغلقت ساعات قبل أن تفتح من جديد أمام الناس.\n"
    some = line * 300 + "نفذ داعش هجوما انتحاريا في قندهار.\n"
    text = some * (50_000_000 // len(some.encode()))
    found = checked(matcher().match(Document(text)), Document(text))
    assert len([one for one in found.mentions if one.text == "داعش"]) == text.count("داعش")
