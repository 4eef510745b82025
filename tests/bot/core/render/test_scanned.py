"""What is said of an article that was sent in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.bidi import strip_controls
from bot.core.model import Article, Language, Reading, Taken
from bot.core.render.scanned import (
    Place,
    Scanned,
    ScanView,
    kept_message,
    problem_line,
    scanned_message,
    stored_line,
)
from bot.core.submission import Problem
from tests.bot.core.render.scenes import LANGUAGES, LISTS, NOW, OVERRIDE, TEXT, event, mention, texts
from watchlists.model import Findings

ARTICLE = Article(0, "i", 1, "صدى الوادي", None, TEXT, "https://t.me/a/7", "ar", NOW, NOW)
FOUND = Findings((mention(),), (event(),), "ar")
SCANNED = Scanned(Reading(ARTICLE, FOUND))


def view(*found: Scanned, problems: tuple[Problem, ...] = ()) -> ScanView:
    return ScanView(12, found, problems, LISTS, "Asia/Baghdad")


def test_everything_an_analyst_wants_to_know() -> None:
    message = scanned_message(view(SCANNED), texts("en"))
    lines = message.text.splitlines()
    assert lines[0].startswith("🔴 Suicide bombing")
    assert "صدى الوادي" in lines[1]
    assert "15:00" in lines[1]
    assert message.blocks[1].spans[0].url == "https://t.me/a/7"
    assert "Named: " in lines[2]
    assert any("by “\u2068داعش خراسان\u2069”, score 98" in line for line in lines)
    assert any("with the particle “\u2068ل\u2069”" in line for line in lines)
    assert lines[-1] == "Language: Arabic"
    assert [[one.command for one in row] for row in message.buttons] == [["/keep 12"]]


@pytest.mark.parametrize(
    ("code", "name"),
    [("ar", "العربية"), ("fa", "الفارسية"), ("ur", "الأردية"), ("und", "غير معروفة"), ("ps", "البشتوية"), ("xx", "xx")],
)
def test_the_language_by_name(code: str, name: str) -> None:
    reading = Reading(ARTICLE, Findings(language=code))
    text = scanned_message(view(Scanned(reading)), texts("ar")).text
    assert strip_controls(text.splitlines()[-1]) == f"اللغة: {name}"
    assert text.startswith("لم يرد شيء من القوائم.")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(), "It is stored already."),
        (Place(5), "It is stored already, in story S5."),
        (Place(5, 17), "It is stored already, in story S5; alert A17 told of it."),
    ],
)
def test_what_is_stored_already_cannot_be_stored_again(place: Place, said: str) -> None:
    message = scanned_message(view(replace(SCANNED, place=place)), texts("en"))
    assert message.text.splitlines()[-1] == stored_line(place, texts("en")) == said
    assert not message.buttons
    assert scanned_message(view(SCANNED, replace(SCANNED, place=place)), texts("en")).buttons


def test_of_many_articles_each_shows_few_matches() -> None:
    many = Findings(
        tuple(mention(key, text=word) for key in ("ISKP", "AR_ONLY", "EN_ONLY") for word in ("شهود", "سوق"))
    )
    one = Scanned(Reading(ARTICLE, many))
    message = scanned_message(view(*[one] * 8), texts("en"))
    assert message.text.count("and 3 more matches") == 6
    assert "and 2 more reports" in message.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_is_told_in_the_readers_words_where_they_are_known(language: Language) -> None:
    line = problem_line(Problem("https://a.example", "no connection: refused"), texts(language)).text
    assert "https://a.example" in line
    assert ("no connection" in line) == (language == "en")
    other = problem_line(Problem("", f"odd {OVERRIDE}reason"), texts(language)).text
    assert OVERRIDE not in other
    assert "odd reason" in other


@pytest.mark.parametrize(
    ("taken", "place", "said"),
    [
        (Taken("accepted", 1, 5), Place(5), "Stored in story S5."),
        (Taken("accepted", 1), Place(), "Stored. Nothing of the watchlists was found in it, so it is in no story."),
        (Taken("duplicate"), Place(5, 17), "It is stored already, in story S5; alert A17 told of it."),
    ],
)
def test_what_became_of_it(taken: Taken, place: Place, said: str) -> None:
    assert kept_message([(taken, place)] * 2, texts("en"), old=False).text == said
    assert "older than three days" in kept_message([(taken, place)], texts("en"), old=True).text
