"""A walk over everything that a chat can be told: every command of the registry, and from there every button."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.core.bidi import ISOLATES, outside
from bot.core.message import Message
from handlers.commands import registry
from tests.handlers.commands.conversing import Room, commands_of

# Names of languages stand in their own script in every chat.
_OWN_NAMES = {"العربية", "English", "١٢٣", "123"}
_ARABIC, _LATIN = re.compile("[\u0600-\u06ff]+"), re.compile("[A-Za-z]+")
_ISOLATE = re.compile(f"[{''.join(ISOLATES)}]([^{''.join(ISOLATES)}\u2069]*)\u2069")
# A number that is nothing else: no id, no key, nothing that is typed.
_NUMBER = re.compile(r"[\d.,:%×–-]*[0-9][\d.,:%×–-]*")
_QUOTES = re.compile("«[^»]*»|“[^”]*”")
# What would make the rest of the walk one in another language, or with other digits.
_PASSED_BY = re.compile(r"^/(settings|start) (language|digits) \S")
# Questions that the usage of a command does not show.
_FURTHER = ("", "xyzzy", "قثضص", "٩٩٩٩", "S1", "A1", "T1", "ISKP", "داعش خراسان", "event:suicide_bombing", "all")


def wrong_words(message: Message) -> list[str]:
    """Words in another language than the message's, outside of what is isolated or quoted; a label that is a key, a
    command or another name throughout is none of ours."""
    foreign = _LATIN if message.language == "ar" else _ARABIC
    texts = [block.text for block in message.blocks]
    labels = [one.label for row in message.buttons for one in row if not _OWN_NAMES & set(one.label.split())]
    mixed = [one for one in labels if message.language == "en" or _ARABIC.search(one)]
    return [word for text in (*texts, *mixed) for word in foreign.findall(_QUOTES.sub("", outside(text)))]


def untranslated(message: Message) -> bool:
    """Whether a message in Arabic says something without a word of Arabic."""
    return message.language == "ar" and not _ARABIC.search(message.text)


def latin_numbers(message: Message) -> list[str]:
    """Numbers in Latin digits that are no part of an id, a name or of what is typed or quoted."""
    texts = [span.text for one in message.blocks if one.shape != "quote" for span in one.spans if span.style != "code"]
    labels = [one.label for row in message.buttons for one in row]
    shown = [_QUOTES.sub("", text) for text in (*texts, *labels)]
    alone = [held for text in shown for held in _ISOLATE.findall(text) if _NUMBER.fullmatch(held)]
    return alone + [number for text in shown for number in re.findall("[0-9]+", outside(text))]


@dataclass
class Walk:
    """What was said in a room, and what was answered. No more than `most` commands are tried."""

    room: Room
    most: int = 600
    heard: list[tuple[str, Message]] = field(default_factory=list)

    def everything(self) -> list[tuple[str, Message]]:
        """Each command with and without words, known and unknown; then the buttons of every answer."""
        waiting, known = list(self._begun()), set[str]()
        while waiting and len(known) < self.most:
            said = waiting.pop(0)
            kind = re.sub(r"[0-9a-f]{16,}|\d+", "0", said)
            if kind in known or _PASSED_BY.match(said):
                continue
            known.add(kind)
            for answer in self.room.replies(said, pressed=said.startswith("/")):
                self.heard.append((said, answer))
                waiting += commands_of(answer)
        return self.heard

    def _begun(self) -> Iterator[str]:
        for name, command in registry.commands().items():
            yield command.example
            yield f"/help {name}"
            yield from (f"/{name} {words}".strip() for words in _FURTHER)
            yield from (f"/{name} {way}" for way in _ways(command.usage))
            yield from (f"/{alias}" for alias in command.aliases)
        yield from ("nonsense", "كلام بلا معنى", "/statsu ISKP", "/حاله", "😀")


def _ways(usage: str) -> list[str]:
    """The ways of a usage, as somebody would type them who takes it by the letter."""
    return [way for part in re.split(r"\||\] \[", usage) if (way := part.strip(" []"))]
