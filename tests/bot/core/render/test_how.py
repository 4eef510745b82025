"""Every code of a match in words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import watchlists
from bot.core.bidi import isolate, outside
from bot.core.message import plain
from bot.core.model import Language
from bot.core.render.how import SENTENCES, explained
from bot.samples import read_samples
from bot.services.ingest import document
from tests.bot.core.render.scenes import LANGUAGES, LISTS, faults, texts
from watchlists import Matcher

CODES = [
    pytest.param("clitic:و+ل", f"with the particle “{isolate('و+ل')}”", f"مع الحرف «{isolate('و+ل')}»", id="clitic"),
    pytest.param(
        "spelling:ة→ه",
        f"“{isolate('ه')}” written for “{isolate('ة')}”",
        f"كتبت «{isolate('ه')}» مكان «{isolate('ة')}»",
        id="spelling",
    ),
    pytest.param(
        "typo:س→ش",
        f"“{isolate('ش')}” mistyped for “{isolate('س')}”",
        f"خطأ طباعي: «{isolate('ش')}» مكان «{isolate('س')}»",
        id="one letter for another",
    ),
    pytest.param("typo:-ي", f"“{isolate('ي')}” left out", f"سقطت «{isolate('ي')}»", id="a letter left out"),
    pytest.param("typo:+و", f"“{isolate('و')}” added", f"زيدت «{isolate('و')}»", id="a letter too many"),
    pytest.param("definite", "with or without the article", "بأداة التعريف أو دونها", id="definite"),
    pytest.param(
        "case:أبو→أبي",
        f"“{isolate('أبي')}” as the case of “{isolate('أبو')}”",
        f"«{isolate('أبي')}» إعراب «{isolate('أبو')}»",
        id="case",
    ),
    pytest.param("missing:محمد", f"without “{isolate('محمد')}”", f"دون «{isolate('محمد')}»", id="missing"),
    pytest.param(
        "inserted:الإرهابي",
        f"with “{isolate('الإرهابي')}” in between",
        f"تتخلله «{isolate('الإرهابي')}»",
        id="inserted",
    ),
    pytest.param("separator:-", f"parted by “{isolate('-')}”", f"تفصل بين كلمتيه «{isolate('-')}»", id="separator"),
    pytest.param(
        "context:+تنظيم",
        f"“{isolate('تنظيم')}” speaks for the name",
        f"ترجح «{isolate('تنظيم')}» أنه الاسم المقصود",
        id="a word for the name",
    ),
    pytest.param(
        "context:-الجوية",
        f"though “{isolate('الجوية')}” speaks against the name",
        f"وإن كانت «{isolate('الجوية')}» ترجح معنى آخر",
        id="a word against the name",
    ),
    pytest.param("context:+«»", "named in quotation marks", "مذكور بين علامتي تنصيص", id="quotes for the name"),
    pytest.param(
        "status:planned←خطط", f"by “{isolate('خطط')}”: planned", f"بدلالة «{isolate('خطط')}»: مخطط له", id="status"
    ),
    pytest.param(
        "status:reported←فشل",
        f"by “{isolate('فشل')}”: it happened",
        f"بدلالة «{isolate('فشل')}»: وقع فعلا",
        id="it was",
    ),
    pytest.param(
        "actor:nearest→ISKP",
        "done by the group named nearest: Islamic State Khorasan",
        "نسب إلى أقرب جماعة ذكرا: داعش خراسان",
        id="nearest actor",
    ),
    pytest.param(
        "actor:claim→EN_ONLY",
        "done by who claims it: Palm Brigades",
        f"نسب إلى من تبناه: {isolate('Palm Brigades')}",
        id="actor by claim",
    ),
    pytest.param(
        "actor:التنظيم→ISKP",
        f"“{isolate('التنظيم')}” means: Islamic State Khorasan",
        f"المقصود بكلمة «{isolate('التنظيم')}»: داعش خراسان",
        id="actor by noun",
    ),
    pytest.param("place:near", "the place named nearest", "أقرب مكان ذكرا", id="nearest place"),
    pytest.param("place:في", f"the place after “{isolate('في')}”", f"المكان بعد «{isolate('في')}»", id="place after"),
    pytest.param("place:arrest", "at the place of: Arrest", "في مكان: اعتقال", id="the place of another event"),
    pytest.param(
        "event:claimed→arrest", "the act that is claimed: Arrest", "الفعل المتبنى: اعتقال", id="the claimed act"
    ),
    pytest.param(
        "event:background→arrest", "the act that is told of: Arrest", "الفعل الموصوف: اعتقال", id="an act told of"
    ),
    pytest.param("claim:aside", "the claim goes on after an aside", "يكتمل التبني بعد جملة معترضة", id="an aside"),
    pytest.param(
        "figures:next", "the figures stand in the next sentence", "الأرقام في الجملة التالية", id="figures behind"
    ),
    pytest.param("killed:2", "2 killed", "قتيلان", id="killed"),
    pytest.param("count:21", "21 times", "\u206621\u2069 مرة", id="count"),
    pytest.param("uncertain:injured", "how many were injured is uncertain", "عدد الجرحى غير مؤكد", id="uncertain"),
    pytest.param("when:2026-03", f"on {isolate('2026-03')}", f"بتاريخ {isolate('2026-03')}", id="when"),
    pytest.param("unheard:of", isolate("unheard:of"), isolate("unheard:of"), id="a code without words"),
]


@pytest.mark.parametrize(("code", "english", "arabic"), CODES)
def test_in_words(code: str, english: str, arabic: str) -> None:
    assert explained([code], LISTS, texts("en")) == english
    assert explained([code], LISTS, texts("ar")) == arabic


def test_several_are_one_clause_each_said_once() -> None:
    assert explained(["verb", "definite", "verb"], LISTS, texts("en")) == (
        "in another form of the verb; with or without the article"
    )
    assert explained([], LISTS, texts("en")) == ""


def test_many_and_long_codes_stay_short() -> None:
    codes = [f"inserted:{'س' * number}" for number in range(1, 5000)]
    assert len(explained(codes, LISTS, texts("en"))) < 1000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SENTENCES)
def test_every_kind_bears_any_detail(language: Language, kind: str) -> None:
    codes = [f"{kind}{detail}" for detail in ("", ":", ":→", ":س", ":س→ش", ":-", ":x←y", ":12", f":{'س' * 999}")]
    said = [explained([code], LISTS, texts(language)) for code in codes]
    assert faults(plain(said, language)) == []


def kinds_in_the_code() -> Iterator[str]:
    """The kinds that `watchlists` writes: the table of score.py, and every code built in a string."""
    folder = Path(str(watchlists.__file__)).parent
    table = (folder / "score.py").read_text("utf-8").partition('"""')[2].partition('"""')[0]
    for line in table.splitlines():
        if line.startswith("| `"):
            yield from re.findall(r"`([a-z]+)", line.split("|")[1])
    for path in (folder / "events").glob("*.py"):
        text = path.read_text("utf-8")
        yield from re.findall(r'noting\(f?"([a-z]+):', text)
        yield from re.findall(r'\bcode = f?"([a-z]+):', text)
        yield from re.findall(r'(?:_PENALTY|_CODE) = f?"([a-z]+):', text)


def test_every_kind_that_the_code_writes_has_words() -> None:
    found = set(kinds_in_the_code())
    assert {"clitic", "spelling", "typo", "status", "actor", "place", "when", "uncertain"} <= found
    assert found | {"killed", "injured", "arrested", "count"} <= SENTENCES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_samples_has_words(shipped_matcher: Matcher, language: Language) -> None:
    found = [shipped_matcher.match(document(item)) for item in read_samples(datetime(2026, 3, 1, tzinfo=UTC))]
    codes = {code for one in found for match in one.mentions for code in match.how}
    codes |= {code for one in found for match in one.events for code in match.how}
    assert len({code.partition(":")[0] for code in codes}) > 8
    said = {code: explained([code], shipped_matcher.watchlists, texts(language)) for code in codes}
    assert {code: words for code, words in said.items() if not outside(words).strip()} == {}
    assert faults(plain(said.values(), language)) == []
