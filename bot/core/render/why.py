"""The answer to /why: how each match came about, and by which rule the alert was sent."""

from bot.core.language import Texts
from bot.core.message import Block, Message, Span, block, bold
from bot.core.render.editions import edition_lines
from bot.core.render.feedback import feedback_lines
from bot.core.render.grounds import because
from bot.core.render.matches import match_lines
from bot.core.render.outlets import publisher
from bot.core.render.rulings import ruling_line
from bot.core.render.severity import severity_lines
from bot.core.render.words import quoted, reason_name, severity_name, wish_name
from bot.core.views import WhyView, lead_reading

_SOURCES_SHOWN = 8


def why_message(view: WhyView, texts: Texts) -> Message:
    """Every decision behind an alert, with the words of the source."""
    lead = lead_reading(view.story, view.watchlists)
    title = block(bold(texts.say("Why alert {alert}", alert=f"A{view.alert.id}")), shape="heading")
    found = [*_rule(view, texts), *match_lines(lead, view.watchlists, texts)]
    blocks = [title, *found, *feedback_lines(view, texts), *edition_lines(view, texts), *_sources(view, texts)]
    return Message(tuple(blocks), texts.language)


def _rule(view: WhyView, texts: Texts) -> list[Block]:
    reason, severity = reason_name(view.alert.reason, texts), severity_name(view.alert.severity, texts)
    lines = [block(texts.say("Reason: {reason}; severity: {severity}.", reason=reason, severity=severity))]
    lines += severity_lines(view, texts)
    if view.subscribed:
        asked = texts.say(", ").join(wish_name(one.scope, one.key, view.watchlists, texts) for one in view.subscribed)
        lines.append(block(texts.say("This chat asked for: {what}", what=asked)))
    else:
        lines.append(block(texts.say("This chat has no subscription to it now.")))
    return [*lines, *(block(ruling_line(one, texts, view.timezone)) for one in view.rulings)]


def _sources(view: WhyView, texts: Texts) -> list[Block]:
    lines = [block(bold(texts.say("Sources of story {story}", story=f"S{view.story.id}")))]
    reports = view.story.reports
    for reading in reports[:_SOURCES_SHOWN]:
        article = reading.article
        when = texts.when(article.published, view.timezone)
        title = Span(quoted(article.title or article.text, 100), url=article.url)
        source = publisher(article, view.outlets, texts, tier=True)
        lines.append(block(f"{source} — {when}: ", title, shape="item"))
        if reason := because(*view.story.grounds.get(article.id, ("", {})), texts):
            lines.append(block(reason, shape="item"))
    left = len(reports) - _SOURCES_SHOWN
    if left > 0:
        lines.append(block(texts.count("and {n} more report", "and {n} more reports", left), shape="item"))
    if view.since > 0:
        later = texts.count("{n} report came in after this alert.", "{n} reports came in after this alert.", view.since)
        lines.append(block(later, shape="footer"))
    return lines
