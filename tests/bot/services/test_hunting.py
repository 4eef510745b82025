"""Hunts over a real store: what they find, what they leave alone, and that a break in the middle changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.bidi import strip_controls
from bot.core.hunts import BEGINNING, DEFAULT, Hunt, NewHunt
from bot.core.message import plain
from bot.core.model import Destination, Incoming, NewDelivery, Person
from bot.core.subjects import Subject
from bot.services.alerting import Alerting
from bot.services.hunting import Hunting
from bot.services.ingest import Ingest
from bot.services.lists import Lists
from bot.services.status import status
from bot.services.trends import Trends
from bot.storage import SqlStore
from bot.storage.engine import make_engine
from bot.storage.tables import articles, hunt_findings, matches
from bot.summarizers.extractive import Extractive
from tests.bot.services.newsroom import ALWAYS, DAY, HOUR, NOW, Newsroom, article, matcher, stories, texts
from watchlists.editing.edits import Edit
from watchlists.files import entries

AMINA = Person("telegram", "1001", "آمنة")
ADD = Edit("add", "WADI", {"kind": "organization", "name": {"ar": "مجلس حراس الوادي"}})
SHORT = Edit("add", "WADI", {"kind": "organization", "name": {"ar": "حراس الوادي"}})
LONGER = Edit("add", "GREEN", {"kind": "organization", "name": {"ar": "حراس الوادي الأخضر"}})
ALIAS = Edit("alias", "WADI", {"alias": {"text": "جنود السهل"}})
WADI = "قال مجلس حراس الوادي إن الطريق إلى السوق القديم مفتوح، وإن القوافل تمر منه كل صباح."
BOTH = "التقى مجلس حراس الوادي وفدا من داعش خراسان في قندهار، وتحدث الطرفان عن موسم الرمان."
OTHER = "افتتح معرض الزهور السنوي أبوابه، وتصدرت السوسنة الحمراء قائمة الأنواع النادرة."
PLAIN = "اجتمع جنود السهل مع مجلس حراس الوادي في ساحة القرية."


@dataclass
class Field(Newsroom):
    """A newsroom in which people edit the lists and hunt; its clock moves by a step with every look at it."""

    store: SqlStore
    now: datetime = NOW + HOUR
    step: timedelta = timedelta(0)
    lists: Lists = field(init=False)

    def __post_init__(self) -> None:
        self.lists = Lists(self.store, matcher())

    def clock(self) -> datetime:
        self.now += self.step
        return self.now

    def edit(self, *edits: Edit) -> int:
        with self.store.begin() as unit:
            made = [unit.list_edits.add(one, AMINA, NOW) for one in edits]
        return made[-1].id

    def hunting(self, **given: Any) -> Hunting:
        return Hunting(self.store, self.lists, texts(), self.clock, **{"few": 10**6, **given})

    def begin(self, chat: Destination, key: str = "WADI", since: datetime = BEGINNING, answer: str = "r") -> Hunt:
        """Ask for a hunt, as the command does, with the reply that shows how far it is."""
        self.lists.refresh()
        lists = self.lists().watchlists
        entry = lists.entities.get(key) or lists.events[key]
        with self.store.begin() as unit:
            hunt = unit.hunts.add(NewHunt(chat.id, key, AMINA.label, entries.written(entry), since, answer), self.now)
            unit.outbox.add(NewDelivery(answer, chat.id, "reply", plain(["…"], "en")), self.now)
        return hunt

    def hunt(self, chat: Destination, key: str = "WADI", **given: Any) -> Hunt:
        """From asking to its end."""
        hunt = self.begin(chat, key, answer=f"r{self.now}{key}", **given)
        assert self.hunting().work() == 1
        return self.get(hunt)

    def get(self, hunt: Hunt) -> Hunt:
        with self.store.begin() as unit:
            found = unit.hunts.get(hunt.id)
        assert found is not None
        return found

    def said(self, hunt: Hunt) -> str:
        """What stands in the chat last where the hunt is shown."""
        with self.store.begin() as unit:
            standing = unit.outbox.answered(hunt.answer or "")
            assert standing is not None
        (own,) = [one for one, _ in self.outbox() if one.id == standing[0]]
        return strip_controls(own.message.text)

    def matched(self, key: str = "WADI") -> Mapping[int, int]:
        """How often the key is counted, by article."""
        asked = select(matches.c.article_id, matches.c.amount).where(matches.c.key == key)
        return dict(self._rows(asked))

    def dump(self) -> list[list[Any]]:
        """Everything that hunts write of articles."""
        columns = [column for column in matches.c if column.name != "published"]
        asked = [
            select(*columns).order_by(matches.c.article_id, matches.c.kind, matches.c.key),
            select(articles.c.id, articles.c.matched).order_by(articles.c.id),
            select(hunt_findings).order_by(hunt_findings.c.hunt_id, hunt_findings.c.article_id),
        ]
        return [[list(row) for row in self._rows(one)] for one in asked]

    def _rows(self, asked: Any) -> list[Any]:
        engine = make_engine(self.store.url)
        with engine.connect() as connection:
            rows = list(connection.execute(asked))
        engine.dispose()
        return rows


@pytest.fixture(name="ground")
def _ground(store: SqlStore) -> Field:
    return Field(store)


def old(text: str, source: str, days: int = 3, **given: Any) -> Incoming:
    return article(text, source, published=NOW - days * DAY, **given)


def many(amount: int) -> list[Incoming]:
    """Every third names the council."""
    return [old(f"{WADI if at % 3 == 0 else OTHER} رقم {at}", f"منبر {at % 4}", at % 60) for at in range(amount)]


def test_what_is_found_is_known_from_then_on(ground: Field) -> None:
    chat = ground.chat("1")
    ground.take(old(WADI, "أ"), old(BOTH, "ب", 40), old(OTHER, "ج"))
    ground.edit(ADD)
    hunt = ground.hunt(chat)
    assert (hunt.state, hunt.total, hunt.looked, hunt.found, hunt.known) == ("done", 3, 3, 2, 0)
    assert hunt.aliases == {"مجلس حراس الوادي": 2}
    with ground.store.begin() as unit:
        newest = unit.articles.latest(["WADI"], 5)
        assert [one.article.source for one in newest] == ["أ", "ب"]
        assert [one.text for one in newest[0].findings.mentions] == ["مجلس حراس الوادي"]
        assert unit.articles.number(["WADI"], ALWAYS) == unit.articles.mentions(["WADI"], ALWAYS) == 2
        assert unit.articles.latest((), 5)[0].article.source == "أ"
        assert [one.source for one in unit.hunts.sightings(hunt.id)] == ["ب", "أ"]
        assert [one.article.source for one in unit.hunts.newest(hunt.id, 1)] == ["أ"]


@pytest.mark.parametrize(("since", "found"), [(BEGINNING, 2), (NOW + HOUR - DEFAULT, 2), (NOW - 10 * DAY, 1)])
def test_articles_of_the_window_alone_are_looked_at(ground: Field, since: datetime, found: int) -> None:
    ground.take(old(WADI, "أ"), old(BOTH, "ب", 40))
    ground.edit(ADD)
    hunt = ground.hunt(ground.chat("1"), since=since)
    assert (hunt.looked, hunt.found) == (found, found)


def test_what_is_hunted_again_is_known(ground: Field) -> None:
    chat = ground.chat("1")
    ground.take(old(WADI, "أ"))
    ground.edit(ADD)
    ground.hunt(chat)
    before = ground.dump()[:2]
    again = ground.hunt(chat)
    assert (again.found, again.known) == (0, 1)
    assert ground.dump()[:2] == before


def test_of_a_new_alias_only_what_it_brings_counts(ground: Field) -> None:
    chat = ground.chat("1")
    ground.take(old(WADI, "أ"), old(PLAIN, "ب"))
    ground.edit(ADD)
    ground.hunt(chat)
    ground.edit(ALIAS)
    hunt = ground.hunt(chat)
    assert (hunt.found, hunt.known, hunt.aliases) == (1, 1, {"جنود السهل": 1})
    with ground.store.begin() as unit:
        newest = {one.article.source: one for one in unit.articles.latest(["WADI"], 5)}
    assert [one.alias for one in newest["ب"].findings.mentions] == ["جنود السهل", "مجلس حراس الوادي"]
    assert sorted(ground.matched().values()) == [1, 2]


def test_the_longest_name_wins_as_in_what_comes_in(ground: Field) -> None:
    ground.take(old("زار حراس الوادي الأخضر المدرسة.", "أ"), old("زار حراس الوادي المدرسة.", "ب"))
    ground.edit(SHORT, LONGER)
    assert ground.hunt(ground.chat("1")).found == 1


def test_an_event_type_is_hunted_as_it_is_read(ground: Field) -> None:
    ground.take(old("أوقف الحرس تاجرين من داعش خراسان في كابول أمس.", "أ"), old(OTHER, "ب"))
    ground.edit(Edit("alias", "arrest", {"alias": {"text": "أوقف الحرس"}}))
    hunt = ground.hunt(ground.chat("1"), "arrest")
    assert hunt.found == 1
    with ground.store.begin() as unit:
        (found,) = unit.articles.latest(["arrest"], 5)
    assert [(one.event, one.phrase) for one in found.findings.events] == [("arrest", "أوقف الحرس")]


def test_only_the_newest_edition_counts(ground: Field) -> None:
    first = old(WADI, "أ", external_id="1")
    ground.take(first)
    ground.take(replace(first, text=f"{WADI} ثم أغلق السوق أبوابه مبكرا بسبب المطر الغزير."))
    ground.edit(ADD)
    assert ground.hunt(ground.chat("1")).found == 1
    assert len(ground.matched()) == 1


def test_an_edition_that_follows_takes_the_place_of_what_a_hunt_found(ground: Field) -> None:
    first = old(WADI, "أ", external_id="1")
    ground.take(first)
    ground.edit(ADD)
    ground.hunt(ground.chat("1"))
    ground.take(replace(first, text=f"{OTHER} وحضر الافتتاح جمهور كبير من البلدات المجاورة."), now=NOW + HOUR)
    assert list(ground.matched().values()) == [0]


def test_nobody_is_alerted_of_what_a_hunt_finds(ground: Field) -> None:
    """Neither at once nor when its story is looked at again, nor because it has a serious event."""
    ground.chat("1", "ISKP")
    ground.chat("2", "WADI", "event:raid")
    ground.chat("3", "all")
    ground.report(old(BOTH, "أ", 0), old(f"{BOTH} وداهم الحرس المستودع.", "ب", 0), old(WADI, "ج", 0))
    asked = ground.chat("4")
    before, told = [replace(one, due=None) for one in stories(ground.store)], ground.told()
    ground.edit(ADD, Edit("alias", "suicide_bombing", {"alias": {"text": "داهم الحرس المستودع"}}))
    assert (ground.hunt(asked).found, ground.hunt(asked, "suicide_bombing").found) == (3, 1)
    assert [replace(one, due=None) for one in stories(ground.store)] == before
    with ground.store.begin() as unit:
        unit.stories.plan({one.id: NOW for one in before})
    ground.alerting().speak(NOW + 2 * HOUR)
    assert {name: number for name, number in ground.told().items() if name != "4"} == {
        name: number for name, number in told.items() if name != "4"
    }


@pytest.mark.parametrize(
    ("later", "alerts"),
    [
        pytest.param(WADI.replace("القديم", "العتيق"), 0, id="a word"),
        pytest.param(f"{WADI} ووقع هناك تفجير انتحاري قتل فيه 4 أشخاص.", 1, id="something that happened"),
        pytest.param(f"{WADI} وزار داعش خراسان المكان.", 1, id="somebody else"),
    ],
)
def test_the_next_edition_of_what_a_hunt_found_is_news_only_where_it_says_more(
    ground: Field, later: str, alerts: int
) -> None:
    first = old(WADI, "أ", external_id="1")
    ground.take(first)
    ground.edit(ADD)
    ground.hunt(ground.chat("1"))
    ground.chat("2", "WADI")
    ingest = Ingest(ground.store, ground.lists)
    ingest.take([replace(first, text=later)], NOW + HOUR)
    Alerting(ground.store, ground.lists, Extractive(), texts()).speak(NOW + HOUR)
    assert ground.told().get("2", 0) == alerts
    again = later.replace("القوافل", "العربات")
    ingest.take([replace(first, text=again)], NOW + 2 * HOUR)
    Alerting(ground.store, ground.lists, Extractive(), texts()).speak(NOW + 2 * HOUR)
    assert ground.told().get("2", 0) == alerts
    with ground.store.begin() as unit:
        assert unit.articles.latest(["WADI"], 1)[0].article.text == again


def test_the_stories_of_a_status_are_those_of_the_digest(ground: Field) -> None:
    chat = ground.chat("1")
    ground.report(old(BOTH, "أ", 0), old(WADI, "ج", 0))
    ground.edit(ADD)
    hunt = ground.hunt(chat)
    subject = Subject("entity", "WADI")
    with ground.store.begin() as unit:
        view = status(unit, subject, 7 * DAY, ground.lists().watchlists, NOW + HOUR)
        told = {one.story_id for one in unit.hunts.sightings(hunt.id) if one.story_id}
    assert view.tally.stories == len(told) == 1
    assert [one.story.id for one in view.stories] == sorted(told)


def test_what_is_found_is_usual_and_no_surge(ground: Field) -> None:
    """Today's findings are no news; those of the month before say what is usual."""
    ground.chat("1", "WADI")
    past = [old(f"{WADI} رقم {day} {at}", f"منبر {at}", day) for day in range(1, 28) for at in range(6)]
    ground.take(*past, *(old(f"{BOTH} رقم {at}", f"نشرة {at}", 0) for at in range(12)))
    ground.edit(ADD)
    ground.hunt(ground.chat("2"))
    trends = Trends(ground.store, ground.lists, texts())
    assert trends.look(ground.now) == 0
    with ground.store.begin() as unit:
        assert unit.trends.since(NOW - 100 * DAY) == []
        reports = unit.trends.reports(["WADI"], ALWAYS)
        fresh = unit.trends.reports(["WADI"], ALWAYS, fresh=True)
    assert len(reports) > 150
    assert fresh == []


