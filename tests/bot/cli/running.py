"""The real `rasid` command in a folder of its own, without the settings of whoever runs the tests."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bot.cli import forked

ROOT = Path(__file__).resolve().parents[3]
GROUPS = """
version: 1
watchlist: groups
title: {ar: جماعات, en: Groups}
entities:
  - key: ISIS
    kind: organization
    name: {ar: تنظيم الدولة الإسلامية, en: Islamic State}
    aliases: [داعش]
  - key: ISKP
    kind: organization
    name: {ar: تنظيم الدولة الإسلامية في خراسان, en: Islamic State Khorasan Province}
    part_of: ISIS
    aliases: [داعش خراسان, ISIS-K]
    tests:
      yes: ["قال قيادي في داعش-خراسان إنهم باقون"]
      no: ["افتتح مطعم خراسان فرعا جديدا"]
  - key: KANDAHAR
    kind: place
    name: {ar: قندهار, en: Kandahar}
events:
  - key: suicide_bombing
    name: {ar: تفجير انتحاري, en: Suicide bombing}
    severity: critical
    phrases: [تفجير انتحاري, "suicide bombing"]
"""
ATTACK = (
    "نفذ عناصر من داعش خراسان تفجيرا انتحاريا في قندهار أسفر عن 21 قتيلا.\nوقالت الشرطة إن لداعش خراسان خلايا هناك."
)
PLAIN = "افتتح مطعم جديد في وسط المدينة."


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    def failed(self, code: int, *words: str) -> None:
        """AssertionError unless it ended with this code and one line on stderr that holds the words."""
        assert self.code == code, self
        assert len(self.err.strip().splitlines()) == 1, self.err
        assert self.err.startswith("rasid: ")
        for word in words:
            assert word in self.err, self.err


@dataclass(frozen=True)
class Folder:
    """A working folder with `groups.yaml` in it. In a `powerless` one permissions hold for root too."""

    path: Path
    powerless: bool = False

    def rasid(self, *args: str, stdin: str | bytes = b"", **settings: str) -> Done:
        """Run a command to its end; settings are given without RASID_."""
        body = stdin.encode() if isinstance(stdin, str) else stdin
        done = forked.run(args, **self.surroundings(settings), stdin=body, powerless=self.powerless)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def command(self, *args: str) -> list[str]:
        """What a shell would start."""
        return [sys.executable, "-m", "bot", *args]

    def surroundings(self, settings: dict[str, str]) -> dict[str, Any]:
        """Working folder and environment, for subprocess."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("RASID_")}
        given = {"WATCHLISTS": str(self.path / "groups.yaml"), **settings}
        own = {f"RASID_{name}": value for name, value in given.items()}
        return {"cwd": self.path, "env": {**clean, "PYTHONPATH": str(ROOT), **own}}

    def write(self, name: str, text: str | bytes) -> str:
        """Write a file and return its name."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return name

    @property
    def database(self) -> str:
        """URL of the embedded database."""
        return f"sqlite:///{self.path / 'rasid-data' / 'rasid.db'}"
