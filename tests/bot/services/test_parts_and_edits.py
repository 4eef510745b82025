"""Long messages go part by part; messages that stand are changed in place, and what is new answers them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.errors import SendError, SendFailure
from bot.core.message import plain
from bot.core.model import Address, Destination, NewDelivery
from bot.core.preferences import GROUP_INTERVAL
from bot.services.delivery import LEASE_SECONDS
from bot.storage import SqlStore
from tests.bot.services.newsroom import BOMBING, CLAIMED, FOLLOW_UP, NOW, article
from tests.bot.services.test_delivery import REPEAT_AR, SECOND, Post, failure

MINUTE = timedelta(minutes=1)


@pytest.fixture(name="post")
def _post(store: SqlStore) -> Post:
    return Post(store)


def long_message(post: Post, chat: Destination, *paragraphs: str) -> None:
    """A message of which each paragraph is a part."""
    post.messenger.part_size = 1
    post.queue(chat, "long", message=plain(paragraphs, "ar"))


async def first_alert(post: Post) -> None:
    """The story is told, so long ago that what is new may be."""
    post.room.report(article(), now=post.now)
    await post.send_all()
    post.now += GROUP_INTERVAL


async def test_parts_go_one_by_one_with_the_chats_pause_between(post: Post) -> None:
    chat = post.room.chat("5")
    long_message(post, chat, "1", "2", "3")
    await post.send()
    assert (post.messenger.texts(), post.counts()) == (["1"], {"pending": 1})
    await post.send(SECOND / 2)
    assert post.messenger.texts() == ["1"]
    await post.send_all()
    assert (post.messenger.texts(), post.counts()) == (["1", "2", "3"], {"sent": 1})


async def test_what_was_begun_goes_on_before_anything_else(post: Post) -> None:
    chat = post.room.chat("5")
    long_message(post, chat, "1", "2")
    await post.send()
    post.queue(chat, "reply", kind="reply")
    await post.send_all()
    assert post.messenger.texts() == ["1", "2", "reply"]


async def test_a_part_of_unknown_outcome_is_repeated_alone(post: Post) -> None:
    """Killed after the second part: the first is not sent again, the second says that it may be a repeat."""
    chat = post.room.chat("5")
    long_message(post, chat, "1", "2", "3")
    await post.send()
    with post.store.begin() as unit:
        assert len(unit.outbox.claim("telegram", post.now + SECOND, LEASE_SECONDS, 9)) == 1
    post.now += timedelta(seconds=LEASE_SECONDS) + 2 * SECOND
    await post.send_all()
    first, second, third = post.messenger.texts()
    assert (first, second.endswith("2"), third) == ("1", True, "3")
    assert REPEAT_AR in second


async def test_each_part_answers_only_what_the_first_does(post: Post) -> None:
    chat = post.room.chat("5")
    long_message(post, chat, "1", "2")
    await post.send_all()
    assert [one.reply_to for one in post.messenger.arrived] == [None, None]


async def test_what_is_still_too_long_is_cut_smaller(post: Post) -> None:
    chat = post.room.chat("5")
    post.messenger.part_size = 4
    post.queue(chat, "long", message=plain(["1", "2", "3", "4"], "ar"))
    post.messenger.plan("5", failure(SendFailure.TOO_LONG))
    await post.send_all()
    assert post.messenger.texts() == ["1\n2", "3\n4"]


async def test_what_is_too_long_in_every_form_is_given_up_with_its_reason(post: Post) -> None:
    chat = post.room.chat("5")
    post.queue(chat, "long")
    post.messenger.plan("5", *[failure(SendFailure.TOO_LONG)] * 9)
    await post.send_all()
    assert (post.counts(), post.failed()) == ({"dead": 1}, ["it was too_long"])


async def test_markup_that_is_refused_goes_once_as_plain_text(post: Post) -> None:
    chat = post.room.chat("5")
    post.queue(chat, "1", "2")
    post.messenger.plan("5", failure(SendFailure.MARKUP), failure(SendFailure.MARKUP))
    await post.send_all()
    assert post.failed() == ["it was markup"]
    assert [(one.message.text, one.plain) for one in post.messenger.arrived] == [("2", False)]


async def test_a_story_that_grows_changes_its_message(post: Post) -> None:
    post.room.chat("5", "ISKP")
    await first_alert(post)
    post.room.report(article(BOMBING, source="مرصد الشرق"), now=post.now)
    await post.send_all()
    told, edit = post.messenger.arrived
    assert (told.kind, edit.kind, edit.edits) == ("alert", "edit", "m1")
    assert "مرصد الشرق" in edit.message.text
    assert "مصدران" in edit.message.text
    assert "مرصد الشرق" not in told.message.text


async def test_growth_in_quick_succession_is_one_change(post: Post) -> None:
    post.room.chat("5", "ISKP")
    post.room.report(article(), now=post.now)
    await post.send_all()
    for number in range(2):
        post.room.report(article(BOMBING, source=f"مرصد {number}"), now=NOW + (3 + number) * SECOND)
    assert len(post.messenger.arrived) == 1
    post.now = NOW + GROUP_INTERVAL
    post.room.alerting().speak(post.now)
    await post.send_all()
    assert [one.kind for one in post.messenger.arrived] == ["alert", "edit"]
    assert all(f"مرصد {number}" in post.messenger.arrived[1].message.text for number in range(2))


async def test_a_message_that_still_waits_is_rewritten_instead(post: Post) -> None:
    post.room.chat("5", "ISKP")
    post.room.report(article(), now=post.now)
    post.room.report(article(BOMBING, source="مرصد الشرق"), now=post.now + GROUP_INTERVAL)
    await post.send_all()
    [only] = post.messenger.arrived
    assert (only.kind, "مرصد الشرق" in only.message.text) == ("alert", True)


async def test_new_facts_answer_the_first_alert_and_change_it(post: Post) -> None:
    post.room.chat("5", "ISKP", language="en")
    await first_alert(post)
    post.room.report(article(FOLLOW_UP, source="مرصد الشرق"), now=post.now)
    await post.send_all()
    _, follows, edit = post.messenger.arrived
    assert [one.kind for one in post.messenger.arrived] == ["alert", "alert", "edit"]
    assert (follows.reply_to, edit.edits) == ("m1", "m1")
    assert "Update on S1: 17 killed (before: 14 killed)" in follows.message.text
    assert "14–17 killed" in edit.message.text


async def test_a_claim_says_whose(post: Post) -> None:
    post.room.chat("5", "ISKP", language="ar")
    await first_alert(post)
    post.room.report(article(CLAIMED, source="مرصد الشرق"), now=post.now)
    await post.send_all()
    assert "أعلن المسؤولية: داعش خراسان" in post.messenger.arrived[1].message.text


async def test_what_follows_waits_for_what_it_follows(post: Post) -> None:
    """The first alert is held by a flood wait; the second must not come before it."""
    post.room.chat("5", "ISKP")
    post.room.report(article(), now=post.now)
    post.messenger.plan("5", failure(SendFailure.BUSY, retry_after=600))
    await post.send()
    post.room.report(article(FOLLOW_UP, source="مرصد الشرق"), now=post.now + GROUP_INTERVAL)
    post.now += timedelta(minutes=11)
    await post.send_all()
    first, second = post.messenger.arrived
    assert (first.reply_to, second.reply_to) == (None, "m1")


async def test_all_parts_of_what_follows_stand_in_one_thread(post: Post) -> None:
    post.room.chat("5", "ISKP")
    post.messenger.part_size = 4
    await first_alert(post)
    post.room.report(article(FOLLOW_UP, source="مرصد الشرق"), now=post.now)
    await post.send_all()
    follows = [one for one in post.messenger.arrived if one.alert_id == 2]
    assert len(follows) > 1
    assert {one.reply_to for one in follows} == {"m1"}


async def test_a_deleted_message_is_changed_no_more_and_answered_no_more(post: Post) -> None:
    post.room.chat("5", "ISKP")
    await first_alert(post)
    post.room.report(article(BOMBING, source="مرصد الشرق"), now=post.now)
    post.messenger.plan("5", failure(SendFailure.VANISHED))
    await post.send_all()
    assert post.counts() == {"sent": 2}, "that is no failure"
    post.now += GROUP_INTERVAL
    post.room.report(article(FOLLOW_UP, source="مرصد الغرب"), now=post.now)
    await post.send_all()
    assert [(one.kind, one.reply_to) for one in post.messenger.arrived[1:]] == [("alert", None)]


async def test_an_alert_that_failed_for_good_is_told_again_when_its_story_grows(post: Post) -> None:
    post.room.chat("5", "ISKP")
    post.room.report(article(), now=post.now)
    post.messenger.plan("5", failure(SendFailure.REFUSED))
    await post.send_all()
    assert post.counts() == {"dead": 1}
    post.now += GROUP_INTERVAL
    post.room.report(article(BOMBING, source="مرصد الشرق"), now=post.now)
    await post.send_all()
    [only] = post.messenger.arrived
    assert (only.kind, "مرصد الشرق" in only.message.text) == ("alert", True)


async def test_a_thread_that_is_gone_is_left_and_the_news_comes_alone(post: Post) -> None:
    post.room.chat("C5", "ISKP", platform="slack")
    post.messenger.platform = "slack"
    await first_alert(post)
    post.room.report(article(FOLLOW_UP, source="مرصد الشرق"), now=post.now)
    post.messenger.plan("C5", SendError(SendFailure.ALONE, "thread_not_found"))
    await post.send_all()
    assert [(one.kind, one.reply_to) for one in post.messenger.arrived[1:]] == [("alert", None), ("edit", None)]


async def test_an_edit_is_no_repeat_however_often_it_is_tried(post: Post) -> None:
    post.room.chat("5", "ISKP")
    await first_alert(post)
    post.room.report(article(BOMBING, source="مرصد الشرق"), now=post.now)
    post.messenger.plan("5", failure(SendFailure.UNKNOWN))
    await post.send_all()
    await post.send(MINUTE)
    assert REPEAT_AR not in post.messenger.arrived[-1].message.text
    assert post.messenger.arrived[-1].edits == "m1"


async def test_a_chat_that_left_is_not_told_of_growth(post: Post) -> None:
    chat = post.room.chat("5", "ISKP")
    post.room.report(article(), now=post.now)
    await post.send_all()
    with post.store.begin() as unit:
        unit.chats.change(chat.id, access="gone")
    post.room.report(article(BOMBING, source="مرصد الشرق"), now=post.now + GROUP_INTERVAL)
    with post.store.begin() as unit:
        unit.chats.change(chat.id, access="allowed")
    assert post.room.told() == {}


async def asked_for(post: Post, *turns: SendError) -> None:
    """Somebody pressed a button of a message, and the answer is to take its place."""
    chat = post.room.chat("5")
    post.queue(chat, "first page")
    await post.send_all()
    with post.store.begin() as unit:
        shown = unit.outbox.delivery_of(chat.address, "m1")
        page = plain(["second page"], "ar")
        unit.outbox.add(NewDelivery("page", chat.id, "edit", page, target_id=shown, asked=True), post.now)
    post.messenger.plan("5", *turns)
    await post.send_all()


async def test_an_answer_takes_the_place_of_the_message_whose_button_was_pressed(post: Post) -> None:
    await asked_for(post)
    assert [(one.message.text, one.edits) for one in post.messenger.arrived][1:] == [("second page", "m1")]


@pytest.mark.parametrize(
    "why",
    [
        pytest.param(SendFailure.VANISHED, id="it is gone, or too old to be changed"),
        pytest.param(SendFailure.REFUSED, id="it is a picture, and no text"),
    ],
)
async def test_an_answer_that_can_take_no_place_is_a_message_of_its_own(post: Post, why: SendFailure) -> None:
    await asked_for(post, failure(why))
    arrived = [(one.message.text, one.kind, one.edits, one.reply_to) for one in post.messenger.arrived]
    assert arrived[1:] == [("second page", "reply", None, None)]
    assert post.counts() == {"sent": 2}


async def test_an_answer_that_is_refused_as_a_message_too_is_given_up(post: Post) -> None:
    await asked_for(post, failure(SendFailure.REFUSED), failure(SendFailure.REFUSED))
    assert (post.counts(), post.failed()) == ({"sent": 1, "dead": 1}, ["it was refused"])


async def pages(post: Post, *sizes: int) -> list[tuple[str, str | None]]:
    """A message of so many parts, changed by presses to other numbers of them: what arrived, and in which place."""
    chat = post.room.chat("5")
    first, *others = sizes
    long_message(post, chat, *map(str, range(first)))
    await post.send_all()
    for number, size in enumerate(others):
        with post.store.begin() as unit:
            shown = unit.outbox.delivery_of(chat.address, post.messenger.arrived[-1].edits or f"m{first}")
            page = plain([f"{number}.{one}" for one in range(size)], "ar")
            unit.outbox.add(NewDelivery(f"p{number}", chat.id, "edit", page, target_id=shown, asked=True), post.now)
        await post.send_all()
    return [(one.message.text, one.edits) for one in post.messenger.arrived[first:]]


async def test_a_change_of_several_parts_takes_all_their_places(post: Post) -> None:
    assert await pages(post, 2, 2) == [("0.0", "m1"), ("0.1", "m2")]
    assert post.messenger.removed == []


async def test_what_is_left_over_is_removed(post: Post) -> None:
    """A button stands under the last part: it must not stay where the message has become shorter."""
    assert await pages(post, 3, 1) == [("0.0", "m1")]
    assert post.messenger.removed == ["m2", "m3"]
    with post.store.begin() as unit:
        assert unit.outbox.delivery_of(Address("telegram", "5"), "m3") is None


async def test_what_has_no_room_is_posted_below_and_changed_the_next_time(post: Post) -> None:
    arrived = await pages(post, 1, 2, 2, 1)
    assert arrived == [("0.0", "m1"), ("0.1", None), ("1.0", "m1"), ("1.1", "m3"), ("2.0", "m1")]
    assert post.messenger.removed == ["m3"]


async def test_a_note_for_one_person_is_no_repeat(post: Post) -> None:
    post.queue(post.room.chat("5"), "note", message=replace(plain(["note"], "ar"), whisper="q1"))
    post.messenger.plan("5", failure(SendFailure.UNKNOWN))
    await post.send_all()
    await post.send(MINUTE)
    assert [(one.message.text, one.message.whisper) for one in post.messenger.arrived] == [("note", "q1")]