def test_a_break_between_pieces_changes_nothing(
    ground: Field, sqlite_template: Path, tmp_path: Path, make_store: Callable[[str], SqlStore]
) -> None:
    calm = Field(make_store(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'calm.sqlite3')}"))
    dumps = []
    for one, breaks in ((ground, True), (calm, False)):
        one.take(*many(40))
        one.edit(ADD)
        hunt = one.begin(one.chat("1"))
        for _ in range(6 if breaks else 0):
            broken = one.hunting(piece=5)
            assert broken.work(lambda _, it=broken: it.rest()) == 0  # type: ignore[misc]
        assert one.hunting(piece=5).work() == 1
        assert (one.get(hunt).found, one.get(hunt).looked) == (14, 40)
        dumps.append(one.dump())
    assert dumps[0] == dumps[1]


def test_what_a_process_left_is_gone_on_with_after_its_lease(ground: Field) -> None:
    ground.take(*many(9))
    ground.edit(ADD)
    hunt = ground.begin(ground.chat("1"))
    with ground.store.begin() as unit:
        assert unit.hunts.claim(ground.now, timedelta(seconds=60))
    assert ground.hunting().work() == 0
    ground.now += timedelta(seconds=61)
    assert ground.hunting().work() == 1
    assert ground.get(hunt).found == 3


