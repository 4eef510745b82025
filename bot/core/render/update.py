"""The line that says what is new in an alert that follows another, and until when a message is true."""

from bot.core.changes import changed_since
from bot.core.language import Texts
from bot.core.message import Block, block, bold
from bot.core.model import Alert
from bot.core.places import new_places, place_named
from bot.core.render.words import names, people, place_name, quoted, severity_name
from bot.core.timing import Reason, as_told
from bot.core.views import AlertView


def update_line(view: AlertView, texts: Texts) -> list[Block]:
    """«Update on S5: 23 killed (before: 14 killed)», and which outlet changed its report, where that is how it came;
    nothing for who was told nothing of the story before."""
    if view.before is None:
        return []
    news = _news(view, view.before, texts)
    changed = changed_since(view.story, as_told(view.story, view.before), view.alert)
    if changed:
        source = quoted(changed.article.source, 60)
        news = texts.say("{news}, as {source} changed its report", news=news, source=source)
    return [block(bold(texts.say("Update on {story}: {news}", story=f"S{view.story.id}", news=news)))]


def updated_note(view: AlertView, texts: Texts) -> str:
    """« · updated 2026-03-05 12:40», empty for a message that is new."""
    return texts.say(" · updated {when}", when=texts.when(view.updated, view.timezone)) if view.updated else ""


def _news(view: AlertView, before: Alert, texts: Texts) -> str:
    alert = view.alert
    match alert.reason:
        case Reason.TOLL:
            old = before.known.get("killed")
            now = people("killed", alert.known["killed"], texts)
            return now if old is None else _changed(now, people("killed", old, texts), texts)
        case Reason.CLAIM:
            new = sorted(set(alert.known["claims"]) - set(before.known.get("claims", ())))
            return texts.say("responsibility claimed by {names}", names=names(new, view.watchlists, texts))
        case Reason.DENIAL:
            new = sorted(set(alert.known["denials"]) - set(before.known.get("denials", ())))
            return texts.say("denied by {names}", names=names(new, view.watchlists, texts))
        case Reason.PLACE:
            return _places(alert, before, view, texts)
        case Reason.SEVERITY:
            now, was = severity_name(alert.severity, texts), severity_name(before.severity, texts)
            return _changed(texts.say("severity: {severity}", severity=now), was, texts)
        case _:
            return _changed(_sources(alert, texts), _sources(before, texts), texts)


def _places(alert: Alert, before: Alert, view: AlertView, texts: Texts) -> str:
    """The place that is new, and where it was said to be before."""
    told = before.known.get("places", ())
    now = [_place(name, view, texts) for name in new_places(alert.known["places"], told)]
    was = [_place(chain[0], view, texts) for chain in told]
    comma = texts.say(", ")
    return _changed(texts.say("place: {names}", names=comma.join(now)), comma.join(was), texts)


def _place(name: str, view: AlertView, texts: Texts) -> str:
    place = place_named(name, view.story, view.watchlists)
    return place_name(place, view.watchlists, texts) if place else quoted(name)


def _changed(now: str, before: str, texts: Texts) -> str:
    return texts.say("{now} (before: {before})", now=now, before=before)


def _sources(alert: Alert, texts: Texts) -> str:
    return texts.count("{n} source", "{n} sources", alert.known.get("sources", 0))
