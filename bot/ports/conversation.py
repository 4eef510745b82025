"""What a conversation needs beside its words: buttons that the bot keeps, files, roles and invitations, and answers to
what is asked in passing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.editing import ListEdit
from bot.core.feedback import AliasName, Rating, Tally, Vote
from bot.core.invites import Invite
from bot.core.message import File, Message
from bot.core.model import Address, Person, Role
from bot.core.offer import Offer
from bot.core.pressing import Special
from bot.core.proposing import Proposal, ProposalKind, ProposalState
from watchlists.editing.edits import Edit


@dataclass(frozen=True, slots=True)
class ChatRole:
    """What somebody was made in a chat, by whom (a label) and when."""

    destination_id: int
    person: Person
    role: Role
    author: str
    granted: datetime


@dataclass(frozen=True, slots=True)
class Removed:
    """How much of what was removed, and how much of what stays without a name."""

    gone: Mapping[str, int]
    kept: Mapping[str, int]


class Front(Protocol):
    """What a platform may ask of the bot by itself, beside handing in what people say. It changes nothing and is not
    kept: who gets no answer asks again. Blocks, so adapters call it in a thread. Raises StoreError."""

    def admins(self, platform: str) -> Collection[str]:
        """The ids of the people there who administer the bot."""
        ...

    def inline(self, person: Person, home: Address, typed: str, language: str) -> Offer:
        """What somebody who types in another chat may send there; `home` is their own chat with the bot, `language` the
        code of the language that they use, '' where it is unknown. Who is not let in is offered nothing."""
        ...

    def home(self, person: Person, home: Address) -> Sequence[Message]:
        """The page that somebody has with the bot, in sections."""
        ...


class Buttons(Protocol):
    """Buttons that are more than their command."""

    def add(self, destination_id: int, new: Sequence[Special], now: datetime) -> Sequence[str]:
        """Keep them; their tokens, in this order."""
        ...

    def get(self, destination_id: int, token: str) -> Special | None:
        """What a token stands for in this chat."""
        ...

    def press(self, token: str, now: datetime) -> bool:
        """Note the first press; False when it was pressed before."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop those that ended before that time; returns how many."""
        ...


class Files(Protocol):
    """Files that messages carry."""

    def add(self, name: str, media_type: str, content: bytes, now: datetime) -> File:
        """Keep one."""
        ...

    def content(self, file_id: int) -> bytes | None:
        """The bytes of a file; None where it is kept no longer."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop those that were made before that time; returns how many."""
        ...


class Roles(Protocol):
    """What people are in single chats; `People` says what they are everywhere."""

    def of(self, address: Address, person: Person) -> Role | None:
        """What somebody was made in a chat, whichever of its threads is asked about."""
        ...

    def grant(self, destination_id: int, person: Person, role: Role | None, author: str, now: datetime) -> None:
        """Make somebody that in the whole chat of a destination; None takes it away."""
        ...

    def all(self) -> Sequence[ChatRole]:
        """By chat and person."""
        ...


class Invites(Protocol):
    """Codes that let one person in, once; only their digests are kept."""

    def add(self, role: Role, author: str, expires: datetime, now: datetime) -> str:
        """Make one; the code."""
        ...

    def get(self, code: str) -> Invite | None: ...

    def open(self, now: datetime) -> Mapping[str, Invite]:
        """Those that are good, by their digest, the one that ends first before the others."""
        ...

    def end_one(self, digest: str, now: datetime) -> bool:
        """End the one that is good and whose digest begins so; False when there is none."""
        ...

    def end(self, author: str, now: datetime) -> int:
        """End those of somebody (a label) that are good; returns how many."""
        ...

    def use(self, code: str, person: str, now: datetime) -> bool:
        """Note who used it; False when it was used before."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop those that ended before that time; returns how many."""
        ...


class Forgetting(Protocol):
    """Removes what is held of a person, and of a chat."""

    def person(self, person: Person) -> Removed:
        """Everything of theirs but their chat; what others work with stays, without the name, and so does a role that
        takes away ("limits")."""
        ...

    def chat(self, destination_id: int, now: datetime) -> Removed:
        """The settings of a chat with all its threads, what was said there and what was sent to it. It is out, and its
        number goes with `left` once what is still to be said there was sent."""
        ...

    def stay(self, destination_id: int) -> None:
        """A chat that was removed is spoken in anew: its number stays."""
        ...

    def strangers(self, before: datetime, limit: int) -> int:
        """Drop chats that asked and got in nowhere, and were answered before that time last, with what administrators
        were told of them; returns how many."""
        ...

    def left(self) -> Sequence[int]:
        """Drop the rows of chats that were removed and to which nothing is on its way; returns their ids."""
        ...


class Feedback(Protocol):
    """What people said of alerts, kept for each alias by which they heard of them."""

    def given(self, alert_id: int, person: Person) -> Rating | None:
        """What somebody said of an alert last."""
        ...

    def give(
        self, alert_id: int, person: Person, rating: Rating, aliases: Collection[AliasName], now: datetime
    ) -> None:
        """Keep it; it replaces what they said before."""
        ...

    def of_alert(self, alert_id: int) -> Mapping[Rating, int]:
        """How many people said what of an alert."""
        ...

    def of_aliases(self, aliases: Collection[AliasName]) -> Mapping[AliasName, Tally]:
        """What was said of the alerts of each of these; those of which nothing was said lack."""
        ...

    def votes(self, alias: AliasName) -> Sequence[Vote]:
        """Everything that was said of the alerts of one, oldest first."""
        ...

    def rejected_since(self, since: datetime) -> Sequence[AliasName]:
        """Those whose alerts somebody called not relevant at or after that time, sorted."""
        ...


class ListEdits(Protocol):
    """What was changed of the watchlists in chat: the lists in force are the files with these edits upon them."""

    def begin(self) -> None:
        """Until the transaction ends nobody else edits: what is checked from here on still holds when it is saved."""
        ...

    def add(self, edit: Edit, person: Person, now: datetime) -> ListEdit:
        """Keep one behind those that there are."""
        ...

    def get(self, edit_id: int) -> ListEdit | None: ...

    def in_force(self) -> Sequence[ListEdit]:
        """Those that were not taken back, in order."""
        ...

    def undo(self, edit_id: int, now: datetime) -> bool:
        """It is in force no more; False when it was not."""
        ...

    def settle(self, held: Mapping[int, datetime]) -> None:
        """Edits by their numbers are in the files since then; what was known of one before stays."""
        ...

    def version(self) -> tuple[int, int]:
        """Another one whenever other edits are in force."""
        ...


class Proposals(Protocol):
    """What the bot proposes to change at aliases, and which further ones."""

    def add(self, new: Proposal, now: datetime) -> Proposal | None:
        """Keep one (its id is ignored), with its id; None where the same was proposed before, whatever came of it."""
        ...

    def get(self, proposal_id: int) -> Proposal | None: ...

    def open(self) -> Sequence[Proposal]:
        """Those that nobody decided of, oldest first."""
        ...

    def of(self, alias: AliasName) -> Sequence[Proposal]:
        """Every one about an alias, oldest first."""
        ...

    def spellings(self, key: str) -> Sequence[Proposal]:
        """Every further alias of an entity that was proposed, whatever came of it, oldest first."""
        ...

    def made(self, kind: ProposalKind, since: datetime) -> int:
        """How many of a kind were made at or after that time."""
        ...

    def decide(self, proposal_id: int, state: ProposalState, person: Person, now: datetime) -> bool:
        """Accept or decline one that is open; False when it is not."""
        ...
