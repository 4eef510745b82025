"""One line that says what happened, where, how many and who, made from the structured event."""

from collections.abc import Mapping

from bot.core.bidi import strip_controls
from bot.core.facts import OF, Facts, Of, gist_of
from bot.core.language import Texts
from bot.core.model import Language, Reading, Story
from bot.core.render.words import AGREED, Spread, entry_name, figures, names, place_name, quoted, status_name
from bot.core.views import lead_event, telling
from watchlists.model import Event, Findings, Watchlists

_TITLE_LIMIT = 120


def story_headline(story: Story, watchlists: Watchlists, texts: Texts) -> str:
    """The headline of the article that stands for a story; figures on which its outlets differ as a range."""
    gist = gist_of(story, watchlists)
    return agreed_headline(gist.lead, gist.facts, watchlists, texts)


def agreed_headline(lead: Reading, facts: Facts, watchlists: Watchlists, texts: Texts) -> str:
    """The same, of the article that stands for a story and what its outlets say. A figure that this article does not
    tell is taken from the others: who counts the dead anew has not healed the injured."""
    event = lead_event(lead, watchlists)
    spread = {of: span for of in OF if (span := facts.spread(of) or _untold(event, of, facts))}
    return headline(lead, watchlists, texts, spread)


def _untold(event: Event | None, of: Of, facts: Facts) -> tuple[int, int] | None:
    number = facts.sole(of) if event is not None and getattr(event, of) is None else None
    return None if number is None else (number, number)


def headline(reading: Reading, watchlists: Watchlists, texts: Texts, spread: Spread = AGREED) -> str:
    """«تفجير انتحاري — قندهار — 21 قتيلا — …»; without an event, the entities and the article's own title."""
    event = lead_event(reading, watchlists)
    if event is not None:
        return event_line(event, watchlists, texts, spread)
    who = names(dict.fromkeys(mention.entity for mention in reading.findings.mentions[:3]), watchlists, texts)
    return f"{who} — {article_title(reading)}" if who else article_title(reading)


def headlines(findings: Findings, watchlists: Watchlists, every: Mapping[Language, Texts]) -> Mapping[str, str] | None:
    """The headline of an article in each language, without marks of direction; None where no event was found."""
    event = telling(findings.events, watchlists)
    if event is None:
        return None
    return {language: strip_controls(event_line(event, watchlists, texts)) for language, texts in every.items()}


def event_line(event: Event, watchlists: Watchlists, texts: Texts, spread: Spread = AGREED) -> str:
    """The parts of an event that are known, in the order what, where, how many, who. `spread` as in `figures`."""
    parts = [
        _kind(event, watchlists, texts),
        place_name(event.places[0], watchlists, texts) if event.places else "",
        *figures(event, texts, spread),
        names(event.actors, watchlists, texts),
        texts.say("target: {names}", names=names(event.targets, watchlists, texts)) if event.targets else "",
    ]
    return " — ".join(part for part in parts if part)


def article_title(reading: Reading) -> str:
    """The article's own headline, else the beginning of its text, quoted."""
    article = reading.article
    return quoted(article.title or article.text, _TITLE_LIMIT)


def _kind(event: Event, watchlists: Watchlists, texts: Texts) -> str:
    """The event's name, what it speaks of, and its status where the type does not say it already."""
    kind = watchlists.events.get(event.event)
    name = entry_name(event.event, watchlists, texts)
    if event.about:
        name = texts.say("{event}: {about}", event=name, about=entry_name(event.about, watchlists, texts))
    implied = kind is not None and kind.status == event.status
    status = "" if implied else status_name(event.status, texts)
    return texts.say("{event} ({status})", event=name, status=status) if status else name
