"""An outlet changes its report: what is stored, counted, told and answered, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from bot.core.model import Incoming, Language, Story
from bot.core.render.why import why_message
from bot.core.subjects import Subject
from bot.ports import Window
from bot.services import queries
from bot.services.digest_contents import compose
from bot.services.finding import latest
from bot.services.status import status as status_of
from bot.storage import SqlStore
from tests.bot.core.render.scenes import faults
from tests.bot.services.newsroom import (
    ALWAYS,
    DAY,
    HOUR,
    NOTHING,
    NOW,
    Newsroom,
    alerts,
    article,
    bare,
    lists,
    stories,
    texts,
)

TITLE = "تفجير في سوق قندهار"
TEXT = (
    "وقع تفجير انتحاري في سوق الفاكهة وسط قندهار صباح اليوم وقتل 21 شخصا، وفق ما أعلنته مديرية الصحة. "
    "وتشتبه الشرطة في داعش خراسان. وأغلقت القوات الطرق المؤدية إلى السوق وفتشت السيارات."
)
LESS = TEXT.replace("21 شخصا", "12 شخصا")
TYPO = TEXT.replace("السيارات", "السيارت")
ADVERT = f"{TEXT}\nحملوا تطبيقنا لتصلكم الأخبار."
CLAIMING = f"{TEXT} وفي وقت لاحق تبنى داعش خراسان التفجير الانتحاري عبر قناة له."
ELSEWHERE = TEXT.replace("قندهار", "كابول")
MINUTE = timedelta(minutes=1)


@pytest.fixture(name="room")
def _room(store: SqlStore) -> Newsroom:
    room = Newsroom(store)
    room.chat("5", "ISKP")
    return room


def told(text: str = TEXT, number: int = 1, after: timedelta = timedelta(), **given: object) -> Incoming:
    """A report of the valley's paper under an address with this number."""
    named = {"title": TITLE, "external_id": None, "url": f"https://valley.example/{number}", "published": NOW + after}
    return article(text, **{**named, **given})  # type: ignore[arg-type]


def report(room: Newsroom, *items: Incoming) -> None:
    """Each as it is published."""
    for item in items:
        room.report(item, now=item.published or NOW)
        room.alerting().speak((item.published or NOW) + MINUTE)


def story(store: SqlStore) -> Story:
    (found,) = stories(store)
    return found


def said(room: Newsroom) -> list[tuple[str, str]]:
    """The kind and the text of every delivery."""
    return [(one.kind, bare(one.message.text)) for one, _ in room.outbox()]


@pytest.mark.parametrize(
    ("items", "reasons"),
    [
        pytest.param([told(), told(LESS, after=HOUR)], ["first", "toll"], id="a corrected toll"),
        pytest.param([told(), told(LESS, 2, HOUR)], ["first", "toll"], id="under a new address"),
        pytest.param([told(LESS), told(TEXT, 2, HOUR)], ["first", "toll"], id="a toll that rose"),
        pytest.param([told(), told(CLAIMING, 2, HOUR)], ["first", "claim"], id="a claim"),
        pytest.param([told(), told(TYPO, 2, HOUR)], ["first"], id="a typo"),
        pytest.param([told(), told(ADVERT, 2, HOUR)], ["first"], id="an advert"),
        pytest.param([told(), told(number=2, after=HOUR)], ["first"], id="the same again"),
        pytest.param([told(), told(title="سوق قندهار يشهد تفجيرا", after=HOUR)], ["first"], id="another headline"),
        pytest.param(
            [told(), told(LESS, 2, HOUR), told(number=3, after=2 * HOUR)], ["first", "toll"], id="what was said once"
        ),
        pytest.param(
            [told(number=9, source="راديو الجسر"), told(after=HOUR), told(LESS, after=2 * HOUR)],
            ["first"],
            id="one of two outlets",
        ),
    ],
)
def test_an_edition_speaks_only_for_a_reason(
    room: Newsroom, store: SqlStore, items: list[Incoming], reasons: list[str]
) -> None:
    report(room, *items)
    assert [one.reason for one in alerts(store)] == reasons
    assert len(story(store).reports) == len({one.source for one in items})


def test_what_an_edition_says_is_told_once_and_counted_once(room: Newsroom, store: SqlStore) -> None:
    report(room, told(), told(LESS, 2, HOUR), told(ADVERT, 2, 2 * HOUR))
    with store.begin(read_only=True) as unit:
        status = status_of(unit, Subject("entity", "ISKP"), DAY, lists(), NOW + 3 * HOUR)
        newest = latest(unit, [Subject("entity", "ISKP")], 9, lists()).readings
        every = latest(unit, (), 9, lists()).readings
        stored = [(one.article.edition, one.article.text) for one in unit.articles.all(ALWAYS)]
        found = [bool(one.findings) for one in unit.articles.all(ALWAYS)]
    assert stored == [(1, TEXT), (2, LESS), (3, ADVERT)]
    assert all(found)
    assert [one.article.text for one in newest] == [one.article.text for one in every] == [ADVERT]
    assert (status.paces[DAY].mentions, status.sources) == (1, [("صدى الوادي", 1)])
    assert dict(status.named_with) == {"KANDAHAR": 1}


