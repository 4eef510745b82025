"""What a digest says beside its stories: what was not sent and why, who went silent, what is unusual, what is muted."""

from collections.abc import Callable, Mapping

from bot.core.language import Texts
from bot.core.message import Block, block, bold
from bot.core.model import Story
from bot.core.preferences import SummaryLength
from bot.core.render.headline import story_headline
from bot.core.render.mutes import mute_line
from bot.core.render.words import ICONS, entry_name, names, quoted
from bot.core.silences import Silence
from bot.core.views import DigestView, HeldView, UntoldTrends, Unusual, lead_event, lead_reading
from watchlists.model import Watchlists

# Of each kind so many are named, the rest is counted: a digest is one message.
_HELD_LISTED, _SILENT_SHOWN, _MUTES_SHOWN, _TRENDS_SHOWN = 15, 4, 3, 3
_SOURCE, _VERDICT = 60, 40
# Characters of a headline in a list, and of the sentence that goes with it in a long digest.
_HEADLINE: Mapping[SummaryLength, int] = {"short": 90, "medium": 200, "long": 200}
_SENTENCE = 240

# How many alerts were not sent for a reason. A new verdict is one more line.
_HELD: Mapping[str, Callable[[Texts, int], str]] = {
    "digest": lambda texts, n: texts.count(
        "{n} alert was kept for this digest (below the level of this chat)",
        "{n} alerts were kept for this digest (below the level of this chat)",
        n,
    ),
    "muted": lambda texts, n: texts.count("{n} alert was muted", "{n} alerts were muted", n),
    "quiet": lambda texts, n: texts.count("{n} alert fell into quiet hours", "{n} alerts fell into quiet hours", n),
    "gathered": lambda texts, n: texts.count(
        "{n} alert was gathered into a later message", "{n} alerts were gathered into later messages", n
    ),
    "repeat": lambda texts, n: texts.count(
        "{n} alert told again what was told before", "{n} alerts told again what was told before", n
    ),
}
# The same of unusual numbers of mentions: these two keep them back.
_UNTOLD: Mapping[str, Callable[[Texts, int], str]] = {
    "muted": lambda texts, n: texts.count(
        "{n} unusual number of mentions was muted", "{n} unusual numbers of mentions were muted", n
    ),
    "quiet": lambda texts, n: texts.count(
        "{n} unusual number of mentions fell into quiet hours",
        "{n} unusual numbers of mentions fell into quiet hours",
        n,
    ),
}


def held_lines(view: DigestView, texts: Texts) -> list[Block]:
    """For each reason how many alerts were not sent, and of which stories: those that are listed above by number, the
    gravest others with their headline; then how many unusual numbers of mentions, and of whom."""
    lines = [line for one in view.held for line in _held(one, view, texts)]
    lines += [_untold(one, view.watchlists, texts) for one in view.untold if one.verdict in _UNTOLD]
    return [block(bold(texts.say("Held or muted"))), *lines] if lines else []


def silent_lines(view: DigestView, texts: Texts) -> list[Block]:
    """The sources that went silent."""
    if not view.silent:
        return []
    shown = [block(_silence(one, view, texts), shape="item") for one in view.silent[:_SILENT_SHOWN]]
    left = len(view.silent) - len(shown)
    more = [block(texts.count("and {n} more source", "and {n} more sources", left), shape="item")] if left else []
    return [block(bold(texts.say("Silent sources"))), *shown, *more]


def trend_lines(view: DigestView, texts: Texts) -> list[Block]:
    """What is mentioned unusually often."""
    if not view.trends:
        return []
    shown = [block(_trend(one, view.watchlists, texts), shape="item") for one in view.trends[:_TRENDS_SHOWN]]
    return [block(bold(texts.say("Unusual"))), *shown]


