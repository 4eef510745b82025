"""/proposals: what the bot would change at aliases whose alerts people call not relevant, and spellings that it saw."""

from dataclasses import replace
from typing import Final, Literal

from bot.core.answer import Reply
from bot.core.message import Message
from bot.core.proposing import Proposal
from bot.core.render.proposals import proposals_message, samples_message
from bot.core.spellings import details, further
from bot.services.proposing import spelling
from handlers.commands import editing, parsing
from handlers.commands.base import Command, Desk, Request
from watchlists.editing.edits import Edit
from watchlists.model import Alias

_Action = Literal["accept", "decline", "samples"]
_ACTIONS: Final[dict[str, _Action]] = {
    **dict.fromkeys(("accept", "قبول", "اقبل"), "accept"),
    **dict.fromkeys(("decline", "رفض", "ارفض"), "decline"),
    **dict.fromkeys(("samples", "show", "أمثلة"), "samples"),
}
_MOST = 8


def run(request: Request, desk: Desk) -> Message | Reply:
    """Alone those that are open; `accept 3`, `decline 3` and `samples 3` are about one."""
    if not request.words:
        return proposals_message(desk.unit.proposals.open()[:_MOST], desk.watchlists, desk.texts)
    action = _ACTIONS.get(request.words[0].casefold())
    number = parsing.number(" ".join(request.words[1:]))
    if action is None or number is None:
        raise parsing.not_understood(desk, COMMAND.example)
    if action != "samples":
        desk.unit.list_edits.begin()
    proposal = desk.unit.proposals.get(number)
    if proposal is None:
        raise parsing.refuse(desk, desk.texts.say("There is no proposal {n}.", n=number))
    if action == "samples":
        return samples_message(proposal, desk.watchlists, desk.texts)
    return _decide(proposal, action, request, desk)


def _decide(proposal: Proposal, action: _Action, request: Request, desk: Desk) -> Reply:
    """Accepted, it is an edit of the lists like any other; declined, it is not proposed again."""
    if proposal.state != "open":
        raise parsing.refuse(desk, desk.texts.say("Somebody decided of proposal {n} already.", n=proposal.id))
    edit = _edit(proposal, desk)
    if action == "accept":
        editing.checked(edit, desk)
    person = request.update.person
    desk.unit.proposals.decide(proposal.id, "accepted" if action == "accept" else "declined", person, desk.now)
    if action == "accept":
        return _with_rest(editing.saved_message(editing.save(edit, request, desk), desk), desk)
    desk.unit.people.record(person, "decline proposal", {"proposal": proposal.id}, desk.now)
    return _with_rest(desk.reply(desk.texts.say("Declined. I do not propose it again.")), desk)


def _edit(proposal: Proposal, desk: Desk) -> Edit:
    """What is saved when it is accepted. A new spelling has the conditions that the one near to it has now."""
    if proposal.kind == "alias":
        near = spelling((proposal.key, proposal.alias), editing.lists_now(desk)) or Alias(proposal.alias)
        return Edit("alias", proposal.key, details(further(near, proposal.value)))
    value: str | float = float(proposal.value) if proposal.kind == "min_score" else proposal.value
    return Edit(proposal.kind, proposal.key, {"alias": proposal.alias, "value": value})


def _with_rest(said: Message, desk: Desk) -> Reply:
    """What became of one, and those that are open still, in the place of the message whose button was pressed."""
    left = desk.unit.proposals.open()[:_MOST]
    if not left:
        return Reply(said, "edit")
    rest = proposals_message(left, desk.watchlists, desk.texts)
    return Reply(replace(said, blocks=(*said.blocks, *rest.blocks), buttons=(*said.buttons, *rest.buttons)), "edit")


COMMAND = Command(
    "proposals",
    "[accept N] [decline N] [samples N]",
    "/proposals accept 3",
    lambda texts: texts.say("changes of aliases that I propose"),
    run,
    "admin",
    aliases=("مقترحات", "المقترحات"),
)
