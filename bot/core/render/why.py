"""The answer to /why: how each match came about, and by which rule the alert was sent."""

from bot.core.language import Texts
from bot.core.message import Block, Message, Span, block, bold
from bot.core.model import Reading
from bot.core.render.editions import edition_lines
from bot.core.render.how import explained
from bot.core.render.words import entry_name, quoted, reason_name, severity_name, wish_name
from bot.core.views import WhyView, lead_reading
from watchlists.model import Event, Mention

_MATCHES_SHOWN = 8
_SOURCES_SHOWN = 8
_AROUND = 90
_LONGEST_QUOTE = 400


def why_message(view: WhyView, texts: Texts) -> Message:
    """Every decision behind an alert, with the words of the source."""
    lead = lead_reading(view.story, view.watchlists)
    title = block(bold(texts.say("Why alert {alert}", alert=f"A{view.alert.id}")), shape="heading")
    found = [*_rule(view, texts), *_matches(lead, view, texts)]
    blocks = [title, *found, *edition_lines(view, texts), *_sources(view, texts)]
    return Message(tuple(blocks), texts.language)


def _rule(view: WhyView, texts: Texts) -> list[Block]:
    reason, severity = reason_name(view.alert.reason, texts), severity_name(view.alert.severity, texts)
    lines = [block(texts.say("Reason: {reason}; severity: {severity}.", reason=reason, severity=severity))]
    if view.subscribed:
        asked = texts.say(", ").join(wish_name(one.scope, one.key, view.watchlists, texts) for one in view.subscribed)
        lines.append(block(texts.say("This chat asked for: {what}", what=asked)))
    else:
        lines.append(block(texts.say("This chat has no subscription to it now.")))
    return lines


def _matches(lead: Reading, view: WhyView, texts: Texts) -> list[Block]:
    found = _distinct([*lead.findings.events, *lead.findings.mentions])
    lines = [line for one in found[:_MATCHES_SHOWN] for line in _match(one, lead, view, texts)]
    left = len(found) - _MATCHES_SHOWN
    if left > 0:
        lines.append(block(texts.count("and {n} more match", "and {n} more matches", left), shape="item"))
    return lines


def _distinct(found: list[Mention | Event]) -> list[Mention | Event]:
    """The first match of each entry, alias and surface form, in their order."""
    first: dict[tuple[str, str, str], Mention | Event] = {}
    for one in found:
        first.setdefault((*_entry_and_alias(one), one.text), one)
    return list(first.values())


def _entry_and_alias(one: Mention | Event) -> tuple[str, str]:
    return (one.entity, one.alias) if isinstance(one, Mention) else (one.event, one.phrase)


def _match(one: Mention | Event, lead: Reading, view: WhyView, texts: Texts) -> list[Block]:
    key, alias = _entry_and_alias(one)
    head = texts.say(
        "“{text}” — {name}, by “{alias}”, score {score}",
        text=quoted(one.text, 120),
        name=entry_name(key, view.watchlists, texts),
        alias=quoted(alias, 120),
        score=round(one.score),
    )
    how = explained(one.how, view.watchlists, texts)
    lines = [block(head, shape="item")]
    if how:
        lines.append(block(texts.say("What differed: {how}", how=how)))
    return [*lines, block(_around(one, lead), shape="quote")]


def _around(one: Mention | Event, lead: Reading) -> str:
    """The words around a match on its own line, as the source has them; … where the line was cut."""
    text = (lead.article.title or "") if one.field == "title" else lead.article.text
    first, last = text.rfind("\n", 0, one.start) + 1, text.find("\n", one.end)
    last = len(text) if last < 0 else last
    start, end = max(first, one.start - _AROUND), min(last, one.end + _AROUND)
    cut = f"{'…' if start > first else ''}{text[start:end]}{'…' if end < last else ''}"
    return quoted(cut, _LONGEST_QUOTE)


def _sources(view: WhyView, texts: Texts) -> list[Block]:
    lines = [block(bold(texts.say("Sources of story {story}", story=f"S{view.story.id}")))]
    reports = view.story.reports
    for reading in reports[:_SOURCES_SHOWN]:
        article = reading.article
        when = texts.when(article.published, view.timezone)
        title = Span(quoted(article.title or article.text, 100), url=article.url)
        lines.append(block(f"{quoted(article.source, 60)} — {when}: ", title, shape="item"))
    left = len(reports) - _SOURCES_SHOWN
    if left > 0:
        lines.append(block(texts.count("and {n} more report", "and {n} more reports", left), shape="item"))
    if view.since > 0:
        later = texts.count("{n} report came in after this alert.", "{n} reports came in after this alert.", view.since)
        lines.append(block(later, shape="footer"))
    return lines
