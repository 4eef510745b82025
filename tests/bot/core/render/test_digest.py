"""The message of a digest."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.core.bidi import isolate, ltr
from bot.core.digest_page import Page, page_of
from bot.core.model import Language, Mute
from bot.core.preferences import SummaryLength
from bot.core.render.digest import digest_message, digest_page
from bot.core.silences import Silence
from bot.core.views import DigestView, HeldView, UntoldTrends, Unusual
from handlers.slack.format import pieces as slack_pieces
from handlers.telegram.format import pieces as telegram_pieces
from tests.bot.core.render.scenes import DAY, HOUR, LANGUAGES, LISTS, NOW, event, faults, reading, story, texts

MUTES = (
    Mute(1, 1, "entity", "EN_ONLY", NOW + HOUR, "telegram:1001", "too loud"),
    Mute(2, 1, "story", "5", NOW + HOUR, "slack:U1"),
    Mute(3, 1, "all", "*", NOW + HOUR, "slack:U1", "نوم"),
)
VIEW = DigestView(
    start=NOW - DAY,
    end=NOW,
    listed=[("ISKP", story()), ("suicide_bombing", story(reading(1, event("arrest")), id=6, severity="medium"))],
    stories=17,
    articles=40,
    before=11,
    watchlists=LISTS,
    tallies={"ISKP": (6, 2), "suicide_bombing": (1, 1)},
    held=(
        HeldView("digest", 3, (6,), (story(reading(1, event("arrest")), id=31, severity="low"),), 2),
        HeldView("muted", 1, (5,)),
    ),
    silent=(Silence("صوت الميناء", NOW - 9 * HOUR), Silence("Quay Post", before=12), Silence("نافذة")),
    mutes=MUTES,
    timezone="Asia/Baghdad",
)
EMPTY = replace(VIEW, listed=[], stories=0, articles=0, before=4, tallies={}, held=(), silent=(), mutes=())
MANY = replace(VIEW, listed=[("ISKP", story(id=number)) for number in range(100, 115)], stories=42)
LONG = reading(1, event("suicide_bombing", actors=("ISKP", "AR_ONLY", "EN_ONLY") * 30, killed=12))
KEYS = [*LISTS.entities, *LISTS.events]
WORST = replace(
    VIEW,
    listed=[(key, story(LONG, id=number)) for number, key in enumerate(KEYS, 10**9)] * 2,
    stories=9000,
    tallies=dict.fromkeys(KEYS, (1000, 10)),
    held=[HeldView(f"{turn}" * 99, 10**6, range(10**9, 10**9 + 15), [story(LONG)] * 3, 9999) for turn in range(2)],
    silent=[Silence("x" * 500, before=10**6)] * 99,
    trends=(Unusual("ISKP", HOUR * 2, 1400, 13.3),) * 9,
    untold=[UntoldTrends(verdict, 10**6, KEYS * 9) for verdict in ("muted", "quiet")],
    mutes=[replace(MUTES[0], reason="ل" * 200, author="telegram:" + "9" * 20)] * 99,
)


def lines(view: DigestView, language: Language = "en") -> list[str]:
    return [one.text for one in digest_message(view, texts(language)).blocks]


def test_a_digest_in_english() -> None:
    found = lines(VIEW)
    assert found[:3] == [
        "Digest",
        "From 2026-02-28 15:00 to 2026-03-01 15:00",
        "17 stories, 40 articles; 11 stories the time before",
    ]
    assert found[3] == "Islamic State Khorasan: 6 stories (before: 2 ↑)"
    assert found[4].startswith("🔴 Suicide bombing — Kandahar")
    assert found[5:8] == [
        "Suicide bombing: 1 story (before: 1)",
        "🟡 Arrest — 1 source, 2026-03-01 15:00 · S6",
        "and 15 more stories",
    ]
    assert found[8:13] == [
        "Held or muted",
        "3 alerts were kept for this digest (below the level of this chat): S6",
        "⚪ Arrest · S31",
        "and 2 more stories",
        "1 alert was muted: S5",
    ]
    assert found[13:17] == [
        "Silent sources",
        f"{isolate('صوت الميناء')}: nothing since 2026-03-01 06:00",
        f"{isolate('Quay Post')}: 12 articles the time before, none now",
        f"{isolate('نافذة')}: could never be read",
    ]
    assert [one.split(" ")[0] for one in found[17:]] == ["Muted", "Palm", "Story", "Everything"]


def test_a_digest_in_arabic() -> None:
    found = lines(VIEW, "ar")
    assert found[0] == "الموجز"
    assert found[3] == f"داعش خراسان: {ltr(6)} قصص (سابقا: {ltr(2)} ↑)"
    assert found[7:10] == [
        f"و{ltr(15)} قصة أخرى",
        "المؤجل والمكتوم",
        f"أجلت {ltr(3)} تنبيهات إلى هذا الموجز (دون مستوى هذه المحادثة): {ltr('S6')}",
    ]
    assert found[12] == f"كتم تنبيه واحد: {ltr('S5')}"


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        pytest.param("digest", "2 alerts were kept for this digest (below the level of this chat)", id="below"),
        pytest.param("muted", "2 alerts were muted", id="muted"),
        pytest.param("quiet", "2 alerts fell into quiet hours", id="quiet hours"),
        pytest.param("gathered", "2 alerts were gathered into later messages", id="gathered"),
        pytest.param("repeat", "2 alerts told again what was told before", id="a repeat"),
        pytest.param("whim", f"2 alerts were held back ({isolate('whim')})", id="of another version"),
    ],
)
def test_why_alerts_were_not_sent(verdict: str, said: str) -> None:
    assert lines(replace(EMPTY, held=[HeldView(verdict, 2)]))[-1] == said


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        pytest.param(1, 0, "1 story (before: 0 ↑)", id="none before"),
        pytest.param(6, 2, "6 stories (before: 2 ↑)", id="more"),
        pytest.param(5, 5, "5 stories (before: 5)", id="as many"),
        pytest.param(1, 9, "1 story (before: 9 ↓)", id="fewer"),
    ],
)
def test_a_group_against_the_window_before(now: int, before: int, said: str) -> None:
    found = lines(replace(VIEW, tallies={"ISKP": (now, before)}))
    assert found[3] == f"Islamic State Khorasan: {said}"
    assert found[5] == "Suicide bombing"


def test_what_cannot_be_compared_is_not() -> None:
    found = lines(replace(VIEW, stories=500, before=None, capped=True, tallies={}))
    assert found[2:4] == ["the 500 stories that are the most serious of more, 40 articles", "Islamic State Khorasan"]


def test_what_is_unusual_stands_above() -> None:
    found = lines(replace(VIEW, trends=(Unusual("ISKP", 2 * HOUR, 14, 1.3),)))
    assert found[3:5] == ["Unusual", "Islamic State Khorasan: 14 mentions in 2 hours, usually 1.3"]


def test_an_empty_window_is_one_line() -> None:
    assert lines(EMPTY) == ["Digest — Nothing new from 2026-02-28 15:00 to 2026-03-01 15:00."]
    assert len(lines(EMPTY, "ar")) == 1


@pytest.mark.parametrize(
    ("untold", "said"),
    [
        pytest.param(
            UntoldTrends("muted", 1, ["ISKP"]),
            "1 unusual number of mentions was muted: Islamic State Khorasan",
            id="muted",
        ),
        pytest.param(
            UntoldTrends("quiet", 6, ["KANDAHAR", "ISKP", "EN_ONLY", "AR_ONLY", "OTHER"]),
            "6 unusual numbers of mentions fell into quiet hours: Kandahar, Islamic State Khorasan, Palm Brigades"
            " and 2 more",
            id="in quiet hours, of many",
        ),
    ],
)
def test_unusual_numbers_that_were_not_told_are_counted(untold: UntoldTrends, said: str) -> None:
    assert lines(replace(EMPTY, untold=[untold]))[1:] == ["Held or muted", said]
    assert lines(replace(VIEW, untold=[untold])).index(said) == lines(VIEW).index("1 alert was muted: S5") + 1
    assert replace(EMPTY, untold=[untold]).empty is False


def test_a_reason_of_another_version_is_passed_over() -> None:
    assert len(lines(replace(EMPTY, untold=[UntoldTrends("whim", 1, ["ISKP"])]))) == 1


def test_an_empty_window_still_tells_what_was_held() -> None:
    assert lines(replace(EMPTY, held=[HeldView("muted", 2)]))[1:] == ["Held or muted", "2 alerts were muted"]


@pytest.mark.parametrize(
    ("changed", "empty"),
    [
        pytest.param({}, True, id="nothing"),
        pytest.param({"mutes": MUTES}, True, id="only mutes in force"),
        pytest.param({"silent": VIEW.silent}, True, id="only silent sources"),
        pytest.param({"held": VIEW.held}, False, id="something was held"),
        pytest.param({"trends": (Unusual("ISKP", HOUR, 9, 1.0),)}, False, id="something unusual"),
        pytest.param({"stories": 1}, False, id="a story"),
    ],
)
def test_what_is_nothing_to_tell(changed: dict[str, object], empty: bool) -> None:
    assert replace(EMPTY, **changed).empty is empty  # type: ignore[arg-type]


def test_more_stories_lie_behind_a_button() -> None:
    message = digest_message(MANY, texts("en"))
    assert "and 27 more stories" in message.text
    ((button,),) = message.buttons
    assert button.label == "More"
    assert page_of(button.command.removeprefix("/digest more ")) == Page(VIEW.start, VIEW.end, 15)


def test_the_last_page_has_no_button() -> None:
    last = replace(MANY, offset=30, listed=MANY.listed[:12])
    message = digest_page(last, texts("en"))
    assert message.buttons == ()
    assert sum("· S" in one.text for one in message.blocks) == 12
    assert "more stor" not in message.text


def test_a_page_beyond_the_last_says_so() -> None:
    beyond = digest_page(replace(MANY, listed=[], offset=60), texts("en"))
    assert beyond.text == "There are no more stories in this digest."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", [VIEW, EMPTY, MANY, WORST], ids=["full", "empty", "many", "worst"])
def test_a_digest_has_no_fault_and_is_one_message(language: Language, view: DigestView) -> None:
    message = digest_message(view, texts(language))
    assert faults(message) == []
    assert len(telegram_pieces(message)) == len(slack_pieces(message)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_stories_that_do_not_fit_are_on_the_next_page(language: Language) -> None:
    long = replace(WORST, held=(), untold=(), mutes=(), silent=())
    message = digest_message(long, texts(language))
    shown = [one for one in message.blocks if re.search(r"· \W?S1\d{9}", one.text)]
    (page,) = (page_of(button.command.removeprefix("/digest more ")) for row in message.buttons for button in row)
    assert page is not None
    assert 1 < page.offset == len(shown) < len(long.listed)


@pytest.mark.parametrize(
    ("length", "said"),
    [
        pytest.param("medium", [], id="the headline alone"),
        pytest.param("long", [f"— “{isolate('قال شهود إن انتحاريا فجر نفسه في سوق وسط')}”"], id="and its sentence"),
    ],
)
def test_a_long_digest_quotes_the_sentence_that_tells(length: SummaryLength, said: list[str]) -> None:
    one = replace(VIEW, listed=[("ISKP", story())], stories=1, summary=length)
    found = lines(one)
    assert [line for line in found if line.startswith("— “")] == said
    assert not faults(digest_message(one, texts("ar")))


def test_a_short_digest_cuts_its_headlines() -> None:
    listed = [("ISKP", story(LONG))]
    short, usual = (replace(VIEW, listed=listed, stories=1, summary=one) for one in ("short", "medium"))
    told = [max(map(len, lines(one))) for one in (short, usual)]
    assert told[0] < told[1] - 100
