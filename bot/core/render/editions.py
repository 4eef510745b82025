"""What outlets changed in their reports, edition by edition, in the answer to /why."""

from collections.abc import Iterator

from bot.core.changes import Change, changes
from bot.core.language import Texts
from bot.core.message import Block, block, bold
from bot.core.render.words import names, people, quoted
from bot.core.views import WhyView
from watchlists.model import Watchlists

_EDITIONS_SHOWN = 4
_SENTENCES_SHOWN = 3
_LONGEST_SENTENCE = 160


def edition_lines(view: WhyView, texts: Texts) -> list[Block]:
    """The later editions of an alert's articles, the newest ones, also those that came in after it; nothing where no
    article has any. Sentences are the outlet's own, of each edition a few."""
    told = {reading.article.identity for reading in view.story.readings}
    made = changes(view.whole or view.story, told)
    if not made:
        return []
    lines = [block(bold(texts.say("What outlets changed")))]
    left = len(made) - _EDITIONS_SHOWN
    if left > 0:
        lines.append(block(texts.count("{n} earlier change", "{n} earlier changes", left), shape="item"))
    return lines + [line for one in made[-_EDITIONS_SHOWN:] for line in _edition(one, view, texts)]


def _edition(one: Change, view: WhyView, texts: Texts) -> list[Block]:
    article = one.after.article
    facts = list(_facts(one, view.watchlists, texts))
    head = texts.say(
        "{source}, edition {number} ({when}): {changes}",
        source=quoted(article.source, 60),
        number=article.edition,
        when=texts.when(article.received, view.timezone),
        changes=texts.say("; ").join(facts or [_otherwise(one, texts)]),
    )
    return [block(head, shape="item"), *_sentences(one, texts)]


def _otherwise(one: Change, texts: Texts) -> str:
    return texts.say("no other words") if one.empty else texts.say("other words, the same facts")


def _facts(one: Change, watchlists: Watchlists, texts: Texts) -> Iterator[str]:
    for of, before, after in one.figures:
        was, now = (None if number is None else people(of, number, texts) for number in (before, after))
        yield _changed(was, now, texts)
    if one.claimed:
        claim = texts.say("responsibility claimed by {names}", names=names(one.claimed, watchlists, texts))
        yield texts.say("added: {what}", what=claim)
    if one.unclaimed:
        claim = texts.say("responsibility claimed by {names}", names=names(one.unclaimed, watchlists, texts))
        yield texts.say("removed: {what}", what=claim)
    if one.headline:
        yield texts.say("headline: “{headline}”", headline=quoted(one.headline, _LONGEST_SENTENCE))


def _changed(before: str | None, after: str | None, texts: Texts) -> str:
    if before is None or after is None:
        return texts.say("added: {what}", what=after) if after else texts.say("removed: {what}", what=before or "")
    return texts.say("{before} → {after}", before=before, after=after)


def _sentences(one: Change, texts: Texts) -> Iterator[Block]:
    added = [texts.say("added: “{text}”", text=_short(said)) for said in one.added[:_SENTENCES_SHOWN]]
    removed = [texts.say("removed: “{text}”", text=_short(said)) for said in one.removed[:_SENTENCES_SHOWN]]
    yield from (block(line) for line in (*added, *removed))
    left = len(one.added) + len(one.removed) - len(added) - len(removed)
    if left > 0:
        more = texts.count("and {n} more changed sentence", "and {n} more changed sentences", left)
        yield block(more, shape="item")


def _short(said: str) -> str:
    return quoted(said, _LONGEST_SENTENCE)