def mute_lines(view: DigestView, texts: Texts) -> list[Block]:
    """What is muted now, by whom, until when and why."""
    if not view.mutes:
        return []
    lines = [mute_line(one, view.watchlists, texts, view.timezone) for one in view.mutes[:_MUTES_SHOWN]]
    left = len(view.mutes) - len(lines)
    if left:
        lines.append(texts.count("and {n} more: {command}", "and {n} more: {command}", left, command="/mute"))
    return [block(bold(texts.say("Muted now"))), *(block(line, shape="item") for line in lines)]


def short_headline(story: Story, watchlists: Watchlists, texts: Texts, length: SummaryLength = "medium") -> str:
    """The headline of a story, cut where it is too long for a list."""
    said, longest = story_headline(story, watchlists, texts), _HEADLINE[length]
    return said if len(said) <= longest else quoted(said, longest)


def sentence_of(story: Story, watchlists: Watchlists) -> str | None:
    """The sentence of a story's article that tells what happened, else that first names somebody, quoted; None where
    it has no more than its title."""
    lead = lead_reading(story, watchlists)
    event, text = lead_event(lead, watchlists), lead.article.text
    if event is not None and event.field == "text":
        return quoted(text[slice(*event.sentence)], _SENTENCE)
    named = [one.start for one in lead.findings.mentions if one.field == "text"]
    spans = lead.findings.sentences.get("text", ())
    found = next(((start, end) for start, end in spans if named and start <= named[0] < end), None)
    return quoted(text[slice(*found)], _SENTENCE) if found else None


def _held(one: HeldView, view: DigestView, texts: Texts) -> list[Block]:
    said = _HELD[one.verdict](texts, one.alerts) if one.verdict in _HELD else _unknown(one, texts)
    numbers = texts.say(", ").join(texts.ltr(f"S{number}") for number in one.listed[:_HELD_LISTED])
    lines = [texts.say("{what}: {stories}", what=said, stories=numbers) if numbers else said]
    lines += [_other(story, view, texts) for story in one.others]
    if one.more and one.others:
        lines.append(texts.count("and {n} more story", "and {n} more stories", one.more))
    return [block(line, shape="item") for line in lines]


def _untold(one: UntoldTrends, watchlists: Watchlists, texts: Texts) -> Block:
    who = names(one.keys[:_TRENDS_SHOWN], watchlists, texts)
    left = len(one.keys) - _TRENDS_SHOWN
    if left > 0:
        who = texts.say("{names} and {n} more", names=who, n=left)
    return block(texts.say("{what}: {names}", what=_UNTOLD[one.verdict](texts, one.number), names=who), shape="item")


def _unknown(one: HeldView, texts: Texts) -> str:
    verdict = quoted(one.verdict, _VERDICT)
    return texts.count(
        "{n} alert was held back ({verdict})", "{n} alerts were held back ({verdict})", one.alerts, verdict=verdict
    )


def _other(story: Story, view: DigestView, texts: Texts) -> str:
    headline = short_headline(story, view.watchlists, texts)
    return f"{ICONS[story.severity]} " + texts.say("{headline} · {story}", headline=headline, story=f"S{story.id}")


def _silence(one: Silence, view: DigestView, texts: Texts) -> str:
    source = quoted(one.source, _SOURCE)
    if one.before:
        return texts.count(
            "{source}: {n} article the time before, none now",
            "{source}: {n} articles the time before, none now",
            one.before,
            source=source,
        )
    if one.since is None:
        return texts.say("{source}: could never be read", source=source)
    return texts.say("{source}: nothing since {since}", source=source, since=texts.when(one.since, view.timezone))


def _trend(one: Unusual, watchlists: Watchlists, texts: Texts) -> str:
    mentions = texts.count("{n} mention", "{n} mentions", one.mentions)
    return texts.say(
        "{name}: {mentions} in {span}, usually {usual}",
        name=entry_name(one.key, watchlists, texts),
        mentions=mentions,
        span=texts.span(one.span),
        usual=one.usual,
    )
