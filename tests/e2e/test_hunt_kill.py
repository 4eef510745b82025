"""A hunt whose process is killed in the middle is gone on with, and finds what an undisturbed one finds."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from bot.core.hunts import Hunt
from bot.storage import SqlStore
from bot.storage.engine import make_engine
from bot.storage.searching import normal
from bot.storage.tables import articles, hunt_findings, matches
from tests.bot.cli.running import GROUPS, Folder
from tests.e2e.bot_process import PATIENCE

AMOUNT = 6_000  # so many that other processes take part
SAID = "وقال داعش خراسان إن الطريق مفتوح."


def rows(amount: int) -> Iterator[dict[str, Any]]:
    """Articles of the last days in which nothing was found yet; every fifth names the group."""
    now = datetime.now(UTC)
    for number in range(amount):
        text = f"خبر رقم {number} عن السوق والطقس. {SAID if number % 5 == 0 else ''}"
        at = now - timedelta(days=60) * (1 - number / amount)
        named = {"identity": str(number), "edition": 1, "fingerprint": str(number), "source": f"منبر {number % 9}"}
        yield {**named, "published": at, "received": at, "language": "ar", "text": text, "normal": normal(None, text)}


def fill(url: str) -> None:
    engine = make_engine(SqlStore(url).url)
    with engine.begin() as connection:
        connection.execute(insert(articles), list(rows(AMOUNT)))
    engine.dispose()


def found(url: str) -> tuple[list[Any], list[Any]]:
    """The matches, and the articles that the hunt found."""
    engine = make_engine(SqlStore(url).url)
    with engine.connect() as connection:
        asked = select(matches.c.article_id, matches.c.key, matches.c.amount, matches.c.spans, matches.c.late)
        held = [tuple(map(str, row)) for row in connection.execute(asked.order_by(matches.c.article_id))]
        told = list(connection.scalars(select(hunt_findings.c.article_id).order_by(hunt_findings.c.article_id)))
    engine.dispose()
    return held, told


def waited_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def children(process: int) -> set[int]:
    """The processes that one started."""
    own = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, parent = int(path.parent.name), int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == process:
            own.add(name)
    return own


def is_gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def hunt_of(store: SqlStore) -> Hunt | None:
    with store.begin(read_only=True) as unit:
        return unit.hunts.get(1)


def test_a_killed_hunt_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    calm, stormy = Folder(tmp_path / "calm"), Folder(tmp_path / "stormy")
    calm.write("groups.yaml", GROUPS)
    assert calm.rasid("chat", "/help").code == 0
    fill(calm.database)
    shutil.copytree(calm.path, stormy.path)
    assert "1200" in calm.rasid("chat", "/hunt ISKP", LANGUAGE="en").out
    store, started = SqlStore(stormy.database), list[set[int]]()
    for least in (1, 2_000, 4_000):  # how far it is when it is killed
        command = stormy.command("chat", "/hunt ISKP")
        process = subprocess.Popen(command, **stormy.surroundings({}), stdout=subprocess.DEVNULL)
        waited_for(lambda least=least: (one := hunt_of(store)) is not None and one.looked >= least)  # type: ignore[misc]
        started.append(children(process.pid))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        waited_for(lambda: all(map(is_gone, started[-1])))
        with store.begin() as unit:  # as a bot does that starts
            unit.hunts.release()
    assert any(started), "no other process took part"
    assert "1200" in stormy.rasid("chat", "/hunt ISKP", LANGUAGE="en").out
    store.close()
    assert found(stormy.database) == found(calm.database)
    assert len(found(calm.database)[1]) == AMOUNT // 5