def test_the_message_that_stands_is_brought_up_to_date(room: Newsroom) -> None:
    report(room, told())
    with room.store.begin() as unit:
        (claimed,) = unit.outbox.claim("telegram", NOW, 60, 9)
        unit.outbox.sent(claimed.id, "77", NOW)
    report(room, told(LESS, 2, HOUR))
    (_, alert), (_, edit) = sorted(said(room))
    assert "12 قتيلا" in alert
    assert "21 قتيلا" in alert  # before
    assert "بعد تعديل في خبر" in alert
    assert "12 قتيلا" in edit
    assert "21 قتيلا" not in edit
    assert not any("خبر آخر" in one or "أيضا" in one for one in (alert, edit))


AGAIN = [told(number=2, after=HOUR), told(number=3, after=30 * HOUR), told(number=4, title=f"{TITLE} | صدى الوادي")]


def test_the_same_words_under_another_address_of_a_feed_are_a_duplicate(room: Newsroom, store: SqlStore) -> None:
    report(room, told())
    polled = [replace(one, polled=True) for one in AGAIN]
    assert [one.outcome for one in room.take(*polled, now=NOW + 30 * HOUR)] == ["duplicate"] * 3
    assert len(story(store).readings) == 1


def test_who_pushes_the_same_words_under_other_names_means_other_articles(room: Newsroom, store: SqlStore) -> None:
    """They are stored, and told and listed once. Under the same name they are a duplicate."""
    report(room, told())
    assert [one.outcome for one in room.take(*AGAIN[:2], now=NOW + 30 * HOUR)] == ["accepted"] * 2
    room.alerting().speak(NOW + 31 * HOUR)
    assert [one.outcome for one in room.take(*AGAIN[:2], now=NOW + 31 * HOUR)] == ["duplicate"] * 2
    assert [one.reason for one in alerts(store)] == ["first"]
    assert (len(story(store).readings), len(story(store).reports)) == (3, 1)


def test_a_page_by_another_name_is_one_report(room: Newsroom, store: SqlStore) -> None:
    """Feeds change how they call themselves."""
    report(room, told(), told(LESS, source="جريدة الوادي", after=HOUR))
    assert story(store).sources == ("جريدة الوادي",)
    assert [one.reason for one in alerts(store)] == ["first", "toll"]


def test_another_outlets_copy_is_a_report(room: Newsroom, store: SqlStore) -> None:
    report(room, told(), told(number=2, source="راديو الجسر"))
    assert len(story(store).reports) == 2


def test_two_happenings_in_one_mould_are_two_stories(room: Newsroom, store: SqlStore) -> None:
    taken = room.take(told(), told(ELSEWHERE, 2, HOUR, title="تفجير في سوق كابول"), now=NOW + HOUR)
    assert len({one.story_id for one in taken}) == 2


ALL = [told(LESS), told(TEXT, 2, HOUR), told(ADVERT, 3, 2 * HOUR), told(number=4, after=3 * HOUR)]


@pytest.mark.parametrize("order", [pytest.param(one, id=f"{one}") for one in [*permutations(range(4))][::5]])
def test_editions_of_one_batch_follow_each_other_as_they_were_published(
    room: Newsroom, store: SqlStore, order: tuple[int, ...]
) -> None:
    room.take(*(ALL[one] for one in order), now=NOW + 4 * HOUR)
    assert [(one.article.edition, one.article.text) for one in story(store).readings] == [
        (1, LESS),
        (2, TEXT),
        (3, ADVERT),
    ]
    room.alerting().speak(NOW + 4 * HOUR)
    (alert,) = alerts(store)
    assert (alert.reason, alert.known["killed"], alert.known["articles"]) == ("first", 21, 3)


def test_batches_at_once(open_stores: Callable[[], SqlStore]) -> None:
    """Each edition is stored once, under one identity, with numbers in a row."""
    rooms = [Newsroom(open_stores()) for _ in range(4)]
    batches = [ALL, ALL[::-1], ALL[1:], ALL[:2]]
    with ThreadPoolExecutor(len(rooms)) as pool:
        list(pool.map(lambda pair: pair[0].take(*pair[1], now=NOW + 4 * HOUR), zip(rooms, batches, strict=True)))
    readings = story(open_stores()).readings
    editions: dict[str, list[int]] = {}
    for one in readings:
        editions.setdefault(one.article.identity, []).append(one.article.edition)
    assert all(sorted(some) == [*range(1, len(some) + 1)] for some in editions.values())
    assert len({(one.article.identity, one.article.text) for one in readings}) == len(readings)


def test_an_edition_before_the_first_was_told(room: Newsroom, store: SqlStore) -> None:
    room.take(told())
    room.take(told(LESS, 2, MINUTE), now=NOW + MINUTE)
    room.alerting().speak(NOW + MINUTE)
    (alert,) = alerts(store)
    ((_, text),) = said(room)
    assert (alert.reason, alert.known["killed"]) == ("first", 12)
    assert "12 قتيلا" in text
    assert "21" not in text


