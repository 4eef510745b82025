"""Native parsers at arm's length: one process a file, with bounds, killed when it goes over them."""

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Event, Thread, Timer
from typing import Any, Final, Literal

from bot.core.errors import WireError

Kind = Literal["pdf", "docx"]
_CHILD: Final = "bot.sources.document_child"
_ROOT: Final = Path(__file__).parents[2]
_NAMES: Final[dict[Kind, str]] = {"pdf": "PDF", "docx": "Word file"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one file may take: bytes of memory, seconds, and bytes that it may unpack to or give."""

    memory: int = 1 << 30
    seconds: float = 30.0
    most: int = 1 << 26


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a file says."""

    text: str
    title: str | None


def extract(kind: Kind, body: bytes, bounds: Bounds) -> Extracted:
    """The text of a file, read by a process of its own. Blocks. Raises WireError, also when that process crashes."""
    name = _NAMES[kind]
    with _start(kind, bounds) as child:
        late = Event()
        timer = Timer(bounds.seconds, _end, (child, late))
        giver = Thread(target=_give, args=(child, body), daemon=True)
        try:
            timer.start()
            giver.start()
            assert child.stdout is not None
            answer = child.stdout.read(bounds.most + 1)
        finally:
            child.kill()
            timer.cancel()
            giver.join()
    if late.is_set():
        raise WireError(f"the {name} could not be read within {bounds.seconds:g} seconds; save it anew, or split it")
    return _checked(answer, name, bounds)


def _start(kind: Kind, bounds: Bounds) -> "Popen[bytes]":
    """Its environment holds nothing but where its code is: tokens of the bot are none of its business."""
    limits = (bounds.memory, max(1, round(bounds.seconds)), bounds.most)
    path = os.pathsep.join([str(_ROOT), *(one for one in sys.path if one)])
    return Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-m", _CHILD, kind, *map(str, limits)],
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        start_new_session=True,  # Ctrl-C is for us, and we kill it
    )


def _end(child: "Popen[bytes]", late: Event) -> None:
    late.set()
    child.kill()


def _give(child: "Popen[bytes]", body: bytes) -> None:
    assert child.stdin is not None
    with suppress(OSError), child.stdin:  # it may end before it has read everything
        child.stdin.write(body)


def _checked(answer: bytes, name: str, bounds: Bounds) -> Extracted:
    if len(answer) > bounds.most:
        raise WireError(f"the text of the {name} is too large; split it")
    try:
        found: dict[str, Any] = json.loads(answer)
    except ValueError:
        raise WireError(
            f"the {name} could not be read: it is damaged, or needs too much memory; save it anew"
        ) from None
    if "error" in found:
        raise WireError(str(found["error"]))
    return Extracted(str(found["text"]), found["title"])
