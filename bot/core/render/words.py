"""The words that several messages share: names of entries, severities, reasons, figures and how a match came about."""

from collections.abc import Iterable, Mapping

from bot.core.bidi import isolate, outside, strip_controls
from bot.core.language import Texts
from bot.core.model import Scope
from watchlists import toponyms
from watchlists.model import Event, Place, Severity, Watchlists

ICONS: Mapping[Severity, str] = {"low": "⚪", "medium": "🟡", "high": "🟠", "critical": "🔴"}


def quoted(text: str, limit: int = 300) -> str:
    """Words of the source, safe to stand in a line of ours: no direction controls, no line breaks, isolated."""
    flat = " ".join(strip_controls(text).split())
    return isolate(flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…")


def entry_name(key: str, watchlists: Watchlists, texts: Texts) -> str:
    """The name of an entity or event type in the reader's language; the key itself when it is on no list."""
    entry = watchlists.entities.get(key) or watchlists.events.get(key)
    return texts.shown(strip_controls(texts.name(entry.name) if entry else key))


def wish_name(scope: Scope, key: str, watchlists: Watchlists, texts: Texts) -> str:
    """What a subscription asks for, by name."""
    if scope == "all":
        return texts.say("all lists")
    if scope == "list":
        titles = [one.title for one in watchlists.lists if one.slug == key]
        return texts.say("the list {name}", name=texts.name(titles[0]) if titles else key)
    return texts.say("{name} ({key})", name=entry_name(key, watchlists, texts), key=key)


def names(keys: Iterable[str], watchlists: Watchlists, texts: Texts) -> str:
    """Several names, parted by the language's comma."""
    return texts.say(", ").join(entry_name(key, watchlists, texts) for key in keys)


def severity_name(severity: Severity, texts: Texts) -> str:
    """The severity as a word."""
    words = {
        "low": texts.say("low"),
        "medium": texts.say("medium"),
        "high": texts.say("high"),
        "critical": texts.say("critical"),
    }
    return words[severity]


def reason_name(reason: str, texts: Texts) -> str:
    """Why an alert was raised, as a short clause."""
    words = {
        "first": texts.say("first report"),
        "severity": texts.say("more serious than before"),
        "toll": texts.say("the toll changed"),
        "claim": texts.say("responsibility was claimed"),
        "sources": texts.say("many more sources report it"),
    }
    return words.get(reason, reason)


def status_name(status: str, texts: Texts) -> str:
    """Whether it happened; empty for what is simply reported."""
    words = {
        "planned": texts.say("planned"),
        "foiled": texts.say("foiled"),
        "claimed": texts.say("claimed"),
        "denied": texts.say("denied"),
        "threatened": texts.say("threatened"),
    }
    return words.get(status, "")


def place_name(place: Place, watchlists: Watchlists, texts: Texts) -> str:
    """A watched place by its name, one of the gazetteer in the reader's language, any other as the source has it."""
    if place.entity:
        return entry_name(place.entity, watchlists, texts)
    known = toponyms.arabic(place.text) if texts.language == "ar" else toponyms.english(place.text)
    written = bool(outside(texts.shown(place.text)))  # already in the reader's script: in the spelling of the source
    return quoted(place.text, 60) if written or known is None else known


def figures(event: Event, texts: Texts) -> list[str]:
    """«21 قتيلا», «3 جرحى»: each figure of an event with its noun."""
    shown = []
    if event.killed is not None:
        shown.append(texts.count("{n} killed", "{n} killed", event.killed))
    if event.injured is not None:
        shown.append(texts.count("{n} injured", "{n} injured", event.injured))
    if event.arrested is not None:
        shown.append(texts.count("{n} arrested", "{n} arrested", event.arrested))
    return shown
