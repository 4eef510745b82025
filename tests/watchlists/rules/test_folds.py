"""Three folds: what a reader does not see, what writers mix freely, and what may be another word."""

import pytest

from tests.watchlists.rules.watching import entity, mentions, watching
from watchlists import Matcher
from watchlists.model import Alias

ZWNJ, ZWSP = "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH SPACE}"
RLM, LRM, BOM = "\N{RIGHT-TO-LEFT MARK}", "\N{LEFT-TO-RIGHT MARK}", "\N{ZERO WIDTH NO-BREAK SPACE}"
TATWEEL, KEHEH, FARSI_YEH = "\N{ARABIC TATWEEL}", "\N{ARABIC LETTER KEHEH}", "\N{ARABIC LETTER FARSI YEH}"
FATHATAN_ALONE = "\N{ARABIC FATHATAN ISOLATED FORM}"


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return watching(
        entity("ISIS", "organization", "داعش"),
        entity("AQ", "organization", "تنظيم القاعدة"),
        entity("HEZB", "organization", "حزب الله"),
        entity("FATAH", "organization", "كتائب أهل الإيمان"),
        entity("PKK", "organization", "حزب العمال الكردستاني"),
        entity("ZAWAHIRI", "person", "أيمن الظواهري"),
        entity("YAHYA", "person", "يحيى السنوار"),
        entity("FUAD", "person", "فؤاد الخضيري"),
        entity("RAIF", "person", "رئيف المعلولي"),
        entity("MUSTAFA", "person", "مصطفى القندهاري"),
        entity("ALI", "person", "علي"),
        entity("AYA", "place", "آي"),
        entity("ABADAN", "place", "آبادان"),
        entity("SANAA", "place", "أمانة صنعاء"),
        entity("KABUL", "place", "كابول"),
        entity("GANDHI", "person", "گاندي"),
        entity("BRIGADE", "organization", "كتائب 313"),
    )


UNSEEN = [
    pytest.param("دَاعِشُ ترد", "ISIS", "دَاعِشُ", id="vowels"),
    pytest.param("داعشٍ ترد", "ISIS", "داعشٍ", id="tanween mark"),
    pytest.param(f"داعش{FATHATAN_ALONE} ترد", "ISIS", f"داعش{FATHATAN_ALONE}", id="isolated mark"),
    pytest.param("حزب اللّٰه يرد", "HEZB", "حزب اللّٰه", id="superscript alef"),
    pytest.param("حزب ٱلله يرد", "HEZB", "حزب ٱلله", id="alef wasla"),
    pytest.param(f"دا{TATWEEL * 5}عش ترد", "ISIS", f"دا{TATWEEL * 5}عش", id="tatweel as filler"),
    pytest.param(f"داعش{TATWEEL} ترد", "ISIS", "داعش", id="tatweel at the end is not quoted"),
    pytest.param(f"{KEHEH}ابول هادئة", "KABUL", f"{KEHEH}ابول", id="Persian kaf"),
    pytest.param(
        f"أ{FARSI_YEH}من الظواهر{FARSI_YEH}", "ZAWAHIRI", f"أ{FARSI_YEH}من الظواهر{FARSI_YEH}", id="Persian ya"
    ),
    pytest.param("حزب اللہ يرد", "HEZB", "حزب اللہ", id="Urdu ha"),
    pytest.param("حزب اللھ يرد", "HEZB", "حزب اللھ", id="ha with two eyes"),
    pytest.param("ﺩﺍﻋﺶ ترد", "ISIS", "ﺩﺍﻋﺶ", id="presentation forms"),
    pytest.param("ﺍﻟﻌﻤﺎﻝ حزب ﺍﻟﻌﻤﺎﻝ ﺍﻟﻜﺮﺩﺳﺘﺎﻧﻲ", "PKK", "حزب ﺍﻟﻌﻤﺎﻝ ﺍﻟﻜﺮﺩﺳﺘﺎﻧﻲ", id="forms of some words"),
    pytest.param("كتائب أهل ﺍﻹيمان", "FATAH", "كتائب أهل ﺍﻹيمان", id="ligature of lam and alef"),
    pytest.param("حزب ﷲ يرد", "HEZB", "حزب ﷲ", id="ligature of Allah"),
    pytest.param("ﺣﺰﺏ ﺍﷲ يرد", "HEZB", "ﺣﺰﺏ ﺍﷲ", id="ligature of Allah behind an alef"),
    pytest.param("حزب اﷲ يرد", "HEZB", "حزب اﷲ", id="ligature behind a plain alef"),
    pytest.param(f"حزب{ZWNJ}الله يرد", "HEZB", f"حزب{ZWNJ}الله", id="non-joiner as a separator"),
    pytest.param(f"دا{ZWNJ}عش ترد", "ISIS", f"دا{ZWNJ}عش", id="non-joiner as noise"),
    pytest.param(f"دا{ZWSP}عش ترد", "ISIS", f"دا{ZWSP}عش", id="zero-width space as noise"),
    pytest.param(f"حزب{ZWSP}الله", "HEZB", f"حزب{ZWSP}الله", id="zero-width space as a separator"),
    pytest.param(
        f"{BOM}دا{RLM}ع{LRM}ش{RLM} ترد", "ISIS", f"دا{RLM}ع{LRM}ش", id="controls inside are quoted, around not"
    ),
    pytest.param("تنظيم\N{NO-BREAK SPACE}\N{THIN SPACE}القاعدة", "AQ", None, id="no-break and thin space"),
    pytest.param("كتائب ٣١٣", "BRIGADE", "كتائب ٣١٣", id="Arabic-Indic digits"),
    pytest.param("كتائب ۳۱۳", "BRIGADE", "كتائب ۳۱۳", id="Persian digits"),
    pytest.param("كتائب ３１３", "BRIGADE", "كتائب ３１３", id="full-width digits"),
]


