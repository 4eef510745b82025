"""Names that are also ordinary words, on lists without any guard: found where the name is meant, else not."""

import pytest

from watchlists.context import Around, Named, around, is_homograph, weigh
from watchlists.guards import vocabulary
from watchlists.matcher import Matcher
from watchlists.model import Alias, Document, Entity, Kind, Watchlist, Watchlists


def entity(key: str, kind: Kind, *names: str) -> Entity:
    return Entity(key, kind, {"ar": names[0]}, tuple(Alias(name) for name in names[1:]))


UNGUARDED = (
    entity("AQ", "organization", "تنظيم القاعدة", "القاعدة"),
    entity("HAMAS", "organization", "حركة حماس", "حماس"),
    entity("SHABAAB", "organization", "حركة الشباب", "الشباب"),
    entity("NASR", "organization", "كتائب النصر", "النصر"),
    entity("WIFAQ", "organization", "حكومة الوفاق", "الوفاق"),
    entity("FUTURE", "organization", "تيار المستقبل", "المستقبل"),
    entity("FATAH", "organization", "حركة فتح", "فتح"),
    entity("NAHDA", "organization", "حركة النهضة", "النهضة"),
    entity("AHRAR", "organization", "الأحرار"),
    entity("TALIBAN", "organization", "طالبان"),
    entity("STATE", "organization", "تنظيم الدولة"),
    entity("SALAM", "person", "سلام"),
    entity("KARAM", "person", "كرم"),
    entity("NOUR", "person", "نور"),
    entity("JAMAL", "person", "جمال"),
    entity("LILLE", "place", "ليل"),
    entity("HODEIDAH", "place", "الحديدة"),
    entity("CAIRO", "place", "القاهرة"),
)


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return Matcher.compile(Watchlists((Watchlist("unguarded", {}, UNGUARDED),)))


