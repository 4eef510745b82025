"""What is proposed to be changed at an alias, with its effect on the stored articles, in words."""

from collections.abc import Sequence

from bot.core.language import Texts
from bot.core.message import Block, Button, Message, block, bold
from bot.core.proposing import Effect, Proposal
from bot.core.render.words import entry_name, quoted
from watchlists.model import Watchlists


def proposal_notice(proposal: Proposal, watchlists: Watchlists, texts: Texts) -> Message:
    """A proposal as it is sent to administrators, with buttons that decide."""
    title = block(bold(texts.say("A proposal from what people said of alerts")), shape="heading")
    blocks = (title, *proposal_lines(proposal, watchlists, texts))
    return Message(blocks, texts.language, (tuple(_buttons(proposal, texts)),))


def proposals_message(proposals: Sequence[Proposal], watchlists: Watchlists, texts: Texts) -> Message:
    """Those that wait to be decided of."""
    if not proposals:
        return Message((block(texts.say("Nothing is proposed now.")),), texts.language)
    title = block(bold(texts.say("Proposals")), shape="heading")
    lines = [line for one in proposals for line in proposal_lines(one, watchlists, texts)]
    return Message((title, *lines), texts.language, tuple(tuple(_buttons(one, texts)) for one in proposals))


def proposal_lines(proposal: Proposal, watchlists: Watchlists, texts: Texts) -> list[Block]:
    """What would be changed, and what that would have done."""
    facts = {
        "number": proposal.id,
        "name": entry_name(proposal.key, watchlists, texts),
        "alias": quoted(proposal.alias, 80),
        "value": quoted(proposal.value, 80),
    }
    if proposal.kind == "unless":
        said = texts.say("{number}. {name}, alias “{alias}”: not where “{value}” stands.", **facts)
    else:
        said = texts.say("{number}. {name}, alias “{alias}”: only with a score of {value} or more.", **facts)
    return [block(said), block(effect_line(proposal.effect, texts), shape="item")]


def effect_line(effect: Effect, texts: Texts) -> str:
    """«Would have silenced 14 of 220 mentions of the last 30 days, 0 of those called relevant.»"""
    return texts.say(
        "It would have silenced {silenced} of {mentions} mentions of the last {days} days: {rejected} of those called "
        "not relevant, {relevant} of those called relevant.",
        silenced=effect.silenced,
        mentions=effect.mentions,
        days=effect.days,
        rejected=effect.rejected,
        relevant=effect.relevant,
    )


def samples_message(proposal: Proposal, watchlists: Watchlists, texts: Texts) -> Message:
    """The words around some of what would be silenced."""
    samples = [block(quoted(f"…{one}…", 200), shape="quote") for one in proposal.effect.samples]
    lines = proposal_lines(proposal, watchlists, texts)
    buttons = _buttons(proposal, texts)[:2] if proposal.state == "open" else []
    return Message((*lines, *samples), texts.language, (tuple(buttons),) if buttons else ())


def _buttons(proposal: Proposal, texts: Texts) -> list[Button]:
    number = proposal.id
    return [
        Button(texts.say("Accept {n}", n=number), f"/proposals accept {number}"),
        Button(texts.say("Decline {n}", n=number), f"/proposals decline {number}"),
        Button(texts.say("Samples {n}", n=number), f"/proposals samples {number}"),
    ]
