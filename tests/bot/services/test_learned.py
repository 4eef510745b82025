"""What people decide about stories is learned: the sixth happening of a kind is grouped as they ruled of five."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.core.grouping import ENOUGH, asked
from bot.core.model import Taken
from bot.core.rulings import Ruling
from bot.services.ingest import Ingest
from bot.services.ruling import Ruler
from bot.storage import SqlStore
from tests.bot.services.newsroom import AMINA, DAY, HOUR, NOW, Newsroom, article, matcher

FIRST = "هجوم انتحاري لداعش خراسان عند {0} وسط قندهار قرب {mould}، وتضررت {1} بينما اندفع {2} نحو {3}."
SECOND = (
    "نفذ داعش خراسان هجوم انتحاري استهدف {4} بمدينة قندهار قرب {mould}، وقال سكان إن {5} احترقت وإن {6} فروا من {7}."
)
# Two attacks at once in one city, told in one mould; and one attack, told in other words by each outlet.
MOULD, WORDING = "قافلة الأعراس", "القافلة"
TOLD = [
    ("ممر البريد", "صناديق الطرود", "السعاة", "برج الساعة", "مرسى القوارب", "شباك الصيادين", "الملاحين", "ضفة الجدول"),
    (
        "بوابة المطحنة",
        "حافلات الطلبة",
        "الخبازين",
        "ساقية الحي",
        "موكب الحنطة",
        "سيارات الإطفاء",
        "الرعاة",
        "بستان الرمان",
    ),
    ("مدخل المسلخ", "عربات الخضار", "الدباغين", "جسر القصب", "ورشة النحاس", "أكشاك الفواكه", "الحدادين", "زقاق الطيور"),
    ("سور المشتل", "مظلات الباعة", "النساجين", "بركة الضفادع", "معرض السجاد", "خيام الزوار", "الخطاطين", "رواق التجار"),
    ("باحة المخفر", "أبراج الحمام", "الفخارين", "بئر الجرة", "مصنع الثلج", "صهاريج الحليب", "البنائين", "تلة الأعشاب"),
    (
        "درج المكتبة",
        "رفوف المخطوطات",
        "الوراقين",
        "نافورة الميدان",
        "حظيرة الخيل",
        "سروج الفرسان",
        "البياطرة",
        "مرعى السفح",
    ),
]


@pytest.fixture(name="room")
def _room(store: SqlStore) -> Newsroom:
    return Newsroom(store)


def happen(room: Newsroom, turn: int, mould: str) -> tuple[Taken, Taken]:
    """Two reports of two outlets, ten days after those of the turn before."""
    at, words = NOW + 10 * turn * DAY, TOLD[turn % len(TOLD)]
    said = [text.format(*words, mould=mould) for text in (FIRST, SECOND)]
    first, second = (
        article(text, source, published=at + number * HOUR, external_id=f"{source}/{turn}")
        for number, (text, source) in enumerate(zip(said, ("الأفق", "الوادي"), strict=True))
    )
    one, other = room.take(first, second, now=at + DAY)
    return one, other


def together(pair: tuple[Taken, Taken]) -> bool:
    assert pair[0].outcome == pair[1].outcome == "accepted"
    return pair[0].story_id == pair[1].story_id


def rule(room: Newsroom, pair: tuple[Taken, Taken]) -> Ruling:
    """A person parts what was joined, or joins what was not."""
    with room.store.begin() as unit:
        unit.regrouping.begin()
        ruler = Ruler(unit, matcher().watchlists, NOW)
        stories = [story for taken in pair if taken.story_id and (story := unit.stories.get(taken.story_id))]
        if together(pair):
            return ruler.split(stories[0], [pair[1].article_id or 0], AMINA)
        return ruler.merge(stories[0], stories[1], AMINA)


def undo(room: Newsroom, rulings: list[Ruling]) -> None:
    with room.store.begin() as unit:
        unit.regrouping.begin()
        for one in rulings:
            Ruler(unit, matcher().watchlists, NOW).undo(one)


@pytest.mark.parametrize(
    ("mould", "joined"),
    [
        pytest.param(MOULD, True, id="after five splits the sixth is kept apart"),
        pytest.param(WORDING, False, id="after five merges the sixth joins"),
    ],
)
def test_the_sixth_is_grouped_as_five_were_ruled_and_as_before_when_that_is_undone(
    room: Newsroom, mould: str, joined: bool
) -> None:
    running, rulings = _Running(room.store, room.ingest()), list[Ruling]()
    for turn in range(5):
        pair = happen(running, turn, mould)
        if turn == 0:
            assert together(pair) is joined
        if together(pair) is joined:
            rulings.append(rule(room, pair))
    while len(rulings) < 5:
        rulings.append(_again(room, rulings[-1]))
    (seen,) = rulings[0].examples
    assert (seen.own >= asked(seen.facts, ENOUGH)) is joined
    assert together(happen(running, 5, mould)) is not joined
    undo(room, rulings)
    assert together(happen(running, 6, mould)) is joined


def _again(room: Newsroom, ruling: Ruling) -> Ruling:
    """The same opinion of somebody else."""
    with room.store.begin() as unit:
        return unit.rulings.add(ruling)


@dataclass
class _Running(Newsroom):
    """With one ingest for all articles, as the bot has it."""

    one: Ingest

    def ingest(self) -> Ingest:
        return self.one