MEANT = [
    pytest.param("AQ", "أعلن تنظيم القاعدة مقتل قائده في اليمن.", id="after the word for a group"),
    pytest.param("AQ", "حذر التقرير من عودة القاعدة إلى المنطقة.", id="nothing said either way"),
    pytest.param("AQ", "تبنت القاعدة المسؤولية عن التفجير.", id="a claim, and no adjective"),
    pytest.param("AQ", "نفذت القاعدة العملية ثم انسحبت.", id="the object of her deed"),
    pytest.param("AQ", "يتنافس داعش والقاعدة على النفوذ في الساحل.", id="with another group"),
    pytest.param("AQ", "تراجعت القاعدة والجماعات المتشددة بعد الحملة.", id="with groups in general"),
    pytest.param("AQ", "القاعدة الإرهابية خسرت قائدها.", id="an adjective that groups get"),
    pytest.param("AQ", "خطفت القاعدة الصحفية الفرنسية.", id="a person who looks like an adjective"),
    pytest.param("AQ", "قصفت طائرة مسيرة القاعدة في مأرب.", id="arms in the sentence"),
    pytest.param("AQ", "قال إن «القاعدة» لم تعد كما كانت.", id="in quotes"),
    pytest.param("HAMAS", "دعت حماس الجماهير إلى التظاهر.", id="she calls the crowds"),
    pytest.param("HAMAS", "أكدت حماس أن الوفد غادر.", id="she says"),
    pytest.param("HAMAS", "التقى الوزير وفدا من حماس في القاهرة.", id="a delegation of hers"),
    pytest.param("HAMAS", "لا اتفاق بلا حماس.", id="no agreement without her"),
    pytest.param("HAMAS", "حماس وفتح توقعان اتفاقا.", id="with a rival"),
    pytest.param("HAMAS", "وصل القيادي في حماس إلى الدوحة لمشاهدة المباراة.", id="one word of sport is not enough"),
    pytest.param("SHABAAB", "هاجم مقاتلو الشباب ثكنة قرب مقديشو.", id="its fighters"),
    pytest.param("SHABAAB", "أعلنت الشباب سيطرتها على البلدة.", id="a movement is feminine"),
    pytest.param("SHABAAB", "قتل عنصران من الشباب في غارة أميركية.", id="in an air raid"),
    pytest.param("SHABAAB", "استهدف الشباب قاعدة للجيش.", id="attack of theirs"),
    pytest.param("NASR", "أعلنت كتائب النصر انسحابها.", id="brigades"),
    pytest.param("NASR", "انضم عشرات المسلحين إلى النصر بعد المعركة.", id="armed men join"),
    pytest.param("WIFAQ", "رحبت حكومة الوفاق الوطني بالهدنة.", id="a government"),
    pytest.param("WIFAQ", "شنت قوات الوفاق هجوما مضادا.", id="its forces"),
    pytest.param("FUTURE", "قاطع نواب تيار المستقبل الجلسة.", id="a current"),
    pytest.param("FUTURE", "أعلن المستقبل مقاطعة الانتخابات.", id="a party declares"),
    pytest.param("FATAH", "اتهمت فتح خصومها بعرقلة المصالحة.", id="she accuses"),
    pytest.param("FATAH", "قال قيادي في فتح إن الاجتماع أجل.", id="a leader of hers"),
    pytest.param("NAHDA", "انسحبت كتلة النهضة من الجلسة.", id="a bloc"),
    pytest.param("NAHDA", "قالت النهضة إنها ترفض الانقلاب.", id="she refuses"),
    pytest.param("NAHDA", "عاد التحالف بين النهضة والنداء إلى الواجهة.", id="with a party of an ordinary name"),
    pytest.param("AHRAR", "انسحب الأحرار من البلدة ليلا.", id="nothing against them"),
    pytest.param("TALIBAN", "تسعى طالبان إلى اعتراف دولي.", id="seeks recognition"),
    pytest.param("TALIBAN", "زار وفد طالبان موسكو.", id="its delegation"),
    pytest.param("STATE", "هاجم تنظيم الدولة حاجزا للجيش.", id="it attacks"),
    pytest.param("STATE", "تصدى الجنود لهجوم تنظيم الدولة لساعات.", id="for hours is no purpose"),
    pytest.param("SALAM", "قال الوزير سلام إن الجلسة أجلت.", id="a minister"),
    pytest.param("SALAM", "استقبل الرئيس سلام السفراء.", id="a president"),
    pytest.param("KARAM", "التقى النائب كرم ناخبيه.", id="a member of parliament"),
    pytest.param("KARAM", "أوقفت الشرطة كرم أمام منزله.", id="arrested"),
    pytest.param("NOUR", "قالت نور إنها شاهدت الحادث.", id="she says she saw"),
    pytest.param("NOUR", "خرجت الصحفية نور من السجن.", id="a journalist"),
    pytest.param("JAMAL", "أكد جمال أنه لن يترشح.", id="he will not stand"),
    pytest.param("JAMAL", "وصل الدكتور جمال إلى المحكمة.", id="a doctor"),
    pytest.param("LILLE", "أوقف مشتبه به في مدينة ليل شمالي فرنسا.", id="a city"),
    pytest.param("LILLE", "نقل الجرحى إلى ليل بالمروحيات.", id="to a place"),
    pytest.param("HODEIDAH", "سقطت الحديدة من يد الحوثيين.", id="out of the hand of a group"),
    pytest.param("HODEIDAH", "وصلت سفينة إلى ميناء الحديدة.", id="a port"),
    pytest.param("CAIRO", "في هذه القاهرة الكبرى يعيش الملايين.", id="no homograph, whatever stands around"),
    pytest.param("CAIRO", "افتتح مطعم القاهرة أبوابه.", id="no homograph, though a restaurant"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "text"), MEANT)
def test_is_found_where_the_name_is_meant(matcher: Matcher, key: str, text: str) -> None:
    assert key in {one.entity for one in matcher.match(Document(text)).mentions}