def test_two_that_work_on_one_store_nothing_twice(ground: Field) -> None:
    ground.take(*many(20))
    ground.edit(ADD)
    hunt = ground.begin(ground.chat("1"))
    other = ground.hunting(piece=5)

    def meddle(_: Hunt) -> None:
        with ground.store.begin() as unit:
            unit.hunts.release(hunt.id)
        other.work()

    assert ground.hunting(piece=5).work(meddle) == 0
    done = ground.get(hunt)
    assert (done.state, done.looked, done.found) == ("done", 20, 7)


def test_what_comes_in_meanwhile_belongs_to_it(ground: Field) -> None:
    """Whoever stores it matches it with the lists from before the edit."""
    ground.take(*many(6))
    ground.edit(ADD)
    hunt = ground.begin(ground.chat("1"))
    late = iter([old(WADI, "متأخر", 1)])

    def arrive(_: Hunt) -> None:
        ground.take(*late)

    assert ground.hunting(piece=2).work(arrive) == 1
    assert (ground.get(hunt).total, ground.get(hunt).found) == (7, 3)


def test_it_waits_for_what_others_store_right_after_an_edit(ground: Field) -> None:
    ground.now = NOW
    ground.take(*many(6), now=NOW)
    ground.edit(ADD)
    hunt = ground.begin(ground.chat("1"))
    assert ground.hunting().work() == 0
    assert (ground.get(hunt).state, ground.get(hunt).looked) == ("running", 6)
    ground.take(old(WADI, "متأخر", 1))
    ground.now += timedelta(seconds=11)
    assert ground.hunting().work() == 0
    assert ground.hunting().work() == 1
    assert ground.get(hunt).found == 3


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param(Edit("remove", "WADI"), "removed", id="removed"),
        pytest.param(Edit("remove_alias", "WADI", {"alias": "جنود السهل"}), "changed", id="an alias less"),
        pytest.param(
            Edit("unless", "WADI", {"alias": "جنود السهل", "value": "جنود السهل الخضر"}), "changed", id="a guard more"
        ),
        pytest.param(Edit("alias", "WADI", {"alias": {"text": "لجنة الوادي"}}), None, id="an alias more"),
    ],
)
def test_an_entry_that_changes_ends_it(ground: Field, change: Edit, problem: str | None) -> None:
    ground.take(*many(9))
    ground.edit(ADD, ALIAS)
    hunt = ground.begin(ground.chat("1"))

    def meddle(_: Hunt) -> None:
        if len(ground.lists().watchlists.entities) and not done:
            done.append(ground.edit(change))
            ground.lists.refresh()

    done: list[int] = []
    assert ground.hunting(piece=3).work(meddle) == 1
    after = ground.get(hunt)
    assert (after.state, after.problem) == (("stopped", problem) if problem else ("done", None))
    assert after.looked == (3 if problem else 9)
    assert ("Stopped" in ground.said(hunt) or "توقف" in ground.said(hunt)) is bool(problem)


