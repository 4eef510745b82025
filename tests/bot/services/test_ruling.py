"""People merge and split stories: nothing is lost, nobody is told twice, and what comes in later heeds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from bot.core.grouping import ENOUGH
from bot.core.learning import BOUND
from bot.core.model import Incoming, Story, Taken
from bot.core.rulings import Ruling, survivor
from bot.ports import Unit
from bot.services.ruling import Ruler
from bot.storage import SqlStore
from tests.bot.services.newsroom import AMINA, BOMBING, DAY, FOLLOW_UP, HOUR, NOW, Newsroom, article, matcher

ARREST = "ألقت الشرطة القبض على عنصرين من داعش خراسان في حي الجامعة بكابول، وعثرت على هواتف وخرائط."
RAID = "اعتقل رجال الأمن فجرا ناشطا من داعش خراسان، وصادروا دراجات نارية وأجهزة لاسلكي من بستان مهجور."
LATER = NOW + HOUR


def ruler(unit: Unit, now: object = LATER) -> Ruler:
    return Ruler(unit, matcher().watchlists, now)  # type: ignore[arg-type]


def story(store: SqlStore, story_id: int) -> Story:
    with store.begin(read_only=True) as unit:
        found = unit.stories.get(story_id)
    assert found is not None
    return found


def merge(store: SqlStore, into: int, other: int) -> Ruling:
    with store.begin() as unit:
        unit.regrouping.begin()
        one, two = unit.stories.some([into, other])
        return ruler(unit).merge(one, two, AMINA)


def split(store: SqlStore, story_id: int, *articles: int | None) -> Ruling:
    with store.begin() as unit:
        unit.regrouping.begin()
        (one,) = unit.stories.some([story_id])
        return ruler(unit).split(one, [one for one in articles if one is not None], AMINA)


def undo(store: SqlStore, ruling: Ruling) -> bool:
    with store.begin() as unit:
        unit.regrouping.begin()
        return ruler(unit).undo(ruling)


def two_stories(room: Newsroom) -> tuple[int, int]:
    """A bombing and an arrest, told."""
    room.report(article(BOMBING), article(ARREST, "الأفق"))
    return 1, 2


def send(room: Newsroom) -> list[tuple[str, str]]:
    """Send all that waits; the kinds, with the chats."""
    sent = list[tuple[str, str]]()
    with room.store.begin() as unit:
        while claimed := unit.outbox.claim("telegram", LATER + DAY, 60, 100):
            for one in claimed:
                unit.outbox.sent(one.id, f"m{one.id}", LATER + DAY)
                sent.append((one.kind, one.destination.address.chat))
    return sent


def texts_of(story_: Story) -> set[str]:
    return {one.article.text for one in story_.readings}


def features_text(store: SqlStore, story_id: int) -> str:
    with store.begin(read_only=True) as unit:
        return str([one.features.as_dict() for one in unit.stories.candidates([], [story_id])])


def test_a_merged_story_is_what_both_were_and_the_other_leads_to_it(room: Newsroom, store: SqlStore) -> None:
    one, other = two_stories(room)
    before = story(store, one), story(store, other)
    ruling = merge(store, one, other)
    whole, empty = story(store, one), story(store, other)
    assert texts_of(whole) == {BOMBING, ARREST}
    assert whole.keys == before[0].keys | before[1].keys
    assert (whole.severity, whole.opened, whole.due) == ("critical", before[0].opened, LATER)
    assert (empty.readings, empty.spoken, empty.keys, empty.due) == ((), (), frozenset(), None)
    with store.begin() as unit:
        assert survivor(other, unit.rulings.survivors([other])) == one
        assert unit.rulings.reasons(one)[before[1].readings[0].article.id] == "merged"
        (kept,) = unit.rulings.of(other)
    assert (kept, kept.kind, kept.author, kept.at) == (ruling, "merge", "telegram:1001", LATER)
    assert [one.joined for one in kept.examples] == [True]


def test_alerts_go_with_their_story_and_nobody_is_alerted_of_a_merge(room: Newsroom, store: SqlStore) -> None:
    both, first = room.chat("both", "ISKP"), room.chat("first", "event:suicide_bombing")
    one, other = two_stories(room)
    assert sorted(send(room)) == [("alert", "both"), ("alert", "both"), ("alert", "first")]
    merge(store, one, other)
    assert {alert.id for alert in story(store, one).spoken} == {1, 2}
    room.alerting().speak(LATER)
    assert sorted(send(room)) == [("edit", "both"), ("edit", "first")]
    assert {alert.id for alert in story(store, one).spoken} == {1, 2}
    assert story(store, one).due is None
    with store.begin() as unit:
        told = unit.outbox.told([one])[one]
        assert {each.destination.id for each in told} == {both.id, first.id}


def test_what_is_news_is_told_after_a_merge(room: Newsroom, store: SqlStore) -> None:
    room.chat("chat", "ISKP")
    one, other = two_stories(room)
    send(room)
    merge(store, one, other)
    room.report(article(FOLLOW_UP, "الوادي", published=LATER), now=LATER)
    assert [alert.reason for alert in sorted(story(store, one).spoken, key=lambda one: one.id)][2:] == ["toll"]


def test_what_was_not_told_yet_is_told_after_a_merge(room: Newsroom, store: SqlStore) -> None:
    room.chat("chat", "ISKP")
    two_stories(room)
    room.take(article(FOLLOW_UP, "الوادي", published=LATER), now=LATER)
    merge(store, 2, 1)
    room.alerting().speak(LATER + HOUR)
    assert [alert.reason for alert in sorted(story(store, 2).spoken, key=lambda one: one.id)][2:] == ["toll"]


def test_undoing_a_merge_leaves_everything_as_it_was(room: Newsroom, store: SqlStore) -> None:
    room.chat("chat", "ISKP")
    one, other = two_stories(room)
    send(room)
    with store.begin() as unit:
        before = [unit.rulings.reasons(each) for each in (one, other)]
    was = [
        (texts_of(each), each.keys, [a.id for a in each.spoken]) for each in (story(store, one), story(store, other))
    ]
    features = [features_text(store, each) for each in (one, other)]
    ruling = merge(store, one, other)
    room.alerting().speak(LATER)
    assert {kind for kind, _ in send(room)} == {"edit"}
    assert undo(store, ruling)
    assert not undo(store, ruling)
    now = [
        (texts_of(each), each.keys, [a.id for a in each.spoken]) for each in (story(store, one), story(store, other))
    ]
    assert now == was
    assert [features_text(store, each) for each in (one, other)] == features
    room.alerting().speak(LATER + HOUR)
    assert {kind for kind, _ in send(room)} == {"edit"}
    with store.begin() as unit:
        assert [unit.rulings.reasons(each) for each in (one, other)] == before
        assert unit.rulings.survivors([other]) == {}
        assert unit.rulings.examples() == []


def test_what_joined_after_a_merge_stays_when_it_is_undone_but_an_edition_goes_along(
    room: Newsroom, store: SqlStore
) -> None:
    one, other = two_stories(room)
    ruling = merge(store, one, other)
    corrected = ARREST + " ثم أطلق سراح أحدهما."
    named = {"external_id": article(ARREST, "الأفق").external_id, "published": LATER}
    room.take(article(corrected, "الأفق", **named), article(FOLLOW_UP, "الوادي"), now=LATER)
    undo(store, ruling)
    assert texts_of(story(store, one)) == {BOMBING, FOLLOW_UP}
    assert texts_of(story(store, other)) == {ARREST, corrected}


def wrongly_joined(room: Newsroom, store: SqlStore) -> list[int | None]:
    """One story that holds a bombing, what followed, and, by a person, an arrest; told to the chat 'both'."""
    taken = room.take(article(BOMBING), article(FOLLOW_UP, "الوادي"), article(ARREST, "الأفق"))
    merge(store, 1, 2)
    room.alerting().speak(LATER)
    send(room)
    return [one.article_id for one in taken]


def test_a_split_makes_a_story_of_its_own_and_those_who_were_told_hear_nothing(room: Newsroom, store: SqlStore) -> None:
    room.chat("told", "ISKP")
    *_, arrest = wrongly_joined(room, store)
    room.chat("untold", "event:arrest")
    ruling = split(store, 1, arrest)
    assert texts_of(story(store, 1)) == {BOMBING, FOLLOW_UP}
    assert texts_of(story(store, ruling.other_id)) == {ARREST}
    assert (story(store, 1).severity, story(store, ruling.other_id).severity) == ("critical", "medium")
    assert "arrest" not in story(store, 1).keys
    room.alerting().speak(LATER + HOUR)
    assert sorted(send(room)) == [("alert", "untold"), ("edit", "told")]
    assert [alert.reason for alert in story(store, ruling.other_id).spoken] == ["split", "first"]
    with store.begin() as unit:
        assert unit.rulings.reasons(ruling.other_id) == {arrest: "split"}


def test_what_is_news_of_a_split_story_is_told(room: Newsroom, store: SqlStore) -> None:
    room.chat("told", "ISKP")
    *_, arrest = wrongly_joined(room, store)
    ruling = split(store, 1, arrest)
    claimed = ARREST + " وقتل 4 أشخاص في تفجير انتحاري هناك."
    named = {"external_id": article(ARREST, "الأفق").external_id, "published": LATER}
    room.report(article(claimed, "الأفق", **named), now=LATER)
    assert texts_of(story(store, ruling.other_id)) == {ARREST, claimed}
    assert ("alert", "told") in send(room)


def test_a_story_of_which_nobody_heard_is_told_when_it_is_split_off(room: Newsroom, store: SqlStore) -> None:
    room.chat("chat", "ISKP")
    taken = room.take(article(BOMBING), article(ARREST, "الأفق"))
    merge(store, 1, 2)
    ruling = split(store, 1, taken[1].article_id)
    room.alerting().speak(LATER)
    assert [alert.reason for alert in story(store, ruling.other_id).spoken] == ["first"]
    assert sorted(send(room)) == [("alert", "chat"), ("alert", "chat")]


def test_an_alert_goes_with_the_only_article_that_it_told_of(room: Newsroom, store: SqlStore) -> None:
    room.chat("chat", "ISKP")
    (bombing, arrest) = room.take(article(BOMBING), article(ARREST, "الأفق"))
    room.alerting().speak(NOW)
    send(room)
    merge(store, 1, 2)
    ruling = split(store, 1, bombing.article_id)
    assert [alert.id for alert in story(store, ruling.other_id).spoken] == [1]
    assert [alert.id for alert in story(store, 1).spoken] == [2]
    assert [one.article.id for one in story(store, 1).readings] == [arrest.article_id]


def test_undoing_a_split_joins_them_again_with_what_came_meanwhile(room: Newsroom, store: SqlStore) -> None:
    room.chat("told", "ISKP")
    *_, arrest = wrongly_joined(room, store)
    ruling = split(store, 1, arrest)
    room.report(article(ARREST + " وأكد شهود ذلك.", "الضفة", published=LATER), now=LATER)
    assert len(story(store, ruling.other_id).readings) == 2
    send(room)
    undo(store, ruling)
    assert len(story(store, 1).readings) == 4
    room.alerting().speak(LATER + HOUR)
    assert {kind for kind, _ in send(room)} <= {"edit"}
    with store.begin() as unit:
        assert survivor(ruling.other_id, unit.rulings.survivors([ruling.other_id])) == 1
        assert unit.rulings.parted() == []


def test_a_copy_and_an_edition_of_what_was_taken_out_follow_it(room: Newsroom, store: SqlStore) -> None:
    """Though the story that it was taken out of agrees in more facts."""
    (first, second) = room.take(article(BOMBING), article(FOLLOW_UP, "الوادي"))
    assert (first.story_id, second.story_id) == (1, 1)
    ruling = split(store, 1, second.article_id)
    copy = article(f"{FOLLOW_UP} (وكالات)", "الأفق", published=LATER)
    edition = article(f"{FOLLOW_UP} وأعلن الحداد.", "الوادي", external_id=article(FOLLOW_UP, "الوادي").external_id)
    bridge = article(f"{BOMBING}\n{FOLLOW_UP}", "الضفة", published=LATER)
    taken = room.take(copy, edition, bridge, now=LATER)
    assert [one.story_id for one in taken[:2]] == [ruling.other_id] * 2
    assert taken[2].story_id in {1, ruling.other_id}
    assert story(store, 1).readings
    assert story(store, ruling.other_id).readings


def test_what_follows_a_merged_story_joins_the_one_that_it_went_into(room: Newsroom, store: SqlStore) -> None:
    one, other = two_stories(room)
    merge(store, one, other)
    edition = article(ARREST + " وتوسع التحقيق.", "الأفق", external_id=article(ARREST, "الأفق").external_id)
    taken = room.take(edition, article(ARREST + " (وكالات)", "الضفة", published=LATER), now=LATER)
    assert [each.story_id for each in taken] == [one, one]


def test_a_mute_of_a_merged_story_counts_for_the_one_it_went_into(room: Newsroom, store: SqlStore) -> None:
    chat, other_chat = room.chat("chat", "ISKP"), room.chat("other", "ISKP")
    one, other = two_stories(room)
    room.mute(chat, "story", str(other))
    room.mute(other_chat, "story", str(one), NOW + 9 * DAY)
    room.mute(other_chat, "story", str(other), NOW + DAY)

    def muted() -> set[tuple[int, str, object]]:
        with store.begin() as unit:
            return {(each.destination_id, each.key, each.until) for each in unit.chats.mutes(LATER)}

    before = muted()
    ruling = merge(store, one, other)
    assert muted() == {(chat.id, str(one), NOW + DAY), (other_chat.id, str(one), NOW + 9 * DAY)}
    undo(store, ruling)
    assert muted() == before


def test_merges_follow_one_another(room: Newsroom, store: SqlStore) -> None:
    room.report(article(BOMBING), article(ARREST, "الأفق"), article(RAID, "الضفة"))
    first = merge(store, 2, 3)
    merge(store, 1, 2)
    assert len(story(store, 1).readings) == 3
    with store.begin() as unit:
        assert {survivor(each, unit.rulings.survivors([each])) for each in (1, 2, 3)} == {1}
    undo(store, first)
    assert texts_of(story(store, 3)) == {RAID}
    assert texts_of(story(store, 1)) == {BOMBING, ARREST}


def test_what_was_taken_out_of_a_story_stays_apart_when_that_is_merged(room: Newsroom, store: SqlStore) -> None:
    *_, arrest = wrongly_joined(room, store)
    ruling = split(store, 1, arrest)
    third = room.take(article(RAID, "الضفة"))[0].story_id
    assert third is not None
    merge(store, third, 1)
    ingest = room.ingest()
    with store.begin() as unit:
        learned = ingest.memory.of(unit)
    assert learned.parted == {third: frozenset({ruling.other_id}), ruling.other_id: frozenset({third})}


def test_thresholds_are_read_anew_after_every_ruling_and_undoing(room: Newsroom, store: SqlStore) -> None:
    ingest = room.ingest()

    def learned() -> float:
        with store.begin() as unit:
            return ingest.memory.of(unit).enough

    assert learned() == ENOUGH
    two_stories(room)
    ruling = merge(store, 1, 2)
    (seen,) = ruling.examples
    assert seen.points is not None
    assert seen.points < ENOUGH
    with store.begin() as unit:
        for _ in range(4):
            unit.rulings.add(ruling)
    reachable = seen.points > ENOUGH - BOUND
    assert (learned() < ENOUGH) is reachable
    with store.begin() as unit:
        assert all(unit.rulings.undo(number, LATER) for number in range(1, 6))
    assert learned() == ENOUGH


@pytest.mark.parametrize("turn", range(3))
def test_an_article_that_comes_in_during_a_merge_is_not_lost(
    store: SqlStore, open_stores: Callable[[], SqlStore], turn: int
) -> None:
    """It waits for the merge, and joins the story that is left."""
    room, begun = Newsroom(store), Event()
    one, other = two_stories(room)
    later: list[Incoming] = [article(ARREST + f" الخبر {turn}.", "الضفة", published=LATER)]
    with ThreadPoolExecutor() as threads:
        with store.begin() as unit:
            unit.regrouping.begin()
            taking = threads.submit(_take, Newsroom(open_stores()), later, begun)
            begun.wait()
            found = unit.stories.some([one, other])
            ruler(unit).merge(found[0], found[1], AMINA)
        (taken,) = taking.result()
    assert taken.story_id == one
    assert len(story(store, one).readings) == 3
    assert story(store, other).readings == ()


def _take(room: Newsroom, items: Sequence[Incoming], begun: Event) -> list[Taken]:
    begun.set()
    return room.take(*items, now=LATER)


def test_two_people_who_decide_at_once_take_turns(store: SqlStore, open_stores: Callable[[], SqlStore]) -> None:
    room = Newsroom(store)
    one, other = two_stories(room)

    def decide(into: int, from_: int) -> bool:
        with open_stores().begin() as unit:
            unit.regrouping.begin()
            found = unit.stories.some([into, from_])
            if not all(each.readings for each in found):
                return False
            ruler(unit).merge(found[0], found[1], AMINA)
            return True

    with ThreadPoolExecutor() as threads:
        done = list(threads.map(decide, (one, other), (other, one)))
    assert sorted(done) == [False, True]
    assert sorted(len(story(store, each).readings) for each in (one, other)) == [0, 2]


def test_a_story_that_is_being_told_is_not_told_as_it_was(store: SqlStore, open_stores: Callable[[], SqlStore]) -> None:
    """Alerting read it before the merge, and writes after it: nothing is written."""
    room = Newsroom(store)
    one, other = two_stories(room)
    room.chat("chat", "ISKP")
    with store.begin(read_only=True) as unit:
        stale = unit.stories.some([one, other])
    merge(open_stores(), one, other)
    with store.begin() as unit:
        assert unit.stories.settle({each.id: len(each.readings) for each in stale}, None) == set()
