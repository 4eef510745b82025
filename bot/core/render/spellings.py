"""A spelling that the news has and the lists have not, as it is offered to administrators."""

from collections.abc import Iterator

from bot.core.language import Texts
from bot.core.message import Block, block
from bot.core.proposing import Proposal
from bot.core.render.words import entry_name, quoted
from bot.core.spellings import Gain
from watchlists.model import Watchlists

_SHOWN = 80


def spelling_lines(proposal: Proposal, gain: Gain, watchlists: Watchlists, texts: Texts) -> list[Block]:
    """What would be a further alias, where it was seen, what it would find, and what speaks against it."""
    facts = {
        "number": proposal.id,
        "name": entry_name(proposal.key, watchlists, texts),
        "alias": quoted(proposal.alias, _SHOWN),
        "value": quoted(proposal.value, _SHOWN),
    }
    said = texts.say("{number}. {name} is also written “{value}”; the lists have “{alias}”.", **facts)
    lines = [texts.say("{seen} {found}", seen=_seen(gain, texts), found=_found(gain, texts))]
    return [block(said), *(block(one, shape="item") for one in (*lines, *_warnings(proposal, gain, texts)))]


def _seen(gain: Gain, texts: Texts) -> str:
    """«It stood in 4 different texts (sources: 2), beside “داعش”.»"""
    number = texts.count("{n} different text", "{n} different texts", gain.texts)
    if not gain.beside:
        return texts.say("It stood in {texts} (sources: {sources}).", texts=number, sources=gain.outlets)
    beside = texts.say(", ").join(texts.say("“{phrase}”", phrase=quoted(one, _SHOWN)) for one in gain.beside)
    return texts.say(
        "It stood in {texts} (sources: {sources}), beside {beside}.",
        texts=number,
        sources=gain.outlets,
        beside=beside,
    )


def _found(gain: Gain, texts: Texts) -> str:
    return texts.count(
        "As an alias it would have found {n} further one of the {articles} of the last {days} days.",
        "As an alias it would have found {n} further ones of the {articles} of the last {days} days.",
        gain.found,
        articles=texts.count("{n} newest article", "{n} newest articles", gain.articles),
        days=gain.days,
    )


def _warnings(proposal: Proposal, gain: Gain, texts: Texts) -> Iterator[str]:
    value = quoted(proposal.value, _SHOWN)
    if gain.ordinary:
        yield texts.say("⚠ “{alias}” is an ordinary word, too.", alias=value)
    if gain.also:
        facts = {"alias": value, "key": gain.also}
        yield texts.say("“{alias}” is an alias of {key}, too: both are found by it", **facts)
