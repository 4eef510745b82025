"""The real list of the UN against real news, where both lie beside the checkout: who is found is who is meant."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from watchlists.files.loader import load
from watchlists.imports.building import Built, build
from watchlists.imports.reading import records
from watchlists.matcher import Matcher
from watchlists.model import Document, Mention, Watchlists
from watchlists.normalize import key, words

SHARED = Path(os.environ.get("RASID_SHARED", Path(__file__).parents[4] / "shared")) / "data"
LIST = SHARED / "watchlists" / "un-consolidated-2025-04-19.xml"
NEWS = SHARED / "news" / "ant-corpus-v1.jsonl"
# Of those that the articles name, all read by a person: entity, and the words of its name.
RIGHT = frozenset(
    {
        ("QDe-004", "القاعدة"), ("QDe-014", "القاعدة في بلاد المغرب"),
        ("QDe-014", "القاعدة ببلاد المغرب"), ("QDe-137", "جبهة النصرة"),
        ("QDi-006", "أيمن الظواهري"), ("QDi-299", "البغدادي"), ("QDi-299", "السامرائي"), ("QDi-317", "الجولاني"),
        ("QDi-333", "سيف الله بن"), ("QDi-236", "حامد عبدالله أحمد العلي"), ("QDi-380", "الكواري"),
        ("QDi-343", "أشرف محمد يوسف عثمان عبدالسلام"),
    }
)  # fmt: skip
COMMON = ("محمد حسين", "عبد الرحمن", "محمد علي", "محمد أحمد", "أحمد محمد", "محمد صالح", "عبد الله", "علي حسن")
SOME_OF_THOSE_MEANT = {
    "قتل زعيم تنظيم القاعدة أيمن الظواهري.": "QDi-006",
    "ظهر أبو بكر البغدادي في تسجيل مصور.": "QDi-299",
    "زعيم هيئة تحرير الشام أبو محمد الجولاني.": "QDi-317",
    "استقبل سراج الدين حقاني وفدا قبليا.": "TAi-144",
    "عاد الملا عبدالغني برادر إلى كابل.": "TAi-024",
    "قال وزير الخارجية أمير خان متقي إن المحادثات مستمرة.": "TAi-026",
    "فشل القصف في قتل مختار بلمختار.": "QDi-136",
    "قائد المنطقة عبد الخالق الحوثي.": "YEi-001",
    "محاكمة رمزي بن الشيبة مؤجلة.": "QDi-081",
    "جماعة نصرة الإسلام والمسلمين تتبنى الهجوم.": "QDe-159",
}


@pytest.fixture(scope="module")
def un() -> Built:
    if not (LIST.exists() and NEWS.exists()):
        pytest.skip(f"no list at {LIST} or no news at {NEWS}: set RASID_SHARED to measure on them")
    with LIST.open("rb") as stream:
        return build(list(records(stream, LIST.name)), "un", {"en": "United Nations"})


@pytest.fixture(scope="module")
def matcher(un: Built) -> Matcher:
    return Matcher.compile(Watchlists((un.watchlist,)))


@pytest.fixture(scope="module")
def mentions(matcher: Matcher) -> list[Mention]:
    found = matcher.match_many(list(articles()))
    return [mention for one in found for mention in one.mentions]


def articles() -> Iterator[Document]:
    with NEWS.open(encoding="utf-8") as lines:
        yield from (Document(held["text"], held["title"]) for held in map(json.loads, lines))


def folded(text: str) -> str:
    return " ".join(map(key, words(text)))


def test_nearly_all_of_the_list_is_watched(un: Built) -> None:
    assert len(un.watchlist.entities) > 820
    assert sum(any(alias.text > "\u0600" for alias in one.spellings) for one in un.watchlist.entities) > 335


def test_who_is_found_is_who_is_meant(mentions: list[Mention]) -> None:
    right = [(entity, folded(part)) for entity, part in RIGHT]
    wrong = [
        (one.entity, one.text) for one in mentions
        if not any(one.entity == entity and part in folded(one.text) for entity, part in right)
    ]  # fmt: skip
    assert wrong == []
    assert len(mentions) > 60


def test_the_list_beside_the_shipped_ones_takes_nothing_from_their_own_sentences() -> None:
    if not LIST.exists():
        pytest.skip(f"no list at {LIST}: set RASID_SHARED to measure on it")
    shipped = load([Path(__file__).parents[3] / "watchlists" / "lists"])
    with LIST.open("rb") as stream:
        made = build(list(records(stream, LIST.name)), "un", {"en": "United Nations"}, shipped).watchlist
    matcher = Matcher.compile(Watchlists((*shipped.lists, made)))
    told = [(one.key, text) for one in shipped.entities.values() for text in one.tests.yes]
    found = matcher.hits_many([Document(text) for _, text in told])
    lost = [one for one, hits in zip(told, found, strict=True) if one[0] not in {m.entity for m in hits.mentions}]
    assert lost == []


def test_no_common_names_are_found(mentions: list[Mention]) -> None:
    assert {folded(one.text) for one in mentions}.isdisjoint(map(folded, COMMON))


def test_those_in_the_news_are_found_as_newspapers_name_them(matcher: Matcher) -> None:
    found = {text: {one.entity for one in matcher.match(Document(text)).mentions} for text in SOME_OF_THOSE_MEANT}
    assert [text for text, wanted in SOME_OF_THOSE_MEANT.items() if wanted not in found[text]] == []
