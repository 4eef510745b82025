"""The terminal: lines in, messages out, through streams, pipes and a real pseudo-terminal."""

from __future__ import annotations

import asyncio
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

import pytest

from bot.core.bidi import RIGHT_TO_LEFT_MARK, isolate, ltr
from bot.core.errors import SendError, SendFailure
from bot.core.message import Block, Button, File, Message, Span, block, bold
from bot.core.model import Delivery
from handlers.console import ADDRESS, PERSON, Console, wants_styles
from handlers.console.format import render
from tests.handlers.building import Inbox, delivery, listening

ALERT = Message(
    (block(bold("Bombing"), shape="heading"), block("text")),
    "en",
    ((Button("Why?", "/why A1"), Button(" ", "/never")), (Button("Mute", "/mute S1 4h"),)),
)


def test_a_link_of_several_pieces_shows_its_address_once() -> None:
    one, other = "https://one.example/", "https://other.example/"
    pieces = (bold("Bombing", one), Span(" in the market", url=one), Span(" and "), bold("more", other))
    said = render(Message((block(*pieces),), "en"), styled=False)
    assert said == f"Bombing in the market <{one}> and more <{other}>"


class Terminal(io.StringIO):
    """A stream that says it is a terminal, or is one whose letters are few."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return True


@pytest.fixture
def pipe() -> Iterator[tuple[TextIO, TextIO]]:
    """The end to read from, and the end to type into."""
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="utf-8") as reader, os.fdopen(writing, "w", encoding="utf-8") as writer:
        yield reader, writer


# --- what is shown ---


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        pytest.param((block("H", shape="heading"), block("p")), "H\np", id="no empty line below a heading"),
        pytest.param((block("p"), block("q")), "p\n\nq", id="paragraphs"),
        pytest.param((block("p"), block("x", shape="item"), block("🟠 y", shape="item")), "p\n• x\n🟠 y", id="a list"),
        pytest.param((block("a\nb", shape="quote"),), "│ a\n│ b", id="a quote"),
        pytest.param((block(Span("T", url="https://a.example/")),), "T <https://a.example/>", id="a link"),
        pytest.param((block(Span("T", url="javascript:x")),), "T", id="an address of a script"),
        pytest.param(
            (block("a\x1b[31mb\x9b2Jc\ud800"),), "a[31mb2Jc\N{REPLACEMENT CHARACTER}", id="escapes of the source"
        ),
        pytest.param((block(isolate("داعش"), " ", ltr("ISKP")),), "داعش ISKP", id="no invisible marks"),
    ],
)
def test_plain_text(blocks: tuple[Block, ...], text: str) -> None:
    assert render(Message(blocks, "ar"), styled=False) == text


def test_styles_and_marks_are_for_people() -> None:
    text = render(
        Message((block("عنوان ", bold("مهم"), shape="heading"), block("ذيل", shape="footer")), "ar"), styled=True
    )
    assert all(RIGHT_TO_LEFT_MARK in line for line in text.split("\n") if line)
    assert "\x1b[1m" in text
    assert text.endswith("\x1b[0m")


def test_buttons_are_numbered() -> None:
    assert render(ALERT, styled=False).split("\n")[-1] == "[1] Why?  [2] Mute"


@pytest.mark.parametrize(
    ("terminal", "no_color", "wanted"),
    [
        pytest.param(True, None, True, id="a terminal"),
        pytest.param(True, "", True, id="NO_COLOR empty"),
        pytest.param(True, "1", False, id="NO_COLOR"),
        pytest.param(False, None, False, id="a pipe"),
    ],
)
def test_who_gets_styles(terminal: bool, no_color: str | None, wanted: bool) -> None:
    assert wants_styles(Terminal() if terminal else io.StringIO(), no_color) is wanted


async def test_a_delivery_is_printed() -> None:
    out = io.StringIO()
    assert await Console(io.StringIO(), out).send(delivery(ALERT, ADDRESS)) == "1"
    assert out.getvalue() == "Bombing\ntext\n[1] Why?  [2] Mute\n\n"


async def test_a_note_is_printed_like_everything() -> None:
    out = io.StringIO()
    await Console(io.StringIO(), out).send(delivery(replace(ALERT, whisper="w1"), ADDRESS))
    assert out.getvalue().startswith("Bombing\ntext\n")


async def test_a_closed_terminal_is_away() -> None:
    out = io.StringIO()
    console = Console(io.StringIO(), out)
    out.close()
    with pytest.raises(SendError) as raised:
        await console.send(delivery(ALERT, ADDRESS))
    assert raised.value.failure is SendFailure.AWAY


def test_letters_the_terminal_lacks_are_replaced() -> None:
    out = Terminal("ascii")
    Console(io.StringIO(), out, styled=False).show(Message((block("داعش ISKP"),), "ar"))
    assert out.getvalue() == "???? ISKP\n\n"


# --- what is typed ---


async def typed(text: str, **more: Any) -> list[str]:
    inbox = Inbox()
    await asyncio.wait_for(Console(io.StringIO(text), io.StringIO(), **more).listen(inbox), 5)
    return [update.text for update in inbox.updates]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        pytest.param("/status ISKP\n", ["/status ISKP"], id="a command"),
        pytest.param("/status ISKP", ["/status ISKP"], id="without a line end"),
        pytest.param("status داعش خراسان\r\n", ["/status داعش خراسان"], id="a bare word"),
        pytest.param("hello\n", ["hello"], id="talk"),
        pytest.param("\n  \n/list\n", ["/list"], id="empty lines"),
        pytest.param("/list\n/quit\n/help\n", ["/list"], id="quit"),
        pytest.param("QUIT\n", [], id="quit without a slash"),
        pytest.param("7\n", ["7"], id="a number without a button"),
        pytest.param("a\x00b\x1b\n", ["ab"], id="controls"),
        pytest.param("", [], id="nothing"),
    ],
)
async def test_lines(text: str, heard: list[str]) -> None:
    assert await typed(text, words=frozenset({"status"})) == heard


async def test_who_speaks() -> None:
    inbox = Inbox()
    await Console(io.StringIO("/list\n/list\n"), io.StringIO()).listen(inbox)
    first, second = inbox.updates
    assert (first.platform, first.address, first.person.label) == ("console", ADDRESS, "console:local")
    assert (first.person, first.private, first.addressed) == (PERSON, True, True)
    assert first.id != second.id


@pytest.mark.parametrize(("number", "command"), [("1", "/why A1"), ("2", "/mute S1 4h"), ("٢", "/mute S1 4h")])
async def test_a_number_presses_a_button(number: str, command: str) -> None:
    inbox = Inbox()
    console = Console(io.StringIO(f"{number}\n"), io.StringIO())
    await console.send(delivery(ALERT, ADDRESS))
    await console.listen(inbox)
    assert [(update.text, update.replied_to) for update in inbox.updates] == [(command, "1")]


async def test_a_message_without_buttons_keeps_the_numbers() -> None:
    inbox = Inbox()
    console = Console(io.StringIO("1\n3\n"), io.StringIO())
    console.show(ALERT)
    console.show(Message((block("x"),), "en"))
    await console.listen(inbox)
    assert [update.text for update in inbox.updates] == ["/why A1", "3"]


async def test_lines_of_a_pipe_are_heard_as_they_come(pipe: tuple[TextIO, TextIO]) -> None:
    reader, keyboard = pipe
    inbox = Inbox()
    async with listening(Console(reader, io.StringIO()), inbox) as task:
        keyboard.write("/status دا")
        keyboard.flush()
        keyboard.write("عش\n/help\n")
        keyboard.flush()
        await inbox.updates.wait_for(lambda update: update.text == "/help")
        assert inbox.updates[0].text == "/status داعش"
        keyboard.close()
        await asyncio.wait_for(task, 5)


async def test_a_cancelled_console_ends_at_once(pipe: tuple[TextIO, TextIO]) -> None:
    reader, keyboard = pipe
    task = asyncio.create_task(Console(reader, io.StringIO()).listen(Inbox()))
    await asyncio.sleep(0.05)
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=2)
    assert done == {task}
    keyboard.write("\n")


PROGRAM = """
import asyncio, sys
from bot.core.message import Message, block
from handlers.console import Console

