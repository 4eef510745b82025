"""What the matcher finds, what it stays silent about, and what it says of the difference."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from watchlists import Matcher
from watchlists.align import Limits
from watchlists.model import Alias, Document, Entity, EventType, Kind, MatchLevel, Watchlist, Watchlists

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
TATWEEL = "\N{ARABIC TATWEEL}"


def entity(key: str, kind: Kind, *aliases: str | Alias) -> Entity:
    return Entity(key, kind, {}, tuple(one if isinstance(one, Alias) else Alias(one) for one in aliases))


def event(key: str, *phrases: str | Alias, unless: tuple[str, ...] = ()) -> EventType:
    return EventType(key, {}, tuple(one if isinstance(one, Alias) else Alias(one) for one in phrases), unless=unless)


def lists(entities: Sequence[Entity] = (), events: Sequence[EventType] = ()) -> Watchlists:
    return Watchlists((Watchlist("test", {}, tuple(entities), tuple(events)),))


ENTITIES = (
    entity("ISKP", "organization", "داعش خراسان", "الدولة الإسلامية في خراسان", "ولاية خراسان", "ISIS-K"),
    entity("ISIS", "organization", "داعش", "الدولة الإسلامية"),
    entity(
        "AQ",
        "organization",
        "تنظيم القاعدة",
        Alias("القاعدة", definite=True, unless=("القاعدة العسكرية", "القاعدة الجوية")),
    ),
    entity("AQAP", "organization", "القاعدة في جزيرة العرب"),
    entity("SHABAAB", "organization", Alias("الشباب", definite=True, needs=("الصومال", "مقديشو")), "حركة الشباب"),
    entity("BOKO", "organization", "بوكو حرام"),
    entity("TAWFAN", "person", Alias("سالم الودان", needs=("سالم", "كتيبة الودان", "جيش سالم"))),
    entity("NUSRA", "organization", "جبهة النصرة", "النصرة"),
    entity("HEZB", "organization", "حزب الله"),
    entity("UNI", "organization", "جامعة القاهرة"),
    entity("JNIM", "organization", "نصرة الإسلام والمسلمين"),
    entity("BROTHERS", "organization", "الإخوان المسلمون"),
    entity("TALIBAN", "organization", "طالبان"),
    entity("HAMAS", "organization", "حماس"),
    entity("ZAWAHIRI", "person", "أيمن الظواهري"),
    entity("BINLADEN", "person", "أسامة بن لادن", "بن لادن"),
    entity("BAGHDADI", "person", "أبو بكر البغدادي"),
    entity("JOLANI", "person", "أبو محمد الجولاني", "الجولاني"),
    entity("HUSSEIN", "person", "محمد علي حسين"),
    entity("GUTERRES", "person", "غوتيريس"),
    entity("ALI", "person", "علي"),
    entity("SALEH", "person", "علي عبد الله صالح"),
    entity("KANDAHAR", "place", "قندهار"),
    entity("LEBANON", "place", "لبنان"),
    entity("LONDON", "place", "لندن"),
    entity("ABUDHABI", "place", "أبو ظبي"),
    entity("KYIV", "place", "كييف"),
    entity("BAR", "place", "بار"),
    entity("AFGHANISTAN", "place", "أفغانستان"),
)


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return Matcher.compile(lists(ENTITIES))


FOUND = [
    pytest.param("أعلن داعش خراسان ذلك", "ISKP", "داعش خراسان", (), id="the same letters"),
    pytest.param("قيادي لداعش خراسان", "ISKP", "لداعش خراسان", ("clitic:ل",), id="one particle"),
    pytest.param("ولداعش يد في ذلك", "ISIS", "ولداعش", ("clitic:و+ل",), id="stacked particles"),
    pytest.param("وبالقاعدة أيضا", "AQ", "وبالقاعدة", ("clitic:و+ب",), id="particles before the article"),
    pytest.param("انضم للقاعدة", "AQ", "للقاعدة", ("clitic:ل",), id="article merged with ل"),
    pytest.param("سافر للبنان", "LEBANON", "للبنان", ("clitic:ل",), id="ل before a word with ل"),
    pytest.param("سلم للقاعده", "AQ", "للقاعده", ("clitic:ل", "spelling:ة→ه"), id="particle and spelling"),
    pytest.param("زعيم القاعده", "AQ", "القاعده", ("spelling:ة→ه", "context:+زعيم"), id="ta marbuta as ha"),
    pytest.param("قال ايمن الظواهري", "ZAWAHIRI", "ايمن الظواهري", ("spelling:أ→ا",), id="alef without hamza"),
    pytest.param("أيمن الظواهرى", "ZAWAHIRI", "أيمن الظواهرى", ("spelling:ي→ى",), id="maqsura for ya"),
    pytest.param("دَاعِشُ تتبنى", "ISIS", "دَاعِشُ", (), id="vowel marks"),
    pytest.param(f"دا{TATWEEL * 3}عش تتبنى", "ISIS", f"دا{TATWEEL * 3}عش", (), id="tatweel as filler"),
    pytest.param("ﺩﺍﻋﺶ تتبنى", "ISIS", "ﺩﺍﻋﺶ", (), id="presentation forms"),
    pytest.param("في افغانستان", "AFGHANISTAN", "افغانستان", ("spelling:أ→ا",), id="alef at the start"),
    pytest.param("حزب‌الله يرد", "HEZB", "حزب‌الله", (), id="ZWNJ as a separator"),
    pytest.param(f"دا{ZWNJ}عش ترد", "ISIS", f"دا{ZWNJ}عش", (), id="ZWNJ as noise"),
    pytest.param("حزب اللّٰه يرد", "HEZB", "حزب اللّٰه", (), id="superscript alef"),
    pytest.param("داعش-خراسان", "ISKP", "داعش-خراسان", ("separator:-",), id="hyphen inside"),
    pytest.param(f"«داعش {TATWEEL} خراسان»", "ISKP", f"داعش {TATWEEL} خراسان", (f"separator:{TATWEEL}",), id="dash"),
    pytest.param("داعش (خراسان)", "ISKP", "داعش (خراسان", ("separator:(",), id="bracket inside"),
    pytest.param("#داعش_خراسان", "ISKP", "داعش_خراسان", ("separator:_",), id="hashtag"),
    pytest.param("داعش في خراسان", "ISKP", "داعش في خراسان", ("inserted:في",), id="connector inserted"),
    pytest.param(
        "داعش في ولاية خراسان", "ISKP", "داعش في ولاية خراسان", ("inserted:ولاية", "inserted:في"), id="two connectors"
    ),
    pytest.param("داعش بخراسان", "ISKP", "داعش بخراسان", ("clitic:ب",), id="connector as a particle"),
    pytest.param(
        "الدولة الإسلامية - خراسان",
        "ISKP",
        "الدولة الإسلامية - خراسان",
        ("missing:في", "separator:-"),
        id="connector exchanged for a dash",
    ),
    pytest.param(
        "حركة الإرهابية الشباب", "SHABAAB", "حركة الإرهابية الشباب", ("inserted:الإرهابية",), id="adjective inside"
    ),
    pytest.param("القاعدة في جزيرة العرب", "AQAP", "القاعدة في جزيرة العرب", (), id="the longest wins"),
    pytest.param("حركتا الشباب", "SHABAAB", "حركتا الشباب", ("number",), id="dual of the head noun"),
    pytest.param("مع الإخوان المسلمين", "BROTHERS", "الإخوان المسلمين", ("case",), id="case of a sound plural"),
    pytest.param("خطفته بوكوحرام", "BOKO", "بوكوحرام", ("joined",), id="joined"),
    pytest.param("حزبالله يرد", "HEZB", "حزبالله", ("joined",), id="joined with الله"),
    pytest.param("زار أبوظبي", "ABUDHABI", "أبوظبي", ("joined",), id="joined kunya"),
    pytest.param("سافر لأبي ظبي", "ABUDHABI", "لأبي ظبي", ("clitic:ل", "case:أبو→أبي"), id="case of أبو"),
    pytest.param("في افغان ستان", "AFGHANISTAN", "افغان ستان", ("split", "spelling:أ→ا"), id="split"),
    pytest.param("نصرة الإسلام و المسلمين", "JNIM", "نصرة الإسلام و المسلمين", ("split",), id="و apart inside"),
    pytest.param("قتل أبا بكر البغدادي", "BAGHDADI", "أبا بكر البغدادي", ("case:أبو→أبا",), id="accusative kunya"),
    pytest.param("رسالة لأسامة ابن لادن", "BINLADEN", "لأسامة ابن لادن", None, id="ابن for بن"),
    pytest.param("وبن لادن", "BINLADEN", "وبن لادن", ("clitic:و",), id="two letters remain in a longer name"),
    pytest.param("الظواهري، أيمن", "ZAWAHIRI", "الظواهري، أيمن", ("order", "separator:،"), id="family name first"),
    pytest.param("أيمن محمد الظواهري", "ZAWAHIRI", "أيمن محمد الظواهري", ("inserted:محمد",), id="middle name inside"),
    pytest.param("قال غوتيريش أمس", "GUTERRES", "غوتيريش", ("typo:س→ش",), id="one letter exchanged"),
    pytest.param("قال غوتيرس أمس", "GUTERRES", "غوتيرس", ("typo:-ي",), id="one letter left out"),
    pytest.param("في قندهاار أمس", "KANDAHAR", "قندهاار", ("typo:+ا",), id="one letter too many"),
    pytest.param("في قنهدار أمس", "KANDAHAR", "قنهدار", ("typo:ده→هد",), id="neighbours swapped"),
    pytest.param("بقنذهار أمس", "KANDAHAR", "بقنذهار", ("clitic:ب", "typo:د→ذ"), id="particle and typo"),
    pytest.param("أيمن الضواهري", "ZAWAHIRI", "أيمن الضواهري", ("typo:ظ→ض",), id="typo in a name of two words"),
    pytest.param("حركة الشبااب", "SHABAAB", "حركة الشبااب", ("typo:+ا",), id="short word beside the rest of its name"),
    pytest.param("claimed by isis-k today", "ISKP", "isis-k", (), id="Latin without case"),
    pytest.param("مسلحو ISIS K هناك", "ISKP", "ISIS K", (), id="Latin inside Arabic"),
    pytest.param("بيان لISIS-K", "ISKP", "ISIS-K", (), id="Arabic particle before Latin"),
    pytest.param("الشباب في الصومال", "SHABAAB", "الشباب", None, id="a needed word in the sentence"),
    pytest.param("محاربة الشباب بمقديشو", "SHABAAB", "الشباب", (), id="a needed word with a particle"),
    pytest.param("على عبد الله صالح", "SALEH", "على عبد الله صالح", ("spelling:ي→ى",), id="على in a full name"),
    pytest.param("على عبدالله صالح", "SALEH", "على عبدالله صالح", ("joined", "spelling:ي→ى"), id="عبدالله joined"),
]


@pytest.mark.parametrize(("text", "key", "quoted", "how"), FOUND)
def test_finds(matcher: Matcher, text: str, key: str, quoted: str, how: tuple[str, ...] | None) -> None:
    mentions = [one for one in matcher.match(Document(text)).mentions if one.entity == key]
    assert [one.text for one in mentions] == [quoted]
    assert text[mentions[0].start : mentions[0].end] == quoted
    assert how is None or sorted(mentions[0].how) == sorted(how)
    assert (mentions[0].score == 100) == (not mentions[0].how)


SILENT = [
    pytest.param("وكقاعدة عامة لا نعلق", id="as a general rule"),
    pytest.param("قاعدة بيانات", id="definite must stand in the text"),
    pytest.param("هبط في القاعدة الجوية", id="unless"),
    pytest.param("وصل بالقاعدة العسكرية", id="unless with a particle"),
    pytest.param("يلعب الشباب في المدرسة", id="needs is absent"),
    pytest.param("يلعب الشباب. عاد إلى الصومال", id="needs stands in another sentence"),
    pytest.param("عاد سالم الودان إلى بيته", id="a name is no context of itself"),
    pytest.param("كيف حالك", id="كيف is not كييف"),
    pytest.param("حقق النصر على ضيفه", id="النصر is not النصرة"),
    pytest.param("عاد من البصرة", id="البصرة is not النصرة"),
    pytest.param("هضبة الجولان", id="الجولان is not الجولاني"),
    pytest.param("هذه الظواهر الجوية", id="الظواهر is not الظواهري"),
    pytest.param("حراس المرمى", id="حراس is not حماس"),
    pytest.param("داعم للسلام", id="داعم is not داعش"),
    pytest.param("اجتمع القادة", id="القادة is not القاعدة"),
    pytest.param("طالبات المدرسة", id="طالبات is not طالبان"),
    pytest.param("تاجر قندهاري", id="a nisba is no typo"),
    pytest.param("جلس على الكرسي", id="على is not علي"),
    pytest.param("علي أن أذهب", id="a bare علي never fires"),
    pytest.param("كبار السن", id="كبار is not ك and بار"),
    pytest.param("جامعة في القاهرة", id="a common noun takes no connector"),
    pytest.param("دولة إسلامية معتدلة", id="a name without any of its articles"),
    pytest.param("أبو بكر جاء", id="a kunya alone"),
    pytest.param("أيمن الفارس", id="another family name"),
    pytest.param("محمد حسين", id="first and last name that are both common"),
    pytest.param("الخراساني قال", id="a nisba of a province"),
    pytest.param("KISIS-Kappa", id="inside a Latin word"),
    pytest.param("", id="nothing"),
    pytest.param("؟!", id="no words"),
]


@pytest.mark.parametrize("text", SILENT)
def test_stays_silent(matcher: Matcher, text: str) -> None:
    assert matcher.match(Document(text)).mentions == ()


def test_never_spans_a_sentence_end(matcher: Matcher) -> None:
    for end in (". ", "؟ ", "! ", "… ", "\n", "\r\n", "\N{PARAGRAPH SEPARATOR}"):
        assert {one.entity for one in matcher.match(Document(f"داعش{end}خراسان")).mentions} == {"ISIS"}


def test_reports_every_entity_of_one_span() -> None:
    both = Matcher.compile(lists([entity("A", "place", "الموصل القديمة"), entity("B", "place", "الموصل القديمة")]))
    found = both.match(Document("في الموصل القديمة")).mentions
    assert [one.entity for one in found] == ["A", "B"]
    assert len({(one.start, one.end) for one in found}) == 1


def test_a_word_watched_elsewhere_is_no_typo() -> None:
    pair = Matcher.compile(lists([entity("A", "person", "كاراديتش"), entity("B", "person", "كاراديتس")]))
    assert [one.entity for one in pair.match(Document("قال كاراديتس")).mentions] == ["B"]


LEVELS = [
    pytest.param("exact", "شركة قندهارا الكبرى", True, id="exact: the same letters"),
    pytest.param("exact", "شركة-قندهارا-الكبرى", True, id="exact: any separator"),
    pytest.param("exact", "شركه قندهارا الكبرى", True, id="exact: letters that are safe to fold"),
    pytest.param("exact", "شركة قندهارا الكبري", False, id="exact: no loose letters"),
    pytest.param("exact", "لشركة قندهارا الكبرى", False, id="exact: no particle"),
    pytest.param("exact", "شركة قند هارا الكبرى", False, id="exact: no split word"),
    pytest.param("inflected", "لشركة قندهارا الكبرى", True, id="inflected: a particle"),
    pytest.param("inflected", "شركةقندهارا الكبرى", True, id="inflected: joined words"),
    pytest.param("inflected", "شركة قند هارا الكبرى", True, id="inflected: a split word"),
    pytest.param("exact", "شركة قندهارا الثانية الكبرى", False, id="exact: nothing inside"),
    pytest.param("exact", "شركة قندهازا الكبرى", False, id="exact: no edit"),
    pytest.param("inflected", "شركة قندهارا الثانية الكبرى", True, id="inflected: one word inside"),
    pytest.param("inflected", "شركة قندهازا الكبرى", False, id="inflected: no edit"),
    pytest.param("fuzzy", "شركة قندهازا الكبرى", True, id="fuzzy: one edit"),
    pytest.param("fuzzy", "شركة قندزاها الكبرى", False, id="fuzzy: not three"),
]


@pytest.mark.parametrize(("level", "text", "found"), LEVELS)
def test_levels(level: MatchLevel, text: str, found: bool) -> None:
    one = Matcher.compile(lists([entity("A", "organization", Alias("شركة قندهارا الكبرى", match=level))]))
    assert bool(one.match(Document(text)).mentions) is found


def test_score_falls_with_every_difference(matcher: Matcher) -> None:
    texts = ("غوتيريس", "لغوتيريس", "غوتيريش", "لغوتيريش")
    scores = [matcher.match(Document(text)).mentions[0].score for text in texts]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_least_score() -> None:
    alias = Alias("غوتيريس", min_score=95)
    strict = Matcher.compile(lists([entity("A", "person", alias)]))
    assert strict.match(Document("لغوتيريس")).mentions
    assert not strict.match(Document("غوتيريش")).mentions


def test_guard_off_takes_the_word_as_it_stands() -> None:
    plain = Matcher.compile(lists([entity("A", "person", Alias("علي", guard=False))]))
    assert plain.match(Document("قال علي")).mentions


VALID = [
    pytest.param(None, True, id="without a date"),
    pytest.param(date(2014, 6, 28), False, id="before"),
    pytest.param(date(2014, 6, 29), True, id="first day"),
    pytest.param(date(2016, 12, 31), True, id="last day"),
    pytest.param(date(2017, 1, 1), False, id="after"),
]


@pytest.mark.parametrize(("day", "found"), VALID)
def test_names_of_a_time(day: date | None, found: bool) -> None:
    alias = Alias("جبهة الفتح", valid_from=date(2014, 6, 29), valid_until=date(2016, 12, 31))
    one = Matcher.compile(lists([entity("A", "organization", alias)]))
    published = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else None
    assert bool(one.match(Document("قالت جبهة الفتح", published=published)).mentions) is found


def test_title_and_text_are_read_apart(matcher: Matcher) -> None:
    found = matcher.match(Document("خراسان اليوم", title="عودة داعش"))
    assert [(one.field, one.text) for one in found.mentions] == [("title", "داعش")]
    assert found.sentences == {"title": ((0, 9),), "text": ((0, 12),)}
    assert found.language == "ar"


def test_names_in_every_language_are_aliases() -> None:
    named = Entity("A", "organization", {"ar": "حركة النجم", "en": "Star Movement"})
    found = Matcher.compile(lists([named])).match(Document("the STAR movement, حركة النجم")).mentions
    assert [one.alias for one in found] == ["Star Movement", "حركة النجم"]


PHRASES = [
    pytest.param("تفجير انتحاري", "نفذ تفجيرا انتحاريا", "تفجيرا انتحاريا", ("tanween",), id="tanween"),
    pytest.param("تفجير انتحاري", "التفجير الانتحاري", "التفجير الانتحاري", ("definite",), id="definite"),
    pytest.param("تفجير انتحاري", "تفجيران انتحاريان", "تفجيران انتحاريان", ("number",), id="dual"),
    pytest.param("تفجير انتحاري", "تفجيرات انتحارية", "تفجيرات انتحارية", ("number", "gender"), id="plural"),
    pytest.param("هجوم انتحاري", "هجمات انتحارية", "هجمات انتحارية", ("number", "gender"), id="broken plural"),
    pytest.param("إحباط هجوم", "أحبط هجوما", "أحبط هجوما", ("verb", "tanween"), id="verb for masdar"),
    pytest.param("أحبط هجوم", "إحباط هجوم", "إحباط هجوم", ("masdar",), id="masdar for verb"),
    pytest.param("أحبط هجوم", "سيحبط هجوما", "سيحبط هجوما", ("verb", "tanween"), id="future"),
    pytest.param("اغتال", "اغتيل أمس", "اغتيل", ("verb",), id="passive of a hollow verb"),
    pytest.param("إحباط مخطط", "إحباط بعض مخططات", "إحباط بعض مخططات", ("inserted:بعض", "number"), id="quantifier"),
    pytest.param("القبض على", "القبض بنجاح على", "القبض بنجاح على", ("inserted:بنجاح",), id="adverb inside"),
    pytest.param("وقف إطلاق النار", "وقف لإطلاق النار", "وقف لإطلاق النار", ("clitic:ل",), id="ل inside"),
    pytest.param(
        "أحبط هجوم", "أحبطت الأجهزة الأمنية المختصة هجوما", "أحبطت الأجهزة الأمنية المختصة هجوما", None, id="subject"
    ),
    pytest.param("suicide bombing", "two Suicide Bombings", "Suicide Bombings", ("number",), id="English plural"),
]


@pytest.mark.parametrize(("phrase", "text", "quoted", "how"), PHRASES)
def test_phrases(phrase: str, text: str, quoted: str, how: tuple[str, ...] | None) -> None:
    found = Matcher.compile(lists(events=[event("happening", phrase)])).hits(Document(text)).phrases
    assert [one.text for one in found] == [quoted]
    assert how is None or sorted(found[0].how) == sorted(how)


NO_PHRASES = [
    pytest.param("تفجير", "طلع الفجر فجر اليوم", id="the verb of a phrase of one word"),
    pytest.param("هجوم انتحاري", "هجوم. انتحاري آخر", id="over a sentence end"),
    pytest.param("هجوم انتحاري", "هجوم، انتحاري آخر", id="over a comma"),
    pytest.param("أحبط هجوم", "أحبط الذي شن هجوما", id="over a relative clause"),
    pytest.param("قصف مدفعي", "قصف وقتال مدفعي", id="over a conjunction"),
    pytest.param("القبض على", "القبض أمس مساء فجرا على", id="three words inside a noun phrase"),
]


@pytest.mark.parametrize(("phrase", "text"), NO_PHRASES)
def test_no_phrases(phrase: str, text: str) -> None:
    assert not Matcher.compile(lists(events=[event("happening", phrase)])).hits(Document(text)).phrases


def test_limits_are_a_parameter() -> None:
    listed, text = lists(events=[event("arrest", "القبض على")]), Document("القبض بنجاح على ثلاثة")
    assert Matcher.compile(listed).hits(text).phrases
    assert not Matcher.compile(listed, Limits(inside=0)).hits(text).phrases


def test_unless_of_an_event_vetoes_its_phrases() -> None:
    listed = lists(events=[event("arrest", "القبض على", unless=("القبض على الكرة",))])
    matcher = Matcher.compile(listed)
    assert matcher.hits(Document("القبض على لص")).phrases
    assert not matcher.hits(Document("القبض على الكرة")).phrases


def test_the_longest_phrase_wins() -> None:
    matcher = Matcher.compile(lists(events=[event("attack", "هجوم"), event("suicide", "هجوم انتحاري")]))
    assert [one.event for one in matcher.hits(Document("وقع هجوم انتحاري")).phrases] == ["suicide"]


def test_an_empty_watchlist_finds_nothing() -> None:
    found = Matcher.compile(lists()).match(Document("داعش"))
    assert not found
    assert found.sentences == {}


def test_match_many_keeps_the_order(matcher: Matcher) -> None:
    found = matcher.match_many([Document("داعش"), Document("لا شيء"), Document("طالبان")])
    assert [[one.entity for one in each.mentions] for each in found] == [["ISIS"], [], ["TALIBAN"]]


def test_it_is_shown_by_the_names_of_its_lists(matcher: Matcher) -> None:
    """Not by its entries: asyncio spells out whatever a coroutine has returned."""
    slugs = [one.slug for one in matcher.watchlists.lists]
    assert repr(matcher) == f"Matcher(watchlists=Watchlists({', '.join(slugs)}))"
