"""A new spelling, as it is offered."""

from __future__ import annotations

import pytest

from bot.core.bidi import strip_controls
from bot.core.model import Language
from bot.core.proposing import Proposal
from bot.core.render.proposals import proposal_notice, proposals_message, samples_message
from bot.core.spellings import Gain
from bot.locales import load_texts
from tests.handlers.commands.conversing import commands_of
from watchlists import load, shipped
from watchlists.model import Watchlists

GAIN = Gain(4, 2, 800, 7, 30, ("قال داعش إن ولاية خورسان بايعته",), ("داعش",))


@pytest.fixture(name="lists", scope="module")
def _lists() -> Watchlists:
    return load([shipped()])


def proposal(gain: Gain = GAIN) -> Proposal:
    return Proposal(4, "alias", "ISKP", "ولاية خراسان", "ولاية خورسان", gain=gain)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        pytest.param("en", "It stood in 4 different texts (sources: 2), beside “داعش”. As an alias it would", id="en"),
        pytest.param("ar", "وردت في 4 نصوص مختلفة (عدد المصادر: 2) إلى جوار «داعش». لو كانت اسما بديلا", id="ar"),
    ],
)
def test_where_it_stood_and_what_it_would_find(language: Language, said: str, lists: Watchlists) -> None:
    message = proposal_notice(proposal(), lists, load_texts()[language])
    assert said in strip_controls(message.text)
    assert "قال داعش إن ولاية خورسان بايعته" in message.text
    assert commands_of(message) == [
        "/proposals accept 4",
        "/proposals decline 4",
        "/test ISKP ولاية خورسان match:inflected",
    ]


def test_what_speaks_against_it(lists: Watchlists) -> None:
    gain = Gain(4, 2, 800, 7, 30, ordinary=True, also="AQ")
    text = strip_controls(proposal_notice(proposal(gain), lists, load_texts()["en"]).text)
    assert "“ولاية خورسان” is an ordinary word, too." in text
    assert "“ولاية خورسان” is an alias of AQ, too" in text


def test_in_the_list_its_sentences_are_behind_a_button(lists: Watchlists) -> None:
    texts = load_texts()["en"]
    message = proposals_message([proposal()], lists, texts)
    assert "قال داعش" not in message.text
    assert "/proposals samples 4" in commands_of(message)
    assert "قال داعش" in samples_message(proposal(), lists, texts).text
