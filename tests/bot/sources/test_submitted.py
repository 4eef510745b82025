"""What is sent in is opened: text, the pages behind links, files; bounded, guarded, and no part hides another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.errors import SourceError
from bot.core.identity import identity_of
from bot.core.material import Attachment, Material
from bot.core.model import Incoming
from bot.core.submission import Opened
from bot.sources.failures import BEYOND
from bot.sources.fetch import Fetcher
from bot.sources.networks import parse_networks
from bot.sources.submitted import LARGEST_FILE, SubmittedOpener
from tests.bot.sources import papers
from tests.fakes import feed_pages
from tests.fakes.faults import Cut, Hang
from tests.fakes.feed_server import FeedServer

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
TEXT = "قال شهود إن النيران اندلعت في السوق القديم قبل أن تصل فرق الإطفاء إليه.\n\nولم ترد أنباء عن ضحايا."
PAGE = feed_pages.article("حريق في السوق", TEXT)


@dataclass
class Files:
    """A platform that holds files by their reference."""

    bodies: dict[str, bytes | Exception] = field(default_factory=dict)
    platform: str = "telegram"
    asked: list[tuple[str, int]] = field(default_factory=list)

    async def download(self, attachment: Attachment, largest: int) -> bytes:
        self.asked.append((attachment.ref, largest))
        body = self.bodies[attachment.ref]
        if isinstance(body, Exception):
            raise body
        return body


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def opener() -> AsyncIterator[SubmittedOpener]:
    networks = parse_networks(["127.0.0.1"])
    async with Fetcher.open("Rasid/test", allowed=networks, largest=100_000, seconds=0.5) as fetcher:
        yield SubmittedOpener(fetcher, {"telegram": Files()}, 4096)


async def opened(opener: SubmittedOpener, text: str = "", *links: str, **more: Any) -> Opened:
    return await opener.open("telegram", Material("scan", text, links, **{"source": "آمنة", **more}), NOW)


def with_file(opener: SubmittedOpener, name: str, body: bytes | Exception, **facts: Any) -> tuple[Attachment, ...]:
    files = opener.downloads["telegram"]
    assert isinstance(files, Files)
    files.bodies[name] = body
    return (Attachment(name, name, **facts),)


async def test_a_text_needs_nothing_from_outside(opener: SubmittedOpener) -> None:
    found = await opened(opener, "س" * 2000 + "\0", url="https://t.me/a/1", post="1", published=NOW)
    assert found.articles == (
        Incoming("آمنة", "س" * 2000 + "\N{REPLACEMENT CHARACTER}", "1", None, "https://t.me/a/1", NOW),
    )


async def test_a_link_is_its_page(server: FeedServer, opener: SubmittedOpener) -> None:
    link = server.put("/news/1", PAGE)
    found = await opened(opener, f"شوف {link}", link)
    (article,) = found.articles
    assert (article.source, article.title, article.url) == ("127.0.0.1", "حريق في السوق", link)
    assert article.text.split("\n") == TEXT.split("\n\n")
    assert (article.external_id, article.published) == (None, None)


async def test_a_link_to_a_pdf_is_read_as_one(server: FeedServer, opener: SubmittedOpener) -> None:
    paper = (papers.HERE / "chromium.pdf").read_bytes()
    link = server.put("/reports/7.pdf", feed_pages.Page(paper, "application/pdf", charset=None))
    async with Fetcher.open("x", allowed=opener.fetcher.allowed, largest=500_000) as patient:
        found = await opened(replace(opener, fetcher=patient, largest=100_000), link, link)
    (article,) = found.articles
    assert "داعش خراسان" in article.text
    assert (article.source, article.url, article.external_id) == ("127.0.0.1", link, None)


async def test_a_posts_link_is_dated_by_the_post_and_named_after_its_page(
    server: FeedServer, opener: SubmittedOpener
) -> None:
    link = server.put("/news/1", PAGE)
    found = await opened(opener, f"عنوان {link}", link, url="https://t.me/a/7", post="7", published=NOW)
    assert [(one.external_id, one.url, one.published) for one in found.articles] == [
        ("7", "https://t.me/a/7", NOW),
        (None, link, NOW),
    ]


@pytest.mark.parametrize(
    ("page", "says", "passing"),
    [
        pytest.param(feed_pages.failure(404), "HTTP 404", False, id="404"),
        pytest.param(feed_pages.failure(403), "HTTP 403", False, id="403"),
        pytest.param(feed_pages.failure(410), "HTTP 410", False, id="410"),
        pytest.param(feed_pages.failure(429), "HTTP 429", True, id="429"),
        pytest.param(feed_pages.failure(503), "HTTP 503", True, id="503"),
        pytest.param(feed_pages.redirect("http://169.254.169.254/latest"), "not public", False, id="a redirect inside"),
        pytest.param(feed_pages.gzip_bomb(5), "larger than", False, id="a bomb"),
        pytest.param(
            replace(PAGE, body=b"<html><body><script>x()</script></body></html>"), "no text", False, id="empty"
        ),
        pytest.param(feed_pages.article("طويل", "كلام " * 2000), "RASID_MAX_ARTICLE_KB", False, id="too long"),
    ],
)
async def test_a_page_that_cannot_be_read_is_a_problem(
    server: FeedServer, opener: SubmittedOpener, page: feed_pages.Page, says: str, passing: bool
) -> None:
    link = server.put("/news/1", page)
    found = await opened(opener, link, link)
    assert (found.articles, found.passing) == ((), passing)
    assert says in found.problems[0].reason


async def test_a_server_that_hangs_or_cuts_may_do_better_later(server: FeedServer, opener: SubmittedOpener) -> None:
    links = [server.put("/hang", PAGE), server.put("/cut", PAGE), "http://127.0.0.1:1/"]
    server.faults.add(Hang(), "/hang")
    server.faults.add(Cut(), "/cut")
    found = await opened(opener, " ".join(links), *links)
    assert [one.passing for one in found.problems] == [True, True, True]


@pytest.mark.parametrize(
    "link",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://10.0.0.1/",
        "http://[2002:a00:1::]/",
    ],
)
async def test_a_link_into_a_network_that_is_not_public(opener: SubmittedOpener, link: str) -> None:
    found = await opened(opener, link, link)
    assert (found.articles, found.passing) == ((), False)
    assert found.problems[0].reason == BEYOND


async def test_a_password_in_a_link_is_neither_shown_nor_stored(server: FeedServer, opener: SubmittedOpener) -> None:
    link = server.put("/news/1", PAGE).replace("http://", "http://user:geheim@")
    gone = link.replace("/1", "/2")
    found = await opened(opener, f"{link} {gone}", link, gone)
    assert len(found.articles) == len(found.problems) == 1
    assert "geheim" not in f"{found.articles[0].url} {found.problems}"


async def test_a_part_that_fails_hides_no_other(server: FeedServer, opener: SubmittedOpener) -> None:
    links = [server.put("/news/1", PAGE), server.put("/news/2", feed_pages.failure(404))]
    files = with_file(opener, "a.txt", TEXT.encode()) + with_file(opener, "b.txt", SourceError("x", "away"))
    found = await opened(opener, " ".join(links), *links, files=files)
    assert [one.source for one in found.articles] == ["127.0.0.1", "آمنة"]
    assert [(one.what.rpartition("/")[2], one.passing) for one in found.problems] == [("2", False), ("b.txt", True)]


async def test_of_many_links_and_files_the_first_are_read_and_the_others_named(
    server: FeedServer, opener: SubmittedOpener
) -> None:
    links = [server.put(f"/news/{number}", PAGE) for number in range(9)]
    found = await opened(opener, " ".join(links), *links)
    assert (len(found.articles), len(server.requests)) == (3, 3)
    assert "at most 3 links and 3 files" in found.problems[-1].reason


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("../../etc/passwd\n.txt", "passwd .txt", id="a path and a line break"),
        pytest.param("C:\\Users\\x\\خبر.txt", "خبر.txt", id="a path of Windows"),
        pytest.param("x" * 5000 + ".txt", None, id="a long name"),
        pytest.param("\x00\x1b[31m.txt", "[31m.txt", id="controls"),
    ],
)
async def test_a_hostile_name_is_a_name(opener: SubmittedOpener, name: str, shown: str | None) -> None:
    good = await opened(opener, files=with_file(opener, name, TEXT.encode()))
    assert good.articles[0].text == TEXT
    bad = await opened(opener, files=with_file(opener, name.replace(".txt", ".exe"), b"MZ"))
    what = bad.problems[0].what
    assert what == (shown or what).replace(".txt", ".exe")
    assert len(what) <= 100
    assert "\n" not in what


async def test_two_files_of_one_name_are_two_articles(opener: SubmittedOpener) -> None:
    first = await opened(opener, files=with_file(opener, "article.txt", "خبر أول".encode()))
    second = await opened(opener, files=with_file(opener, "article.txt", "خبر ثان".encode()))
    assert identity_of(first.articles[0]) != identity_of(second.articles[0])


async def test_a_post_of_files_is_known_by_its_address_and_the_others_after_it(opener: SubmittedOpener) -> None:
    files = with_file(opener, "a.txt", b"one") + with_file(opener, "b.txt", b"two")
    found = await opened(opener, files=files, url="https://t.me/a/7", post="7")
    assert [(one.external_id, one.url) for one in found.articles] == [("7", "https://t.me/a/7"), ("7/1", None)]
    assert len({identity_of(one) for one in found.articles}) == 2


async def test_a_file_that_says_it_is_too_large_is_not_asked_for(opener: SubmittedOpener) -> None:
    found = await opened(opener, files=with_file(opener, "a.txt", b"x", size=LARGEST_FILE + 1))
    assert "larger than 20 MB" in found.problems[0].reason
    files = opener.downloads["telegram"]
    assert isinstance(files, Files)
    assert files.asked == []


async def test_a_reader_that_breaks_is_a_problem(opener: SubmittedOpener) -> None:
    def broken(*_: object) -> tuple[Incoming, ...]:
        raise RecursionError

    found = await opened(replace(opener, read=broken), files=with_file(opener, "a.pdf", b"x"))
    assert "RecursionError" in found.problems[0].reason


async def test_a_platform_without_files(opener: SubmittedOpener) -> None:
    without = SubmittedOpener.of(opener.fetcher, [object(), Files()], 4096)
    assert set(without.downloads) == {"telegram"}
    found = await without.open("console", Material("scan", files=(Attachment("a", "a.txt"),)), NOW)
    assert (found.passing, "platform" in found.problems[0].reason) == (False, True)
