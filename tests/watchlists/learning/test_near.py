"""Which words a watched name nearly is, beside other words of its entity, and which it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchlists import Matcher, load
from watchlists.learning.near import Finder, NearMiss, form_of
from watchlists.model import Document, Watchlists

LIST = """
version: 1
watchlist: near
entities:
  - key: ISIS
    kind: organization
    name: {ar: داعش}
  - key: ISKP
    kind: organization
    name: {ar: ولاية خراسان}
    part_of: ISIS
    aliases: [داعش خراسان]
  - key: HTS
    kind: organization
    name: {ar: هيئة تحرير الشام}
    aliases: [الهيئة الشامية]
  - key: JOLANI
    kind: person
    name: {ar: أبو محمد الجولاني}
    part_of: HTS
    aliases: [الجولاني]
  - key: BOKO
    kind: organization
    name: {ar: بوكو حرام}
  - key: GUTERRES
    kind: person
    name: {ar: أنطونيو غوتيريش}
    part_of: UN
  - key: UN
    kind: organization
    name: {ar: الأمم المتحدة}
  - key: AMIRI
    kind: person
    name: {ar: هادي العامري}
  - key: ZAWAHIRI
    kind: person
    name: {ar: أيمن الظواهري}
    aliases: [الظواهري]
  - key: HANIYEH
    kind: person
    name: {ar: إسماعيل هنية}
  - key: QUDS
    kind: place
    name: {ar: القدس}
    part_of: MOGADISHU
  - key: NETANYAHU
    kind: person
    name: {ar: بنيامين نتنياهو}
    aliases: [نتنياهو]
  - key: NUSRA
    kind: organization
    name: {ar: جبهة النصرة}
    aliases: [النصرة]
  - key: HAMAS
    kind: organization
    name: {ar: حركة حماس}
    aliases: [حماس]
  - key: TALIBAN
    kind: organization
    name: {ar: حركة طالبان}
    aliases: [طالبان]
  - key: AQ
    kind: organization
    name: {ar: تنظيم القاعدة}
    aliases: [{text: القاعدة, definite: true}]
  - key: SHABAAB
    kind: organization
    name: {ar: حركة الشباب المجاهدين}
  - key: KYIV
    kind: place
    name: {ar: كييف}
  - key: FRANCE
    kind: place
    name: {ar: فرنسا}
  - key: KANDAHAR
    kind: place
    name: {ar: قندهار}
  - key: MOGADISHU
    kind: place
    name: {ar: مقديشو}
  - key: EXACT
    kind: organization
    name: {ar: لواء الصاعقة الخاطفة}
    aliases: [{text: الخاطفون, match: exact}]
  - key: GHANNOUSHI
    kind: person
    name: {ar: سالم الكردفاني}
