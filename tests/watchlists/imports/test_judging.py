"""Which names may watch the news as they are, which beside words of their group, and which never."""

from collections.abc import Iterable, Iterator

import pytest

from watchlists.advice.commonness import commonness
from watchlists.imports.judging import Judge, spelt
from watchlists.imports.naming import names
from watchlists.imports.records import ListedName, Quality
from watchlists.imports.telling import ALWAYS, COUNTRIES, GROUPS, REGIMES
from watchlists.matcher import Matcher
from watchlists.model import Alias, Document, Entity, Kind, Watchlist, Watchlists

GROUP = ("Taliban", "Afghanistan")


def judged(text: str, kind: Kind, context: tuple[str, ...] = GROUP, quality: Quality = "strong") -> Alias | str:
    (name,) = names(ListedName(text, quality), kind)
    return Judge(commonness()).alias(name, kind, context)


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        pytest.param("عبد الرحمن", "person", "one name alone", id="servant-alone"),
        pytest.param("القسطورني", "person", "one name alone", id="family-alone"),
        pytest.param("أبو سليم", "person", "a kunya alone", id="kunya"),
        pytest.param("Abu Salim", "person", "a kunya alone", id="kunya-latin"),
        pytest.param("محمد حسين", "person", "too common", id="two-given-names"),
        pytest.param("محمد أحمدي", "person", "too common", id="given-and-made-of-given"),
        pytest.param("Mohammad Ahmadi", "person", "too common", id="two-latin"),
        pytest.param("دوست محمد", "person", "too common", id="two-persian"),
        pytest.param("ADF", "organization", "a short acronym", id="three-letters"),
        pytest.param("القاعدة", "organization", "an ordinary word", id="base"),
        pytest.param("الشباب", "organization", "an ordinary word", id="youth"),
        pytest.param("The Base", "organization", "ordinary words", id="the-base"),
        pytest.param("Help", "organization", "a short acronym", id="help"),
        pytest.param("Victory", "organization", "an ordinary word", id="victory"),
        pytest.param("EP-MNB", "other", "a mark or a number", id="registration"),
        pytest.param("9187629", "other", "a mark or a number", id="number"),
        pytest.param("Horizon", "other", "an ordinary word", id="ship"),
        pytest.param("الاتحاد الإسلامي", "organization", "ordinary words", id="union"),
    ],
)
def test_left_out(text: str, kind: Kind, reason: str) -> None:
    assert judged(text, kind, ()) == reason


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("زرقامين طلفوح", "person", id="rare-family"),
        pytest.param("أبو سليم القسطورني", "person", id="nom-de-guerre"),
        pytest.param("فريد محمد ربيع القسطورني", "person", id="long"),
        pytest.param("Farid al-Qasturni", "person", id="latin"),
        pytest.param("حركة حراس القسطور", "organization", id="movement"),
        pytest.param("شبكة قسطوري", "organization", id="network"),
        pytest.param("Boko Qastur", "organization", id="latin-organization"),
    ],
)
def test_as_it_is(text: str, kind: Kind) -> None:
    found = judged(text, kind, ())
    assert isinstance(found, Alias)
    assert not found.needs


@pytest.mark.parametrize(
    ("text", "context", "need"),
    [
        pytest.param("فريد القسطورني", GROUP, "حركة طالبان", id="group"),
        pytest.param("فريد القسطورني", ("Iraq",), "حزب البعث", id="regime"),
    ],
)
def test_beside_its_group(text: str, context: tuple[str, ...], need: str) -> None:
    found = judged(text, "person", context)
    assert isinstance(found, Alias)
    assert need in found.needs
    assert judged(text, "person", ()) == "too common"


def test_a_word_of_the_name_is_no_context_of_it() -> None:
    found = judged("أنصار طالبان", "organization")
    assert not isinstance(found, Alias) or "طالبان" not in found.needs


@pytest.mark.parametrize(
    ("text", "match"),
    [
        pytest.param("سراج الدين حقاني", {"inflected", "fuzzy"}, id="both-rare"),
        pytest.param("محمد طاهر حامد حسين", {"exact"}, id="ends-are-common"),
    ],
)
def test_how_far_the_text_may_stray(text: str, match: set[str]) -> None:
    found = judged(text, "person")
    assert isinstance(found, Alias)
    assert found.match in match


def test_a_weak_name_of_common_names_is_left_out() -> None:
    assert judged("محمد طاهر حامد حسين", "person", quality="weak") == "too common"


