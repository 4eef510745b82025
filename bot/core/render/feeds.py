"""The messages of /feeds: all sources by state, pages of those in one state, and one source in detail."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.core.feed_state import FeedState, by_state, feed_name, state_of
from bot.core.feed_views import FeedsView, FeedView
from bot.core.language import Texts
from bot.core.layout import linkable
from bot.core.message import Block, Button, Message, Span, block, bold, pressable
from bot.core.model import Destination, Feed
from bot.core.render.reasons import reason_words
from bot.core.render.words import quoted
from bot.core.urls import without_login

# Sources of one state in the overview, and on a page.
_SHOWN = 5
A_PAGE = 15
# So few well ones are named in the overview.
_FEW = 8
_NAME, _REASON, _ADDRESS = 60, 120, 300
_ICONS: Mapping[FeedState, str] = {
    FeedState.OFF: "⛔",
    FeedState.FAILING: "🔴",
    FeedState.SILENT: "🟡",
    FeedState.WAITING: "⏳",
    FeedState.OK: "🟢",
}


def feeds_message(view: FeedsView, texts: Texts) -> Message:
    """Those that are off, then those that fail, then silent ones; well ones only counted where they are many."""
    if not view.feeds:
        hint = texts.say("No source is read yet. Add one: {command}", command="/feeds add https://news.example/rss.xml")
        return Message((block(hint), *_listening(view, texts)), texts.language)
    found = {state: feeds for state, feeds in by_state(view.feeds, view.now).items() if feeds}
    blocks = [block(bold(texts.say("Sources")), shape="heading")]
    for state, feeds in found.items():
        blocks.append(block(f"{_ICONS[state]} ", bold(state_count(state, len(feeds), texts))))
        blocks += [_line(feed, view.now, texts) for feed in feeds[: _room(state, feeds)]]
    blocks += _listening(view, texts)
    blocks.append(block(texts.say("One in detail: {command}", command=f"/feeds {view.feeds[0].id}"), shape="footer"))
    return Message(tuple(blocks), texts.language, pressable(_overview_buttons(found, texts)))


def feeds_page(view: FeedsView, state: FeedState | None, page: int, texts: Texts) -> Message:
    """One page, counted from 1, of the sources in a state, or of all (None)."""
    feeds = [feed for feed in view.feeds if state is None or state_of(feed, view.now) is state]
    shown = feeds[(page - 1) * A_PAGE : page * A_PAGE]
    title = state_count(state, len(feeds), texts) if state else texts.say("Sources")
    blocks = [block(bold(title), shape="heading"), *(_line(feed, view.now, texts) for feed in shown)]
    if len(feeds) > len(shown):
        pages = -(-len(feeds) // A_PAGE)
        blocks.append(block(texts.say("Page {page} of {pages}", page=page, pages=pages), shape="footer"))
    more = Button(texts.say("More"), f"/feeds {state or 'all'} page:{page + 1}")
    return Message(tuple(blocks), texts.language, ((more,),) if len(feeds) > page * A_PAGE else ())


def feed_message(view: FeedView, texts: Texts) -> Message:
    """Everything that is known of one source, with buttons for what can be done about it."""
    feed = view.feed
    address = quoted(without_login(feed.url), _ADDRESS)
    link = Span(address, url=without_login(feed.url)) if linkable(without_login(feed.url)) else Span(address)
    title = block(f"{_ICONS[state_of(feed, view.now)]} ", bold(_name(feed)), shape="heading")
    lines = [block(line, shape="item") for line in feed_details(view, texts)]
    return Message((title, block(link), *lines), texts.language, pressable(_actions(feed, texts)))


def state_count(state: FeedState, n: int, texts: Texts) -> str:
    """How many sources are in a state, in words."""
    if state is FeedState.OFF:
        return texts.count("{n} source is off", "{n} sources are off", n)
    if state is FeedState.FAILING:
        return texts.count("{n} source fails", "{n} sources fail", n)
    if state is FeedState.SILENT:
        return texts.count("{n} source is silent", "{n} sources are silent", n)
    if state is FeedState.WAITING:
        return texts.count("{n} source is not read yet", "{n} sources are not read yet", n)
    return texts.count("{n} source is well", "{n} sources are well", n)


def state_clause(feed: Feed, now: datetime, texts: Texts) -> str:
    """How a source is, in a clause."""
    state, reason = state_of(feed, now), reason_words(feed.error or "", texts, _REASON)
    if state is FeedState.OFF:
        return texts.say("off: {reason}", reason=reason) if feed.error else texts.say("turned off")
    if state is FeedState.FAILING:
        if feed.succeeded is None:
            return texts.say("never read so far: {reason}", reason=reason)
        return texts.say("last read {ago} ago; now: {reason}", ago=texts.span(now - feed.succeeded), reason=reason)
    if state is FeedState.SILENT and feed.fresh:
        return texts.say("nothing new for {span}", span=texts.span(now - feed.fresh))
    if feed.succeeded is None:
        return texts.say("not read yet")
    ago = texts.span(now - feed.succeeded)
    return (
        texts.say("read {ago} ago; {note}", ago=ago, note=reason)
        if feed.error
        else texts.say("read {ago} ago", ago=ago)
    )


def feed_details(view: FeedView, texts: Texts) -> list[str]:
    """What there is to say of one source, a line each."""
    feed, now = view.feed, view.now
    lines = [state_clause(feed, now, texts), _manner(feed, texts)]
    if not feed.off:
        lines.append(_rhythm(feed, now, texts))
    if feed.succeeded and state_of(feed, now) in (FeedState.OFF, FeedState.SILENT):  # of the others it is said above
        lines.append(texts.say("Last success: {ago} ago", ago=texts.span(now - feed.succeeded)))
    if feed.fresh:
        lines.append(texts.say("Last news: {ago} ago", ago=texts.span(now - feed.fresh)))
    if view.day is not None:
        lines.append(texts.say("Articles in a day: {n}", n=view.day))
    if view.week is not None:
        lines.append(texts.say("Articles in a week: {n}", n=view.week))
    if feed.errors:
        lines.append(texts.count("{n} failure in a row", "{n} failures in a row", feed.errors))
    return lines


def full_text(feed: Feed, texts: Texts) -> str:
    """Whether the full text behind its items is fetched."""
    pages = {
        "auto": texts.say("where an item only teases"),
        "always": texts.say("always"),
        "never": texts.say("never"),
    }
    return pages[feed.pages]


def _room(state: FeedState, feeds: Sequence[Feed]) -> int:
    if state is FeedState.OK:
        return _FEW if len(feeds) <= _FEW else 0
    return _SHOWN


def _overview_buttons(found: Mapping[FeedState, Sequence[Feed]], texts: Texts) -> list[list[Button]]:
    """Those of whom not all are shown; and trying again what does not work."""
    rows = [
        [Button(state_count(state, len(feeds), texts), f"/feeds {state}")]
        for state, feeds in found.items()
        if len(feeds) > _room(state, feeds)
    ]
    if found.keys() & {FeedState.OFF, FeedState.FAILING}:
        rows.append([Button(texts.say("Ask those that are off or fail again"), "/feeds retry all")])
    return rows


def _line(feed: Feed, now: datetime, texts: Texts) -> Block:
    number, clause = texts.ltr(f"#{feed.id}"), state_clause(feed, now, texts)
    return block(texts.say("{number} {name} — {state}", number=number, name=_name(feed), state=clause), shape="item")


def _listening(view: FeedsView, texts: Texts) -> list[Block]:
    if not view.listening:
        return []
    names = texts.say(", ").join(_chat(chat) for chat in view.listening[:_SHOWN])
    return [block(texts.say("Chats that are read as sources: {names}", names=names))]


def _chat(chat: Destination) -> str:
    return quoted(chat.title or f"{chat.address.platform}:{chat.address.chat}", _NAME)


def _manner(feed: Feed, texts: Texts) -> str:
    kinds = {"feed": texts.say("feed"), "sitemap": texts.say("news sitemap"), "mail": texts.say("mail")}
    return texts.say("Kind: {kind}. Full text: {pages}", kind=kinds[feed.kind], pages=full_text(feed, texts))


def _rhythm(feed: Feed, now: datetime, texts: Texts) -> str:
    every = texts.span(timedelta(seconds=feed.wait))
    if feed.next_at is None or feed.next_at <= now:
        return texts.say("Asked every {every}; due now", every=every)
    return texts.say("Asked every {every}; next in {span}", every=every, span=texts.span(feed.next_at - now))


def _actions(feed: Feed, texts: Texts) -> list[list[Button]]:
    again = texts.say("Turn on") if feed.off else texts.say("Ask now")
    row = [Button(again, f"/feeds retry {feed.id}")]
    if not feed.off:
        row.append(Button(texts.say("Turn off"), f"/feeds off {feed.id}"))
    return [[*row, Button(texts.say("Remove"), f"/feeds remove {feed.id}")]]


def _name(feed: Feed) -> str:
    return quoted(feed_name(feed), _NAME)
