"""The answer to /status."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.baseline import Pace
from bot.core.bidi import isolate, ltr
from bot.core.heads import Head, Tally
from bot.core.message import Message
from bot.core.model import Language, Mute, Subscription
from bot.core.render.status import status_message, stories_message
from bot.core.status_view import StatusView, Subject, Watch
from tests.bot.core.render.scenes import (
    ATTACK,
    DAY,
    HOUR,
    LANGUAGES,
    LISTS,
    NOW,
    OVERRIDE,
    POP,
    event,
    faults,
    reading,
    story,
    texts,
)

CLAIM = event("en_event", status="claimed", actors=("EN_ONLY",))
HEAD = Head(story(), 1, ("صدى الوادي",), 17)
VIEW = StatusView(
    subject=Subject("entity", "ISKP"),
    now=NOW,
    window=7 * DAY,
    paces={DAY: Pace(3, 3.0), 7 * DAY: Pace(14, 2.5), 30 * DAY: Pace(15, None)},
    story_paces={DAY: Pace(1, 0.2), 7 * DAY: Pace(6, 2.0), 30 * DAY: Pace(7, None)},
    tally=Tally(6, 4),
    stories=[HEAD],
    named_with=[("KANDAHAR", 4), ("EN_ONLY", 1)],
    sources=[("صدى الوادي", 3), ("Highland Lantern", 1)],
    shares=[("ISKP", 12), ("AR_ONLY", 2)],
    first_heard=NOW - 9 * DAY,
    last_heard=NOW - 3 * HOUR,
    watchlists=LISTS,
    held={"muted": 2, "digest": 1},
    watch=Watch(Subscription(1, "entity", "ISKP", "high")),
    timezone="Asia/Baghdad",
)
NEVER = replace(VIEW, stories=[], tally=Tally(), named_with=[], sources=[], shares=[], held={}, last_heard=None)
NEVER = replace(NEVER, paces={7 * DAY: Pace(0, None)}, story_paces={7 * DAY: Pace(0, None)}, first_heard=None)
SILENT = replace(NEVER, last_heard=NOW - 12 * DAY, watch=Watch())
LINE = "🔴 Suicide bombing — Kandahar — 21 killed — 3 injured — Islamic State Khorasan — target: "


def status(view: StatusView = VIEW, language: Language = "en") -> Message:
    return status_message(view, texts(language))


def lines(view: StatusView = VIEW, language: Language = "en") -> list[str]:
    return [one.text for one in status(view, language).blocks]


def test_a_status_in_english() -> None:
    assert lines() == [
        "Islamic State Khorasan (ISKP): 14 mentions in 7 days ↑ · ×5.6",
        "6 stories, 4 open. Last heard 3 hours ago.",
        "Stories, the gravest open ones first",
        f"{LINE}{isolate('كتائب النخيل')} — 1 source, 2026-03-01 15:00 · S5",
        "and 5 more stories",
        "Against the usual",
        "24 hours: 3 mentions, usually 3.0 → · ×1.0; 1 story",
        "7 days: 14 mentions, usually 2.5 ↑ · ×5.6; 6 stories, usually 2.0",
        "30 days: 15 mentions; 7 stories",
        f"Of these mentions: Islamic State Khorasan (12), {isolate('كتائب النخيل')} (2)",
        "Named with: Palm Brigades (1)",
        "Places: Kandahar (4)",
        f"Sources: {isolate('صدى الوادي')} (3), {isolate('Highland Lantern')} (1)",
        "2 alerts were muted, 1 alert was left to the digest",
        "This chat watches it, at once from severity high on.",
    ]


def test_a_status_in_arabic() -> None:
    found = lines(language="ar")
    place, target = "قندهار", "كتائب النخيل"
    assert found == [
        f"داعش خراسان ({isolate('ISKP')}): ذكر {ltr(14)} مرة في {ltr(7)} أيام ↑ · ×{ltr(5.6)}",
        f"{ltr(6)} قصص، {ltr(4)} منها مفتوحة. آخر خبر قبل {ltr(3)} ساعات.",
        "القصص، المفتوحة الأخطر أولا",
        f"🔴 تفجير انتحاري — {place} — {ltr(21)} قتيلا — {ltr(3)} جرحى — داعش خراسان — الهدف: {target}"
        f" — مصدر واحد، {isolate('1 مارس 2026، 15:00')} · {isolate('S5')}",
        f"و{ltr(5)} قصص أخرى",
        "مقارنة بالمعتاد",
        f"{ltr(24)} ساعة: ذكر {ltr(3)} مرات، المعتاد {ltr(3.0)} → · ×{ltr(1.0)}؛ قصة واحدة",
        f"{ltr(7)} أيام: ذكر {ltr(14)} مرة، المعتاد {ltr(2.5)} ↑ · ×{ltr(5.6)}؛ {ltr(6)} قصص، المعتاد {ltr(2.0)}",
        f"{ltr(30)} يوما: ذكر {ltr(15)} مرة؛ {ltr(7)} قصص",
        f"توزيع الذكر: داعش خراسان ({ltr(12)})، {target} ({ltr(2)})",
        f"ذكر معه: {isolate('Palm Brigades')} ({ltr(1)})",
        f"الأماكن: {place} ({ltr(4)})",
        f"المصادر: {isolate('صدى الوادي')} ({ltr(3)})، {isolate('Highland Lantern')} ({ltr(1)})",
        "كتم تنبيهان، أجل تنبيه واحد إلى الموجز",
        "تتابعه هذه المحادثة، وتصل تنبيهاته فورا بدءا من الخطورة: عالية.",
    ]


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        pytest.param(Pace(2, 0.0), "2 mentions in 7 days", id="two against none"),
        pytest.param(Pace(3, 0.4), "3 mentions in 7 days ↑", id="three against next to nothing"),
        pytest.param(Pace(1, 0.5), "1 mention in 7 days ↑ · ×2.0", id="half a mention"),
        pytest.param(Pace(3, 9.0), "3 mentions in 7 days ↓ · ×0.3", id="less than usual"),
        pytest.param(Pace(9, None), "9 mentions in 7 days", id="no past"),
    ],
)
def test_the_first_line_is_the_answer(pace: Pace, said: str) -> None:
    assert lines(replace(VIEW, paces={7 * DAY: pace}))[0] == f"Islamic State Khorasan (ISKP): {said}"


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        pytest.param(Pace(2, 0.0), "24 hours: 2 mentions, usually almost none; 1 story", id="two against none"),
        pytest.param(Pace(3, 0.0), "24 hours: 3 mentions, usually almost none ↑; 1 story", id="three against none"),
        pytest.param(Pace(0, 0.0), "24 hours: 0 mentions, usually almost none; 1 story", id="as ever"),
    ],
)
def test_a_past_that_holds_next_to_nothing(pace: Pace, said: str) -> None:
    assert said in lines(replace(VIEW, paces={**VIEW.paces, DAY: pace}))


def test_who_is_silent_is_said_first_and_since_when() -> None:
    assert lines(SILENT)[:2] == [
        "Islamic State Khorasan (ISKP): nothing heard for 12 days",
        "No story in this window. Last heard on 2026-02-17 15:00.",
    ]
    assert lines(SILENT, "ar")[0] == f"داعش خراسان ({isolate('ISKP')}): لا خبر منذ {ltr(12)} يوما"


def test_nothing_heard_yet() -> None:
    assert lines(NEVER) == [
        "Islamic State Khorasan (ISKP)",
        "Nothing was found about it yet.",
        "This chat watches it, at once from severity high on.",
    ]


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        pytest.param(Tally(1, 1), "1 story, open.", id="one, open"),
        pytest.param(Tally(3, 3), "3 stories, all open.", id="all open"),
        pytest.param(Tally(3, 1), "3 stories, 1 open.", id="one of them"),
        pytest.param(Tally(3, 0), "3 stories, none open.", id="none"),
    ],
)
def test_all_stories_are_counted(tally: Tally, said: str) -> None:
    assert lines(replace(VIEW, tally=tally))[1].startswith(said)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        pytest.param(
            Head(story(reading(1, ATTACK, CLAIM)), 2, ("a", "b")), "— claimed by Palm Brigades — 2 sources", id="claim"
        ),
        pytest.param(
            Head(story(reading(1, ATTACK, replace(CLAIM, actors=("ISKP",)))), 1, ("a",)),
            " — claimed — 1 source",
            id="by whom the headline names",
        ),
        pytest.param(
            Head(story(reading(1, ATTACK, replace(CLAIM, actors=()))), 1, ("a",)), " — claimed — ", id="by nobody known"
        ),
        pytest.param(
            Head(story(reading(1, ATTACK, replace(CLAIM, status="denied"))), 1, ("a",)),
            " — denied by Palm Brigades — ",
            id="denial",
        ),
        pytest.param(replace(HEAD, is_open=False), " · S5 · closed", id="closed"),
    ],
)
def test_a_story_says_who_claims_it_and_whether_it_is_open(head: Head, said: str) -> None:
    found = lines(replace(VIEW, stories=[head]))
    assert [one for one in found if one.startswith("🔴") and said in one]


def test_a_muted_story_says_so() -> None:
    found = lines(replace(VIEW, muted_stories=frozenset({5})))
    assert found[3].endswith("· S5 · muted")


@pytest.mark.parametrize(
    ("watch", "said"),
    [
        pytest.param(Watch(), "This chat does not watch it.", id="not"),
        pytest.param(
            Watch(Subscription(1, "list", "groups", "critical")),
            "This chat watches it through the list Groups, at once from severity critical on.",
            id="through a list",
        ),
        pytest.param(
            Watch(None, (Subscription(1, "entity", "EN_ONLY", "low"),)),
            "This chat watches parts of it: Palm Brigades (EN_ONLY)",
            id="a part",
        ),
    ],
)
def test_whether_the_chat_watches_it(watch: Watch, said: str) -> None:
    assert lines(replace(VIEW, watch=watch))[-1] == said
    assert said not in lines(replace(VIEW, watch=None))


def test_mutes_in_force_are_told_with_end_and_author() -> None:
    mutes = [Mute(n, 1, "entity", "ISKP", NOW + n * HOUR, "telegram:1001", "exercise") for n in (1, 2, 3)]
    found = lines(replace(VIEW, mutes=mutes))
    first = "Islamic State Khorasan — muted until 2026-03-01 16:00 by telegram:1001: “"
    assert [one for one in found if one.startswith(first)]
    assert "and 1 more: /mute" in found


def test_branches_that_were_not_named_are_left_out() -> None:
    assert not [one for one in lines(replace(VIEW, shares=[("ISKP", 14)])) if one.startswith("Of these")]
    only = replace(VIEW, shares=[("AR_ONLY", 14)])
    assert f"Of these mentions: {isolate('كتائب النخيل')} (14)" in lines(only)


def test_a_list_and_everything_by_name() -> None:
    assert lines(replace(VIEW, subject=Subject("list", "groups")))[0].startswith("Groups: 14 mentions")
    assert lines(replace(VIEW, subject=Subject("all")))[0].startswith("Everything: 14 mentions")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", [VIEW, SILENT, NEVER], ids=["busy", "silent", "never"])
def test_no_status_has_a_fault(language: Language, view: StatusView) -> None:
    assert faults(status(view, language)) == []
    assert faults(stories_message(view, texts(language))) == []


def test_the_buttons() -> None:
    rows = [[button.command for button in row] for row in status().buttons]
    assert rows == [
        ["/status ISKP 24h", "/status ISKP 7d", "/status ISKP 30d"],
        ["/status ISKP 7d stories", "/latest ISKP"],
        ["/chart ISKP 7d", "/export ISKP 7d"],
        ["/unwatch ISKP", "/mute ISKP"],
    ]
    assert status(replace(VIEW, subject=Subject("entity", "K" * 60))).buttons == ()


def test_the_buttons_of_what_is_muted_and_not_watched() -> None:
    view = replace(VIEW, watch=Watch(), mutes=[Mute(1, 1, "entity", "ISKP", NOW + HOUR, "x")])
    assert [button.command for button in status(view).buttons[-1]] == ["/watch ISKP", "/unmute ISKP"]


def test_a_list_is_not_muted_and_has_no_file() -> None:
    rows = [[one.command for one in row] for row in status(replace(VIEW, subject=Subject("list", "groups"))).buttons]
    assert rows[1:] == [["/status list:groups 7d stories", "/latest list:groups"], ["/watch list:groups"]]


def test_a_page_of_stories() -> None:
    message = stories_message(replace(VIEW, stories=[HEAD, HEAD], first=2), texts("en"))
    assert message.blocks[0].text == "Islamic State Khorasan (ISKP): 6 stories in 7 days"
    assert len(message.blocks) == 3
    assert [one.command for one in message.buttons[0]] == ["/status ISKP 7d stories from:4", "/status ISKP 7d"]
    last = stories_message(replace(VIEW, stories=[HEAD], first=5), texts("en"))
    assert [one.command for one in last.buttons[0]] == ["/status ISKP 7d"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_and_titles_that_do_their_worst(language: Language) -> None:
    attack = f"{OVERRIDE}\u2066x\u200f" * 3000
    head = Head(story(reading(1, event(), title=attack)), 1, (attack,))
    message = status(replace(VIEW, sources=[(attack, 1)], stories=[head]), language)
    assert faults(message) == []
    assert max(len(one.text) for one in message.blocks) < 500
    assert POP in message.text


def test_a_clock_that_runs_ahead() -> None:
    assert "Last heard 1 minute ago." in lines(replace(VIEW, last_heard=NOW + timedelta(seconds=20)))[1]
