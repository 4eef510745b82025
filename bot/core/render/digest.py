"""The message of a digest."""

from bot.core.language import Texts
from bot.core.message import Block, Message, block, bold
from bot.core.render.headline import story_headline
from bot.core.render.mutes import mute_line
from bot.core.render.status import story_line
from bot.core.render.words import entry_name
from bot.core.views import DigestView


def digest_message(view: DigestView, texts: Texts) -> Message:
    """Stories by group with the counts of the window; one line where nothing happened."""
    blocks = [block(bold(texts.say("Digest")), shape="heading"), _window(view, texts)]
    if not view.stories:
        blocks.append(block(texts.say("Nothing new in this window.")))
    else:
        blocks += [_counts(view, texts), *_groups(view, texts)]
    return Message((*blocks, *_remarks(view, texts)), texts.language)


def _window(view: DigestView, texts: Texts) -> Block:
    start, end = (texts.when(moment, view.timezone) for moment in (view.start, view.end))
    return block(texts.say("From {start} to {end}", start=start, end=end), shape="footer")


def _counts(view: DigestView, texts: Texts) -> Block:
    stories = texts.count("{n} story", "{n} stories", view.stories)
    articles = texts.count("{n} article", "{n} articles", view.articles)
    before = texts.count("{n} story the time before", "{n} stories the time before", view.before)
    return block(texts.say("{stories}, {articles}; {before}", stories=stories, articles=articles, before=before))


def _groups(view: DigestView, texts: Texts) -> list[Block]:
    lines: list[Block] = []
    for key, stories in view.groups:
        lines.append(block(bold(entry_name(key, view.watchlists, texts))))
        headlines = [(story, story_headline(story, view.watchlists, texts)) for story in stories]
        lines += [story_line(story, view.timezone, headline, texts) for story, headline in headlines]
    return lines


def _remarks(view: DigestView, texts: Texts) -> list[Block]:
    remarks = []
    if view.left_out:
        remarks.append(texts.count("and {n} more story", "and {n} more stories", view.left_out))
    if view.held:
        remarks.append(
            texts.count("{n} alert was kept for this digest", "{n} alerts were kept for this digest", view.held)
        )
    if view.muted:
        remarks.append(texts.count("{n} alert was muted", "{n} alerts were muted", view.muted))
    remarks += [mute_line(mute, view.watchlists, texts, view.timezone) for mute in view.mutes]
    return [block(remark, shape="footer") for remark in remarks]
