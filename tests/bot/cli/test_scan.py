"""`rasid scan`: files, folders and lines in, findings out."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.bot.cli.running import ATTACK, PLAIN, Folder
from tests.bot.sources.papers import HERE, docx, p

LONG = "\n".join([ATTACK, *[PLAIN] * 80])  # of 200 such, more than a little is left when the first ones are done


def json_lines(*articles: Any) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles)


def test_a_text_is_scanned_as_the_contract_says(folder: Folder) -> None:
    done = folder.rasid("scan", folder.write("article.txt", "\ufeff" + ATTACK), "--format", "json")
    assert (done.code, done.err) == (0, "")
    (line,) = done.lines
    assert list(line) == ["id", "title", "language", "mentions", "events", "summary", "summary_sentences", "headline"]
    assert (line["id"], line["title"], line["language"]) == ("article.txt", None, "ar")
    assert [one["entity"] for one in line["mentions"]] == ["ISKP", "KANDAHAR", "ISKP"]
    mention = line["mentions"][2]
    assert list(mention) == ["entity", "alias", "text", "field", "start", "end", "score", "how"]
    assert (mention["alias"], mention["text"], mention["field"]) == ("داعش خراسان", "لداعش خراسان", "text")
    assert mention["how"] == ["clitic:ل"]
    assert 0 < mention["score"] <= 100
    for found in (*line["mentions"], *line["events"]):
        assert ATTACK[found["start"] : found["end"]] == found["text"]


def test_an_event_has_every_field_of_the_contract(folder: Folder) -> None:
    (line,) = folder.rasid("scan", folder.write("a.txt", ATTACK), "--format", "json").lines
    (event,) = line["events"]
    assert list(event) == [
        *("event", "phrase", "text", "field", "start", "end", "score", "how", "status", "actors", "targets", "about"),
        *("places", "killed", "injured", "arrested", "count", "figures", "when", "sentence", "cameo", "acled"),
    ]
    assert event["event"] == "suicide_bombing"
    assert event["phrase"] == "تفجير انتحاري"
    assert event["text"] == "تفجيرا انتحاريا"
    assert "tanween" in event["how"]
    assert event["status"] == "reported"
    assert (event["actors"], event["targets"], event["about"]) == (["ISKP"], [], None)
    assert event["places"] == [{"text": "قندهار", "entity": "KANDAHAR"}]
    assert (event["killed"], event["injured"], event["arrested"], event["count"]) == (21, None, None, None)
    assert (event["figures"], event["when"]) == ([], None)
    start, end = event["sentence"]
    assert ATTACK[start:end].startswith("نفذ")
    assert ATTACK[start:end].endswith("قتيلا.")
    assert [ATTACK[start:end] for start, end in line["summary_sentences"]]
    assert line["summary"]


def test_nothing_found_is_an_empty_line(folder: Folder) -> None:
    (line,) = folder.rasid("scan", folder.write("a.txt", PLAIN), "--format", "json").lines
    assert (line["mentions"], line["events"], line["summary"], line["summary_sentences"]) == ([], [], None, [])


def test_a_folder_is_scanned_in_order_with_paths_as_ids(folder: Folder) -> None:
    folder.write("news/b/two.txt", PLAIN)
    folder.write("news/a.txt", ATTACK)
    folder.write("news/lines.jsonl", json_lines({"id": "x", "text": PLAIN}))
    folder.write("news/notes.md", "no article")
    done = folder.rasid("scan", "news", "--format", "json")
    assert [line["id"] for line in done.lines] == ["a.txt", "b/two.txt", "x"]
    assert done.code == 0


def test_a_page_carries_the_text_that_offsets_count_into(folder: Folder) -> None:
    body = "".join(f"<p>{ATTACK} وهذه فقرة طويلة من المقال رقم {number}.</p>" for number in range(4))
    page = f"<html><head><title>تفجير</title></head><body><article><h1>تفجير</h1>{body}</article></body></html>"
    (line,) = folder.rasid("scan", folder.write("page.html", page), "--format", "json").lines
    assert list(line)[:3] == ["id", "title", "text"]
    assert line["title"] == "تفجير"
    assert line["mentions"]
    for found in line["mentions"]:
        assert line[found["field"]][found["start"] : found["end"]] == found["text"]


def test_lines_on_stdin(folder: Folder) -> None:
    body = json_lines({"id": 7, "title": "داعش خراسان", "text": "", "extra": 1}, {"text": PLAIN})
    done = folder.rasid("scan", "-", "--format", "json", stdin=body)
    assert [line["id"] for line in done.lines] == ["7", "stdin:2"]
    assert done.lines[0]["mentions"][0]["field"] == "title"
    assert folder.rasid("scan", "--format", "json", stdin=body).out == done.out


def test_a_broken_line_is_told_by_its_number_and_the_rest_scanned(folder: Folder) -> None:
    body = json_lines({"id": "a", "text": PLAIN}) + "{broken\n\n" + json_lines({"id": "b", "text": PLAIN})
    done = folder.rasid("scan", folder.write("in.jsonl", body), "--format", "json")
    done.failed(1, "in.jsonl:2")
    assert [line["id"] for line in done.lines] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        pytest.param("bad.txt", b"\xd8\xff\xfe", "not UTF-8", id="undecodable"),
        pytest.param("bad.txt", b"  \n", "no text", id="blank"),
        pytest.param("bad.rtf", b"{\\rtf1}", "suffix", id="another kind of file"),
        pytest.param(None, b"", "cannot be read", id="missing"),
    ],
)
def test_what_is_unusable_is_one_line_and_the_rest_is_scanned(
    folder: Folder, name: str | None, content: bytes, word: str
) -> None:
    wrong = folder.write(name, content) if name else "nothing.txt"
    done = folder.rasid("scan", wrong, folder.write("good.txt", ATTACK), "--format", "json")
    done.failed(1, wrong, word)
    assert [line["id"] for line in done.lines] == ["good.txt"]


def test_nul_and_half_a_surrogate_pair(folder: Folder) -> None:
    text = "\0 داعش خراسان \0"
    assert folder.rasid("scan", folder.write("a.txt", text), "--format", "json").lines[0]["mentions"]
    done = folder.rasid("scan", "-", "--format", "json", stdin='{"id": "x", "text": "\\ud83d داعش خراسان"}')
    assert (done.code, done.lines[0]["mentions"][0]["start"]) == (0, 2)
    shown = folder.rasid("scan", "-", stdin='{"id": "\\ud83d", "text": "\\ud83d داعش خراسان"}')
    assert (shown.code, "ISKP" in shown.out) == (0, True)


def test_empty_input_is_nothing_wrong(folder: Folder) -> None:
    done = folder.rasid("scan", "-", stdin="")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_for_people(folder: Folder) -> None:
    done = folder.rasid("scan", folder.write("a.txt", ATTACK))
    assert "3 mentions, 1 events" in done.out
    assert "suicide_bombing [reported]" in done.out
    assert "killed=21" in done.out


def test_the_watchlist_given_replaces_that_of_the_settings(folder: Folder) -> None:
    done = folder.rasid("scan", folder.write("a.txt", ATTACK), "--watchlist", "groups.yaml", WATCHLISTS="missing.yaml")
    assert done.code == 0
    folder.rasid("scan", "a.txt", WATCHLISTS="missing.yaml").failed(2, "missing.yaml")


def test_every_fault_of_a_watchlist_is_told_with_its_line(folder: Folder) -> None:
    broken = (
        "version: 1\nwatchlist: x\nentities:\n  - {key: A, kind: tribe, name: {en: A}}\n  - {key: A B, kind: other}\n"
    )
    done = folder.rasid("scan", "-", "--watchlist", folder.write("broken.yaml", broken))
    assert done.code == 2
    assert "Traceback" not in done.err
    told = [line for line in done.err.splitlines() if "broken.yaml:" in line]
    assert {"4", "5"} <= {line.split("broken.yaml:")[1].split(":")[0] for line in told}


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["--format", "xml"], ["xml", "rasid scan --help"], id="format"),
        pytest.param(["--nothing"], ["--nothing"], id="option"),
        pytest.param(["--watchlist", "missing.yaml", "-"], ["missing.yaml"], id="missing watchlist"),
    ],
)
def test_wrong_usage_is_one_line(folder: Folder, args: list[str], words: list[str]) -> None:
    folder.rasid("scan", *args).failed(2, *words)


def test_a_reader_that_has_enough_is_no_failure_to_shout_about(folder: Folder) -> None:
    folder.write("many.jsonl", json_lines(*({"id": str(number), "text": ATTACK} for number in range(2000))))
    command = folder.command("scan", "many.jsonl", "--format", "json")
    scan = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **folder.surroundings({}))
    assert scan.stdout is not None
    assert scan.stderr is not None
    scan.stdout.readline()
    scan.stdout.close()
    assert scan.stderr.read() == b""
    assert scan.wait(60) in (0, 1)
    scan.stderr.close()


def test_a_full_disk_is_one_line(folder: Folder) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    folder.write("a.txt", ATTACK)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            folder.command("scan", "a.txt"), stdout=full, stderr=subprocess.PIPE, check=False, **folder.surroundings({})
        )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def on_terminal(folder: Folder, *args: str, stdout: int | None = None) -> tuple[int, str]:
    """Exit code and what a terminal showed of stderr (and of stdout unless it goes elsewhere)."""
    ours, theirs = pty.openpty()
    given = folder.surroundings({})
    given["env"] = {**given["env"], "TERM": "xterm-256color", "COLUMNS": "100"}
    process = subprocess.Popen(
        folder.command(*args), stdin=subprocess.DEVNULL, stdout=stdout or theirs, stderr=theirs, **given
    )
    os.close(theirs)
    shown, end = b"", time.monotonic() + 120
    while time.monotonic() < end:
        if not select.select([ours], [], [], 120)[0]:
            break
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return process.wait(120), shown.decode(errors="replace")


def test_long_work_shows_a_bar_on_a_terminal(folder: Folder) -> None:
    folder.write("many.jsonl", json_lines(*({"id": str(number), "text": LONG} for number in range(200))))
    with (folder.path / "out.jsonl").open("wb") as out:
        code, shown = on_terminal(folder, "scan", "many.jsonl", "--format", "json", stdout=out.fileno())
    assert code == 0
    assert "200/200" in shown
    lines = (folder.path / "out.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [str(number) for number in range(200)]


def test_the_bar_leaves_lines_on_the_same_terminal_whole(folder: Folder) -> None:
    folder.write("many.jsonl", json_lines(*({"id": str(number), "text": LONG} for number in range(200))))
    code, shown = on_terminal(folder, "scan", "many.jsonl")
    assert code == 0
    assert shown.count("3 mentions, 1 events") == 200


def test_one_file_needs_no_bar(folder: Folder) -> None:
    folder.write("a.txt", ATTACK)
    with (folder.path / "out.txt").open("wb") as out:
        assert on_terminal(folder, "scan", "a.txt", stdout=out.fileno()) == (0, "")


def test_heavy_libraries_stay_out_of_a_scan(folder: Folder) -> None:
    folder.write("a.txt", ATTACK)
    program = (
        "import sys; sys.argv = ['rasid', 'scan', 'a.txt']\n"
        "from bot.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('loaded', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    given = folder.surroundings({})
    done = subprocess.run([*folder.command()[:1], "-c", program], capture_output=True, check=True, text=True, **given)
    loaded = set(done.stdout.splitlines()[-1].split())
    heavy = {"telegram", "slack_bolt", "slack_sdk", "sqlalchemy", "alembic", "aiohttp", "apscheduler", "trafilatura"}
    assert not loaded & (heavy | {"structlog", "feedparser", "rich", "httpx"})


@pytest.mark.parametrize(
    ("name", "body", "ids"),
    [
        pytest.param("a.docx", docx(p("خبر") + p(ATTACK.partition("\n")[0])), ["a.docx"], id="Word"),
        pytest.param("a.eml", f"Message-ID: <1@x>\n\n{ATTACK}", ["1@x"], id="a mail"),
        pytest.param("a.mbox", f"From a@b\nSubject: x\n\n{ATTACK}\n\n" * 2, ["a.mbox:1", "a.mbox:2"], id="a mailbox"),
    ],
)
def test_what_is_taken_out_of_a_file_stands_in_the_line(
    folder: Folder, name: str, body: str | bytes, ids: list[str]
) -> None:
    done = folder.rasid("scan", folder.write(name, body), "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert [line["id"] for line in done.lines] == ids
    for line in done.lines:
        found = next(one for one in line["mentions"] if one["entity"] == "ISKP")
        assert line["text"][found["start"] : found["end"]] == found["text"] == "داعش خراسان"


def test_a_page_of_a_browser_is_scanned(folder: Folder) -> None:
    done = folder.rasid("scan", folder.write("a.pdf", (HERE / "chromium.pdf").read_bytes()), "--format", "json")
    assert [one["text"] for one in done.lines[0]["mentions"] if one["entity"] == "ISKP"] == [
        "لداعش خراسان",
        "داعش خراسان",
        "ISIS-K",
    ]


def test_texts_are_scanned_without_what_documents_need(folder: Folder) -> None:
    folder.write("a.txt", ATTACK)
    program = (
        "import sys; from bot.cli.main import app; app(['scan', 'a.txt'], standalone_mode=False);"
        "print({'pypdfium2', 'docx', 'lxml', 'bot.sources.documents', 'bot.sources.mail_message'} & set(sys.modules))"
    )
    around = folder.surroundings({})
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, **around)
    assert done.stdout.endswith("set()\n")
