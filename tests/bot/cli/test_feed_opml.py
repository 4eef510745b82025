"""`rasid feed import` and `export`: sources as OPML."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from bot.core.model import Feed
from bot.core.urls import without_login
from bot.storage import SqlStore
from tests.bot.cli.running import Folder

ONE, TWO = "https://news.example/rss.xml", "https://other.example/rss.xml"


def opml(*outlines: tuple[str, str]) -> str:
    named = "\n".join(f'<outline text="{title}" xmlUrl="{url}"/>' for title, url in outlines)
    return f'<opml version="2.0"><body>\n{named}\n</body></opml>'


def listed(folder: Folder) -> list[Feed]:
    with closing(SqlStore(folder.database)) as store, store.begin(read_only=True) as unit:
        return list(unit.feeds.all())


def test_a_list_is_imported_once(folder: Folder) -> None:
    name = folder.write("feeds.opml", opml(("الأفق", ONE), ("آخر", TWO)))
    tried = folder.rasid("feed", "import", name, "--dry-run")
    assert tried.out.splitlines() == [
        f"would add: {ONE}  الأفق",
        f"would add: {TWO}  آخر",
        "would add 2, known 0, unusable 0",
    ]
    assert listed(folder) == []
    done = folder.rasid("feed", "import", name)
    assert (done.code, done.out, done.err) == (0, "added 2, known 0, unusable 0\n", "")
    assert [(one.url, one.title, one.polled) for one in listed(folder)] == [(ONE, "الأفق", None), (TWO, "آخر", None)]
    again = folder.rasid("feed", "import", "-", stdin=opml(("الأفق", ONE), ("", TWO + "?utm_source=x")))
    assert (again.code, again.out.splitlines()[-1]) == (0, "added 0, known 2, unusable 0")
    assert f"known already: {ONE}  الأفق" in again.out


def test_what_is_unusable_is_named_and_the_rest_imported(folder: Folder) -> None:
    text = opml(
        ("ملف", "file:///etc/passwd"), ("الأفق", ONE), ("داخلي", "http://u:hunter2@10.1.2.3/rss"), ("آخر", ONE + "#x")
    )
    done = folder.rasid("feed", "import", folder.write("feeds.opml", text))
    assert done.code == 1
    assert done.out.splitlines() == [f"known already: {ONE}#x  آخر", "added 1, known 1, unusable 2"]
    assert [line.split(": ", 2)[:2] for line in done.err.splitlines()] == [["rasid", "line 2"], ["rasid", "line 4"]]
    assert "http://10.1.2.3/rss  داخلي" in done.err
    assert "RASID_ALLOW_NETWORKS" in done.err
    assert "hunter2" not in done.err
    allowed = folder.rasid("feed", "import", "feeds.opml", ALLOW_NETWORKS="10.0.0.0/8")
    assert allowed.out.splitlines()[-1] == "added 1, known 2, unusable 1"


def test_what_is_no_list_is_one_line(folder: Folder) -> None:
    folder.rasid("feed", "import", folder.write("x.opml", "<html>")).failed(1, "OPML")
    folder.rasid("feed", "import", "missing.opml").failed(1, "missing.opml")
    bomb = '<!DOCTYPE opml [<!ENTITY a "b">]><opml version="2.0"/>'
    folder.rasid("feed", "import", "-", stdin=bomb).failed(1, "entities")
    folder.rasid("feed", "import", "-", stdin=b" " * (10 * 1024 * 1024 + 1)).failed(1, "larger than 10 MB")


def test_an_exported_list_gives_the_same_sources(folder: Folder) -> None:
    folder.rasid("feed", "import", "-", stdin=opml(("الأفق", ONE), ("", TWO)))
    folder.rasid("feed", "add", "https://reader:hunter2@news.example/private.xml")
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        unit.feeds.save(replace(unit.feeds.all()[0], off=True, pages="never"))
        unit.feeds.add("maildir:/var/mail/news", "بريد", unit.feeds.all()[0].next_at)  # type: ignore[arg-type]
    saved = folder.rasid("feed", "export", "sources.opml")
    assert (saved.code, saved.out) == (0, "saved: sources.opml (3 sources)\n")
    assert "https://news.example/private.xml is exported without its login" in saved.err
    assert "1 sources are no web addresses" in saved.err
    body = (folder.path / "sources.opml").read_text("utf-8")
    assert "hunter2" not in body + saved.err
    assert folder.rasid("feed", "export").out.replace("\r", "")[-200:] == body[-200:]
    other = Folder(folder.path / "other")
    other.write("sources.opml", body)
    other.write("groups.yaml", (folder.path / "groups.yaml").read_bytes())
    assert other.rasid("feed", "import", "sources.opml").out == "added 3, known 0, unusable 0\n"
    mine = [(without_login(one.url), one.title, one.off, one.pages) for one in listed(folder)[:3]]
    assert [(one.url, one.title, one.off, one.pages) for one in listed(other)] == mine
    assert folder.rasid("feed", "import", "sources.opml").out.splitlines()[-1] == "added 0, known 3, unusable 0"


def test_an_export_that_cannot_be_written_is_one_line(folder: Folder) -> None:
    folder.rasid("feed", "export", "no-such-folder/x.opml").failed(1, "no-such-folder")
