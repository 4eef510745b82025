"""The language hint: how often it is right, and that nothing hangs on it."""

from __future__ import annotations

from typing import Any

import pytest

from watchlists import Matcher
from watchlists.language import language
from watchlists.model import Document, Entity, Watchlist, Watchlists

AR = "قال مصدر أمني إن الهجوم وقع في المدينة صباح اليوم، وإن عددا من الجرحى نقلوا إلى مستشفى قريب."
FA = "این حمله صبح امروز در شهر کابل انجام شد و پولیس می‌گوید که چند نفر زخمی شده‌اند."
UR = "یہ حملہ آج صبح شہر میں ہوا ہے اور پولیس کے مطابق کئی افراد زخمی ہوئے ہیں۔"
EN = "The attack was claimed by a group in the north, and several of the wounded were taken to a hospital."
CASES = [
    pytest.param(AR, "ar", id="Arabic"),
    pytest.param("داعش", "ar", id="one Arabic word"),
    pytest.param("انفجار عبوة ناسفة قرب حاجز أمني", "ar", id="an Arabic headline without function words"),
    pytest.param("مقتل ثلاثة جنود بهجوم شرق دير الزور", "ar", id="another"),
    pytest.param("عاجل | سقوط جرحى بقصف مدفعي", "ar", id="a short flash"),
    pytest.param("الجيش يعلن مقتل قيادي", "ar", id="a very short headline"),
    pytest.param("غارة جوية تستهدف مخزن أسلحة", "ar", id="a headline with ta marbuta only"),
    pytest.param("قال مصدر امنى ان الهجوم وقع فى المدينه", "ar", id="Egyptian spelling"),
    pytest.param("شو صار اليوم بالسوق، الناس كلها عم تحكي عن الانفجار", "ar", id="Levantine"),
    pytest.param("واش كاين جديد على الانفجار اللي وقع البارح فالسوق", "ar", id="Moroccan"),
    pytest.param(AR.replace("ي", "ی").replace("ك", "ک"), "ar", id="Arabic typed with Persian letters"),
    pytest.param("الجيش السوری یعلن مقتل قیادی فی داعش", "ar", id="a headline typed with Persian letters"),
    pytest.param("ﻗﺎﻝ ﻣﺼﺪﺭ ﺃﻣﻨﻲ ﺇﻥ ﺍﻟﻬﺠﻮﻡ ﻭﻗﻊ ﻓﻲ ﺍﻟﻤﺪﻳﻨﺔ", "ar", id="presentation forms"),
    pytest.param("قَالَ مَصْدَرٌ أَمْنِيٌّ إِنَّ الْهُجُومَ وَقَعَ فِي الْمَدِينَةِ", "ar", id="with vowel signs"),
    pytest.param("قـــال مصـــدر أمنـــي إن الهجـــوم وقـــع فـــي المدينـــة", "ar", id="with tatweel"),
    pytest.param("قال متحدث باسم ISIS-K في مقابلة", "ar", id="mostly Arabic"),
    pytest.param("#عاجل #سوريا انفجار في حي بدمشق https://t.me/s/valley_echo/1234567890?single", "ar", id="a post"),
    pytest.param("انفجار وسط #كابل #Kabul #Afghanistan https://news.example/very/long/path/to/a/page", "ar", id="tags"),
    pytest.param("د. أحمد د. سعيد د. خالد: لا إصابات", "ar", id="doctors are no Pashto"),
    pytest.param("السيد علي الحسيني يستقبل وفدا في النجف", "ar", id="an Arab of Persian name"),
    pytest.param("وزير الخارجية الباكستاني يلتقي نظيره الإيراني في چابهار", "ar", id="a Persian letter in a name"),
    pytest.param(FA, "fa", id="Persian"),
    pytest.param("انفجار در کابل چهار کشته بر جای گذاشت", "fa", id="a Persian headline"),
    pytest.param("داعش مسئولیت حمله کابل را پذیرفت", "fa", id="another"),
    pytest.param("طالبان از بازداشت دو عضو داعش خبر داد", "fa", id="a Persian headline of shared letters"),
    pytest.param("وزارت داخله می‌گوید که عاملان رویداد بازداشت شده‌اند", "fa", id="Dari"),
    pytest.param("در پی انفجار در ولایت بغلان ده‌ها تن کشته و زخمی شدند", "fa", id="Dari, a headline"),
    pytest.param("اين حمله در شهر كابل انجام شد و مسئوليت آن را پذيرفت", "fa", id="Persian typed with Arabic letters"),
    pytest.param("سخنگوی دولت گفت هیچ‌یک از نیروها آسیب ندیده است", "fa", id="with non-joiners"),
    pytest.param("سپاه پاسداران انقلاب اسلامی بیانیه داد", "fa", id="Persian of Arabic words"),
    pytest.param("رئیس‌جمهور گفت: به گزارش رویترز این خبر درست نیست", "fa", id="a quotation"),
    pytest.param("دفتر سیاسی امارت اسلامی در قطر با هیئت سازمان ملل دیدار کرد", "fa", id="Dari of Arabic words"),
    pytest.param(UR, "ur", id="Urdu"),
    pytest.param("کابل میں دھماکا، چار افراد ہلاک", "ur", id="an Urdu headline"),
    pytest.param("داعش نے کابل حملے کی ذمہ داری قبول کر لی", "ur", id="another"),
    pytest.param("پاک فوج کا شمالی وزیرستان میں آپریشن", "ur", id="a third"),
    pytest.param("وزیر اعظم کا قوم سے خطاب", "ur", id="an Urdu headline of shared letters"),
    pytest.param("ٹی ٹی پی کے دو دہشت گرد گرفتار", "ur", id="a short one"),
    pytest.param("بلوچستان: سکیورٹی فورسز پر حملہ، تین اہلکار جاں بحق", "ur", id="with a place before it"),
    pytest.param("وفاقی کابینہ کا اجلاس آج طلب", "ur", id="Urdu of Arabic words"),
    pytest.param("په کابل کې چاودنه شوې او د پوليسو په وينا څلور کسان وژل شوي دي", "ps", id="Pashto"),
    pytest.param("د کورنیو چارو وزارت وايي چې درې وسله وال یې نیولي دي", "ps", id="Pashto, another"),
    pytest.param("د طالبانو ویاند د دې پېښې په اړه څه نه دي ویلي", "ps", id="Pashto, a third"),
    pytest.param("لە هێرشێکی چەکداری لە ناو شاری کەرکووک سێ پۆلیس کوژران", "ckb", id="Sorani"),
    pytest.param("وەزارەتی ناوخۆ ڕایگەیاند کە دوو گومانلێکراو دەستگیر کراون", "ckb", id="Sorani, another"),
    pytest.param("بۇ ۋەقە ئۈرۈمچى شەھىرىدە يۈز بەردى", "und", id="Uyghur"),
    pytest.param(EN, "en", id="English"),
    pytest.param("Suicide bombing at Kandahar wool market kills 14", "en", id="an English headline"),
    pytest.param("ISIS claims bombing in Kabul", "en", id="a short English headline"),
    pytest.param("Gunmen attack checkpoint near Mosul", "en", id="with one function word"),
    pytest.param("BREAKING: Two killed in #Kabul blast, says police https://x.com/a/1", "en", id="an English post"),
    pytest.param("A spokesman for حركة الشباب said the group was behind the attack", "en", id="English with a name"),
    pytest.param("Der Angriff geschah gestern Nacht in der Stadt", "und", id="German"),
    pytest.param("L'attaque a fait trois morts dans le nord du pays", "und", id="French"),
    pytest.param("Un attentat-suicide fait 14 morts sur un marché de Kandahar", "und", id="a French headline"),
    pytest.param("El ataque dejó tres muertos en el norte del país", "und", id="Spanish"),
    pytest.param("Saldırıda üç kişi öldü ve beş kişi yaralandı", "und", id="Turkish"),
    pytest.param("Êrîşek li ser baregehê çêbû û sê kes hatin kuştin", "und", id="Kurmanji"),
    pytest.param("Serangan itu terjadi di kota dan polisi menangkap dua orang", "und", id="Indonesian"),
    pytest.param("L'attacco è avvenuto ieri nella città e non ci sono vittime", "und", id="Italian"),
    pytest.param("взрыв в центре города", "und", id="Cyrillic"),
    pytest.param("הפיגוע אירע הבוקר בעיר", "und", id="Hebrew"),
    pytest.param("काबुल में धमाका", "und", id="Devanagari"),
    pytest.param("喀布尔发生爆炸", "und", id="Chinese"),
    pytest.param("Kabul Kandahar Mosul", "und", id="names alone"),
    pytest.param("https://www.news.example/the/and/of/to/in", "und", id="an address"),
    pytest.param("123 … !", "und", id="no letters"),
    pytest.param("", "und", id="empty"),
    pytest.param("\ud800\0", "und", id="unreadable"),
]
# Of the lines above, cut to so many characters, at least so many are told rightly or not at all, and so many rightly.
CUT, NOT_WRONG, RIGHT = 25, 0.94, 0.88


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_language(text: str, expected: str) -> None:
    assert language(text) == expected


