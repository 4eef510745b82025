"""The first pass, the memory and the screen change nothing: the same hits as where every sentence is read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.gold import corpus
from tests.watchlists.reference import reference
from watchlists import Matcher
from watchlists.model import Alias, Document, Entity, EventType, Watchlist, Watchlists

ZWNJ, ZWSP, TATWEEL = "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH SPACE}", "\N{ARABIC TATWEEL}"
DAY = date(2020, 6, 1)
ENTITIES = (
    Entity("ISKP", "organization", {}, (Alias("داعش خراسان"), Alias("الدولة الإسلامية في خراسان"), Alias("ISIS-K"))),
    Entity("ISIS", "organization", {}, (Alias("داعش"), Alias("الدولة الإسلامية"))),
    Entity("AQ", "organization", {}, (Alias("القاعدة", definite=True, unless=("القاعدة الجوية",)),)),
    Entity("SHABAAB", "organization", {}, (Alias("الشباب", definite=True, needs=("الصومال",)), Alias("حركة الشباب"))),
    Entity("BOKO", "organization", {}, (Alias("بوكو حرام"),)),
    Entity("BROTHERS", "organization", {}, (Alias("الإخوان المسلمون"), Alias("كتائب 21"))),
    Entity("STRICT", "organization", {}, (Alias("لواء النجم الأحمر", match="exact"),)),
    Entity("ZAWAHIRI", "person", {}, (Alias("أيمن الظواهري"),)),
    Entity("SALEH", "person", {}, (Alias("علي عبد الله صالح"),)),
    Entity("BAGHDADI", "person", {}, (Alias("أبو بكر البغدادي"),)),
    Entity("ABUDHABI", "place", {}, (Alias("أبو ظبي"),)),
    Entity("KANDAHAR", "place", {}, (Alias("قندهار"), Alias("أفغانستان"))),
    Entity("BOUND", "other", {}, (Alias("النجم", valid_until=DAY), Alias("غوتيريس", min_score=95, valid_from=DAY))),
    Entity("F16", "other", {}, (Alias("F16"), Alias("إف 16"))),
)
EVENTS = (
    EventType("suicide", {}, (Alias("تفجير انتحاري"), Alias("هجوم"))),
    EventType("foiled", {}, (Alias("أحبط هجوم"),), unless=("في مباراة",)),
    EventType("arrest", {}, (Alias("القبض على"),)),
)
# Words that are watched, or nearly so, in all the ways that news writes them; and words beside them.
WORDS = (
    "داعش لداعش وبداعش دَاعِشُ خراسان بخراسان الدولة الدوله الإسلامية الاسلامية القاعدة للقاعده الجوية الشباب "
    "الصومال بالصومال حركة حركتا بوكو حرام بوكوحرام الإخوان المسلمون المسلمين كتائب 21 ٢١ لواء النجم الأحمر "
    "الاحمر أيمن ايمن الظواهري الظواهرى الضواهري علي على عبد الله عبدالله صالح أبو أبا أبي بكر البغدادي ظبي "
    "أبوظبي قندهار قندهاار قنهدار أفغان ستان افغانستان تفجير تفجيرا تفجيرات انتحاري انتحارية انتحاريين هجوم "
    "هجوما الهجمات أحبط أحبطت إحباط القبض على في مباراة محمد الأجهزة الأمنية الإرهابي ولاية ISIS isis K F16 إف "
    "16 و ل ب ال قال 2024 the"
).split()
RARE_WORDS = (
    "النجم",
    "غوتيريس",
    "غوتيريش",
    "ﺩﺍﻋﺶ",
    "ﷲ",
    "ﺧﺮﺍﺳﺎﻥ",
    "café",
    "داعشﷲ",
    "کابل",
    "قندہار",
    f"دا{TATWEEL}عش",
    "ا" * 70,
    "داعش" * 20,
)
BETWEEN = (
    " ", " ", " ", " ", "  ", "", "", "-", " – ", "_", "، ", " (", ") ", "/", "\n", ". ", ".", "؟ ", "…", "\t", "\r\n",
    ZWNJ, ZWSP, TATWEEL, f" {TATWEEL} ", "\u200f", "\u202b ", "\u064e", "\0", "\ud800", "\u2028", "\x85", "\x1c",
    "\ufeff",
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A word with a letter gone, doubled, swapped, changed or parted from the rest."""
    word = draw(st.sampled_from([one for one in WORDS if len(one) > 3]))
    at = draw(st.integers(1, len(word) - 2))
    left, right = word[:at], word[at:]
    letter = draw(st.sampled_from("اويهةىئشسل"))
    ways = (
        left + right[1:], left + right[0] + right, left + right[1:2] + right[0] + right[2:], left + letter + right[1:],
        left + letter + right, f"{left} {right}", left + ZWNJ + right, left + ZWSP + right, left + TATWEEL + right,
        left + "\u064e" + right, f"{left}\n{right}", f"21{word}", f"{word}21", f"و{word}", f"ول{word}", f"ل{word[2:]}",
    )  # fmt: skip
    return draw(st.sampled_from(ways))


PIECES = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), spoilt(), st.sampled_from(RARE_WORDS))
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(BETWEEN)), max_size=24).map(lambda held: "".join(map("".join, held)))
QUICK = settings(deadline=None, suppress_health_check=list(HealthCheck))
OFTEN = settings(QUICK, max_examples=5_000)