@pytest.mark.parametrize(
    "change", [Edit("remove", "WADI"), Edit("remove_alias", "WADI", {"alias": "جنود السهل"})], ids=["removed", "less"]
)
@pytest.mark.parametrize("waits", [False, True], ids=["with the last piece", "while it waits for other processes"])
def test_one_that_looked_through_everything_is_over_whatever_changes(ground: Field, change: Edit, waits: bool) -> None:
    ground.take(*many(3))
    edited = ground.edit(ADD, ALIAS)
    hunt = ground.begin(ground.chat("1"))

    def meddle(_: Hunt) -> None:
        assert edited
        ground.edit(change)
        ground.lists.refresh()

    if waits:
        ground.now = NOW + timedelta(seconds=5)
        assert ground.hunting().work() == 0
        meddle(hunt)
        ground.now += timedelta(seconds=30)
    assert ground.hunting().work(None if waits else meddle) == 1
    after = ground.get(hunt)
    assert (after.state, after.problem, after.looked) == ("done", None, 3)
    assert "Stopped" not in ground.said(hunt)
    assert "توقف" not in ground.said(hunt)


def test_an_edit_that_was_taken_back_before_it_began_ends_it(ground: Field) -> None:
    ground.take(*many(3))
    made = ground.edit(ADD)
    hunt = ground.begin(ground.chat("1"))
    with ground.store.begin() as unit:
        unit.list_edits.undo(made, NOW)
    assert ground.hunting().work() == 1
    assert (ground.get(hunt).problem, ground.get(hunt).looked) == ("removed", 0)


