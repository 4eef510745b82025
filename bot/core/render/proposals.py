"""What is proposed to be changed at an alias, or which further one, with its effect on the stored articles."""

from collections.abc import Sequence

from bot.core.language import Texts
from bot.core.message import Block, Button, Message, block, bold
from bot.core.proposing import Effect, Proposal
from bot.core.render.spellings import spelling_lines
from bot.core.render.words import entry_name, quoted
from watchlists.model import Watchlists


def proposal_notice(proposal: Proposal, watchlists: Watchlists, texts: Texts) -> Message:
    """A proposal as it is sent to administrators, with buttons that decide."""
    if proposal.kind == "alias":
        said, shown = texts.say("A spelling that is not in the lists"), _quotes(proposal)
    else:
        said, shown = texts.say("A proposal from what people said of alerts"), []
    title = block(bold(said), shape="heading")
    blocks = (title, *proposal_lines(proposal, watchlists, texts), *shown)
    return Message(blocks, texts.language, (tuple(_buttons(proposal, texts, shown=bool(shown))),))


def proposals_message(proposals: Sequence[Proposal], watchlists: Watchlists, texts: Texts) -> Message:
    """Those that wait to be decided of."""
    if not proposals:
        return Message((block(texts.say("Nothing is proposed now.")),), texts.language)
    title = block(bold(texts.say("Proposals")), shape="heading")
    lines = [line for one in proposals for line in proposal_lines(one, watchlists, texts)]
    return Message((title, *lines), texts.language, tuple(tuple(_buttons(one, texts)) for one in proposals))


def proposal_lines(proposal: Proposal, watchlists: Watchlists, texts: Texts) -> list[Block]:
    """What would be changed, and what that would have done."""
    if proposal.gain is not None:
        return spelling_lines(proposal, proposal.gain, watchlists, texts)
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
    """The words around some of what would be silenced, or found."""
    lines = proposal_lines(proposal, watchlists, texts)
    buttons = _buttons(proposal, texts, shown=True) if proposal.state == "open" else []
    return Message((*lines, *_quotes(proposal)), texts.language, (tuple(buttons),) if buttons else ())


def _quotes(proposal: Proposal) -> list[Block]:
    held = proposal.gain or proposal.effect
    return [block(quoted(f"…{one}…", 260), shape="quote") for one in held.samples]


def _buttons(proposal: Proposal, texts: Texts, *, shown: bool = False) -> list[Button]:
    """Accept and decline; the samples, unless they are shown; a new spelling can be tried on the stored articles."""
    number = proposal.id
    buttons = [
        Button(texts.say("Accept {n}", n=number), f"/proposals accept {number}"),
        Button(texts.say("Decline {n}", n=number), f"/proposals decline {number}"),
    ]
    if not shown:
        buttons.append(Button(texts.say("Samples {n}", n=number), f"/proposals samples {number}"))
    if proposal.kind == "alias":
        tried = f"/test {proposal.key} {proposal.value} match:inflected"
        buttons.append(Button(texts.say("Try {n}", n=number), tried))
    return buttons