def watched(text: str, kind: Kind, context: tuple[str, ...] = GROUP) -> bool:
    """Whether a name would be found wherever it stands."""
    found = judged(text, kind, context)
    return isinstance(found, Alias) and not found.needs


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("عمر الورفاني", "person", id="tribe"),
        pytest.param("رائد حجازي", "person", id="region"),
        pytest.param("نسيم صحراوي", "person", id="no-article"),
        pytest.param("حبيب بولعراس", "person", id="maghreb-family"),
        pytest.param("سيف الدين المشهداني", "person", id="iraqi-family"),
        pytest.param("أبو بكر القريشي", "person", id="kunya-that-is-a-given-name"),
        pytest.param("أبو القاسم الزبيدي", "person", id="kunya-with-an-article"),
        pytest.param("جان آخوند", "person", id="honour"),
        pytest.param("مرعي عبدفتاح", "person", id="slip-of-a-servant"),
        pytest.param("محمد أحمد الورفاني", "person", id="three-of-a-tribe"),
        pytest.param("Farhan Khan", "person", id="latin-pair"),
        pytest.param("Adem Yilmaz", "person", id="latin-pair-abroad"),
        pytest.param("Omar Ali Hussain", "person", id="latin-three-given"),
        pytest.param("Kim Yong Chol", "person", id="syllables"),
        pytest.param("Dah Dah", "person", id="twice-the-same"),
        pytest.param("Iqbal Bhai", "person", id="latin-honour"),
        pytest.param("قوى الأمن الداخلي", "organization", id="police"),
        pytest.param("منظمة الطاقة الذرية", "organization", id="atomic-energy"),
        pytest.param("شركة النفط الوطنية", "organization", id="oil"),
        pytest.param("مركز البحوث العلمية", "organization", id="research"),
        pytest.param("جيش الفتح", "organization", id="armed-and-ordinary"),
        pytest.param("Supporters of Islamic Law", "organization", id="latin-ordinary"),
    ],
)
def test_what_many_are_called_needs_something_beside_it(text: str, kind: Kind) -> None:
    assert not watched(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("أيمن الظواهري", "person", id="zawahiri"),
        pytest.param("أبوبكر البغدادي", "person", id="baghdadi-joined"),
        pytest.param("سراج الدين حقاني", "person", id="haqqani"),
        pytest.param("عبدالغني برادر", "person", id="baradar"),
        pytest.param("تنظيم القاعدة", "organization", id="qaida"),
        pytest.param("جبهة النصرة", "organization", id="nusra"),
        pytest.param("بوكو حرام", "organization", id="boko-haram"),
    ],
)
def test_who_is_known_by_a_name_is_found_by_it(text: str, kind: Kind) -> None:
    assert watched(text, kind, ())


@pytest.mark.parametrize(
    "text",
    [
        "بعث المدرب رسالة شكر.", "البعثة الطبية وصلت.", "وزارة المالية أعلنت النتائج المالية.",
        "أنشأ المهندس قاعدة بيانات.",
        "القاعدة الجوية قرب المدينة.", "وقع صدام بين حافلتين.", "مدرب المنتخب العراقي السابق هنا.",
        "نفى الاتحاد فرض عقوبات على اللاعب.", "كرمت الجامعة طالبان متفوقان.", "لعبوا بحماس كبير.", "شباب النادي فازوا.",
        "كسر قدمه اليمنى.", "شرب كوبا من الماء.", "مد كابل الكهرباء.",
    ],
)  # fmt: skip
def test_ordinary_language_is_no_context(text: str) -> None:
    said = {one for held in (*GROUPS.values(), *REGIMES.values(), *COUNTRIES.values(), ALWAYS) for one in held}
    matcher = Matcher.compile(Watchlists((Watchlist("x", {}, (Entity("X", "other", {}, tuple(aliases(said))),)),)))
    assert [one.alias for one in matcher.match(Document(text)).mentions] == []


def aliases(said: Iterable[str]) -> Iterator[Alias]:
    """Each context as if it were a name, matched as conditions are."""
    return (Alias(one, match="inflected", guard=False) for one in sorted(said))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("محمد عبد الرحيم حامد حسين", "محمد عبدالرحيم حامد حسين"),
        ("محمد عبدالرحيم حامد حسين", "محمد عبد الرحيم حامد حسين"),
    ],
)
def test_servants_are_spelt_both_ways(text: str, other: str) -> None:
    assert {one.text for one in spelt(Alias(text, match="exact"))} == {text, other}