OTHERWISE = [
    pytest.param("AQ", "هبطت الطائرة في القاعدة الجوية.", id="air base"),
    pytest.param("AQ", "قصفت المقاتلات القاعدة البحرية قرب الميناء.", id="naval base, bombed"),
    pytest.param("AQ", "قال قائد القاعدة العسكرية إن الجنود بخير.", id="the commander of a base"),
    pytest.param("AQ", "خسر الحزب القاعدة الشعبية التي حملته.", id="grass roots"),
    pytest.param("AQ", "القاعدة الذهبية ألا تنفق أكثر مما تكسب.", id="golden rule"),
    pytest.param("AQ", "هذه القاعدة لا تسري على الطلاب.", id="this rule"),
    pytest.param("AQ", "أحرقت القاعدة والعمود في الورشة.", id="a base and a column"),
    pytest.param("AQ", "صنع النجار السقف والقاعدة من البلوط.", id="a roof and a base"),
    pytest.param("AQ", "يعد كسر القاعدة مغامرة في الشعر.", id="to break the rule"),
    pytest.param("AQ", "افتتح مقهى القاعدة فرعه الثاني.", id="a café of that name"),
    pytest.param("HAMAS", "ألهب الهدف حماس الجماهير.", id="the fervour of crowds"),
    pytest.param("HAMAS", "ظهر حماس كبير لدى المتطوعين.", id="great fervour"),
    pytest.param("HAMAS", "شارك الأطفال بكل حماس في السباق.", id="with all fervour"),
    pytest.param("HAMAS", "زاد حماس اللاعبين بعد الفوز.", id="the players'"),
    pytest.param("HAMAS", "فتر حماس المستثمرين سريعا.", id="the investors'"),
    pytest.param("HAMAS", "عملوا في حماس وحيوية حتى المساء.", id="fervour and vigour"),
    pytest.param("SHABAAB", "فاز فريق الشباب في المباراة الأخيرة.", id="a team"),
    pytest.param("SHABAAB", "سجل لاعب الشباب هدفا في الشوط الثاني.", id="a player"),
    pytest.param("SHABAAB", "زار وزير الشباب والرياضة المدينة.", id="ministry of youth"),
    pytest.param("SHABAAB", "ارتفعت بطالة الشباب مجددا.", id="unemployed"),
    pytest.param("SHABAAB", "هؤلاء الشباب تطوعوا للتنظيف.", id="these young people"),
    pytest.param("SHABAAB", "البرنامج موجه إلى النساء والشباب في الأرياف.", id="women and youth"),
    pytest.param("NASR", "تعادل النصر مع ضيفه في مباراة الدوري.", id="a club"),
    pytest.param("NASR", "رفع الطفل شارة النصر أمام الكاميرا.", id="a sign"),
    pytest.param("NASR", "انقطعت الكهرباء عن شارع النصر.", id="a street"),
    pytest.param("NASR", "حققت الصحة النصر الكبير على الوباء.", id="the great victory"),
    pytest.param("WIFAQ", "هذا الوفاق بين الأسرتين قديم.", id="this harmony"),
    pytest.param("WIFAQ", "افتتحت مدرسة الوفاق معرضها.", id="a school"),
    pytest.param("FUTURE", "ستتحسن الأحوال في المستقبل القريب.", id="in the near future"),
    pytest.param("FUTURE", "لا أحد يعرف ما يخبئه لنا في المستقبل.", id="in the future"),
    pytest.param("FATAH", "أمر القاضي بفتح تحقيق في الحادث.", id="to open an inquiry"),
    pytest.param("FATAH", "تم فتح الطريق أمام السيارات.", id="a road was opened"),
    pytest.param("FATAH", "قررت البلدية إعادة فتح المعبر.", id="to open again"),
    pytest.param("NAHDA", "يدرس الطلاب عصر النهضة في أوروبا.", id="renaissance"),
    pytest.param("NAHDA", "قادت النهضة الصناعية إلى هجرة الريف.", id="industrial"),
    pytest.param("AHRAR", "تعطلت الإشارات في ميدان الأحرار.", id="a square"),
    pytest.param("AHRAR", "قرأت رواية الأحرار مرتين.", id="a novel"),
    pytest.param("TALIBAN", "افتتح مطعم طالبان فرعا جديدا.", id="a restaurant"),
    pytest.param("TALIBAN", "فاز بالجائزة طالبان جامعيان.", id="two students"),
    pytest.param("STATE", "أطلقت الوزارة منصة تنظيم الدولة لسوق العقار.", id="how the state orders a market"),
    pytest.param("STATE", "ينتقد الخبراء إعادة تنظيم الدولة للقطاع.", id="orders a sector"),
    pytest.param("SALAM", "وقع الطرفان اتفاق سلام دائم.", id="lasting peace"),
    pytest.param("SALAM", "تعثرت محادثات سلام جديدة.", id="peace talks"),
    pytest.param("KARAM", "أدهشهم كرم الضيافة في القرية.", id="hospitality"),
    pytest.param("KARAM", "استقبلوهم في كرم حاتمي.", id="great generosity"),
    pytest.param("NOUR", "أيقظه نور الشمس باكرا.", id="sunlight"),
    pytest.param("NOUR", "لمح في آخر النفق نور خافت.", id="a faint light"),
    pytest.param("JAMAL", "وصف الشاعر جمال الطبيعة.", id="beauty of nature"),
    pytest.param("JAMAL", "توجت ملكة جمال الجامعة.", id="a beauty queen"),
    pytest.param("LILLE", "وصلوا في منتصف ليل بارد.", id="midnight"),
    pytest.param("LILLE", "عملت الفرق ليل نهار.", id="night and day"),
    pytest.param("LILLE", "وقع الحادث ليل الأحد.", id="sunday night"),
    pytest.param("HODEIDAH", "سقطت الحديدة من يد العامل.", id="out of the hand of a workman"),
]


