"""Conversations as readable scripts: what people type and press, and what the bot answers.

# A comment.
= language en                 how the conversation is set up, before anything is said
= group                       it is held in a group; alone with the bot where this line is missing
= omar viewer                 Omar has this role (viewer, analyst, chat_admin, admin)
+ An article's own words      an article comes in, and what is due is alerted
> /status ISKP                Amina, an administrator, types; `omar> …` is somebody else, alone with the bot or in
                              the group
[Watch]                       she presses the button with these words under the last message; `omar [Watch]` too
< Khorasan … 1 mention        the answer has these words, in this order where there is a gap …
<! denied                     it has not
< [Latest]                    it has such a button
< nothing                     there is no answer
wait 31d                      time passes (m, h, d)
look                          the bot looks for what it may propose; what administrators are told of it is the answer
unchanged                     the last line that was typed or pressed changed nothing
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

from bot.core.bidi import strip_controls
from bot.core.message import Button, Message
from bot.core.model import Address, Person, Role
from bot.storage import SqlStore
from tests.handlers.commands.conversing import Room, rows_of

GROUP = Address("telegram", "-5")
_SAID = re.compile(r"(?P<who>\w*)> ?(?P<text>.*)")
_PRESSED = re.compile(r"(?P<who>\w*) ?\[(?P<label>.+)\]")
_LENGTH = re.compile(r"wait (\d+)([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_GAP = re.compile(r"\s*…\s*")


class ScriptError(AssertionError):
    """What happened is not what the script says; with the line and the conversation so far."""


@dataclass(frozen=True)
class Line:
    """A line of a script with its number."""

    number: int
    text: str


def read(path: Path) -> tuple[Mapping[str, str], list[Line]]:
    """How a conversation is set up, and its lines."""
    lines = [Line(number, text.strip()) for number, text in enumerate(path.read_text("utf-8").splitlines(), 1)]
    told = [line for line in lines if line.text and not line.text.startswith("#")]
    setup = dict((line.text[1:].strip() + " ").split(" ", 1) for line in told if line.text.startswith("="))
    return {name: value.strip() for name, value in setup.items()}, [one for one in told if one.text[0] != "="]


@dataclass
class Conversation:
    """A script at work. `shown` is the last message with buttons by chat, `answers` what the last deed brought."""

    room: Room
    store: SqlStore
    setup: Mapping[str, str]
    rooms: dict[str, Room] = field(default_factory=dict)
    shown: dict[Address, Message] = field(default_factory=dict)
    answers: list[Message] = field(default_factory=list)
    before: Mapping[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def play(self, lines: list[Line]) -> None:
        """All lines in their order. Raises ScriptError."""
        self._let_in()
        for line in lines:
            self.told.append(line.text)
            if problem := self._do(line.text):
                raise ScriptError("\n".join([f"line {line.number}: {problem}", *self.told]))

    def _let_in(self) -> None:
        if "group" in self.setup:
            self.room = replace(self.room, address=GROUP, private=False)
        self.rooms[""] = self.rooms["amina"] = self.room
        self.room.say("/help")
        for name, role in self.setup.items():
            if role in get_args(Role):
                with self.store.begin() as unit:
                    unit.people.grant(self._room(name).person, role, self.room.now)  # type: ignore[arg-type]

    def _do(self, text: str) -> str | None:
        """Do what a line says; what is wrong."""
        if text.startswith("<"):
            return self._look(text)
        if text.startswith("+"):
            self.room.publish(text[1:].strip())
            return None
        if text == "look":
            self._hear(self.room, self._proposed())
            return None
        if text == "unchanged":
            after = rows_of(self.store)
            changed = [name for name in after if after[name] != self.before[name]]
            return f"changed: {changed}" if changed else None
        if length := _LENGTH.fullmatch(text):
            self._wait(int(length[1]) * _UNITS[length[2]])
            return None
        return self._deed(text)

    def _proposed(self) -> list[Message]:
        """What is written to administrators after a look; all else that waits in the outbox goes with it."""
        self.room.parts.lists.refresh()
        self.room.parts.spellings.look(self.room.now)
        found = list[Message]()
        with self.store.begin() as unit:
            while claimed := unit.outbox.claim("telegram", self.room.now, 60, 99):
                for one in claimed:
                    unit.outbox.sent(one.id, str(one.id), self.room.now)
                    found += [one.message] if one.kind == "notice" else []
        return found

    def _deed(self, text: str) -> str | None:
        self.before = rows_of(self.store)
        if pressed := _PRESSED.fullmatch(text):
            return self._press(self._room(pressed["who"]), pressed["label"])
        said = _SAID.fullmatch(text)
        if said is None:
            return "no line of a script"
        room = self._room(said["who"])
        self._hear(room, room.replies(_typed(said["text"])))
        return None

    def _press(self, room: Room, label: str) -> str | None:
        shown = self.shown.get(room.address)
        button = next((one for one in _buttons(shown) if label in strip_controls(one.label)), None)
        if button is None:
            return f"there is no button [{label}]"
        facts = {"pressed": True, "replied_to": "77", "message_id": "77", "whisper": "w1"}
        self._hear(room, room.replies(button.command, **facts))
        return None

    def _hear(self, room: Room, answers: list[Message]) -> None:
        self.answers = answers
        for answer in answers:
            self.told += [f"    {line}" for line in strip_controls(answer.text).splitlines()]
            self.told += [f"    {' '.join(f'[{strip_controls(one.label)}]' for one in row)}" for row in answer.buttons]
            if answer.buttons:
                self.shown[room.address] = answer

    def _look(self, text: str) -> str | None:
        wanted = text.lstrip("<!").strip()
        if text == "< nothing":
            return "there is an answer" if self.answers else None
        if label := re.fullmatch(r"\[(.+)\]", wanted):
            has = any(label[1] in strip_controls(one.label) for answer in self.answers for one in _buttons(answer))
        else:
            words = ".*".join(map(re.escape, _GAP.split(wanted)))
            has = any(re.search(words, strip_controls(answer.text), re.DOTALL) for answer in self.answers)
        return None if has is not text.startswith("<!") else "the answer is another"

    def _wait(self, length: timedelta) -> None:
        now = self.room.now + length
        for room in (self.room, *self.rooms.values()):
            room.now = now

    def _room(self, name: str) -> Room:
        """Where somebody speaks: in the group, or alone with the bot."""
        if name not in self.rooms:
            person = Person("telegram", str(2000 + len(self.rooms)), name.capitalize())
            where = GROUP if "group" in self.setup else Address("telegram", person.user)
            self.rooms[name] = Room(self.room.parts, person, where, "group" not in self.setup, self.room.now)
        return self.rooms[name]


def _buttons(message: Message | None) -> Iterator[Button]:
    return (one for row in (message.buttons if message else ()) for one in row)


def _typed(text: str) -> str:
    """`\\u202e` stands for that sign, `س×4000` for so many."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r"(\S)×(\d+)", lambda found: found[1] * int(found[2]), text)