def test_one_that_is_stopped_stays_so(ground: Field) -> None:
    ground.take(*many(9))
    ground.edit(ADD)
    hunt = ground.begin(ground.chat("1"))

    def stop(_: Hunt) -> None:
        with ground.store.begin() as unit:
            unit.hunts.end(hunt.id, "stopped", NOW)

    assert ground.hunting(piece=3).work(stop) == 0
    assert (ground.get(hunt).state, ground.get(hunt).looked) == ("stopped", 3)
    assert ground.hunting().work() == 0


def test_hunts_wait_for_one_another(ground: Field) -> None:
    ground.take(*many(3))
    ground.edit(ADD)
    chat = ground.chat("1")
    hunts = [ground.begin(chat, answer="a"), ground.begin(chat, "ISKP", answer="b")]
    hunting = ground.hunting()
    assert [hunting.work() for _ in range(3)] == [1, 1, 0]
    assert [ground.get(one).state for one in hunts] == ["done", "done"]


@pytest.mark.parametrize(("step", "most"), [(1, 13), (20, 41)])
def test_progress_is_shown_now_and_then(ground: Field, step: int, most: int) -> None:
    """With every piece a step of the clock or two goes by; of edits that wait there is one at most."""
    ground.take(*many(40))
    ground.edit(ADD)
    hunt = ground.begin(ground.chat("1", language="en"))
    ground.step = timedelta(seconds=step)
    sent: list[str] = []

    def deliver(_: Hunt) -> None:
        with ground.store.begin() as unit:
            for one in unit.outbox.claim("telegram", ground.now, 60, 9):
                unit.outbox.sent(one.id, "77", ground.now)
                unit.outbox.called(one.id, ground.now, "77")
                sent.append(one.message.text)

    assert ground.hunting(piece=1).work(deliver) == 1
    assert 2 < len(sent) <= most
    assert any("found so far" in one for one in sent)
    assert ground.get(hunt).state == "done"