def test_of_lines_cut_short_most_are_told_and_few_wrongly() -> None:
    told = [(language(str(one.values[0])[:CUT]), one.values[1], one.id) for one in CASES]
    right = [one for one in told if one[0] == one[1]]
    wrong = [one for one in told if one[0] not in (one[1], "und")]
    assert len(told) >= 60
    assert len(right) >= RIGHT * len(told), set(told) - set(right)
    assert len(told) - len(wrong) >= NOT_WRONG * len(told), wrong


LONG = 40
MIXED = [
    pytest.param(f"{AR} " * LONG, "ISIS claims bombing in Kabul", "ar", id="an Arabic article, a Latin headline"),
    pytest.param(f"{EN} " * LONG, "داعش يتبنى تفجيرا في كابول", "en", id="an English article, an Arabic headline"),
    pytest.param(f"{EN} {AR} {EN}", "", "en", id="an English article that quotes Arabic"),
    pytest.param(f"{AR} {EN[:60]} {AR}", "", "ar", id="an Arabic article that quotes English"),
    pytest.param(f"{EN[:140]}\n" + f"{AR} " * LONG, "", "ar", id="English at the beginning only"),
    pytest.param(f"{AR[:80]}\n" + f"{FA} " * LONG, "", "fa", id="an Arabic verse before a Persian article"),
    pytest.param(f"{FA[:80]}\n" + f"{UR} " * LONG, "", "ur", id="Persian before Urdu"),
    pytest.param("", "انفجار في حي بدمشق", "ar", id="a headline alone"),
]


