"""The answer to /why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.bidi import isolate
from bot.core.model import Language, Scope, Subscription
from bot.core.render.why import why_message
from bot.core.views import WhyView
from tests.bot.core.render.scenes import (
    LANGUAGES,
    LISTS,
    OVERRIDE,
    TEXT,
    alert,
    event,
    faults,
    mention,
    reading,
    story,
    texts,
)
from watchlists.model import Mention

VIEW = WhyView(
    alert(),
    story(),
    LISTS,
    (Subscription(1, "entity", "ISKP", "low"), Subscription(1, "list", "groups", "high")),
    "Asia/Baghdad",
)


def lines(view: WhyView, language: Language = "en") -> list[str]:
    return [one.text for one in why_message(view, texts(language)).blocks]


def test_why_in_english() -> None:
    assert lines(VIEW) == [
        "Why alert A17",
        "Reason: first report; severity: critical.",
        "Severity 80: Suicide bombing 80",
        "This chat asked for: Islamic State Khorasan (ISKP), the list Groups",
        f"“{isolate('فجر نفسه')}” — Suicide bombing, by “{isolate('فجر نفسه')}”, score 93",
        f"What differed: in another form of the verb; the place after “{isolate('في')}”",
        isolate(TEXT.split("\n")[0]),
        f"“{isolate('لداعش خراسان')}” — Islamic State Khorasan, by “{isolate('داعش خراسان')}”, score 98",
        f"What differed: with the particle “{isolate('ل')}”",
        isolate(TEXT.split("\n")[1]),
        "Sources of story S5",
        f"{isolate('صدى الوادي')} — 2026-03-01 14:00: {isolate('تفجير في قندهار')}",
    ]


def test_a_chat_without_a_subscription() -> None:
    assert "This chat has no subscription to it now." in lines(replace(VIEW, subscribed=()))


def test_the_same_letters_differ_in_nothing() -> None:
    one = replace(VIEW, story=story(reading(1, event(how=()), mentions=(mention(how=()),))))
    assert not any(line.startswith("What differed") for line in lines(one))


def quote_of(text: str, words: str, title: str | None = None) -> str:
    """The quote around some words of a text, or of a title."""
    source, field = (title, "title") if title else (text, "text")
    start = source.index(words)
    found = Mention("ISKP", "a", words, field, start, start + len(words), 99.0)  # type: ignore[arg-type]
    one = reading(1, text=text, title=title, mentions=(found,))
    view = replace(VIEW, story=story(replace(one, findings=replace(one.findings, events=()))))
    return next(one.text for one in why_message(view, texts("en")).blocks if one.shape == "quote")[1:-1]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        pytest.param("قال داعش كلاما", "قال داعش كلاما", id="a short text"),
        pytest.param("سطر أول\nقال داعش كلاما\nسطر ثالث", "قال داعش كلاما", id="its line alone"),
        pytest.param("س" * 200 + " داعش " + "ص" * 200, f"…{'س' * 89} داعش {'ص' * 89}…", id="cut on both sides"),
        pytest.param("أول\n" + "س" * 20 + " داعش " + "ص" * 200, f"{'س' * 20} داعش {'ص' * 89}…", id="cut at its end"),
        pytest.param("داعش", "داعش", id="nothing else"),
    ],
)
def test_the_words_around_a_match(text: str, quote: str) -> None:
    assert quote_of(text, "داعش") == quote


def test_the_words_around_a_match_in_the_title() -> None:
    assert quote_of("نص آخر", "داعش", "عنوان عن داعش") == "عنوان عن داعش"


def test_the_quote_is_the_unaltered_source() -> None:
    assert quote_of("قال داعـــش، وفق «مصدر» ١٢", "داعـــش") == "قال داعـــش، وفق «مصدر» ١٢"


def test_matches_and_sources_beyond_the_shown_are_counted() -> None:
    mentions = tuple(mention("ISKP", TEXT[at : at + 4]) for at in range(12))
    many = story(*(reading(number, event(), mentions=mentions, title=f"خبر {number}") for number in range(12)))
    found = lines(replace(VIEW, story=many))
    assert "and 5 more matches" in found
    assert found[-1] == "and 4 more reports"


@pytest.mark.parametrize(
    ("scope", "key", "said"),
    [
        pytest.param("all", "*", "كل القوائم", id="all"),
        pytest.param("list", "groups", "القائمة جماعات", id="list"),
        pytest.param("event", "arrest", f"اعتقال ({isolate('arrest')})", id="event"),
    ],
)
def test_subscriptions_are_named_in_arabic(scope: Scope, key: str, said: str) -> None:
    assert f"طلبت هذه المحادثة: {said}" in lines(replace(VIEW, subscribed=(Subscription(1, scope, key, "low"),)), "ar")


def test_what_came_in_later_is_counted() -> None:
    assert lines(replace(VIEW, since=3))[-1] == "3 reports came in after this alert."


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_has_a_fault(language: Language) -> None:
    assert faults(why_message(VIEW, texts(language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_does_its_worst_stays_bounded(language: Language) -> None:
    attack = f"{OVERRIDE}\u2066س" * 50_000
    long = Mention("EN_ONLY", attack, attack, "text", 0, len(attack), 90.0, (f"inserted:{attack}", f"odd:{attack}"))
    one = reading(1, event(how=(f"actor:{attack}→{attack[:9]}",)), text=attack, title=attack, mentions=(long,))
    message = why_message(replace(VIEW, story=story(*[one] * 9)), texts(language))
    assert faults(message) == []
    assert len(message.text) < 5000


def edited(*, number: int = 2, **given: object) -> WhyView:
    """An alert whose article has a later edition."""
    later = reading(number, event(killed=12), identity="i1", edition=number, **given)  # type: ignore[arg-type]
    return replace(VIEW, story=story(reading(1, event(killed=21))), whole=story(reading(1, event(killed=21)), later))


def changed(view: WhyView, language: Language = "en") -> list[str]:
    """What is told of the editions."""
    told = lines(view, language)
    start = told.index(texts(language).say("What outlets changed"))
    return told[start + 1 : told.index(f"Sources of story {'S5'}")] if language == "en" else told[start + 1 :]


def test_what_was_changed_numbers_first() -> None:
    first, *others = TEXT.split("\n")
    view = edited(text=f"{first}\nوقتل 12 شخصا.", title="عنوان آخر")
    assert changed(view) == [
        f"{isolate('صدى الوادي')}, edition 2 (2026-03-01 15:00): 21 killed → 12 killed; "
        f"headline: “{isolate('عنوان آخر')}”",
        f"added: “{isolate('وقتل 12 شخصا.')}”",
        f"removed: “{isolate(others[0])}”",
    ]


def test_an_edition_that_only_reads_otherwise() -> None:
    view = replace(edited(), whole=story(reading(1), reading(2, identity="i1", edition=2)))
    assert changed(view) == [f"{isolate('صدى الوادي')}, edition 2 (2026-03-01 15:00): no other words"]


def test_each_article_is_listed_once() -> None:
    view = replace(VIEW, story=story(reading(1), reading(2, identity="i1", edition=2, title="عنوان آخر")))
    assert lines(view)[-1].endswith(isolate("عنوان آخر"))
    assert lines(view)[-2] == "Sources of story S5"


@pytest.mark.parametrize("language", LANGUAGES)
def test_editions_without_end_stay_bounded(language: Language) -> None:
    attack = [f"{OVERRIDE}\u2066س{number}. " * 2_000 for number in range(9)]
    many = [reading(n + 1, text=text, title=text, identity="i1", edition=n + 1) for n, text in enumerate(attack)]
    message = why_message(replace(VIEW, whole=story(*many)), texts(language))
    assert faults(message) == []
    assert len(message.text) < 9000
