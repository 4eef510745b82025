"""The watched folder: nothing is lost, nothing half-written is read, nothing lies in the way."""

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.errors import SourceError, StoreError
from bot.core.model import Incoming
from bot.sources.folder import WatchedFolder

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)


class Store:
    """Keeps what it is given; fails at the calls whose numbers are in `fails`."""

    def __init__(self, *fails: int) -> None:
        self.articles: list[Incoming] = []
        self.calls, self.fails = 0, fails

    def take(self, items: Sequence[Incoming], now: datetime) -> None:
        self.calls += 1
        if self.calls in self.fails:
            raise StoreError("the database is locked")
        self.articles.extend(items)


def put(folder: Path, name: str, body: str | bytes, age: float = 60) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    os.utime(path, (NOW.timestamp() - age,) * 2)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_files_are_read_and_put_away(tmp_path: Path) -> None:
    store = Store()
    put(tmp_path, "b.txt", "نص\0")
    put(tmp_path, "day/a.jsonl", '{"id": "1", "text": "خبر", "source": "outlet"}\n')
    put(tmp_path, "c.html", "<title>عنوان</title><p>نص الصفحة</p>")
    assert WatchedFolder(tmp_path, 1000).work(store.take, NOW) == 3
    assert store.articles == [
        Incoming("folder", "نص\ufffd", "b.txt"),
        Incoming("folder", "نص الصفحة", "c.html", "عنوان"),
        Incoming("outlet", "خبر", "1"),
    ]
    assert names(tmp_path) == ["done/b.txt", "done/c.html", "done/day/a.jsonl"]
    assert WatchedFolder(tmp_path, 1000).work(store.take, NOW) == 0


def test_what_is_not_whole_is_left(tmp_path: Path) -> None:
    folder, store = WatchedFolder(tmp_path, 1000), Store()
    for name in (".hidden.txt", "a.txt.part", "b.tmp", "c.txt~", ".sync/d.txt"):
        put(tmp_path, name, "نص")
    put(tmp_path, "fresh.txt", "نص", age=0.2)
    assert folder.work(store.take, NOW) == 0
    assert folder.work(store.take, NOW + timedelta(seconds=1)) == 1
    assert [article.external_id for article in store.articles] == ["fresh.txt"]


def test_a_file_from_the_future_is_read_when_it_rests(tmp_path: Path) -> None:
    folder, store = WatchedFolder(tmp_path, 1000), Store()
    put(tmp_path, "a.txt", "نص", age=-7200)
    assert [folder.work(store.take, NOW), folder.work(store.take, NOW)] == [0, 1]


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        pytest.param("a.txt", "نص".encode("cp1256"), "a.txt: not UTF-8", id="another encoding"),
        pytest.param("a.txt", "", "a.txt: holds no text", id="empty"),
        pytest.param("a.txt", "x" * 1001, "a.txt: larger than 1000 bytes", id="too large"),
        pytest.param("a.rtf", "x", "a.rtf: .rtf suffix", id="another kind"),
        pytest.param("a.pdf", "x", "a.pdf: is called a PDF", id="no PDF"),
    ],
)
def test_unusable_files_are_set_apart_with_the_reason(
    tmp_path: Path, name: str, body: str | bytes, reason: str
) -> None:
    store = Store()
    put(tmp_path, name, body)
    WatchedFolder(tmp_path, 1000).work(store.take, NOW)
    assert store.calls == 0
    assert names(tmp_path) == [f"failed/{name}", f"failed/{name}.error.txt"]
    assert reason in (tmp_path / f"failed/{name}.error.txt").read_text(encoding="utf-8")


def test_the_usable_lines_of_a_file_are_taken(tmp_path: Path) -> None:
    store = Store()
    lines = [json.dumps({"id": str(n), "text": "نص"}) if n % 2 else "broken" for n in range(500)]
    put(tmp_path, "a.jsonl", "\n".join(lines))
    WatchedFolder(tmp_path, 1000).work(store.take, NOW)
    assert [article.external_id for article in store.articles] == [str(n) for n in range(1, 500, 2)]
    report = (tmp_path / "failed/a.jsonl.error.txt").read_text(encoding="utf-8")
    assert report.startswith("Articles taken: 250. Not usable: 250.\na.jsonl:1: not JSON")
    assert "and 150 more" in report


def test_a_failing_store_loses_nothing(tmp_path: Path) -> None:
    """The second batch fails: the file stays, and the next look hands everything over again."""
    folder, store = WatchedFolder(tmp_path, 1000), Store(2)
    put(tmp_path, "a.jsonl", "\n".join(json.dumps({"id": str(n), "text": "نص"}) for n in range(150)))
    with pytest.raises(StoreError):
        folder.work(store.take, NOW)
    assert names(tmp_path) == ["a.jsonl"]
    folder.work(store.take, NOW)
    assert {article.external_id for article in store.articles} == {str(n) for n in range(150)}
    assert names(tmp_path) == ["done/a.jsonl"]


def test_a_file_that_crashes_the_reader_stops_no_other(tmp_path: Path) -> None:
    store = Store()

    def take(items: Sequence[Incoming], now: datetime) -> None:
        if items[0].external_id == "a.txt":
            raise ZeroDivisionError
        store.take(items, now)

    put(tmp_path, "a.txt", "نص")
    put(tmp_path, "b.txt", "نص")
    with pytest.raises(ZeroDivisionError):
        WatchedFolder(tmp_path, 1000).work(take, NOW)
    assert names(tmp_path) == ["a.txt", "done/b.txt"]


def test_names_that_were_used_before(tmp_path: Path) -> None:
    for day in range(3):
        put(tmp_path, "a.txt", f"نص {day}")
        WatchedFolder(tmp_path, 1000).work(Store().take, NOW)
    assert names(tmp_path) == ["done/a.2.txt", "done/a.3.txt", "done/a.txt"]


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("nowhere")
    folder = WatchedFolder(tmp_path, 1000)
    assert [folder.work(Store().take, NOW), folder.work(Store().take, NOW)] == [0, 0]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the watched folder is not there; create it"):
        WatchedFolder(tmp_path / "none", 1000).work(Store().take, NOW)


def test_a_file_in_its_place_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="make it a folder"):
        WatchedFolder(put(tmp_path, "a.txt", "نص"), 1000).work(Store().take, NOW)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to every folder")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "نص")
    tmp_path.chmod(0o555)
    store = Store()
    with pytest.raises(SourceError, match="may write to"):
        WatchedFolder(tmp_path, 1000).work(store.take, NOW)
    tmp_path.chmod(0o755)
    assert store.calls == 0


def test_a_link_is_left_alone(tmp_path: Path) -> None:
    watched, store = tmp_path / "watched", Store()
    secret = put(tmp_path, "secret.txt", "سر")
    put(tmp_path, "elsewhere/other.txt", "سر")
    put(watched, "news.txt", "نص")
    (watched / "link.txt").symlink_to(secret)
    (watched / "folder").symlink_to(tmp_path / "elsewhere")
    assert WatchedFolder(watched, 1000).work(store.take, NOW) == 1
    assert [article.text for article in store.articles] == ["نص"]
    assert (watched / "link.txt").is_symlink()
    assert secret.is_file()