@pytest.mark.parametrize(
    ("later", "reasons"),
    [
        pytest.param(ADVERT, [], id="only the wording"),
        pytest.param(LESS, ["first"], id="another toll"),
        pytest.param(CLAIMING, ["first"], id="a claim"),
    ],
)
def test_what_was_old_at_first_contact_speaks_when_its_facts_change(
    room: Newsroom, store: SqlStore, later: str, reasons: list[str]
) -> None:
    report(room, told(silent=True), told(later, after=HOUR))
    assert [one.reason for one in alerts(store)] == reasons


def test_a_report_that_is_taken_back_altogether(room: Newsroom, store: SqlStore) -> None:
    report(room, told(), told(NOTHING, after=HOUR))
    assert [one.article.text for one in story(store).reports] == [NOTHING]
    assert [one.reason for one in alerts(store)] == ["first"]
    with store.begin(read_only=True) as unit:
        assert latest(unit, [Subject("entity", "ISKP")], 9, lists()).readings == []


CHANGED = told(title="سوق قندهار يشهد تفجيرا")


@pytest.mark.parametrize(
    ("items", "titles"),
    [
        pytest.param([CHANGED, CHANGED, told(title=None)], [TITLE, CHANGED.title], id="once"),
        pytest.param([CHANGED, told(), told()], [TITLE, CHANGED.title, TITLE], id="and back"),
    ],
)
def test_a_changed_headline(room: Newsroom, store: SqlStore, items: list[Incoming], titles: list[str]) -> None:
    for turn, item in enumerate((told(), *items)):
        room.take(item, now=NOW + turn * HOUR)
    assert [one.article.title for one in story(store).readings] == titles
    assert [one.article.title for one in story(store).reports] == titles[-1:]


def test_a_page_that_goes_back_to_what_it_said(room: Newsroom, store: SqlStore) -> None:
    report(room, told(), told(LESS, after=HOUR), told(after=6 * HOUR), told(LESS, after=11 * HOUR))
    assert [one.article.text for one in story(store).readings] == [TEXT, LESS, TEXT, LESS]
    assert [(one.reason, one.known["killed"]) for one in alerts(store)] == [
        ("first", 21),
        ("toll", 12),
        ("toll", 21),
        ("toll", 12),
    ]
    with store.begin(read_only=True) as unit:
        (newest,) = latest(unit, [Subject("entity", "ISKP")], 9, lists()).readings
        status = status_of(unit, Subject("entity", "ISKP"), DAY, lists(), NOW + 12 * HOUR)
    assert (newest.article.edition, newest.article.text, status.paces[DAY].mentions) == (4, LESS, 1)


@pytest.mark.parametrize(
    "again",
    [
        pytest.param([told(LESS)], id="the newest state"),
        pytest.param([told(), told(LESS)], id="all of it in one batch"),
        pytest.param([told(LESS), told()], id="in whatever order"),
        pytest.param([told(source="خلاصة أخرى")], id="by another feed"),
    ],
)
def test_what_is_handed_over_again_is_nothing_new(room: Newsroom, store: SqlStore, again: list[Incoming]) -> None:
    room.take(told())
    room.take(told(LESS))
    assert {one.outcome for one in room.take(*again, now=NOW + HOUR)} == {"duplicate"}
    assert [one.article.text for one in story(store).reports] == [LESS]


def test_a_digest_passes_over_what_only_reads_otherwise(room: Newsroom, store: SqlStore) -> None:
    chat = room.chat("6", "ISKP")
    report(room, told(), told(ADVERT, 2, 2 * HOUR), told(LESS, 2, 4 * HOUR))
    with store.begin(read_only=True) as unit:
        windows = [Window(NOW + start * HOUR, NOW + (start + 2) * HOUR) for start in (0, 2, 4)]
        views = [compose(unit, chat, window, lists()) for window in windows]
    assert [(view.stories, view.articles) for view in views] == [(1, 1), (0, 0), (1, 1)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param(
            "en", ["edition 2 (2026-03-01 12:10): 21 killed → 12 killed", "added: “", "removed: “"], id="English"
        ),
        pytest.param("ar", ["الطبعة 2 (1 مارس 2026، 12:10): 21 قتيلا ← 12 قتيلا", "أضيف: «", "حذف: «"], id="Arabic"),
    ],
)
def test_why_says_what_was_changed(room: Newsroom, store: SqlStore, language: Language, expected: list[str]) -> None:
    chat = replace(room.chat("5", "ISKP"), language=language)
    report(room, told(), told(LESS, 2, 10 * MINUTE), told(number=9, source="راديو الجسر", after=HOUR))
    with store.begin(read_only=True) as unit:
        view = queries.why(unit, alerts(store)[0].id, lists(), chat)
    assert view is not None
    message = why_message(view, texts()[language])
    lines = [bare(one.text) for one in message.blocks]
    at = next(number for number, line in enumerate(lines) if expected[0] in line)
    assert all(lines[at + n].startswith(word) for n, word in enumerate(expected[1:], start=1))
    assert LESS.partition(". ")[0] in lines[at + 1]
    assert faults(message) == []
    assert view.since == 1
