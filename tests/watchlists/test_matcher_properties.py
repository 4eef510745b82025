"""What holds for every text: offsets quote, invisible changes change nothing, and no text takes the matcher down."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlists import Matcher
from watchlists.model import Alias, Document, Entity, Event, EventType, Mention, Watchlist, Watchlists
from watchlists.normalize import letters, loose, safe

ENTITIES = (
    Entity("ISKP", "organization", {}, (Alias("داعش خراسان"), Alias("ISIS-K"))),
    Entity("ISIS", "organization", {}, (Alias("داعش"), Alias("الدولة الإسلامية"))),
    Entity("AQ", "organization", {}, (Alias("القاعدة", definite=True, unless=("القاعدة الجوية",)),)),
    Entity("SHABAAB", "organization", {}, (Alias("الشباب", definite=True, needs=("الصومال",)),)),
    Entity("ZAWAHIRI", "person", {}, (Alias("أيمن الظواهري"),)),
    Entity("ABUDHABI", "place", {}, (Alias("أبو ظبي"),)),
    Entity("REGEX", "other", {}, (Alias("(.*)+ [a-z]* \\d{9,} $^"),)),
)
EVENTS = (EventType("suicide", {}, (Alias("تفجير انتحاري"),)), EventType("foiled", {}, (Alias("أحبط هجوم"),)))
MATCHER = Matcher.compile(Watchlists((Watchlist("test", {}, ENTITIES, EVENTS),)))

WORDS = (
    "داعش خراسان لداعش القاعدة الجوية للقاعده وكقاعدة الشباب الصومال أيمن محمد الظواهري أبو ظبي أبوظبي ISIS-K isis في "
    "ولاية تفجيرا انتحاريا أحبطت الأجهزة هجوما الدولة الإسلامية على علي و ل قال 21 a z"
).split()
SEPARATORS = [
    " ",
    "  ",
    "-",
    " – ",
    ". ",
    "؟ ",
    "\n",
    "، ",
    " «",
    "» ",
    "_",
    "/",
    "…",
    "\t",
    "\N{ZERO WIDTH NON-JOINER}",
]
MARKS = "\N{ARABIC FATHA}\N{ARABIC SHADDA}\N{ARABIC SUKUN}\N{ARABIC DAMMATAN}\N{ARABIC LETTER SUPERSCRIPT ALEF}"
CONTROLS = "\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}"
PERSIAN = str.maketrans(
    "\N{ARABIC LETTER KAF}\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER KEHEH}\N{ARABIC LETTER FARSI YEH}"
)

news = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)), max_size=25).map(
    lambda pairs: "".join(word + separator for word, separator in pairs)
)
NAMES = (
    "داعش خراسان", "لداعش", "أيمن الظواهري", "والقاعدة", "أبو ظبي", "الدولة الإسلامية", "تفجيرا انتحاريا",
    "أحبطت الأجهزة هجوما", "ISIS-K",
)  # fmt: skip
around = st.lists(st.sampled_from("قال مصدر محلي إن في اليوم ثم".split()), max_size=4).map(" ".join)
# At the head of a clause «والقاعدة إن …» is the rule that something is so: see `test_a_rule_is_no_group`.
RULE = re.compile(r"(?:^|\bإن) والقاعدة إن\b")
named = st.builds("{} {} {}".format, around, st.sampled_from(NAMES), around).filter(lambda text: not RULE.search(text))
any_text = st.one_of(
    news, st.text(max_size=200), st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF))
)


def found(text: str) -> list[tuple[str, str]]:
    hits = MATCHER.hits(Document(text))
    return [(one.entity, one.alias) for one in hits.mentions] + [(one.event, one.phrase) for one in hits.phrases]


@given(any_text, any_text)
def test_offsets_quote_the_source(text: str, title: str) -> None:
    fields = {"title": title, "text": text}
    findings = MATCHER.match(Document(text, title))
    found: list[Mention | Event] = [*findings.mentions, *findings.events]
    for one in found:
        assert fields[one.field][one.start : one.end] == one.text
        assert 0 <= one.score <= 100


@given(any_text)
def test_no_match_spans_a_sentence_end(text: str) -> None:
    findings = MATCHER.match(Document(text))
    for one in findings.mentions:
        assert sum(start <= one.start and one.end <= end for start, end in findings.sentences["text"]) == 1
        assert not set(one.text) & set("؟!…\n\r")


@given(any_text)
def test_mentions_do_not_overlap(text: str) -> None:
    mentions = MATCHER.match(Document(text)).mentions
    for left, right in pairwise(mentions):
        assert left.end <= right.start or (left.start, left.end) == (right.start, right.end)


@pytest.mark.parametrize("text", [" والقاعدة إن", " والقاعدة إن اليوم", "قال مصدر إن والقاعدة إن في"])
def test_a_rule_is_no_group(text: str) -> None:
    assert RULE.search(text)
    assert found(text) == []


@given(named)
def test_generated_sentences_hold_a_find(text: str) -> None:
    assert found(text)


@given(named, st.sampled_from([". ", "؟ ", "! ", "… ", "\n", "\N{LINE SEPARATOR}"]), st.data())
def test_a_sentence_end_between_two_words_parts_every_match(text: str, end: str, data: st.DataObject) -> None:
    words = text.split()
    at = data.draw(st.integers(1, len(words) - 1)) if len(words) > 1 else 0
    first, second = " ".join(words[:at]), " ".join(words[at:])
    hits = MATCHER.hits(Document(f"{first}{end}{second}"))
    held = range(len(first), len(first) + len(end))
    for start, stop in [(one.start, one.end) for one in hits.mentions] + [(one.start, one.end) for one in hits.phrases]:
        assert not (start < held.start and held.stop < stop)


@given(st.one_of(news, named), st.data())
@pytest.mark.parametrize("filler", [MARKS, CONTROLS, "\N{ARABIC TATWEEL}"], ids=["marks", "bidi controls", "tatweel"])
def test_fillers_inside_words_change_nothing(filler: str, text: str, data: st.DataObject) -> None:
    arabic = [at for at, char in enumerate(text[:-1]) if "ء" <= char <= "ي" and "ء" <= text[at + 1] <= "ي"]
    places = data.draw(st.sets(st.sampled_from(arabic))) if arabic else set()
    noisy = "".join(char + (data.draw(st.sampled_from(filler)) if at in places else "") for at, char in enumerate(text))
    assert found(noisy) == found(text)


@given(st.one_of(news, named))
def test_persian_letters_change_nothing(text: str) -> None:
    assert found(text.translate(PERSIAN)) == found(text)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(word: str) -> None:
    seen = letters(word)
    assert letters(seen) == seen
    assert safe(safe(seen)) == safe(seen)
    assert all(loose(coarser) == () or coarser in loose(coarser) for coarser in loose(safe(seen)))


@given(news)
def test_the_same_text_gives_the_same_findings(text: str) -> None:
    assert MATCHER.match(Document(text)) == MATCHER.match(Document(text))


NASTY = [
    pytest.param(lambda n: "ا" * n, 0, id="a word of a megabyte"),
    pytest.param(lambda n: "داعش" * (n // 4), 0, id="a name without end"),
    pytest.param(lambda n: "د" + "\N{ARABIC FATHA}" * n + "اعش", 1, id="marks on one letter"),
    pytest.param(lambda n: "دا" + "\N{ARABIC TATWEEL}" * n + "عش", 1, id="tatweel"),
    pytest.param(lambda n: "\N{RIGHT-TO-LEFT OVERRIDE}" * n + "داعش", 1, id="bidi controls"),
    pytest.param(lambda n: "a" + "\N{COMBINING ACUTE ACCENT}" * n + " داعش", 1, id="accents"),
    pytest.param(lambda n: "\ud800داعش\udfff " * 1000, 1000, id="unpaired surrogates"),
    pytest.param(lambda n: "\0داعش\0 " * 1000, 1000, id="NUL"),
    pytest.param(lambda n: "داعش " * 10_000, 10_000, id="ten thousand repeats"),
    pytest.param(lambda n: "القاعدة الجوية " * 3_000, 0, id="repeats of an exception"),
    pytest.param(lambda n: "." * n + "داعش", 1, id="dots"),
    pytest.param(lambda n: "د\N{ZERO WIDTH NON-JOINER}" * (n // 10), 0, id="non-joiners"),
    pytest.param(lambda n: "و " * (n // 10), 0, id="particles apart"),
    pytest.param(lambda n: "(" * n + "[a-z]*+" * 100, 0, id="what looks like a pattern"),
]


@pytest.mark.parametrize(("make", "count"), NASTY)
def test_survives(make: Callable[[int], str], count: int) -> None:
    text = make(1_000_000)
    mentions = MATCHER.match(Document(text)).mentions
    assert len(mentions) == count
    assert all(text[one.start : one.end] == one.text for one in mentions)
