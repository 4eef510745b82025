"""What has to hold for an alias to count, in words: the same of an edit and of what stands in the lists."""

from collections.abc import Mapping
from typing import Any

from bot.core.language import Texts
from bot.core.render.words import quoted
from watchlists.model import Alias, MatchLevel

_SHOWN = 80


def level_name(level: MatchLevel, texts: Texts) -> str:
    """How exactly an alias is looked for."""
    words: Mapping[MatchLevel, str] = {
        "exact": texts.say("matched letter by letter"),
        "inflected": texts.say("matched with endings only"),
        "fuzzy": texts.say("matched with misspellings"),
    }
    return words[level]


def alias_conditions(alias: Alias, texts: Texts) -> list[str]:
    """Everything that has to hold beside the level; nothing for an alias that needs nothing."""
    given: dict[str, Any] = {"needs": alias.needs, "unless": alias.unless}
    if alias.definite:
        given["definite"] = True
    if alias.min_score is not None:
        given["min_score"] = alias.min_score
    dated = [
        *([texts.say("from {day} on", day=alias.valid_from.isoformat())] if alias.valid_from else []),
        *([texts.say("until {day}", day=alias.valid_until.isoformat())] if alias.valid_until else []),
    ]
    unguarded = [] if alias.guard else [texts.say("taken as it stands, without a look at what else the word can mean")]
    return [*plain_conditions(given, texts), *dated, *unguarded]


def plain_conditions(given: Mapping[str, Any], texts: Texts) -> list[str]:
    """The same, without the days, of plain data as an edit holds it."""
    say = texts.say
    return [
        *([say("only with the article")] if given.get("definite") else []),
        *([say("also without the article")] if given.get("definite") is False else []),
        *([say("only beside {phrases}", phrases=_phrases(given["needs"], texts))] if given.get("needs") else []),
        *([say("not where {phrases} stands", phrases=_phrases(given["unless"], texts))] if given.get("unless") else []),
        *([say("with a score of {value} or more", value=_score(given))] if "min_score" in given else []),
    ]


def _phrases(given: Any, texts: Texts) -> str:
    return texts.say(", ").join(texts.say("“{phrase}”", phrase=quoted(str(one), _SHOWN)) for one in given)


def _score(given: Mapping[str, Any]) -> str:
    return f"{float(given['min_score']):g}"