console = Console(sys.stdin, sys.stdout)

async def receive(update):
    console.show(Message((block("heard " + update.text),), "en"))
    if update.text == "/end":
        asyncio.get_running_loop().call_soon(listening.cancel)
    return True

async def main():
    global listening
    listening = asyncio.create_task(console.listen(receive))
    await asyncio.wait([listening])

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_shows_a_prompt_and_lets_the_program_end() -> None:
    import pty

    outer, inner = pty.openpty()
    environment = {"PYTHONPATH": str(Path.cwd()), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=inner, stdout=inner, stderr=subprocess.STDOUT, env=environment
    ) as process:
        os.close(inner)
        read_until(outer, b"rasid> ")
        os.write(outer, "/status داعش\n".encode())
        read_until(outer, "heard /status داعش".encode(), b"rasid> ")
        os.write(outer, b"/end\n")
        assert process.wait(120) == 0
        os.close(outer)


def read_until(descriptor: int, *words: bytes) -> None:
    """Read what the terminal shows until all the words have come, one after the other."""
    shown = b""
    while not re.search(b".*".join(map(re.escape, words)), shown, re.DOTALL):
        shown += os.read(descriptor, 4096)


# --- files ---

TABLE = Message((block("Export"),), "en", (), File(1, "../راصد ISKP.csv", "text/csv"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def carrying(content: bytes | None = b"a;b") -> Delivery:
    return replace(delivery(TABLE, ADDRESS), content=content)


async def test_a_file_is_kept_for_its_reader_alone(tmp_path: Path) -> None:
    out, folder = io.StringIO(), tmp_path / "home" / "files"
    await Console(io.StringIO(), out, files=folder).send(carrying())
    path = folder / "راصد-ISKP.csv"
    assert out.getvalue() == f"Export\n{path}\n\n"
    assert path.read_bytes() == b"a;b"
    assert (path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)


async def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    console = Console(io.StringIO(), io.StringIO(), files=tmp_path)
    for content in (b"1", b"2", b"3"):
        await console.send(carrying(content))
    assert contents(tmp_path) == {"راصد-ISKP.csv": b"1", "راصد-ISKP-2.csv": b"2", "راصد-ISKP-3.csv": b"3"}


async def test_a_link_that_lies_in_wait_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "راصد-ISKP.csv").symlink_to(tmp_path / "elsewhere")
    await Console(io.StringIO(), io.StringIO(), files=tmp_path).send(carrying())
    assert not (tmp_path / "elsewhere").exists()


async def test_where_no_file_can_be_written_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("no folder")
    with pytest.raises(SendError) as raised:
        await Console(io.StringIO(), io.StringIO(), files=tmp_path / "files").send(carrying())
    assert raised.value.failure is SendFailure.REFUSED
