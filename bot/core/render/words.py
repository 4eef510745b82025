"""The words that several messages share: names of entries, severities, reasons, figures and how a match came about."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bot.core.bidi import isolate, outside, strip_controls
from bot.core.facts import OF, Of
from bot.core.language import Texts
from bot.core.model import Scope
from watchlists import toponyms
from watchlists.model import Event, Place, Severity, Watchlists

Spread = Mapping[Of, tuple[int, int]]
AGREED: Spread = MappingProxyType({})
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
    if not is_listed(scope, key, watchlists):
        return unlisted_name(key, texts)
    if scope == "list":
        titles = [one.title for one in watchlists.lists if one.slug == key]
        return texts.say("the list {name}", name=texts.name(titles[0]) if titles else key)
    return texts.say("{name} ({key})", name=entry_name(key, watchlists, texts), key=key)


def is_listed(scope: str, key: str, watchlists: Watchlists) -> bool:
    """Whether the lists (still) hold what a chat asked for: an entity or event type, or a list."""
    if scope == "list":
        return any(one.slug == key for one in watchlists.lists)
    return key in watchlists.entities or key in watchlists.events


def unlisted_name(key: str, texts: Texts) -> str:
    """What a chat asked for and nobody can find any more, so that somebody ends it."""
    return texts.say("{key} (no longer in the lists)", key=texts.shown(strip_controls(key)))


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


def day_name(weekday: str, texts: Texts) -> str:
    """The name of a day, `mon` to `sun`."""
    names = {
        "mon": texts.say("Monday"),
        "tue": texts.say("Tuesday"),
        "wed": texts.say("Wednesday"),
        "thu": texts.say("Thursday"),
        "fri": texts.say("Friday"),
        "sat": texts.say("Saturday"),
        "sun": texts.say("Sunday"),
    }
    return names[weekday]


def reason_name(reason: str, texts: Texts) -> str:
    """Why an alert was raised, as a short clause."""
    words = {
        "first": texts.say("first report"),
        "severity": texts.say("more serious than before"),
        "toll": texts.say("the toll changed"),
        "claim": texts.say("responsibility was claimed"),
        "denial": texts.say("responsibility was denied"),
        "place": texts.say("another place is named"),
        "sources": texts.say("many more sources report it"),
        "split": texts.say("taken out of another story"),
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


def figures(event: Event, texts: Texts, spread: Spread = AGREED) -> list[str]:
    """«21 قتيلا», «3 جرحى»: each figure of an event with its noun.

    `spread` holds the least and the greatest number where outlets differ: «20–23 قتيلا بحسب المصدر»; where both are
    one, it is what others than the event's report say.
    """
    shown = []
    for of in OF:
        number = getattr(event, of)
        if of in spread:
            shown.append(_spread(of, *spread[of], texts))
        elif number is not None:
            shown.append(people(of, number, texts))
    return shown


def people(of: Of, number: int, texts: Texts) -> str:
    """A number of dead, injured or arrested with its noun."""
    if of == "killed":
        return texts.count("{n} killed", "{n} killed", number)
    if of == "injured":
        return texts.count("{n} injured", "{n} injured", number)
    return texts.count("{n} arrested", "{n} arrested", number)


def _spread(of: Of, low: int, high: int, texts: Texts) -> str:
    if low == high:
        return people(of, low, texts)
    span = texts.numerals(f"{low}–{high}")
    if of == "killed":
        return texts.count("{span} killed, by source", "{span} killed, by source", high, span=span)
    if of == "injured":
        return texts.count("{span} injured, by source", "{span} injured, by source", high, span=span)
    return texts.count("{span} arrested, by source", "{span} arrested, by source", high, span=span)
