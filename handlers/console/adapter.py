"""A terminal as a platform: lines in, messages out. What is typed may be the number of a button."""

import asyncio
import os
import threading
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from bot.core.command_line import as_command
from bot.core.errors import SendError, SendFailure
from bot.core.layout import clean_text
from bot.core.message import Button, Message
from bot.core.model import Address, Delivery, Person, Update
from bot.core.pace import UNLIMITED
from bot.ports import Receiver
from handlers.console.files import kept
from handlers.console.format import pressable, render

PLATFORM = "console"
ADDRESS = Address(PLATFORM, "local")
PERSON = Person(PLATFORM, "local")
PROMPT = "rasid> "

_LEAVE = frozenset({"/quit", "/exit", "quit", "exit"})
_ERASE_LINE = "\r\x1b[K"
_CHUNK = 65536


class Console:
    """Messenger and Listener of one terminal, or of two streams. `trouble` is always None."""

    platform = PLATFORM
    limits = UNLIMITED
    trouble: str | None = None

    def __init__(
        self,
        reader: TextIO,
        writer: TextIO,
        *,
        words: Collection[str] = (),
        styled: bool | None = None,
        prompt: str = PROMPT,
        files: Path | None = None,
    ) -> None:
        """`words` need no slash; `files` is the folder that files are written to, made when needed. `styled` None: ANSI
        styles on a terminal unless NO_COLOR is set. The prompt is shown only where a person types at a terminal."""
        self._reader, self._writer, self._words = reader, writer, words
        self._styled = wants_styles(writer, os.environ.get("NO_COLOR")) if styled is None else styled
        self._prompt = prompt if reader.isatty() and writer.isatty() else ""
        self._asking = False
        self._files = files
        self._buttons: tuple[Button, ...] = ()
        self._shown: str | None = None

    async def listen(self, receive: Receiver) -> None:
        """Receive every line that is typed until /quit or the end of the input."""
        lines: asyncio.Queue[str | None] = asyncio.Queue()
        _start_reading(self._reader, asyncio.get_running_loop(), lines)
        self._ask()
        try:
            while (line := await lines.get()) is not None and line.strip().casefold() not in _LEAVE:
                await self._hear(line, receive)
        finally:
            self._asking = False

    def parts(self, message: Message, tight: int = 0) -> Sequence[Message]:
        """A terminal takes it whole."""
        return (message,)

    async def send(self, delivery: Delivery) -> str:
        """Print a delivery; returns its id. Raises SendError when the terminal is gone."""
        if delivery.edits:
            return delivery.edits  # what was printed stands; what matters of the change comes as a message of its own
        try:
            self.show(delivery.message, str(delivery.id), delivery.content)
        except (OSError, ValueError) as error:
            raise SendError(SendFailure.AWAY, f"{type(error).__name__}: {error}") from None
        return str(delivery.id)

    async def remove(self, address: Address, message_id: str) -> None:
        """What was printed stands."""

    def show(self, message: Message, message_id: str | None = None, content: bytes | None = None) -> None:
        """Print a message; from now on the numbers stand for its buttons, if it has any. The content of its file is
        written into the folder, and the path printed; raises SendError where it cannot be."""
        text = render(message, styled=self._styled)
        if message.file and content is not None and self._files:
            text = f"{text}\n{_kept(self._files, message.file.name, content)}"
        self._write(f"{_ERASE_LINE if self._asking and self._prompt else ''}{text}\n\n")
        if pressable(message):
            self._buttons, self._shown = pressable(message), message_id
        if self._asking:
            self._ask()

    async def close(self) -> None:
        """The streams belong to whoever gave them."""

    async def _hear(self, line: str, receive: Receiver) -> None:
        said = clean_text(line).strip()
        if not said:
            self._ask()
            return
        button = self._pressed(said)
        update = Update(
            platform=PLATFORM,
            id=uuid.uuid4().hex,
            address=ADDRESS,
            person=PERSON,
            text=button.command if button else as_command(said, self._words),
            replied_to=self._shown if button else None,
        )
        await receive(update)

    def _pressed(self, said: str) -> Button | None:
        """The button that a number stands for; Arabic digits count too."""
        number = int(said) if said.isdecimal() and len(said) < 4 else 0
        return self._buttons[number - 1] if 0 < number <= len(self._buttons) else None

    def _ask(self) -> None:
        self._asking = True
        if self._prompt:
            self._write(self._prompt)

    def _write(self, text: str) -> None:
        encoding = self._writer.encoding or "utf-8"
        self._writer.write(text.encode(encoding, "replace").decode(encoding))
        self._writer.flush()


def wants_styles(writer: TextIO, no_color: str | None) -> bool:
    """Styles are for terminals, and for nobody who sets NO_COLOR (https://no-color.org)."""
    return writer.isatty() and not no_color


def _kept(folder: Path, name: str, content: bytes) -> Path:
    try:
        return kept(folder, name, content)
    except OSError as error:
        raise SendError(SendFailure.REFUSED, f"{folder}: {error.strerror or error}") from None


def _start_reading(reader: TextIO, loop: asyncio.AbstractEventLoop, lines: "asyncio.Queue[str | None]") -> None:
    """Read in a thread of its own, which may stay blocked in a read and ends with the process."""

    def give(line: str | None) -> None:
        loop.call_soon_threadsafe(lines.put_nowait, line)

    threading.Thread(target=_read, args=(reader, give), name="console", daemon=True).start()


def _read(reader: TextIO, give: Callable[[str | None], None]) -> None:
    try:
        for line in _lines(reader):
            give(line)
        give(None)
    except RuntimeError:
        return  # the event loop has ended before the input


def _lines(reader: TextIO) -> Iterator[str]:
    """Past the stream's own buffer where it has a file: its lock, held in a blocked read, would stop the exit."""
    try:
        descriptor = reader.fileno()
    except (AttributeError, OSError, ValueError):
        yield from reader
        return
    rest = b""
    while chunk := os.read(descriptor, _CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line.decode("utf-8", "replace") for line in whole)
    if rest:
        yield rest.decode("utf-8", "replace")
