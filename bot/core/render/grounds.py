"""Why a report stands in its story, in one line."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.core.grouping import Grouping
from bot.core.language import Texts

Say = Callable[[Texts], str]

# Half of one headline is worth as much as a third of the words (docs/stories.md); of less nothing is said.
_MUCH: Final = 0.5


def because(reason: str, grounds: Mapping[str, Any], texts: Texts) -> str | None:
    """Why a report stands in its story; None for the one that opened it, and for reasons of another version."""
    say = _REASONS.get(reason)
    if say is None or (reason in _MEASURED and not grounds):
        return None
    return say(grounds, texts)


def _share(grounds: Mapping[str, Any]) -> int:
    return round(100 * float(grounds.get("overlap", 0.0)))


def _headlines(grounds: Mapping[str, Any]) -> int:
    """How much of both headlines the other side says, in percent; 0 where that is little, or an older
    version did not keep it."""
    said = float(grounds.get("headlines", 0.0))
    return round(100 * said / 2) if said >= _MUCH else 0


def _facts(grounds: Mapping[str, Any], texts: Texts) -> str:
    """The facts that agree, in the order in which they were found."""
    agree = [*grounds.get("agree", ()), *(["figures"] if grounds.get("figures") else [])]
    return texts.say(", ").join(_NAMES[one](texts) for one in agree if one in _NAMES)


def _words(grounds: Mapping[str, Any], texts: Texts) -> str:
    share, facts, headlines = _share(grounds), _facts(grounds, texts), _headlines(grounds)
    if headlines:
        return _with_headlines(share, headlines, facts, texts)
    if not facts:
        return texts.say("In this story because: {share} % of the words are the same", share=share)
    return texts.say(
        "In this story because: the same {facts}; {share} % of the words are the same", facts=facts, share=share
    )


def _with_headlines(share: int, headlines: int, facts: str, texts: Texts) -> str:
    if not facts:
        return texts.say(
            "In this story because: {share} % of the words and {headlines} % of the headlines are the same",
            share=share,
            headlines=headlines,
        )
    return texts.say(
        "In this story because: the same {facts}; {share} % of the words and {headlines} % of the headlines"
        " are the same",
        facts=facts,
        share=share,
        headlines=headlines,
    )


def _other_language(grounds: Mapping[str, Any], texts: Texts) -> str:
    facts = _facts(grounds, texts)
    return texts.say("In this story because: in another language the same {facts}", facts=facts)


_REASONS: Final[Mapping[str, Callable[[Mapping[str, Any], Texts], str]]] = {
    Grouping.SAME_TEXT: lambda _, texts: texts.say("In this story because: the same text"),
    Grouping.NEAR_TEXT: lambda grounds, texts: texts.say(
        "In this story because: nearly the same text, {share} % of the shorter one", share=_share(grounds)
    ),
    Grouping.SAME_WORDS: _words,
    Grouping.SAME_EVENT: _words,
    Grouping.OTHER_LANGUAGE: _other_language,
    Grouping.EDITION: lambda _, texts: texts.say("In this story because: a new edition of a report that stands in it"),
    Grouping.MERGED: lambda _, texts: texts.say("In this story because: somebody merged two stories"),
    Grouping.SPLIT: lambda _, texts: texts.say("In this story because: somebody split a story"),
}
# What the first versions said without keeping by how much.
_MEASURED: Final = frozenset({Grouping.NEAR_TEXT, Grouping.SAME_WORDS, Grouping.SAME_EVENT, Grouping.OTHER_LANGUAGE})
_NAMES: Final[Mapping[str, Say]] = {
    "party": lambda texts: texts.say("actors"),
    "act": lambda texts: texts.say("act"),
    "place": lambda texts: texts.say("location"),
    "area": lambda texts: texts.say("area"),
    "spot": lambda texts: texts.say("target"),
    "toll": lambda texts: texts.say("toll"),
    "figures": lambda texts: texts.say("figures"),
    "name": lambda texts: texts.say("rare name"),
    "soon": lambda texts: texts.say("hours"),
}