@pytest.mark.parametrize(("key", "text"), OTHERWISE)
def test_is_not_found_where_something_else_is_meant(matcher: Matcher, key: str, text: str) -> None:
    assert key not in {one.entity for one in matcher.match(Document(text)).mentions}


TOLD = [
    pytest.param("القاعدة", "زعيم في تنظيم القاعدة", ("context:+تنظيم", "context:+زعيم"), 0.0, id="for the name"),
    pytest.param("القاعدة", "القاعدة الجوية", ("context:-الجوية",), 80.0, id="against it"),
    pytest.param(
        "القاعدة", "قائد القاعدة الجوية", ("context:-الجوية", "context:+قائد"), 60.0, id="both, heavier first"
    ),
    pytest.param("القاعدة", "عن القاعدة، الجوية منها", (), 0.0, id="not beyond a comma"),
    pytest.param("القاعدة", "عن القاعدة إذن", (), 0.0, id="nothing said"),
]


@pytest.mark.parametrize(("name", "text", "how", "lost"), TOLD)
def test_evidence_is_told(name: str, text: str, how: tuple[str, ...], lost: float) -> None:
    at = text.index(name)
    held = around(text, (0, len(text)), (at, at + len(name)))
    verdict = weigh(Named(entity("AQ", "organization", name), (name,)), held, vocabulary())
    assert (verdict.how, verdict.lost) == (how, lost)


AMBIGUOUS = [
    pytest.param("organization", ("القاعدة",), True, id="with and without article"),
    pytest.param("organization", ("حماس",), True, id="a feeling"),
    pytest.param("organization", ("طالبان",), True, id="two of a kind"),
    pytest.param("organization", ("النهضة",), True, id="a definite word in ta marbuta"),
    pytest.param("organization", ("داعش",), False, id="never with the article"),
    pytest.param("place", ("القاهرة",), False, id="never without it"),
    pytest.param("organization", ("تنظيم", "الدولة"), True, id="a deed and its object"),
    pytest.param("organization", ("حزب", "الله"), False, id="two words that are no deed"),
    pytest.param("organization", ("isis",), False, id="latin"),
    pytest.param("organization", (), False, id="no word"),
]


@pytest.mark.parametrize(("kind", "words", "expected"), AMBIGUOUS)
def test_is_homograph(kind: Kind, words: tuple[str, ...], expected: bool) -> None:
    assert is_homograph(Named(entity("X", kind, "x"), words), vocabulary()) is expected


def test_words_around_stop_at_a_mark_and_at_the_sentence() -> None:
    text = "قبل. أول ثان «القاعدة» ثالث، رابع. بعد"
    at = text.index("القاعدة")
    held = around(text, (text.index("أول"), text.index(". بعد") + 1), (at, at + len("القاعدة")))
    assert held == Around(("ثان", "أول"), ("ثالث",), ("أول ثان «", "» ثالث، رابع."), quoted=True)


def test_a_guard_that_is_off_takes_the_name_as_it_stands() -> None:
    free = Entity("AQ", "organization", {"ar": "تنظيم القاعدة"}, (Alias("القاعدة", guard=False),))
    matcher = Matcher.compile(Watchlists((Watchlist("free", {}, (free,)),)))
    assert [one.how for one in matcher.match(Document("القاعدة الجوية")).mentions] == [()]


def test_a_doubt_lowers_the_score(matcher: Matcher) -> None:
    found = matcher.match(Document("اختلف الفقهاء حول القاعدة الطبيعية بعد غارة.")).mentions
    assert [(one.score, one.how) for one in found] == [(80.0, ("context:-الطبيعية", "context:+غارة"))]


def test_ten_thousand_repeats_are_weighed_in_linear_time(matcher: Matcher) -> None:
    found = matcher.match(Document("القاعدة الجوية " * 5000 + "القاعدة " * 5000)).mentions
    assert len(found) == 5000