@pytest.mark.parametrize(("text", "title", "expected"), MIXED)
def test_what_most_of_it_is_written_in(text: str, title: str, expected: str) -> None:
    assert language(text, title) == expected


WATCHED = Matcher.compile(
    Watchlists(
        (Watchlist("one", {"en": "one"}, (Entity("ISKP", "organization", {"ar": "داعش خراسان", "en": "ISIS-K"}),)),)
    )
)
NAMED = [
    pytest.param(f"{AR} ISIS-K", "ar", id="a Latin name in Arabic"),
    pytest.param(f"{FA} ISIS-K", "fa", id="a Latin name in Persian"),
    pytest.param(f"{UR} ISIS-K", "ur", id="a Latin name in Urdu"),
    pytest.param("Der Angriff geschah gestern, sagt ISIS-K", "und", id="a Latin name in German"),
    pytest.param("взрыв в центре города, ISIS-K", "und", id="a Latin name in Cyrillic"),
    pytest.param(f"{EN} داعش خراسان", "en", id="an Arabic name in English"),
    pytest.param("Der Angriff geschah gestern, sagt داعش خراسان", "und", id="an Arabic name in German"),
    pytest.param("взрыв в центре города, داعش خراسان", "und", id="an Arabic name in Cyrillic"),
    pytest.param(f"{FA} داعش خراسان", "fa", id="an Arabic name in Persian"),
    pytest.param(f"{UR} داعش خراسان", "ur", id="an Arabic name in Urdu"),
    pytest.param("لە هێرشێکی چەکداری لە ناو شاری کەرکووک داعش خراسان", "ckb", id="an Arabic name in Sorani"),
    pytest.param("په کابل کې چاودنه شوې او د پوليسو په وينا څلور کسان وژل شوي، داعش خراسان", "ps", id="in Pashto"),
]


@pytest.mark.parametrize(("text", "spoken"), NAMED)
@pytest.mark.parametrize("silent", [False, True])
def test_the_language_is_no_gate(text: str, spoken: str, silent: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same is found, whatever the hint says."""
    if silent:
        spoken = "xx"
        monkeypatch.setattr("watchlists.matcher.language", lambda *_: spoken)
    found = WATCHED.match(Document(text))
    assert found.language == spoken
    assert [one.entity for one in found.mentions] == ["ISKP"]


def test_only_the_title_and_three_places_are_read() -> None:
    """A long article costs what a short one does."""

    class Counted(str):
        read = 0

        def __getitem__(self, key: Any) -> str:
            got = super().__getitem__(key)
            Counted.read += len(got)
            return got

    assert language(Counted(f"{AR} " * 10_000), Counted(f"{EN} " * 10_000)) == "ar"
    assert 100 < Counted.read < 1000
