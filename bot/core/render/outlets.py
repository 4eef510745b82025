"""Who publishes, in words: «الجزيرة (قطر، حكومية)», "Amaq (militant)"; a source on no list as it calls itself."""

from collections.abc import Iterable
from typing import Final

from bot.core.bidi import strip_controls
from bot.core.language import Texts
from bot.core.model import Article
from bot.core.render.words import entry_name, quoted
from watchlists.model import Watchlists
from watchlists.outlets import Outlet, OutletKind, Outlets

# What a reader has to know even where room is short.
_MARKED: Final[frozenset[OutletKind]] = frozenset({"state", "partisan", "militant"})
_LONGEST = 60


def publisher_in_full(article: Article, outlets: Outlets, watchlists: Watchlists, texts: Texts) -> str:
    """The outlet of an article with its country, its kind, and the group whose own medium it is."""
    outlet = outlets.of(article.source, article.url)
    if outlet is None:
        return quoted(article.source, _LONGEST)
    country = texts.country(outlet.country) if outlet.country else ""
    group = entry_name(outlet.group, watchlists, texts) if outlet.group else ""
    return _with(outlet, [country, _kind(outlet.kind, texts), group], texts)


def publisher(article: Article, outlets: Outlets, texts: Texts, *, tier: bool = False) -> str:
    """The outlet of an article, in short: with its kind only where it speaks for a side, or with kind and tier."""
    outlet = outlets.of(article.source, article.url)
    if outlet is None:
        return quoted(article.source, _LONGEST)
    kind = _kind(outlet.kind, texts) if tier or outlet.kind in _MARKED else ""
    return _with(outlet, [kind, texts.say("tier {n}", n=outlet.tier) if tier else ""], texts)


def of_whom(outlet: Outlet, watchlists: Watchlists, texts: Texts) -> str:
    """«أعماق — تنظيم الدولة»: a medium and the group that it belongs to."""
    group = entry_name(outlet.group, watchlists, texts) if outlet.group else ""
    return " — ".join(filter(None, (_name(outlet, texts), group)))


def _with(outlet: Outlet, about: Iterable[str], texts: Texts) -> str:
    told = texts.say(", ").join(filter(None, about))
    return texts.say("{outlet} ({about})", outlet=_name(outlet, texts), about=told) if told else _name(outlet, texts)


def _name(outlet: Outlet, texts: Texts) -> str:
    return texts.shown(strip_controls(texts.name(outlet.name)))


def _kind(kind: OutletKind, texts: Texts) -> str:
    words: dict[OutletKind, str] = {
        "agency": texts.say("news agency"),
        "state": texts.say("state"),
        "public": texts.say("public broadcaster"),
        "private": texts.say("private"),
        "partisan": texts.say("partisan"),
        "militant": texts.say("militant"),
        "ngo": texts.say("organisation"),
        "aggregator": texts.say("aggregator"),
    }
    return words[kind]