def test_a_short_one_is_answered_in_its_place_and_a_long_one_below(ground: Field) -> None:
    ground.take(*many(9))
    ground.edit(ADD)
    chat = ground.chat("1", language="en")
    short = ground.hunt(chat)
    assert "New in 3 articles" in ground.said(short)
    ground.step = timedelta(minutes=1)
    long = ground.hunt(chat, "ISKP")
    assert "stands below" in ground.said(long)
    *_, below = [one for one, _ in ground.outbox(ground.now + DAY) if one.kind == "reply"]
    assert (below.reply_to, "Nothing new was found" in below.message.text) == ("x", True)


def test_a_chat_that_was_shown_the_door_is_told_nothing(ground: Field) -> None:
    ground.take(*many(3))
    ground.edit(ADD)
    chat = ground.chat("1")
    hunt = ground.begin(chat)
    with ground.store.begin() as unit:
        unit.chats.change(chat.id, access="refused")
    assert ground.hunting().work() == 1
    assert ground.get(hunt).state == "done"
    assert all("WADI" not in one.message.text for one, _ in ground.outbox())


def test_a_chat_that_is_forgotten_takes_its_hunts_along(ground: Field) -> None:
    ground.take(*many(3))
    ground.edit(ADD)
    chat = ground.chat("1")
    hunt = ground.hunt(chat)
    with ground.store.begin() as unit:
        unit.forgetting.chat(chat.id, NOW)
        assert unit.hunts.get(hunt.id) is None
        assert unit.articles.number(["WADI"], ALWAYS) == 1


def test_other_processes_find_the_same(ground: Field, store_url: str) -> None:
    ground.take(*many(60))
    ground.edit(ADD)
    hunt = ground.begin(ground.chat("1"))
    crew = ground.hunting(few=0, hands=2, piece=7, open_store=partial(SqlStore, store_url))
    assert crew.work() == 1
    assert (ground.get(hunt).looked, ground.get(hunt).found) == (60, 20)


def test_where_processes_end_it_goes_on_without(ground: Field) -> None:
    ground.take(*many(30))
    ground.edit(ADD)
    hunt = ground.begin(ground.chat("1"))
    assert ground.hunting(few=0, hands=2, piece=7, open_store=partial(SqlStore, "sqlite:////nowhere/x")).work() == 1
    assert (ground.get(hunt).looked, ground.get(hunt).found) == (30, 10)