@cache
def both() -> tuple[Matcher, Matcher]:
    """The matcher and its readable twin; no fixture, because hypothesis prints the arguments of what fails."""
    matcher = Matcher.compile(Watchlists((Watchlist("test", {}, ENTITIES, EVENTS),)))
    return matcher, reference(matcher)


def same(text: str, title: str | None = None) -> None:
    quick, slow = both()
    assert quick.hits(Document(text, title)) == slow.hits(Document(text, title))


@QUICK
@given(TEXTS)
def test_the_same_hits_in_any_text(text: str) -> None:
    same(text)


@pytest.mark.slow
@OFTEN
@given(TEXTS, st.one_of(st.none(), TEXTS))
def test_the_same_hits_in_very_many_texts(text: str, title: str | None) -> None:
    same(text, title)


DAYS = st.sampled_from((None, *(datetime(2020, month, 1, tzinfo=UTC) for month in (5, 6, 7))))
DOCUMENTS = st.builds(Document, TEXTS, st.one_of(st.none(), TEXTS), DAYS)


@QUICK
@given(st.lists(DOCUMENTS, max_size=6))
def test_the_same_hits_in_a_batch(documents: list[Document]) -> None:
    quick, slow = both()
    found = quick.hits_many(documents)
    assert found == [quick.hits(one) for one in documents]
    assert found == slow.hits_many(documents)


@QUICK
@given(TEXTS)
def test_a_matcher_that_has_read_nothing_finds_the_same(text: str) -> None:
    fresh = Matcher.compile(Watchlists((Watchlist("test", {}, ENTITIES[:4], EVENTS[:1]),)))
    first, again = fresh.hits(Document(text)), fresh.hits(Document(text))
    assert first == again == reference(fresh).hits(Document(text))


CASES = [
    pytest.param("داعش 21هجوما", id="a digit glued to a word"),
    pytest.param("أحبطت21 هجوما", id="a word glued to a digit"),
    pytest.param("أحبطت 3أجهزة هجوما", id="a glued word inside a phrase"),
    pytest.param("لISIS-K وISIS", id="particles before Latin"),
    pytest.param("إف16 إف-16 إف 16", id="a name with a number"),
    pytest.param(f"بوكو{ZWNJ}حرام", id="glue between the words of a name"),
    pytest.param(f"أفغان{ZWNJ}ستان", id="glue within a word"),
    pytest.param(f"أ{ZWNJ}ف{ZWNJ}غ{ZWNJ}ا{ZWNJ}ن{ZWNJ}ستان", id="much glue within a word"),
    pytest.param(f"{ZWNJ}داعش{ZWNJ}", id="glue at both ends"),
    pytest.param(f"النجم{ZWNJ}K", id="glue between a name and a Latin letter"),
    pytest.param("أفغان ستان", id="two pieces"),
    pytest.param("أفغان\nستان", id="two pieces on two lines"),
    pytest.param("و القاعدة ل داعش", id="particles apart"),
    pytest.param("الإخوان و المسلمين", id="a particle apart inside"),
    pytest.param("الظواهري، أيمن", id="reversed"),
    pytest.param("أيمن محمد ربيع الظواهري", id="two middle names"),
    pytest.param("أيمن محمد ربيع سالم الظواهري", id="three middle names"),
    pytest.param("أحبطت الأجهزة الأمنية في مدينة كبيرة هجوما", id="a long subject"),
    pytest.param("أحبط رجال الأمن هناك فجر يوم السبت هجوما", id="the longest subject"),
    pytest.param("أحبط رجال الأمن هناك قرب فجر يوم السبت هجوما", id="a subject that is too long"),
    pytest.param("الدولة الإسلامية في ولاية خراسان", id="two connectors"),
    pytest.param("الدولة الإسلامية خراسان", id="a connector missing"),
    pytest.param("ﺩﺍﻋﺶ ﺧﺮﺍﺳﺎﻥ", id="presentation forms"),
    pytest.param("ﺃﻓﻐﺎﻥ ستان", id="two pieces, one of them in presentation forms"),
    pytest.param("عبدﷲ علي عبد ﷲ صالح", id="a ligature"),
    pytest.param("\0داعش\0", id="NUL"),
    pytest.param("\ud800داعش\udfff", id="half pairs"),
    pytest.param("داعش " * 70, id="many"),
    pytest.param("ا" * 65 + " داعش", id="a long word"),
    pytest.param("ا" * 64 + "داعش", id="a long word that ends in a name"),
    pytest.param("ا" * 300_000 + "داعش خراسان", id="a very long word that ends in a name"),
    pytest.param("د" + "\u064e" * 300_000 + "اعش خراسان", id="very many marks"),
    pytest.param("داعش" + "ٍ" * 70, id="a long word of few letters"),
    pytest.param("داعش." * 3 + "خراسان", id="dots without spaces"),
    pytest.param("U.S. داعش e.g. خراسان", id="dots that end nothing"),
]


@pytest.mark.parametrize("text", CASES)
def test_the_same_hits(text: str) -> None:
    same(text)
    same(f"قال مصدر. {text} أمس")


def test_the_cases_are_worth_comparing() -> None:
    found = both()[0].hits_many([Document(case.values[0]) for case in CASES if isinstance(case.values[0], str)])
    assert sum(map(bool, found)) > len(CASES) // 2


def test_the_same_hits_in_the_gold_corpus(shipped_matcher: Matcher) -> None:
    held = [Document(one.text) for name in corpus.strata() for one in corpus.sentences(name)]
    found = shipped_matcher.hits_many(held)
    assert sum(map(bool, found)) > len(held) // 3
    assert found == reference(shipped_matcher).hits_many(held)
