"""What is to be said of an alias before it goes live, and what can be done: the same in chats and of files."""

from collections.abc import Mapping
from typing import Final

from bot.core.language import Texts
from bot.core.render.words import quoted
from watchlists.advice.alias import Advice, Concern
from watchlists.advice.ordinary import ARTICLES

_SHOWN: Final = 60
_WORDS: Final = frozenset({"everywhere", "ordinary"})


def advice_line(one: Advice, texts: Texts) -> str:
    """«“الوزير” is also an ordinary word: about 270 of 10,000 news articles hold it; give it a guard …»"""
    return texts.say("{problem}; {hint}", problem=advice_said(one, texts), hint=advice_hint(one, texts))


def advice_said(one: Advice, texts: Texts) -> str:
    """What is wrong with it."""
    say, alias, about = texts.say, quoted(one.alias, _SHOWN), quoted(one.about, _SHOWN)
    n = texts.number(f"{one.count:,}")
    said: Mapping[Concern, str] = {
        "silent": say("“{alias}” will never be found: such a word is passed over", alias=alias),
        "everywhere": say("“{alias}” stands in very many articles", alias=alias),
        "ordinary": say("“{alias}” is also an ordinary word", alias=alias),
        "tiny": say("“{alias}” is one letter or a number and stands in very many articles", alias=alias),
        "english": say("“{alias}” is also an English word, and found in any case", alias=alias),
        "kunya": say("“{alias}” is a kunya alone, which many people have", alias=alias),
        "common": say("“{alias}” is the name of many people", alias=alias),
        "long": say("“{alias}” has {n} letters: no article will write it like that", alias=alias, n=n),
        "idle": say("“{about}” tells nothing as a condition of “{alias}”", about=about, alias=alias),
        "short": say("“{alias}” is not searched for typing errors: too short, or not Arabic", alias=alias),
        "never": say("“{alias}” is never found: its own guard “{about}” stands in it", alias=alias, about=about),
        "shared": say("“{alias}” is an alias of {key}, too: both are found by it", alias=alias, key=one.about),
        "many": say("{key} has {n} aliases", key=one.key, n=n),
        "large": say("there are more than {n} entries: starting takes long and much memory", n=n),
    }
    return _counted(said[one.concern], one, texts) if one.concern in _WORDS else said[one.concern]


def advice_hint(one: Advice, texts: Texts) -> str:
    """What can be done."""
    say = texts.say
    guards = {"needs": "needs:", "unless": "unless:"}
    guard = say("give it a condition ({needs}, {unless}) or write a longer form", **guards)
    person = say("write the name in full, or give it a condition ({needs})", needs="needs:")
    hints: Mapping[Concern, str] = {
        "silent": say("take it out or write a longer form"),
        "everywhere": say("take it out, write a longer form, or give it a condition ({needs})", needs="needs:"),
        "ordinary": guard,
        "tiny": say("write a longer form"),
        "english": say("give it a condition ({needs}) or write a longer form", needs="needs:"),
        "kunya": person,
        "common": person,
        "long": say("write the short form that articles use"),
        "idle": say("name words that stand only beside what is meant"),
        "short": say("list its other spellings one by one"),
        "never": say("write a longer guard"),
        "shared": say("tell them apart by conditions ({needs}, {unless})", **guards),
        "many": say("keep those that articles use"),
        "large": say("keep those that matter to you"),
    }
    return hints[one.concern]


def _counted(said: str, one: Advice, texts: Texts) -> str:
    if not one.count:
        return said
    facts = {"n": texts.number(f"{one.count:,}"), "all": texts.number(f"{ARTICLES:,}")}
    return texts.say("{problem}: about {n} of {all} news articles hold it", problem=said, **facts)
