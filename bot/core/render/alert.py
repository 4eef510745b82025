"""The message of an alert: headline, what the source says, who else reports it, and why it was sent."""

from dataclasses import dataclass

from bot.core.claims import own_medium
from bot.core.facts import Gist, gist_of, is_confirmed
from bot.core.language import Texts
from bot.core.message import Block, Message, Span, block, bold
from bot.core.model import Reading
from bot.core.render.agreement import lines_of
from bot.core.render.alert_buttons import alert_buttons, more_buttons
from bot.core.render.headline import agreed_headline, article_title
from bot.core.render.outlets import of_whom, publisher, publisher_in_full
from bot.core.render.update import update_line, updated_note
from bot.core.render.words import ICONS, names, quoted, reason_name, severity_name
from bot.core.views import AlertView, lead_event

_OTHERS_SHOWN = 5
_ALL_SHOWN = 15
_NAMES_SHOWN = 4
_LONGEST_SUMMARY = 1200


@dataclass(frozen=True, slots=True)
class Body:
    """What every alert of a story says to those who read it in one language: the article that stands for it, the blocks
    above and below the line that tells where and when that was published, and the first entity that is named."""

    lead: Reading
    headline: Block
    blocks: tuple[Block, ...]
    entity: str | None


def alert_body(view: AlertView, texts: Texts, gist: Gist | None = None, others: int = _OTHERS_SHOWN) -> Body:
    """Made once for all alerts of a story and all time zones: it takes the most of the time. Of the other reports so
    many are listed."""
    gist = gist or gist_of(view.story, view.watchlists)
    lead, facts = gist.lead, gist.facts
    headline = agreed_headline(lead, facts, view.watchlists, texts)
    blocks = (
        *_own_claim(lead, view, texts),
        *_summary(view, texts),
        *_mentioned(lead, view, texts),
        *lines_of(view.story, facts, view.watchlists, texts),
        *_others(lead, view, texts, others),
    )
    first = next(iter(lead.findings.mentions), None)
    heading = block(f"{ICONS[view.story.severity]} ", bold(headline), shape="heading")
    return Body(lead, heading, blocks, first.entity if first else None)


def more_message(view: AlertView, texts: Texts) -> Message:
    """The longer version of an alert: what its view's summary says, and every report up to a screenful."""
    body = alert_body(view, texts, others=_ALL_SHOWN)
    blocks = (body.headline, _source_line(body.lead, view, texts), *body.blocks, _footer(view, texts))
    return Message(blocks, texts.language, more_buttons(view, texts))


def alert_message(view: AlertView, texts: Texts, body: Body | None = None) -> Message:
    """An alert as it is sent to a chat."""
    body = body or alert_body(view, texts)
    told = (body.headline, _source_line(body.lead, view, texts), *body.blocks)
    blocks = (*update_line(view, texts), *told, _footer(view, texts))
    return Message(blocks, texts.language, alert_buttons(view, texts, body.entity))


def _summary(view: AlertView, texts: Texts) -> list[Block]:
    """The source's own words as a quotation; what a model wrote is none, and says so."""
    if not view.summary:
        return []
    summary = quoted(view.summary, _LONGEST_SUMMARY)
    if view.written:
        return [block(texts.say("Written by a model: {summary}", summary=summary))]
    return [block(summary, shape="quote")]


def _own_claim(lead: Reading, view: AlertView, texts: Texts) -> list[Block]:
    """That the words are those of who did it."""
    outlet, act = own_medium(lead, view.outlets, view.watchlists), lead_event(lead, view.watchlists)
    if outlet is None or act is None:
        return _claimed_too(view, texts)
    whose = of_whom(outlet, view.watchlists, texts)
    if is_confirmed(view.story, act, view.outlets):
        said = texts.say("Published by the group's own medium ({outlet}): a claim; others report it too.", outlet=whose)
    else:
        said = texts.say("Published by the group's own medium ({outlet}): a claim, not confirmed.", outlet=whose)
    return [block(said)]


def _claimed_too(view: AlertView, texts: Texts) -> list[Block]:
    """That one of the other reports is by who did it."""
    own = (own_medium(one, view.outlets, view.watchlists) for one in view.story.reports)
    outlet = next(filter(None, own), None)
    if outlet is None:
        return []
    whose = of_whom(outlet, view.watchlists, texts)
    return [block(texts.say("The group's own medium ({outlet}) tells of it, too: a claim.", outlet=whose))]


def _source_line(lead: Reading, view: AlertView, texts: Texts) -> Block:
    article = lead.article
    when = texts.when(article.published, view.timezone)
    source = publisher_in_full(article, view.outlets, view.watchlists, texts)
    return block(Span(article_title(lead), url=article.url), texts.say(" — {source}, {when}", source=source, when=when))


def _mentioned(lead: Reading, view: AlertView, texts: Texts) -> list[Block]:
    found = dict.fromkeys(mention.entity for mention in lead.findings.mentions)
    if not found:
        return []
    shown = names(list(found)[:_NAMES_SHOWN], view.watchlists, texts)
    return [block(texts.say("Named: {names}", names=shown))]


def _others(lead: Reading, view: AlertView, texts: Texts, most: int) -> list[Block]:
    """The other reports of the story, newest first."""
    others = [reading for reading in reversed(view.story.reports) if reading.article.id != lead.article.id]
    lines = [_other(reading, view, texts) for reading in others[:most]]
    left = len(others) - len(lines)
    if left > 0:
        lines.append(block(texts.count("and {n} more report", "and {n} more reports", left), shape="item"))
    return [block(texts.say("Also reported:")), *lines] if lines else []


def _other(reading: Reading, view: AlertView, texts: Texts) -> Block:
    source = publisher(reading.article, view.outlets, texts)
    return block(f"{source}: ", Span(article_title(reading), url=reading.article.url), shape="item")


def _footer(view: AlertView, texts: Texts) -> Block:
    sample = texts.say(" · sample") if any(reading.article.sample for reading in view.story.readings) else ""
    facts = texts.say(
        "{alert} · {story} · severity: {severity} · {reason}",
        alert=f"A{view.alert.id}",
        story=f"S{view.story.id}",
        severity=severity_name(view.story.severity if view.updated else view.alert.severity, texts),
        reason=reason_name(view.alert.reason, texts),
    )
    return block(facts + _sources(view, texts) + updated_note(view, texts) + sample, shape="footer")


def _sources(view: AlertView, texts: Texts) -> str:
    """How many outlets report it, where it is more than one."""
    number = len(view.story.sources)
    return texts.say(" · {sources}", sources=texts.count("{n} source", "{n} sources", number)) if number > 1 else ""