@pytest.mark.parametrize(("text", "key", "quoted"), UNSEEN)
def test_what_a_reader_does_not_see_is_no_difference(matcher: Matcher, text: str, key: str, quoted: str | None) -> None:
    assert mentions(matcher, text) == [(key, quoted or text, frozenset())]


SPELT = [
    pytest.param("قال ايمن الظواهري", "ZAWAHIRI", "ايمن الظواهري", ("spelling:أ→ا",), id="safe: no hamza"),
    pytest.param("قال إيمن الظواهري", "ZAWAHIRI", "إيمن الظواهري", ("spelling:أ→إ",), id="safe: hamza below"),
    pytest.param("كتائب آهل الايمان", "FATAH", "كتائب آهل الايمان", ("spelling:أ→آ", "spelling:إ→ا"), id="safe: two"),
    pytest.param("مصفاة ابادان", "ABADAN", "ابادان", ("spelling:آ→ا",), id="safe: madda"),
    pytest.param("زعيم تنظيم القاعده", "AQ", "تنظيم القاعده", ("spelling:ة→ه",), id="safe: ta marbuta"),
    pytest.param("حزب اللة يرد", "HEZB", "حزب اللة", ("spelling:ه→ة",), id="safe: ha as ta marbuta"),
    pytest.param("أيمن الظواهرى", "ZAWAHIRI", "أيمن الظواهرى", ("spelling:ي→ى",), id="loose: maqsura for ya"),
    pytest.param("يحيي السنوار", "YAHYA", "يحيي السنوار", ("spelling:ى→ي",), id="loose: ya for maqsura"),
    pytest.param("مصطفي القندهاري", "MUSTAFA", "مصطفي القندهاري", ("spelling:ى→ي",), id="loose: ya at the end"),
    pytest.param("فواد الخضيري", "FUAD", "فواد الخضيري", ("spelling:ؤ→و",), id="loose: seat waw"),
    pytest.param("فءاد الخضيري", "FUAD", "فءاد الخضيري", ("spelling:ؤ→ء",), id="loose: hamza off waw"),
    pytest.param("رييف المعلولي", "RAIF", "رييف المعلولي", ("spelling:ئ→ي",), id="loose: seat ya"),
    pytest.param("زيارة غاندي", "GANDHI", "غاندي", ("spelling:گ→غ",), id="loose: gaf as ghain"),
    pytest.param("زيارة كاندي", "GANDHI", "كاندي", ("spelling:گ→ك",), id="loose: gaf as kaf"),
    pytest.param("يحي السنوار", "YAHYA", "يحي السنوار", ("spelling:يى→ي",), id="last maqsura dropped"),
    pytest.param("أمانة صنعا", "SANAA", "أمانة صنعا", ("spelling:اء→ا",), id="last hamza dropped"),
]


@pytest.mark.parametrize(("text", "key", "quoted", "how"), SPELT)
def test_what_writers_exchange_is_told(
    matcher: Matcher, text: str, key: str, quoted: str, how: tuple[str, ...]
) -> None:
    assert mentions(matcher, text) == [(key, quoted, frozenset(how))]


def test_a_non_joiner_may_part_and_fill_one_name(matcher: Matcher) -> None:
    text = f"ح{ZWNJ}زب{ZWNJ}ال{ZWNJ}له"
    assert mentions(matcher, text) == [("HEZB", text, frozenset({"joined"}))]


OTHER_WORDS = [
    pytest.param("جلس على الكرسي", id="على is not علي"),
    pytest.param("علي أن أذهب الآن", id="nor is علي by itself"),
    pytest.param("لم يجد أي حل", id="أي is not آي"),
    pytest.param("كتائب 131", id="other digits"),
    pytest.param("كتائب 3130", id="more digits"),
    pytest.param("أمانة صنعت", id="صنعت is not صنعا"),
]


@pytest.mark.parametrize("text", OTHER_WORDS)
def test_no_fold_makes_a_name_of_another_word(matcher: Matcher, text: str) -> None:
    assert mentions(matcher, text) == []


def test_an_exact_alias_takes_the_safe_fold_only() -> None:
    strict = watching(entity("YAHYA", "person", Alias("يحيى أبو نعجة", match="exact")))
    assert mentions(strict, "يحيى ابو نعجه") == [
        ("YAHYA", "يحيى ابو نعجه", frozenset({"spelling:أ→ا", "spelling:ة→ه"}))
    ]
    assert mentions(strict, "يحيي أبو نعجة") == []