"""


@pytest.fixture(name="lists", scope="module")
def _lists(tmp_path_factory: pytest.TempPathFactory) -> Watchlists:
    path: Path = tmp_path_factory.mktemp("lists") / "near.yaml"
    path.write_text(LIST, encoding="utf-8")
    return load([path])


@pytest.fixture(name="matcher", scope="module")
def _matcher(lists: Watchlists) -> Matcher:
    return Matcher.compile(lists)


@pytest.fixture(name="finder", scope="module")
def _finder(lists: Watchlists) -> Finder:
    return Finder.of(lists)


def near(text: str, matcher: Matcher, finder: Finder, title: str | None = None) -> list[NearMiss]:
    document = Document(text, title)
    return finder.find(document, matcher.match(document).mentions)


@pytest.mark.parametrize(
    ("text", "key", "form"),
    [
        pytest.param(
            "رحب أمين الأمم المتحدة أنطونيو جوتيرس بالاتفاق",
            "GUTERRES",
            "أنطونيو جوتيرس",
            id="three letters of a transliterator",
        ),
        pytest.param(
            "رحب أمين الأمم المتحدة أنطونيو غوتيريس بالاتفاق", "GUTERRES", "أنطونيو غوتيريس", id="a usual spelling"
        ),
        pytest.param("لقي ثلاثة من بوكو حرم حتفهم", "BOKO", "بوكو حرم", id="an ordinary word beside a rare one"),
        pytest.param("أعلن داعش أن ولاية خورسان بايعته", "ISKP", "ولاية خورسان", id="two letters, several words"),
        pytest.param("قالت هيئة تحرير الشام إن الجولنى زار إدلب", "JOLANI", "الجولنى", id="beside its group"),
        pytest.param("ظهر أبو محمد الجولاني، ثم غاب الغلاني", "JOLANI", "الغلاني", id="beside its full name"),
        pytest.param("غادر بنيامين نتنياهو، وقال مكتب نيتنياهوو إنه بخير", "NETANYAHU", "نيتنياهوو", id="two letters"),
        pytest.param("عادت مقديشو إلى الهدوء، وقالت شرطة موغاديشو إن", "MOGADISHU", "موغاديشو", id="a place"),
        pytest.param(
            "قاتلت هيئة تحرير الشام فصائل، ثم قالت جبهة تحرير الشام إنها", "HTS", "جبهة تحرير الشام", id="another head"
        ),
        pytest.param("قالت هيئة تحرير الشام إن وفدا للغولانى وصل", "JOLANI", "الغولانى", id="behind particles"),
    ],
)
def test_a_spelling_that_nobody_listed(text: str, key: str, form: str, matcher: Matcher, finder: Finder) -> None:
    found = near(text, matcher, finder)
    assert [(one.key, one.form) for one in found] == [(key, form_of(form))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("خبر عن الغلاني وحده", id="nothing beside it"),
        pytest.param("قالت هيئة تحرير الشام شيئا.\nوصل الغلاني", id="in another sentence"),
        pytest.param("هاجم داعش ولاية خراسان", id="the name itself"),
        pytest.param("قالت حماس إن حراس الحدود غادروا", id="a word: guards"),
        pytest.param("قاتلت النصرة قرب البصرة", id="a town"),
        pytest.param("قاتلت جبهة النصرة قرب جبهة البصرة", id="a town behind the head"),
        pytest.param("قالت طالبان إن طالبات الجامعة سيعدن", id="a plural of another word"),
        pytest.param("اجتمع قادة القاعدة وقال القادة إنهم", id="a broken plural"),
        pytest.param("سأل سكان كييف كيف ينجون", id="how"),
        pytest.param("أنقذ أهل قندهار تاجرا قندهاريا", id="nisba"),
        pytest.param("داعش وخطابها الداعشي", id="nisba of a group"),
        pytest.param("زار فرنسا أمس فرنسوا بايرو", id="a given name beside a country"),
        pytest.param("استعاد الجيش الجولان وقال الجولاني شيئا", id="a place in the name"),
        pytest.param("قتل بوكو حرب", id="another word beside a rare one"),
        pytest.param("هاجمت بوكو هارم القرية", id="letters that changed places"),
        pytest.param("قال سليم الكردفاني إنه", id="another given name"),
        pytest.param("قال حسين الكردفاني إنه", id="a given name far off"),
        pytest.param("حذر أنطونيو كونتي فريقه", id="another family name"),
        pytest.param("قالت حركة الشباب المغاربة", id="another adjective"),
        pytest.param("فاز لواء الصاعقة الخاطفة، وقال الخاطفان", id="an alias that is matched exactly"),
        pytest.param("قالت هيئة تحرير الشام إن حزب تحرير الشام عاد", id="a party of the same name"),
        pytest.param("قال الجولاني إن جبهة تحرير الشام عادت", id="another head beside a part of the group"),
        pytest.param("قالت هيئة تحرير الشام إن هيئة التحرير عادت", id="half of the name"),
        pytest.param("زار النائب برلماني ورومانيا", id="a particle that is a letter"),
        pytest.param("افتتح الشاعر هادي العمري معرضا للخط", id="a common given name: a poet"),
        pytest.param("سجل اللاعب أيمن الظاهري هدفين", id="a common given name: a player"),
        pytest.param("سجل اللاعب أيمن الزاهري هدفين", id="a common given name: another player"),
        pytest.param("كرمت المدرسة المعلم إسماعيل هنيئة", id="a common given name: a teacher"),
        pytest.param("وقع أنطونيو غوتيريس عقدا مع النادي", id="a foreign given name that many bear"),
        pytest.param("زار وفد مقديشو وقال مقدسيو القدس إنهم", id="the many of a relation, before a name"),
        pytest.param("زار وفد مقديشو وقال المقدسيون إنهم", id="the many of a relation"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_spelling_of_a_name(text: str, matcher: Matcher, finder: Finder) -> None:
    assert near(text, matcher, finder) == []


def test_a_title_and_the_first_sentence_are_one_company(matcher: Matcher, finder: Finder) -> None:
    (found,) = near("وصل الغلاني صباحا. ثم غادر", matcher, finder, "هيئة تحرير الشام في إدلب")
    assert (found.key, found.field, found.beside) == ("JOLANI", "text", ("هيئة تحرير الشام",))


def test_company_of_an_entity_vouches_for_it(matcher: Matcher, finder: Finder) -> None:
    document = Document("قصف الجيش مقديشو وقال الغلاني إنه باق")
    mentions = matcher.match(document).mentions
    assert finder.find(document, mentions) == []
    (found,) = finder.find(document, mentions, lambda key: ("JOLANI",) if key == "MOGADISHU" else ())
    assert (found.key, found.beside) == ("JOLANI", ("مقديشو",))


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        pytest.param("قالت طالبان إن بوكو حرم قريبة", ("طالبان",), id="somebody else"),
        pytest.param("قال شهود إن بوكو حرم قريبة", (), id="nobody"),
        pytest.param("قال داعش: وصلت ولاية خورسان، وداعش تنفي", ("داعش",), id="an entity once"),
        pytest.param("رد لداعش على ولاية خورسان", ("داعش",), id="a particle"),
        pytest.param("بيان للأمم المتحدة عن أنطونيو جوتيرس", ("الأمم المتحدة",), id="a particle that took the article"),
    ],
)
def test_what_stands_beside_is_whom_the_sentence_names(
    text: str, beside: tuple[str, ...], matcher: Matcher, finder: Finder
) -> None:
    assert [one.beside for one in near(text, matcher, finder)] == [beside]


def test_what_is_quoted_is_the_text(matcher: Matcher, finder: Finder) -> None:
    text = "قبل ذلك. قالت هيئة تحرير الشام إن وفدا للغـلاني وصل. بعد ذلك"
    (found,) = near(text, matcher, finder)
    assert text[found.start : found.end] == "للغـلاني"
    assert text[slice(*found.sentence)] == "قالت هيئة تحرير الشام إن وفدا للغـلاني وصل."
    assert (found.text, found.alias) == ("الغلاني", "الجولاني")


@pytest.mark.parametrize("text", ["و" * 50_000, "الجولاني " * 5_000, "بوكو " * 20_000, "داعش. " * 5_000])
def test_hostile_texts_come_to_an_end(text: str, matcher: Matcher, finder: Finder) -> None:
    assert near(text, matcher, finder) == []
